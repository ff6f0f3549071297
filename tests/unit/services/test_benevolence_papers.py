"""Papers of the fund: each fetches once, and is printed at the server's time under the hall's name."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from ip2a_desktop.domain.benevolence import ApplicationStatus
from ip2a_desktop.domain.benevolence_record import ApplicationRecord
from ip2a_desktop.domain.errors import NotFound
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.papers import PaperContext, PaperSize
from ip2a_desktop.services.benevolence_papers import BenevolencePapers, BenevolencePrinters
from tests.benevolence_cases import payment, record

NOW = datetime(2026, 3, 6, 22, 5, tzinfo=UTC)


class FakeFund:
    """One application, and a year of numbers."""

    def __init__(self) -> None:
        self.record = record(ApplicationStatus.APPROVED, approved=Decimal(800), payments=(payment(200), payment(300)))

    def load(self, application_id: UUID) -> ApplicationRecord:
        assert application_id == self.record.row.id
        return self.record

    def register(self, year: int) -> Any:
        return ("register", year)

    def summary(self, year: int) -> Any:
        return ("summary", year)


class FakeHall:
    """A hall with a name, and a clock that stands."""

    def who_am_i(self) -> str:
        return "robin"

    def now(self) -> datetime:
        return NOW

    def hall_name(self) -> str:
        return "Local 46"


@pytest.fixture
def printed() -> list[tuple[Any, ...]]:
    return []


@pytest.fixture
def fund() -> FakeFund:
    return FakeFund()


@pytest.fixture
def papers(fund: FakeFund, printed: list[tuple[Any, ...]]) -> BenevolencePapers:
    def printer(name: str) -> Any:
        def draw(*parts: Any) -> bytes:
            printed.append((name, *parts))
            return name.encode()

        return draw

    printers = BenevolencePrinters(*(printer(name) for name in BenevolencePrinters.__dataclass_fields__))
    return BenevolencePapers(fund, fund, FakeHall(), printers)


@pytest.mark.parametrize("name", ["application", "review_sheet", "decision_letter"])
def test_a_paper_of_an_application(papers: BenevolencePapers, fund: FakeFund, printed: Any, name: str) -> None:
    assert getattr(papers, name)(fund.record.row.id, PaperSize.A4) == name.encode()
    context = PaperContext(PaperSize.A4, "Local 46", "robin", NOW)
    assert printed == [(name, fund.record, context)]


def test_the_voucher_of_one_payment(papers: BenevolencePapers, fund: FakeFund, printed: Any) -> None:
    one, second = fund.record.row.id, fund.record.payments[1]
    papers.payment_voucher(one, second.id, PaperSize.LETTER)
    assert printed[0][:3] == ("payment_voucher", fund.record, second)
    with pytest.raises(NotFound, match="payment is not there"):
        papers.payment_voucher(one, new_id(), PaperSize.LETTER)


def test_papers_of_a_year(papers: BenevolencePapers, printed: Any) -> None:
    papers.payment_register(2026, PaperSize.LETTER)
    papers.yearly_summary(2025, PaperSize.LETTER)
    assert [one[:2] for one in printed] == [
        ("payment_register", ("register", 2026)),
        ("yearly_summary", ("summary", 2025)),
    ]
