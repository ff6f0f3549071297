"""What the import screens call things: kinds, fates as chips, values of cells."""

from datetime import date, datetime
from typing import Any, Final

from ip2a_desktop.domain.addresses import shown_phone
from ip2a_desktop.domain.imports import BatchKind, BatchRow, Counts, ImportKind, MatchPolicy, RowFate
from ip2a_desktop.domain.words import Word
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.formats import EMPTY, day, moment
from ip2a_desktop.ui.kit.kit import Noun
from ip2a_desktop.ui.kit.tokens import Tone

NOUNS: Final[dict[ImportKind, Noun]] = {
    ImportKind.MEMBERS: Noun("member", "members"),
    ImportKind.EMPLOYERS: Noun("employer", "employers"),
    ImportKind.ELECTIONS: Noun("tally", "tallies"),
}
LISTS: Final[dict[BatchKind, str]] = {
    BatchKind.MEMBERS: "members",
    BatchKind.EMPLOYERS: "employers",
    BatchKind.SAMPLE: "members",
    BatchKind.ELECTIONS: "employers",
}
"""The page that lists what an import brought in; elections stand with their employers."""
PAGES: Final[dict[str, str]] = {"member": "members", "organization": "employers"}
"""The page that shows the records of a table."""

ROWS: Final = Noun("row", "rows")
RECORDS: Final = Noun("record", "records")

_FATES: Final[dict[RowFate, tuple[str, Tone]]] = {
    RowFate.NEW: ("plus-circle", "good"),
    RowFate.UPDATE: ("pencil-simple", "info"),
    RowFate.FILL: ("list-plus", "info"),
    RowFate.RESTORE: ("arrow-u-up-left", "info"),
    RowFate.UNCHANGED: ("equals", "neutral"),
    RowFate.SKIP: ("check-circle", "neutral"),
    RowFate.DUPLICATE: ("copy", "neutral"),
    RowFate.AMBIGUOUS: ("question", "warn"),
    RowFate.REJECTED: ("x-circle", "bad"),
}
_COUNTED: Final[dict[RowFate, tuple[str, str]]] = {
    RowFate.NEW: ("new", "new"),
    RowFate.UPDATE: ("to update", "updated"),
    RowFate.FILL: ("to fill", "filled"),
    RowFate.RESTORE: ("back from the bin", "back from the bin"),
    RowFate.UNCHANGED: ("without a change", "without a change"),
    RowFate.SKIP: ("already here", "already here"),
    RowFate.DUPLICATE: ("again in this file", "again in this file"),
    RowFate.AMBIGUOUS: ("open questions", "without an answer"),
    RowFate.REJECTED: ("cannot be imported", "not imported"),
}
_KINDS: Final[dict[BatchKind, str]] = {
    BatchKind.MEMBERS: "users",
    BatchKind.EMPLOYERS: "buildings",
    BatchKind.SAMPLE: "sparkle",
    BatchKind.ELECTIONS: "check-square",
}
POLICY_SENTENCES: Final[dict[MatchPolicy, str]] = {
    MatchPolicy.SKIP: "Only rows that are new come in. Records that are here stay untouched.",
    MatchPolicy.UPDATE: "What the file says replaces what is here. Blank cells never erase anything.",
    MatchPolicy.FILL: "Blank fields get what the file says. What is filled in here stays.",
}
KIND_SENTENCES: Final[dict[ImportKind, str]] = {
    ImportKind.MEMBERS: "One row for each member: card number, name, address, status and more.",
    ImportKind.EMPLOYERS: "One row for each employer or other organization: name, place, phone and more.",
    ImportKind.ELECTIONS: "The labor board’s list of election results: one row for each tally, with the employer.",
}


def fate_chip(fate: RowFate) -> Chip:
    """Return the fate of one row as a chip."""
    icon, tone = _FATES[fate]
    return Chip(fate.label, icon, tone)


def count_chip(fate: RowFate, count: int, *, done: bool) -> Chip:
    """Return how many rows have a fate, or had it once the import is done."""
    icon, tone = _FATES[fate]
    words = _COUNTED[fate][done]
    if fate is RowFate.AMBIGUOUS and count == 1:
        words = words.removesuffix("s")
    return Chip(f"{count:,} {words}", icon, tone)


def kind_chip(kind: BatchKind) -> Chip:
    """Return what an import brought in as a chip."""
    return Chip(kind.label, _KINDS[kind])


def state_chip(batch: BatchRow) -> Chip:
    """Return whether an import is in place or was taken back."""
    if batch.is_taken_back:
        return Chip(f"Taken back by {batch.taken_back_by}", "arrow-counter-clockwise", "neutral")
    return Chip("In place", "check-circle", "good")


def outcome(counts: Counts) -> str:
    """Return in few words what an import did."""
    left_over = counts.left_over
    return f"{ROWS.count(counts.writing)} in" + (f", {left_over:,} left over" if left_over else "")


def shown_value(title: str, value: Any) -> str:
    """Return a cell's value as people read it; a dash where there is none."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, Word):
        return value.label
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return shown_phone(value) if "phone" in title.casefold() else str(value)
