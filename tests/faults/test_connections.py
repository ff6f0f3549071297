"""Faults of the connection, with a real server: what was acknowledged is there, and nothing is there twice."""

import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import psutil
import pytest
from sqlalchemy import URL, text

from ip2a_desktop.db import preparing
from ip2a_desktop.db.embedded import EmbeddedServer
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import DatabaseUnavailable, HallError, StaleRecord
from ip2a_desktop.domain.member_drafts import MemberDraft
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.watching import Link, Reach, Watcher
from tests.conftest import PASSWORD, PERSON, Server
from tests.factories import member_draft, saved_member
from tests.faults.proxy import Proxy

pytestmark = pytest.mark.slow

_TRIALS = 1_000
_PAIRS = 1_000


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    """A proxy to the tests' server."""
    with Proxy(server.address) as one:
        yield one


@pytest.fixture
def across(proxy: Proxy, database_url: URL) -> Iterator[Database]:
    """The test's database as it is reached across the proxy."""
    url = URL.create(
        "postgresql+psycopg2", PERSON, PASSWORD, "127.0.0.1", proxy.port, database_url.database, {"sslmode": "disable"}
    )
    database = Database(url)
    yield database
    database.close()


def test_a_lost_acknowledgement_never_doubles(across: Database, proxy: Proxy, members: MemberService) -> None:
    service = MemberService(across)
    service.total(in_bin=False)
    proxy.marker = b"INSERT INTO member"
    drafts = [member_draft() for _ in range(_TRIALS)]
    for draft in drafts:
        proxy.lose_answers = True
        with pytest.raises(DatabaseUnavailable):
            service.save(draft)
        proxy.lose_answers = False
        service.save(draft)  # what the person, or the form by itself, does next
    assert proxy.lost == _TRIALS
    assert members.total(in_bin=False) == _TRIALS
    with members.database.statement() as session:
        doubled = session.execute(
            text("SELECT count(*) - count(DISTINCT record_id) FROM audit_log WHERE table_name = 'member'")
        ).scalar_one()
    assert doubled == 0


def test_a_network_gone_silent_is_noticed_and_what_was_typed_can_be_saved_after_it(
    across: Database, proxy: Proxy, members: MemberService
) -> None:
    links: list[Link] = []
    told = threading.Condition()

    def on_link(link: Link) -> None:
        with told:
            links.append(link)
            told.notify_all()

    watcher = Watcher(across, PERSON, on_news=lambda _news: None, on_link=on_link)
    service = MemberService(across)
    service.total(in_bin=False)
    watcher.start()
    with told:
        assert told.wait_for(lambda: links, 10)
    proxy.freeze()
    began = time.monotonic()
    draft = member_draft()
    with pytest.raises(DatabaseUnavailable):
        service.save(draft)
    assert time.monotonic() - began < 6  # three on a machine of one's own
    proxy.cut()
    proxy.thaw()
    with told:
        assert told.wait_for(lambda: links[-1].reach in (Reach.CONNECTED, Reach.SLOW), 40)
    service.save(draft)
    assert members.total(in_bin=False) == 1
    watcher.stop()


def test_kill_9_under_load_loses_nothing_that_was_acknowledged(open_folder: Path) -> None:
    embedded = EmbeddedServer(open_folder / "killed")
    address = embedded.start()
    password = embedded.superuser_password()
    preparing.prepare(address, password, "ip2a", PERSON, PASSWORD)
    kept: list[UUID] = []
    databases = [Database(address.url(PERSON, PASSWORD, "ip2a")) for _ in range(4)]
    enough = threading.Event()

    def write(database: Database) -> None:
        service = MemberService(database)
        while True:
            draft = member_draft()
            try:
                service.save(draft)
            except HallError:
                return
            kept.append(draft.id)
            if len(kept) >= 200:
                enough.set()

    writers = [threading.Thread(target=write, args=(one,)) for one in databases]
    for one in writers:
        one.start()
    assert enough.wait(60)
    postmaster = psutil.Process(int((embedded.pgdata / "postmaster.pid").read_text().split()[0]))
    everyone = [postmaster, *postmaster.children(recursive=True)]
    for process in everyone:
        if process.is_running():
            process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    for one in writers:
        one.join(30)
        assert not one.is_alive()
    psutil.wait_procs(everyone, timeout=20)
    embedded.start()
    began = time.monotonic()
    found = set()
    with databases[0].statement() as session:
        found = set(session.execute(text("SELECT id FROM member")).scalars())
    assert time.monotonic() - began < 2
    assert set(kept) <= found
    for one in databases:
        one.close()
    embedded.stop()


def test_two_writers_of_one_record_never_lose_an_edit(database: Database, person_with: Callable[..., Database]) -> None:
    ana, ben = MemberService(database), MemberService(person_with("ip2a_staff"))
    member = saved_member(ana)
    chance = random.Random(7)
    fields = ["first_name", "middle_name", "preferred_name", "city", "home_local", "status_reason"]
    expected = {name: getattr(member, name) for name in fields}
    merged = 0
    for number in range(_PAIRS):
        one, two = chance.choice(fields), chance.choice(fields)
        begun = ana.load(member.id).draft
        later = begun.model_copy()
        ana.save(begun.model_copy(update={one: f"A{number}"}))
        expected[one] = f"A{number}"
        try:
            ben.save(later.model_copy(update={two: f"B{number}"}))
            pytest.fail("the later save went over the earlier one")
        except StaleRecord as stale:
            current = stale.current
            assert isinstance(current, MemberDraft)
            assert getattr(current, one) == f"A{number}"
            ben.save(current.model_copy(update={two: f"B{number}"}))
            expected[two] = f"B{number}"
            merged += 1
    assert merged == _PAIRS
    final = ana.load(member.id).draft
    assert {name: getattr(final, name) for name in fields} == expected
