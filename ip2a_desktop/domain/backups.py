"""Backups and what was proved of them: read in full, restored and compared, or what failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from ip2a_desktop.domain.words import Word


class BackupState(Word):
    """What was proved of a backup; only RESTORED is called verified."""

    RUNNING = "running", "Being made"
    WRITTEN = "written", "Not proved yet"
    READ = "read", "Read in full"
    RESTORED = "restored", "Restored and compared"
    FAILED = "failed", "Not usable"
    MISSING = "missing", "File is gone"


@dataclass(frozen=True)
class TableProof:
    """One table of a restored backup beside the same table of the original.

    Args:
        name: the table's name, as people call it.
        rows: rows that the restored table has.
        equal: whether number and content signature are those of the original at the backup's moment.
    """

    name: str
    rows: int
    equal: bool


@dataclass(frozen=True)
class Backup:
    """One backup, as it is recorded.

    Args:
        id: the record's id.
        file: the file; its folder is ``folder``.
        folder: where it was written.
        started_at: server time.
        ended_at: server time; None while it is being made.
        bytes: the file's size.
        database: the database's name.
        server_version: such as ``18.6``.
        schema: the migration it has.
        state: what was proved.
        proof: what was proved, or what failed, one sentence.
        verified_at: when it was proved last.
        tables: each table as restored; empty where it was not restored.
        anchor: the latest seal of the record of who did what, as the manifest keeps it.
        person: the login that made it.
        machine: the desktop's name.
        sha256: of the file.
        copied_to: where a second copy lies; None where there is none.
        kept_as: why retention keeps it, such as ``daily``; empty where the next round removes it.
    """

    id: UUID
    file: Path
    folder: Path
    started_at: datetime
    ended_at: datetime | None
    bytes: int
    database: str
    server_version: str
    schema: str
    state: BackupState
    proof: str = ""
    verified_at: datetime | None = None
    tables: tuple[TableProof, ...] = ()
    anchor: str = ""
    person: str = ""
    machine: str = ""
    sha256: str = ""
    copied_to: Path | None = None
    kept_as: str = ""

    @property
    def is_verified(self) -> bool:
        """Whether it was restored and every table was equal."""
        return self.state is BackupState.RESTORED

    @property
    def has_every_row(self) -> bool:
        """Whether every row came back equal, also where a rule that the rows break could not be put in force."""
        return bool(self.tables) and all(one.equal for one in self.tables)

    def age(self, now: datetime) -> timedelta:
        """Return how long ago its moment was; never negative."""
        return max(now - self.started_at, timedelta())


AGE_WARN = timedelta(hours=26)
AGE_FAIL = timedelta(hours=48)
"""From when the newest verified backup is called old, and too old."""

DAILY_KEPT, WEEKLY_KEPT, MONTHLY_KEPT, LEAST_VERIFIED = 12, 10, 9, 3
"""How many backups are kept, and how many verified ones whatever their age."""


def retention_sentence() -> str:
    """Return what is kept, for a person."""
    return (
        f"Kept are the backups of the last {DAILY_KEPT} days, of {WEEKLY_KEPT} weeks and of {MONTHLY_KEPT} months, "
        f"and never fewer than {LEAST_VERIFIED} that were restored and compared."
    )


def proof_sentence(tables: Sequence[TableProof]) -> str:
    """Return what the comparison of a restored backup with its original showed, in one sentence."""
    different = [one.name for one in tables if not one.equal]
    rows, number = sum(one.rows for one in tables), len(tables)
    if different:
        names = ", ".join(different[:3]) + (" and others" if len(different) > 3 else "")
        return f"Restored, but {len(different)} of {number} tables differ from the original: {names}."
    return (
        f"Restored and compared: {number:,} {'table' if number == 1 else 'tables'}, "
        f"{rows:,} {'row' if rows == 1 else 'rows'}, all equal."
    )


@dataclass(frozen=True)
class BackupSettings:
    """Where and when backups are made.

    Args:
        folder: None for the one beside the data.
        daily_hour: 0 to 23 in the hall's time; None makes none by itself.
        copy_folder: a second place, such as a share; None for none.
        programs_folder: where a pg_dump lies that can speak to the server; None looks in the usual places.
        machine: the desktop that makes the daily one; empty for any.
        version: which settings a form edited; a save of older ones is refused.
    """

    folder: Path | None = None
    daily_hour: int | None = 2
    copy_folder: Path | None = None
    programs_folder: Path | None = None
    machine: str = ""
    version: int = 1


@dataclass(frozen=True)
class Restored:
    """What a restore made.

    Args:
        database: the new database's name.
        tables: how many tables it has.
        rows: how many rows they have.
        sentence: what was done and what to do next.
    """

    database: str
    tables: int
    rows: int
    sentence: str
