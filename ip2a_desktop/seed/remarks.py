"""Sample notes, as an office writes them."""

from uuid import UUID

from ip2a_desktop.domain.employer_drafts import EmployerDraft
from ip2a_desktop.domain.member_drafts import MemberDraft
from ip2a_desktop.domain.members import NoteVisibility
from ip2a_desktop.domain.note_drafts import NoteDraft
from ip2a_desktop.seed.chance import Chance

ABOUT_MEMBERS = (
    "Called about the dues receipt; sent by e-mail.",
    "New address confirmed at the counter.",
    "Asked for a copy of the agreement. Picked it up on Tuesday.",
    "Interested in the foreman class in the fall.",
    "Wants to hear of calls north of the city only: no car at the moment.",
    "Volunteers for the picnic and the food drive.",
    "Replacement card handed out; the old one was lost on the job.",
    "Left a message about the beneficiary form. No answer yet.",
    "Turned down two short calls in a row; next one counts.",
    "Will be on jury duty the first week of the month.",
)
ABOUT_EMPLOYERS = (
    "Payroll changed to weekly; remittance reports come on Fridays.",
    "New project starts next quarter: asked for twelve journey workers and four apprentices.",
    "Bond on file renewed.",
    "Met the new superintendent on site. Good talk, wants a copy of the agreement.",
    "Remittance was late twice this year. Reminder sent.",
    "Office moved to the second floor; deliveries at the back.",
)
ABOUT_CASES = (
    "The steward has the time cards; copies come on Monday.",
    "The grievant asked to be called after three, not at work.",
    "The superintendent said on the phone that they may pay half. Nothing in writing yet.",
    "Same foreman as in last year's case.",
    "The witness is on vacation until the end of the month.",
    "Sent the grievant a copy of the employer's answer.",
)
MEMBERS_SHARE, EMPLOYERS_SHARE, CASES_SHARE = 0.18, 0.35, 0.4
READERS = {NoteVisibility.ALL: 30, NoteVisibility.STAFF: 65, NoteVisibility.OFFICERS: 5}


class Remarks:
    """Makes notes."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance

    def about_member(self, member: MemberDraft) -> list[NoteDraft]:
        """Return what the office noted about a member; mostly nothing."""
        if not self._chance.happens(MEMBERS_SHARE):
            return []
        return [self._note("member", member.id, text) for text in self._chance.some(ABOUT_MEMBERS, 3)]

    def about_employer(self, employer: EmployerDraft) -> list[NoteDraft]:
        """Return what the office noted about an organization; mostly nothing."""
        if not self._chance.happens(EMPLOYERS_SHARE):
            return []
        return [self._note("organization", employer.id, text) for text in self._chance.some(ABOUT_EMPLOYERS, 2)]

    def about_case(self, case_id: UUID) -> list[NoteDraft]:
        """Return what the office noted about a grievance; mostly nothing."""
        if not self._chance.happens(CASES_SHARE):
            return []
        return [self._note("grievance", case_id, text) for text in self._chance.some(ABOUT_CASES, 2)]

    def _note(self, table: str, subject_id: UUID, text: str) -> NoteDraft:
        readers = self._chance.weighted(READERS)
        return NoteDraft(subject_table=table, subject_id=subject_id, body=text, visibility=readers)
