"""The benevolence fund: its words, and what hangs on an application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ip2a_desktop.domain.words import Word

if TYPE_CHECKING:
    from ip2a_desktop.domain.benevolence_drafts import ApplicationDraft


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
