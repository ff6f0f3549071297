"""Holidays, limits, steps: what a change does to open cases, shown before it is made; then made, dates and all."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from functools import reduce
from typing import Any, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, Text, cast, func, select, update
from sqlalchemy.orm import Session

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import (
    AgreementVersion,
    Grievance,
    GrievanceDeadline,
    GrievanceExtension,
    GrievanceStep,
    Settlement,
)
from ip2a_desktop.domain.agreement_drafts import HolidayDraft, LimitDraft, Parts, StepDraft
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.clocks import CaseFacts, ClockKey, GrievanceStatus, StepFacts, TriggerUsed
from ip2a_desktop.domain.deadlines import Extension
from ip2a_desktop.domain.grievance_steps import moment_of
from ip2a_desktop.domain.grievances import DeadlineState
from ip2a_desktop.domain.procedures import Act, GrievanceKind
from ip2a_desktop.domain.recomputing import DateChange, KeptCase, KeptDeadline, fit, recounted
from ip2a_desktop.services import saving
from ip2a_desktop.services.agreement_rules import PART_MODELS, part_values, parts_of, rules_columns
from ip2a_desktop.services.grievances import as_json, clock_rows

Part: TypeAlias = HolidayDraft | LimitDraft | StepDraft


class RecountService:
    """Changes holidays, limits and steps of an agreement's version together with the dates that hang on them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def preview(self, version_id: UUID) -> tuple[DateChange, ...]:
        """Return the dates of open cases that are not what the version's rules say as they stand."""
        return self._preview(version_id, lambda parts: parts)

    def preview_save(self, *drafts: Part) -> tuple[DateChange, ...]:
        """Return what saving parts of one version would do to open cases: each date before and after."""
        return self._preview(drafts[0].agreement_version_id, lambda parts: reduce(Parts.with_part, drafts, parts))

    def preview_bin(self, version_id: UUID, ids: Collection[UUID]) -> tuple[DateChange, ...]:
        """Return what taking holidays, limits or steps away would do to open cases."""
        return self._preview(version_id, lambda parts: parts.without(ids))

    def preview_restore(self, version_id: UUID, kind: type[Part], ids: Collection[UUID]) -> tuple[DateChange, ...]:
        """Return what bringing holidays, limits or steps back from the bin would do to open cases."""
        model = PART_MODELS[kind]
        wanted = select(model.__table__).where(model.id.in_(ids), model.agreement_version_id == version_id)
        with self._database.statement() as session:
            drafts = [saving.draft_of(kind, row) for row in session.execute(wanted)]
        return self.preview_save(*drafts) if drafts else ()

    def recount(self, version_id: UUID) -> Changes:
        """Make the dates of a version's open cases what its rules say."""
        with self._database.transaction() as session:
            return _recounted(session, version_id)

    def save(self, *drafts: Part) -> Changes:
        """Save holidays, limits or steps of one version and move the dates of open cases with them, all or nothing.

        Raises:
            NotAllowed: without the admin's duty.
            StaleRecord: somebody else saved it since it was loaded.
            RuleViolation: the day is a holiday already, or the step has such a limit.
        """
        made = Changes()
        try:
            with self._database.transaction() as session:
                for draft in drafts:
                    made = made | _written(session, draft)
                return made | _recounted(session, drafts[0].agreement_version_id)
        except _NotWritten as refused:
            draft = refused.draft
        model = PART_MODELS[type(draft)]
        saving.explain_refusal(self._database, model, draft, part_values(draft))
        return Changes.of(model.__tablename__, draft.id)

    def move_to_bin(self, version_id: UUID, kind: type[Part], ids: Collection[UUID]) -> Changes:
        """Take holidays, limits or steps away and move the dates of open cases with it, all or nothing."""
        return self._set_bin(version_id, kind, ids, func.clock_timestamp())

    def restore(self, version_id: UUID, kind: type[Part], ids: Collection[UUID]) -> Changes:
        """Bring holidays, limits or steps back and move the dates of open cases with it, all or nothing."""
        return self._set_bin(version_id, kind, ids, None)

    def _set_bin(self, version_id: UUID, kind: type[Part], ids: Collection[UUID], when: Any) -> Changes:
        model = PART_MODELS[kind]
        with self._database.transaction() as session:
            of_version = (model.id.in_(ids), model.agreement_version_id == version_id)
            session.execute(update(model.__table__).where(*of_version).values(deleted_at=when))
            return Changes.of(model.__tablename__, *ids) | _recounted(session, version_id)

    def _preview(self, version_id: UUID, change: Callable[[Parts], Parts]) -> tuple[DateChange, ...]:
        with self._database.statement() as session:
            parts = _parts(session, version_id)
            rules = change(parts).rules
            cases = list(_kept_cases(session, version_id, ZoneInfo(parts.zone)))
            if not fit(cases, rules):
                return ()  # the database refuses the change itself, and says why
            found = recounted(cases, rules)
            return tuple(one for case in found for one in case.changes if one.is_moved)


class _NotWritten(Exception):
    """A draft found no row to write to; nothing of what was saved with it stays."""

    def __init__(self, draft: Part) -> None:
        super().__init__()
        self.draft = draft


def _written(session: Session, draft: Part) -> Changes:
    """Write a holiday, a limit or a step.

    Raises:
        _NotWritten: somebody else saved it since it was loaded, or it is gone.
    """
    model = PART_MODELS[type(draft)]
    if not saving.write_draft(session, model, draft, part_values(draft)):
        raise _NotWritten(draft)
    return Changes.of(model.__tablename__, draft.id)


def _recounted(session: Session, version_id: UUID) -> Changes:
    """Put the dates of a version’s open cases right; whoever changes it or one of the cases meanwhile waits."""
    session.execute(select(AgreementVersion.id).where(AgreementVersion.id == version_id).with_for_update())
    taken = select(Grievance.id).where(*_open_under(version_id)).with_for_update(key_share=True).subquery()
    session.execute(select(func.count()).select_from(taken))
    parts = _parts(session, version_id)
    cases = list(recounted(_kept_cases(session, version_id, ZoneInfo(parts.zone)), parts.rules))
    if cases:
        rows = [row for case in cases for row in clock_rows(case.id, case.clocks)]
        ids = [case.id for case in cases]
        session.execute(select(func.grievance_recount(ids, as_json(rows))))
    changed = Changes.of("agreement_version", version_id)
    return changed | Changes.of("grievance", *(case.id for case in cases))


def _parts(session: Session, version_id: UUID) -> Parts:
    version = select(AgreementVersion.id).where(AgreementVersion.id == version_id)
    return parts_of(session.execute(select(*rules_columns(version))).one())


def _kept_cases(session: Session, version_id: UUID, zone: ZoneInfo) -> Iterator[KeptCase]:
    """Give the cases of a version that are not closed, those in the bin too: they may come back."""
    rows = session.connection()  # plain rows: there are many, and nothing of them is kept
    steps: dict[str, list[StepFacts]] = defaultdict(list)
    passed = _of_cases(GrievanceStep, version_id, _STEP).order_by(GrievanceStep.position)
    for case_id, position, filed, filed_at, met, met_at, answered, answered_at in rows.execute(passed).all():
        moments = moment_of(filed, filed_at, zone), moment_of(met, met_at, zone), moment_of(answered, answered_at, zone)
        steps[case_id].append(StepFacts(position, *moments))
    extensions: dict[str, dict[ClockKey, tuple[Extension, ...]]] = defaultdict(dict)
    for case_id, position, act, *agreed in rows.execute(_of_cases(GrievanceExtension, version_id, _EXTENSION)):
        known = extensions[case_id]
        known[position, Act(act)] = (*known.get((position, Act(act)), ()), Extension(*agreed))
    deadlines: dict[str, dict[ClockKey, KeptDeadline]] = defaultdict(dict)
    running = _of_cases(GrievanceDeadline, version_id, _DEADLINE).where(
        GrievanceDeadline.state == DeadlineState.OPEN.value
    )
    for case_id, position, act, due_on, due_at, explanation in rows.execute(running).all():
        deadlines[case_id][position, _ACTS[act]] = KeptDeadline(due_on, due_at, explanation)
    found = rows.execute(_cases(version_id)).all()
    for case_id, number, kind, status, occurred_on, knew_on, trigger_used, runs_from in found:
        facts = CaseFacts(
            _KINDS[kind],
            _STATUSES[status],
            occurred_on,
            knew_on,
            _TRIGGERS[trigger_used],
            tuple(steps[case_id]),
            runs_from,
            extensions[case_id],
        )
        yield KeptCase(UUID(case_id), number, facts, deadlines[case_id])


# Looked up, for to make a word of a text anew takes ten times as long.
_ACTS = {one.value: one for one in Act}
_KINDS = {one.value: one for one in GrievanceKind}
_STATUSES = {one.value: one for one in GrievanceStatus}
_TRIGGERS = {one.value: one for one in TriggerUsed}
_STEP = ("filed_on", "filed_time", "met_on", "met_time", "answered_on", "answered_time")
_EXTENSION = ("act", "to_on", "agreed_on", "agreed_union", "agreed_employer", "document")
_DEADLINE = ("act", "due_on", "due_at", "explanation")


def _of_cases(model: Any, version_id: UUID, names: tuple[str, ...]) -> Select[Any]:
    return (
        select(cast(model.grievance_id, Text), model.position, *(getattr(model, name) for name in names))
        .join(Grievance, Grievance.id == model.grievance_id)
        .where(*_open_under(version_id))
    )


def _cases(version_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(
            cast(Grievance.id, Text),
            Grievance.number,
            Grievance.kind,
            Grievance.status,
            Grievance.occurred_on,
            Grievance.knew_on,
            Grievance.trigger_used,
            func.coalesce(Settlement.comply_by, Settlement.signed_on).label("settlement_runs_from"),
        )
        .outerjoin(Settlement, Settlement.id == Grievance.id)
        .where(*_open_under(version_id))
        .order_by(Grievance.sort_name)
    )


def _open_under(version_id: UUID) -> tuple[Any, ...]:
    return Grievance.agreement_version_id == version_id, Grievance.status != GrievanceStatus.CLOSED.value
