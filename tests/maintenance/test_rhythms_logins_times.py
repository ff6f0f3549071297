"""Feeds that fell silent, logins nobody uses, questions that became slow."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health import CheckResult, Verdict
from ip2a_desktop.maintenance import logins, query_times, rhythms
from ip2a_desktop.maintenance.inspecting import Inspection, Look, inspect
from ip2a_desktop.maintenance.logins import LoginInspection
from ip2a_desktop.maintenance.query_times import QuestionInspection
from ip2a_desktop.maintenance.rhythms import RhythmInspection
from ip2a_desktop.maintenance.storage import StorageInspection
from ip2a_desktop.services.members import MemberService
from tests.conftest import Server
from tests.factories import saved_member

P, W, F, N, A = Verdict.PASS, Verdict.WARN, Verdict.FAIL, Verdict.NOT_RUN, Verdict.PARTIAL
NOW = datetime(2026, 11, 23, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def look(inspection: Inspection, database: Database, folder: Path) -> dict[str, CheckResult]:
    return {one.check.name: one for one in inspect([inspection], Look(database, folder))}


@pytest.mark.parametrize(("days", "verdict"), [(27, P), (28, W), (69, W), (70, F)])
def test_a_kind_of_record_by_its_rhythm(days: int, verdict: Verdict) -> None:
    last = {"member": NOW - timedelta(days=days), "": NOW}
    result = rhythms.judge(last, NOW)
    assert result.verdict is verdict
    assert [item.words for finding in result.findings for item in finding.items] in ([], ["Members"])


def test_a_feed_that_was_never_used_is_not_missed(database: Database, members: MemberService, tmp_path: Path) -> None:
    assert look(RhythmInspection(), database, tmp_path)["rhythm.records"].verdict is N
    saved_member(members)
    assert look(RhythmInspection(), database, tmp_path)["rhythm.records"].verdict is P


def test_a_feed_that_fell_silent(database: Database, members: MemberService, tmp_path: Path, server: Server) -> None:
    saved_member(members)
    with server.admin(database.url.database or "") as connection:
        connection.execute(text("UPDATE audit_log SET at = at - interval '16 days'"))
    result = look(RhythmInspection(), database, tmp_path)["rhythm.records"]
    assert (result.verdict, [one.key for one in result.findings[0].items]) == (F, ["anything"])


@pytest.mark.parametrize(
    ("noted", "seen", "verdict"),
    [(200, 89, P), (200, 90, W), (200, None, W), (3, 1, P), (3, None, A), (90, None, W)],
)
def test_logins(noted: int, seen: int | None, verdict: Verdict) -> None:
    day = None if seen is None else TODAY - timedelta(days=seen)
    assert logins.judge([("bo", TODAY - timedelta(days=noted), day, TODAY)]).verdict is verdict


def test_who_is_connected_or_wrote_was_seen(
    database: Database, tmp_path: Path, server: Server, members: MemberService, person_with: Any
) -> None:
    assert look(LoginInspection(), database, tmp_path)["privileges.unused_logins"].verdict is N
    quiet = person_with("ip2a_staff").url.username
    writer = person_with("ip2a_staff")
    saved_member(MemberService(writer))
    writer.close()
    look(StorageInspection(), database, tmp_path)
    seen = dict(database.fetch("SELECT login, last_seen IS NOT NULL FROM login_seen", {}))
    assert (seen["ana"], seen[writer.url.username], seen[quiet]) == (True, True, False)
    assert look(LoginInspection(), database, tmp_path)["privileges.unused_logins"].verdict is A
    with server.admin(database.url.database or "") as connection:
        connection.execute(text("UPDATE login_seen SET first_noted = first_noted - 100"))
    result = look(LoginInspection(), database, tmp_path)["privileges.unused_logins"]
    assert (result.verdict, [one.key for one in result.findings[0].items]) == (W, [quiet])


USUAL = {"a": (50.0, 5)}


@pytest.mark.parametrize(
    ("took", "history", "hidden", "verdict"),
    [
        ({"a": 60.0}, USUAL, 0, P), ({"a": 60.0}, USUAL, 1, A), ({"a": 99.0}, USUAL, 0, P),
        ({"a": 100.0}, USUAL, 0, W), ({"a": 250.0}, USUAL, 0, F), ({"a": 60.0}, {}, 0, N),
        ({"a": 60.0}, {"a": (50.0, 1)}, 0, N), ({"a": 1000.0}, {}, 0, W), ({"a": 15.0}, {"a": (1.0, 5)}, 0, P),
    ],
)  # fmt: skip
def test_times_against_the_usual(
    took: dict[str, float], history: dict[str, tuple[float, int]], hidden: int, verdict: Verdict
) -> None:
    result = query_times.judge({"a": "Open members"}, took, history, hidden)
    assert result.verdict is verdict
    assert dict(result.figures) == took


def test_the_twenty_questions_are_the_services_own(database: Database, members: MemberService) -> None:
    saved_member(members)
    asked = list(query_times.questions(database, TODAY))
    assert len({one.name for one in asked}) == len(asked) == 20
    for one in asked:
        if one.ask is not None:
            one.ask()
    assert {one.name for one in asked if one.ask is None} == {"employers.load", "docket.load"}


def test_times_are_kept_by_desk_and_compared(
    database: Database, members: MemberService, tmp_path: Path, server: Server
) -> None:
    saved_member(members)
    inspection = QuestionInspection("front desk")
    found = look(inspection, database, tmp_path)
    assert found["speed.questions"].verdict is N
    kept = dict(database.fetch("SELECT query, runs FROM query_time WHERE machine = 'front desk'", {}))
    assert (len(kept), set(kept.values())) == (18, {1})
    with server.admin(database.url.database or "") as connection:
        for days in (1, 2):
            connection.execute(
                text("INSERT INTO query_time SELECT day - :days, query, machine, 5000, 1 FROM query_time "
                     "WHERE day = CURRENT_DATE"), {"days": days},
            )  # fmt: skip
    assert look(inspection, database, tmp_path)["speed.questions"].verdict is P
    assert look(QuestionInspection("another desk"), database, tmp_path)["speed.questions"].verdict is N
    assert database.fetch("SELECT max(runs) FROM query_time WHERE machine = 'front desk'", {}) == [(2,)]


def test_who_may_not_ask_does_not_pass(person_with: Any, tmp_path: Path) -> None:
    found = look(QuestionInspection("desk"), person_with("ip2a_organizer"), tmp_path)
    assert found["speed.questions"].verdict is not P
    assert "fund.first" not in found["speed.questions"].figures


def test_what_the_server_itself_counts_as_slow(
    database: Database, members: MemberService, tmp_path: Path, server: Server, person_with: Any
) -> None:
    saved_member(members)
    with server.admin(database.url.database or "") as connection:
        connection.execute(
            text(
                "CREATE TABLE pg_stat_statements AS SELECT oid AS dbid, 'SELECT  slow' AS query, "
                "1500.0 AS mean_exec_time, 20 AS calls, 30000.0 AS total_exec_time "
                "FROM pg_database WHERE datname = current_database()"
            )
        )
    admin = person_with("ip2a_admin")
    assert not look(QuestionInspection("desk"), admin, tmp_path)["speed.questions"].findings  # who may not read it
    result = look(QuestionInspection("desk"), database, tmp_path)["speed.questions"]
    assert (result.verdict, [one.rule for one in result.findings]) == (W, ["speed.statements"])
    assert result.findings[0].items[0].words == "SELECT slow"
