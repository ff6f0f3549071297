"""Papers of the benevolence fund: what an application or a year becomes when it is printed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from ip2a_desktop.domain.benevolence import DocumentKind
from ip2a_desktop.domain.benevolence_record import ApplicationRecord, Document, Payment
from ip2a_desktop.domain.benevolence_years import PaymentRegister, YearSummary
from ip2a_desktop.domain.documents import Document as AttachedFile
from ip2a_desktop.domain.errors import NotFound
from ip2a_desktop.domain.papers import PaperContext, PaperSize
from ip2a_desktop.services.papers import Hall


class Applications(Protocol):
    """One application's record."""

    def load(self, application_id: UUID) -> ApplicationRecord:
        """Return all about one application."""
        ...


class Years(Protocol):
    """A year of the fund."""

    def register(self, year: int) -> PaymentRegister:
        """Return the payments of a year."""
        ...

    def summary(self, year: int) -> YearSummary:
        """Return the numbers of a year."""
        ...


@dataclass(frozen=True)
class BenevolencePrinters:
    """What turns the data of a paper into a PDF; given by the composition root, as services see no reports."""

    application: Callable[[ApplicationRecord, PaperContext], bytes]
    review_sheet: Callable[[ApplicationRecord, PaperContext], bytes]
    decision_letter: Callable[[ApplicationRecord, PaperContext], bytes]
    payment_voucher: Callable[[ApplicationRecord, Payment, PaperContext], bytes]
    payment_register: Callable[[PaymentRegister, PaperContext], bytes]
    yearly_summary: Callable[[YearSummary, PaperContext], bytes]


class BenevolencePapers:
    """Fetches what a paper shows and prints it; every method is called off the GUI thread and gives a PDF."""

    def __init__(
        self,
        applications: Applications,
        years: Years,
        hall: Hall,
        printers: BenevolencePrinters,
        attached: Callable[[UUID], Sequence[AttachedFile]] = lambda _id: (),
    ) -> None:
        self._applications = applications
        self._attached = attached
        self._years = years
        self._hall = hall
        self._printers = printers

    def application(self, application_id: UUID, size: PaperSize) -> bytes:
        """Return the application with household, documents (those attached too, but private ones) and declaration.

        Raises:
            NotFound: there is no such application.
        """
        record = self._applications.load(application_id)
        files = (
            Document(one.id, one.version, DocumentKind.OTHER, f"Attached: {one.name}", one.created_at.date())
            for one in self._attached(application_id)
        )
        record = replace(record, documents=(*record.documents, *files))
        return self._printers.application(record, self._context(size))

    def review_sheet(self, application_id: UUID, size: PaperSize) -> bytes:
        """Return what the levels decided, with the cap's arithmetic and the recusals.

        Raises:
            NotFound: there is no such application.
        """
        return self._printers.review_sheet(self._applications.load(application_id), self._context(size))

    def decision_letter(self, application_id: UUID, size: PaperSize) -> bytes:
        """Return the letter that tells the member of an approval, a denial or a question.

        Raises:
            InputProblem: nothing was decided or asked yet.
            NotFound: there is no such application.
        """
        return self._printers.decision_letter(self._applications.load(application_id), self._context(size))

    def payment_voucher(self, application_id: UUID, payment_id: UUID, size: PaperSize) -> bytes:
        """Return the voucher of one payment.

        Raises:
            NotFound: there is no such application or payment.
        """
        record = self._applications.load(application_id)
        payment = next((one for one in record.payments if one.id == payment_id), None)
        if payment is None:
            raise NotFound("This payment is not there any more.", "Nothing was printed.", "Open the application again.")
        return self._printers.payment_voucher(record, payment, self._context(size))

    def payment_register(self, year: int, size: PaperSize) -> bytes:
        """Return the register of all payments of a year."""
        return self._printers.payment_register(self._years.register(year), self._context(size))

    def yearly_summary(self, year: int, size: PaperSize) -> bytes:
        """Return the summary of a year, which names nobody."""
        return self._printers.yearly_summary(self._years.summary(year), self._context(size))

    def _context(self, size: PaperSize) -> PaperContext:
        # The server says when; the desk only says in which time zone people read it.
        now = self._hall.now().astimezone()
        return PaperContext(size, self._hall.hall_name(), self._hall.who_am_i(), now)
