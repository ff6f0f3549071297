"""An organization from the first keystroke to the bin and back, through the real pages on a real database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService
from ip2a_desktop.ui.bin.screen import BinPage
from ip2a_desktop.ui.employers.record import EmployerView, employer_kind
from ip2a_desktop.ui.employers.screen import EmployersPage
from ip2a_desktop.ui.kit.conflict import ConflictDialog
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.page import Screen
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.main_window import MainWindow
from ip2a_desktop.ui.members.kind import member_kind
from ip2a_desktop.ui.members.record import MemberView
from tests.factories import job, saved_employer, saved_member
from tests.ui.fake_employers import FakePapers, make_kit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform


@pytest.fixture
def kit(qtbot: Any, tmp_path: Path) -> Iterator[Kit]:
    """The tools of the screens, with real workers."""
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def window(qtbot: Any, kit: Kit, members: MemberService, employers: EmployerService, notes: NoteService) -> MainWindow:
    """The main window with the pages of this test."""
    screens = [
        Screen("employers", "Employers", "buildings", lambda: EmployersPage(kit, employers, notes, FakePapers())),
        Screen(
            "bin",
            "Bin",
            "trash",
            lambda: BinPage(
                kit,
                members,
                employers,
                lambda: MemberView(kit, member_kind(members), members, employers, notes),
                lambda: EmployerView(kit, employer_kind(employers), employers, notes),
            ),
        ),
    ]
    made = MainWindow(screens, tasks=kit.tasks, messages=kit.messages, store=kit.settings)
    qtbot.addWidget(made)
    made.show()
    return made


def test_an_organization_from_its_first_letter_to_the_bin_and_back(
    window: MainWindow, kit: Kit, qtbot: Any, employers: EmployerService
) -> None:
    window.show_page("employers")
    page = window.page("employers")
    qtbot.waitUntil(lambda: page.list.states.state == "empty")

    page.new_action.trigger()
    form = page.stage.form
    form.parts[0].form.put({"name": "Cascade Electric & Sons “Électrique”", "city": "Kent", "state": "wa"})
    with qtbot.waitSignal(page.stage.saved):
        form.save_action.trigger()
    view = page.stage.view
    qtbot.waitUntil(lambda: view.record is not None and page.list.model.rowCount() == 1 and kit.tasks.is_idle())
    assert view.record.draft.state == "WA"

    view.contacts.add_wanted.emit()
    view.contacts.dialog.form.put({"name": "Dana Baker", "phone": "206 555 0177"})
    view.contacts.dialog.save_button.click()
    qtbot.waitUntil(lambda: view.record.row.contact == "Dana Baker" and kit.tasks.is_idle())

    view.show_panel(view.timeline)
    qtbot.waitUntil(lambda: len(view.timeline.list.cards.cards) == 2)
    added, made = view.timeline.list.cards.cards
    assert (added.title, made.title) == ("Contact added", "Organization added")
    assert [line.name for line in added.lines] == ["Name", "Phone", "Primary contact"]

    page.table.choose(0)
    page.bin_action.trigger()
    qtbot.waitUntil(lambda: page.list.states.state == "empty" and kit.tasks.is_idle())

    window.show_page("bin", table="organization")
    drawer = window.page("bin").drawer
    qtbot.waitUntil(lambda: drawer.list.model.rowCount() == 1 and kit.tasks.is_idle())
    drawer.table.choose(0)
    qtbot.waitUntil(lambda: drawer.view.is_in_bin and kit.tasks.is_idle())
    window.page("bin").restore_action.trigger()
    qtbot.waitUntil(lambda: drawer.list.model.rowCount() == 0 and kit.tasks.is_idle())
    (row,) = employers.first_page(ListQuery(), 9)
    assert (row.name, row.contact, row.deleted_at) == ("Cascade Electric & Sons “Électrique”", "Dana Baker", None)


def test_two_people_who_edit_one_organization_lose_nothing(
    window: MainWindow, kit: Kit, qtbot: Any, employers: EmployerService
) -> None:
    kept = saved_employer(employers, name="Cascade Electric", city="Kent")
    window.show_page("employers")
    page = window.page("employers")
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1 and kit.tasks.is_idle())
    page.show_record(kept.id)
    qtbot.waitUntil(lambda: page.stage.view.record is not None and kit.tasks.is_idle())
    page.edit_action.trigger()
    form = page.stage.form
    form.parts[0].form.put({"agreement": "Inside 2026"})
    employers.save(kept.model_copy(update={"city": "Tacoma"}))  # a colleague, meanwhile
    form.save_action.trigger()
    qtbot.waitUntil(lambda: window.findChild(ConflictDialog) is not None)
    window.findChild(ConflictDialog).save_button.click()
    qtbot.waitUntil(lambda: page.stage.form is None and kit.tasks.is_idle())
    now = employers.load(kept.id).draft
    assert (now.city, now.agreement) == ("Tacoma", "Inside 2026")


def test_members_who_work_there(
    window: MainWindow, kit: Kit, qtbot: Any, members: MemberService, employers: EmployerService
) -> None:
    cascade = saved_employer(employers, name="Cascade Electric")
    ana, bo = saved_member(members, last_name="Ruiz"), saved_member(members, last_name="Okafor")
    members.save_employment(job(ana, cascade, started_on="2020-01-01"))
    members.save_employment(job(bo, cascade, started_on="2010-01-01", ended_on="2011-01-01"))
    window.show_page("employers", record=cascade.id, wide=True)
    view = window.page("employers").stage.view
    qtbot.waitUntil(lambda: view.record is not None and kit.tasks.is_idle())
    people = view.people
    view.show_panel(people)
    qtbot.waitUntil(lambda: people.model.rowCount() == 2 and kit.tasks.is_idle())
    assert people.count_words == "1 now · 1 former"
    assert [people.model.line(row).texts[0].split(",")[0] for row in (0, 1)] == ["Ruiz", "Okafor"]
