"""What is due when: the cards and the calendar of the page Today."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from ip2a_desktop.domain.grievances import DocketRow

WEEK = timedelta(days=7)
"""How far the card "This week" looks ahead."""


@dataclass(frozen=True)
class DocketDays:
    """The cases with something due from the overdue ones to the end of a month.

    Args:
        today: the day that it is at the hall.
        cases: how many cases there are at all, closed ones too.
        rows: the cases that are overdue, due within a week, or due in the month that is shown, the first first.
        more: how many such cases did not come along.
    """

    today: date
    cases: int
    rows: tuple[DocketRow, ...]
    more: int = 0

    @cached_property
    def overdue(self) -> tuple[DocketRow, ...]:
        """What should have been done by now."""
        return tuple(one for one in self.rows if one.is_overdue)

    @cached_property
    def due_today(self) -> tuple[DocketRow, ...]:
        """What is due today and not late yet."""
        return tuple(one for one in self.rows if one.due_on == self.today and not one.is_overdue)

    @cached_property
    def due_this_week(self) -> tuple[DocketRow, ...]:
        """What is due within the next seven days, today left out."""
        end = self.today + WEEK
        return tuple(one for one in self.rows if one.due_on and self.today < one.due_on <= end)

    @cached_property
    def by_day(self) -> Mapping[date, Sequence[DocketRow]]:
        """The cases by the day on which something is due."""
        found: dict[date, list[DocketRow]] = defaultdict(list)
        for one in self.rows:
            if one.due_on is not None:
                found[one.due_on].append(one)
        return found


def month_span(day: date, first_weekday: int = calendar.SUNDAY) -> tuple[date, date]:
    """Return the first and the last day of the six weeks that show a month.

    Args:
        day: any day of the month.
        first_weekday: with which day a week begins (0 is Monday).
    """
    first = day.replace(day=1)
    start = first - timedelta(days=(first.weekday() - first_weekday) % 7)
    return start, start + timedelta(days=41)
