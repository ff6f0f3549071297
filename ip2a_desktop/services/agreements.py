"""Agreements: the list, the record with its versions, saving their parts, samples to begin with, confirming."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from ip2a_desktop.db.models import (
    Agreement,
    AgreementArticle,
    AgreementHoliday,
    AgreementVersion,
    Grievance,
    Organization,
    ProcedureLimit,
    ProcedureStep,
)
from ip2a_desktop.domain.agreement_drafts import (
    AgreementDraft,
    ArticleDraft,
    HolidayDraft,
    LimitDraft,
    StepDraft,
    VersionDraft,
    VersionRecord,
)
from ip2a_desktop.domain.agreement_samples import SampleProcedure, sample_parts
from ip2a_desktop.domain.agreements import AgreementRecord, AgreementRow, ArticleChoice, VersionChoice
from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.clocks import GrievanceStatus
from ip2a_desktop.domain.drafts import Draft
from ip2a_desktop.domain.errors import NotFound, StaleRecord
from ip2a_desktop.services import saving
from ip2a_desktop.services.agreement_rules import PART_MODELS, part_select, part_values, zone
from ip2a_desktop.services.binned import binned_of_agreement
from ip2a_desktop.services.listing import ListService
from ip2a_desktop.services.reading import json_rows, parsed
from ip2a_desktop.services.searching import matching

_MOST_CHOICES = 50
_ROW_COLUMNS = ["id", "version", "name", "updated_at", "deleted_at", "deleted_by"]


def _newest(column: Any) -> ColumnElement[Any]:
    """A column of each agreement's newest version."""
    return (
        select(column)
        .where(AgreementVersion.agreement_id == Agreement.id, AgreementVersion.deleted_at.is_(None))
        .order_by(AgreementVersion.starts_on.desc(), AgreementVersion.id)
        .limit(1)
        .correlate(Agreement)
        .scalar_subquery()
    )


def _employer() -> ColumnElement[Any]:
    return (
        select(Organization.name)
        .where(Organization.id == Agreement.organization_id)
        .correlate(Agreement)
        .scalar_subquery()
    )


def _open_cases() -> ColumnElement[Any]:
    return (
        select(func.count(Grievance.id))
        .join(AgreementVersion, AgreementVersion.id == Grievance.agreement_version_id)
        .where(
            AgreementVersion.agreement_id == Agreement.id,
            Grievance.status != GrievanceStatus.CLOSED.value,
            Grievance.deleted_at.is_(None),
        )
        .correlate(Agreement)
        .scalar_subquery()
    )


_COMPUTED: Mapping[str, Any] = {
    "employer": _employer,
    "newest_version": lambda: _newest(AgreementVersion.name),
    "starts_on": lambda: _newest(AgreementVersion.starts_on),
    "ends_on": lambda: _newest(AgreementVersion.ends_on),
    "is_confirmed": lambda: func.coalesce(_newest(AgreementVersion.confirmed_at).is_not(None), False),
    "open_cases": _open_cases,
}


class AgreementService(ListService[AgreementRow]):
    """The use cases of the agreements' screens; holidays and limits are changed by the recount's service."""

    model = Agreement

    def columns(self) -> Select[Any]:
        """Return the select of a row's columns."""
        return select(
            *(getattr(Agreement, name) for name in _ROW_COLUMNS),
            *(made().label(name) for name, made in _COMPUTED.items()),
        )

    def row(self, found: Any) -> AgreementRow:
        """Return one row of the list."""
        values = dict(found._mapping)
        for name in ("employer", "newest_version", "deleted_by"):
            values[name] = values[name] or ""
        return AgreementRow(**values)

    def order(self, sort: str) -> ColumnElement[Any]:
        """Return what the list is ordered by."""
        if sort in ("employer", "newest_version"):
            return func.ip2a_fold(_COMPUTED[sort]())
        if sort in _COMPUTED:
            return _COMPUTED[sort]()  # type: ignore[no-any-return]
        if sort in _ROW_COLUMNS:
            return getattr(Agreement, sort).expression  # type: ignore[no-any-return]
        raise ValueError(f"agreements cannot be sorted by {sort!r}")

    def filtered(self, name: str, values: tuple[str, ...]) -> ColumnElement[bool]:
        """Return the condition of one filter."""
        if name == "employer":
            return Agreement.organization_id.in_([UUID(value) for value in values])
        if name == "confirmed":
            return _COMPUTED["is_confirmed"]().in_([value == "yes" for value in values])  # type: ignore[no-any-return]
        raise ValueError(f"agreements cannot be filtered by {name!r}")

    def load(self, agreement_id: UUID) -> AgreementRecord:
        """Return all that the agreement's page shows, in two round trips.

        Raises:
            NotFound: there is no such agreement.
        """
        versions = select(AgreementVersion.id).where(AgreementVersion.agreement_id == agreement_id)
        kinds: dict[str, type[Draft]] = {
            "articles": ArticleDraft,
            "holidays": HolidayDraft,
            "steps": StepDraft,
            "limits": LimitDraft,
        }
        parts = (json_rows(part_select(kind, versions)).label(name) for name, kind in kinds.items())
        with self.database.statement() as session:
            agreement = session.execute(
                select(
                    Agreement.__table__,
                    json_rows(_versions(agreement_id)).label("versions"),
                    zone().label("zone"),
                    json_rows(binned_of_agreement(agreement_id)).label("in_bin"),
                    *parts,
                ).where(Agreement.id == agreement_id)
            ).first()
            row = session.execute(self.columns().where(Agreement.id == agreement_id)).first()
        if agreement is None or row is None:
            raise NotFound("This agreement is not there any more.", "Nothing was changed.", "Refresh the list.")
        read: dict[str, tuple[Any, ...]] = {
            name: parsed(kind, getattr(agreement, name)) for name, kind in kinds.items()
        }
        return AgreementRecord(
            saving.draft_of(AgreementDraft, agreement),
            self.row(row),
            tuple(_version_record(one, read) for one in parsed(_VersionHead, agreement.versions)),
            agreement.zone,
            parsed(Binned, agreement.in_bin),
        )

    def save(self, draft: AgreementDraft) -> Changes:
        """Save the agreement's own fields in one round trip.

        Raises:
            NotAllowed: without the admin's duty.
            StaleRecord: somebody else saved it since it was loaded.
        """
        return saving.save_draft(self.database, Agreement, draft)

    def save_part(self, draft: VersionDraft | ArticleDraft | StepDraft) -> Changes:
        """Save a version, an article or a step.

        Raises:
            NotAllowed: without the admin's duty.
            StaleRecord: somebody else saved it since it was loaded.
            RuleViolation: a case has reached that step, or another part is in the way.
        """
        return saving.save_draft(self.database, PART_MODELS[type(draft)], draft, part_values(draft))

    def bin_part(self, kind: type[VersionDraft | ArticleDraft | StepDraft], ids: Sequence[UUID]) -> Changes:
        """Move versions, articles or steps to the bin."""
        return saving.move_to_bin(self.database, PART_MODELS[kind], ids)

    def restore_part(self, kind: type[VersionDraft | ArticleDraft | StepDraft], ids: Sequence[UUID]) -> Changes:
        """Bring versions, articles or steps back from the bin."""
        return saving.restore(self.database, PART_MODELS[kind], ids)

    def move_to_bin(self, ids: Sequence[UUID]) -> Changes:
        """Move agreements to the bin; their cases keep their dates."""
        return saving.move_to_bin(self.database, Agreement, ids)

    def restore(self, ids: Sequence[UUID]) -> Changes:
        """Bring agreements back from the bin."""
        return saving.restore(self.database, Agreement, ids)

    def begin(self, sample: SampleProcedure, version: VersionDraft, agreement: AgreementDraft | None = None) -> Changes:
        """Make a version with the procedure and holidays of a sample, and the agreement itself where it is new.

        One round trip; the version is marked SAMPLE until an admin confirms it.
        """
        if version.starts_on is None:
            raise ValueError("a checked version has a date")
        parts = sample_parts(sample, version.id, version.starts_on)
        rows: list[tuple[Any, Sequence[Draft]]] = [
            (Agreement, [agreement] if agreement else []),
            (AgreementVersion, [version]),
            (ProcedureStep, parts.steps),
            (ProcedureLimit, parts.limits),
            (AgreementHoliday, parts.holidays),
        ]
        ctes = [
            insert(model)
            .values([{"id": one.id, **part_values(one)} for one in drafts])
            .on_conflict_do_nothing(index_elements=["id"])
            .cte(f"made_{model.__tablename__}")
            for model, drafts in rows
            if drafts
        ]
        with self.database.statement() as session:
            session.execute(select(literal(1)).add_cte(*ctes))
        return Changes.of("agreement", version.agreement_id) | Changes.of("agreement_version", version.id)

    def confirm(self, version_id: UUID, version: int) -> Changes:
        """Say that somebody compared a version's limits with the agreement; takes the SAMPLE mark away.

        Raises:
            NotAllowed: without the admin's duty.
            StaleRecord: somebody changed the version meanwhile.
        """
        wanted = and_(AgreementVersion.id == version_id, AgreementVersion.version == version)
        statement = update(AgreementVersion).where(wanted).values(confirmed_at=func.clock_timestamp())
        with self.database.statement() as session:
            if session.execute(statement.returning(AgreementVersion.id)).first() is None:
                raise StaleRecord(version_id, None)
        return Changes.of("agreement_version", version_id)

    def versions(self, search: str = "", on: date | None = None) -> tuple[VersionChoice, ...]:
        """Return the versions that match the typed words (and are in force on a day), newest first."""
        conditions: list[ColumnElement[bool]] = [Agreement.deleted_at.is_(None), AgreementVersion.deleted_at.is_(None)]
        if on is not None:
            in_force = or_(AgreementVersion.ends_on.is_(None), AgreementVersion.ends_on >= on)
            conditions += [AgreementVersion.starts_on <= on, in_force]
        statement = (
            select(
                AgreementVersion.id,
                (Agreement.name + ", " + AgreementVersion.name).label("name"),
                AgreementVersion.starts_on,
                AgreementVersion.ends_on,
            )
            .join(Agreement, Agreement.id == AgreementVersion.agreement_id)
            .where(*conditions, *matching(Agreement.search_text, search))
            .order_by(Agreement.sort_name, AgreementVersion.starts_on.desc(), AgreementVersion.id)
            .limit(_MOST_CHOICES)
        )
        with self.database.statement() as session:
            return tuple(VersionChoice(*one) for one in session.execute(statement))

    def articles(self, version_id: UUID, search: str = "") -> tuple[ArticleChoice, ...]:
        """Return the articles of a version that match the typed words, in one round trip."""
        article = AgreementArticle
        words = func.ip2a_fold(literal(" Art. ") + article.number + " " + article.title)
        statement = (
            select(article.id, article.number, article.title)
            .where(article.agreement_version_id == version_id, article.deleted_at.is_(None), *matching(words, search))
            .order_by(article.number)
            .limit(_MOST_CHOICES)
        )
        with self.database.statement() as session:
            return tuple(ArticleChoice(*one) for one in session.execute(statement))


class _VersionHead(VersionDraft):
    """A version as it is read: with who confirmed it, and how many cases were brought under it."""

    confirmed_at: datetime | None
    confirmed_by: str | None
    cases: int


def _versions(agreement_id: UUID) -> Select[Any]:
    cases = (
        select(func.count(Grievance.id))
        .where(Grievance.agreement_version_id == AgreementVersion.id)
        .correlate(AgreementVersion)
        .scalar_subquery()
    )
    names = (*VersionDraft.model_fields, "confirmed_at", "confirmed_by")
    return (
        select(*(getattr(AgreementVersion, name) for name in names), cases.label("cases"))
        .where(AgreementVersion.agreement_id == agreement_id, AgreementVersion.deleted_at.is_(None))
        .order_by(AgreementVersion.starts_on.desc(), AgreementVersion.id)
    )


def _version_record(one: _VersionHead, read: Mapping[str, tuple[Any, ...]]) -> VersionRecord:
    draft = VersionDraft.model_construct(**one.model_dump(include=set(VersionDraft.model_fields)))
    own = {name: tuple(part for part in parts if part.agreement_version_id == one.id) for name, parts in read.items()}
    return VersionRecord(draft, one.confirmed_at, one.confirmed_by or "", one.cases, **own)
