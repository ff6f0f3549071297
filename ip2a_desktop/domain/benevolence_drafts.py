"""Applications to the fund as their forms edit them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from ip2a_desktop.domain.benevolence import BudgetKind, DocumentKind, Payee, Reason
from ip2a_desktop.domain.contact import Line, LongText
from ip2a_desktop.domain.drafts import Draft, wrong
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.member_drafts import SensibleDate


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

    @field_validator("need_by")
    @classmethod
    def _in_order(cls, need_by: date | None, others: ValidationInfo) -> date | None:
        applied_on = others.data.get("applied_on")
        if need_by is not None and applied_on is not None and need_by < applied_on:
            raise wrong("Help cannot be needed before the day of the application.")
        return need_by


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
