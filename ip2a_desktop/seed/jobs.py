"""Sample jobs: one after the other from a member's first day, short calls and long ones, at rates that rise."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from ip2a_desktop.domain.member_drafts import EmploymentDraft
from ip2a_desktop.domain.members import Classification, MemberStatus
from ip2a_desktop.seed.chance import Chance
from ip2a_desktop.seed.people import MadeMember

_SHORTEST, _LONGEST, _USUAL = 30, 1_825, 150  # days
_AGAIN = 0.2  # how often somebody goes back to an earlier employer
_STILL_THERE = 0.65  # how often the last job has no end yet
_OUT_OF_WORK = 60  # days at most between two jobs, mostly
_SCALE = 62.0  # dollars an hour for a journey worker today
_RISE = 0.032  # by which the scale rose each year
_LOWEST, _HIGHEST = 18.0, 75.0
_APPRENTICE_SHARES = (0.42, 0.5, 0.6, 0.7, 0.8)
_HOURS = {40: 80, 36: 8, 32: 4, 45: 4, 50: 4}


class Jobs:
    """Makes the jobs of members.

    Args:
        chance: where the dice come from.
        employers: the ids of the organizations that employ, the larger ones first.
        today: the day that nothing lies behind.
    """

    def __init__(self, chance: Chance, employers: Sequence[UUID], today: date) -> None:
        self._chance = chance
        self._today = today
        self._employers = {one: 1 / (at + 4) for at, one in enumerate(employers)}

    def make(self, member: MadeMember) -> list[EmploymentDraft]:
        """Return the jobs of a member in their order; they do not overlap, and only the last may have no end."""
        if not self._employers or member.draft.classification is Classification.HONORARY:
            return []
        jobs: list[EmploymentDraft] = []
        start = member.works_from
        while start < member.works_until:
            length = round(self._chance.triangular(_SHORTEST, _LONGEST, _USUAL))
            end = start + timedelta(days=length)
            last = end >= member.works_until
            ended_on = self._last_day(member, start) if last else end
            jobs.append(self._job(member, jobs, start, ended_on))
            start = end + timedelta(days=self._gap())
        return jobs

    def _last_day(self, member: MadeMember, start: date) -> date | None:
        """Return the end of the last job, or None where the member still works there."""
        if member.draft.status is MemberStatus.ACTIVE and self._chance.happens(_STILL_THERE):
            return None
        return self._chance.day(start, member.works_until)

    def _gap(self) -> int:
        return round(self._chance.triangular(0, _OUT_OF_WORK, 5)) if self._chance.happens(0.8) else 120

    def _job(
        self, member: MadeMember, earlier: Sequence[EmploymentDraft], start: date, end: date | None
    ) -> EmploymentDraft:
        if earlier and self._chance.happens(_AGAIN):
            employer = self._chance.choice(earlier).organization_id
        else:
            employer = self._chance.weighted(self._employers)
        position, share = self._position(member, start)
        years_ago = (self._today - start).days / 365.25
        rate = _SCALE * share * (1 - _RISE) ** years_ago + self._chance.uniform(-0.6, 0.6)
        return EmploymentDraft(
            member_id=member.draft.id,
            organization_id=employer,
            position=position,
            started_on=start,
            ended_on=end,
            weekly_hours=Decimal(self._chance.weighted(_HOURS)),
            hourly_rate=Decimal(f"{min(_HIGHEST, max(_LOWEST, rate)):.2f}"),
        )

    def _position(self, member: MadeMember, start: date) -> tuple[str, float]:
        """Return the position of a job and its share of the journey worker's rate: five years are an apprenticeship."""
        years = int((start - member.works_from).days / 365.25)
        if years < len(_APPRENTICE_SHARES):
            return "Apprentice wireman", _APPRENTICE_SHARES[years]
        leads = member.draft.classification is Classification.FOREMAN and years > 9
        if leads and self._chance.happens(0.7):
            return self._chance.weighted({("Foreman", 1.1): 75, ("General foreman", 1.2): 25})
        return self._chance.weighted({("Journey wireman", 1.0): 90, ("Lead journey wireman", 1.05): 10})
