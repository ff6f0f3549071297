"""Grievances: the whole case in one round trip, saving it, its papers, the bin. The docket is the list of them."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, bindparam, func, insert, literal, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from ip2a_desktop.db.models import (
    AgreementVersion,
    Arbitration,
    FactSheet,
    Grievance,
    InformationRequest,
    Panelist,
    ProcedureStep,
    Settlement,
)
from ip2a_desktop.domain.casework_drafts import (
    ArbitrationDraft,
    FactSheetDraft,
    InformationRequestDraft,
    PanelistDraft,
    SettlementDraft,
)
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.clocks import CaseFacts, Clock, GrievanceStatus, open_clocks
from ip2a_desktop.domain.errors import NotFound, StaleRecord
from ip2a_desktop.domain.grievance_drafts import GrievanceDraft
from ip2a_desktop.domain.grievance_records import ExtensionRow, GrievanceRecord, extensions_by_clock
from ip2a_desktop.services import saving
from ip2a_desktop.services.agreement_rules import parts_of, rules_columns
from ip2a_desktop.services.grievance_docket import GrievanceDocket
from ip2a_desktop.services.grievance_reading import extension_rows, record_columns, record_of
from ip2a_desktop.services.hall import duties
from ip2a_desktop.services.reading import json_rows, parsed

OFFICE = frozenset({"ip2a_staff", "ip2a_vp", "ip2a_manager", "ip2a_president", "ip2a_admin"})
"""The duties that see the fact sheet; PostgreSQL holds the same list."""

_CHILDREN = ("grievants", "articles")
_CASE = bindparam("case", type_=Uuid())


class GrievanceService(GrievanceDocket):
    """The use cases of the docket and of a case's page; how a case goes on is the work of :class:`GrievanceVerbs`."""

    def load(self, grievance_id: UUID) -> GrievanceRecord:
        """Return all that is kept about a case, in one round trip.

        Raises:
            NotFound: there is no such case.
        """
        sees_fact_sheet = bool(OFFICE & duties(self.database))
        statement = self._whole_cases if sees_fact_sheet else self._cases_without_fact_sheet
        with self.database.statement() as session:
            found = session.execute(statement, {_CASE.key: grievance_id}).first()
        if found is None:
            raise NotFound("This grievance is not there any more.", "Nothing was changed.", "Refresh the docket.")
        return record_of(found, self.row(found), with_fact_sheet=sees_fact_sheet)

    @cached_property
    def _whole_cases(self) -> Select[*tuple[Any, ...]]:
        return self._loading(with_fact_sheet=True)

    @cached_property
    def _cases_without_fact_sheet(self) -> Select[*tuple[Any, ...]]:
        return self._loading(with_fact_sheet=False)

    def _loading(self, *, with_fact_sheet: bool) -> Select[*tuple[Any, ...]]:
        """Return the statement that reads one case; putting it together takes longer than running it."""
        more = record_columns(_CASE, with_fact_sheet=with_fact_sheet)
        return self.columns().add_columns(*more).where(Grievance.id == _CASE)

    def save(self, draft: GrievanceDraft) -> Changes:
        """Save what the case's form holds, its grievants and articles with it, in two round trips.

        A case that is being prepared gets its time to file counted again.

        Raises:
            StaleRecord: somebody else saved it since it was loaded.
            RuleViolation: the database refused a value.
        """
        with self.database.statement() as session:
            clocks = self._clocks_to_file(session, draft)
            saved = session.execute(_saving(draft, clocks)).first()
        if saved is None and not draft.is_new:  # a new one that is there already was sent twice
            self._explain(draft)
        return Changes.of("grievance", draft.id)

    def _clocks_to_file(self, session: Session, draft: GrievanceDraft) -> tuple[Clock, ...]:
        version = select(AgreementVersion.id).where(AgreementVersion.id == draft.agreement_version_id)
        status = select(Grievance.status).where(Grievance.id == draft.id).scalar_subquery()
        extensions = json_rows(extension_rows(draft.id)).label("extensions")
        found = session.execute(select(status.label("status"), extensions, *rules_columns(version))).one()
        parts = parts_of(found)
        if draft.occurred_on is None or not parts.steps or found.status not in (None, GrievanceStatus.PREPARING.value):
            return ()
        facts = CaseFacts(
            draft.kind,
            GrievanceStatus.PREPARING,
            draft.occurred_on,
            draft.knew_on,
            draft.trigger_used,
            extensions=extensions_by_clock(parsed(ExtensionRow, found.extensions)),
        )
        return open_clocks(facts, parts.rules)

    def _explain(self, draft: GrievanceDraft) -> None:
        """Say why a save found no case, unless the case already is what was to be saved."""
        now = self.load(draft.id)
        if now.row.deleted_at is not None:
            raise NotFound(
                f"{now.row.deleted_by} moved this grievance to the bin while you were editing it.",
                "Your text is still here.",
                "Bring the grievance back from the bin, then save again.",
            )
        if _content(now.draft) != _content(draft):
            raise StaleRecord(draft.id, now.draft, now.updated_by)

    def move_to_bin(self, ids: Sequence[UUID]) -> Changes:
        """Move cases to the bin; they keep their numbers."""
        return saving.move_to_bin(self.database, Grievance, ids)

    def restore(self, ids: Sequence[UUID]) -> Changes:
        """Bring cases back from the bin."""
        return saving.restore(self.database, Grievance, ids)

    def choices(self, name: str) -> tuple[str, ...]:
        """Return the values that the filter ``steward``, ``representative`` or ``step`` can take, in order."""
        column = ProcedureStep.name if name == "step" else getattr(Grievance, name)
        table = ProcedureStep if name == "step" else Grievance
        statement = select(column).where(table.deleted_at.is_(None), column != "").distinct().order_by(column)
        with self.database.statement() as session:
            return tuple(session.execute(statement).scalars())

    # -- the papers of a case -----------------------------------------------------------------------------------

    def save_fact_sheet(self, draft: FactSheetDraft) -> Changes:
        """Save the union's own paper.

        Raises:
            NotAllowed: without a duty of the office.
            StaleRecord: somebody else saved it since it was loaded.
        """
        return saving.save_beside(self.database, FactSheet, draft) | Changes.of("grievance", draft.id)

    def save_settlement(self, draft: SettlementDraft) -> Changes:
        """Save a settlement that is being written, or when a signed one was kept.

        Raises:
            RuleViolation: it is signed, so what was agreed does not change any more.
            StaleRecord: somebody else saved it since it was loaded.
        """
        return saving.save_beside(self.database, Settlement, draft) | Changes.of("grievance", draft.id)

    def save_arbitration(self, draft: ArbitrationDraft) -> Changes:
        """Save what is known of an arbitration, its award with it.

        Raises:
            StaleRecord: somebody else saved it since it was loaded.
        """
        return saving.save_draft(self.database, Arbitration, draft) | Changes.of("grievance", draft.id)

    def save_request(self, draft: InformationRequestDraft) -> Changes:
        """Save an information request and what came of it.

        Raises:
            StaleRecord: somebody else saved it since it was loaded.
        """
        saved = saving.save_draft(self.database, InformationRequest, draft)
        return saved | Changes.of("grievance", draft.grievance_id)

    def bin_requests(self, ids: Sequence[UUID]) -> Changes:
        """Move information requests to the bin."""
        return saving.move_to_bin(self.database, InformationRequest, ids)

    def restore_requests(self, ids: Sequence[UUID]) -> Changes:
        """Bring information requests back from the bin."""
        return saving.restore(self.database, InformationRequest, ids)

    def save_panelist(self, draft: PanelistDraft) -> Changes:
        """Save a name on the panel of arbitrators.

        Raises:
            StaleRecord: somebody else saved it since it was loaded.
        """
        values = {name: getattr(draft, name) for name in ("grievance_id", "position", "name")}
        saved = saving.save_draft(self.database, Panelist, draft, values)
        return saved | Changes.of("grievance", draft.grievance_id)

    def bin_panelists(self, ids: Sequence[UUID]) -> Changes:
        """Take names off the panel.

        Raises:
            RuleViolation: a name was struck already, so the panel stays as it is.
        """
        return saving.move_to_bin(self.database, Panelist, ids)


def clock_rows(grievance_id: UUID, clocks: Sequence[Clock]) -> list[dict[str, Any]]:
    """Return the running clocks of a case as the database's functions take them."""
    of_case = str(grievance_id)
    return [
        {
            "grievance_id": of_case,
            "position": one.position,
            "act": one.act.value,
            "side": one.side.value,
            "lateness": one.lateness.value,
            "due_on": one.deadline.due_on.isoformat(),
            "due_at": one.deadline.due_at.isoformat(),
            "explanation": one.deadline.explanation,
        }
        for one in clocks
    ]


def as_json(value: Any) -> ColumnElement[Any]:
    """Return a value as a parameter of type jsonb."""
    return literal(value, JSONB())


def _saving(draft: GrievanceDraft, clocks: Sequence[Clock]) -> Any:
    """The case's row and all that is written with it, as one statement; no row where the version does not stand."""
    values = {name: value for name, value in saving.values_of(draft).items() if name not in _CHILDREN}
    if draft.is_new:
        row: Any = insert(Grievance).values(id=draft.id, **values)
    else:
        wanted = (Grievance.id == draft.id, Grievance.version == draft.version, Grievance.deleted_at.is_(None))
        row = update(Grievance).where(*wanted).values(**values)
    written = row.returning(Grievance.id).cte("written")
    related = func.grievance_relate(
        written.c.id,
        as_json([one.model_dump(mode="json") for one in draft.grievants]),
        as_json([one.model_dump(mode="json") for one in draft.articles]),
        as_json(clock_rows(draft.id, clocks)),
    )
    return select(written.c.id, related)


def _content(draft: GrievanceDraft) -> dict[str, Any]:
    """What a person wrote: without the version, and grievants and articles without ids and order."""
    content = draft.model_dump(exclude={"version", *_CHILDREN})
    grievants = {(one.member_id, one.is_lead, one.signs_for_all) for one in draft.grievants}
    return content | {"grievants": grievants, "articles": {one.reference for one in draft.articles}}
