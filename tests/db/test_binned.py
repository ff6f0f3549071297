"""What belongs to a record and lies in the bin is read along with it, and comes back."""

from collections.abc import Callable
from datetime import date

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.employer_drafts import EmployerContactDraft
from ip2a_desktop.domain.member_drafts import MemberContactDraft
from ip2a_desktop.domain.note_drafts import NoteDraft
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService
from tests.conftest import RoundTrips
from tests.factories import job, saved_employer, saved_member


def test_a_member_s_job_contact_and_note_wait_in_the_bin(
    members: MemberService, employers: EmployerService, notes: NoteService
) -> None:
    ana, bo, cascade = saved_member(members), saved_member(members), saved_employer(employers, name="Cascade Electric")
    work = job(ana, cascade, position="Wireman", started_on="2020-03-06", ended_on="2021-03-06")
    contact = check(MemberContactDraft, {"member_id": ana.id, "name": "Rosa", "relation": "Sister"})
    note = check(NoteDraft, {"subject_table": "member", "subject_id": ana.id, "body": "Called\ntwice"})
    members.save_employment(work)
    members.save_contact(contact)
    notes.save(note)
    assert members.load(ana.id).in_bin == ()
    members.bin_employment([work.id])
    members.bin_contact([contact.id])
    notes.move_to_bin([note.id])

    record = members.load(ana.id)
    assert (record.employments, record.contacts) == ((), ())
    found = {one.table: one for one in record.in_bin}
    assert {table: one.id for table, one in found.items()} == {
        "employment": work.id,
        "member_contact": contact.id,
        "note": note.id,
    }
    assert (found["employment"].title, found["employment"].about) == ("Cascade Electric", "Wireman")
    assert (found["employment"].started_on, found["employment"].ended_on) == (date(2020, 3, 6), date(2021, 3, 6))
    assert (found["member_contact"].title, found["member_contact"].about) == ("Rosa", "Sister")
    assert found["note"].about == "Called\ntwice"
    assert {one.deleted_by for one in record.in_bin} == {"ana"}
    assert all(one.deleted_at.tzinfo is not None for one in record.in_bin)
    assert members.load(bo.id).in_bin == ()

    members.restore_employment([work.id])
    members.restore_contact([contact.id])
    notes.restore([note.id])
    record = members.load(ana.id)
    assert record.in_bin == ()
    assert [one.employer for one in record.employments] == ["Cascade Electric"]


def test_an_organization_s_contact_and_note_wait_in_the_bin(employers: EmployerService, notes: NoteService) -> None:
    cascade = saved_employer(employers)
    contact = check(EmployerContactDraft, {"organization_id": cascade.id, "name": "Rosa", "title": "Owner"})
    note = check(NoteDraft, {"subject_table": "organization", "subject_id": cascade.id, "body": "Called"})
    employers.save_contact(contact)
    notes.save(note)
    employers.bin_contact([contact.id])
    notes.move_to_bin([note.id])
    found = {one.table: (one.id, one.title, one.about) for one in employers.load(cascade.id).in_bin}
    assert found == {"organization_contact": (contact.id, "Rosa", "Owner"), "note": (note.id, "", "Called")}


def test_the_newest_in_the_bin_comes_first(members: MemberService, employers: EmployerService) -> None:
    ana, cascade = saved_member(members), saved_employer(employers)
    jobs = [job(ana, cascade, started_on=f"202{year}-01-01") for year in range(3)]
    for one in jobs:
        members.save_employment(one)
    for one in (jobs[1], jobs[0], jobs[2]):
        members.bin_employment([one.id])
    assert [one.id for one in members.load(ana.id).in_bin] == [jobs[2].id, jobs[0].id, jobs[1].id]


def test_an_officer_s_note_in_the_bin_is_for_officers_too(
    members: MemberService, notes: NoteService, person_with: Callable[..., Database]
) -> None:
    ana = saved_member(members)
    values = {"subject_table": "member", "subject_id": ana.id, "body": "A delicate matter", "visibility": "officers"}
    note = check(NoteDraft, values)
    notes.save(note)
    notes.move_to_bin([note.id])
    assert len(members.load(ana.id).in_bin) == 1
    assert MemberService(person_with("ip2a_staff")).load(ana.id).in_bin == ()


def test_reading_the_bin_along_costs_nothing_more(counted: tuple[Database, RoundTrips]) -> None:
    database, trips = counted
    members, employers = MemberService(database), EmployerService(database)
    ana, cascade = saved_member(members), saved_employer(employers)
    for load in (lambda: members.load(ana.id), lambda: employers.load(cascade.id)):
        trips.reset()
        load()
        assert trips.count == 2


def test_a_primary_contact_comes_back_beside_the_one_that_took_its_place(employers: EmployerService) -> None:
    cascade = saved_employer(employers)
    rosa, sam = (
        check(EmployerContactDraft, {"organization_id": cascade.id, "name": name, "is_primary": True})
        for name in ("Rosa", "Sam")
    )
    employers.save_contact(rosa)
    employers.bin_contact([rosa.id])
    employers.save_contact(sam)
    employers.restore_contact([rosa.id])
    kept = employers.load(cascade.id).contacts
    assert sorted(one.name for one in kept) == ["Rosa", "Sam"]
    assert sum(one.is_primary for one in kept) == 1
