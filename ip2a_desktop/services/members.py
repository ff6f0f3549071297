"""Members: the list, the record, saving, duplicates, jobs and contacts."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, and_, bindparam, func, literal_column, or_, select, text
from sqlalchemy.dialects.postgresql import insert

from ip2a_desktop.db.models import (
    Employment,
    Member,
    MemberContact,
    MemberPrivate,
    MemberStatusHistory,
    Organization,
)
from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import NotFound, RuleViolation
from ip2a_desktop.domain.member_drafts import EmploymentDraft, MemberContactDraft, MemberDraft, MemberPrivateDraft
from ip2a_desktop.domain.members import (
    Duplicate,
    EmploymentRow,
    MemberRecord,
    MemberRow,
    StatusChange,
)
from ip2a_desktop.domain.members import (
    MemberContact as Contact,
)
from ip2a_desktop.services import saving
from ip2a_desktop.services.binned import binned_of_member
from ip2a_desktop.services.hall import duties
from ip2a_desktop.services.member_rows import MEMBER_FIELDS, member_row
from ip2a_desktop.services.name_listing import NameListService
from ip2a_desktop.services.reading import json_rows, parsed

_CARD_KEY = text(r"upper(regexp_replace(member.card_number, '\s', '', 'g'))")


def _current_employer() -> ColumnElement[Any]:
    """The employer of the newest job that has no end."""
    return (
        select(Organization.name)
        .join(Employment, Employment.organization_id == Organization.id)
        .where(Employment.member_id == Member.id, Employment.is_current, Employment.deleted_at.is_(None))
        .order_by(Employment.started_on.desc().nulls_last(), Employment.id.desc())
        .limit(1)
        .correlate(Member)
        .scalar_subquery()
    )


class MemberService(NameListService[MemberRow]):
    """The use cases of the members' screens."""

    model = Member

    def columns(self) -> Select[Any]:
        """Return the select of a row's columns, in the order of its fields."""
        others = {"employer": _current_employer().label("employer")}
        return select(*(others[name] if name in others else getattr(Member, name) for name in MEMBER_FIELDS))

    def row(self, found: Sequence[Any]) -> MemberRow:
        """Return one row of the list."""
        return member_row(found)

    def order(self, sort: str) -> ColumnElement[Any]:
        """Return what the list is ordered by."""
        if sort == "card_number":
            return literal_column(_CARD_KEY.text)
        if sort == "employer":
            return func.ip2a_fold(_current_employer())
        if sort in ("city", "preferred_name", "email", "home_local", "referral_book"):
            return func.nullif(func.ip2a_fold(getattr(Member, sort)), "")
        if sort in MEMBER_FIELDS and hasattr(Member, sort):
            return getattr(Member, sort).expression  # type: ignore[no-any-return]
        raise ValueError(f"members cannot be sorted by {sort!r}")

    def filtered(self, name: str, values: tuple[str, ...]) -> ColumnElement[bool]:
        """Return the condition of one filter."""
        if name == "employer":
            return (
                select(Employment.id)
                .where(
                    Employment.member_id == Member.id,
                    Employment.organization_id.in_([UUID(value) for value in values]),
                    Employment.is_current,
                    Employment.deleted_at.is_(None),
                )
                .exists()
            )
        if name in ("status", "classification", "member_type"):
            return getattr(Member, name).in_(values)  # type: ignore[no-any-return]
        raise ValueError(f"members cannot be filtered by {name!r}")

    # -- the record ---------------------------------------------------------------------------------------------

    def load(self, member_id: UUID) -> MemberRecord:
        """Return all that the member's page shows, in two round trips.

        Raises:
            NotFound: there is no such member.
        """
        may_see_private = "ip2a_private" in duties(self.database)
        with self.database.statement() as session:
            member = session.execute(_profile(), {"member_id": member_id}).first()
            if member is None:
                raise NotFound("This member is not there any more.", "Nothing was changed.", "Refresh the list.")
            children = session.execute(_children(with_private=may_see_private), {"member_id": member_id}).one()
        private = None
        if may_see_private:
            found = children.private[0] if children.private else {"id": member_id}
            private = MemberPrivateDraft.model_validate(found)
        return MemberRecord(
            draft=saving.draft_of(MemberDraft, member),
            row=self.row([member._mapping[name] for name in MEMBER_FIELDS]),
            private=private,
            statuses=parsed(StatusChange, children.statuses),
            employments=parsed(EmploymentRow, children.employments),
            contacts=parsed(Contact, children.contacts),
            in_bin=parsed(Binned, children.in_bin),
        )

    def save(self, draft: MemberDraft) -> Changes:
        """Save the profile in one round trip.

        Raises:
            StaleRecord: somebody else saved it since it was loaded.
            RuleViolation: the database refused a value, such as a card number that another member has.
        """
        return saving.save_draft(self.database, Member, draft)

    def save_private(self, draft: MemberPrivateDraft) -> Changes:
        """Save what only the private duty may see.

        Raises:
            NotAllowed: without the private duty.
            StaleRecord: somebody else saved it since it was loaded.
        """
        if draft.is_new:
            # The row is made when it is first needed, and two desktops may need it at once.
            statement = insert(MemberPrivate).values(id=draft.id, **saving.values_of(draft))
            with self.database.statement() as session:
                made = session.execute(
                    statement.on_conflict_do_nothing(index_elements=["id"]).returning(MemberPrivate.id)
                ).first()
            if made is not None:
                return Changes.of("member_private", draft.id)
            draft = draft.model_copy(update={"version": 0})
        return saving.save_draft(self.database, MemberPrivate, draft)

    def move_to_bin(self, ids: Sequence[UUID]) -> Changes:
        """Move members to the bin."""
        return saving.move_to_bin(self.database, Member, ids)

    def restore(self, ids: Sequence[UUID]) -> Changes:
        """Bring members back from the bin."""
        return saving.restore(self.database, Member, ids)

    def duplicates(self, values: Mapping[str, str], exclude: UUID) -> tuple[Duplicate, ...]:
        """Return the members who look like the one being typed, at most five.

        Args:
            values: what was typed so far: card_number, first_name, last_name, email, phone.
            exclude: the member being typed.
        """
        reasons = _resemblances({name: str(value or "").strip() for name, value in values.items()})
        if not reasons:
            return ()
        why = [condition.label(f"why_{number}") for number, (_, condition) in enumerate(reasons)]
        statement = (
            select(Member.id, Member.first_name, Member.last_name, Member.card_number, Member.deleted_at, *why)
            .where(Member.id != exclude, or_(*(condition for _, condition in reasons)))
            .order_by(*(label.desc() for label in why), Member.sort_name)
            .limit(5)
        )
        with self.database.statement() as session:
            found = session.execute(statement).all()
        return tuple(
            Duplicate(
                one.id,
                f"{one.first_name} {one.last_name}",
                one.card_number,
                ", ".join(words for number, (words, _) in enumerate(reasons) if getattr(one, f"why_{number}")),
                one.deleted_at is not None,
            )
            for one in found
        )

    # -- jobs and contacts --------------------------------------------------------------------------------------

    def save_employment(self, draft: EmploymentDraft) -> Changes:
        """Save one job.

        Raises:
            RuleViolation: it has no employer, or ends before it starts.
            StaleRecord: somebody else saved it since it was loaded.
        """
        if draft.organization_id is None:
            raise RuleViolation({"organization_id": "Choose the employer."})
        return saving.save_draft(self.database, Employment, draft) | Changes.of("member", draft.member_id)

    def bin_employment(self, ids: Sequence[UUID]) -> Changes:
        """Move jobs to the bin."""
        return saving.move_to_bin(self.database, Employment, ids)

    def restore_employment(self, ids: Sequence[UUID]) -> Changes:
        """Bring jobs back from the bin."""
        return saving.restore(self.database, Employment, ids)

    def save_contact(self, draft: MemberContactDraft) -> Changes:
        """Save one contact of a member."""
        return saving.save_draft(self.database, MemberContact, draft) | Changes.of("member", draft.member_id)

    def bin_contact(self, ids: Sequence[UUID]) -> Changes:
        """Move contacts to the bin."""
        return saving.move_to_bin(self.database, MemberContact, ids)

    def restore_contact(self, ids: Sequence[UUID]) -> Changes:
        """Bring contacts back from the bin."""
        return saving.restore(self.database, MemberContact, ids)


def employment_rows() -> Select[*tuple[Any, ...]]:
    """Return the select of jobs as the members' and the employers' pages show them, newest first."""
    return (
        select(
            Employment.id,
            Employment.version,
            Employment.member_id,
            (Member.last_name + ", " + Member.first_name).label("member_name"),
            Member.card_number,
            Employment.organization_id,
            Organization.name.label("employer"),
            Employment.position,
            Employment.started_on,
            Employment.ended_on,
            Employment.weekly_hours,
            Employment.hourly_rate,
        )
        .join(Member, Member.id == Employment.member_id)
        .join(Organization, Organization.id == Employment.organization_id)
        .where(Employment.deleted_at.is_(None))
        .order_by(Employment.is_current.desc(), Employment.started_on.desc().nulls_last(), Employment.id)
    )


@cache
def _profile() -> Select[Any]:
    """The select of a member's own row; made once, since that takes longer than to run it."""
    return select(Member.__table__, _current_employer().label("employer")).where(Member.id == bindparam("member_id"))


@cache
def _children(*, with_private: bool) -> Select[Any]:
    member_id = bindparam("member_id", type_=Uuid())
    statuses = (
        select(*(getattr(MemberStatusHistory, n) for n in ("status", "since", "reason", "recorded_at", "recorded_by")))
        .where(MemberStatusHistory.member_id == member_id)
        .order_by(MemberStatusHistory.since.desc(), MemberStatusHistory.recorded_at.desc())
    )
    contacts = (
        select(*(getattr(MemberContact, n) for n in ("id", "version", "kind", "name", "relation", "phone", "email")))
        .where(MemberContact.member_id == member_id, MemberContact.deleted_at.is_(None))
        .order_by(MemberContact.kind, MemberContact.id)
    )
    columns = [
        json_rows(statuses).label("statuses"),
        json_rows(employment_rows().where(Employment.member_id == member_id)).label("employments"),
        json_rows(contacts).label("contacts"),
        json_rows(binned_of_member(member_id)).label("in_bin"),
    ]
    if with_private:
        private = select(*(getattr(MemberPrivate, n) for n in ("id", "version", "birth_date", "ssn_last4")))
        columns.append(json_rows(private.where(MemberPrivate.id == member_id)).label("private"))
    return select(*columns)


def _resemblances(typed: Mapping[str, str]) -> list[tuple[str, ColumnElement[bool]]]:
    """Return what somebody could have in common with the one being typed: words, and the condition."""
    first, last = typed.get("first_name", ""), typed.get("last_name", "")
    reasons: list[tuple[str, ColumnElement[bool]]] = []
    if typed.get("card_number"):
        key = func.upper(func.regexp_replace(typed["card_number"], r"\s", "", "g"))
        reasons.append(("same card number", literal_column(_CARD_KEY.text) == key))
    if "@" in typed.get("email", ""):
        same = and_(Member.email != "", func.lower(Member.email) == func.lower(typed["email"]))
        reasons.append(("same e-mail", same))
    digits = "".join(character for character in typed.get("phone", "") if character.isdigit())
    if len(digits) >= 10:
        reasons.append(("same phone", Member.search_text.like(f"%{digits[-10:]}%")))
    if first and last:
        straight = func.ip2a_fold(f"{last}, {first}")
        turned = func.ip2a_fold(f"{first}, {last}")
        same = or_(Member.sort_name.startswith(straight), Member.sort_name.startswith(turned))
        reasons.append(("same name", same))
        alike = func.ip2a_fold(f"{first} {last}").op("<%", is_comparison=True)(Member.search_text)
        reasons.append(("similar name", and_(alike, ~same)))
    return reasons
