"""Papers of organizing: the arithmetic in sentences, the chart, long texts, and no digit without its words."""

import random
import re
from datetime import date, timedelta

import pytest

from ip2a_desktop.domain.cards import CardPoint
from ip2a_desktop.domain.lists import IdSnapshot, ListQuery
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.domain.salting import ActivityKind
from ip2a_desktop.domain.scales import EmployerReceptiveness, WorkerAssessment
from ip2a_desktop.reports.salting import CONFIDENTIAL, activity_log, campaign_report
from ip2a_desktop.services.salting_papers import SaltingPapers, SaltingPrinters
from tests.unit.reports.salting_record import AT, TODAY, activity_row, campaign_record, card_holders


def flat(pages):
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize("size", PaperSize)
def test_a_campaign_report_tells_cards_shares_and_what_is_missing(size, context, pages):
    found = pages(
        campaign_report(campaign_record(card_holders(*range(0, 130, 10), 300)), context(size), with_salts=True)
    )
    text = flat(found)
    for words in (
        "Campaign report · Cascade Electric · Pier 66",
        "Active · as of Mar 6, 2026",
        "13 cards of 40 in the unit count on Mar 6, 2026: 32.5 %.",
        "Showing of interest (30 %): 12 cards of the unit needed, reached with 1 to spare.",
        "Before filing (65 %): 26 cards of the unit needed, 13 still missing.",
        "1 card lapsed: older than 6 months.",
        "17 of 34 who are in the unit and listed support the union: 50.0 %.",
        "Silva, Ana 0042 Sep 1, 2025 Electrician Not hired, Sep 9, 2025",
        "E-mail of September 1 Witnesses: Minh Silva",
        "19-RC-000123 Feb 14, 2019 (Initial)",
        "Union lost: 20 for, 25 against, of 52 eligible (86 % voted).",
        "All electricians No supervisors",
        "Call Bo",
    ):
        assert words in text, words
    assert all(CONFIDENTIAL in page for page in found)


def test_the_chart_shows_days_numbers_levels_and_the_last_value(context, pages):
    text = flat(pages(campaign_report(campaign_record(card_holders(*range(0, 130, 10))), context())))
    chart = text[text.index("Cards that counted, day by day") : text.index("Worker assessments")]
    for words in ("Dec 1, 2025", "Mar 1, 2026", "Showing of interest, 30 %: 12 cards", "Before filing, 65 %: 26 cards"):
        assert words in chart
    assert re.search(r"\b13\b", chart)


def test_who_salts_is_on_paper_only_if_asked_for(context, pages):
    record = campaign_record(card_holders(1))
    text = flat(pages(campaign_report(record, context())))
    for word in ("Salt", "Silva", "0042", "E-mail of September 1", "Witnesses"):
        assert word not in text
    assert "Silva" in flat(pages(campaign_report(record, context(), with_salts=True)))


def test_without_cards_or_a_unit_the_report_says_so_instead_of_a_chart(context, pages):
    record = campaign_record([], None, assessments={}, salts=(), receptiveness=(), elections=())
    text = flat(pages(campaign_report(record, context())))
    assert "0 cards count on Mar 6, 2026. How many workers are in the unit is not written down" in text
    assert "No card has counted so far." in text
    assert text.count("None recorded.") == 2
    assert "day by day" not in text


@pytest.mark.parametrize("step", [*WorkerAssessment, *EmployerReceptiveness])
def test_no_digit_of_a_scale_stands_without_its_words(step, context, pages):
    employer = step if isinstance(step, EmployerReceptiveness) else EmployerReceptiveness.NEUTRAL
    report = flat(pages(campaign_report(campaign_record(card_holders(1)), context())))
    log = flat(pages(activity_log([activity_row(receptiveness=employer)], context())))
    assert employer.label in log
    if isinstance(step, WorkerAssessment):
        assert step.label in report
    # In the tables of scales each line begins with the digit and its meaning.
    table = report[report.index("Worker assessment Workers Share") : report.index("17 of 34")]
    assert re.findall(r"\d · [A-Z][a-z]+", table) == [
        f"{one.digit} · {one.meaning.split()[0]}" for one in WorkerAssessment
    ]


@pytest.mark.parametrize(
    "points",
    [
        [(0, 1)],
        [(3650, 1), (0, 0)],
        [(day, 5_000 - day) for day in range(1_000, -1, -1)],
        [(30, 1_000_000)],
    ],
    ids=["today", "ten years", "every day", "a million"],
)
def test_a_chart_of_any_span_and_size_stays_on_its_sheet(points, context, read):
    history = tuple(CardPoint(TODAY - timedelta(days=ago), value) for ago, value in points)
    page = read(campaign_report(campaign_record(card_holders(1), 1, history=history), context())).pages[0]
    places = []
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: places.append((tm[4], tm[5], text)))
    shown = [(x, y) for x, y, text in places if text.strip()]
    assert len(shown) > 20
    assert all(10 < x < 585 and 20 < y < 760 for x, y in shown)


def test_levels_that_meet_have_their_words_beside_each_other(context, read):
    pdf = campaign_report(campaign_record(card_holders(1, 2), 1), context())
    places = {}
    read(pdf).pages[0].extract_text(visitor_text=lambda text, cm, tm, font, size: places.setdefault(text.strip(), tm))
    showing = places["Showing of interest, 30 %: 1 card"]
    filing = places["Before filing, 65 %: 1 card"]
    assert filing[5] == showing[5]
    assert filing[4] > showing[4] + 200


def test_no_face_is_named_that_is_not_embedded(context, read):
    pdf = campaign_report(campaign_record(card_holders(1, 40)), context())
    assert b"Helvetica" not in pdf
    for page in read(pdf).pages:
        assert "/F1 " not in page.get_contents().get_data().decode("latin-1")


def test_the_log_is_a_table_with_totals_and_tells_in_full_what_happened(context, pages):
    rows = [activity_row(), activity_row(kind=ActivityKind.SITE_VISIT, receptiveness=None, is_followed_up=True)]
    text = flat(pages(activity_log(rows, context(subtitle="Employer: Cascade Electric"))))
    for words in (
        "Employer: Cascade Electric 2 activities, 24 workers reached, 10 cards signed",
        "Card signing Cascade Electric",
        "2 · Resistant",
        "(done)",
        "What happened Mar 6, 2026: Card signing, Cascade Electric At the gate after the day shift.",
        "Mar 6, 2026: Site visit, Cascade Electric",
    ):
        assert words in text, words
    assert "No activities are in this list." in flat(pages(activity_log([], context())))


def test_long_and_hostile_texts_flow_over_pages_and_nothing_is_lost(context, pages):
    chance = random.Random(7)
    words = [f"w{number}" for number in range(12_000)]
    hostile = '<img src="x"> AT&T </para> =cmd “Łódź 名”'
    description = " ".join(word + ("\n" if chance.random() < 0.02 else "") for word in words)
    found = pages(activity_log([activity_row(description=description), activity_row(description=hostile)], context()))
    text = flat(found)
    assert len(found) > 10
    assert [word for word in text.split() if re.fullmatch(r"w\d+", word)] == words
    assert '<img src="x"> AT&T </para> =cmd “Łódź 名”' in text


def test_the_same_paper_is_the_same_file(context):
    record = campaign_record(card_holders(1, 40))
    assert campaign_report(record, context()) == campaign_report(record, context())


class Shelf:
    """A campaign and a log without a database."""

    def __init__(self, record, rows):
        self.record, self.kept = record, rows

    def load(self, campaign_id):
        return self.record

    def ids(self, query):
        return IdSnapshot.of([row.id for row in self.kept])

    def rows(self, ids):
        return [row for row in self.kept[::-1] if row.id in ids]


class Desk:
    """Who prints, and when."""

    def who_am_i(self):
        return "robin"

    def hall_name(self):
        return "Local 46"

    def now(self):
        return AT


def test_the_papers_fetch_what_they_show_in_the_order_of_the_list(pages):
    rows = [activity_row(done_on=date(2026, 3, day)) for day in (5, 3, 4)]
    shelf = Shelf(campaign_record(card_holders(1)), rows)
    papers = SaltingPapers(shelf, shelf, Desk(), SaltingPrinters(campaign_report, activity_log))
    report = flat(pages(papers.campaign_report(shelf.record.draft.id, PaperSize.LETTER)))
    assert report.startswith("Local 46 Cascade, Pier 66")
    for asked, days in ((ListQuery(), "5 3 4"), ([rows[2].id, rows[0].id], "4 5")):
        text = flat(pages(papers.activity_log(asked, PaperSize.A4, "This week")))
        assert "This week" in text
        told = text[text.index("What happened") :]
        assert " ".join(re.findall(r"Mar (\d), 2026: Card", told)) == days
