"""Employers and other organizations: the list, the record, saving, contacts, choices for fields."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from ip2a_desktop.db.models import Election, Employment, ImportRow, Member, Organization, OrganizationContact
from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.elections import ElectionRow
from ip2a_desktop.domain.employer_drafts import EmployerContactDraft, EmployerDraft
from ip2a_desktop.domain.employers import (
    EmployerChoice,
    EmployerContact,
    EmployerRecord,
    EmployerRow,
)
from ip2a_desktop.domain.errors import NotFound
from ip2a_desktop.domain.imports import WRITING
from ip2a_desktop.domain.members import Duplicate, EmploymentRow
from ip2a_desktop.services import saving
from ip2a_desktop.services.binned import binned_of_organization
from ip2a_desktop.services.elections import ElectionService
from ip2a_desktop.services.employer_rows import EMPLOYER_FIELDS, employer_row
from ip2a_desktop.services.members import employment_rows
from ip2a_desktop.services.name_listing import NameListService
from ip2a_desktop.services.reading import json_rows, parsed
from ip2a_desktop.services.searching import matching

_MOST_CHOICES = 50
_MOST_JOBS = 1000


def _primary_contact() -> ColumnElement[Any]:
    return (
        select(OrganizationContact.name)
        .where(
            OrganizationContact.organization_id == Organization.id,
            OrganizationContact.is_primary,
            OrganizationContact.deleted_at.is_(None),
        )
        .correlate(Organization)
        .scalar_subquery()
    )


def _current_members() -> ColumnElement[Any]:
    return (
        select(func.count(Employment.member_id.distinct()))
        .join(Member, Member.id == Employment.member_id)
        .where(
            Employment.organization_id == Organization.id,
            Employment.is_current,
            Employment.deleted_at.is_(None),
            Member.deleted_at.is_(None),
        )
        .correlate(Organization)
        .scalar_subquery()
    )


class EmployerService(NameListService[EmployerRow]):
    """The use cases of the employers' screens."""

    model = Organization

    def columns(self) -> Select[Any]:
        """Return the select of a row's columns, in the order of its fields."""
        others = {
            "contact": _primary_contact().label("contact"),
            "current_members": _current_members().label("current_members"),
        }
        return select(
            *(others[name] if name in others else getattr(Organization, name) for name in EMPLOYER_FIELDS),
        )

    def row(self, found: Sequence[Any]) -> EmployerRow:
        """Return one row of the list."""
        return employer_row(found)

    def order(self, sort: str) -> ColumnElement[Any]:
        """Return what the list is ordered by."""
        if sort == "contact":
            return func.ip2a_fold(_primary_contact())
        if sort == "current_members":
            return _current_members()
        if sort in ("trade_name", "agreement", "city", "email"):
            return func.nullif(func.ip2a_fold(getattr(Organization, sort)), "")
        if sort in EMPLOYER_FIELDS:
            return getattr(Organization, sort).expression  # type: ignore[no-any-return]
        raise ValueError(f"employers cannot be sorted by {sort!r}")

    def _of_imports(self, batches: tuple[str, ...]) -> ColumnElement[bool]:
        """Also the employers of elections that an import brought in or changed."""
        elections = (
            select(Election.organization_id)
            .join(ImportRow, ImportRow.record_id == Election.id)
            .where(
                ImportRow.batch_id.in_([UUID(one) for one in batches]),
                ImportRow.table_name == "election",
                ImportRow.fate.in_([fate.value for fate in WRITING]),
                ~ImportRow.taken_back,
            )
        )
        return or_(super()._of_imports(batches), Organization.id.in_(elections))

    def filtered(self, name: str, values: tuple[str, ...]) -> ColumnElement[bool]:
        """Return the condition of one filter."""
        if name in ("organization_type", "signatory_status", "state"):
            return getattr(Organization, name).in_(values)  # type: ignore[no-any-return]
        raise ValueError(f"employers cannot be filtered by {name!r}")

    def load(self, organization_id: UUID) -> EmployerRecord:
        """Return all that the organization's page shows, in two round trips.

        Raises:
            NotFound: there is no such organization.
        """
        contacts = (
            select(*(getattr(OrganizationContact, name) for name in EmployerContact.__dataclass_fields__))
            .where(
                OrganizationContact.organization_id == organization_id,
                OrganizationContact.deleted_at.is_(None),
            )
            .order_by(OrganizationContact.is_primary.desc(), OrganizationContact.name, OrganizationContact.id)
        )
        jobs = employment_rows().where(Employment.organization_id == organization_id, Member.deleted_at.is_(None))
        elections = exists().where(Election.organization_id == organization_id, Election.deleted_at.is_(None))
        with self.database.statement() as session:
            organization = session.execute(
                select(
                    Organization.__table__,
                    json_rows(contacts).label("contacts"),
                    json_rows(jobs.limit(_MOST_JOBS)).label("employments"),
                    json_rows(binned_of_organization(organization_id)).label("in_bin"),
                    elections.label("has_elections"),
                ).where(Organization.id == organization_id)
            ).first()
            row = session.execute(self.columns().where(Organization.id == organization_id)).first()
        if organization is None or row is None:
            raise NotFound("This organization is not there any more.", "Nothing was changed.", "Refresh the list.")
        return EmployerRecord(
            draft=saving.draft_of(EmployerDraft, organization),
            row=self.row(row),
            contacts=parsed(EmployerContact, organization.contacts),
            employments=parsed(EmploymentRow, organization.employments),
            in_bin=parsed(Binned, organization.in_bin),
            has_elections=organization.has_elections,
        )

    def elections(self, organization_id: UUID) -> tuple[ElectionRow, ...]:
        """Return the tallies of union elections there, the newest first."""
        return ElectionService(self.database).elections(organization_id)

    def save(self, draft: EmployerDraft) -> Changes:
        """Save the organization in one round trip.

        Raises:
            StaleRecord: somebody else saved it since it was loaded.
            RuleViolation: the database refused a value.
        """
        return saving.save_draft(self.database, Organization, draft)

    def move_to_bin(self, ids: Sequence[UUID]) -> Changes:
        """Move organizations to the bin."""
        return saving.move_to_bin(self.database, Organization, ids)

    def restore(self, ids: Sequence[UUID]) -> Changes:
        """Bring organizations back from the bin."""
        return saving.restore(self.database, Organization, ids)

    def save_contact(self, draft: EmployerContactDraft) -> Changes:
        """Save one contact; a new primary contact takes the place of the one before."""
        saved = saving.save_draft(self.database, OrganizationContact, draft)
        return saved | Changes.of("organization", draft.organization_id)

    def bin_contact(self, ids: Sequence[UUID]) -> Changes:
        """Move contacts to the bin."""
        return saving.move_to_bin(self.database, OrganizationContact, ids)

    def restore_contact(self, ids: Sequence[UUID]) -> Changes:
        """Bring contacts back from the bin."""
        return saving.restore(self.database, OrganizationContact, ids)

    def choices(self, search: str) -> tuple[EmployerChoice, ...]:
        """Return the organizations that match the typed words, the first fifty by name."""
        statement = (
            select(Organization.id, Organization.name, Organization.city, Organization.state)
            .where(Organization.deleted_at.is_(None), *matching(Organization.search_text, search))
            .order_by(Organization.sort_name, Organization.id)
            .limit(_MOST_CHOICES)
        )
        with self.database.statement() as session:
            found = session.execute(statement).all()
        return tuple(
            EmployerChoice(one.id, one.name, ", ".join(part for part in (one.city, one.state) if part)) for one in found
        )

    def duplicates(self, values: Mapping[str, str], exclude: UUID) -> tuple[Duplicate, ...]:
        """Return the organizations that look like the one being typed, at most five."""
        name = str(values.get("name") or "").strip()
        if not name:
            return ()
        same = Organization.sort_name == func.ip2a_fold(name)
        alike = func.ip2a_fold(name).op("<%", is_comparison=True)(Organization.search_text)
        statement = (
            select(
                Organization.id,
                Organization.name,
                Organization.city,
                Organization.deleted_at,
                same.label("same"),
            )
            .where(Organization.id != exclude, or_(same, and_(alike, ~same)))
            .order_by(same.desc(), Organization.sort_name)
            .limit(5)
        )
        with self.database.statement() as session:
            found = session.execute(statement).all()
        return tuple(
            Duplicate(
                one.id,
                one.name,
                one.city,
                "same name" if one.same else "similar name",
                one.deleted_at is not None,
            )
            for one in found
        )
