"""The fund's settings: cap, waits and bars, review levels, who is an officer, which members the office is kin to."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import column, func, or_, select, table

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import BenevolenceFund, BenevolenceLevel, Member, PersonFamily, PersonMember
from ip2a_desktop.domain.benevolence_fund import FundSettings, LevelDuty, Officer
from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.fund_drafts import FundDraft, LevelDraft
from ip2a_desktop.domain.persons import FamilyDraft, FamilyRow, Office, PersonLinkDraft, PersonRow
from ip2a_desktop.services import saving
from ip2a_desktop.services.benevolence_reading import person_name
from ip2a_desktop.services.binned import binned_levels
from ip2a_desktop.services.office_people import read_office
from ip2a_desktop.services.reading import json_rows, parsed

_NO_MEMBER = {"member_id": "Choose the member."}
_ROLES = table("pg_roles", column("oid"), column("rolname"), column("rolcanlogin"), column("rolsuper"))


class BenevolenceSettings:
    """What an admin sets; everybody in the office may look at it, and write down their own family."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def load(self) -> FundSettings:
        """Return the fund's rules and its review levels in their order, in one round trip."""
        fund = select(*(getattr(BenevolenceFund, name) for name in FundDraft.model_fields))
        levels = (
            select(*(getattr(BenevolenceLevel, name) for name in LevelDraft.model_fields))
            .where(BenevolenceLevel.deleted_at.is_(None))
            .order_by(BenevolenceLevel.position, BenevolenceLevel.id)
        )
        is_known = or_(select(PersonMember.id).exists(), select(PersonFamily.id).exists())
        with self.database.statement() as session:
            found = session.execute(
                select(
                    json_rows(fund).label("fund"),
                    json_rows(levels).label("levels"),
                    is_known.label("is_known"),
                    json_rows(binned_levels()).label("in_bin"),
                )
            ).one()
        return FundSettings(
            parsed(FundDraft, found.fund)[0],
            parsed(LevelDraft, found.levels),
            found.is_known,
            parsed(Binned, found.in_bin),
        )

    def save_fund(self, draft: FundDraft) -> Changes:
        """Save the fund's rules.

        Raises:
            NotAllowed: without the admin's duty.
            StaleRecord: somebody else saved them since.
        """
        return saving.save_draft(self.database, BenevolenceFund, draft)

    def save_level(self, draft: LevelDraft) -> Changes:
        """Save a review level; applications that were handed in keep the levels of their day.

        Raises:
            NotAllowed: without the admin's duty.
            StaleRecord: somebody else saved it since.
        """
        return saving.save_draft(self.database, BenevolenceLevel, draft)

    def bin_level(self, ids: Sequence[UUID]) -> Changes:
        """Move review levels to the bin."""
        return saving.move_to_bin(self.database, BenevolenceLevel, ids)

    def restore_level(self, ids: Sequence[UUID]) -> Changes:
        """Bring review levels back from the bin."""
        return saving.restore(self.database, BenevolenceLevel, ids)

    def officers(self) -> tuple[Officer, ...]:
        """Return who can decide at any level, by sign-in name: the choices for an alternate."""
        held = [func.pg_has_role(_ROLES.c.oid, duty.role, "MEMBER").label(duty.value) for duty in LevelDuty]
        statement = (
            select(_ROLES.c.rolname, person_name(_ROLES.c.rolname).label("name"), *held)
            .where(_ROLES.c.rolcanlogin, ~_ROLES.c.rolsuper)
            .order_by(_ROLES.c.rolname)
        )
        with self.database.statement() as session:
            found = session.execute(statement).all()
        people = (Officer(one.rolname, one.name, frozenset(d for d in LevelDuty if one._mapping[d])) for one in found)
        return tuple(one for one in people if one.duties)

    # -- who the office is --------------------------------------------------------------------------------------

    def office(self) -> Office:
        """Return who the office is: each sign-in name with its member and family, in one round trip."""
        return read_office(self.database)

    def people(self) -> tuple[PersonRow, ...]:
        """Return the sign-in names that are linked to a member."""
        statement = (
            select(
                PersonMember.id,
                PersonMember.version,
                PersonMember.login,
                PersonMember.member_id,
                func.coalesce(Member.last_name + ", " + Member.first_name, "").label("member"),
            )
            .outerjoin(Member, Member.id == PersonMember.member_id)
            .order_by(PersonMember.login)
        )
        with self.database.statement() as session:
            return tuple(PersonRow(**one._mapping) for one in session.execute(statement))

    def save_person(self, draft: PersonLinkDraft) -> Changes:
        """Link a sign-in name to a member, so that nobody decides on their own application.

        Raises:
            NotAllowed: without the admin's duty, or one's own link while that member has an application open.
            StaleRecord: somebody else saved it since.
        """
        return saving.save_draft(self.database, PersonMember, draft)

    def family(self) -> tuple[FamilyRow, ...]:
        """Return which members are family of whom in the office."""
        statement = (
            select(
                *(getattr(PersonFamily, name) for name in ("id", "version", "login", "member_id", "relation")),
                func.concat(Member.last_name, ", ", Member.first_name).label("member"),
            )
            .join(Member, Member.id == PersonFamily.member_id)
            .where(PersonFamily.deleted_at.is_(None))
            .order_by(PersonFamily.login, Member.sort_name)
        )
        with self.database.statement() as session:
            return parsed(FamilyRow, [dict(one._mapping) for one in session.execute(statement)])

    def save_family(self, draft: FamilyDraft) -> Changes:
        """Write down a member of somebody's family.

        Raises:
            NotAllowed: somebody else's family without the admin's duty.
            RuleViolation: no member was chosen, or this one is written down already.
            StaleRecord: somebody else saved it since.
        """
        if draft.member_id is None:
            raise RuleViolation(_NO_MEMBER)
        return saving.save_draft(self.database, PersonFamily, draft)

    def bin_family(self, ids: Sequence[UUID]) -> Changes:
        """Move lines of somebody's family to the bin."""
        return saving.move_to_bin(self.database, PersonFamily, ids)

    def restore_family(self, ids: Sequence[UUID]) -> Changes:
        """Bring lines of somebody's family back from the bin."""
        return saving.restore(self.database, PersonFamily, ids)
