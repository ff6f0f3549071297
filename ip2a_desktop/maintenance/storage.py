"""Room: how full the database's disk is, how fast it fills, and how full the disk of the backups is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import NotAllowed
from ip2a_desktop.domain.health import Check, CheckResult, Finding, Group, Item, Severity, Verdict
from ip2a_desktop.maintenance.catalog.asking import counted
from ip2a_desktop.maintenance.inspecting import Look

ROOM = Check("storage.room", "There is room for the database", Group.STORAGE)
BACKUPS = Check("storage.backups", "There is room for backups", Group.STORAGE)
GROWTH = Check("storage.growth", "The disk will not be full soon", Group.STORAGE)

_FULL = (0.80, 0.90)
_DAYS = (90, 30)
_TOLD_WITHIN = timedelta(days=2)
_LEAST_DAYS = 7
_SEVERITIES = {Verdict.WARN: Severity.MEDIUM, Verdict.FAIL: Severity.HIGH}
_HOW = (
    "A job on the server can tell: SELECT storage_tell('database', total bytes, free bytes). Where the hall has a "
    "quota, an admin tells that once: SELECT storage_tell('database', quota in bytes)."
)

_WHERE = """
SELECT (SELECT setting FROM pg_settings WHERE name = 'data_directory'), pg_database_size(current_database()),
       clock_timestamp()
"""
_TOLD = "SELECT total_bytes, free_bytes, told_at FROM storage_report WHERE volume = 'database'"
_SIZES = """
SELECT day, table_name, bytes FROM size_history WHERE day > CURRENT_DATE - 90 ORDER BY day
"""


@dataclass(frozen=True)
class Room:
    """How much room there is; bytes.

    Args:
        total: of the disk or the quota.
        free: what is left of it.
        where: in words.
    """

    total: int
    free: int
    where: str

    @property
    def share(self) -> float:
        """Return how full it is, from 0 to 1."""
        return 1 - self.free / self.total


class StorageInspection:
    """Looks at the disk where this computer can, at what the server was told where it cannot."""

    checks: Sequence[Check] = (ROOM, GROWTH, BACKUPS)

    def look(self, look: Look) -> Iterator[CheckResult]:
        """Note today's sizes, then yield the three results."""
        remembered = remember(look.database)
        room, why = room_of(look)
        yield judge_room(ROOM, room, why)
        sizes = [(day, name, int(size)) for day, name, size in look.database.fetch(_SIZES, {})]
        yield judge_growth(sizes, room, noted=remembered)
        folder = _backups(look)
        if folder.is_dir():
            yield judge_room(BACKUPS, room_on(folder, "The disk of the backups"), "")
        else:
            yield CheckResult(BACKUPS, Verdict.NOT_RUN, f"From this computer there is no folder of backups: {folder}.")


def remember(database: Database) -> bool:
    """Note today's sizes and the logins at work; False where the person may not."""
    try:
        database.fetch("SELECT resilience_remember()", {})
    except NotAllowed:
        return False
    return True


def room_of(look: Look) -> tuple[Room | None, str]:
    """Return the room of the database's volume, else why nothing is known."""
    folder, size, now = look.database.fetch(_WHERE, {})[0]
    if folder and _is_ours(look, Path(folder)):
        return room_on(Path(folder), "This computer's disk"), ""
    told = look.database.fetch(_TOLD, {})
    if not told:
        return None, f"From here nobody can see the server's disk. {_HOW}"
    total, free, at = told[0]
    if free is None:
        return Room(total, max(0, total - size), "The quota"), ""
    if now - at > _TOLD_WITHIN:
        days = (now - at).days
        return None, f"The server last told {counted(days, 'day', 'days')} ago how full its disk is. {_HOW}"
    return Room(total, free, "The server's disk"), ""


def _backups(look: Look) -> Path:
    """Return where backups go, as the settings say; the desktop's own folder where they say nothing."""
    try:
        chosen = look.database.fetch("SELECT folder FROM backup_settings", {})
    except NotAllowed:
        chosen = []
    return Path(chosen[0][0]) if chosen and chosen[0][0] else look.folder / "backups"


def _is_ours(look: Look, server_folder: Path) -> bool:
    """Say whether the server is the embedded one of this desktop's folder: same folder, no network between."""
    host = str(look.database.url.host or look.database.url.query.get("host") or "")
    is_here = not host or host.startswith("/") or host in ("127.0.0.1", "::1", "localhost")
    own = look.folder / "pgdata"
    return is_here and own.is_dir() and server_folder.exists() and own.samefile(server_folder)


def room_on(folder: Path, where: str) -> Room:
    """Return the room of the disk that holds a folder; ``where`` is what people call it."""
    usage = shutil.disk_usage(folder)
    return Room(usage.total, usage.free, where)


def judge_room(check: Check, room: Room | None, why: str) -> CheckResult:
    """Judge how full a volume is: 80 and 90 %."""
    if room is None:
        return CheckResult(check, Verdict.NOT_RUN, why)
    words = f"{room.where} is {room.share:.0%} full; {room.free / 1e9:,.1f} GB are free."
    figures = {"share": room.share, "free_bytes": float(room.free)}
    if room.share < _FULL[0]:
        return CheckResult(check, Verdict.PASS, words, figures=figures)
    verdict = Verdict.FAIL if room.share >= _FULL[1] else Verdict.WARN
    finding = Finding(
        check.name, _SEVERITIES[verdict], "", words,
        "Make room, or move to a larger disk, before saving begins to fail.", 1,
    )  # fmt: skip
    return CheckResult(check, verdict, words, (finding,), figures)


def judge_growth(sizes: Sequence[tuple[date, str, int]], room: Room | None, *, noted: bool) -> CheckResult:
    """Judge in how many days the volume is full at the pace of the last 90 days: 90 and 30.

    Args:
        sizes: day, table (empty for the whole database) and bytes.
        room: what is left; None where nobody knows.
        noted: whether today's size could be written down.
    """
    whole = [(day, size) for day, name, size in sizes if not name]
    span = (whole[-1][0] - whole[0][0]).days if whole else 0
    if span < _LEAST_DAYS:
        more = "" if noted else " You may not write them down; an admin's runs do."
        known = counted(span + 1 if whole else 0, "day", "days")
        return CheckResult(GROWTH, Verdict.NOT_RUN, f"Sizes are known of {known}; a week is needed to judge.{more}")
    a_day = _slope(whole)
    pace = f"The database grows by {a_day / 1e6:,.1f} MB a day."
    if a_day <= 0:
        return CheckResult(GROWTH, Verdict.PASS, "The database does not grow.", figures={"bytes_a_day": a_day})
    if room is None:
        return CheckResult(GROWTH, Verdict.NOT_RUN, f"{pace} How much room is left, nobody told.")
    left = room.free / a_day
    figures = {"bytes_a_day": a_day, "days_to_full": left}
    words = f"{pace} At that pace the disk is full in {counted(round(left), 'day', 'days')}."
    if left >= _DAYS[0]:
        return CheckResult(GROWTH, Verdict.PASS, words, figures=figures)
    verdict = Verdict.FAIL if left < _DAYS[1] else Verdict.WARN
    finding = Finding(
        GROWTH.name, _SEVERITIES[verdict], "", words, "Make room, or move to a larger disk; see what grows below.",
        1, tuple(_fastest(sizes)),
    )  # fmt: skip
    return CheckResult(GROWTH, verdict, words, (finding,), figures)


def _slope(points: Sequence[tuple[date, int]]) -> float:
    """Return bytes a day, by least squares."""
    days = [(day - points[0][0]).days for day, _ in points]
    middle = sum(days) / len(days)
    mean = sum(size for _, size in points) / len(points)
    spread = sum((day - middle) ** 2 for day in days)
    return sum((day - middle) * (size - mean) for day, (_, size) in zip(days, points, strict=True)) / spread


def _fastest(sizes: Sequence[tuple[date, str, int]], most: int = 5) -> list[Item]:
    """Return the tables that grew most."""
    by_table: dict[str, list[tuple[date, int]]] = {}
    for day, name, size in sizes:
        if name:
            by_table.setdefault(name, []).append((day, size))
    grown = {name: _slope(points) for name, points in by_table.items() if len(points) > 1}
    ranked = sorted((pace, name) for name, pace in grown.items() if pace > 0)[::-1][:most]
    return [Item(name, name, detail=f"{pace / 1e6:,.1f} MB a day") for pace, name in ranked]
