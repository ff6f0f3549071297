"""Records that tests begin with."""

from itertools import count
from typing import Any

from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.employer_drafts import EmployerDraft
from ip2a_desktop.domain.member_drafts import EmploymentDraft, MemberDraft
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.members import MemberService

_numbers = count(1)


def member_draft(**values: Any) -> MemberDraft:
    """Return a checked draft of a member who has what every member must have."""
    number = next(_numbers)
    return check(
        MemberDraft,
        {"card_number": f"{number:07}", "first_name": "Ana", "last_name": f"Silva{number}", **values},
    )


def saved_member(members: MemberService, **values: Any) -> MemberDraft:
    """Save a member and return the draft as loaded again."""
    draft = member_draft(**values)
    members.save(draft)
    return members.load(draft.id).draft


def saved_employer(employers: EmployerService, **values: Any) -> EmployerDraft:
    """Save an organization and return the draft as loaded again."""
    draft = check(EmployerDraft, {"name": f"Cascade Electric {next(_numbers)}", **values})
    employers.save(draft)
    return employers.load(draft.id).draft


def job(member: MemberDraft, employer: EmployerDraft, **values: Any) -> EmploymentDraft:
    """Return a checked job of the member at the employer."""
    return check(EmploymentDraft, {"member_id": member.id, "organization_id": employer.id, **values})
