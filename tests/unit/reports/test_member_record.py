"""The member record: all that is kept, private fields only for whom may see them."""

from decimal import Decimal

import pytest

from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.reports.members import member_record
from ip2a_desktop.reports.words import money, number


@pytest.mark.parametrize("size", PaperSize)
def test_everything_that_is_kept_is_on_paper(size, member_paper, context, pages):
    text = " ".join(pages(member_record(member_paper(["Called about dues."]), context(size)))[0].split())
    for part in (
        "Ana Silva", "Card 0042 · Active · Journey worker · Type A", "Status since Jan 2, 2019", "(206) 555-0142",
        "Welding", "First aid", "Minh Silva", "Emergency", "Brother", "Foreman", "Mar 1, 2020", "Current", "40",
        "$1,061.50", "Back from leave", "Mar 6, 2026 by Robin Okafor", "Called about dues.", "Officers only",
        "Page 1 of 1",
    ):  # fmt: skip
        assert part in text


def test_private_fields_are_on_paper_only_where_the_record_has_them(member_paper, context, pages):
    with_private = pages(member_record(member_paper(private=True), context()))[0]
    without = pages(member_record(member_paper(private=False), context()))[0]
    assert "Jul 9, 1984" in with_private
    assert "Last four of SSN 0042" in with_private
    assert "Jul 9, 1984" not in without
    assert "SSN" not in without


def test_long_notes_flow_over_pages_with_running_heads(member_paper, context, pages):
    body = "\n\n".join(f"Paragraph {number} " + "word " * 200 for number in range(60))
    found = pages(member_record(member_paper([body, "The last note."]), context()))
    assert len(found) > 5
    whole = " ".join(" ".join(found).split())
    assert all(f"Paragraph {number} word" in whole for number in range(60))
    assert "The last note." in whole
    for count, page in enumerate(found, start=1):
        assert f"Page {count} of {len(found)}" in page
        assert count == 1 or "Member record: Silva, Ana, card 0042" in page


def test_a_note_in_hebrew_begins_at_the_right(member_paper, context, read):
    places = []
    page = read(member_record(member_paper(["שלום לכולם", "Hello"]), context())).pages[0]
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: places.append((text.strip(), tm[4])))
    assert next(x for text, x in places if "שלום" in text) > 480
    assert next(x for text, x in places if text == "Hello") == 40


def test_a_note_without_a_blank_ends_where_the_paper_ends(member_paper, context, pages):
    found = pages(member_record(member_paper(["x" * 100_000]), context()))
    assert sum(page.count("x") for page in found) >= 100_000


def test_the_file_says_what_it_is(member_paper, context, read):
    pdf = read(member_record(member_paper(last_name="Łódź"), context()))
    assert pdf.metadata.title == "Member record: Łódź, Ana, card 0042"
    assert pdf.metadata.author == "AT&T <Local 46>"
    assert pdf.metadata.creation_date.isoformat() == "2026-03-06T14:05:00+00:00"
    assert pdf.trailer["/Root"]["/Lang"] == "en-US"


def test_only_embedded_fonts_are_named(member_paper, context, read):
    fonts = read(member_record(member_paper(), context())).pages[0]["/Resources"]["/Font"]
    for font in fonts.values():
        inner = font.get_object()["/DescendantFonts"][0].get_object()
        assert inner["/FontDescriptor"]["/FontFile2"].get_object().get_data()


def test_amounts_read_well():
    assert money(Decimal("1041.5")) == "$1,041.50"
    assert number(Decimal("40.00")) == "40"
    assert number(Decimal("1237.50")) == "1,237.5"
    assert money(None) == number(None) == ""
