"""Somebody at a desk of the benevolence fund, for tests on a real PostgreSQL."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.benevolence import Decision
from ip2a_desktop.domain.benevolence_drafts import ApplicationDraft
from ip2a_desktop.domain.benevolence_review import PaymentDraft, ReasonDraft, ReviewDraft
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.services.benevolence import BenevolenceService
from ip2a_desktop.services.benevolence_settings import BenevolenceSettings
from ip2a_desktop.services.benevolence_verbs import BenevolenceVerbs


def draft_for(member_id: UUID, **values: Any) -> ApplicationDraft:
    """Return a checked application that is ready to be handed in."""
    full = {
        "member_id": member_id, "reason": "medical", "narrative": "The clinic sent a bill.", "requested": "100",
        "payee": "Puget Power", "is_declared": True, "signed_on": "2026-03-01",
    }  # fmt: skip
    return check(ApplicationDraft, full | values)


@dataclass
class Desk:
    """Somebody at a desk: the services under one sign-in."""

    database: Database

    def __post_init__(self) -> None:
        self.fund = BenevolenceService(self.database)
        self.verbs = BenevolenceVerbs(self.database)
        self.settings = BenevolenceSettings(self.database)

    @property
    def today(self) -> date:
        """The day that it is at the hall."""
        with self.database.statement() as session:
            found: date = session.execute(select(func.ip2a_today())).scalar_one()
        return found

    @property
    def login(self) -> str:
        return self.database.url.username or ""

    def apply(self, member_id: UUID, **values: Any) -> UUID:
        """Hand an application in."""
        draft = draft_for(member_id, **values)
        self.fund.save(draft)
        self.verbs.submit(self.fund.load(draft.id).draft)
        return draft.id

    def decide(self, one: UUID, decision: Decision = Decision.APPROVED, amount: Any = 100, **values: Any) -> None:
        """Decide on what is on screen now."""
        said = {"comment": "x", "seen_version": self.fund.load(one).row.version, **values}
        approved = amount if decision is Decision.APPROVED else None
        self.verbs.decide(check(ReviewDraft, {"application_id": one, "decision": decision, "amount": approved, **said}))

    def pay(self, one: UUID, amount: Any, **values: Any) -> UUID:
        """Pay the vendor, and return the payment's id."""
        said = {"application_id": one, "amount": amount, "payee": "Puget Power", "reference": "1042", **values}
        payment = check(PaymentDraft, said)
        self.verbs.pay(payment)
        return payment.id

    def reason(self, one: UUID, words: str = "No longer needed") -> ReasonDraft:
        """Return a reason given on what is on screen now."""
        return check(ReasonDraft, {"id": one, "seen_version": self.fund.load(one).row.version, "reason": words})
