"""What can be printed of the fund: an application's papers, and the register and summary of a year."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol
from uuid import UUID

from ip2a_desktop.domain.benevolence import ApplicationStatus
from ip2a_desktop.domain.benevolence_record import ApplicationRecord, Payment
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.ui.kit.export_menu import ListState
from ip2a_desktop.ui.kit.formats import money, today
from ip2a_desktop.ui.kit.print_menu import PaperChoice
from ip2a_desktop.ui.kit.record_list_page import Papers

_YEARS = 2
"""This year and the one before are offered."""


class FundPapers(Protocol):
    """What prints (:class:`ip2a_desktop.services.benevolence_papers.BenevolencePapers` does)."""

    def application(self, application_id: UUID, size: PaperSize) -> bytes: ...
    def review_sheet(self, application_id: UUID, size: PaperSize) -> bytes: ...
    def decision_letter(self, application_id: UUID, size: PaperSize) -> bytes: ...
    def payment_voucher(self, application_id: UUID, payment_id: UUID, size: PaperSize) -> bytes: ...
    def payment_register(self, year: int, size: PaperSize) -> bytes: ...
    def yearly_summary(self, year: int, size: PaperSize) -> bytes: ...


def fund_papers(papers: FundPapers) -> Papers:
    """Return the papers of the fund's page."""

    def of_list(_state: ListState) -> list[PaperChoice]:
        years = [today().year - back for back in range(_YEARS)]
        return [choice for year in years for choice in _of_year(papers, year)]

    def of_record(record: ApplicationRecord) -> list[PaperChoice]:
        return _of_application(papers, record)

    return Papers(of_list, of_record)


def _of_application(papers: FundPapers, record: ApplicationRecord) -> list[PaperChoice]:
    one, number = record.row.id, record.row.number
    was_handed_in = record.outcome.submitted_on is not None
    return [
        _choice("Application", number, partial(papers.application, one), "file-text"),
        _choice("Review sheet", number, partial(papers.review_sheet, one), "list-bullets", was_handed_in),
        _choice(
            "Letter to the member", number, partial(papers.decision_letter, one), "envelope-simple", _is_told(record)
        ),
        *(_voucher(papers, record, payment) for payment in record.payments),
    ]


def _voucher(papers: FundPapers, record: ApplicationRecord, payment: Payment) -> PaperChoice:
    void = "" if payment.counts else "voided "
    words = f"Voucher for the {void}payment of {money(payment.amount)}"
    return _choice(words, record.row.number, partial(papers.payment_voucher, record.row.id, payment.id), "receipt")


def _of_year(papers: FundPapers, year: int) -> Sequence[PaperChoice]:
    register, summary = f"Register of payments {year}", f"Summary {year}, without names"
    return (
        PaperChoice(register, register, partial(papers.payment_register, year), "list-bullets"),
        PaperChoice(summary, f"Summary {year}", partial(papers.yearly_summary, year), "file-text"),
    )


def _choice(
    words: str, number: str, make: Callable[[PaperSize], bytes], icon: str, enabled: bool = True
) -> PaperChoice:
    return PaperChoice(words, f"{words}: {number}", make, icon, f"{words} {number}", enabled)


def _is_told(record: ApplicationRecord) -> bool:
    """Say whether there is anything to write to the member: a decision, a question, what is to be corrected."""
    status = record.outcome.status
    return (
        record.was_sent_back
        or status.is_granted
        or status in (ApplicationStatus.DENIED, ApplicationStatus.NEEDS_INFORMATION)
    )
