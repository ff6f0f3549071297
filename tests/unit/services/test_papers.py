"""Papers: what is on screen is what is printed, in its order, at the server's time."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from ip2a_desktop.domain.employers import EmployerRow, OrganizationType, SignatoryStatus
from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import IdSnapshot, ListQuery
from ip2a_desktop.domain.members import Classification, MemberRow, MemberStatus, MemberType
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.services import batches
from ip2a_desktop.services.papers import PaperService, Printers

NOW = datetime(2026, 3, 6, 22, 5, tzinfo=UTC)
QUERY = ListQuery(search="ana")


def row(number: int, **values: Any) -> MemberRow:
    texts = dict.fromkeys(
        ("first_name", "middle_name", "suffix", "preferred_name", "employer", "phone", "email", "address_line1",
         "address_line2", "city", "state", "postal_code", "home_local", "referral_book"), "",
    )  # fmt: skip
    made = MemberRow(
        id=new_id(), version=1, card_number=f"{number:04}", last_name=f"Silva{number}", status=MemberStatus.ACTIVE,
        member_type=MemberType.A, classification=Classification.FOREMAN, initiation_date=None, updated_at=NOW, **texts,
    )  # fmt: skip
    return replace(made, **values)


def organization(one: UUID, **values: Any) -> EmployerRow:
    names = ("trade_name", "agreement", "contact", "phone", "email", "address_line1", "address_line2", "city", "state")
    texts = dict.fromkeys((*names, "postal_code"), "")
    kinds = (OrganizationType.EMPLOYER, SignatoryStatus.SIGNATORY)
    made = EmployerRow(one, 1, "Cascade Electric", texts.pop("trade_name"), *kinds, **texts,
                       current_members=0, updated_at=NOW)  # fmt: skip
    return replace(made, **values)


class FakeMembers:
    """Gives rows in an order of its own, as a database may, and notes how often it was asked."""

    def __init__(self, rows):
        self.kept = {one.id: one for one in rows}
        self.order = list(self.kept)
        self.asked = []

    def ids(self, query):
        assert query == QUERY
        return IdSnapshot.of(self.order)

    def rows(self, ids):
        self.asked.append(len(ids))
        return [self.kept[one] for one in reversed(ids) if one in self.kept]

    def load(self, member_id):
        return ("record", member_id)


class FakeHall:
    """A hall with a name, and a clock that stands."""

    def who_am_i(self):
        return "robin"

    def now(self):
        return NOW

    def hall_name(self):
        return "Local 46"


class FakeNotes:
    """One note on anything."""

    def notes(self, table, record_id):
        return (table, record_id)


@dataclass
class Printed:
    """What reached the printers."""

    kind: str = ""
    paper: Any = None
    context: Any = None
    start_at: int = 0


@pytest.fixture
def rows():
    return [row(number) for number in range(5)]


@pytest.fixture
def members(rows):
    return FakeMembers(rows)


@pytest.fixture
def printed():
    return Printed()


@pytest.fixture
def papers(members, printed):
    def printer(kind):
        def show(paper, context, start_at=0):
            printed.kind, printed.paper, printed.context, printed.start_at = kind, paper, context, start_at
            return b"%PDF " + kind.encode()

        return show

    printers = Printers(printer("record"), printer("members"), printer("employers"), printer("labels"))
    return PaperService(members, members, FakeNotes(), FakeHall(), lambda: printers)


def test_a_roster_is_the_list_in_its_order_fetched_in_batches(papers, members, rows, printed, monkeypatch):
    monkeypatch.setattr(batches.in_order, "__defaults__", (2,))
    assert papers.member_roster(QUERY, PaperSize.A4, "Search “ana”") == b"%PDF members"
    assert list(printed.paper.rows) == rows
    assert members.asked == [2, 2, 1]
    assert printed.context.size is PaperSize.A4
    assert printed.context.subtitle == "Search “ana”"
    assert (printed.context.hall, printed.context.printed_by) == ("Local 46", "robin")
    assert printed.context.printed_at == NOW


def test_chosen_rows_are_printed_in_the_order_in_which_they_were_chosen(papers, rows, printed):
    chosen = [rows[3].id, rows[1].id]
    assert papers.employer_roster(chosen, PaperSize.LETTER) == b"%PDF employers"
    assert [one.id for one in printed.paper.rows] == chosen


def test_rows_that_are_gone_meanwhile_are_left_out(papers, members, rows, printed):
    del members.kept[rows[0].id]
    papers.member_roster(QUERY, PaperSize.LETTER)
    assert list(printed.paper.rows) == rows[1:]


def test_a_record_is_printed_with_its_notes(papers, rows, printed):
    papers.member_record(rows[0].id, PaperSize.LETTER)
    assert printed.paper.record == ("record", rows[0].id)
    assert printed.paper.notes == ("member", rows[0].id)


def test_labels_are_for_those_who_have_an_address(papers, members, rows, printed):
    for one in rows[:2]:
        members.kept[one.id] = replace(one, first_name="Ana", city="Seattle", state="WA", postal_code="98101")
    found = papers.labels(QUERY)
    assert [label.lines for label in found.labels] == [
        ("Ana Silva0", "Seattle, WA 98101"),
        ("Ana Silva1", "Seattle, WA 98101"),
    ]
    assert found.without_address == 3
    assert papers.mailing_labels(QUERY, PaperSize.LETTER, 7) == b"%PDF labels"
    assert (printed.paper, printed.start_at) == (found.labels, 7)


def test_labels_for_nobody_are_refused_in_a_sentence(papers):
    with pytest.raises(InputProblem, match="None of these members has an address"):
        papers.mailing_labels(QUERY, PaperSize.LETTER)


def test_labels_of_organizations_are_for_the_attention_of_the_primary_contact(papers, members, rows):
    place = {"city": "Kent", "state": "WA"}
    members.kept[rows[0].id] = organization(rows[0].id, contact="Dana Baker", **place)
    members.kept[rows[1].id] = organization(rows[1].id, **place)
    members.kept[rows[2].id] = organization(rows[2].id)
    found = papers.employer_labels([one.id for one in rows[:3]])
    assert [label.lines for label in found.labels] == [
        ("Cascade Electric", "Attn: Dana Baker", "Kent, WA"),
        ("Cascade Electric", "Kent, WA"),
    ]
    assert found.without_address == 1
    with pytest.raises(InputProblem, match="None of these organizations has an address"):
        papers.print_labels(papers.employer_labels([rows[2].id]), PaperSize.LETTER)
