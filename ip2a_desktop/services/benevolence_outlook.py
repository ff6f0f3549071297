"""What a member could be given now: asked while an application is typed, before it is saved."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, literal, select

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import BenevolenceApplication, BenevolenceFund, Member
from ip2a_desktop.domain.benevolence_fund import Cap, EarlierRequest, ineligible
from ip2a_desktop.domain.errors import NotFound
from ip2a_desktop.domain.fund_drafts import FundDraft
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.services.reading import json_rows, parsed


@dataclass(frozen=True)
class Outlook:
    """What is left of the cap for a member, and what the fund's rules say against helping."""

    cap: Cap
    problems: tuple[str, ...]


class BenevolenceOutlook:
    """Answers for a member who may not have an application yet."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def of(self, member_id: UUID, application_id: UUID) -> Outlook:
        """Return the outlook of a member, one application aside, in one round trip.

        Raises:
            NotFound: there is no such member.
        """
        today = func.ip2a_today()
        fund = select(*(getattr(BenevolenceFund, name) for name in FundDraft.model_fields))
        statement = select(
            Member.status,
            today.label("today"),
            func.to_jsonb(func.benevolence_cap(member_id, application_id, today)).label("cap"),
            json_rows(fund).label("fund"),
            json_rows(_others(member_id, application_id)).label("others"),
        ).where(Member.id == member_id)
        with self.database.statement() as session:
            found = session.execute(statement).first()
        if found is None:
            raise NotFound("This member is not there any more.", "Nothing was changed.", "Choose another member.")
        others = parsed(EarlierRequest, found.others)
        on: date = found.today
        rules = parsed(FundDraft, found.fund)[0]
        return Outlook(parsed(Cap, [found.cap])[0], ineligible(rules, on, MemberStatus(found.status), others))


def _others(member_id: UUID, application_id: UUID) -> Select[Any]:
    """The member's other applications that were handed in; what was paid on them is in the cap already."""
    other = BenevolenceApplication
    plain = ("id", "number", "status", "submitted_on", "requested", "approved", "found_false_on")
    return select(*(getattr(other, name) for name in plain), literal(0).label("paid")).where(
        other.member_id == member_id, other.id != application_id, other.submitted_on.is_not(None)
    )
