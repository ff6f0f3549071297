"""The agreements' page: the list, the agreement beside it, which version is shown, the mark SAMPLE, forms, the bin."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ip2a_desktop.domain.agreement_drafts import StepDraft
from ip2a_desktop.domain.agreement_samples import SAMPLES
from ip2a_desktop.domain.errors import DatabaseUnavailable, NotAllowed
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.procedures import SAMPLE
from ip2a_desktop.ui.agreements.confirming import VERB
from ip2a_desktop.ui.agreements.table import COLUMNS
from ip2a_desktop.ui.agreements.words import force_chip, in_force, period
from ip2a_desktop.ui.kit.formats import today
from ip2a_desktop.ui.kit.tasks import Tasks
from tests.ui.agreements_page import Office, dialogs, press, spoken
from tests.ui.fake_employers import make_kit, toast_words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform
YEAR = timedelta(days=365)


@pytest.fixture
def kit(qtbot, tmp_path):
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def office(qtbot, kit):
    return Office(qtbot, kit)


@pytest.fixture
def inside(office):
    one, _ = office.agreements.add("Inside Agreement")
    _, confirmed = office.agreements.add("Residential", SAMPLES[1])
    office.agreements.confirmed.add(confirmed)
    return one


def names(page):
    return [page.list.model.line(row).row.name for row in range(page.list.model.rowCount())]


def chips(page, row):
    return [chip.text for chip in page.list.model.line(row).chips if chip is not None]


# -- the list ---------------------------------------------------------------------------------------------------------


def test_the_list_says_which_limits_nobody_verified(office, inside):
    page = office.open()
    assert names(page) == ["Inside Agreement", "Residential"]
    assert [chips(page, row) for row in (0, 1)] == [["SAMPLE"], ["Confirmed"]]
    page.list.filters.buttons[0].choose([page.list.filters.buttons[0].spec.choices[1]])
    page.list.filters.buttons[0].changed.emit()
    office.until(lambda: names(page) == ["Residential"])
    assert page.header.title == "Agreements"


def test_exports_write_days_and_numbers(office, inside):
    row = office.agreements.load(inside).row
    by_key = {column.key: column for column in COLUMNS}
    assert by_key["open_cases"].exported(row) == 0
    assert by_key["starts_on"].exported(row) == date.today() - 2 * YEAR
    assert by_key["is_confirmed"].exported(row) == "SAMPLE"
    bare = office.agreements.agreements[inside].model_copy(update={"id": new_id()})
    office.agreements.save(bare.model_copy(update={"version": None}))
    assert by_key["is_confirmed"].exported(office.agreements.load(bare.id).row) == "No version yet"


def test_an_empty_list_offers_the_first_one(office):
    page = office.open()
    assert page.list.states.state == "empty"
    press(page.list.states, "New agreement")
    assert page.stage.form.title == "New agreement"


def test_there_is_nothing_to_print(office, inside):
    page = office.open(inside)
    assert not page.print_action.isVisible()
    assert page.papers_now() == []
    window = page.open_window(inside)
    office.until(lambda: window.stage.heading is not None)
    assert [verb.objectName() for verb in window.header.verbs] == ["edit", "delete"]
    window.close_now()


def test_a_list_that_cannot_be_read_says_so(office, inside):
    office.agreements.error = DatabaseUnavailable("The office server does not answer.", "", "Try again.")
    page = office.show()
    office.qtbot.waitUntil(lambda: page.list.states.state == "failed")
    office.agreements.error = None
    press(office.page.list.states, "Try again")
    office.until(lambda: office.page.list.states.state == "content")


# -- the record: its version and the mark -----------------------------------------------------------------------------


def test_the_agreement_beside_the_list(office, inside):
    office.agreements.open_cases = 12
    view = office.open(inside).stage.view
    heading = view.kind.heading(view.record)
    assert (heading.title, heading.subtitle) == ("Inside Agreement", "Many employers · 12 open cases")
    assert heading.chip.text == "SAMPLE"
    assert [view.tabs.tabText(place) for place in range(view.tabs.count())] == [
        "Procedure",
        "Holidays",
        "Articles",
        "Versions",
        "Timeline",
    ]
    view.show_panel(view.timeline)
    office.until(lambda: spoken(view.timeline))
    assert "Agreement added" in spoken(view.timeline)[0]


def test_what_nobody_verified_has_a_banner_until_it_is_confirmed(office, inside):
    view = office.open(inside).stage.view
    assert view.strip.banner.words == SAMPLE
    press(view.strip, VERB)
    (dialog,) = dialogs(view)
    assert dialog.windowTitle() == "Is 2024–2027 as your agreement says?"
    dialog.reject()
    assert "confirm" not in office.agreements.asked
    press(view.strip, VERB)
    press(dialogs(view)[0], "Confirm")
    office.until(lambda: view.strip.banner.words == "")
    assert toast_words(office.kit) == "2024–2027 is confirmed; the SAMPLE mark is gone"
    assert view.kind.heading(view.record).chip.text == "Confirmed"
    office.page.set_wide(True)
    office.until(lambda: view.strip.mark.chip is not None)
    assert view.strip.mark.chip.text == "Confirmed"


def test_the_question_names_what_is_compared(office, inside):
    view = office.open(inside).stage.view
    view.strip.confirm()
    words = [one.text() for one in view.strip.dialog.findChildren(type(view.strip.dialog.heading))]
    assert any("compared 3 steps, 6 limits and 32 holidays with the signed agreement" in one for one in words)
    cancel = next(one for one in view.strip.dialog.findChildren(QPushButton) if one.text() == "Cancel")
    assert cancel.isDefault()


def test_who_may_not_confirm_is_told(office, inside):
    view = office.open(inside).stage.view
    office.agreements.error = NotAllowed(
        "You do not have the right to do this.", "Nothing was changed.", "Ask an admin."
    )
    view.strip.confirm()
    view.strip.dialog.accept()
    office.until(lambda: any("right" in one.windowTitle() for one in dialogs(view)))
    assert view.strip.banner.words == SAMPLE


def test_the_verb_of_the_banner_stands_where_there_is_room(office, inside):
    page = office.open(inside)
    strip = page.stage.view.strip
    page.resize(900, 700)
    office.until(lambda: strip.width() < 620)
    assert strip.banner.buttons == []
    page.set_wide(True)
    office.until(lambda: strip.width() >= 620)
    assert [one.text() for one in strip.banner.buttons] == [VERB]


def test_the_version_in_force_is_shown_until_another_is_chosen(office, inside):
    now = date.today()
    later = office.agreements.add_version(inside, SAMPLES[2], name="2027–2030", starts_on=now + YEAR)
    view = office.open(inside).stage.view
    assert view.chosen.version.draft.name == "2024–2027"
    assert view.strip.force.chip.text == "In force"
    assert [view.strip.choice.itemText(row) for row in range(2)] == ["2027–2030", "2024–2027"]
    view.strip.choice.setCurrentIndex(0)
    view.strip.choice.activated.emit(0)
    assert view.chosen.version.draft.id == later
    assert view.strip.force.chip.text == "Not yet in force"
    view.reload()
    office.settle()
    assert view.chosen.version.draft.id == later, "what was chosen stays when it is read again"


def test_one_version_needs_no_choice(office, inside):
    strip = office.open(inside).stage.view.strip
    assert strip.choice.isHidden()
    assert not strip._only.isHidden()


def test_an_agreement_without_versions_says_what_to_do(office):
    one, version = office.agreements.add("Inside Agreement")
    office.agreements.bin_part(type(office.agreements.parts[version]), [version])
    view = office.open(one).stage.view
    assert view.strip.banner.words == ""
    assert view.kind.heading(view.record).chip.text == "No version yet"
    for panel in (view.procedure, view.holidays, view.articles, view.versions):
        assert panel.states.state == "empty"
    assert view.versions.add_button.isVisibleTo(view.versions)


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (-YEAR, None, "In force"),
        (-2 * YEAR, -YEAR, "Ended"),
        (YEAR, None, "Not yet in force"),
        (-YEAR, YEAR, "In force"),
    ],
)
def test_when_a_version_stands(office, starts, ends, words):
    now = today()
    values = {"starts_on": now + starts, "ends_on": now + ends if ends is not None else None}
    one, _ = office.agreements.add("Inside Agreement", **values)
    (version,) = office.agreements.load(one).versions
    assert force_chip(version.draft, now).text == words
    assert in_force([version], now) is version, "where none stands it is the newest"
    assert period(None, None) == ""
    assert period(now, None).startswith("since ")


# -- versions ---------------------------------------------------------------------------------------------------------


def test_a_version_chosen_in_its_list_is_shown_in_the_other_tabs(office, inside):
    old = office.agreements.add_version(
        inside, SAMPLES[3], name="2019–2022", starts_on="2019-01-01", ends_on="2022-12-31"
    )
    view = office.open(inside).stage.view
    view.versions.list.choose(old)
    assert [box.draft.name for box in view.procedure.boxes] == ["Step 1", "Arbitration"]
    assert view.strip.force.chip.text == "Ended"
    assert view.versions.list.current_id == old
    assert "Procedure: Step 1 → Arbitration" in spoken(view.versions)[1]


def test_a_new_version_begins_like_the_one_before_and_is_named_after_its_years(office, inside):
    view = office.open(inside).stage.view
    view.versions.add_wanted.emit()
    form = view.versions.dialog.form
    assert form.field("sample").shown(form.field("sample").value()) == "As in 2024–2027"
    view.versions.dialog.save_button.click()
    assert form.cells["starts_on"].problem == "Write the date."
    form.field("starts_on").setText("2027-06-01")
    form.field("ends_on").setText("2026-05-31")
    assert form.field("name").value() == "2027–2026"
    view.versions.dialog.save_button.click()
    assert form.cells["ends_on"].problem == "The version ends before it starts."
    form.field("ends_on").setText("2030-05-31")
    assert form.field("name").value() == "2027–2030"
    view.versions.dialog.save_button.click()
    office.until(lambda: len(view.record.versions) == 2)
    newest = view.record.versions[0]
    assert (newest.draft.name, len(newest.steps), newest.confirmed_at) == ("2027–2030", 3, None)


def test_a_name_that_somebody_wrote_stays(office, inside):
    view = office.open(inside).stage.view
    view.versions.add_wanted.emit()
    form = view.versions.dialog.form
    form.field("name").setText("The new one")
    form.field("starts_on").setText("2027-06-01")
    assert form.field("name").value() == "The new one"
    form.load(form.draft)  # nothing to ask about
    view.versions.dialog.reject()


def test_a_version_that_the_hall_writes_itself_has_no_steps(office, inside):
    view = office.open(inside).stage.view
    view.versions.add_wanted.emit()
    form = view.versions.dialog.form
    form.field("sample").tiles[""].click()
    form.put({"name": "Our own", "starts_on": date(2028, 1, 1)})
    view.versions.dialog.save_button.click()
    office.until(lambda: len(view.record.versions) == 2)
    view.chosen.choose(view.record.versions[0].draft.id)
    assert view.procedure.states.state == "empty"
    assert view.strip.banner.words == "", "there is nothing to verify yet"
    assert "No procedure yet" in spoken(view.versions)[0]


def test_the_dates_of_a_version_are_changed(office, inside):
    view = office.open(inside).stage.view
    (version,) = view.record.versions
    view.versions.edit_wanted.emit(version.draft.id)
    view.versions.dialog.form.put({"remarks": "Signed in May."})
    view.versions.dialog.save_button.click()
    office.until(lambda: "Remarks: Signed in May." in spoken(view.versions)[0])


def test_a_version_goes_to_the_bin_and_comes_back(office, inside):
    view = office.open(inside).stage.view
    (version,) = view.record.versions
    view.versions.bin_wanted.emit(version.draft.id)
    office.until(lambda: view.record.versions == ())
    assert toast_words(office.kit) == "1 version moved to the bin"
    office.kit.messages.undo_last()
    office.until(lambda: len(view.record.versions) == 1)


def test_a_version_in_the_bin_is_found_where_it_stood(office, inside):
    later = office.agreements.add_version(inside, SAMPLES[2], name="2027–2030", starts_on=date.today() + YEAR)
    view = office.open(inside).stage.view
    view.versions.bin_wanted.emit(later)
    office.until(lambda: len(view.record.versions) == 1)
    view.versions.bin_button.click()
    assert [line.split(",")[0] for line in spoken(view.versions)] == ["2027–2030"]
    view.versions.list.choose(later)
    assert view.chosen.version.draft.name == "2024–2027", "what lies in the bin is not shown in the other tabs"
    view.versions.restore_action.trigger()
    office.until(lambda: len(view.record.versions) == 2)


def test_only_what_is_a_sample_can_be_confirmed(office, inside):
    view = office.open(inside).stage.view
    (version,) = view.record.versions
    view.versions.list.choose(version.draft.id)
    assert view.versions.confirm_action.isEnabled()
    view.versions.confirm_action.trigger()
    view.versions.dialog.accept()
    office.until(lambda: not view.versions.confirm_action.isEnabled())
    assert "Confirmed: " in spoken(view.versions)[0]


# -- forms ------------------------------------------------------------------------------------------------------------


def test_a_new_agreement_begins_with_a_sample(office):
    page = office.open()
    page.new_action.trigger()
    form = page.stage.form.parts[0].form
    tiles = form.field("sample").tiles
    assert [tile.text() for tile in tiles.values()] == [*(one.name for one in SAMPLES), "Write it ourselves"]
    page.stage.form.save_action.trigger()
    assert form.cells["name"].problem == "An agreement needs a name."
    assert form.cells["starts_on"].problem == "Write the date."
    form.put({"name": "Inside Agreement"})
    form.field("starts_on").setText("2024-06-01")
    form.field("ends_on").setText("2027-05-31")
    tiles["inside"].click()
    with office.qtbot.waitSignal(page.stage.saved):
        page.stage.form.save_action.trigger()
    office.until(lambda: page.stage.view.record is not None)
    (version,) = page.stage.view.record.versions
    assert (version.draft.name, [step.name for step in version.steps]) == (
        "2024–2027",
        ["Step 1", "Labor-Management Committee", "Council on Industrial Relations"],
    )
    assert page.stage.view.strip.banner.words == SAMPLE


def test_an_agreement_can_be_written_from_nothing(office):
    page = office.open()
    page.new_action.trigger()
    form = page.stage.form.parts[0].form
    form.put({"name": "Ours", "starts_on": date(2024, 1, 1), "version_name": "2024", "sample": ""})
    page.stage.form.save_action.trigger()
    office.until(lambda: page.stage.view.record is not None)
    (version,) = page.stage.view.record.versions
    assert (version.steps, version.holidays) == ((), ())
    assert "begin" not in office.agreements.asked


def test_the_tiles_are_reached_by_keys(office):
    page = office.open()
    page.new_action.trigger()
    field = page.stage.form.parts[0].form.field("sample")
    field.tiles["default"].setFocus()
    office.qtbot.keyClick(field.tiles["default"], Qt.Key.Key_Right)
    assert field.value() == "inside"
    assert field.state() == "inside"
    field.set_state("no such sample")
    assert field.value() == "inside"


def test_an_agreement_is_renamed_and_bound_to_one_employer(office, inside):
    employer = new_id()
    office.employers.known[employer] = "Cascade Electric"
    office.agreements.employers[employer] = "Cascade Electric"
    page = office.open(inside)
    page.edit_action.trigger()
    form = page.stage.form.parts[0].form
    form.put({"name": "Cascade Agreement", "organization_id": employer})
    with office.qtbot.waitSignal(page.stage.saved):
        page.stage.form.save_action.trigger()
    view = page.stage.view
    office.until(lambda: view.record.row.name == "Cascade Agreement")
    assert view.kind.heading(view.record).words[0] == "Cascade Electric"
    page.edit_action.trigger()
    assert page.stage.form.parts[0].form.field("organization_id").text() == "Cascade Electric"


# -- bin and rights ---------------------------------------------------------------------------------------------------


def test_an_agreement_goes_to_the_bin_and_comes_back(office, inside):
    page = office.open(inside)
    page.bin_action.trigger()
    office.until(lambda: names(page) == ["Residential"])
    assert toast_words(office.kit) == "1 agreement moved to the bin"
    office.kit.messages.undo_last()
    office.until(lambda: len(names(page)) == 2)


def test_what_lies_in_the_bin_is_only_looked_at(office, inside):
    office.agreements.move_to_bin([inside])
    page = office.open()
    page.show_record(inside, wide=True)
    office.until(lambda: page.stage.view.record is not None)
    view = page.stage.view
    assert "moved to the bin on" in view.kind.heading(view.record).in_bin
    assert not page.stage.can_edit
    assert view.strip.banner.buttons == []
    for one in (
        view.procedure.add_button,
        view.holidays.add_button,
        view.holidays.usual_button,
        view.versions.add_button,
    ):
        assert one.isHidden()
    assert view.procedure.boxes[0].add_button is None


def test_who_is_no_admin_looks_only(office, inside):
    office.may_edit = False
    page = office.open(inside)
    assert not page.new_action.isVisible()
    assert not page.edit_action.isVisible()
    view = page.stage.view
    assert view.strip.banner.words == SAMPLE
    assert view.strip.banner.buttons == []
    assert view.articles.add_button.isHidden()
    step = next(one for one in office.agreements.of(StepDraft))
    view.procedure.edit_step(step.id)
    window = page.open_window(inside)
    office.until(lambda: window.stage.heading is not None)
    assert not window.verbs.edit.isVisible()
    window.close_now()
