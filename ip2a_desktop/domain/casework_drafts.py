"""What belongs to a case as its forms edit it."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from ip2a_desktop.domain.agreement_drafts import CaseDate, NeededDate
from ip2a_desktop.domain.casework import Representation, RequestHow
from ip2a_desktop.domain.contact import Line, LongText
from ip2a_desktop.domain.drafts import Draft, wrong
from ip2a_desktop.domain.procedures import Side


class FactSheetDraft(Draft):
    """The union's own paper about a case. ``id`` is the case's; version None where nothing is kept yet."""

    seniority: LongText = Field("", title="Grievant’s seniority")
    management: LongText = Field("", title="Management involved")
    witnesses: LongText = Field("", title="Witnesses")
    what_happened: LongText = Field("", title="What happened")
    when_it_happened: LongText = Field("", title="When")
    how_often: LongText = Field("", title="How often")
    within_limits: LongText = Field("", title="Within the time limits?")
    where_it_happened: LongText = Field("", title="Where")
    why_violation: LongText = Field("", title="Why it is a violation")
    settlement_wanted: LongText = Field("", title="Settlement wanted")
    employer_position: LongText = Field("", title="The employer’s position at each step, and who took part")
    documents: LongText = Field("", title="Documents")
    arbitration_limit: LongText = Field("", title="Limit for arbitration")
    test_notice: LongText = Field("", title="Notice: did the grievant know the rule and what breaking it means?")
    test_reasonable_rule: LongText = Field("", title="Reasonable rule: does it serve the work?")
    test_investigation: LongText = Field("", title="Investigation: was there one before the discipline?")
    test_fair_investigation: LongText = Field("", title="Fair investigation: was it fair and objective?")
    test_proof: LongText = Field("", title="Proof: is there enough of it?")
    test_equal_treatment: LongText = Field("", title="Equal treatment: are others treated alike?")
    test_penalty: LongText = Field("", title="Penalty: does it fit the act and the record?")
    representation: Representation = Field(Representation.NO_INTERVIEW, title="Representation at an interview")
    prepared_by: Line = Field("", title="Prepared by")


def _items(text: str) -> str:
    if not text:
        raise wrong("Write what is asked for.")
    return text


class InformationRequestDraft(Draft):
    """What the union asks the employer for, to do its work on a case."""

    grievance_id: UUID
    requested_on: NeededDate = Field(None, title="Requested on", validate_default=True)
    how: RequestHow = Field(RequestHow.EMAIL, title="Sent by")
    addressed_to: Line = Field("", title="Addressed to")
    items: Annotated[LongText, AfterValidator(_items)] = Field("", title="Items", validate_default=True)
    reason: LongText = Field("", title="Reason")
    due_on: CaseDate = Field(None, title="Wanted by")
    received_on: CaseDate = Field(None, title="Received on")
    is_incomplete: bool = Field(False, title="Incomplete")
    missing: LongText = Field("", title="What is missing")
    follow_up_on: CaseDate = Field(None, title="Follow up on")

    @model_validator(mode="after")
    def _in_order(self) -> InformationRequestDraft:
        later = (self.due_on, self.received_on, self.follow_up_on)
        if self.requested_on and any(day < self.requested_on for day in later if day):
            raise wrong("Nothing about a request happens before it was made.")
        if self.is_incomplete and self.received_on is None:
            raise wrong("Write when the incomplete answer came.")
        return self


def _terms(text: str) -> str:
    if not text:
        raise wrong("Write what both sides agree to.")
    return text


class SettlementDraft(Draft):
    """The written settlement. ``id`` is the case's; version None where nothing is kept yet."""

    terms: Annotated[LongText, AfterValidator(_terms)] = Field("", title="Terms", validate_default=True)
    signed_on: CaseDate = Field(None, title="Signed on")
    union_signer: Line = Field("", title="Signed for the union")
    employer_signer: Line = Field("", title="Signed for the employer")
    is_precedent: bool = Field(False, title="Sets a precedent")
    amount: Decimal | None = Field(None, title="Amount", ge=0, max_digits=12, decimal_places=2)
    comply_by: CaseDate = Field(None, title="To be kept by")
    complied_on: CaseDate = Field(None, title="Kept on")

    @model_validator(mode="after")
    def _whole(self) -> SettlementDraft:
        if self.signed_on and not (self.union_signer and self.employer_signer):
            raise wrong("A settlement is signed by both sides: write who did.")
        later = (self.comply_by, self.complied_on)
        if self.signed_on and any(day < self.signed_on for day in later if day):
            raise wrong("A settlement is kept after it was signed.")
        return self


class ArbitrationDraft(Draft):
    """An arbitration; made when it is demanded. ``id`` is the case's."""

    demanded_on: NeededDate = Field(None, title="Demanded on", validate_default=True)
    agency: Line = Field("", title="Agency")
    case_number: Line = Field("", title="The agency’s number")
    panel_requested_on: CaseDate = Field(None, title="Panel requested on")
    panel_received_on: CaseDate = Field(None, title="Panel received on")
    arbitrator: Line = Field("", title="Arbitrator")
    hearing_on: CaseDate = Field(None, title="Hearing on")
    hearing_place: Line = Field("", title="Place of the hearing")
    briefs_due_on: CaseDate = Field(None, title="Briefs due on")
    award_on: CaseDate = Field(None, title="Award of")
    award: LongText = Field("", title="Award")
    cost: Decimal | None = Field(None, title="Cost", ge=0, max_digits=12, decimal_places=2)
    union_share: Decimal | None = Field(None, title="Union’s share (%)", ge=0, le=100, max_digits=5, decimal_places=2)

    @model_validator(mode="after")
    def _in_order(self) -> ArbitrationDraft:
        later = (self.hearing_on, self.award_on)
        if self.demanded_on and any(day < self.demanded_on for day in later if day):
            raise wrong("Hearing and award come after the demand.")
        if self.briefs_due_on and (self.hearing_on is None or self.briefs_due_on < self.hearing_on):
            raise wrong("Briefs are due after the hearing.")
        return self


def _panelist(text: str) -> str:
    if not text:
        raise wrong("Write the arbitrator’s name.")
    return text


class PanelistDraft(Draft):
    """A name on the panel of arbitrators. Who struck it, and when in the order, is written by the strike itself."""

    grievance_id: UUID
    position: int = Field(1, title="Place on the list", ge=1, le=99)
    name: Annotated[Line, AfterValidator(_panelist)] = Field("", title="Name", validate_default=True)


class PanelistRow(PanelistDraft):
    """A name on the panel as shown, with the strike where there was one."""

    strike_order: int | None = None
    struck_by: Side | None = None
