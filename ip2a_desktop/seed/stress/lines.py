"""Rows as lines of COPY, and ids that follow from the seed number."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from ip2a_desktop.seed.chance import Chance

NULL = "\\N"
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_BEGAN = 0x019A_0000_0000
"""The moment that the first id tells; ids of one seed number must not depend on when they are made."""


@dataclass(frozen=True)
class Sheet:
    """Rows of one table.

    Args:
        table: which.
        columns: what each line holds, in this order.
        rows: how many lines there are.
        lines: the lines as COPY takes them, many at once, each with its end.
    """

    table: str
    columns: tuple[str, ...]
    rows: int
    lines: Iterable[str]


class Ids:
    """Gives out UUIDs of version 7 as text, one after the other in their order."""

    def __init__(self, chance: Chance, part: int) -> None:
        self._bits = chance.getrandbits
        self._next = part << 24

    def new(self) -> str:
        """Return the next id."""
        number = self._next
        self._next = number + 1
        moment = _BEGAN + (number >> 8)
        loose = self._bits(62)
        return (
            f"{moment >> 16:08x}-{moment & 0xFFFF:04x}-7{number & 0xFF:02x}{loose & 0xF:x}"
            f"-{0x8000 | loose >> 4 & 0x3FFF:04x}-{loose >> 18 & 0xFFFFFFFFFFFF:012x}"
        )


class Rows:
    """Collects the rows of one table.

    Args:
        table: which.
        columns: their columns, in the order in which values come.
    """

    def __init__(self, table: str, *columns: str) -> None:
        self.table = table
        self.columns = columns
        self._lines: list[str] = []

    def add(self, *values: Any) -> None:
        """Take one row."""
        self._lines.append("\t".join(map(field, values)))

    @property
    def sheet(self) -> Sheet:
        """What was collected."""
        return Sheet(self.table, self.columns, len(self._lines), chunks(self._lines))


def chunks(lines: Sequence[str], at_once: int = 2_000) -> Iterator[str]:
    """Yield lines, many at once."""
    for first in range(0, len(lines), at_once):
        yield "\n".join(lines[first : first + at_once]) + "\n"


def field(value: Any) -> str:
    """Return a value as COPY takes it."""
    if value is None:
        return NULL
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list | tuple):
        return field(
            "{" + ",".join('"' + str(one).replace("\\", "\\\\").replace('"', '\\"') + '"' for one in value) + "}"
        )
    return str(value)
