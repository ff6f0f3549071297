"""Imports: what is imported, what happens to each row, and what a preview, a run and a taking back tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.words import Word


class ImportKind(Word):
    """What the rows of a file are."""

    MEMBERS = "members", "Members"
    EMPLOYERS = "employers", "Employers"
    ELECTIONS = "elections", "Elections (NLRB)"


class BatchKind(Word):
    """What a past import brought in."""

    MEMBERS = "members", "Members"
    EMPLOYERS = "employers", "Employers"
    SAMPLE = "sample", "Sample data"
    ELECTIONS = "elections", "Elections (NLRB)"


class MatchPolicy(Word):
    """What happens to rows of the file that are in the database already."""

    SKIP = "skip", "Leave them as they are"
    UPDATE = "update", "Update them from the file"
    FILL = "fill", "Fill only what is empty"


class RowFate(Word):
    """What an import does with one row."""

    NEW = "new", "New"
    UPDATE = "update", "Update"
    FILL = "fill", "Fill gaps"
    RESTORE = "restore", "Back from the bin"
    UNCHANGED = "unchanged", "Nothing to change"
    SKIP = "skip", "Already here"
    DUPLICATE = "duplicate", "Again in this file"
    AMBIGUOUS = "ambiguous", "Question"
    REJECTED = "rejected", "Cannot be imported"


WRITING = (RowFate.NEW, RowFate.UPDATE, RowFate.FILL, RowFate.RESTORE)
"""The fates that write something."""

LEFT_OVER = (RowFate.AMBIGUOUS, RowFate.REJECTED)
"""The fates whose rows go to the file of rejected rows."""


@dataclass(frozen=True)
class SourceFile:
    """A file that can be imported: where it is, how it is read, and a look at its first rows.

    ``heading_row`` counts from 1 as a spreadsheet does; 0 says that the file has no headings.
    ``notes`` are sentences about what was met while reading it.
    """

    path: Path
    sha256: str
    size: int
    headings: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    row_count: int
    heading_row: int = 1
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    notes: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    remembered: bool = False

    @property
    def name(self) -> str:
        """The file's name without its folder; bytes of it that are no text are shown as replacements."""
        return self.path.name.encode("utf-8", "replace").decode("utf-8")

    def examples(self, heading: str, most: int = 3) -> tuple[str, ...]:
        """Return a few different values of a column that are not blank."""
        at = self.headings.index(heading)
        values = (row[at].strip() for row in self.samples)
        return tuple(dict.fromkeys(value for value in values if value))[:most]


@dataclass(frozen=True)
class ImportPlan:
    """What a person decided: the file, what it holds, which column is which field, what to do with matches.

    ``mapping`` gives the heading for each field. ``without_bad_cells`` imports a row although an optional
    cell was not understood. ``answers`` settles questions: for a row's number the record that it is, or None
    where it is a new one.
    """

    source: SourceFile
    kind: ImportKind
    on_match: MatchPolicy
    mapping: Mapping[str, str]
    without_bad_cells: bool = False
    answers: Mapping[int, UUID | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a row may be."""

    id: UUID
    words: str


@dataclass(frozen=True, slots=True)
class CellChange:
    """One field before and after; the values are the record's own (dates, words, text)."""

    title: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """What an import would do with one row; ``number`` is the row as a spreadsheet counts it."""

    number: int
    fate: RowFate
    title: str
    detail: str = ""
    problems: tuple[str, ...] = ()
    changes: tuple[CellChange, ...] = ()
    record_id: UUID | None = None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Counts:
    """How many rows had which fate."""

    by_fate: Mapping[RowFate, int]

    @classmethod
    def of(cls, fates: Iterable[RowFate]) -> Counts:
        """Count fates."""
        found = Counter(fates)
        return cls({fate: found[fate] for fate in RowFate if found[fate]})

    @classmethod
    def from_json(cls, stored: Mapping[str, int]) -> Counts:
        """Read counts as the database keeps them."""
        return cls({fate: stored[fate.value] for fate in RowFate if stored.get(fate.value)})

    def to_json(self) -> dict[str, int]:
        """Return the counts as the database keeps them."""
        return {fate.value: number for fate, number in self.by_fate.items()}

    def __getitem__(self, fate: RowFate) -> int:
        return self.by_fate.get(fate, 0)

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.by_fate.values())

    @property
    def writing(self) -> int:
        """The rows that write something."""
        return sum(self[fate] for fate in WRITING)

    @property
    def left_over(self) -> int:
        """The rows that go to the file of rejected rows."""
        return sum(self[fate] for fate in LEFT_OVER)

    @property
    def words(self) -> str:
        """The counts in words, such as ``1,048 new, 104 again in this file``."""
        said = (f"{number:,} {fate.label.lower()}" for fate, number in self.by_fate.items())
        return ", ".join(said) or "no rows"


@dataclass(frozen=True)
class Preview:
    """What an import would do; nothing was written. Elections may bring employers along who are not here yet."""

    plan: ImportPlan
    rows: tuple[PreviewRow, ...]
    counts: Counts
    new_employers: int = 0


@dataclass(frozen=True)
class ImportSummary:
    """What an import did."""

    batch_id: UUID
    kind: ImportKind
    counts: Counts
    changes: Changes
    new_employers: int = 0


@dataclass(frozen=True)
class BatchRow:
    """A past import as one line of the list."""

    id: UUID
    kind: BatchKind
    file_name: str
    on_match: MatchPolicy
    counts: Counts
    finished_at: datetime
    created_by: str
    taken_back_at: datetime | None
    taken_back_by: str

    @property
    def is_taken_back(self) -> bool:
        """Whether it was taken back already."""
        return self.taken_back_at is not None


@dataclass(frozen=True)
class KeptRecord:
    """A record that taking back leaves alone, in whole or in part, and why."""

    id: UUID
    table: str
    name: str
    why: str


@dataclass(frozen=True)
class UndoSummary:
    """What taking an import back did, or would do.

    ``to_bin`` counts the records that go to the bin, ``removed`` those of sample data that go for good,
    ``set_back`` those that get their earlier values again, ``kept`` names what somebody worked on since.
    """

    batch_id: UUID
    to_bin: int
    set_back: int
    kept: tuple[KeptRecord, ...]
    changes: Changes
    removed: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether everything goes back to what it was."""
        return not self.kept


@dataclass(frozen=True)
class RejectedRows:
    """The rows that were not imported: their cells as in the file, and a last column ``Problem``."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
