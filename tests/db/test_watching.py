"""Desktops side by side on a real server: what one saves the other hears, also where every hint was lost."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import psutil
import pytest
from sqlalchemy import text

from ip2a_desktop.db import preparing
from ip2a_desktop.db.embedded import EmbeddedServer
from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.listening import Listener
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.services import watching
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.watching import Link, News, Presence, Reach, Watcher
from tests.conftest import PASSWORD, PERSON, Server
from tests.factories import saved_member

_PATIENCE = 10.0


@dataclass
class Desk:
    """One desktop: its watcher and what it was told."""

    watcher: Watcher
    news: list[News] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    presence: list[Presence] = field(default_factory=list)
    told: threading.Condition = field(default_factory=threading.Condition)

    def until(self, is_so: Callable[[], Any]) -> None:
        """Wait until something was told that makes it so."""
        with self.told:
            assert self.told.wait_for(lambda: bool(is_so()), _PATIENCE), (self.news, self.links, self.presence)


@pytest.fixture
def desk(person_with: Callable[..., Database]) -> Iterator[Callable[..., Desk]]:
    """Sit down at another desktop, as somebody with the staff's duty."""
    made: list[Desk] = []

    def sit_down(connect: Callable[[Database], Listener] = Listener) -> Desk:
        database = person_with("ip2a_staff")
        one: Desk

        def put(place: str) -> Callable[[Any], None]:
            def keep(thing: Any) -> None:
                with one.told:
                    getattr(one, place).append(thing)
                    one.told.notify_all()

            return keep

        watcher = Watcher(
            database, database.address.user, on_news=put("news"), on_link=put("links"), on_presence=put("presence"),
            connect=connect,
        )  # fmt: skip
        one = Desk(watcher)
        made.append(one)
        watcher.start()
        one.until(lambda: one.links)
        assert one.links[0].reach is Reach.CONNECTED
        return one

    yield sit_down
    for one in made:
        one.watcher.stop()


def _ids(one: Desk, table: str = "member") -> set[UUID]:
    return {found for news in one.news for found in news.changes.ids(table)}


def test_a_save_is_heard_at_the_other_desk_and_not_at_ones_own(
    desk: Callable[..., Desk], members: MemberService
) -> None:
    ana, ben = desk(), desk()
    member = saved_member(members)
    ana.watcher.tell(Changes.of("member", member.id))
    ben.until(lambda: member.id in _ids(ben))
    assert ben.news[0].actors[member.id]
    assert _ids(ana) == set()


def test_what_no_hint_told_is_found_by_asking(
    desk: Callable[..., Desk], members: MemberService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "BEAT", 0.2)
    ben = desk()
    with members.database.transaction() as session:
        session.execute(
            text("INSERT INTO member (id, card_number, first_name, last_name) "
                 "VALUES ('01900000-0000-7000-8000-000000000001', 'HAND', 'By', 'Hand')")
        )  # fmt: skip
        later = saved_member(members)  # another transaction, which commits first
        ben.until(lambda: later.id in _ids(ben))
    ben.until(lambda: UUID("01900000-0000-7000-8000-000000000001") in _ids(ben))
    count = len([news for news in ben.news if later.id in news.changes.ids("member")])
    assert count == 1  # told once, however often it was asked


def test_a_lost_connection_is_told_made_again_and_caught_up(
    desk: Callable[..., Desk], members: MemberService, server: Server, database: Database
) -> None:
    ben = desk()
    with server.admin() as connection:
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '%listening' "
                 "AND datname = :name"), {"name": database.address.database}
        )  # fmt: skip
    ben.until(lambda: any(one.reach is Reach.RECONNECTING for one in ben.links))
    member = saved_member(members)
    ben.until(lambda: ben.links[-1].reach is Reach.CONNECTED)
    ben.until(lambda: member.id in _ids(ben))


def test_who_has_a_record_open(desk: Callable[..., Desk], members: MemberService) -> None:
    ana, ben = desk(), desk()
    member = saved_member(members)
    ana.watcher.opened(member.id)
    ben.watcher.opened(member.id)
    ana.until(lambda: ana.presence and len(ana.presence[-1].people) == 1)
    ben.until(lambda: ben.presence and len(ben.presence[-1].people) == 1)
    assert ana.presence[-1].record == member.id
    ben.watcher.left(member.id)
    ana.until(lambda: ana.presence[-1].people == ())


def test_rows_that_a_person_may_not_read_are_not_named(
    database: Database, person_with: Callable[..., Database], members: MemberService
) -> None:
    clerk = person_with("ip2a_staff")
    ears = Listener(clerk)
    last, open_from, *_ = ears.changes_since(None, None)
    with database.transaction() as session:
        session.execute(text("INSERT INTO organization (id, name) VALUES (gen_random_uuid(), 'Target')"))
        session.execute(
            text("INSERT INTO organizing_campaign (id, name, organization_id) "
                 "SELECT gen_random_uuid(), 'Secret', id FROM organization WHERE name = 'Target'")
        )  # fmt: skip
    *_, rows, seconds = ears.changes_since(last, open_from)
    assert {row[1] for row in rows} == {"organization"}
    assert seconds < _PATIENCE
    ears.close()


def test_a_frozen_server_ends_the_wait_and_what_comes_back_is_caught_up(
    open_folder: Path,
) -> None:
    """Neither keepalives nor the server's own limits end the wait for a process that was stopped."""
    embedded = EmbeddedServer(open_folder / "frozen")
    address = embedded.start()
    password = embedded.superuser_password()
    preparing.prepare(address, password, "ip2a", PERSON, PASSWORD)
    database = Database(address.url(PERSON, PASSWORD, "ip2a"))
    links: list[Link] = []
    told = threading.Condition()

    def on_link(link: Link) -> None:
        with told:
            links.append(link)
            told.notify_all()

    watcher = Watcher(database, PERSON, on_news=lambda _news: None, on_link=on_link)
    members = MemberService(database)
    saved_member(members)
    watcher.start()
    with told:
        assert told.wait_for(lambda: links, _PATIENCE)
    server = psutil.Process(int((embedded.pgdata / "postmaster.pid").read_text().split()[0]))
    frozen = [server, *server.children(recursive=True)]
    try:
        for process in frozen:
            process.suspend()
        began = time.monotonic()
        with pytest.raises(DatabaseUnavailable):
            members.total(in_bin=False)
        assert time.monotonic() - began < 5.0  # noticed after half a second, given three, and a slow machine
        with told:
            assert told.wait_for(lambda: any(one.reach is Reach.RECONNECTING for one in links), _PATIENCE)
    finally:
        for process in frozen:
            process.resume()
    with told:
        assert told.wait_for(lambda: links[-1].reach is Reach.CONNECTED, 3 * _PATIENCE), links
    assert members.total(in_bin=False) == 1
    watcher.stop()
    database.close()
    embedded.stop()
