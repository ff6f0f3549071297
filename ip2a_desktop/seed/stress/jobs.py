"""Jobs of a stress hall: one to a hundred for a member, mostly about thirty, one after the other, so many in all."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate

from ip2a_desktop.domain.members import Classification, MemberStatus
from ip2a_desktop.seed.chance import Chance
from ip2a_desktop.seed.stress.lines import NULL, Ids, Sheet
from ip2a_desktop.seed.stress.people import Member

_MOST = 100
_USUAL, _BUSY = 31, 42  # jobs; few have more, up to the most
_LONG_LIST = 0.04  # the share of those few
_SHORTEST, _LONGEST = 30, 1_825  # days
_ROOM = 45  # days of a working life for each job
_AGAIN = 0.2  # how often somebody goes back to an earlier employer
_STILL_THERE = 0.65  # how often the last job has no end yet
_OUT_OF_WORK = 0.12  # of the time that is left over
_SCALE, _RISE = 62.0, 0.032
_LOWEST, _HIGHEST = 18.0, 75.0
_APPRENTICE_SHARES = (0.42, 0.5, 0.6, 0.7, 0.8)
_AT_ONCE = 100  # members
COLUMNS = (
    "id", "member_id", "organization_id", "position", "started_on", "ended_on", "weekly_hours", "hourly_rate"
)  # fmt: skip


def counts(chance: Chance, members: Sequence[Member], total: int) -> list[int]:
    """Return how many jobs each member has: at least one, at most what fits a working life, so many in all.

    Args:
        chance: where the dice come from.
        members: whose jobs.
        total: of all; fewer where the members' lives are too short for it.
    """
    most = [max(1, min(_MOST, (one.works_until - one.works_from) // _ROOM)) for one in members]
    found = [min(_wanted(chance), bound) for bound in most]
    order = list(range(len(members)))
    left = total - sum(found)
    while left:
        chance.shuffle(order)
        changed = False
        for at in order:
            step = (found[at] < most[at]) - 0 if left > 0 else -(found[at] > 1)
            found[at] += step
            left -= step
            changed = changed or bool(step)
            if not left:
                break
        if not changed:
            break
    return found


def _wanted(chance: Chance) -> int:
    if chance.random() < _LONG_LIST:
        return round(chance.triangular(_USUAL, _MOST, _USUAL))
    return round(chance.triangular(1, _BUSY, _USUAL))


class JobLines:
    """Makes the lines of jobs.

    Args:
        chance: where the dice come from.
        ids: gives out their ids.
        employers: the ids of the organizations that employ, the larger ones first.
        today: the day that nothing lies behind.
    """

    def __init__(self, chance: Chance, ids: Ids, employers: Sequence[str], today: date) -> None:
        self._chance = chance
        self._new = ids.new
        self._employers = employers
        self._sums = list(accumulate(1 / (at + 40) for at in range(len(employers))))
        self._today = today.toordinal()
        self._scale = [_SCALE * (1 - _RISE) ** (day / 365.25) for day in range(0, 60 * 366, 30)]
        first = self._today - 60 * 366
        self._days = [date.fromordinal(day).isoformat() for day in range(first, self._today + 1)]
        self._first = first

    def sheet(self, members: Sequence[Member], wanted: Sequence[int]) -> Sheet:
        """Return so many jobs for each member; their lines are made while they are read."""
        return Sheet("employment", COLUMNS, sum(wanted), self._chunks(members, wanted))

    def _chunks(self, members: Sequence[Member], wanted: Sequence[int]) -> Iterator[str]:
        for first in range(0, len(members), _AT_ONCE):
            pairs = zip(members[first : first + _AT_ONCE], wanted[first : first + _AT_ONCE], strict=True)
            yield "".join("".join(self._of(member, count)) for member, count in pairs)

    def _of(self, member: Member, count: int) -> Iterator[str]:
        chance, days, first = self._chance, self._days, self._first
        employers = chance.choices(self._employers, cum_weights=self._sums, k=count)
        is_active = member.status is MemberStatus.ACTIVE
        ends_open = is_active and chance.random() < _STILL_THERE
        leads = member.classification is Classification.FOREMAN
        for at, (start, end) in enumerate(self._spans(member, count)):
            if at and chance.random() < _AGAIN:
                employers[at] = employers[chance.randrange(at)]
            position, share = self._position((start - member.works_from) / 365.25, leads)
            rate = self._scale[(self._today - start) // 30] * share + chance.random() * 1.2 - 0.6
            ended = NULL if ends_open and at == count - 1 else days[end - first]
            yield (
                f"{self._new()}\t{member.id}\t{employers[at]}\t{position}\t{days[start - first]}\t{ended}"
                f"\t{40 if chance.random() < 0.8 else 36}\t{min(_HIGHEST, max(_LOWEST, rate)):.2f}\n"
            )

    def _spans(self, member: Member, count: int) -> Iterator[tuple[int, int]]:
        """Yield first and last days: from the last one backwards there is work for most of the time."""
        chance = self._chance
        life = member.works_until - member.works_from
        spare = max(0, life - _SHORTEST * count)
        weights = [chance.random() + 0.1 for _ in range(count)]
        part = spare * (1 - _OUT_OF_WORK) / sum(weights)
        shortest = min(_SHORTEST, life // count)
        lengths = [min(_LONGEST, shortest + int(one * part)) for one in weights]
        gap = int(min(60, spare * _OUT_OF_WORK / count))
        start = member.works_until - sum(lengths) - gap * (count - 1)
        for length in lengths:
            yield start, start + length
            start += length + gap

    def _position(self, years: float, leads: bool) -> tuple[str, float]:
        if years < len(_APPRENTICE_SHARES):
            return "Apprentice wireman", _APPRENTICE_SHARES[max(0, int(years))]
        draw = self._chance.random()
        if leads and years > 9 and draw < 0.7:
            return ("Foreman", 1.1) if draw < 0.5 else ("General foreman", 1.2)
        return ("Journey wireman", 1.0) if draw < 0.93 else ("Lead journey wireman", 1.05)
