"""The yearly statistics of grievances: the numbers, the rate, the chart in black and white, many rows, no case."""

import io
import re
from datetime import date

import pytest
from pypdf import PdfReader

from ip2a_desktop.domain.grievance_years import CaseFigures, GrievanceYear, MonthFigures
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.reports.grievance_years import grievance_statistics

TOTAL = CaseFigures(
    carried=4, filed=9, settled=3, sustained=2, denied=1, withdrawn=1, untimely=1, merged=1, open=4
)  # fmt: skip


def year_of(total=TOTAL, employers=(), articles=(), *, is_over=True):
    months = tuple(MonthFigures(month, month % 3, month % 2) for month in range(1, 13))
    until = date(2025, 12, 31) if is_over else date(2025, 3, 6)
    return GrievanceYear(2025, until, is_over, total, tuple(employers), tuple(articles), months)


def flat(pages):
    return " ".join(" ".join(pages).split())


def test_what_ended_and_what_is_open_are_all_cases_of_the_year():
    assert (TOTAL.all, TOTAL.ended, TOTAL.open) == (13, 9, 4)
    assert TOTAL.all == TOTAL.ended + TOTAL.open
    assert TOTAL.rate == 69
    assert CaseFigures().rate is None


@pytest.mark.parametrize("size", PaperSize)
def test_the_paper_tells_numbers_rate_employers_and_articles(size, context, pages):
    employers = [CaseFigures("Cascade Electric", 3, 6, 2, 2, 1, 0, 0, 0, 4), CaseFigures("Harbor Power", 1, 3, 1)]
    articles = [CaseFigures("Art. 5.2 Overtime", 0, 4, 1, open=3), CaseFigures("No article named", 0, 1, open=1)]
    text = flat(pages(grievance_statistics(year_of(TOTAL, employers, articles), context(size))))
    for words in (
        "Grievances 2025",
        "Yearly statistics, the whole year",
        "Resolution rate 69 %",
        "Won (sustained) 2",
        "Open at year’s end 4",
        "9 settled or closed of 13 cases that were open in the year: 69 % resolved.",
        "Filed Settled or closed",
        "Jan",
        "Dec",
        "By employer",
        "Cascade Electric 3 6 2 2 1 0 0 4 56 %",
        "By article",
        "Art. 5.2 Overtime 0 4 1 0 0 0 0 3 25 %",
        "No article named",
    ):
        assert words in text, words


def test_a_year_that_is_not_over_says_until_when(context, pages):
    text = flat(pages(grievance_statistics(year_of(is_over=False), context())))
    assert "Yearly statistics, until Mar 6, 2025" in text
    assert "Open now 4" in text
    assert "year’s end" not in text


def test_a_year_without_cases_says_so(context, pages):
    text = flat(pages(grievance_statistics(year_of(CaseFigures()), context())))
    assert "No case was open in this year." in text
    assert "Resolution" not in text


def test_a_thousand_employers_flow_over_pages_with_the_head_on_each(context, pages):
    employers = [CaseFigures(f"Employer {number:04}", 0, 1, open=1) for number in range(1000)]
    found = pages(grievance_statistics(year_of(TOTAL, employers), context()))
    assert len(found) > 10
    assert all(f"Employer {number:04}" in flat(found) for number in (0, 500, 999))
    assert all("Carried" in page for page in found[1:-2])


def test_the_bars_are_gray_and_white_with_a_line_around(context):
    pdf = grievance_statistics(year_of(), context())
    operators = _content(pdf)
    colours = set(re.findall(r"([\d.]+ [\d.]+ [\d.]+) rg", operators))
    assert colours, "the chart has no fills"
    assert all(len(set(one.split())) == 1 for one in colours), colours


def _content(pdf):
    return "\n".join(page.get_contents().get_data().decode("latin-1") for page in PdfReader(io.BytesIO(pdf)).pages)
