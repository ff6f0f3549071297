"""What belongs to a record and lies in the bin, read along with the record in its own round trip."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    Text,
    Uuid,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from ip2a_desktop.db.models import (
    Activity,
    AgreementArticle,
    AgreementHoliday,
    AgreementVersion,
    Assessment,
    AuthorizationCard,
    BenevolenceApplication,
    BenevolenceBudgetLine,
    BenevolenceDocument,
    BenevolenceLevel,
    Employment,
    InformationRequest,
    Member,
    MemberContact,
    Note,
    Organization,
    OrganizationContact,
    ProcedureLimit,
    ProcedureStep,
    Receptiveness,
    Salt,
    Worker,
)

_MOST = 200
"""Rows; beyond that nobody looks through them."""


def binned_of_member(member_id: UUID | ColumnElement[UUID]) -> Select[Any]:
    """Return the select of a member's jobs, contacts and notes in the bin, the latest first."""
    jobs = _binned(Employment, Organization.name, Employment.position, Employment.started_on, Employment.ended_on)
    contacts = _binned(MemberContact, MemberContact.name, MemberContact.relation)
    notes = _binned(Note, literal(""), Note.body)
    return _latest(
        union_all(
            jobs.join(Organization, Organization.id == Employment.organization_id).where(
                Employment.member_id == member_id
            ),
            contacts.where(MemberContact.member_id == member_id),
            notes.where(Note.member_id == member_id),
        )
    )


def binned_of_organization(organization_id: UUID) -> Select[Any]:
    """Return the select of an organization's contacts and notes in the bin, the latest first."""
    contacts = _binned(OrganizationContact, OrganizationContact.name, OrganizationContact.title)
    notes = _binned(Note, literal(""), Note.body)
    return _latest(
        union_all(
            contacts.where(OrganizationContact.organization_id == organization_id),
            notes.where(Note.organization_id == organization_id),
        )
    )


def binned_of_case(grievance_id: Any) -> Select[Any]:
    """Return the select of a case's information requests, panelists and notes in the bin, the latest first."""
    how = func.to_char(InformationRequest.requested_on, "YYYY-MM-DD")
    return _latest(
        union_all(
            _binned(InformationRequest, how, InformationRequest.items).where(
                InformationRequest.grievance_id == grievance_id
            ),
            _binned(Note, literal(""), Note.body).where(Note.grievance_id == grievance_id),
        )
    )


def binned_of_application() -> Select[Any]:
    """Return the select of what hangs on the application around it and lies in the bin, the latest first.

    Lines of the household, documents and notes; what a line or a document tells is its kind as it is stored.
    """
    line, document = BenevolenceBudgetLine, BenevolenceDocument
    parts: dict[Any, Select[Any]] = {
        line.application_id: _binned(line, line.description, line.kind),
        document.application_id: _binned(document, document.description, document.kind),
        Note.application_id: _binned(Note, literal(""), Note.body),
    }
    own = [
        one.where(column == BenevolenceApplication.id).correlate(BenevolenceApplication)
        for column, one in parts.items()
    ]
    return _latest(union_all(*own))


def binned_levels() -> Select[Any]:
    """Return the select of the fund's review levels in the bin, the latest first; what one tells is its amount."""
    found = _binned(BenevolenceLevel, BenevolenceLevel.name, BenevolenceLevel.threshold)
    return found.order_by(BenevolenceLevel.deleted_at.desc()).limit(_MOST)


def binned_of_agreement(agreement_id: UUID) -> Select[Any]:
    """Return the select of an agreement's versions and their parts in the bin, the latest first.

    The title of a limit is its act as it is stored, and it tells the step that it belongs to.
    """
    versions = select(AgreementVersion.id).where(AgreementVersion.agreement_id == agreement_id)
    parts: dict[Any, Select[Any]] = {
        AgreementArticle: _binned(AgreementArticle, AgreementArticle.number, AgreementArticle.title),
        AgreementHoliday: _binned(
            AgreementHoliday, AgreementHoliday.name, literal(""), AgreementHoliday.day, AgreementHoliday.day
        ),
        ProcedureStep: _binned(ProcedureStep, ProcedureStep.name, literal("")),
        ProcedureLimit: _binned(ProcedureLimit, ProcedureLimit.act, func.coalesce(ProcedureStep.name, "")).outerjoin(
            ProcedureStep, ProcedureStep.id == ProcedureLimit.procedure_step_id
        ),
    }
    own = _binned(
        AgreementVersion,
        AgreementVersion.name,
        AgreementVersion.remarks,
        AgreementVersion.starts_on,
        AgreementVersion.ends_on,
    )
    return _latest(
        union_all(
            own.add_columns(cast(null(), Uuid).label("part_of")).where(AgreementVersion.agreement_id == agreement_id),
            *(
                one.add_columns(model.agreement_version_id.label("part_of")).where(
                    model.agreement_version_id.in_(versions)
                )
                for model, one in parts.items()
            ),
        )
    )


def binned_of_campaign(campaign_id: UUID) -> Select[Any]:
    """Return the select of a campaign's workers, activities and salts in the bin, the latest first.

    The title of an activity is its kind as it is stored.
    """
    salts = _binned(Salt, func.concat_ws(", ", Member.last_name, Member.first_name), Salt.position, Salt.applied_on)
    activity = _binned(Activity, Activity.kind, Activity.description, Activity.done_on, Activity.done_on)
    name = func.concat_ws(", ", func.nullif(Worker.last_name, ""), func.nullif(Worker.first_name, ""))
    about = func.concat_ws(" · ", func.nullif(Worker.position, ""), func.nullif(Worker.department, ""))
    return _latest(
        union_all(
            _binned(Worker, name, about).where(Worker.campaign_id == campaign_id),
            activity.where(Activity.campaign_id == campaign_id),
            salts.join(Member, Member.id == Salt.member_id).where(Salt.campaign_id == campaign_id),
        )
    )


def binned_of_worker(worker_id: UUID) -> Select[Any]:
    """Return the select of a worker's assessments and cards in the bin; an assessment's title is its digit."""
    said = _binned(
        Assessment, Assessment.assessment, Assessment.remarks, Assessment.assessed_on, Assessment.assessed_on
    )
    signed = AuthorizationCard.signed_on
    cards = _binned(AuthorizationCard, literal(""), AuthorizationCard.remarks, signed, signed)
    return _latest(
        union_all(said.where(Assessment.worker_id == worker_id), cards.where(AuthorizationCard.worker_id == worker_id))
    )


def binned_receptiveness(organization_id: UUID) -> Select[Any]:
    """Return the select of how an employer met the union, as far as it lies in the bin; the title is the digit."""
    day = Receptiveness.rated_on
    found = _binned(Receptiveness, Receptiveness.receptiveness, Receptiveness.remarks, day, day)
    return found.where(Receptiveness.organization_id == organization_id).order_by(Receptiveness.deleted_at.desc())


def _binned(model: Any, title: Any, about: Any, started_on: Any = None, ended_on: Any = None) -> Select[Any]:
    none = cast(null(), Date)
    return (
        select(
            model.id,
            literal(model.__tablename__).label("table"),
            cast(title, Text).label("title"),
            cast(about, Text).label("about"),
            (none if started_on is None else started_on).label("started_on"),
            (none if ended_on is None else ended_on).label("ended_on"),
            model.deleted_at,
            func.coalesce(model.deleted_by, "").label("deleted_by"),
        )
        .select_from(model)
        .where(model.deleted_at.is_not(None))
    )


def _latest(all_of_them: CompoundSelect[Any]) -> Select[Any]:
    found = all_of_them.subquery("binned")
    return select(found).order_by(found.c.deleted_at.desc(), found.c.id).limit(_MOST)
