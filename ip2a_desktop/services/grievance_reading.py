"""A whole case read in one statement: its line, its form, and everything that hangs on it."""

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import BindParameter, Label, Select, and_, func, literal, select, union_all
from sqlalchemy.orm import aliased

from ip2a_desktop.db.models import (
    Agreement,
    AgreementVersion,
    Arbitration,
    FactSheet,
    Grievance,
    GrievanceArticle,
    GrievanceDeadline,
    GrievanceExtension,
    GrievanceGrievant,
    GrievanceStep,
    InformationRequest,
    Member,
    Organization,
    Panelist,
    ProcedureStep,
    Settlement,
)
from ip2a_desktop.domain.addresses import address_lines
from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.casework_drafts import (
    ArbitrationDraft,
    FactSheetDraft,
    InformationRequestDraft,
    PanelistRow,
    SettlementDraft,
)
from ip2a_desktop.domain.clocks import TriggerUsed
from ip2a_desktop.domain.grievance_drafts import CitedArticle, GrievanceDraft, Grievant
from ip2a_desktop.domain.grievance_records import (
    DeadlineRow,
    ExtensionRow,
    GrievanceRecord,
    Link,
    LinkedCase,
    StepRow,
)
from ip2a_desktop.domain.grievances import DocketRow, GrievantRow
from ip2a_desktop.services.agreement_rules import parts_of, rules_columns
from ip2a_desktop.services.binned import binned_of_case
from ip2a_desktop.services.reading import json_rows, parsed

_ADDRESS = ("address_line1", "address_line2", "city", "state", "postal_code")
_MORE = (
    "organization_id",
    "agreement_version_id",
    "knew_on",
    "trigger_used",
    "supervisor",
    "statement",
    "remedy",
    "other_provisions",
    "follows_id",
    "close_remarks",
    "updated_by",
)
"""What the case's form and page show beyond its line in the docket."""

T = TypeVar("T")
CaseId = UUID | BindParameter[UUID]
"""The id of a case, or its place in a statement that is put together once."""


def record_columns(grievance_id: CaseId, *, with_fact_sheet: bool) -> Iterable[Any]:
    """Return the columns that make a line of the docket a whole record."""
    version = select(Grievance.agreement_version_id).where(Grievance.id == grievance_id)
    yield from (getattr(Grievance, name) for name in _MORE)
    yield func.ip2a_today().label("today")
    yield _agreement(version)
    yield from (_of_employer(grievance_id, name) for name in _ADDRESS)
    yield _number_of(Grievance.merged_into_id, grievance_id).label("merged_into")
    yield _number_of(Grievance.follows_id, grievance_id).label("follows")
    yield from (json_rows(statement).label(name) for name, statement in _children(grievance_id, with_fact_sheet))
    yield json_rows(_links(grievance_id)).label("links")
    yield json_rows(binned_of_case(grievance_id)).label("in_bin")
    yield from rules_columns(version)


def record_of(found: Any, row: DocketRow, *, with_fact_sheet: bool) -> GrievanceRecord:
    """Return the record made of what was read."""
    fact_sheet = None
    if with_fact_sheet:
        fact_sheet = _first(parsed(FactSheetDraft, found.fact_sheet)) or FactSheetDraft(id=row.id)
    return GrievanceRecord(
        draft=_draft(found, row),
        row=row,
        today=found.today,
        agreement=found.agreement,
        rules=parts_of(found).rules,
        employer_address=address_lines(*(getattr(found, f"employer_{name}") for name in _ADDRESS)),
        grievants=parsed(GrievantRow, found.grievant_rows),
        steps=parsed(StepRow, found.step_rows),
        deadlines=parsed(DeadlineRow, found.deadlines),
        extensions=parsed(ExtensionRow, found.extensions),
        requests=parsed(InformationRequestDraft, found.requests),
        settlement=_first(parsed(SettlementDraft, found.settlement)),
        arbitration=_first(parsed(ArbitrationDraft, found.arbitration)),
        panel=parsed(PanelistRow, found.panel),
        fact_sheet=fact_sheet,
        close_remarks=found.close_remarks,
        merged_into=found.merged_into or "",
        follows=found.follows or "",
        updated_by=found.updated_by,
        links=parsed(LinkedCase, found.links),
        in_bin=parsed(Binned, found.in_bin),
    )


def extension_rows(grievance_id: CaseId) -> Select[Any]:
    """Return the select of a case's extensions."""
    return (
        select(*_columns(GrievanceExtension, ExtensionRow))
        .where(GrievanceExtension.grievance_id == grievance_id)
        .order_by(GrievanceExtension.agreed_on, GrievanceExtension.id)
    )


def _draft(found: Any, row: DocketRow) -> GrievanceDraft:
    names = [name for name in GrievanceDraft.model_fields if name not in ("grievants", "articles")]
    values = {name: found._mapping[name] for name in names}
    return GrievanceDraft.model_construct(
        **{
            **values,
            "kind": row.kind,
            "priority": row.priority,
            "trigger_used": TriggerUsed(found.trigger_used),
            "grievants": tuple(
                Grievant.model_construct(
                    id=UUID(one["id"]),
                    member_id=UUID(one["member_id"]),
                    is_lead=one["is_lead"],
                    signs_for_all=one["signs_for_all"],
                )
                for one in found.grievant_rows
            ),
            "articles": parsed(CitedArticle, found.articles),
        }
    )


def _agreement(version: Select[Any]) -> Label[Any]:
    words = Agreement.name + ", " + AgreementVersion.name
    return (
        select(words)
        .join(AgreementVersion, AgreementVersion.agreement_id == Agreement.id)
        .where(AgreementVersion.id.in_(version))
        .scalar_subquery()
        .label("agreement")
    )


def _of_employer(grievance_id: CaseId, name: str) -> Label[Any]:
    employer = select(Grievance.organization_id).where(Grievance.id == grievance_id)
    return (
        select(getattr(Organization, name))
        .where(Organization.id.in_(employer))
        .scalar_subquery()
        .label(f"employer_{name}")
    )


def _number_of(column: Any, grievance_id: CaseId) -> Any:
    other, this = aliased(Grievance), aliased(Grievance)
    named = getattr(this, column.key)
    return select(other.number).join(this, named == other.id).where(this.id == grievance_id).scalar_subquery()


def _links(grievance_id: CaseId) -> Select[Any]:
    """The cases that this one follows or went into, and those that follow it or went into it."""
    other, this = aliased(Grievance), aliased(Grievance)
    ways = (
        (Link.FOLLOWS, this.follows_id == other.id),
        (Link.MERGED_INTO, this.merged_into_id == other.id),
        (Link.FOLLOWED_BY, and_(other.follows_id == this.id, other.deleted_at.is_(None))),
        (Link.MERGED_HERE, and_(other.merged_into_id == this.id, other.deleted_at.is_(None))),
    )
    found = union_all(
        *(
            select(literal(place).label("place"), literal(link.value).label("link"), other.id, other.number)
            .add_columns(other.status, other.outcome, other.occurred_on)
            .join(this, joined)
            .where(this.id == grievance_id)
            for place, (link, joined) in enumerate(ways)
        )
    ).subquery("found")
    named = [column for column in found.c if column.key != "place"]
    return select(*named).order_by(found.c.place, found.c.number)


def _columns(model: Any, kind: Any) -> list[Any]:
    names = kind.model_fields if hasattr(kind, "model_fields") else kind.__dataclass_fields__
    return [getattr(model, name) for name in names if hasattr(model, name)]


def _children(grievance_id: CaseId, with_fact_sheet: bool) -> Iterable[tuple[str, Select[Any]]]:
    yield "grievant_rows", _grievants(grievance_id)
    articles = select(*_columns(GrievanceArticle, CitedArticle)).where(
        GrievanceArticle.grievance_id == grievance_id, GrievanceArticle.deleted_at.is_(None)
    )
    yield "articles", articles.order_by(GrievanceArticle.created_at, GrievanceArticle.id)
    yield "step_rows", _steps(grievance_id)
    over = (GrievanceDeadline.due_at <= func.clock_timestamp()).label("is_over")
    deadlines = select(*_columns(GrievanceDeadline, DeadlineRow), over)
    yield (
        "deadlines",
        deadlines.where(GrievanceDeadline.grievance_id == grievance_id).order_by(
            GrievanceDeadline.due_at, GrievanceDeadline.position, GrievanceDeadline.act
        ),
    )
    yield "extensions", extension_rows(grievance_id)
    requests = select(*_columns(InformationRequest, InformationRequestDraft)).where(
        InformationRequest.grievance_id == grievance_id, InformationRequest.deleted_at.is_(None)
    )
    yield "requests", requests.order_by(InformationRequest.requested_on, InformationRequest.id)
    yield "settlement", select(*_columns(Settlement, SettlementDraft)).where(Settlement.id == grievance_id)
    yield "arbitration", select(*_columns(Arbitration, ArbitrationDraft)).where(Arbitration.id == grievance_id)
    panel = select(*_columns(Panelist, PanelistRow)).where(
        Panelist.grievance_id == grievance_id, Panelist.deleted_at.is_(None)
    )
    yield "panel", panel.order_by(Panelist.position, Panelist.id)
    if with_fact_sheet:
        yield "fact_sheet", select(*_columns(FactSheet, FactSheetDraft)).where(FactSheet.id == grievance_id)


def _grievants(grievance_id: CaseId) -> Select[*tuple[Any, ...]]:
    return (
        select(
            GrievanceGrievant.id,
            GrievanceGrievant.member_id,
            (Member.last_name + ", " + Member.first_name).label("name"),
            Member.card_number,
            Member.classification,
            Member.hire_date,
            GrievanceGrievant.is_lead,
            GrievanceGrievant.signs_for_all,
        )
        .join(Member, Member.id == GrievanceGrievant.member_id)
        .where(GrievanceGrievant.grievance_id == grievance_id, GrievanceGrievant.deleted_at.is_(None))
        .order_by(GrievanceGrievant.is_lead.desc(), Member.sort_name, Member.id)
    )


def _steps(grievance_id: CaseId) -> Select[Any]:
    return (
        select(*_columns(GrievanceStep, StepRow), ProcedureStep.name.label("name"))
        .join(ProcedureStep, ProcedureStep.id == GrievanceStep.procedure_step_id)
        .where(GrievanceStep.grievance_id == grievance_id)
        .order_by(GrievanceStep.position)
    )


def _first(rows: tuple[T, ...]) -> T | None:
    return rows[0] if rows else None
