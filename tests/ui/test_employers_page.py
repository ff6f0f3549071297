"""The employers' page: the list, the organization beside it, forms, contacts, members there, papers, bin."""

from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.ui.employers.screen import EmployersPage
from ip2a_desktop.ui.employers.table import COLUMNS, FILTERS
from ip2a_desktop.ui.kit.tasks import Tasks
from tests.ui.fake_employers import FakeEmployers, FakeNotes, FakePapers, make_kit, settle, toast_words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform


@pytest.fixture
def kit(qtbot, tmp_path):
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def employers():
    return FakeEmployers()


@pytest.fixture
def cascade(employers):
    one = employers.add(
        "Cascade Electric",
        trade_name="Cascade",
        signatory_status="signatory",
        agreement="Inside 2024–2027",
        phone="206 555 0142",
        city="Kent",
        state="WA",
        remarks="Pays on the 10th.",
    )
    employers.add("Apprentice Hall", organization_type="jatc", city="Renton")
    employers.add("Berg Power", signatory_status="pending")
    return one


@pytest.fixture
def open_page(qtbot, kit, employers):
    """Show the page with an organization beside the list."""

    def open_page(chosen=None):
        page = EmployersPage(kit, employers, FakeNotes(), FakePapers())
        qtbot.addWidget(page)
        kit.messages.attach(page)
        page.resize(1080, 700)
        page.show()
        page.activate()
        qtbot.waitUntil(lambda: page.list.model.is_counted and kit.tasks.is_idle())
        if chosen is not None:
            page.show_record(chosen)
            qtbot.waitUntil(lambda: page.stage.view.record is not None and kit.tasks.is_idle())
        return page

    return open_page


def cells(page, row):
    line = page.list.model.line(row)
    return dict(zip((column.key for column in COLUMNS), line.texts, strict=True))


def chips(page, row):
    line = page.list.model.line(row)
    return [chip.text for chip in line.chips if chip is not None]


def names(page):
    lines = [page.list.model.line(row) for row in range(page.list.model.rowCount())]
    return ["" if line is None else line.row.name for line in lines]  # one that is not there yet is fetched soon


def press(widget, words):
    next(one for one in widget.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()


def test_the_list_speaks_the_words_of_the_hall(qtbot, open_page, cascade, employers):
    employers.add_contact(cascade, "Dana Baker", is_primary=True)
    employers.add_job(cascade, "Ruiz, Ana", "0042")
    page = open_page()
    qtbot.waitUntil(lambda: names(page) == ["Apprentice Hall", "Berg Power", "Cascade Electric"])
    assert chips(page, 2) == ["Employer", "Signatory"]
    assert cells(page, 2) | {
        "current_members": "1",
        "contact": "Dana Baker",
        "phone": "(206) 555-0142",
        "trade_name": "Cascade",
    } == cells(page, 2)
    assert page.header.title == "Employers"


def test_a_school_that_signed_nothing_is_no_news(open_page, cascade):
    page = open_page()
    assert chips(page, 0) == ["JATC"]
    assert cells(page, 0)["signatory_status"] == ""


def test_exports_write_numbers_and_words():
    members = next(column for column in COLUMNS if column.key == "current_members")
    employers = FakeEmployers()
    one = employers.add("Cascade Electric", signatory_status="project")
    row = employers.load(one).row
    assert (members.exported(row), members.align) == (0, "right")
    status = next(column for column in COLUMNS if column.key == "signatory_status")
    assert status.exported(row) == "Project agreement only"


def test_filters_narrow_the_list_and_are_told_on_paper(open_page, cascade, qtbot, kit):
    page = open_page()
    kinds = page.list.filters.buttons[0]
    kinds.choose([one for one in kinds.spec.choices if one.label == "JATC"])
    kinds.changed.emit()
    settle(qtbot, kit)
    qtbot.waitUntil(lambda: names(page) == ["Apprentice Hall"])
    assert page.list_state().about == "Type: JATC"


def test_states_are_found_by_their_first_letter():
    search = next(one.search for one in FILTERS if one.name == "state")
    assert [choice.value for choice in search("w")] == ["WA", "WI", "WV", "WY"]
    assert "PR" in [choice.value for choice in search("")]


def test_the_record_beside_the_list(open_page, cascade, employers):
    employers.add_contact(cascade, "Dana Baker", title="Office manager", is_primary=True)
    view = open_page(cascade).stage.view
    heading = view.kind.heading(view.record)
    assert (heading.title, heading.subtitle) == ("Cascade Electric", "Employer · doing business as Cascade · Kent, WA")
    assert heading.chip.text == "Signatory"
    profile = view.profile
    assert profile.standing.value("agreement") == "Inside 2024–2027"
    assert profile.reach.value("address") == "Kent, WA"
    assert (profile.primary.value("name"), profile.primary.value("title")) == ("Dana Baker", "Office manager")
    assert profile.remarks.text == "Pays on the 10th."


def test_a_new_organization_needs_a_name(open_page, employers, qtbot, kit):
    page = open_page()
    page.new_action.trigger()
    form = page.stage.form
    form.save_action.trigger()
    assert form.parts[0].form.cells["name"].problem == "An organization needs a name."
    assert not employers.kept
    form.parts[0].form.put({"name": "Cascade Electric", "postal_code": "98032"})
    with qtbot.waitSignal(page.stage.saved):
        form.save_action.trigger()
    settle(qtbot, kit)
    qtbot.waitUntil(lambda: names(page) == ["Cascade Electric"])
    assert page.stage.form is None


def test_edits_are_saved_and_seen_at_once(open_page, cascade, employers, qtbot, kit):
    page = open_page(cascade)
    page.edit_action.trigger()
    form = page.stage.form
    form.parts[0].form.put({"city": "Tacoma", "signatory_since": date(2011, 6, 1)})
    with qtbot.waitSignal(page.stage.saved):
        form.save_action.trigger()
    settle(qtbot, kit)
    assert employers.kept[cascade].draft.city == "Tacoma"
    qtbot.waitUntil(lambda: page.stage.view.profile.reach.value("address") == "Tacoma, WA")
    qtbot.waitUntil(lambda: cells(page, 2)["city"] == "Tacoma")


def test_a_twin_is_named_while_typing_and_can_be_looked_at(open_page, cascade, qtbot, kit):
    page = open_page()
    page.new_action.trigger()
    form = page.stage.form
    form.parts[0].form.put({"name": "CASCADE ELECTRIC"})
    qtbot.waitUntil(lambda: "already have" in form.strip_words())
    press(form, "Look")
    qtbot.waitUntil(lambda: bool(page.windows) and page.windows[0].stage.view.record is not None)
    assert page.windows[0].windowTitle() == "Cascade Electric"
    assert page.stage.form is form, "what was typed stays"
    page.windows[0].close_now()


def test_contacts_have_one_primary(open_page, cascade, employers, qtbot, kit):
    employers.add_contact(cascade, "Dana Baker", phone="206 555 0177", is_primary=True)
    other = employers.add_contact(cascade, "Chidi Okafor")
    contacts = open_page(cascade).stage.view.contacts
    assert contacts.list.cards.cards[0].spoken() == "Dana Baker, Primary\n(206) 555-0177"
    contacts.list.choose(contacts.list.cards.cards[0].id)
    assert not contacts.primary_action.isEnabled()
    contacts.list.choose(other)
    contacts.primary_action.trigger()
    qtbot.waitUntil(lambda: contacts.list.cards.cards[0].title == "Chidi Okafor")
    assert [card.chips != () for card in contacts.list.cards.cards] == [True, False]
    assert toast_words(kit) == "Chidi Okafor is the primary contact now"


def test_a_contact_is_added_in_a_dialog(open_page, cascade, employers, qtbot, kit):
    contacts = open_page(cascade).stage.view.contacts
    contacts.add_wanted.emit()
    form = contacts.dialog.form
    assert form.values()["is_primary"] is True, "the first contact is the primary one"
    contacts.dialog.save_button.click()
    assert form.cells["name"].problem == "A contact needs a name."
    form.put({"name": "Dana Baker"})
    contacts.dialog.save_button.click()
    qtbot.waitUntil(lambda: [card.title for card in contacts.list.cards.cards] == ["Dana Baker"])
    settle(qtbot, kit)


def test_a_contact_comes_back_from_the_bin(open_page, cascade, employers, qtbot, kit):
    one = employers.add_contact(cascade, "Dana Baker")
    contacts = open_page(cascade).stage.view.contacts
    contacts.list.choose(one)
    contacts.bin_wanted.emit(one)
    qtbot.waitUntil(lambda: not contacts.list.cards.cards)
    assert toast_words(kit) == "1 contact moved to the bin"
    kit.messages.undo_last()
    qtbot.waitUntil(lambda: len(contacts.list.cards.cards) == 1)
    settle(qtbot, kit)


def test_members_who_work_there_and_who_did(open_page, cascade, employers, qtbot, kit):
    for number in range(9):
        employers.add_job(cascade, f"Ruiz, Ana {number}", f"{number:04}", date(2023, 1, 5) if number < 6 else None)
    page = open_page(cascade)
    people = page.stage.view.people
    page.stage.view.show_panel(people)
    assert people.count_words == "3 now · 6 former"
    assert [people.model.line(row).texts[2] for row in (0, 3)] == ["Current", "Ended"]
    people.search.setText("ana 4")
    qtbot.waitUntil(lambda: people.model.rowCount() == 1)
    people.search.setText("nobody")
    qtbot.waitUntil(lambda: people.states.state == "empty")
    people.search.clear()
    people.table.sort_wanted.emit("card_number", True)
    qtbot.waitUntil(lambda: people.model.rowCount() == 9 and people.model.line(0).texts[1] == "0008")
    people.table.choose(0)
    with qtbot.waitSignal(page.page_wanted) as wanted:
        people.table.open_action.trigger()
    member = next(job.member_id for job in employers.kept[cascade].jobs if job.card_number == "0008")
    assert wanted.args == ["members", {"record": member, "wide": True}]


def test_nobody_worked_there_yet(open_page, cascade, qtbot):
    people = open_page(cascade).stage.view.people
    qtbot.waitUntil(lambda: people.states.state == "empty")
    assert people.count_words == ""
    assert people.search.isHidden()


def test_the_jobs_of_another_organization_begin_unsearched(open_page, cascade, employers, qtbot, kit):
    berg = next(one for one, kept in employers.kept.items() if kept.draft.name == "Berg Power")
    for number in range(8):
        employers.add_job(cascade, f"Ruiz {number}", f"{number:04}")
        employers.add_job(berg, f"Okafor {number}", f"{number:04}")
    page = open_page(cascade)
    people = page.stage.view.people
    people.search.setText("ruiz 1")
    qtbot.waitUntil(lambda: people.model.rowCount() == 1)
    page.show_record(berg)
    qtbot.waitUntil(lambda: people.model.rowCount() == 8 and kit.tasks.is_idle())
    assert people.search.text() == ""
    assert people.model.line(0).texts[0] == "Okafor 0"


def test_a_job_written_elsewhere_is_seen(open_page, cascade, employers, qtbot, kit):
    page = open_page(cascade)
    employers.add_job(cascade, "Ruiz, Ana", "0042")
    kit.bus.publish(Changes.of("employment", new_id()))
    qtbot.waitUntil(lambda: page.stage.view.profile.standing.value("current_members") == "1")
    qtbot.waitUntil(lambda: cells(page, 2)["current_members"] == "1")


def test_the_bin_offers_the_way_back(open_page, cascade, employers, qtbot, kit):
    page = open_page(cascade)
    page.bin_action.trigger()
    qtbot.waitUntil(lambda: names(page) == ["Apprentice Hall", "Berg Power"] and kit.tasks.is_idle())
    assert toast_words(kit) == "1 organization moved to the bin"
    kit.messages.undo_last()
    qtbot.waitUntil(lambda: len(names(page)) == 3 and kit.tasks.is_idle())
    assert toast_words(kit) == "1 organization brought back from the bin"


def test_what_lies_in_the_bin_is_only_looked_at(open_page, cascade, employers, qtbot, kit):
    employers.add_contact(cascade, "Dana Baker")
    employers.move_to_bin([cascade])
    page = open_page()
    page.show_record(cascade, wide=True)
    qtbot.waitUntil(lambda: page.stage.view.record is not None and kit.tasks.is_idle())
    view = page.stage.view
    assert "moved to the bin on" in view.kind.heading(view.record).in_bin
    assert not page.stage.can_edit
    assert view.contacts.add_button.isHidden()


def test_papers_are_of_what_is_chosen_shown_or_all(open_page, cascade, qtbot, kit):
    page = open_page()
    page.list.filters.search.setText("r")
    qtbot.waitUntil(lambda: len(names(page)) == 3 and kit.tasks.is_idle())
    page.table.choose(0)
    papers = [one for one in page.papers_now() if one is not None]
    lists = [one.text for one in papers if "organization" in one.text]
    assert lists[:3] == [
        "Roster of the selected organization",
        "Roster of the 3 organizations shown",
        "Roster of all organizations",
    ]
    shown = next(one for one in papers if one.text == "Roster of the 3 organizations shown")
    assert shown.make(PaperSize.A4) == b"%PDF roster"


def test_the_members_at_one_employer_are_a_roster(open_page, cascade, employers):
    employers.add_job(cascade, "Ruiz, Ana", "0042")
    page = open_page(cascade)
    roster, label = page._papers.of_record(page.stage.view.record)
    assert (roster.text, roster.enabled) == ("Roster of the members at Cascade Electric", True)
    assert roster.make(PaperSize.LETTER) == b"%PDF members"
    assert label.make(PaperSize.LETTER) == b"%PDF labels"


def test_the_roster_asks_for_the_members_of_that_employer(kit, qtbot, employers, cascade):
    papers = FakePapers()
    page = EmployersPage(kit, employers, FakeNotes(), papers)
    qtbot.addWidget(page)
    roster, _label = page._papers.of_record(employers.load(cascade))
    roster.make(PaperSize.A4)
    query = ListQuery(filters=(("employer", (str(cascade),)),))
    assert papers.printed == [("members", query, PaperSize.A4, "Employer: Cascade Electric")]
    assert not roster.enabled, "nobody works there"


def test_a_list_that_cannot_be_read_says_so_and_tries_again(open_page, cascade, employers, qtbot, kit):
    employers.error = DatabaseUnavailable("The office server does not answer.", "", "Try again.")
    page = EmployersPage(kit, employers, FakeNotes(), FakePapers())
    qtbot.addWidget(page)
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: page.list.states.state == "failed")
    employers.error = None
    press(page.list.states, "Try again")
    qtbot.waitUntil(lambda: page.list.states.state == "content" and kit.tasks.is_idle())


def test_opening_the_page_asks_for_one_page_of_rows(open_page, cascade, employers):
    open_page()
    assert employers.asked == ["first_page"]


def test_an_organization_is_read_once_when_chosen(open_page, cascade, employers):
    open_page(cascade)
    assert employers.asked.count("load") == 1


def test_an_empty_list_offers_the_first_one(open_page, qtbot):
    page = open_page()
    assert page.list.states.state == "empty"
    press(page.list.states, "New organization")
    assert page.stage.form.title == "New organization"


def test_an_e_mail_is_copied_without_the_marks_at_which_it_breaks(open_page, employers, qtbot):
    long = "office.of.the.business.manager@cascade-electric.example.org"
    page = open_page(employers.add("Cascade Electric", email=long))
    value = page.stage.view.profile.reach.lines[1].words
    assert value.text() == long
    value.copy()
    assert QGuiApplication.clipboard().text() == long
    assert value.heightForWidth(160) > value.heightForWidth(900)


def test_labels_say_whom_they_leave_out(open_page, cascade, qtbot, kit):
    page = open_page()
    labels = next(one for one in page.papers_now() if one is not None and one.text == "Labels for all organizations")
    assert labels.remark() == ""
    assert labels.make(PaperSize.LETTER) == b"%PDF labels"
    assert labels.remark() == "2 organizations have no address, and so no label"
