"""How a case goes on: each verb reads the case, counts its clocks anew, and has the server do it. Two round trips."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import ColumnElement, func, select, update

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import Panelist
from ip2a_desktop.domain.casework_drafts import PanelistRow, SettlementDraft
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.clocks import CaseFacts, GrievanceStatus, StepFacts, open_clocks
from ip2a_desktop.domain.deadlines import Extension
from ip2a_desktop.domain.errors import NotFound, RuleViolation, StaleRecord
from ip2a_desktop.domain.grievance_records import GrievanceRecord, settlement_runs_from
from ip2a_desktop.domain.grievance_steps import (
    AnswerDraft,
    CloseDraft,
    ExtensionDraft,
    FilingDraft,
    MeetingDraft,
    moment_of,
)
from ip2a_desktop.domain.grievances import Outcome
from ip2a_desktop.domain.procedures import Side, Step, StepForm
from ip2a_desktop.services.grievances import GrievanceService, as_json, clock_rows

_MET = {"met_on", "met_time", "union_attended", "employer_attended"}
_ANSWERED = {"answered_on", "answered_time", "answer", "disposition", "union_signer", "employer_signer"}
_EXTENDED = {"position", "act", "to_on", "agreed_on", "agreed_union", "agreed_employer", "document"}


class GrievanceVerbs:
    """The verbs that a case's page offers; PostgreSQL refuses each one that may not follow.

    Each raises ``StaleRecord`` where somebody else was faster, ``RuleViolation`` where the rules of a case forbid it,
    ``NotAllowed`` without a duty of the office. One that was sent before counts once.
    """

    def __init__(self, database: Database, cases: GrievanceService) -> None:
        self._database = database
        self._cases = cases

    def file_grievance(self, draft: FilingDraft) -> Changes:
        """File a case that was prepared; ``draft.version`` is the case's."""
        case = self._cases.load(draft.grievance_id)
        return self._enter(case, case.rules.procedure.entry(case.draft.kind), draft, "grievance_file")

    def advance_step(self, draft: FilingDraft) -> Changes:
        """Take a case to its next step: an appeal, or the demand for arbitration where that is what comes next."""
        case = self._cases.load(draft.grievance_id)
        following = case.rules.procedure.next_after(case.step.position)
        if following is None and not _has_step(case, draft.id):
            raise RuleViolation({"": "The agreement has no further step."})
        return self._enter(case, following or case.step, draft, "grievance_appeal")

    def record_meeting(self, draft: MeetingDraft) -> Changes:
        """Write down a meeting at the step where the case is; ``draft.version`` is the step's."""
        case = self._cases.load(draft.grievance_id)
        met = moment_of(draft.met_on, draft.met_time, case.rules.calendar.tz)
        return self._at_step(case, draft, _MET, "grievance_meet", met=met)

    def record_answer(self, draft: AnswerDraft) -> Changes:
        """Write down the employer's answer at the step where the case is; ``draft.version`` is the step's."""
        case = self._cases.load(draft.grievance_id)
        answered = moment_of(draft.answered_on, draft.answered_time, case.rules.calendar.tz)
        return self._at_step(case, draft, _ANSWERED, "grievance_answer", answered=answered)

    def extend(self, draft: ExtensionDraft) -> Changes:
        """Give more time for a limit that runs, as both sides agreed in writing."""
        case = self._cases.load(draft.grievance_id)
        if draft.to_on is None or draft.agreed_on is None:
            raise ValueError("a checked extension has its dates")
        key = (draft.position, draft.act)
        more = Extension(draft.to_on, draft.agreed_on, draft.agreed_union, draft.agreed_employer, draft.document)
        facts = case.facts
        known = {**facts.extensions, key: (*facts.extensions.get(key, ()), more)}
        said = as_json(draft.model_dump(mode="json", include=_EXTENDED))
        deadlines = self._clocks(case, replace(facts, extensions=known))
        self._do(case, func.grievance_extend(draft.id, case.row.id, draft.due_on, said, deadlines))
        return _changed(case) | Changes.of("grievance_extension", draft.id)

    def settle(self, version: int, settlement: SettlementDraft) -> Changes:
        """Settle a case by a settlement that both sides signed.

        Args:
            version: the case's, as the person saw it.
            settlement: with the version that it was loaded with, None where it is new.
        """
        case = self._cases.load(settlement.id)
        if case.row.status is GrievanceStatus.SETTLED and _same(case.settlement, settlement):
            return _changed(case)
        facts = replace(
            case.facts, status=GrievanceStatus.SETTLED, settlement_runs_from=settlement_runs_from(settlement)
        )
        said = as_json(settlement.model_dump(mode="json", exclude={"complied_on"}))
        self._do(case, func.grievance_settle(case.row.id, version, said, self._clocks(case, facts)))
        return _changed(case) | Changes.of("settlement", settlement.id)

    def withdraw(self, draft: CloseDraft) -> Changes:
        """Withdraw a case."""
        return self.close(draft.model_copy(update={"outcome": Outcome.WITHDRAWN, "merged_into_id": None}))

    def close(self, draft: CloseDraft) -> Changes:
        """Close a case with its outcome; it never opens again. ``draft.id`` and ``version`` are the case's."""
        said = as_json(draft.model_dump(mode="json", exclude={"id", "version"}))
        with self._database.statement() as session:
            done = session.scalar(select(func.grievance_close(draft.id, draft.version, said)))
        if not done:
            case = self._cases.load(draft.id)
            if (case.row.outcome, case.row.closed_on) != (draft.outcome, draft.closed_on):
                raise self._stale(case)
        return Changes.of("grievance", draft.id)

    def strike(self, name: PanelistRow, side: Side) -> Changes:
        """Strike a name from the panel; the server keeps the order and whose turn it is."""
        return self._set_strike(name, side.value)

    def take_back_strike(self, name: PanelistRow) -> Changes:
        """Take the last strike back."""
        return self._set_strike(name, None)

    def _set_strike(self, name: PanelistRow, side: str | None) -> Changes:
        wanted = (Panelist.id == name.id, Panelist.version == name.version, Panelist.deleted_at.is_(None))
        statement = update(Panelist).where(*wanted).values(struck_by=side).returning(Panelist.id)
        with self._database.statement() as session:
            if session.execute(statement).first() is None:
                raise StaleRecord(name.id, None)
        return Changes.of("arbitration_panelist", name.id) | Changes.of("grievance", name.grievance_id)

    def _enter(self, case: GrievanceRecord, step: Step, draft: FilingDraft, function: str) -> Changes:
        if _has_step(case, draft.id):
            return _changed(case)
        filed = moment_of(draft.filed_on, draft.filed_time, case.rules.calendar.tz)
        arbitration = step.form is StepForm.ARBITRATION
        facts = replace(
            case.facts,
            status=GrievanceStatus.ARBITRATION if arbitration else GrievanceStatus.OPEN,
            steps=(*case.facts.steps, StepFacts(step.position, filed)),
        )
        call: Any = getattr(func, function)
        arguments = (case.row.id, draft.version, draft.id, draft.filed_on, draft.filed_time)
        self._do(case, call(*arguments, self._clocks(case, facts)))
        return _changed(case) | Changes.of("grievance_step", draft.id)

    def _at_step(
        self, case: GrievanceRecord, draft: MeetingDraft | AnswerDraft, fields: set[str], function: str, **now: Any
    ) -> Changes:
        at = case.now_at
        if at is None or at.id != draft.id:
            raise RuleViolation({"": "The case has gone on from this step."})
        if at.version != draft.version and all(getattr(at, name) == getattr(draft, name) for name in fields):
            return _changed(case)
        facts = replace(case.facts, steps=(*case.facts.steps[:-1], replace(case.facts.steps[-1], **now)))
        call: Any = getattr(func, function)
        said = as_json(draft.model_dump(mode="json", include=fields))
        self._do(case, call(draft.id, draft.version, said, self._clocks(case, facts)))
        return _changed(case) | Changes.of("grievance_step", draft.id)

    def _clocks(self, case: GrievanceRecord, facts: CaseFacts) -> ColumnElement[Any]:
        return as_json(clock_rows(case.row.id, open_clocks(facts, case.rules)))

    def _do(self, case: GrievanceRecord, verb: Any) -> None:
        with self._database.statement() as session:
            done = session.scalar(select(verb))
        if not done:
            raise self._stale(self._cases.load(case.row.id))

    @staticmethod
    def _stale(case: GrievanceRecord) -> StaleRecord | NotFound:
        if case.row.deleted_at is not None:
            return NotFound(
                "This grievance is in the bin.", "Nothing was changed.", "Bring it back from the bin first."
            )
        return StaleRecord(case.row.id, case.draft, case.updated_by)


def _has_step(case: GrievanceRecord, step_id: UUID) -> bool:
    return any(one.id == step_id for one in case.steps)


def _same(kept: BaseModel | None, wanted: BaseModel) -> bool:
    return kept is not None and kept.model_dump(exclude={"version"}) == wanted.model_dump(exclude={"version"})


def _changed(case: GrievanceRecord) -> Changes:
    return Changes.of("grievance", case.row.id)
