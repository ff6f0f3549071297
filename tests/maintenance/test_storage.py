"""Room and growth: what this computer sees, what the server was told, what nobody knows."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.local import LocalDatabase
from ip2a_desktop.domain.errors import NotAllowed
from ip2a_desktop.domain.health import CheckResult, Verdict
from ip2a_desktop.maintenance import storage
from ip2a_desktop.maintenance.inspecting import Look, inspect
from ip2a_desktop.maintenance.storage import ROOM, Room, StorageInspection, judge_growth, judge_room
from tests.conftest import Server

P, W, F, N = Verdict.PASS, Verdict.WARN, Verdict.FAIL, Verdict.NOT_RUN
GB = 1_000_000_000
TODAY = date(2026, 11, 23)


def look(database: Database, folder: Path) -> dict[str, CheckResult]:
    return {one.check.name: one for one in inspect([StorageInspection()], Look(database, folder))}


def test_an_embedded_database_is_measured_here(open_folder: Path) -> None:
    folder = open_folder / "room"
    local = LocalDatabase(folder)
    database = local.open()
    try:
        result = look(database, folder)["storage.room"]
        assert result.verdict is not N
        assert result.words.startswith("This computer's disk is ")
        assert result.figures["free_bytes"] > 0
        # Another folder of this computer is not the one that the server writes to.
        assert look(database, open_folder)["storage.room"].verdict is N
    finally:
        database.close()
        local.close()


def test_a_shared_server_tells_or_is_not_known(database: Database, tmp_path: Path) -> None:
    found = look(database, tmp_path)
    assert (found["storage.room"].verdict, found["storage.growth"].verdict) == (N, N)
    assert "storage_tell" in found["storage.room"].words
    assert found["storage.backups"].verdict is N
    database.fetch("SELECT storage_tell('database', 100000000000, 15000000000)", {})
    assert look(database, tmp_path)["storage.room"].verdict is W
    database.fetch("SELECT storage_tell('database', 100000000000)", {})  # a quota: the database's own size counts
    assert look(database, tmp_path)["storage.room"].words.startswith("The quota is 0% full")
    (tmp_path / "backups").mkdir()
    assert look(database, tmp_path)["storage.backups"].verdict is not N
    with database.statement() as session:
        session.execute(text("UPDATE backup_settings SET folder = :f"), {"f": str(tmp_path / "elsewhere")})
    assert look(database, tmp_path)["storage.backups"].verdict is N


def test_what_was_told_long_ago_is_not_known(database: Database, tmp_path: Path, server: Server) -> None:
    database.fetch("SELECT storage_tell('database', 100, 90)", {})
    with server.admin(database.url.database or "") as connection:
        connection.execute(text("UPDATE storage_report SET told_at = told_at - interval '3 days'"))
    assert look(database, tmp_path)["storage.room"].verdict is N


def test_sizes_are_noted_once_a_day_and_only_by_who_may(database: Database, tmp_path: Path, person_with: Any) -> None:
    for _ in range(2):
        look(database, tmp_path)
    rows = dict(database.fetch("SELECT table_name, bytes FROM size_history WHERE day = CURRENT_DATE", {}))
    assert rows[""] > 1_000_000
    assert rows["member"] > 0
    auditor = person_with("ip2a_auditor")
    assert not storage.remember(auditor)
    assert look(auditor, tmp_path)["storage.growth"].verdict is N
    with pytest.raises(NotAllowed):
        auditor.fetch("SELECT storage_tell('database', 1)", {})


@pytest.mark.parametrize(("free", "verdict"), [(21, P), (20, W), (11, W), (10, F), (0, F)])
def test_how_full(free: int, verdict: Verdict) -> None:
    assert judge_room(ROOM, Room(100 * GB, free * GB, "The disk"), "").verdict is verdict


@pytest.mark.parametrize(("free", "verdict"), [(200, P), (89, W), (31, W), (29, F)])
def test_days_to_full(free: int, verdict: Verdict) -> None:
    """A gigabyte a day, so the free gigabytes are days."""
    sizes = [(TODAY - timedelta(days=30 - day), name, day * GB) for day in range(31) for name in ("", "note")]
    result = judge_growth(sizes, Room(1000 * GB, free * GB, "The disk"), noted=True)
    assert result.verdict is verdict
    assert result.figures["days_to_full"] == pytest.approx(free)
    assert [item.key for finding in result.findings for item in finding.items] in ([], ["note"])


def test_growth_that_cannot_be_judged() -> None:
    week = [(TODAY - timedelta(days=7 - day), "", 5 * GB) for day in range(8)]
    assert judge_growth(week[:5], Room(1, 1, ""), noted=True).verdict is N
    assert judge_growth([], None, noted=False).verdict is N
    assert judge_growth(week, None, noted=True).verdict is P  # does not grow at all
    growing = [(day, name, size + number) for number, (day, name, size) in enumerate(week)]
    assert judge_growth(growing, None, noted=True).verdict is N


def test_the_history_is_read_back(database: Database, server: Server, database_url: URL, tmp_path: Path) -> None:
    with server.admin(database_url.database or "") as connection:
        connection.execute(
            text("INSERT INTO size_history SELECT CURRENT_DATE - d, '', 0, (60 - d) * 1000000000::bigint "
                 "FROM generate_series(1, 59) AS d")
        )  # fmt: skip
        connection.execute(text("SELECT storage_tell('database', 1000000000000, 10000000000)"))
    assert look(database, tmp_path)["storage.growth"].figures["bytes_a_day"] > 0
