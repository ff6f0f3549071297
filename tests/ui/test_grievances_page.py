"""The grievances' page: the docket, the case with its way and verbs, the forms, the tabs, the bin, papers."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QPushButton

from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.casework import Representation
from ip2a_desktop.domain.casework_drafts import FactSheetDraft
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.clocks import GrievanceStatus
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.grievance_drafts import CitedArticle, Grievant
from ip2a_desktop.domain.grievance_records import Link, LinkedCase
from ip2a_desktop.domain.grievance_verbs import Verb, offers
from ip2a_desktop.domain.grievance_years import CaseFigures, GrievanceYear
from ip2a_desktop.domain.grievances import MADE_WHOLE, Outcome
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.papers import PaperContext
from ip2a_desktop.domain.procedures import SAMPLE, Side
from ip2a_desktop.reports.grievance_years import grievance_statistics
from ip2a_desktop.ui.grievances.article_picker import ArticlePicker
from ip2a_desktop.ui.grievances.extension_teller import ExtensionTeller
from ip2a_desktop.ui.grievances.fact_sheet_panel import CONFIDENTIAL
from ip2a_desktop.ui.grievances.form import FORM, DeadlineTeller, GrievanceForms
from ip2a_desktop.ui.grievances.grievants_field import GrievantsField, Person
from ip2a_desktop.ui.grievances.papers import grievance_papers
from ip2a_desktop.ui.grievances.screen import GrievancesPage
from ip2a_desktop.ui.grievances.stations import Due, stations
from ip2a_desktop.ui.grievances.step_line import StepLine, fitting
from ip2a_desktop.ui.grievances.table import COLUMNS
from ip2a_desktop.ui.grievances.verb_bar import VerbBar
from ip2a_desktop.ui.kit.due_chips import left_chip, standing_chip
from ip2a_desktop.ui.kit.form_drafts import KeptDraft
from ip2a_desktop.ui.kit.print_menu import PaperChoice
from ip2a_desktop.ui.kit.tasks import Tasks
from tests.ui.fake_employers import NOW, make_kit, settle
from tests.ui.fake_grievances import ARTICLES, VERSION, make_desk
from tests.unit.reports.grievance_record import TODAY, docket_row, grievance_record

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform

OPEN = {"status": GrievanceStatus.OPEN, "step": "Step 2"}


@pytest.fixture
def kit(qtbot, tmp_path):
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def desk():
    return make_desk()


@pytest.fixture
def case(desk):
    return desk.cases.add(docket_row(**OPEN))


@pytest.fixture
def open_page(qtbot, kit, desk):
    """Show the page with a case beside the docket."""

    def open_page(chosen=None):
        page = GrievancesPage(kit, desk)
        qtbot.addWidget(page)
        kit.messages.attach(page)
        page.resize(1240, 760)
        page.show()
        page.activate()
        qtbot.waitUntil(lambda: page.list.model.is_counted and kit.tasks.is_idle())
        if chosen is not None:
            page.show_record(chosen)
            qtbot.waitUntil(lambda: page.stage.view.record is not None and kit.tasks.is_idle())
        return page

    return open_page


def verbs(view):
    return [action.text() for action in view.verbs.verbs.actions_now.values()]


def press(view, verb):
    view.verbs.verbs.actions_now[verb].trigger()
    return view.dialog


# -- the docket -----------------------------------------------------------------------------------------------------


def test_the_rows_come_before_the_page_of_a_case_is_made(qtbot, kit, desk, case):
    page = GrievancesPage(kit, desk)
    qtbot.addWidget(page)
    made_with = []
    page.list.model.shown.connect(lambda: made_with.append(page.stage.is_made))
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: page.stage.is_made)
    assert made_with[0] is False
    assert page.stage.record_id is None
    assert page.stage.view.states.state == "empty"
    assert page.stage.currentWidget() is page.stage.view


def test_a_form_opened_before_the_page_of_a_case_is_made_stays_in_front(qtbot, kit, desk, case):
    page = GrievancesPage(kit, desk)
    qtbot.addWidget(page)
    page.show()
    page.new()
    assert not page.stage.is_made
    page.activate()
    qtbot.waitUntil(lambda: page.stage.is_made)
    assert page.stage.currentWidget() is page.stage.form


@pytest.mark.parametrize(
    ("values", "words", "tone"),
    [
        ({"days_left": 3, "is_overdue": False}, "3 days left", "warn"),
        ({"days_left": 1, "is_overdue": False}, "1 day left", "warn"),
        ({"days_left": 12, "is_overdue": False}, "12 days left", "neutral"),
        ({"days_left": 0, "is_overdue": False}, "Due today", "warn"),
        ({"days_left": 0, "is_overdue": True, "next_side": Side.UNION}, "Late since today", "bad"),
        ({"days_left": -2, "is_overdue": True, "next_side": Side.UNION}, "2 days late", "bad"),
        ({"days_left": -2, "is_overdue": True, "next_side": Side.EMPLOYER}, "2 days late", "warn"),
    ],
)
def test_time_left_is_a_word_and_an_icon(values, words, tone):
    chip = left_chip(docket_row(**values))
    assert (chip.text, chip.tone) == (words, tone)
    assert chip.icon


def test_nothing_due_is_no_chip_and_the_end_is_told():
    row = docket_row(days_left=None, due_on=None, outcome=Outcome.MERGED, status=GrievanceStatus.CLOSED)
    assert left_chip(row) is None
    assert standing_chip(row).text == "Closed: merged"


def test_the_docket_shows_what_is_due_first(open_page, desk):
    late = docket_row(number="2026-002", due_on=TODAY - timedelta(days=2), days_left=-2)
    soon = docket_row(number="2026-001", due_on=TODAY + timedelta(days=2), days_left=2, is_overdue=False)
    for one in (soon, late):
        desk.cases.add(one)
    page = open_page()
    lines = [page.list.model.line(row) for row in range(2)]
    assert [one.row.number for one in lines] == ["2026-002", "2026-001"]
    assert desk.cases.asked[0].sort == "due_on"
    cells = dict(zip((column.key for column in COLUMNS), lines[0].texts, strict=True))
    assert (cells["lead"], cells["next"], cells["days_left"]) == (
        "Silva, Ana et al. (2)",
        "Employer: answer at Step 1",
        "2 days late",
    )


def test_the_day_on_which_something_is_due_needs_no_scrolling():
    shown = [one for one in COLUMNS if one.shown]
    before = shown[: [one.key for one in shown].index("due_on") + 1]
    assert before[-1].width >= 116  # a day of ten figures stands there whole
    assert sum(one.width for one in before) <= 480  # the list beside a record in a window of 1280 pixels has 620


def test_the_model_keeps_qt_s_rules(open_page, case, qtmodeltester):
    qtmodeltester.check(open_page().list.model)


def test_an_empty_docket_offers_the_first_case(open_page):
    page = open_page()
    assert page.list.states.state == "empty"
    page.list.states._notice._clicked()
    assert page.stage.form is not None


def test_the_page_today_leads_to_a_filtered_docket(open_page, desk, kit, qtbot):
    desk.cases.add(docket_row(number="2026-001", is_overdue=False, days_left=5))
    desk.cases.add(docket_row(number="2026-002"))
    page = open_page()
    page.open(due="overdue")
    settle(qtbot, kit)
    assert page.query.chosen("due") == ("overdue",)
    assert page.list.model.rowCount() == 1
    page.open(due="")
    settle(qtbot, kit)
    assert page.list.model.rowCount() == 2


# -- the way of a case ----------------------------------------------------------------------------------------------


def test_stations_tell_what_was_done_what_is_due_and_why():
    way = stations(replace(grievance_record(), row=docket_row(**OPEN)))
    assert [(one.name, one.standing) for one in way] == [
        ("Step 1", "done"),
        ("Step 2", "now"),
        ("Arbitration", "ahead"),
    ]
    assert way[0].lines == ("Filed 2026-03-02", "Met 2026-03-04", "Answered 2026-03-09")
    (due,) = way[1].dues
    assert due.words == "Answer due 2026-03-18 · 2 days late"
    assert "5 working days from Wed Mar 11" in way[1].hint


def test_a_closed_case_ends_in_its_outcome():
    row = docket_row(status=GrievanceStatus.CLOSED, outcome=Outcome.SUSTAINED, closed_on=date(2026, 3, 19))
    end = stations(replace(grievance_record(), row=row, deadlines=()))[-1]
    assert (end.name, end.standing, end.lines) == ("Closed: sustained", "end", ("On 2026-03-19",))


def test_the_picture_of_the_way_shrinks_what_is_over_first(qtbot):
    line = StepLine()
    qtbot.addWidget(line)
    line.show_stations(stations(replace(grievance_record(), row=docket_row(**OPEN))))
    line.resize(900, line.height())
    assert all(has_words for _, _, has_words in line.places())
    assert "Answer due" in line.hint_at(320)
    line.resize(300, line.height())
    shown = [one.name for one, _, has_words in line.places() if has_words]
    assert "Step 1" not in shown
    assert "Step 2" in shown
    assert not line.grab().isNull()


def test_the_record_shows_its_reason_and_the_sample_mark(open_page, case):
    view = open_page(case).stage.view
    assert view.verbs.reason.text().startswith("Employer: answer at Step 1. Mon Mar 9: 5 working days")
    assert view.verbs.sample.chip.text == SAMPLE
    assert view.kind.heading(view.record).title == "2026-014 Silva, Ana et al. (2)"
    assert view.facts.case.value("articles") == "Art. 5.2\nArt. 9"
    assert view.facts.statement.text.startswith("On February 20")


def test_tabs_of_the_end_are_there_once_there_is_one(open_page, desk, kit, qtbot):
    one = desk.cases.add(docket_row(**OPEN), settlement=None, arbitration=None, fact_sheet=None, panel=())
    view = open_page(one).stage.view

    def shown():
        return [view.tabs.tabText(n) for n in range(view.tabs.count()) if view.tabs.isTabVisible(n)]

    assert shown() == ["Case", "Steps", "Information requests", "Notes", "Timeline"]
    desk.cases.change(one, settlement=grievance_record().settlement, fact_sheet=grievance_record().fact_sheet)
    kit.bus.publish(Changes.of("grievance", one))
    qtbot.waitUntil(lambda: "Settlement" in shown() and kit.tasks.is_idle())
    assert shown() == ["Case", "Steps", "Information requests", "Settlement", "Fact sheet", "Notes", "Timeline"]
    assert view.settlement.terms.text == "Four hours of pay to each grievant."


def test_the_fact_sheet_says_whose_it_is(open_page, case, desk):
    view = open_page(case).stage.view
    view.show_panel(view.fact_sheet)
    assert view.fact_sheet.notice.words == CONFIDENTIAL
    assert view.fact_sheet.blocks["witnesses"].text == "secret witnesses words"
    record = desk.cases.load(case)
    view.fact_sheet.show_record(replace(record, fact_sheet=record.fact_sheet.model_copy(update={"version": 1})))
    assert view.fact_sheet.blocks["representation"].text == Representation.REFUSED.label


def test_a_fact_sheet_that_nobody_wrote_says_nothing(open_page, case, desk):
    record = desk.cases.load(case)
    view = open_page(case).stage.view
    view.fact_sheet.show_record(replace(record, fact_sheet=FactSheetDraft()))
    assert {block.text for block in view.fact_sheet.blocks.values()} == {""}


# -- verbs ----------------------------------------------------------------------------------------------------------


def test_verbs_are_those_that_the_domain_offers(open_page, case, desk):
    view = open_page(case).stage.view
    assert verbs(view) == [f"{one.text}…" for one in offers(desk.cases.load(case))]
    assert verbs(view)[0] == "Demand arbitration…"  # the employer is late, and that opens the way


def test_a_case_in_the_bin_offers_nothing(case, desk, qtbot):
    bar = VerbBar(lambda _offer: None)
    qtbot.addWidget(bar)
    bar.show_record(desk.cases.load(case))
    assert bar.verbs.actions_now
    desk.cases.move_to_bin([case])
    bar.show_record(desk.cases.load(case))
    assert bar.verbs.actions_now == {}


def test_what_stands_there_already_counts_without_a_keystroke(open_page, case, desk, kit, qtbot):
    view = open_page(case).stage.view
    dialog = press(view, Verb.ARBITRATE)
    assert dialog.save_button.text() == "Demand"
    dialog.save_button.click()
    settle(qtbot, kit)
    ((what, draft),) = desk.verbs.done
    assert (what, draft.filed_on, draft.version, draft.grievance_id) == ("advance", TODAY, 4, case)


def test_an_answer_begins_with_what_was_written(open_page, case, desk, kit, qtbot):
    view = open_page(case).stage.view
    dialog = press(view, Verb.ANSWER)
    dialog.form.put({"answer": "Denied.", "answered_on": date(2026, 3, 19)})
    dialog.save_button.click()
    settle(qtbot, kit)
    ((what, draft),) = desk.verbs.done
    assert (what, draft.answer, draft.id) == ("answer", "Denied.", desk.cases.load(case).now_at.id)


def test_a_settlement_needs_both_signatures(open_page, case, desk, kit, qtbot):
    desk.cases.change(case, settlement=None)
    view = open_page(case).stage.view
    dialog = press(view, Verb.SETTLE)
    dialog.form.put({"terms": "Two days of pay.", "employer_signer": ""})
    dialog.save_button.click()
    assert "signed by both sides" in dialog.refusal.words
    dialog.form.put({"employer_signer": "Dana Baker"})
    dialog.save_button.click()
    settle(qtbot, kit)
    assert desk.verbs.done[0][:2] == ("settle", 4)


def test_withdrawing_presets_its_outcome(open_page, case, desk, kit, qtbot):
    view = open_page(case).stage.view
    press(view, Verb.WITHDRAW).save_button.click()
    settle(qtbot, kit)
    assert desk.verbs.done[0][1].outcome is Outcome.WITHDRAWN


def test_what_the_database_refuses_is_told_in_the_dialog(open_page, case, desk, kit, qtbot):
    desk.verbs.error = RuleViolation({"filed_on": "Nothing is filed in the future."})
    view = open_page(case).stage.view
    dialog = press(view, Verb.ARBITRATE)
    dialog.save_button.click()
    settle(qtbot, kit)
    assert dialog.form.cells["filed_on"].problem == "Nothing is filed in the future."
    assert dialog.isVisible()
    dialog.reject()


def test_more_time_is_asked_for_one_clock(open_page, case, desk, kit, qtbot):
    view = open_page(case).stage.view
    dialog = press(view, Verb.EXTEND)
    dialog.form.put({"to_on": date(2026, 3, 25), "agreed_employer": "Dana Baker", "document": "E-mail"})
    assert "2026-03-18 → 2026-03-25" in dialog.findChild(ExtensionTeller).words, "old and new, before it is saved"
    dialog.save_button.click()
    settle(qtbot, kit)
    ((what, draft),) = desk.verbs.done
    assert (what, draft.position, draft.due_on) == ("extend", 2, date(2026, 3, 18))


def test_names_are_struck_by_the_side_whose_turn_it_is(open_page, desk, kit, qtbot):
    panel = grievance_record().panel
    third = panel[1].model_copy(update={"id": new_id(), "name": "C. Park", "position": 3})
    one = desk.cases.add(docket_row(step="Arbitration"), panel=(*panel, third))
    view = open_page(one).stage.view
    assert any(words.startswith("Strike a name (union’s turn)") for words in verbs(view))
    view.do(next(offer for offer in offers(desk.cases.load(one)) if offer.verb is Verb.STRIKE))
    names = view.arbitration.names
    names.list.choose(third.id)
    names.strike_action.trigger()
    settle(qtbot, kit)
    assert desk.verbs.done == [("strike", "C. Park", Side.UNION)]


# -- forms ----------------------------------------------------------------------------------------------------------


def form_of(kit, desk, qtbot, record=None):
    forms = GrievanceForms(kit, desk)
    made = forms.new() if record is None else forms.edit(record)
    qtbot.addWidget(made)
    made.resize(1000, 900)
    made.show()
    return made, made.parts[0].form


def test_the_day_to_file_is_told_while_one_types(kit, desk, qtbot):
    _, form = form_of(kit, desk, qtbot)
    teller = form.findChild(DeadlineTeller)
    form.field("agreement_version_id").know(VERSION.id, VERSION.name)
    form.put({"agreement_version_id": VERSION.id, "occurred_on": date(2026, 2, 6)})
    settle(qtbot, kit)
    words = teller.late.words or teller.in_time.words
    assert words.startswith("File by Mon Feb 23: 10 working days from Fri Feb 6")
    assert "Presidents’ Day (Mon Feb 16) not counted" in words
    assert SAMPLE in words
    form.put({"occurred_on": date(2026, 2, 9)})
    assert "Tue Feb 24" in (teller.late.words or teller.in_time.words)
    assert desk.rules.asked == 1  # the rules were read once


def test_problems_stand_beside_their_fields(kit, desk, qtbot):
    made, form = form_of(kit, desk, qtbot)
    assert form.values()["remedy"] == MADE_WHOLE
    made.save_action.trigger()
    assert form.cells["organization_id"].problem == "Choose the employer."
    assert form.cells["agreement_version_id"].problem == "Choose the agreement and its version."
    assert form.cells["occurred_on"].problem == "Write the date."


def test_grievants_are_many_with_one_lead(kit, desk, qtbot):
    _, form = form_of(kit, desk, qtbot)
    field = form.field("grievants")
    assert isinstance(field, GrievantsField)
    people = [Person(new_id(), name, "0042") for name in ("Ruiz, Ana", "Okafor, Bo", "Tran, Minh")]
    field.know(people)
    field.add(*(one.id for one in people))
    assert [one.is_lead for one in field.value()] == [True, False, False]
    field.list.setCurrentRow(1)
    field.lead_button.click()
    assert field.shown(field.value()) == "Okafor, Bo; Ruiz, Ana; Tran, Minh"
    field.list.setCurrentRow(1)
    field.remove_button.click()
    assert [one.is_lead for one in field.value()] == [True, False]
    kept, before = field.state(), field.value()
    field.set_value(())
    field.set_state(kept)
    assert field.value() == before
    assert field.shown(before) == "Ruiz, Ana; Tran, Minh"


def test_a_filed_case_keeps_kind_and_agreement(kit, desk, qtbot):
    record = replace(grievance_record(), row=docket_row(**OPEN))
    made, form = form_of(kit, desk, qtbot, record)
    assert not form.cells["kind"].widget.isEnabled()
    assert form.cells["agreement_version_id"].widget.isReadOnly()
    assert "This case is filed" in made.strip_words()
    assert not form.is_dirty


def test_an_article_is_chosen_from_the_agreement_and_free_text_stays(kit, desk, qtbot):
    form = GrievanceForms(kit, desk).new().parts[0].form
    qtbot.addWidget(form)
    picker = form.findChild(ArticlePicker)
    assert picker.isHidden()  # no agreement yet
    form.field("agreement_version_id").know(VERSION.id, VERSION.name)
    form.put({"agreement_version_id": VERSION.id, "articles": (CitedArticle(reference="Past practice"),)})
    assert not picker.isHidden()
    picker.field._ask("overt")
    qtbot.waitUntil(lambda: picker.field.found_count == 1)
    picker.field.take_first()
    assert [one.reference for one in form.values()["articles"]] == ["Past practice", "Art. 5.2 Overtime"]
    assert form.values()["articles"][1].agreement_article_id == ARTICLES[0].id
    assert picker.field.text() == ""
    picker.field._ask("overt")
    qtbot.waitUntil(kit.tasks.is_idle)
    picker.field.take_first()
    assert len(form.values()["articles"]) == 2  # once each


def test_the_agreements_in_force_on_the_day_are_offered(kit, desk, qtbot):
    form = GrievanceForms(kit, desk).new().parts[0].form
    qtbot.addWidget(form)
    form.put({"occurred_on": date(2026, 3, 6)})
    form.field("agreement_version_id")._ask("")
    qtbot.waitUntil(lambda: form.field("agreement_version_id").found_count == 1)
    assert desk.agreements.days == [date(2026, 3, 6)]


def test_the_cases_that_belong_to_a_case_are_links(open_page, case, desk, kit, qtbot):
    other = new_id()
    link = LinkedCase(Link.FOLLOWED_BY, other, "2026-040", GrievanceStatus.OPEN, None, date(2026, 3, 1))
    desk.cases.change(case, links=(link,))
    page = open_page(case)
    wanted = []
    page.page_wanted.connect(lambda name, arguments: wanted.append((name, arguments)))
    block = page.stage.view.facts.links
    assert not block.isHidden()
    (button,) = block.findChildren(QPushButton)
    assert button.accessibleName().startswith("Followed by: 2026-040")
    button.click()
    assert wanted == [("grievances", {"record": other, "wide": True})]


def test_a_request_in_the_bin_is_seen_and_comes_back(open_page, case, desk, kit, qtbot):
    binned = Binned(new_id(), "information_request", "2026-03-03", "Time cards", None, None, NOW, "ana")
    desk.cases.change(case, in_bin=(binned,))
    panel = open_page(case).stage.view.requests
    assert not panel.bin_button.isHidden()
    panel.bin_button.click()
    assert [card.body for card in panel.list.cards.cards] == ["Time cards"]
    assert panel.list.cards.cards[0].title == "Request of 2026-03-03"
    panel.restore_action.trigger()
    qtbot.waitUntil(lambda: bool(desk.cases.saved) and kit.tasks.is_idle())
    assert desk.cases.saved[-1] == ("restore_requests", [binned.id])


def test_a_case_that_was_being_written_comes_back_whole_after_a_crash(open_page, kit, desk, qtbot):
    typed = GrievanceForms(kit, desk).new().parts[0].form
    qtbot.addWidget(typed)
    people = [Person(new_id(), "Silva, Ana", "0042"), Person(new_id(), "Łódź, Bo", "0043")]
    typed.field("grievants").know(people)
    typed.field("agreement_version_id").know(VERSION.id, VERSION.name)
    article = CitedArticle(reference="Art. 5.2 Overtime", agreement_article_id=ARTICLES[0].id)
    typed.put(
        {
            "grievants": tuple(Grievant(member_id=one.id) for one in people),
            "agreement_version_id": VERSION.id,
            "occurred_on": date(2026, 3, 2),
            "articles": (article, CitedArticle(reference="Past practice")),
            "statement": "Ten hours, paid as eight. 加班 שעות",
        }
    )
    states = json.loads(json.dumps(typed.states()))  # as it lies on disk
    gone = (1, 0.0)  # the process that wrote it ended
    kit.draft_store.keep(KeptDraft(FORM, new_id(), None, "the new grievance", states, {}, datetime.now(UTC), gone))
    page = open_page()
    qtbot.waitUntil(lambda: bool(page.offer.words))
    page.offer.continue_wanted.emit(kit.draft_store.pending())
    form = page.stage.form.parts[0].form
    assert {name: form.values()[name] for name in typed.field_names} == {
        name: typed.values()[name] for name in typed.field_names
    }


@pytest.mark.parametrize(
    ("room", "words"),
    [(40, "Answer due 3/6/2026 · 1 day late"), (20, "Answer due 3/6/2026"), (10, "3/6/2026"), (3, "3/6/2026")],
)
def test_a_date_is_never_cut_in_the_line_of_steps(room, words):
    due = Due("Answer due 3/6/2026 · 1 day late", "bad", "warning-circle", "why", "3/6/2026")
    assert fitting(due, len, room) == words


def test_articles_keep_what_they_point_to(kit, desk, qtbot):
    record = grievance_record()
    _, form = form_of(kit, desk, qtbot, record)
    field = form.field("articles")
    assert field.value() == record.draft.articles
    field.setPlainText("Art. 9\n\n  Art. 11   Safety ")
    kept, added = field.value()
    assert kept.id == record.draft.articles[1].id
    assert added.reference == "Art. 11 Safety"


# -- others ---------------------------------------------------------------------------------------------------------


def test_requests_say_how_long_it_is_until_they_are_due(open_page, case):
    (card,) = open_page(case).stage.view.requests.list.cards.cards
    assert card.chips[0].text == "Incomplete"
    assert [line.name for line in card.lines] == ["Reason", "To", "Wanted by", "Received on", "Missing"]


def test_steps_explain_every_limit(open_page, case):
    first, second, ahead = open_page(case).stage.view.steps.list.cards.cards
    assert (first.title, second.chips[0].text, ahead.chips[0].text) == ("Step 1", "Here now", "Ahead")
    limit = next(one for one in second.lines if one.name == "Limit to answer")
    assert "5 working days" in limit.text
    assert "Late. The agreement says: the other side may take it" in limit.text


def test_the_statistics_of_any_year_open_from_the_page(qtbot, kit, desk, case):
    asked = []

    def statistics(year):
        def make(size):
            asked.append(year)
            numbers = GrievanceYear(year, date(year, 12, 31), True, CaseFigures(), (), (), ())
            return grievance_statistics(numbers, PaperContext(size, "The hall", "ana", NOW))

        return PaperChoice(f"Statistics {year}", f"Grievances {year}", make)

    page = GrievancesPage(kit, desk, None, statistics)
    qtbot.addWidget(page)
    page.show()
    assert page.statistics_action in page.header.verbs
    page.statistics_action.trigger()
    assert page.year_dialog.year.value() == date.today().year
    page.year_dialog.year.setValue(2019)
    page.year_dialog.show_button.click()
    qtbot.waitUntil(lambda: bool(asked) and kit.tasks.is_idle())
    assert asked == [2019]
    page.printing.dialog.reject()


def test_the_papers_fit_the_case(case, desk):
    class Printer:
        def __getattr__(self, name):
            return lambda *given: b"%PDF " + name.encode()

    papers = grievance_papers(Printer())
    choices = papers.of_record(desk.cases.load(case))
    assert [one.text for one in choices] == [
        "Grievance form (employer’s copy)",
        "Fact sheet (union confidential)",
        "Information request of 2026-03-03",
        "Settlement agreement",
        "Case summary with timeline",
    ]
    assert choices[0].make(None) == b"%PDF grievance_form"
    bare = replace(desk.cases.load(case), fact_sheet=None, settlement=None, requests=())
    assert len(papers.of_record(bare)) == 2


def test_to_the_bin_and_back(open_page, case, desk, kit, qtbot):
    page = open_page(case)
    page.bin_action.trigger()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 0 and kit.tasks.is_idle())
    kit.messages.undo_last()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1 and kit.tasks.is_idle())
    assert desk.cases.load(case).row.deleted_at is None


def test_the_way_explains_itself_under_the_pointer(open_page, case):
    line = open_page(case).stage.view.verbs.line
    station, place, _ = line.places()[1]
    assert line.hint_at(QPointF(place.center()).x()) == station.hint
