"""Notes, who may read them, and the timeline of a record."""

from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.domain.note_drafts import NoteDraft
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService
from tests.factories import job, saved_employer, saved_member


def write(notes: NoteService, member_id: object, **values: object) -> NoteDraft:
    draft = check(NoteDraft, {"subject_table": "member", "subject_id": member_id, **values})
    notes.save(draft)
    return draft


def test_officers_notes_are_for_officers(members: MemberService, notes: NoteService, person_with) -> None:  # type: ignore[no-untyped-def]
    member = saved_member(members)
    write(notes, member.id, body="For all in the office")
    write(notes, member.id, body="A delicate matter", visibility="officers")
    assert len(notes.notes("member", member.id)) == 2
    clerk = NoteService(person_with("ip2a_staff"))
    assert [note.body for note in clerk.notes("member", member.id)] == ["For all in the office"]
    assert "delicate" not in str(clerk.timeline("member", member.id))
    officer = NoteService(person_with("ip2a_vp"))
    assert "delicate" in str(officer.timeline("member", member.id))


def test_a_note_changes_and_goes_to_the_bin(members: MemberService, notes: NoteService) -> None:
    draft = write(notes, saved_member(members).id, body="first")
    notes.save(draft.model_copy(update={"version": 1, "body": "second"}))
    assert [note.body for note in notes.notes("member", draft.subject_id)] == ["second"]
    notes.move_to_bin([draft.id])
    assert notes.notes("member", draft.subject_id) == ()
    notes.restore([draft.id])
    assert len(notes.notes("member", draft.subject_id)) == 1


def test_the_timeline_tells_what_happened_in_words(
    members: MemberService, employers: EmployerService, notes: NoteService
) -> None:
    member, employer = saved_member(members), saved_employer(employers, name="Cascade Electric")
    members.save(member.model_copy(update={"phone": "+12065550142", "status": MemberStatus.RETIRED}))
    members.save_employment(job(member, employer, started_on="2020-03-01"))
    write(notes, member.id, body="Called")
    members.move_to_bin([member.id])
    told = notes.timeline("member", member.id)
    assert [(entry.what, entry.by) for entry in told] == [
        ("Member moved to the bin", "ana"),
        ("Note added", "ana"),
        ("Job added", "ana"),
        ("Member changed", "ana"),
        ("Member added", "ana"),
    ]
    changed = {change.label: (change.before, change.after) for change in told[3].changes}
    assert changed["Phone"] == ("", "(206) 555-0142")
    assert changed["Status"] == ("Active", "Retired")
    added = {change.label: change.after for change in told[2].changes}
    assert (added["Employer"], added["Start"]) == ("Cascade Electric", "2020-03-01")
    assert "active" not in [change.after for change in told[4].changes]
    assert len(employers.database.url.database or "") > 0
    assert notes.timeline("organization", employer.id)[0].what == "Organization added"
