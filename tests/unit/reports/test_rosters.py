"""The rosters: every row there, headings on every page, page x of y, both paper sizes."""

import re

import pytest

from ip2a_desktop.domain.employers import SignatoryStatus
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.domain.papers import EmployerRoster, MemberRoster, PaperSize
from ip2a_desktop.reports.employers import employer_roster
from ip2a_desktop.reports.members import member_roster
from ip2a_desktop.reports.paper import CONFIDENTIAL


def test_a_member_is_one_line_with_its_columns(member, context, pages):
    (text,) = pages(member_roster(MemberRoster([member()]), context()))
    assert "Silva, Ana 0042 Active Journey worker Cascade Electric (206) 555-0142 Seattle, WA" in text
    assert "1 member: 1 active" in text


def test_an_organization_is_one_line_with_its_columns(employer, context, pages):
    row = employer(trade_name="Cascade Power")
    text = pages(employer_roster(EmployerRoster([row]), context()))[0].replace("\n", " ")
    assert "Cascade Electric (doing business as Cascade Power)" in text
    for part in ("Employer", "Signatory", "Inside 2024–2027", "Dana Baker", "(206) 555-0177", "Tacoma, WA", "1,234"):
        assert part in text


def test_the_title_says_how_many_of_each_status(member, employer, context, pages):
    members = [member(), member(status=MemberStatus.RETIRED), member(status=MemberStatus.RETIRED)]
    assert "3 members: 1 active, 2 retired" in pages(member_roster(MemberRoster(members), context()))[0]
    employers = [employer(), employer(signatory_status=SignatoryStatus.FORMER)]
    found = pages(employer_roster(EmployerRoster(employers), context()))[0]
    assert "2 organizations: 1 signatory, 1 former signatory" in found


@pytest.mark.parametrize(("size", "box"), [(PaperSize.LETTER, (612, 792)), (PaperSize.A4, (595.28, 841.89))])
def test_the_sheet_has_the_chosen_size(size, box, member, context, read):
    page = read(member_roster(MemberRoster([member()]), context(size))).pages[0]
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(box, abs=0.01)


def test_five_thousand_rows_keep_their_order_and_each_page_says_what_it_is(member, context, pages):
    rows = [member(card_number=f"{number:06}") for number in range(5_000)]
    found = pages(member_roster(MemberRoster(rows), context(subtitle="Status: Active")))
    assert len(found) > 100
    cards = [card for page in found for card in re.findall(r"Silva, Ana (\d{6})", page)]
    assert cards == [row.card_number for row in rows]
    for number, page in enumerate(found, start=1):
        assert f"Page {number} of {len(found)}" in page
        assert "Name Card no. Status Classification Employer Phone City" in page
        assert "Printed by Robin Okafor at Mar 6, 2026, 2:05 PM UTC" in page
        assert CONFIDENTIAL in page
        assert "AT&T <Local 46>" in page
    assert "Status: Active" in found[0]


@pytest.mark.parametrize("size", PaperSize)
def test_an_empty_list_is_a_page_that_says_so(size, context, pages):
    assert "No members are in this list." in pages(member_roster(MemberRoster([]), context(size)))[0]
    assert "No organizations are in this list." in pages(employer_roster(EmployerRoster([]), context(size)))[0]


def test_long_cells_are_wrapped_and_nothing_is_lost(member, context, pages):
    name = "International Brotherhood of Very Long Company Names of Greater Seattle and the Peninsula"
    text = " ".join(pages(member_roster(MemberRoster([member(employer=name)] * 12), context()))[0].split())
    assert text.count(name) == 12


def test_a_word_without_end_is_cut_with_an_ellipsis_and_stays_in_its_column(member, context, pages):
    rows = [member(employer="W" * 1_000_000), member(last_name="x" * 100_000, card_number="0043")]
    (text,) = pages(member_roster(MemberRoster(rows), context()))
    assert "…" in text
    assert "0043" in text
    assert len(text) < 2_000


def test_no_text_leaves_the_sheet(member, context, read):
    rows = [member(last_name="W" * 90, employer="M" * 300, city="Q" * 50) for _ in range(20)]
    page = read(member_roster(MemberRoster(rows), context())).pages[0]
    places = []
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: places.append((tm[4], tm[5], text)))
    shown = [(x, y) for x, y, text in places if text.strip()]
    assert shown
    assert all(39 < x < 573 and 20 < y < 760 for x, y in shown)


def test_the_same_paper_is_the_same_file(member, context):
    roster = MemberRoster([member()])
    assert member_roster(roster, context()) == member_roster(roster, context())
