"""Two desktops on one database: what a colleague saves shows in my list, and the foot tells how the server answers."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import text

from ip2a_desktop.app.neighbours import Neighbours, words_for
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.hall import HallService
from ip2a_desktop.services.layouts import LayoutService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService
from ip2a_desktop.services.papers import PaperService
from ip2a_desktop.services.watching import Link, Reach, Watcher
from ip2a_desktop.ui.kit.changes import ChangeBus
from ip2a_desktop.ui.kit.crash import CrashReporter
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.messages import Messages
from ip2a_desktop.ui.kit.page import Screen
from ip2a_desktop.ui.kit.settings_store import SettingsStore
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.main_window import MainWindow
from ip2a_desktop.ui.members.screen import MembersPage
from tests.conftest import Server
from tests.factories import saved_member

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

_WITHIN = 1_000  # milliseconds in which a colleague's save shows


class Desk:
    """My desk: the members' page, listening."""

    def __init__(self, qtbot: Any, database: Database, folder: Any) -> None:
        self.qtbot = qtbot
        self.members = MemberService(database)
        self.tasks = Tasks()
        layouts = LayoutService(database)
        messages, settings = Messages(CrashReporter()), SettingsStore(folder)
        kit = Kit(self.tasks, ChangeBus(), messages, settings, folder, lambda _name: {}, layouts.save)
        papers = PaperService(
            self.members, EmployerService(database), NoteService(database), HallService(database), Any
        )
        screen = Screen(
            "members",
            "Members",
            "users",
            lambda: MembersPage(kit, self.members, EmployerService(database), NoteService(database), papers),
        )
        self.window = MainWindow([screen], tasks=self.tasks, messages=messages, store=settings)
        qtbot.addWidget(self.window)
        self.window.resize(1000, 500)
        self.window.show()
        self.window.show_page("members")
        self.page = self.window.page("members")
        self.settle()
        self.links: list[Link] = []
        self.neighbours = Neighbours(database, database.address.user, kit.bus)
        self.neighbours.link_changed.connect(self.links.append)
        self.neighbours.begin()
        qtbot.waitUntil(lambda: bool(self.links))

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.page.list.model.is_counted and self.tasks.is_idle())

    def names(self) -> list[str]:
        model = self.page.table.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.fixture
def desk(qtbot: Any, database: Database, tmp_path: Any) -> Iterator[Callable[[], Desk]]:
    made: list[Desk] = []

    def sit_down() -> Desk:
        made.append(Desk(qtbot, database, tmp_path))
        return made[-1]

    yield sit_down
    for one in made:
        one.neighbours.end()
        one.tasks.close()


def test_a_colleagues_save_shows_within_a_second_and_my_selection_and_scroll_stay(
    qtbot: Any, desk: Callable[[], Desk], members: MemberService, person_with: Callable[..., Database]
) -> None:
    rows = [saved_member(members, last_name=f"Row{number:03}") for number in range(60)]
    mine = desk()
    mine.page.table.show_record(rows[45].id)
    mine.settle()
    scrolled = mine.page.table.verticalScrollBar().value()
    assert scrolled > 0
    theirs = person_with("ip2a_staff")
    colleague = MemberService(theirs)
    watcher = Watcher(theirs, theirs.address.user, on_news=lambda _news: None, on_link=lambda _link: None)
    watcher.start()
    draft = colleague.load(rows[44].id).draft
    watcher.tell(colleague.save(draft.model_copy(update={"first_name": "Changed"})))
    qtbot.waitUntil(lambda: any("Changed" in name for name in mine.names()), timeout=_WITHIN)
    mine.settle()
    assert list(mine.page.list.selected_ids()) == [rows[45].id]
    assert mine.page.table.verticalScrollBar().value() == scrolled
    watcher.stop()


def test_the_foot_tells_how_the_server_answers(
    qtbot: Any, desk: Callable[[], Desk], server: Server, database: Database
) -> None:
    mine = desk()
    assert mine.links[0].reach is Reach.CONNECTED
    with server.admin() as connection:
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                 "WHERE application_name LIKE '%listening' AND datname = :name"),
            {"name": database.address.database},
        )  # fmt: skip
    qtbot.waitUntil(lambda: any(one.reach is Reach.RECONNECTING for one in mine.links))
    qtbot.waitUntil(lambda: mine.links[-1].reach is Reach.CONNECTED)
    assert words_for(Link(Reach.RECONNECTING, 3), "Office") == ("lost", "No answer from the database, try 3")
    assert words_for(mine.links[-1], "Office") == ("connected", "Office")


def test_what_others_changed_is_not_told_back(qtbot: Any, desk: Callable[[], Desk], members: MemberService) -> None:
    mine = desk()
    told: list[Changes] = []
    mine.neighbours._watcher.tell = told.append  # type: ignore[method-assign]
    member = saved_member(members)
    with qtbot.waitSignal(mine.neighbours.news_came, timeout=20_000):
        pass
    assert told == []
    assert member.id


def test_a_colleague_who_has_the_record_open_is_named_and_so_is_one_who_saves_what_i_edit(
    qtbot: Any, desk: Callable[[], Desk], members: MemberService, person_with: Callable[..., Database]
) -> None:
    row = saved_member(members)
    mine = desk()
    mine.page.table.show_record(row.id)
    qtbot.waitUntil(lambda: mine.page.stage.view.record is not None)
    theirs = person_with("ip2a_staff")
    name = theirs.address.user
    watcher = Watcher(theirs, name, on_news=lambda _news: None, on_link=lambda _link: None)
    watcher.start()
    watcher.opened(row.id)
    notice = mine.page.stage.view.company.notice
    qtbot.waitUntil(lambda: notice.words == f"{name[0].upper()}{name[1:]} has this member open too.", timeout=15_000)
    watcher.left(row.id)
    qtbot.waitUntil(lambda: not notice.words, timeout=15_000)
    mine.page.edit_action.trigger()
    qtbot.waitUntil(lambda: mine.page.stage.form is not None)
    colleague = MemberService(theirs)
    changed = colleague.load(row.id).draft.model_copy(update={"city": "Tacoma"})
    watcher.tell(colleague.save(changed))
    qtbot.waitUntil(lambda: "changed this just now" in mine.page.stage.form.news.words, timeout=15_000)
    assert mine.page.stage.form.news.words.startswith(f"{name[0].upper()}{name[1:]} ")
    watcher.stop()
