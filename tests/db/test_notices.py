"""Notices: told once, delivered for real to servers on loopback, tried again where they did not arrive."""

import http.server
import json
import socketserver
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import trustme
from apprise.plugins.slack import NotifySlack
from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import NotAllowed, RuleViolation, StaleRecord
from ip2a_desktop.domain.health import Severity
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.notices import Channel, ChannelKind, DeliveryState, Digest
from ip2a_desktop.maintenance.notices import NoticeService

_OUTSIDE = "93.184.216.34"  # what the tests' host is said to be, where the real one is loopback


@pytest.fixture
def notices(database: Database, tmp_path: Path) -> NoticeService:
    """Notices whose host names all lie outside the house."""
    return NoticeService(database, tmp_path, lambda _host: [_OUTSIDE])


class _Mail(socketserver.StreamRequestHandler):
    """As much of a mail server as one message needs."""

    server: Any

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        lines: list[str] = []
        while line := self.rfile.readline():
            word = line.decode().strip().upper()
            if word == "DATA":
                self.wfile.write(b"354 go on\r\n")
                while (part := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(part.decode())
                self.server.messages.append("".join(lines))
            if word == "QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 ok\r\n")


@pytest.fixture
def mail() -> Iterator[Any]:
    """A mail server on loopback that keeps what it gets."""
    with socketserver.TCPServer(("127.0.0.1", 0), _Mail) as server:
        server.messages = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class _Hook(http.server.BaseHTTPRequestHandler):
    """Keeps what is posted; answers as it is told."""

    server: Any

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posts.append((self.path, json.loads(body)))
        self.send_response(self.server.answer)
        if self.server.answer == 302:
            self.send_header("Location", f"https://localhost:{self.server.server_address[1]}/elsewhere")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


@pytest.fixture
def hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A server with TLS on loopback, whose authority the senders trust."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with http.server.HTTPServer(("127.0.0.1", 0), _Hook) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.posts, server.answer = [], 200  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def _address(server: Any) -> str:
    return f"https://localhost:{server.server_address[1]}/hook"


def _channel(notices: NoticeService, kind: ChannelKind, **more: Any) -> Channel:
    return notices.save_channel(Channel(new_id(), kind, f"My {kind.label}", **more))


def _only_delivery(notices: NoticeService) -> Any:
    (notice,) = notices.outbox()
    (delivery,) = notice.deliveries
    return delivery


def test_the_same_thing_is_told_once_and_only_where_it_matters_enough(notices: NoticeService, tmp_path: Path) -> None:
    _channel(notices, ChannelKind.LOG, minimum=Severity.HIGH)
    assert notices.tell(Severity.CRITICAL, "health", "2 things need you", "Open Maintenance.", "run-1")
    assert not notices.tell(Severity.CRITICAL, "health", "2 things need you", "Open Maintenance.", "run-1")
    assert not notices.tell(Severity.MEDIUM, "health", "A small thing", "", "run-2")
    assert notices.deliver() == 1
    assert notices.deliver() == 0
    (line,) = (tmp_path / "notices.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["title"] == "2 things need you"
    assert [one.state for one in notices.outbox()] == [DeliveryState.SENT, DeliveryState.SENT]
    assert notices.channels()[0].last_sent is not None


def test_what_is_new_goes_as_one_digest(notices: NoticeService, tmp_path: Path, database: Database) -> None:
    _channel(notices, ChannelKind.LOG, digest=Digest.DAILY, minimum=Severity.LOW)
    for number in range(3):
        notices.tell(Severity.MEDIUM, "health", f"Thing {number}", "", f"key-{number}")
    assert notices.deliver() == 0
    notices.tell(Severity.CRITICAL, "health", "The roof is on fire", "", "fire")
    assert notices.deliver() == 1
    with database.statement() as session:
        session.execute(text("UPDATE notice_delivery SET next_try_at = clock_timestamp() WHERE state = 'waiting'"))
    assert notices.deliver() == 1
    alone, digest = map(json.loads, (tmp_path / "notices.jsonl").read_text(encoding="utf-8").splitlines())
    assert alone["title"] == "The roof is on fire"
    assert digest["title"] == "3 notices"
    assert all(f"Thing {number}" in digest["body"] for number in range(3))


def test_mail_arrives(notices: NoticeService, mail: Any) -> None:
    settings = (("mode", "insecure"), ("port", str(mail.server_address[1])), ("sender", "hall@example.org"),
                ("server", "127.0.0.1"))  # fmt: skip
    channel = _channel(notices, ChannelKind.EMAIL, address="ana@example.org", settings=settings)
    assert notices.test(channel).delivered
    notices.tell(Severity.HIGH, "backup", "No backup of the last day", "The newest is 49 hours old.", "b")
    assert notices.deliver() == 1
    assert len(mail.messages) == 2
    assert "ana@example.org" in mail.messages[1]
    assert "No backup of the last day" in mail.messages[1]


def test_a_webhook_gets_json_and_no_redirect_is_followed(notices: NoticeService, hook: Any) -> None:
    channel = _channel(notices, ChannelKind.WEBHOOK, address=_address(hook), settings=(("allowed", "localhost"),))
    notices.tell(Severity.HIGH, "health", "2 things need you", "Open Maintenance.", "w")
    assert notices.deliver() == 1
    path, posted = hook.posts.pop()
    assert path == "/hook"
    assert posted["title"] == "2 things need you"
    hook.answer = 302
    tested = notices.test(channel)
    assert not tested.delivered
    assert [path for path, _ in hook.posts] == ["/hook"]


def test_slack_gets_it_with_the_token_of_the_session(
    notices: NoticeService, hook: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NotifySlack, "webhook_url", f"https://localhost:{hook.server_address[1]}/services")
    channel = _channel(notices, ChannelKind.SLACK)
    assert not channel.has_secret
    assert "Enter it here" in notices.test(channel).sentence
    notices.tell(Severity.HIGH, "health", "2 things need you", "", "s")
    assert notices.deliver() == 0
    assert _only_delivery(notices).state is DeliveryState.WAITING  # another desktop may have the token
    secret = "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
    notices.save_channel(channel, secret)
    assert notices.deliver() == 1
    assert "2 things need you" in json.dumps(hook.posts[-1][1])


def test_what_did_not_arrive_is_tried_again_and_given_up_at_last(
    notices: NoticeService, hook: Any, database: Database
) -> None:
    _channel(notices, ChannelKind.WEBHOOK, address=_address(hook), settings=(("allowed", "localhost"),))
    notices.tell(Severity.HIGH, "health", "2 things need you", "", "r")
    hook.answer = 500
    assert notices.deliver() == 0
    first = _only_delivery(notices)
    assert (first.state, first.tries) == (DeliveryState.RETRYING, 1)
    assert first.error
    assert first.next_try > first.last_try
    assert notices.channels()[0].last_error == first.error
    with database.statement() as session:
        session.execute(text("UPDATE notice_delivery SET tries = 11, next_try_at = clock_timestamp()"))
    assert notices.deliver() == 0
    assert _only_delivery(notices).state is DeliveryState.FAILED
    hook.answer = 200
    assert notices.deliver() == 0
    notices.retry(_only_delivery(notices).id)
    assert notices.deliver() == 1
    assert _only_delivery(notices).state is DeliveryState.SENT


@pytest.mark.parametrize(
    ("address", "allowed", "found", "words"),
    [
        ("http://hooks.example.org/x", "hooks.example.org", _OUTSIDE, "https"),
        ("https://ana:pw@hooks.example.org/x", "hooks.example.org", _OUTSIDE, "password"),
        ("https://hooks.example.org/x", "", _OUTSIDE, "allowed"),
        ("https://hooks.example.org/x", "hooks.example.org", "10.1.2.3", "inside"),
        ("https://hooks.example.org/x", "hooks.example.org", "169.254.169.254", "inside"),
        ("https://hooks.example.org/x", "hooks.example.org", "::1", "inside"),
        ("https://hooks.example.org/x", "hooks.example.org", "fe80::1", "inside"),
    ],
)
def test_a_webhook_that_may_not_be_reached_is_refused(
    database: Database, tmp_path: Path, address: str, allowed: str, found: str, words: str
) -> None:
    notices = NoticeService(database, tmp_path, lambda _host: [_OUTSIDE, found])
    channel = Channel(new_id(), ChannelKind.WEBHOOK, "Hook", address, settings=(("allowed", allowed),))
    with pytest.raises(RuleViolation) as refused:
        notices.save_channel(channel)
    assert words in refused.value.problems["address"]
    assert notices.channels() == ()


def test_two_admins_and_one_channel(notices: NoticeService) -> None:
    channel = _channel(notices, ChannelKind.LOG)
    notices.save_channel(replace(channel, name="First"))
    with pytest.raises(StaleRecord):
        notices.save_channel(replace(channel, name="Second"))
    assert notices.channels()[0].name == "First"
    notices.remove_channel(channel.id)
    assert notices.channels() == ()
    assert not notices.tell(Severity.CRITICAL, "health", "Nobody hears", "", "n")


def test_only_admins_see_and_change_channels(person_with: Any, tmp_path: Path) -> None:
    clerk = NoticeService(person_with("ip2a_staff"), tmp_path)
    with pytest.raises(NotAllowed):
        clerk.channels()
    with pytest.raises(NotAllowed):
        clerk.tell(Severity.LOW, "health", "x", "", "x")
