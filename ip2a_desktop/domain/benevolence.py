"""The benevolence fund: its words, the application as its form edits it, and what hangs on an application."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from ip2a_desktop.domain.contact import Line, LongText
from ip2a_desktop.domain.drafts import Draft, wrong
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.members import SensibleDate
from ip2a_desktop.domain.words import Word


class Reason(Word):
    """Why somebody asks the fund for help."""

    MEDICAL = "medical", "Medical"
    DEATH = "death", "Death in the family"
    DISASTER = "disaster", "Disaster"
    JOB_LOSS = "job_loss", "Job loss"
    HARDSHIP = "hardship", "Hardship"
    OTHER = "other", "Other"


class ApplicationStatus(Word):
    """Where an application stands."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    UNDER_REVIEW = "under_review", "Under review"
    NEEDS_INFORMATION = "needs_information", "Needs information"
    APPROVED = "approved", "Approved"
    PARTLY_PAID = "partly_paid", "Partly paid"
    PAID = "paid", "Paid"
    DENIED = "denied", "Denied"
    WITHDRAWN = "withdrawn", "Withdrawn"

    @property
    def is_in_review(self) -> bool:
        """Whether a review level has to decide."""
        return self in (ApplicationStatus.SUBMITTED, ApplicationStatus.UNDER_REVIEW)

    @property
    def is_granted(self) -> bool:
        """Whether the last level approved it, paid or not yet."""
        return self in (ApplicationStatus.APPROVED, ApplicationStatus.PARTLY_PAID, ApplicationStatus.PAID)


class Decision(Word):
    """What a review level decided."""

    APPROVED = "approved", "Approved"
    DENIED = "denied", "Denied"
    NEEDS_INFORMATION = "needs_information", "Asked for more information"
    SENT_BACK = "sent_back", "Sent back to be corrected"
    DEFERRED = "deferred", "Put off"


class Payee(Word):
    """Whom the fund pays; vendors directly where that is possible."""

    VENDOR = "vendor", "The vendor"
    MEMBER = "member", "The member"


class PaymentMethod(Word):
    """How money leaves the fund."""

    CHECK = "check", "Check"
    TRANSFER = "transfer", "Bank transfer"
    CARD = "card", "Card"
    MONEY_ORDER = "money_order", "Money order"
    CASH = "cash", "Cash"
    OTHER = "other", "Other"


class BudgetKind(Word):
    """What a line of the household's budget is."""

    INCOME = "income", "Income a month"
    EXPENSE = "expense", "Expense a month"
    BALANCE = "balance", "Balance"


class DocumentKind(Word):
    """What a document of the checklist is."""

    BILL = "bill", "Bill or invoice"
    ESTIMATE = "estimate", "Estimate"
    INCOME_PROOF = "income_proof", "Proof of income"
    BANK_STATEMENT = "bank_statement", "Bank statement"
    LEASE = "lease", "Lease or mortgage"
    MEDICAL_STATEMENT = "medical_statement", "Medical statement"
    DEATH_CERTIFICATE = "death_certificate", "Death certificate"
    LAYOFF_NOTICE = "layoff_notice", "Layoff notice"
    INCIDENT_REPORT = "incident_report", "Police or fire report"
    OTHER = "other", "Other"


def positive(amount: Decimal | None) -> Decimal | None:
    """Refuse an amount that is nothing or less.

    Raises:
        PydanticCustomError: with the sentence.
    """
    if amount is not None and amount <= 0:
        raise wrong("An amount must be more than $0.")
    return amount


def _member(chosen: UUID | None) -> UUID | None:
    if chosen is None:
        raise wrong("Choose the member.")
    return chosen


Amount = Annotated[Decimal | None, Field(max_digits=12, decimal_places=2), AfterValidator(positive)]
"""Dollars and cents, more than nothing."""


class ApplicationDraft(Draft):
    """An application as the form edits it; a draft may be saved half filled in, see :func:`not_ready`."""

    member_id: Annotated[UUID | None, AfterValidator(_member)] = Field(None, title="Member", validate_default=True)
    applied_on: SensibleDate = Field(None, title="Date of the application")
    dependents: int | None = Field(None, title="Dependents", ge=0, le=99)
    earners: int | None = Field(None, title="Earners in the household", ge=0, le=99)
    reason: Reason | None = Field(None, title="Reason")
    narrative: LongText = Field("", title="What happened and what is needed")
    need_by: SensibleDate = Field(None, title="Needed by")
    requested: Amount = Field(None, title="Amount requested")
    payee_kind: Payee = Field(Payee.VENDOR, title="Pay to")
    payee: Line = Field("", title="Payee or vendor")
    account: Line = Field("", title="Account with the vendor")
    other_aid: LongText = Field("", title="Other aid asked for or received")
    earlier_requests: LongText = Field("", title="Earlier requests, as the member tells them")
    officer_relation: Line = Field("", title="Related to an officer or reviewer")
    handed_in_by: Line = Field("", title="Handed in by a representative")
    representative_relation: Line = Field("", title="How the representative is related")
    is_declared: bool = Field(False, title="The member declares that all of this is true")
    signed_on: SensibleDate = Field(None, title="Signed on")


def not_ready(draft: ApplicationDraft) -> dict[str, str]:
    """Return what an application still lacks before it can be handed in, by field; empty where it is ready."""
    wanted = {
        "reason": (draft.reason, "Choose the reason."),
        "narrative": (draft.narrative, "Write what happened and what is needed."),
        "requested": (draft.requested, "Write the amount that is asked for."),
        "payee": (draft.payee or draft.payee_kind is Payee.MEMBER, "Write who is to be paid."),
        "is_declared": (draft.is_declared, "The member has to declare that all of this is true."),
        "signed_on": (draft.signed_on, "Write the day on which the member signed."),
    }
    return {field: sentence for field, (value, sentence) in wanted.items() if not value}


def _description(text: str) -> str:
    if not text:
        raise wrong("Write what this line is for.")
    return text


Purpose = Annotated[Line, AfterValidator(_description)]


class BudgetLineDraft(Draft):
    """A line of the household's budget: an income by its source, an expense, a balance."""

    application_id: UUID
    kind: BudgetKind = Field(BudgetKind.INCOME, title="Kind")
    description: Purpose = Field("", title="Source or purpose", validate_default=True)
    amount: Decimal = Field(Decimal(0), title="Amount", max_digits=12, decimal_places=2)


class DocumentDraft(Draft):
    """A document of the checklist; one without a day has not come in yet."""

    application_id: UUID
    kind: DocumentKind = Field(DocumentKind.BILL, title="Document")
    description: Line = Field("", title="Which one")
    received_on: date | None = Field(None, title="Came in on")


class FirstLine(BaseModel):
    """A line of the household as it comes in with a new application."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: UUID = Field(default_factory=new_id)
    kind: BudgetKind = BudgetKind.INCOME
    description: Purpose
    amount: Decimal = Field(max_digits=12, decimal_places=2)


class FirstDocument(BaseModel):
    """A document of the checklist as it comes in with a new application."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: UUID = Field(default_factory=new_id)
    kind: DocumentKind = DocumentKind.BILL
    description: Line = ""
    received_on: SensibleDate = None


class NewApplicationDraft(ApplicationDraft):
    """A new application with its household and checklist, written in one form and saved at once."""

    lines: tuple[FirstLine, ...] = Field((), title="Income, expenses and balances a month", max_length=200)
    documents: tuple[FirstDocument, ...] = Field((), title="Documents that are needed", max_length=200)
