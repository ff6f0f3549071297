"""Bounds of the catalog's checks, by rows as a server would answer: what no test can make real in a moment."""

from datetime import UTC, datetime
from typing import Any

import pytest

from ip2a_desktop.domain.health import Repair, Verdict
from ip2a_desktop.maintenance.catalog import CATALOG_CHECKS
from ip2a_desktop.maintenance.catalog.asking import Facts

P, W, F, N = Verdict.PASS, Verdict.WARN, Verdict.FAIL, Verdict.NOT_RUN
_JUDGES = {one.check.name: one.judge for one in CATALOG_CHECKS}
_NOW = datetime(2026, 11, 23, tzinfo=UTC)


def judged(name: str, *rows: dict[str, Any], version: int = 180006, now: datetime = _NOW, **options: str) -> Verdict:
    return _JUDGES[name](rows, Facts(version, True, now, options=options)).verdict


def session(seconds: float) -> dict[str, Any]:
    return {"pid": 7, "who": "ana", "program": "psql", "desk": None, "seconds": seconds}


@pytest.mark.parametrize(
    ("name", "seconds", "verdict"),
    [
        ("server.idle_in_transaction", 59, P), ("server.idle_in_transaction", 60, W),
        ("server.idle_in_transaction", 300, F),
        ("server.blocking", 4.9, P), ("server.blocking", 5, W), ("server.blocking", 30, F),
        ("server.long_queries", 59, P), ("server.long_queries", 60, W), ("server.long_queries", 300, F),
    ],
)  # fmt: skip
def test_sessions(name: str, seconds: float, verdict: Verdict) -> None:
    assert judged(name, session(seconds)) is verdict


@pytest.mark.parametrize(("seconds", "verdict"), [(0.5, P), (1, W), (30, F)])
def test_prepared(seconds: float, verdict: Verdict) -> None:
    assert judged("server.prepared", {"gid": "x", "who": "ana", "seconds": seconds}) is verdict


@pytest.mark.parametrize(("seconds", "verdict"), [(4.9, P), (5, W), (60, F)])
def test_replicas(seconds: float, verdict: Verdict) -> None:
    assert judged("server.replica_lag", {"name": "r1", "seconds": seconds}) is verdict


@pytest.mark.parametrize(("used", "verdict"), [(69, P), (70, W), (84, W), (85, F)])
def test_connections(used: int, verdict: Verdict) -> None:
    row = {"used": used, "most": 100, "people": [{"who": "ana", "number": used}]}
    result = _JUDGES["server.connections"]([row], Facts(180006, True, _NOW))
    assert result.verdict is verdict
    assert [item.detail for one in result.findings for item in one.items] in ([], [f"{used} open"])


@pytest.mark.parametrize(("age", "multi", "verdict"), [(499_999_999, 0, P), (500_000_000, 0, W), (1, 1_000_000_000, F)])
def test_transaction_ids(age: int, multi: int, verdict: Verdict) -> None:
    table = {"name": "member", "age": age, "multi": multi}
    row = {"name": "ip2a", "age": age, "multi": multi, "tables": [table, {"name": "note", "age": 3, "multi": 0}]}
    assert judged("tables.transaction_age", row) is verdict
    here = _JUDGES["tables.transaction_age"]([row], Facts(180006, True, _NOW)).findings
    assert [(one.repair, [item.key for item in one.items]) for one in here] in ([], [(Repair.SAFE, ["member"])])
    other = _JUDGES["tables.transaction_age"]([row | {"tables": None}], Facts(180006, True, _NOW)).findings
    assert [(one.repair, [item.key for item in one.items]) for one in other] in ([], [(Repair.PERSON, ["ip2a"])])


@pytest.mark.parametrize(("used", "verdict"), [(74, P), (75, W), (90, F)])
def test_sequences(used: int, verdict: Verdict) -> None:
    assert judged("tables.sequences", {"name": "s", "may": True, "used": used, "most": 100}) is verdict


@pytest.mark.parametrize(("dead", "live", "verdict"), [(900, 1, P), (1900, 8100, P), (2000, 8000, W), (4000, 6000, F)])
def test_dead_rows(dead: int, live: int, verdict: Verdict) -> None:
    row = {"name": "member", "dead": dead, "live": live, "changed": 0, "analyzed": True, "counts": True}
    assert judged("tables.dead_rows", row) is verdict


def test_a_server_that_does_not_count_is_no_pass() -> None:
    row = {"name": "member", "dead": 0, "live": 9, "changed": 0, "analyzed": True, "counts": False}
    assert judged("tables.dead_rows", row) is N
    assert judged("tables.statistics", row) is N
    assert judged("tables.dead_rows") is N


TRAFFIC = {"hit": 0, "read": 0, "temporary": 0, "deadlocks": 0, "sessions": 0, "lost": 0, "days": 10.0}


@pytest.mark.parametrize(
    ("name", "row", "verdict"),
    [
        ("tables.cache", {"hit": 10}, N), ("tables.cache", {"hit": 960_000, "read": 40_000}, P),
        ("tables.cache", {"hit": 940_000, "read": 60_000}, W), ("tables.cache", {"hit": 800_000, "read": 200_000}, F),
        ("tables.temporary_files", {"temporary": 5 << 30}, P), ("tables.temporary_files", {"temporary": 11 << 30}, W),
        ("tables.deadlocks", {"deadlocks": 49}, P), ("tables.deadlocks", {"deadlocks": 50}, W),
        ("tables.abandoned", {"sessions": 50, "lost": 40}, P), ("tables.abandoned", {"sessions": 1000, "lost": 9}, P),
        ("tables.abandoned", {"sessions": 1000, "lost": 10}, W),
        ("tables.abandoned", {"sessions": 1000, "lost": 50}, F),
    ],
)  # fmt: skip
def test_traffic(name: str, row: dict[str, Any], verdict: Verdict) -> None:
    assert judged(name, TRAFFIC | row) is verdict
    assert judged(name) is N


@pytest.mark.parametrize(
    ("version", "day", "verdict"),
    [
        (180006, "2026-11-23", P), (150018, "2027-05-10", P), (150018, "2027-06-01", W), (150018, "2027-11-12", F),
        (140022, "2026-01-01", F), (190001, "2026-11-23", W),
    ],
)  # fmt: skip
def test_versions(version: int, day: str, verdict: Verdict) -> None:
    now = datetime.fromisoformat(day).replace(tzinfo=UTC)
    assert judged("server.version", version=version, now=now) is verdict


@pytest.mark.parametrize(
    ("row", "mode", "verdict"),
    [
        ({"here": True, "tls": False}, "", P), ({"here": False, "tls": False}, "require", F),
        ({"here": False, "tls": True}, "require", W), ({"here": False, "tls": True}, "verify-full", P),
        ({"here": False, "tls": False, "gss": True}, "", P),
    ],
)  # fmt: skip
def test_encryption(row: dict[str, Any], mode: str, verdict: Verdict) -> None:
    assert judged("server.encrypted", {"gss": False, "protocol": "TLSv1.3"} | row, sslmode=mode) is verdict


@pytest.mark.parametrize(
    ("setting", "failures", "verdict"), [("on", 0, P), ("on", None, P), ("off", None, W), ("on", 1, F)]
)
def test_checksums(setting: str, failures: int | None, verdict: Verdict) -> None:
    assert judged("server.checksums", {"setting": setting, "failures": failures}) is verdict


def test_collation_settings_and_restart() -> None:
    assert judged("server.collation", {"name": "ip2a", "kept": "2.36", "actual": "2.41"}) is F
    assert judged("server.collation", {"name": "ip2a", "kept": None, "actual": None}) is P
    assert judged("server.pending_restart", {"name": "shared_buffers"}) is W
    on = [{"name": name, "setting": "on"} for name in ("fsync", "full_page_writes", "synchronous_commit")]
    assert judged("server.durable", *on) is P
    assert judged("server.durable", *on[:2], {"name": "synchronous_commit", "setting": "off"}) is F
    assert judged("server.durable") is N


@pytest.mark.parametrize(
    ("days", "scans", "size", "verdict"),
    [(3, 0, 20 << 20, N), (40, 0, 20 << 20, W), (40, 1, 20 << 20, P), (3, 0, 1, P)],
)
def test_unused_indexes(days: int, scans: int, size: int, verdict: Verdict) -> None:
    row = {"name": "i", "detail": "member", "scans": scans, "bytes": size, "days": days}
    assert judged("indexes.unused", row) is verdict
