"""Notes on cases and on applications to the fund: who may read them, the bin, the timeline; cases that follow."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.benevolence_drafts import ApplicationDraft
from ip2a_desktop.domain.casework_drafts import InformationRequestDraft
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.errors import NotAllowed, RuleViolation
from ip2a_desktop.domain.grievance_records import Link
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.note_drafts import NoteDraft
from ip2a_desktop.services.benevolence import BenevolenceService
from ip2a_desktop.services.grievance_timeline import GrievanceTimeline
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService
from tests.factories import saved_member
from tests.grievance_cases import Casework


def write(notes, table, record_id, body, visibility="staff"):
    draft = check(NoteDraft, {"subject_table": table, "subject_id": record_id, "body": body, "visibility": visibility})
    return draft, notes.save(draft)


@pytest.fixture
def work(database):
    return Casework(database)


@pytest.fixture
def application(database: Database, members: MemberService):
    member = saved_member(members)
    draft = check(ApplicationDraft, {"member_id": member.id, "requested": "400"})
    BenevolenceService(database).save(draft)
    return draft.id


def bodies(database, table, record_id):
    return [one.body for one in NoteService(database).notes(table, record_id)]


def test_a_note_on_a_case_is_read_moved_to_the_bin_and_brought_back(work, notes):
    case = work.filed()
    note, changes = write(notes, "grievance", case.row.id, "Called the steward")
    assert changes.ids("grievance") == {case.row.id}
    assert bodies(work.database, "grievance", case.row.id) == ["Called the steward"]
    notes.move_to_bin([note.id])
    assert bodies(work.database, "grievance", case.row.id) == []
    binned = work.cases.load(case.row.id).in_bin
    assert [(one.table, one.about) for one in binned] == [("note", "Called the steward")]
    notes.restore([note.id])
    assert work.cases.load(case.row.id).in_bin == ()
    told = [one.what for one in GrievanceTimeline(work.database).timeline("grievance", case.row.id)][:3]
    assert told == ["Note brought back", "Note moved to the bin", "Note added"]


def test_officers_notes_on_a_case_are_for_officers(work, notes, person_with):
    case = work.filed()
    write(notes, "grievance", case.row.id, "A delicate matter", "officers")
    clerk = person_with("ip2a_staff")
    assert bodies(clerk, "grievance", case.row.id) == []
    assert "delicate" not in str(GrievanceTimeline(clerk).timeline("grievance", case.row.id))
    assert bodies(person_with("ip2a_vp"), "grievance", case.row.id) == ["A delicate matter"]


def test_who_may_not_read_the_fund_reads_none_of_its_notes(application, notes, person_with):
    for visibility in ("all", "staff", "officers"):
        write(notes, "benevolence_application", application, f"for {visibility}", visibility)
    organizer = person_with("ip2a_organizer")
    assert bodies(organizer, "benevolence_application", application) == []
    assert NoteService(organizer).timeline("benevolence_application", application) == ()
    with organizer.statement() as session:
        assert session.scalar(text("SELECT count(*) FROM note")) == 0
        assert session.scalar(text("SELECT count(*) FROM audit_log WHERE table_name = 'note'")) == 0
    assert bodies(person_with("ip2a_auditor"), "benevolence_application", application) == ["for all"]
    clerk = person_with("ip2a_staff")
    assert sorted(bodies(clerk, "benevolence_application", application)) == ["for all", "for staff"]
    assert "for officers" not in str(NoteService(clerk).timeline("benevolence_application", application))
    assert "for officers" in str(
        NoteService(person_with("ip2a_president")).timeline("benevolence_application", application)
    )


def test_an_organizer_writes_no_note_on_the_fund(application, person_with):
    with pytest.raises(NotAllowed):
        write(NoteService(person_with("ip2a_organizer")), "benevolence_application", application, "Hello", "all")


def test_the_note_of_an_application_lies_in_its_bin(application, database, notes):
    note, _ = write(notes, "benevolence_application", application, "Called the clinic")
    notes.move_to_bin([note.id])
    assert [one.about for one in BenevolenceService(database).load(application).in_bin] == ["Called the clinic"]
    told = [one.what for one in notes.timeline("benevolence_application", application)]
    assert told[:2] == ["Note moved to the bin", "Note added"]
    assert not [one for one in notes.timeline("benevolence_application", application)[1].changes if "-" in one.after]


def test_a_note_stands_on_one_record_only(work, application):
    case = work.filed()
    both = "INSERT INTO note (id, grievance_id, application_id, body) VALUES (:id, :case, :application, 'x')"
    with pytest.raises(IntegrityError, match="note_one_subject"), work.database.statement() as session:
        session.execute(text(both), {"id": new_id(), "case": case.row.id, "application": application})


def test_a_case_that_follows_another_is_told_at_both(work):
    earlier = work.settled()
    later = work.filed(follows_id=earlier.row.id)
    assert [(one.link, one.number) for one in work.cases.load(later.row.id).links] == [
        (Link.FOLLOWS, earlier.row.number)
    ]
    back = work.cases.load(earlier.row.id).links
    assert [(one.link, one.id) for one in back] == [(Link.FOLLOWED_BY, later.row.id)]
    assert back[0].standing == "Open"


def test_a_merged_case_is_told_at_both(work):
    into, one = work.filed(), work.filed()
    work.verbs.close(work.close(one, "merged", merged_into_id=into.row.id))
    assert [(link.link, link.id) for link in work.cases.load(one.row.id).links] == [(Link.MERGED_INTO, into.row.id)]
    assert [(link.link, link.standing) for link in work.cases.load(into.row.id).links] == [
        (Link.MERGED_HERE, "Merged into another case")
    ]


def test_a_case_never_follows_itself_nor_in_a_ring(work):
    first = work.prepared()
    second = work.prepared(follows_id=first.row.id)
    for one, follows in ((first, first), (first, second)):
        with pytest.raises(RuleViolation) as refused:
            work.cases.save(one.draft.model_copy(update={"follows_id": follows.row.id}))
        assert "follow" in refused.value.problems["follows_id"]


def test_a_binned_information_request_is_seen_with_its_day(work):
    case = work.filed()
    given = {"grievance_id": case.row.id, "requested_on": work.ago(4), "items": "Time cards", "reason": "Overtime"}
    draft = check(InformationRequestDraft, given)
    work.cases.save_request(draft)
    work.cases.bin_requests([draft.id])
    (binned,) = work.cases.load(case.row.id).in_bin
    assert (binned.table, binned.title, binned.about) == (
        "information_request",
        work.ago(4).isoformat(),
        "Time cards",
    )
    work.cases.restore_requests([draft.id])
    assert work.cases.load(case.row.id).in_bin == ()
