"""Jobs as they were read, turned back into drafts: corrected, ended, opened again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import NotFound
from ip2a_desktop.domain.member_drafts import EmploymentDraft
from ip2a_desktop.domain.members import EmploymentRow

if TYPE_CHECKING:
    from ip2a_desktop.services.members import MemberService


def draft_of(job: EmploymentRow, ended_on: date | None = None) -> EmploymentDraft:
    """Return the draft of a job as it was read, perhaps with another end."""
    return EmploymentDraft.model_construct(
        id=job.id,
        version=job.version,
        member_id=job.member_id,
        organization_id=job.organization_id,
        position=job.position,
        started_on=job.started_on,
        ended_on=ended_on or job.ended_on,
        weekly_hours=job.weekly_hours,
        hourly_rate=job.hourly_rate,
    )


def reopen(members: MemberService, member: UUID, one: UUID) -> Changes:
    """Take back the end of a job, as it stands now.

    Raises:
        NotFound: the job is not there any more.
    """
    job = next((job for job in members.load(member).employments if job.id == one), None)
    if job is None:
        raise NotFound("This job is not there any more.", "Nothing was changed.", "Look for it in the bin.")
    return members.save_employment(draft_of(job).model_copy(update={"ended_on": None}))
