"""Chance with a number: the same number gives the same people, days and places on every machine."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")


class Chance(random.Random):
    """A random generator with the turns of phrase that sample data needs."""

    def happens(self, share: float) -> bool:
        """Return True for this share of the calls, between 0 and 1."""
        return self.random() < share

    def weighted(self, shares: Mapping[T, float]) -> T:
        """Return one of the keys; their values say how often, in any unit."""
        return self.choices(list(shares), weights=list(shares.values()))[0]

    def day(self, first: date, last: date) -> date:
        """Return a day between two days, both included; the first where the last lies before it."""
        return first + timedelta(days=self.randint(0, max(0, (last - first).days)))

    def some(self, choices: Sequence[T], most: int) -> list[T]:
        """Return up to ``most`` different ones, in their order."""
        wanted = set(self.sample(range(len(choices)), self.randint(1, most)))
        return [choice for at, choice in enumerate(choices) if at in wanted]


def years_before(day: date, years: float) -> date:
    """Return the day that lies so many years before another."""
    return day - timedelta(days=round(years * 365.25))
