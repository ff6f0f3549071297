"""A year of grievances in numbers: what was carried in, filed, how it ended, what was left open, and the rate.

A case belongs to a year if it was open on one of its days; one that was never filed belongs to none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class CaseFigures:
    """The cases of a year that have something in common; cases in two groups count in both.

    Args:
        name: what they have in common, such as the employer; empty for all of them.
        carried: filed in an earlier year and not over when the year began.
        filed: filed within the year.
        settled: settled within the year, closed or not.
        sustained: won: closed as sustained within the year.
        denied: closed as denied.
        withdrawn: closed as withdrawn.
        untimely: closed as untimely.
        merged: merged into another case.
        open: not over at the year's end, or today.
    """

    name: str = ""
    carried: int = 0
    filed: int = 0
    settled: int = 0
    sustained: int = 0
    denied: int = 0
    withdrawn: int = 0
    untimely: int = 0
    merged: int = 0
    open: int = 0

    @property
    def ended(self) -> int:
        """How many were settled or closed within the year."""
        return self.settled + self.sustained + self.denied + self.withdrawn + self.untimely + self.merged

    @property
    def all(self) -> int:
        """How many were open on any day of the year: those carried in and those filed."""
        return self.carried + self.filed

    @property
    def rate(self) -> int | None:
        """The resolution rate in percent: settled and closed of all; None where there was no case."""
        return round(100 * self.ended / self.all) if self.all else None


@dataclass(frozen=True)
class MonthFigures:
    """How many cases were filed and how many ended in a month (1 to 12)."""

    month: int
    filed: int = 0
    ended: int = 0


@dataclass(frozen=True)
class GrievanceYear:
    """A year of grievances.

    Args:
        year: which one.
        until: its last day, or today where it is not over.
        is_over: whether the year is over.
        total: all cases.
        employers: by employer, the one with the most cases first.
        articles: by article that was named, the one with the most cases first.
        months: the twelve months.
    """

    year: int
    until: date
    is_over: bool
    total: CaseFigures
    employers: tuple[CaseFigures, ...]
    articles: tuple[CaseFigures, ...]
    months: tuple[MonthFigures, ...]
