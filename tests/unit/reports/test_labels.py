"""Mailing labels: each on its place, each text inside its label."""

import pytest

from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.domain.papers import MailingLabel, PaperSize
from ip2a_desktop.reports.labels import LABEL_SHEETS, mailing_labels

ADDRESS = ("Ana Silva", "1200 Main St", "Seattle, WA 98101")


def numbered(count):
    return [MailingLabel((f"No {number:04}", *ADDRESS[1:])) for number in range(count)]


@pytest.fixture
def places(read):
    """Return a function that gives the texts of a page with the place where each begins."""

    def places(pdf, number=0):
        found = []
        read(pdf).pages[number].extract_text(
            visitor_text=lambda text, cm, tm, font, size: found.append((tm[4], tm[5], text.strip()))
        )
        return [one for one in found if one[2]]

    return places


@pytest.mark.parametrize(("size", "each"), [(PaperSize.LETTER, 30), (PaperSize.A4, 21)])
def test_a_sheet_holds_what_it_should(size, each, context, pages):
    assert LABEL_SHEETS[size].labels == each
    found = pages(mailing_labels(numbered(each + 1), context(size)))
    assert len(found) == 2
    assert found[0].count("Main St") == each
    assert f"No {each:04}" in found[1]


@pytest.mark.parametrize("size", PaperSize)
def test_every_label_stands_inside_its_own_place(size, context, places, read):
    sheet = LABEL_SHEETS[size]
    pdf = mailing_labels(numbered(sheet.labels), context(size))
    height = float(read(pdf).pages[0].mediabox.height)
    for x, y, text in places(pdf):
        if not text.startswith("No "):
            continue
        row, column = divmod(int(text[3:]), sheet.columns)
        left = sheet.left + column * sheet.across
        top = height - sheet.top - row * sheet.height
        assert left <= x < left + sheet.width
        assert top - sheet.height <= y <= top


def test_a_begun_sheet_is_used_up(context, pages, places):
    pdf = mailing_labels(numbered(3), context(), start_at=29)
    found = pages(pdf)
    assert len(found) == 2
    assert "No 0001" in found[0]
    assert "No 0002" not in found[0]
    assert "No 0002" in found[1]
    assert min(y for _, y, _ in places(pdf)) < 100


@pytest.mark.parametrize("start_at", [0, 31, -1])
def test_a_label_that_the_sheet_lacks_is_refused(start_at, context):
    with pytest.raises(InputProblem, match="1 to 30"):
        mailing_labels(numbered(1), context(), start_at=start_at)


def test_no_labels_are_an_empty_sheet(context, pages):
    assert pages(mailing_labels([], context())) == [""]


def test_long_lines_are_made_to_fit(context, pages):
    label = MailingLabel(("Jean-Baptiste Emmanuel Zorg Maximilian von Hohenstaufen-Liechtenberg", *ADDRESS[1:]))
    (text,) = pages(mailing_labels([label], context()))
    assert "Hohenstaufen" in text.replace("\n", "")
    assert "98101" in text
    hostile = MailingLabel(("W" * 1_000_000, *(f"line {number}" for number in range(40))))
    (text,) = pages(mailing_labels([hostile], context()))
    assert "…" in text
    assert "line 39" in text
