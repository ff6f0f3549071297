"""The contents of documents: there, whole, nobody's, outside their place; and room for more.

The names and sizes of all files are compared with the database in every run. Reading them is dearer: those that are new
and those found damaged are read each time, the others so many a day that all were read within 30 days.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from ip2a_desktop.domain.errors import DocumentsAway, NotAllowed
from ip2a_desktop.domain.health import MOST_ITEMS, Check, CheckResult, Finding, Group, Item, Repair, Severity, Verdict
from ip2a_desktop.maintenance.catalog.asking import counted
from ip2a_desktop.maintenance.inspecting import Look
from ip2a_desktop.maintenance.storage import Room, judge_room, room_on
from ip2a_desktop.services.document_places import DocumentPlaces
from ip2a_desktop.services.document_store import DocumentStore, digest_of, is_content_name

FOLDER = Check("documents.folder", "The folder of the documents can be reached", Group.FILES)
MISSING = Check("documents.missing", "Every document has its file", Group.FILES)
WHOLE = Check("documents.whole", "Every file is what was added", Group.FILES)
STRAY = Check("documents.stray", "Every file belongs to a document", Group.FILES)
OUTSIDE = Check("documents.outside", "Every file lies in its place", Group.FILES)
ROOM = Check("documents.room", "There is room for documents", Group.FILES)

GRACE: Final = timedelta(hours=48)
"""How long a file may be there before a document must name it."""
ROUND: Final = timedelta(days=30)
"""Within this time every file is read whole."""
SECONDS: Final = 120.0
"""How long one run reads files."""

_BATCH = 500
_CONTENTS = "SELECT sha256, byte_count, documents, oldest, waits, checked_at, found FROM document_contents()"
_NOW = "SELECT clock_timestamp()"
_NAMES = """
SELECT sha256, min(name) FROM attachment
 WHERE sha256 = ANY(%(contents)s) AND NOT is_private
   AND owner_table NOT IN ('organizing_activity', 'benevolence_application')
 GROUP BY sha256
"""
_NOTE = """
INSERT INTO document_check (sha256, checked_at, found)
SELECT * FROM unnest(%(contents)s::text[], array_fill(clock_timestamp(), ARRAY[%(count)s]), %(found)s::text[])
ON CONFLICT (sha256) DO UPDATE SET checked_at = excluded.checked_at, found = excluded.found
RETURNING 1
"""
_BACKUP = "Bring these files back from the backup of the folder of the documents; nothing here is deleted."


@dataclass(frozen=True)
class _Known:
    """What the database knows of one content."""

    sha256: str
    byte_count: int
    documents: int
    oldest: datetime
    waits: bool
    checked_at: datetime | None
    found: str | None


@dataclass
class _Seen:
    """What lies in the folder: sizes of what is in its place, and what is not."""

    sizes: dict[str, int] = field(default_factory=dict)
    ages: dict[str, float] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)


class DocumentInspection:
    """Compares the folder of the documents with the database, and reads what is due.

    Args:
        seconds: how long one run reads files.
    """

    checks: Sequence[Check] = (FOLDER, MISSING, WHOLE, STRAY, OUTSIDE, ROOM)

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds

    def look(self, look: Look) -> Iterator[CheckResult]:
        """Yield the six results."""
        store = DocumentPlaces(look.database, look.folder).places().store
        known = {row[0]: _Known(*row) for row in look.database.fetch(_CONTENTS, {})}
        if not known and (store.root is None or not store.root.exists()):
            yield from (CheckResult(check, Verdict.PASS, "No document was added yet.") for check in self.checks)
            return
        try:
            root = store.there()
        except DocumentsAway as error:
            yield from _away(error)
            return
        yield CheckResult(FOLDER, Verdict.PASS, f"{root}: {counted(len(known), 'content', 'contents')}.")
        now: datetime = look.database.fetch(_NOW, {})[0][0]
        seen = _seen(store, root, look)
        wanted = [one for one in known.values() if not one.waits]
        yield _missing(look, wanted, seen)
        yield self._whole(look, store, [one for one in wanted if one.sha256 in seen.sizes], seen, now)
        yield _stray(known, seen)
        yield _outside(seen)
        room: Room = room_on(root, "The disk of the documents")
        yield judge_room(ROOM, room, "")

    def _whole(
        self, look: Look, store: DocumentStore, wanted: Sequence[_Known], seen: _Seen, now: datetime
    ) -> CheckResult:
        cut = {one.sha256: "cut" for one in wanted if seen.sizes[one.sha256] != one.byte_count}
        due, must = _due([one for one in wanted if one.sha256 not in cut], now)
        ended = time.monotonic() + self._seconds
        outcomes: dict[str, str] = {}
        for done, one in enumerate(due):
            if time.monotonic() > ended:
                break
            look.progress(done, len(due), WHOLE.title)
            outcomes[one.sha256] = "whole" if _digest(store.path(one.sha256)) == one.sha256 else "flipped"
        _note(look, outcomes | cut)
        damaged = [one for one in wanted if (outcomes | cut).get(one.sha256, "whole") != "whole"]
        read = f"{counted(len(outcomes), 'file', 'files')} of {len(wanted):,} read whole now, all within 30 days."
        if damaged:
            return _failed(look, WHOLE, damaged, "is damaged", "are damaged", outcomes | cut)
        left = must - len(outcomes)
        if left > 0:
            words = f"{read} {counted(left, 'file is', 'files are')} due and wait for the next run."
            return CheckResult(WHOLE, Verdict.PARTIAL, words)
        return CheckResult(WHOLE, Verdict.PASS, read, figures={"read": float(len(outcomes))})


def _away(error: DocumentsAway) -> Iterator[CheckResult]:
    finding = Finding(FOLDER.name, Severity.HIGH, "", error.what, error.next_step, 1)
    yield CheckResult(FOLDER, Verdict.FAIL, error.what, (finding,))
    for check in (MISSING, WHOLE, STRAY, OUTSIDE, ROOM):
        yield CheckResult(check, Verdict.NOT_RUN, error.what)


def _seen(store: DocumentStore, root: Path, look: Look) -> _Seen:
    seen = _Seen()
    for number, entry in enumerate(store.contents()):
        if number % _BATCH == 0:
            look.progress(0, 1, FOLDER.title)
        name = entry.name
        in_place = is_content_name(name) and Path(entry.path) == root / name[:2] / name[2:4] / name
        if not in_place or entry.is_symlink():
            seen.outside.append(str(Path(entry.path).relative_to(root)))
            continue
        about = entry.stat(follow_symlinks=False)
        seen.sizes[name], seen.ages[name] = about.st_size, time.time() - about.st_mtime
    return seen


def _due(wanted: Sequence[_Known], now: datetime) -> tuple[list[_Known], int]:
    """Return what is to be read in this run, most urgent first, and how many of them must be."""
    urgent = [one for one in wanted if one.checked_at is None or one.found != "whole" or now - one.checked_at >= ROUND]
    today = [one for one in wanted if one.checked_at is not None and now - one.checked_at < timedelta(days=1)]
    done = {one.sha256 for one in (*urgent, *today)}
    rest = sorted(
        (one for one in wanted if one.sha256 not in done), key=lambda one: (one.checked_at or now, one.sha256)
    )
    share = max(0, -(-len(wanted) // ROUND.days) - len(today))
    return [*urgent, *rest[:share]], len(urgent)


def _digest(path: Path) -> str:
    try:
        return digest_of(path)
    except OSError:  # what the disk does not give back is no better than what it gives back wrong
        return ""


def _note(look: Look, outcomes: dict[str, str]) -> None:
    names = list(outcomes)
    for start in range(0, len(names), _BATCH):
        part = names[start : start + _BATCH]
        try:
            look.database.fetch(
                _NOTE, {"contents": part, "count": len(part), "found": [outcomes[name] for name in part]}
            )
        except NotAllowed:  # an auditor looks and writes nothing down
            return


def _missing(look: Look, wanted: Sequence[_Known], seen: _Seen) -> CheckResult:
    gone = [one for one in wanted if one.sha256 not in seen.sizes]
    if not gone:
        return CheckResult(MISSING, Verdict.PASS, f"All {len(wanted):,} files are there.")
    return _failed(look, MISSING, gone, "is missing", "are missing", {})


def _failed(
    look: Look, check: Check, bad: Sequence[_Known], one_is: str, many_are: str, how: dict[str, str]
) -> CheckResult:
    shown = bad[:MOST_ITEMS]
    names = dict(look.database.fetch(_NAMES, {"contents": [one.sha256 for one in shown]}))
    items = tuple(
        Item(one.sha256, names.get(one.sha256, "A document"), detail=_detail(one, how.get(one.sha256, "")))
        for one in shown
    )
    number = sum(one.documents for one in bad)
    words = f"The file of 1 document {one_is}." if number == 1 else f"The files of {number:,} documents {many_are}."
    finding = Finding(check.name, Severity.CRITICAL, "attachment", words, _BACKUP, len(bad), items)
    return CheckResult(check, Verdict.FAIL, words, (finding,))


def _detail(one: _Known, how: str) -> str:
    damage = {"cut": "its size is not what it was", "flipped": "its content changed"}.get(how, "")
    return f"{damage}; added {one.oldest:%Y-%m-%d}" if damage else f"added {one.oldest:%Y-%m-%d}"


def _stray(known: dict[str, _Known], seen: _Seen) -> CheckResult:
    strays = sorted(name for name, age in seen.ages.items() if name not in known and age >= GRACE.total_seconds())
    if not strays:
        return CheckResult(STRAY, Verdict.PASS, "No document lacks for a file, and no file for a document.")
    words = f"{counted(len(strays), 'file belongs', 'files belong')} to no document."
    items = tuple(
        Item(name, f"{name[:12]}…", detail=f"{counted(int(seen.ages[name] // 86400), 'day', 'days')} old")
        for name in strays[:MOST_ITEMS]
    )
    finding = Finding(
        STRAY.name, Severity.LOW, "", words, "Set them aside; after 30 days there they go.", len(strays), items,
        Repair.PREVIEW,
    )  # fmt: skip
    return CheckResult(STRAY, Verdict.WARN, words, (finding,))


def _outside(seen: _Seen) -> CheckResult:
    if not seen.outside:
        return CheckResult(OUTSIDE, Verdict.PASS, "Every file lies where its content says.")
    words = f"{counted(len(seen.outside), 'file lies', 'files lie')} where the program puts none."
    items = tuple(Item(name, name) for name in sorted(seen.outside)[:MOST_ITEMS])
    advice = "Find out who put them there; the program reads nothing but its own files."
    finding = Finding(OUTSIDE.name, Severity.MEDIUM, "", words, advice, len(seen.outside), items)
    return CheckResult(OUTSIDE, Verdict.WARN, words, (finding,))
