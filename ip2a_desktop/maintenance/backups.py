"""Backups: made, proved by a restore, recorded with what was proved, kept by rule, restored beside what is live."""

import platform
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Row, create_engine, func, select, update
from sqlalchemy.dialects.postgresql import insert

from ip2a_desktop.db import programs
from ip2a_desktop.db.driver_errors import translated
from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.local import LocalDatabase
from ip2a_desktop.db.models import Backup as BackupRow
from ip2a_desktop.db.models import BackupSettings as SettingsRow
from ip2a_desktop.db.programs import Programs
from ip2a_desktop.db.proving import Holdings, holdings
from ip2a_desktop.domain.backups import Backup, BackupSettings, BackupState, Restored, TableProof
from ip2a_desktop.domain.errors import DatabaseUnavailable, InputProblem, NotFound, RuleViolation, StaleRecord
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.progress import Progress, silent
from ip2a_desktop.domain.retention import kept
from ip2a_desktop.maintenance.dump_files import (
    Manifest,
    digest,
    first_problem,
    manifest_path,
    name_for,
    read_manifest,
    whole_file,
    write_manifest,
)
from ip2a_desktop.maintenance.dumping import Facts, dump, facts_of
from ip2a_desktop.maintenance.proof import Proof, prove, restore_into

_FOLDER = "backups"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,50}")


@dataclass(frozen=True)
class Checked:
    """What a look at a backup file found.

    Args:
        file: which one.
        proof: what was proved of it, or what is wrong, one sentence.
        is_proved: whether it was restored and found equal.
    """

    file: Path
    proof: str
    is_proved: bool


class BackupService:
    """The use cases of backups.

    Args:
        database: as the person.
        folder: this desktop's data folder; backups go into ``backups`` in it unless the settings say otherwise.
        local: the embedded server, where the database is one; it makes restored databases.
        anchor: asked for the newest seal over the record of who did what.
    """

    def __init__(
        self,
        database: Database,
        folder: Path,
        local: LocalDatabase | None = None,
        anchor: Callable[[], str] = lambda: "",
    ) -> None:
        self.database = database
        self._folder = folder
        self._local = local
        self._anchor = anchor

    # -- settings and the list ---------------------------------------------------------------------------------

    def settings(self) -> BackupSettings:
        """Return where backups go and which desktop makes the daily one."""
        with self.database.statement() as session:
            row = session.execute(select(SettingsRow.__table__)).one()
        return BackupSettings(
            folder=_path(row.folder),
            daily_hour=row.daily_hour,
            copy_folder=_path(row.copy_folder),
            programs_folder=_path(row.programs_folder),
            machine=row.machine,
            version=row.version,
        )

    def save_settings(self, settings: BackupSettings) -> BackupSettings:
        """Save where backups go.

        Raises:
            RuleViolation: a folder cannot be used.
            StaleRecord: somebody else saved them first.
        """
        problems = {
            name: f"This is no folder of this computer: {value}."
            for name, value in (("copy_folder", settings.copy_folder), ("programs_folder", settings.programs_folder))
            if value is not None and not value.is_dir()
        }
        if problems:
            raise RuleViolation(problems)
        table = SettingsRow.__table__
        change = (
            update(table)  # type: ignore[arg-type]
            .where(table.c.version == settings.version)
            .values(
                folder=_words(settings.folder),
                daily_hour=settings.daily_hour,
                copy_folder=_words(settings.copy_folder),
                programs_folder=_words(settings.programs_folder),
                machine=settings.machine,
            )
            .returning(table.c.id)
        )
        with self.database.statement() as session:
            saved = session.execute(change).scalar_one_or_none()
        if saved is None:
            raise StaleRecord(UUID(self._database_id()), self.settings())
        return self.settings()

    def folder(self, settings: BackupSettings | None = None) -> Path:
        """Return the folder that backups go to, by these settings or those that are kept."""
        return self._in(settings or self.settings())

    def _in(self, settings: BackupSettings) -> Path:
        return settings.folder or self._folder / _FOLDER

    def all(self) -> tuple[Backup, ...]:
        """Return the backups that were not removed, newest first."""
        return self.seen()[0]

    def seen(self) -> tuple[tuple[Backup, ...], datetime | None]:
        """Return the backups that were not removed, newest first, and the server's time; no time where there is none.

        One round trip.
        """
        times = (func.current_date().label("today"), func.clock_timestamp().label("now"))
        there = select(BackupRow.__table__, *times).where(BackupRow.removed_at.is_(None))
        with self.database.statement() as session:
            rows = session.execute(there.order_by(BackupRow.started_at.desc())).all()
        if not rows:
            return (), None
        found = [_backup(row) for row in rows]
        reasons = kept(found, rows[0].today)
        return tuple(replace(one, kept_as=reasons.get(one.id, "")) for one in found), rows[0].now

    # -- making ------------------------------------------------------------------------------------------------

    def back_up(self, progress: Progress = silent, folder: Path | None = None) -> Backup:
        """Make a backup, prove it by a restore, record what was proved, and let old ones go.

        Args:
            progress: told of each part; what it raises ends the work.
            folder: where it goes, where the settings are not to say it.

        Raises:
            NotAllowed: this person may not make backups.
            InputProblem: the folder cannot be written or is full; nothing half-written is left.
            Cancelled: the person cancelled; nothing is left of it.
        """
        settings = self.settings()
        facts = facts_of(self.database)
        tools = programs.for_server(
            facts.server_version, encrypted=facts.encrypted, chosen=_words(settings.programs_folder)
        )
        target = (folder or self._in(settings)) / name_for(facts.name, facts.moment)
        self._check_room(target.parent, facts)
        with whole_file(target) as part:
            held = dump(self.database, tools, part, progress)
        manifest = self._manifest(target, facts, tools, held)
        write_manifest(target, manifest)
        proof = prove(target, manifest, tools, self._folder, progress)
        copied = self._copy(target, settings) if proof.was_restored else ""
        made = self._record(target, manifest, facts, proof, copied)
        self.prune()
        return made

    def _manifest(self, target: Path, facts: Facts, tools: Programs, held: Holdings) -> Manifest:
        return Manifest(
            sha256=digest(target),
            bytes=target.stat().st_size,
            started_at=str(facts.started_at),
            database=facts.name,
            database_id=facts.database_id,
            server_version=facts.server_version,
            dump_version=tools.major,
            schema=facts.schema,
            roles=facts.roles,
            tables={name: (one.rows, one.signature) for name, one in held.tables.items()},
            objects=held.objects,
            anchor=self._anchor(),
        )

    def _check_room(self, folder: Path, facts: Facts) -> None:
        """A full disk is noticed before anything is written: a dump is smaller than the database it is of."""
        place = next(one for one in (folder, *folder.parents) if one.exists())
        last = next((one.bytes for one in self.all() if one.bytes), facts.bytes // 4)
        free = shutil.disk_usage(place).free
        if free < last * 12 // 10:
            raise InputProblem(
                f"There are {free / 1e6:,.0f} MB free in {folder}; the backup needs about {last * 1.2 / 1e6:,.0f} MB.",
                "Nothing was written, and earlier backups are untouched.",
                "Make room or choose another folder, then back up again.",
            )

    def _copy(self, file: Path, settings: BackupSettings) -> str:
        """Copy a proved backup to the second folder; a share that is away does not undo the backup."""
        if not settings.copy_folder:
            return ""
        place = settings.copy_folder
        try:
            for one in (file, manifest_path(file)):
                with whole_file(place / one.name) as part:
                    shutil.copyfile(one, part)
        except InputProblem:
            return ""
        return str(place) if digest(place / file.name) == digest(file) else ""

    def _record(self, file: Path, manifest: Manifest, facts: Facts, proof: Proof, copied: str) -> Backup:
        now = func.clock_timestamp()
        values: dict[str, Any] = {
            "id": new_id(),
            "file": file.name,
            "folder": str(file.parent),
            "machine": platform.node(),
            "started_at": facts.started_at,
            "ended_at": now,
            "bytes": manifest.bytes,
            "sha256": manifest.sha256,
            "tables": {
                name: {"rows": one[0], "equal": _is_equal(name, proof)} for name, one in manifest.tables.items()
            },
            "objects": dict(manifest.objects),
            "database_name": manifest.database,
            "database_id": manifest.database_id or None,
            "server_version": manifest.server_version,
            "dump_version": manifest.dump_version,
            "schema_version": manifest.schema,
            "anchor": manifest.anchor,
            "copied_to": copied,
            **_judgement(proof, manifest),
        }
        with self.database.statement() as session:
            session.execute(insert(BackupRow.__table__).values(values))  # type: ignore[arg-type]
        return next(one for one in self.all() if one.id == values["id"])

    # -- proving again -----------------------------------------------------------------------------------------

    def verify(self, backup_id: UUID, progress: Progress = silent) -> Backup:
        """Prove a backup once more, by a restore, and record what came of it.

        Raises:
            NotFound: it is not recorded.
        """
        with self.database.statement() as session:
            row = session.execute(select(BackupRow.__table__).where(BackupRow.id == backup_id)).one_or_none()
        if row is None:
            raise NotFound("This backup is not recorded.", "Nothing was changed.", "Open the list again.")
        file = Path(row.folder) / row.file
        manifest, proof = self._prove(file, progress)
        if manifest is not None and not proof.problem and manifest.sha256 != row.sha256:
            proof = Proof(proof.was_read, problem="The file is not the one that was recorded: its contents changed.")
        tables = {name: {**one, "equal": _is_equal(name, proof)} for name, one in row.tables.items()}
        change = (
            update(BackupRow.__table__)  # type: ignore[arg-type]
            .where(BackupRow.id == backup_id)
            .values(tables=tables, **_judgement(proof, manifest, row.restored_at, row.read_at))
        )
        with self.database.statement() as session:
            session.execute(change)
        return next(one for one in self.all() if one.id == backup_id)

    def check_file(self, file: Path, progress: Progress = silent) -> Checked:
        """Prove any backup file, recorded or not; nothing is written.

        Raises:
            InputProblem: its manifest cannot be read.
        """
        manifest, proof = self._prove(file, progress)
        return Checked(file, proof.problem or _proof_words(proof, manifest), not proof.problem and proof.was_restored)

    def _prove(self, file: Path, progress: Progress) -> tuple[Manifest | None, Proof]:
        manifest = read_manifest(file)
        proof = prove(file, manifest, programs.with_program(), self._folder, progress)
        if not proof.problem and proof.database_id != self._database_id():
            proof = Proof(proof.was_read, False, "It holds the database of another hall.", proof.found)
        return manifest, proof

    def _database_id(self) -> str:
        with self.database.statement() as session:
            return str(session.execute(select(SettingsRow.id)).scalar_one())

    # -- letting go --------------------------------------------------------------------------------------------

    def prune(self) -> tuple[Backup, ...]:
        """Remove the backups of this computer that the rule of days, weeks and months lets go; return them."""
        going = tuple(one for one in self.all() if not one.kept_as and one.machine == platform.node())
        for one in going:
            for folder in filter(None, (one.folder, one.copied_to)):
                file = folder / one.file
                file.unlink(missing_ok=True)
                manifest_path(file).unlink(missing_ok=True)
        gone = (
            update(BackupRow.__table__)  # type: ignore[arg-type]
            .where(BackupRow.id.in_([one.id for one in going]))
            .values(removed_at=func.clock_timestamp())
        )
        if going:
            with self.database.statement() as session:
                session.execute(gone)
        return going

    # -- restoring ---------------------------------------------------------------------------------------------

    def restore(self, file: Path, name: str, typed: str, progress: Progress = silent) -> Restored:
        """Restore a backup into a new database beside the live one, and compare it with its manifest.

        Args:
            file: the backup.
            name: the new database's name.
            typed: the name once more, as the person typed it.
            progress: told of each part.

        Raises:
            RuleViolation: the name is not one, is in use, or was not typed.
            InputProblem: the file is damaged, or does not restore; nothing of it is left.
            Cancelled: the person cancelled; nothing of it is left.
        """
        self._check_name(name, typed)
        if self._local is None:
            raise DatabaseUnavailable(
                "A backup of a shared server is restored on the server itself.",
                "Nothing was changed.",
                f"Let its administrator run pg_restore into a new database, with the file {file.name}.",
            )
        manifest = read_manifest(file)
        problem = first_problem(file, manifest)
        if problem:
            raise InputProblem(problem, "Nothing was changed.", "Choose another backup.")
        with self._local.new_database(name) as url:
            try:
                restore_into(
                    file, url, manifest.roles if manifest else (), programs.with_program(), progress, done=1, total=2
                )
            except programs.ProgramFailed as error:
                raise InputProblem(
                    f"The backup does not restore: {error.said.strip().splitlines()[-1]}",
                    f"Nothing is left of the database {name}, and the live one is untouched.",
                    "Choose another backup.",
                ) from error
            progress(2, 2, "Comparing it table by table")
            engine = create_engine(url)
            with translated(), engine.begin() as connection:
                found = holdings(connection)
            engine.dispose()
            differences = manifest.holdings().differences(found) if manifest else ()
            if differences:
                raise InputProblem(
                    f"What was restored differs from what was backed up: {'; '.join(differences[:5])}.",
                    f"Nothing is left of the database {name}, and the live one is untouched.",
                    "Choose another backup.",
                )
        words = f"It stands beside the live database under the name {name}; nothing of the live one was changed."
        return Restored(name, len(found.tables), found.rows, words)

    def _check_name(self, name: str, typed: str) -> None:
        if not _NAME.fullmatch(name):
            raise RuleViolation({"name": "Use small letters, digits and _ only, with a letter first."})
        if name == self.database.url.database:
            raise RuleViolation({"name": "This is the live database. Choose a new name."})
        if typed != name:
            raise RuleViolation({"typed": f"Type {name} to restore into it."})


def _judgement(
    proof: Proof, manifest: Manifest | None, restored_at: datetime | None = None, read_at: datetime | None = None
) -> dict[str, Any]:
    """Return what is recorded of a proof."""
    now = func.clock_timestamp()
    state = BackupState.FAILED
    if proof.was_read:
        state = BackupState.READ
    if proof.was_restored and not proof.problem:
        state = BackupState.RESTORED
    return {
        "state": state.value,
        "proof": proof.problem or _proof_words(proof, manifest),
        "read_at": now if proof.was_read else read_at,
        "restored_at": now if state is BackupState.RESTORED else restored_at,
    }


def _proof_words(proof: Proof, manifest: Manifest | None) -> str:
    if proof.found is None:
        return "It was read in full."
    number = f"{len(proof.found.tables):,} tables with {proof.found.rows:,} rows"
    if manifest is None:
        return f"It was read in full and restored: {number}. There is nothing beside it to compare with."
    return f"It was read in full, restored and compared: {number}, all equal."


def _is_equal(table: str, proof: Proof) -> bool:
    return proof.found is not None and table not in proof.differing


def _path(words: str) -> Path | None:
    return Path(words) if words else None


def _words(path: Path | None) -> str:
    return str(path) if path is not None else ""


def _backup(row: Row[Any]) -> Backup:
    state = BackupState(row.state)
    if row.machine == platform.node() and not (Path(row.folder) / row.file).exists():
        state = BackupState.MISSING
    return Backup(
        id=row.id,
        file=Path(row.file),
        folder=Path(row.folder),
        machine=row.machine,
        started_at=row.started_at.astimezone(UTC),
        ended_at=row.ended_at,
        bytes=row.bytes,
        database=row.database_name,
        server_version=str(row.server_version),
        schema=row.schema_version,
        state=state,
        proof=row.proof,
        tables=tuple(TableProof(name, one["rows"], one["equal"]) for name, one in sorted(row.tables.items())),
        anchor=row.anchor,
        verified_at=row.restored_at,
        copied_to=_path(row.copied_to),
        sha256=row.sha256,
        person=row.created_by,
    )
