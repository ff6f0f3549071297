"""What belongs to a record and lies in the bin, read along with the record in its own round trip."""

from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Date, Select, Text, cast, func, literal, null, select, union_all

from ip2a_desktop.db.models import Employment, MemberContact, Note, Organization, OrganizationContact

_MOST = 200
"""Rows; beyond that nobody looks through them."""


def binned_of_member(member_id: UUID) -> Select[Any]:
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
