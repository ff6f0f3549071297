"""Seals over the record of who did what: copies kept outside the database, what a check found, a certificate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ip2a_desktop.domain.words import Word

_ANCHOR = re.compile(r"^(\d{1,18}):([0-9a-f]{64})$")
_GROUP = 8


class SealFault(Word):
    """What does not fit a seal."""

    EDITED = "edited", "A row was changed"
    DELETED = "deleted", "Rows are missing"
    INSERTED = "inserted", "Rows were added"
    FORGED = "forged", "Rows were written by hand"
    CHAIN = "chain", "The seal itself was changed"
    CUT = "cut", "The newest seals are missing"
    REWRITTEN = "rewritten", "The seal is not the one that was kept elsewhere"


@dataclass(frozen=True)
class Anchor:
    """One seal as it is kept outside the database: in a backup's manifest, in a notice, on paper, on a desktop.

    Args:
        number: of the seal in the chain, from 1.
        seal: 64 hexadecimal digits.
        sealed_at: server time, where it is known.
    """

    number: int
    seal: str
    sealed_at: datetime | None = None

    def __str__(self) -> str:
        return f"{self.number}:{self.seal}"

    @property
    def words(self) -> str:
        """What stands on paper: the number and the first digits, in groups that can be read out."""
        digits = self.seal[: 2 * _GROUP]
        return f"Seal {self.number:,}: {digits[:_GROUP]} {digits[_GROUP:]}"

    @classmethod
    def read(cls, text: str) -> Anchor | None:
        """Return the anchor that a text such as a manifest holds, None where it holds none."""
        found = _ANCHOR.match(text.strip())
        return cls(int(found[1]), found[2]) if found else None


@dataclass(frozen=True)
class SealProblem:
    """What does not fit one seal.

    Args:
        fault: in which way.
        number: of the seal; None for rows under no seal.
        expected: how many rows were sealed.
        found: how many are there.
        first_at: server time of the first sealed row.
        last_at: of the last.
    """

    fault: SealFault
    number: int | None
    expected: int = 0
    found: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None

    @property
    def words(self) -> str:
        """One sentence for a person."""
        name = f"Seal {self.number:,}" if self.number is not None else "Outside the seals"
        when = f", {self.first_at:%b %d, %Y} to {self.last_at:%b %d, %Y}" if self.first_at and self.last_at else ""
        how_many = {
            SealFault.DELETED: f" ({self.expected - self.found:,} of {self.expected:,})",
            SealFault.INSERTED: f" ({self.found - self.expected:,})",
            SealFault.FORGED: f" ({self.found:,})",
        }.get(self.fault, "")
        return f"{name}{when}: {self.fault.label[0].lower()}{self.fault.label[1:]}{how_many}."


@dataclass(frozen=True)
class SealReport:
    """What a check of all seals found; times are the server's.

    Args:
        checked_at: when.
        seals: how many there are.
        rows: how many rows they cover.
        unsealed: how many rows wait for the next one.
        problems: what does not fit.
        latest: the newest seal.
        compared: how many copies kept elsewhere the chain was compared with.
    """

    checked_at: datetime
    seals: int
    rows: int
    unsealed: int
    problems: tuple[SealProblem, ...]
    latest: Anchor | None
    compared: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found; that is proof only where a copy kept elsewhere was compared."""
        return not self.problems

    @property
    def words(self) -> str:
        """The outcome in one sentence."""
        if self.problems:
            return f"{_counted(len(self.problems), 'thing does', 'things do')} not fit the seals."
        if not self.seals:
            return "Nothing was sealed yet."
        elsewhere = "no copy kept outside the database was there to compare with"
        if self.compared:
            elsewhere = _counted(
                self.compared, "copy kept outside the database agrees", "copies kept outside the database agree"
            )
        return f"{_counted(self.rows, 'row fits', 'rows fit')} {_counted(self.seals, 'seal', 'seals')}; {elsewhere}."


@dataclass(frozen=True)
class SealCertificate:
    """What the paper about the seals shows.

    Args:
        report: of the check that was made for it.
        recent: the newest seals, the newest first.
        database: its name.
    """

    report: SealReport
    recent: Sequence[Anchor]
    database: str


def _counted(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"
