"""Repair: what would be done row by row, done for the rows that a person accepts, journaled, taken back later."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.backups import Backup
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import HallError
from ip2a_desktop.domain.health import Finding, HealthRun, Repair, RunKind
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.progress import Progress, silent
from ip2a_desktop.domain.repairs import (
    FieldRepair,
    HealReport,
    JournalEntry,
    LaterEdit,
    RepairDone,
    RepairKind,
    RepairPlan,
    RepairState,
    RowRepair,
    UndoDone,
)
from ip2a_desktop.maintenance import document_quarantine, lease, mending, server_work
from ip2a_desktop.maintenance.looking_again import again
from ip2a_desktop.maintenance.mending import Mended
from ip2a_desktop.maintenance.row_words import fields_between, label_of
from ip2a_desktop.maintenance.runs import HealthService

LEASE: Final = "repair"
MOST_ROWS: Final = 50
MOST_SHARE: Final = 0.01
"""More rows than these, or more than this share of a table, go to a person."""

_APPLY = text("SELECT row_key, problem FROM repair_apply(:id, :batch, :rule, :title, :machine, :automatic, "
              "CAST(:rows AS jsonb))")  # fmt: skip
_NOTE = text("SELECT repair_note(:id, :batch, :rule, :title, :machine, :automatic, :words)")
_UNDO = text("SELECT * FROM repair_undo(:id)")
_JOURNAL = text("""
    SELECT r.id AS repair_id, r.rule, r.title, r.machine, r.is_automatic, r.done_at, r.done_by,
           j.id, j.kind, j.table_name, j.record_id, j.words, j.why, j.before, j.after, j.undone_at, j.undone_by
      FROM (SELECT * FROM repair ORDER BY done_at DESC LIMIT :most) AS r
      JOIN repair_journal AS j ON j.repair_id = r.id
     ORDER BY r.done_at DESC, r.id, j.place
""")
_WHO_EDITED = text("""
    SELECT DISTINCT ON (record_id) record_id, actor, at FROM audit_log
     WHERE record_id = ANY(:ids) ORDER BY record_id, id DESC
""")


class RepairService:
    """The use cases of repair.

    Args:
        database: as an admin.
        folder: the data folder of this desktop.
        back_up: makes a verified backup before anything is changed; gives it back.
        tell: tells the admins of an auto-heal: a title, a body and a key; gives back whether anybody is told.
    """

    def __init__(
        self,
        database: Database,
        folder: Path,
        back_up: Callable[[Progress], Backup],
        tell: Callable[[str, str, str], bool] = lambda _title, _body, _key: False,
    ) -> None:
        self._database = database
        self._folder = folder
        self._back_up = back_up
        self._tell = tell
        self._health = HealthService(database, folder)

    # -- what would be done ------------------------------------------------------------------------------------

    def preview(self, run: HealthRun) -> tuple[RepairPlan, ...]:
        """Return what would be done about each finding of a run that can be repaired; nothing is changed.

        Rows are asked anew, so that a plan shows what stands now.
        """
        plans = []
        for finding in run.findings():
            if finding.repair is Repair.PERSON:
                continue
            plan = self._plan(finding)
            if plan is not None and plan.rows:
                plans.append(plan)
        return tuple(plans)

    def _plan(self, finding: Finding) -> RepairPlan | None:
        mended = mending.rows_for(self._database, finding)
        if mended is None:
            rows = server_work.rows_for(finding) or document_quarantine.rows_for(finding)
            files = finding.rule == document_quarantine.RULE
            advice = document_quarantine.ADVICE if files else server_work.ADVICE
        else:
            rows, advice = mended.rows, mended.advice
        if rows is None:
            return None
        too_many = self._too_many(finding, rows, mended)
        return RepairPlan(finding.rule, finding.words, finding.severity, finding.repair, rows, advice, too_many)

    def _too_many(self, finding: Finding, rows: Sequence[RowRepair], mended: Mended | None) -> str:
        if mended is None:
            return ""
        if len(rows) > MOST_ROWS:
            return f"{len(rows):,} rows are more than {MOST_ROWS}; a person looks at them first."
        if mended.table_rows and len(rows) > 1 and len(rows) / mended.table_rows > MOST_SHARE:
            share = len(rows) / mended.table_rows
            return f"{len(rows):,} rows are {share:.0%} of all; a person looks at them first."
        return ""

    # -- doing it ----------------------------------------------------------------------------------------------

    def apply(self, plan: RepairPlan, accepted: Sequence[str], progress: Progress = silent) -> RepairDone:
        """Repair the accepted rows after a verified backup, and look again.

        Args:
            plan: as previewed.
            accepted: the keys of its rows to repair.
            progress: told of the backup and of each rule.

        Raises:
            NotAllowed: the person is no admin.
            HallError: another desktop repairs now, or the backup could not be proved; nothing was changed.
        """
        with lease.held(self._database, LEASE, _busy):
            self._prove_backup(progress)
            return self._do(plan, accepted, new_id(), automatic=False)

    def _prove_backup(self, progress: Progress) -> Backup:
        made = self._back_up(progress)
        if not made.has_every_row:  # what is to be repaired may be just what hinders a rule at a restore
            raise HallError(
                f"The backup before the repair is not proved. {made.proof}",
                "Nothing was repaired.",
                "Make a backup that can be restored first; the record behind it may be what hinders it.",
            )
        return made

    def _do(self, plan: RepairPlan, accepted: Sequence[str], batch: UUID, *, automatic: bool) -> RepairDone:
        wanted = frozenset(accepted)
        rows = [one for one in plan.rows if one.key in wanted]
        repair_id = new_id()
        about = {
            "id": repair_id,
            "batch": batch,
            "rule": plan.rule,
            "title": plan.title,
            "machine": platform.node(),
            "automatic": automatic,
        }
        if rows and rows[0].kind is RepairKind.SERVER:
            left = self._server(rows, about)
        else:
            left = self._records(rows, about)
        words = {one.key: one.words for one in rows}
        after = again(self._database, self._folder, plan.rule, rows[0].table if rows else "")
        changes = Changes()
        for one in rows:
            if one.record_id is not None and one.key not in left:
                changes |= Changes.of(one.table, one.record_id)
        named = tuple((words[key], problem) for key, problem in left.items())
        return RepairDone(batch, len(rows) - len(left), named, after, changes)

    def _records(self, rows: Sequence[RowRepair], about: dict[str, Any]) -> dict[str, str]:
        """Repair rows of tables; return the keys of those that were left, with the reason."""
        values = [mending.told(one) for one in rows]
        with self._database.statement() as session:
            answers = session.execute(_APPLY, about | {"rows": json.dumps(values, default=str)}).all()
        return {row.row_key: row.problem for row in answers if row.problem}

    def _server(self, rows: Sequence[RowRepair], about: dict[str, Any]) -> dict[str, str]:
        left: dict[str, str] = {}
        for one in rows:
            problem = self._work(about["rule"], one.key)
            if problem:
                left[one.key] = problem
        done = [one.words for one in rows if one.key not in left]
        if done:
            with self._database.statement() as session:
                session.execute(_NOTE, about | {"words": done})
        return left

    def _work(self, rule: str, key: str) -> str:
        if rule == document_quarantine.RULE:
            return document_quarantine.set_aside(self._database, self._folder, key)
        return server_work.do(self._database, rule, key)

    # -- the journal -------------------------------------------------------------------------------------------

    def journal(self, most: int = 200) -> tuple[JournalEntry, ...]:
        """Return the newest repairs with their rows."""
        with self._database.statement() as session:
            rows = session.execute(_JOURNAL, {"most": most}).all()
        return tuple(_entry(list(group)) for _, group in groupby(rows, lambda row: row.repair_id))

    def undo(self, repair_id: UUID) -> UndoDone:
        """Take a repair back; rows that somebody edited since stay, and are named with both versions.

        Raises:
            NotAllowed: the person is no admin.
        """
        with lease.held(self._database, LEASE, _busy), self._database.statement() as session:
            rows = session.execute(_UNDO, {"id": repair_id}).all()
            stays = [row for row in rows if row.problem]
            ids = [row.record_id for row in stays]
            who = {row.record_id: row for row in session.execute(_WHO_EDITED, {"ids": ids})} if ids else {}
        changes = Changes()
        for row in rows:
            if not row.problem:
                changes |= Changes.of(row.table_name, row.record_id)
        later = tuple(_later(row, who.get(row.record_id)) for row in stays)
        return UndoDone(len(rows) - len(stays), later, changes)

    # -- auto-heal ---------------------------------------------------------------------------------------------

    def auto_heal(self, dry_run: bool, progress: Progress = silent, *, with_files: bool = False) -> HealReport:
        """Check, repair what is safe by itself, check again, and tell the admins once.

        Args:
            dry_run: change nothing; the plans are those that the real run would do, row by row.
            progress: told of each part.
            with_files: whether attachments are read.

        Raises:
            NotAllowed: the person is no admin.
            HallError: another desktop heals now, or no backup could be proved.
        """
        before = self._health.run(RunKind.FULL, with_files=with_files, progress=progress)
        plans = self.preview(before)
        safe = tuple(one for one in plans if one.repair is Repair.SAFE and not one.for_person)
        others = tuple(_for_a_person(one) for one in plans if one not in safe)
        if dry_run or not safe:
            return HealReport(dry_run, safe, others, before)
        with lease.held(self._database, LEASE, _busy):
            backup = self._prove_backup(progress)
            batch = new_id()
            done = [self._do(one, one.keys, batch, automatic=True) for one in safe]
        after = self._health.run(RunKind.FULL, with_files=with_files, progress=progress)
        number = sum(one.repaired for one in done)
        left = sum(len(one.left) for one in done)
        title = f"Auto-heal repaired {number:,} {'thing' if number == 1 else 'things'}"
        told = self._tell(title, f"{left:,} left as they were. {after.sentence}", f"heal-{batch}")
        words = "The admins are told." if told else "No channel is set up, so nobody was told."
        changes = Changes()
        for one in done:
            changes |= one.changes
        return HealReport(False, safe, others, before, after, words, backup.proof, changes)


def _for_a_person(plan: RepairPlan) -> RepairPlan:
    return replace(plan, for_person=plan.for_person or "A person looks at each row first.")


def _busy(holder: str) -> HallError:
    return HallError(f"{holder} is repairing now.", "Nothing was changed.", "Wait until it is done, and look again.")


def _entry(rows: Sequence[Row[Any]]) -> JournalEntry:
    first = rows[0]
    undone = [row for row in rows if row.undone_at is not None]
    state = RepairState.APPLIED
    if undone:
        state = RepairState.UNDONE if len(undone) == len(rows) else RepairState.UNDONE_PARTLY
    return JournalEntry(
        id=first.repair_id,
        at=first.done_at,
        person=first.done_by,
        machine=first.machine,
        title=first.title,
        rows=tuple(_journal_row(row) for row in rows),
        state=state,
        automatic=first.is_automatic,
        undone_at=max((row.undone_at for row in undone), default=None),
        undone_by=undone[0].undone_by if undone else "",
        rule=first.rule,
    )


def _journal_row(row: Row[Any]) -> RowRepair:
    kind = RepairKind(row.kind)
    fields: tuple[FieldRepair, ...] = ()
    if kind is RepairKind.CHANGE:
        fields = fields_between(row.before, row.after)
    return RowRepair(str(row.id), row.table_name, row.record_id, row.words, kind, fields, row.why)


def _later(row: Row[Any], edit: Row[Any] | None) -> LaterEdit:
    fields = fields_between(row.left_as or {}, row.now_is or {})
    if not fields and row.problem != "edited":
        fields = (FieldRepair("", label_of(row.table_name), row.problem, row.problem),)
    return LaterEdit(
        row.words, fields, edit.actor if edit is not None else "", edit.at if edit is not None else None, row.record_id
    )
