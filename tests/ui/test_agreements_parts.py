"""The parts of a version: articles, the calendar, steps and limits; dates of open cases shown before they change."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QLabel, QToolButton

from ip2a_desktop.domain.agreement_drafts import ArticleDraft, HolidayDraft, LimitDraft, StepDraft
from ip2a_desktop.domain.agreement_samples import SAMPLES
from ip2a_desktop.domain.deadlines import Unit
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.procedures import Act, GrievanceKind, Lateness, RunsFrom, Side, StepForm
from ip2a_desktop.ui.agreements.articles import FORM as ARTICLE_FORM
from ip2a_desktop.ui.agreements.holidays import missing_years, years_of
from ip2a_desktop.ui.agreements.recount import RecountDialog
from ip2a_desktop.ui.agreements.step_form import FORM as STEP_FORM
from ip2a_desktop.ui.kit.conflict import ConflictDialog
from ip2a_desktop.ui.kit.form_drafts import KeptDraft
from ip2a_desktop.ui.kit.tasks import Tasks
from tests.ui.agreements_page import Office, dialogs, press, spoken
from tests.ui.fake_agreements import moved
from tests.ui.fake_employers import make_kit, toast_words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform
CALENDAR = {"name": "2024–2027", "starts_on": "2024-01-01", "ends_on": "2027-12-31"}


@pytest.fixture
def kit(qtbot, tmp_path):
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def office(qtbot, kit):
    return Office(qtbot, kit)


@pytest.fixture
def version(office):
    """The version of an agreement whose page is open."""
    one, version = office.agreements.add("Inside Agreement", **CALENDAR)
    office.open(one)
    return version


def words(box):
    """Return what a step says, a line each."""
    return [one.text() for one in box.findChildren(QLabel) if one.text()]


# -- articles ---------------------------------------------------------------------------------------------------------


def test_articles_stand_in_a_readers_order(office, version):
    for number in ("12", "5.10", "5.2", "A.1", "5.2a"):
        office.agreements.save_part(check(ArticleDraft, {"agreement_version_id": version, "number": number}))
    office.view.reload()
    articles = office.view.articles
    office.until(lambda: spoken(articles))
    assert spoken(articles) == ["5.2", "5.2a", "5.10", "12", "A.1"]


def test_an_article_is_written_changed_and_moved_to_the_bin(office, version):
    articles = office.view.articles
    articles.add_wanted.emit()
    form = articles.dialog.form
    articles.dialog.save_button.click()
    assert form.cells["number"].problem == "Write the article’s number, such as 5.2."
    form.put({"number": "5.2", "title": "Overtime", "body": "Double time."})
    articles.dialog.save_button.click()
    office.until(lambda: spoken(articles) == ["5.2  Overtime\nDouble time."])
    (kept,) = office.agreements.of(ArticleDraft)
    articles.edit_wanted.emit(kept.id)
    articles.dialog.form.put({"title": "Overtime and shifts"})
    articles.dialog.save_button.click()
    office.until(lambda: "Overtime and shifts" in spoken(articles)[0])
    articles.bin_wanted.emit(kept.id)
    office.until(lambda: spoken(articles) == [])
    assert toast_words(office.kit) == "1 article moved to the bin"
    office.kit.messages.undo_last()
    office.until(lambda: len(spoken(articles)) == 1)


def test_two_people_who_write_one_article_lose_nothing(office, version):
    office.agreements.save_part(check(ArticleDraft, {"agreement_version_id": version, "number": "5.2"}))
    office.view.reload()
    articles = office.view.articles
    office.until(lambda: spoken(articles))
    (kept,) = office.agreements.of(ArticleDraft)
    articles.edit_wanted.emit(kept.id)
    articles.dialog.form.put({"title": "Overtime"})
    office.agreements.save_part(kept.model_copy(update={"body": "Double time."}))
    articles.dialog.save_button.click()
    office.until(lambda: dialogs(articles, ConflictDialog))
    dialogs(articles, ConflictDialog)[0].save_button.click()
    office.until(lambda: spoken(articles) == ["5.2  Overtime\nDouble time."])


def test_what_was_typed_before_a_crash_is_offered_where_it_belongs(office, version):
    for of_version, number in ((version, "5.2"), (new_id(), "9.9")):
        kept = KeptDraft(
            ARTICLE_FORM,
            new_id(),
            None,
            "the new article",
            {"number": number, "title": "Overtime"},
            {"agreement_version_id": str(of_version)},
            datetime.now(UTC),
            (1, 0.0),
        )
        office.kit.draft_store.keep(kept)
    articles = office.view.articles
    office.view.show_panel(articles)
    office.until(lambda: articles.offer.words)
    press(articles.offer, "Continue")
    assert articles.dialog.form.values()["number"] == "5.2"
    articles.dialog.save_button.click()
    office.until(lambda: spoken(articles) == ["5.2  Overtime"])


# -- the calendar -----------------------------------------------------------------------------------------------------


def test_the_calendar_stands_by_years(office, version):
    lines = spoken(office.view.holidays)
    assert len(lines) == 4 * 9
    assert lines[0] == "2024, 8 holidays"
    assert lines[3].endswith(": Independence Day")
    office.view.holidays.list.setCurrentIndex(office.view.holidays.list.cards.index(0, 0))
    assert not office.view.holidays.edit_action.isEnabled(), "a year is no holiday"


def test_a_holiday_without_open_cases_is_saved_at_once(office, version):
    holidays = office.view.holidays
    holidays.add_wanted.emit()
    holidays.dialog.save_button.click()
    assert holidays.dialog.form.cells["day"].problem == "Write the date."
    assert holidays.dialog.form.cells["name"].problem == "A holiday needs a name."
    holidays.dialog.form.put({"day": date(2026, 10, 31), "name": "Halloween"})
    holidays.dialog.save_button.click()
    office.until(lambda: len(spoken(holidays)) == 37)
    assert office.recounts.asked == ["preview_save", "save"]
    assert toast_words(office.kit) == "Holiday saved"
    (line,) = [one for one in spoken(holidays) if "Halloween" in one]
    assert line.endswith("Halloween  (a weekend day, so it changes no date)")


def test_dates_that_a_holiday_moves_are_shown_before_it_is_saved(office, version):
    office.recounts.changes = (moved("2026-014"), moved("2026-015", "Go to Step 2", 3))
    holidays = office.view.holidays
    holidays.add_wanted.emit()
    holidays.dialog.form.put({"day": date(2026, 11, 25), "name": "Hall Day"})
    holidays.dialog.save_button.click()
    office.until(lambda: dialogs(office.page, RecountDialog))
    (question,) = dialogs(office.page, RecountDialog)
    assert question.windowTitle() == "2 dates of 2 open cases would change"
    office.until(lambda: question.model.rowCount() == 2)
    assert [question.model.line(0).texts[place] for place in range(4)] == [
        "2026-014",
        "Answer at Step 1",
        "Wed Nov 25",
        "Thu Nov 26",
    ]
    question.table.choose(0)
    assert "Thanksgiving Day (Thu Nov 26) not counted" in question.reason.text()
    assert "save" not in office.recounts.asked
    question.verb_button.click()
    office.until(lambda: "save" in office.recounts.asked and len(spoken(holidays)) == 37)
    assert toast_words(office.kit) == "Holiday saved; 2 cases counted again"


def test_who_does_not_want_the_dates_to_move_goes_back_to_the_form(office, version):
    office.recounts.changes = (moved(),)
    holidays = office.view.holidays
    holidays.add_wanted.emit()
    dialog = holidays.dialog
    dialog.form.put({"day": date(2026, 11, 25), "name": "Hall Day"})
    dialog.save_button.click()
    office.until(lambda: dialogs(office.page, RecountDialog))
    dialogs(office.page, RecountDialog)[0].reject()
    office.settle()
    assert dialog.isVisible()
    assert dialog.form.isEnabled()
    assert dialog.save_button.text() == "Save"
    assert "save" not in office.recounts.asked
    dialog.form.load(dialog.form.draft)
    dialog.reject()


def test_a_refused_preview_leaves_everything_as_it_was(office, version):
    def refuse(*_drafts):
        raise RuleViolation({"day": "This day is a holiday already."})

    office.recounts.preview_save = refuse
    holidays = office.view.holidays
    holidays.add_wanted.emit()
    dialog = holidays.dialog
    dialog.form.put({"day": date(2026, 11, 25), "name": "Hall Day"})
    dialog.save_button.click()
    office.until(lambda: len(dialogs(office.page)) == 2)
    assert dialog.isVisible()
    assert dialog.session.is_dirty
    dialogs(office.page)[-1].reject()
    dialog.form.load(dialog.form.draft)
    dialog.reject()


def test_a_holiday_goes_to_the_bin_with_the_dates_that_hang_on_it(office, version):
    office.recounts.changes = (moved(),)
    holidays = office.view.holidays
    one = next(iter(holidays.parts))
    holidays.bin_wanted.emit(one)
    office.until(lambda: dialogs(office.page, RecountDialog))
    question = dialogs(office.page, RecountDialog)[0]
    assert question.verb_button.text() == "Move to bin and change 1 date"
    question.verb_button.click()
    office.until(lambda: one not in holidays.parts)
    assert toast_words(office.kit) == "1 holiday moved to the bin"
    office.kit.messages.undo_last()
    office.until(lambda: one in holidays.parts)
    assert office.recounts.asked == ["preview_bin", "move_to_bin", "restore"]


def test_the_usual_holidays_of_a_year_come_at_once(office):
    one, version = office.agreements.add("Inside", name="2026", starts_on="2026-01-01", ends_on="2035-12-31")
    office.open(one)
    holidays = office.view.holidays
    holidays.add_usual(2030)
    dialog = holidays.usual_dialog
    assert dialog.save_button.text() == "Add 8 holidays"
    dialog.boxes[date(2030, 11, 11)].click()
    assert dialog.save_button.text() == "Add 7 holidays"
    dialog.save()
    office.until(lambda: any(one == "2030, 7 holidays" for one in spoken(holidays)))
    assert office.recounts.asked == ["preview_save", "save"]
    assert toast_words(office.kit) == "7 holidays added"
    assert "Veterans Day" not in [one.name for one in holidays.parts.values() if one.day.year == 2030]
    assert version == office.view.chosen.version.draft.id


def test_what_the_calendar_has_is_not_offered_again(office, version):
    office.agreements.save_part(
        check(HolidayDraft, {"agreement_version_id": version, "day": "2029-07-05", "name": "Independence Day"})
    )
    office.view.reload()
    office.settle()
    holidays = office.view.holidays
    holidays.add_usual(2026)
    dialog = holidays.usual_dialog
    assert dialog.save_button.text() == "Nothing to add"
    assert not dialog.save_button.isEnabled()
    assert all("there already" in box.text() for box in dialog.boxes.values())
    dialog.year.addItem("2029", 2029)
    dialog.year.setCurrentIndex(dialog.year.count() - 1)
    assert dialog.boxes[date(2029, 7, 4)].text().endswith("(kept on Thu, Jul 5)")
    assert dialog.save_button.text() == "Add 7 holidays"
    dialog.reject()


def test_a_year_without_holidays_is_told_while_it_matters(office):
    now = date.today()
    first, last = now.replace(month=1, day=1), date(now.year + 5, 12, 31)
    one, _ = office.agreements.add("Inside", name="Long", starts_on=first, ends_on=last)
    office.open(one)
    holidays = office.view.holidays
    record = office.view.chosen.version
    assert missing_years(record, now) == [now.year + 4, now.year + 5]
    assert years_of(record, now) == list(range(now.year, now.year + 6))
    assert f"No holidays are written down for {now.year + 4} and {now.year + 5} yet" in holidays.missing.words
    office.view.show_panel(holidays)
    press(holidays.missing, f"Add those of {now.year + 4}…")
    assert holidays.usual_dialog.year.currentData() == now.year + 4
    holidays.usual_dialog.reject()


def test_a_holiday_in_the_bin_is_found_where_it_stood(office, version):
    holidays = office.view.holidays
    one = next(iter(holidays.parts))
    holidays.bin_wanted.emit(one)
    office.until(lambda: one not in holidays.parts)
    office.view.show_panel(holidays)
    assert holidays.bin_button.text() == "In the bin (1)"
    holidays.bin_button.click()
    assert len(spoken(holidays)) == 1
    assert spoken(holidays)[0].startswith("New Year’s Day")
    office.recounts.changes = (moved(),)
    holidays.list.choose(one)
    holidays.restore_action.trigger()
    office.until(lambda: dialogs(office.page, RecountDialog))
    assert dialogs(office.page, RecountDialog)[0].verb_button.text() == "Bring back and change 1 date"
    dialogs(office.page, RecountDialog)[0].verb_button.click()
    office.until(lambda: one in holidays.parts)
    assert not holidays.is_bin_shown


# -- steps ------------------------------------------------------------------------------------------------------------


def test_each_step_is_told_in_sentences(office, version):
    first, second, arbitration = office.view.procedure.boxes
    assert words(first)[:3] == ["Step 1", "For the union: Steward; for the employer: Foreman or superintendent.", (
        "The union files within 10 working days of the occurrence, or of the day it became known. "
        "Later than that, the case is given up."
    )]  # fmt: skip
    assert "No limit to meet." in words(first)
    assert "Group or class, union or policy and discipline (expedited) grievances begin here." in words(second)
    assert [one.limit.act for one in second.limits] == [Act.FILE, Act.ANSWER]
    assert "A panel of 7 names; the employer strikes first." in words(arbitration)
    assert len(office.view.procedure.settlement.limits) == 1


def test_a_step_is_added_at_the_end(office, version):
    procedure = office.view.procedure
    procedure.add_button.click()
    form = procedure.dialog.form
    assert (form.values()["position"], form.values()["name"]) == (4, "Step 4")
    form.put({"position": None, "name": ""})
    procedure.dialog.save_button.click()
    assert form.cells["name"].problem == "A step needs a name, such as Step 1."
    assert form.cells["position"].problem
    form.put({"position": 3, "name": "Mediation"})
    procedure.dialog.save_button.click()
    office.until(lambda: form.cells["position"].problem == "Another step has this place.")
    form.put({"position": 4, "union_sits": "Business manager"})
    procedure.dialog.save_button.click()
    office.until(lambda: [box.draft.name for box in procedure.boxes][-1:] == ["Mediation"])
    assert "For the union: Business manager." in words(procedure.boxes[-1])
    assert office.recounts.asked[-2:] == ["preview_save", "save"], "dates are looked at before a step is saved"


def test_the_panel_is_asked_for_at_an_arbitration_only(office, version):
    procedure = office.view.procedure
    procedure.edit_step(procedure.boxes[0].draft.id)
    form = procedure.dialog.form
    assert form.cells["panel_size"].isHidden()
    form.put({"form": StepForm.ARBITRATION})
    assert not form.cells["panel_size"].isHidden()
    form.put({"panel_size": 5, "entry_for": (GrievanceKind.DISCIPLINE,)})
    procedure.dialog.save_button.click()
    office.until(lambda: "A panel of 5 names." in words(procedure.boxes[0]))
    assert "Discipline (expedited) grievances begin here." in words(procedure.boxes[0])


def test_a_changed_step_shows_the_dates_that_it_moves_before_it_is_saved(office, version):
    office.recounts.changes = (moved(what="Go to Step 2"),)
    procedure = office.view.procedure
    procedure.edit_step(procedure.boxes[1].draft.id)
    procedure.dialog.form.put({"name": "Second step"})
    procedure.dialog.save_button.click()
    office.until(lambda: dialogs(office.page, RecountDialog))
    assert office.recounts.asked == ["preview_save"], "nothing is saved before the person has seen the dates"
    dialogs(office.page, RecountDialog)[0].verb_button.click()
    office.until(lambda: office.recounts.asked == ["preview_save", "save"])
    office.until(lambda: toast_words(office.kit) == "Step saved; 1 case counted again")


def test_a_step_goes_to_the_bin_only_after_the_dates_were_seen(office, version):
    office.recounts.changes = (moved(what="Go to Step 2"),)
    procedure = office.view.procedure
    procedure.bin_step(procedure.boxes[2].draft.id)
    office.until(lambda: dialogs(office.page, RecountDialog))
    assert office.recounts.asked == ["preview_bin"]
    dialogs(office.page, RecountDialog)[0].reject()
    office.until(office.kit.tasks.is_idle)
    assert (office.recounts.asked, len(procedure.boxes)) == (["preview_bin"], 3)


def test_a_step_goes_to_the_bin_and_comes_back(office, version):
    procedure = office.view.procedure
    one = procedure.boxes[2].draft.id
    procedure.bin_step(one)
    office.until(lambda: len(procedure.boxes) == 2)
    assert toast_words(office.kit) == "1 step moved to the bin"
    office.kit.messages.undo_last()
    office.until(lambda: len(procedure.boxes) == 3)
    assert len(procedure.boxes[2].limits) == 1, "its limits came back with it"
    assert office.recounts.asked == ["preview_bin", "move_to_bin", "restore"]


def test_steps_and_limits_in_the_bin_are_brought_back(office, version):
    procedure = office.view.procedure
    assert procedure.bin_button.isHidden()
    procedure.bin_step(procedure.boxes[2].draft.id)
    office.until(lambda: len(procedure.boxes) == 2)
    procedure.bin_limit(limit(office, Act.ANSWER).id)
    office.until(lambda: len(procedure.boxes[0].limits) == 1)
    assert procedure.bin_button.text() == "In the bin (2)"
    step, answer = procedure.bin_button.menu().actions()
    assert (step.text(), answer.text()) == ("Bring back Arbitration", "Bring back the limit to answer")
    step.trigger()
    office.until(lambda: len(procedure.boxes) == 3)
    procedure.bin_button.menu().actions()[0].trigger()
    office.until(lambda: len(procedure.boxes[0].limits) == 2)
    assert procedure.bin_button.isHidden()


def test_a_step_that_was_being_written_comes_back_after_a_crash(office, version):
    given = {"agreement_version_id": str(version)}
    states = {"name": "Mediation", "position": "4"}
    kept = KeptDraft(STEP_FORM, new_id(), None, "the new step", states, given, datetime.now(UTC), (1, 0.0))
    office.kit.draft_store.keep(kept)
    procedure = office.view.procedure
    procedure.open_record(office.view.record.row.id)
    office.until(lambda: procedure.offer.words)
    press(procedure.offer, "Continue")
    assert procedure.dialog.form.values()["name"] == "Mediation"
    procedure.dialog.save_button.click()
    office.until(lambda: len(procedure.boxes) == 4)


def test_the_keyboard_stays_where_it_was(office, version):
    procedure = office.view.procedure
    with office.qtbot.waitActive(office.page):
        office.page.activateWindow()
    tools = procedure.boxes[1].findChildren(QToolButton)
    next(one for one in tools if one.accessibleName() == "Edit Step 2").setFocus()
    office.agreements.save_part(procedure.boxes[0].draft.model_copy(update={"rule": "Changed"}))
    office.view.reload()
    office.until(lambda: "Changed." in words(procedure.boxes[0]))
    assert office.page.focusWidget().accessibleName() == "Edit Step 2"


# -- limits -----------------------------------------------------------------------------------------------------------


def limit(office, act, step=0):
    return next(one.limit for one in office.view.procedure.boxes[step].limits if one.limit.act is act)


def test_a_limit_is_read_while_it_is_written(office, version):
    procedure = office.view.procedure
    procedure.edit_limit(limit(office, Act.ANSWER).id)
    dialog = procedure.dialog
    assert dialog.windowTitle() == "Limit to answer at Step 1"
    told = dialog.body.itemAt(0).widget().words
    assert told.text().startswith("The employer answers within 5 working days of the filing.")
    dialog.form.put({"number": 48, "unit": Unit.HOURS, "lateness": Lateness.ADVANCES, "article": "Art. 5.3"})
    assert told.text() == (
        "The employer answers within 48 hours of the filing (Art. 5.3). "
        "If it is late, the case goes to the next step by itself."
    )
    dialog.form.put({"number": None})
    assert told.text() == "Write a whole number."
    dialog.save_button.click()
    assert dialog.form.cells["number"].problem == "Write a whole number."
    dialog.form.put({"number": 4000})
    dialog.save_button.click()
    assert dialog.form.cells["number"].problem == "This must be 3650 or less."
    dialog.form.put({"number": 48})
    dialog.save_button.click()
    office.until(lambda: limit(office, Act.ANSWER).number == 48)
    assert toast_words(office.kit) == "Limit saved"


def test_only_what_fits_can_be_chosen(office, version):
    procedure = office.view.procedure
    procedure.edit_limit(limit(office, Act.FILE, step=1).id)
    form = procedure.dialog.form
    starts = form.field("runs_from")
    assert [starts.itemText(row) for row in range(starts.count())] == [
        RunsFrom.TRIGGER.label,
        RunsFrom.FILED.label,
        RunsFrom.MET.label,
        RunsFrom.ANSWERED.label,
    ]
    assert "side" not in form.cells, "only the union files"
    procedure.dialog.reject()
    procedure.edit_limit(limit(office, Act.ANSWER).id)
    assert procedure.dialog.form.field("side").value() is Side.EMPLOYER
    procedure.dialog.reject()


def test_a_missing_limit_is_added_where_it_is_missing(office, version):
    box = office.view.procedure.boxes[0]
    (action,) = box.add_button.menu().actions()
    assert action.text() == "To meet"
    action.trigger()
    dialog = office.view.procedure.dialog
    assert dialog.windowTitle() == "New limit to meet at Step 1"
    dialog.save_button.click()
    office.until(lambda: len(office.view.procedure.boxes[0].limits) == 3)
    added = limit(office, Act.MEET)
    assert (added.side, added.number, added.unit, added.runs_from) == (
        Side.EMPLOYER,
        10,
        Unit.WORKING_DAYS,
        RunsFrom.FILED,
    )
    assert office.view.procedure.boxes[0].add_button is None, "there is a limit for everything"


def test_a_limit_to_go_on_counts_from_the_answer_before(office):
    one, _ = office.agreements.add("Public", SAMPLES[3])
    office.open(one)
    office.view.procedure.add_limit(office.view.procedure.boxes[1].draft.id, Act.FILE)
    draft = office.view.procedure.dialog.form.draft
    assert (draft.runs_from, draft.side, draft.lateness) == (RunsFrom.ANSWERED, Side.UNION, Lateness.ABANDONED)
    office.view.procedure.dialog.reject()


def test_a_limit_after_a_settlement(office):
    one, _ = office.agreements.add("Public", SAMPLES[3])
    office.open(one)
    settlement = office.view.procedure.settlement
    assert settlement.limits == []
    settlement.add_button.click()
    dialog = office.view.procedure.dialog
    assert dialog.windowTitle() == "New limit to grieve again after a settlement"
    dialog.save_button.click()
    office.until(lambda: office.view.procedure.settlement.limits)
    (line,) = office.view.procedure.settlement.limits
    assert line.words.text().startswith("The union may grieve again within 30 calendar days of the settlement")


def test_a_limit_goes_to_the_bin_and_comes_back(office, version):
    office.recounts.changes = (moved(),)
    one = limit(office, Act.ANSWER).id
    office.view.procedure.bin_limit(one)
    office.until(lambda: dialogs(office.page, RecountDialog))
    dialogs(office.page, RecountDialog)[0].verb_button.click()
    office.until(lambda: len(office.view.procedure.boxes[0].limits) == 1)
    assert toast_words(office.kit) == "1 limit moved to the bin"
    office.kit.messages.undo_last()
    office.until(lambda: len(office.view.procedure.boxes[0].limits) == 2)
    assert {type(part) for part in office.agreements.parts.values()} >= {LimitDraft, StepDraft}
