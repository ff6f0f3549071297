"""Backups on a real server: proved by a restore, and every way in which a file can be no backup is named."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.local import LocalDatabase
from ip2a_desktop.domain.backups import LEAST_VERIFIED, Backup, BackupState
from ip2a_desktop.domain.errors import Cancelled, InputProblem, NotAllowed, RuleViolation
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.retention import kept
from ip2a_desktop.maintenance.backups import BackupService
from ip2a_desktop.maintenance.dump_files import manifest_path
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.opening import Opened, open_embedded
from tests.conftest import PERSON, Server
from tests.factories import saved_member


@pytest.fixture
def folder(open_folder: Path) -> Iterator[Path]:
    """A data folder that the scratch server's user can reach."""
    made = open_folder / f"d{new_id().hex[-8:]}"
    made.mkdir(mode=0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def backups(database: Database, server: Server, folder: Path) -> BackupService:
    """Backups of a database with a few members, by a person who may make them."""
    with server.admin() as connection:
        connection.execute(text(f"GRANT ip2a_backup TO {PERSON}"))
    for number in range(3):
        saved_member(MemberService(database), card_number=f"B{number}", last_name="Łukasz AT&T <b>")
    return BackupService(database, folder)


def _file(made: Backup) -> Path:
    return made.folder / made.file


def test_a_backup_is_restored_and_compared_before_it_is_called_one(backups: BackupService, folder: Path) -> None:
    made = backups.back_up()
    assert made.state is BackupState.RESTORED
    assert "all equal" in made.proof
    proofs = {one.name: one for one in made.tables}
    assert proofs["member"].rows == 3
    assert all(one.equal for one in made.tables)
    assert proofs["audit_log"].rows >= 3
    assert backups.all() == (made,)
    assert sorted(one.name for one in (folder / "backups").iterdir()) == [str(made.file), f"{made.file}.json"]
    assert _file(made).stat().st_size == made.bytes
    assert not [one for one in folder.iterdir() if one.name.startswith("scratch-")]
    again = backups.verify(made.id)
    assert again.is_verified
    assert again.verified_at is not None
    assert made.verified_at is not None
    assert again.verified_at > made.verified_at


def test_a_cancelled_backup_leaves_nothing(backups: BackupService, folder: Path) -> None:
    def cancel(done: int, _total: int, _words: str) -> None:
        if done >= 3:
            raise Cancelled("The backup was stopped.")

    with pytest.raises(Cancelled):
        backups.back_up(cancel)
    assert backups.all() == ()
    assert not [one for one in folder.iterdir() if one.name.startswith("scratch-")]
    assert not list(folder.rglob("*.part"))


def test_without_the_duty_nothing_is_written(person_with: Any, folder: Path) -> None:
    service = BackupService(person_with("ip2a_admin"), folder)
    with pytest.raises(NotAllowed) as refused:
        service.back_up()
    assert "duty" in refused.value.next_step
    assert not (folder / "backups").exists() or not list((folder / "backups").iterdir())


def test_a_folder_that_cannot_be_written_is_said(backups: BackupService, folder: Path) -> None:
    (folder / "blocked").write_text("a file, not a folder")
    backups.save_settings(replace(backups.settings(), folder=folder / "blocked" / "here"))
    with pytest.raises(InputProblem) as refused:
        backups.back_up()
    assert "earlier backups are untouched" in refused.value.kept


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def _other(file: Path) -> None:
    file.write_bytes(b"<html>" + file.read_bytes()[6:])


def _gone(file: Path) -> None:
    file.unlink()


_HARM = ((_empty, "empty", "empty"), (_cut, "bytes", "damaged"), (_other, "not a backup", "not a backup"),
         (_gone, "not there", "not there"))  # fmt: skip


def test_harm_is_named_with_and_without_the_manifest(backups: BackupService) -> None:
    made = backups.back_up()
    file, whole = _file(made), _file(made).read_bytes()
    beside = manifest_path(file)
    kept = beside.read_bytes()
    for harm, words, words_without in _HARM:
        harm(file)
        again = backups.verify(made.id)
        assert again.state is (BackupState.MISSING if harm is _gone else BackupState.FAILED)
        assert words in again.proof
        assert not any(one.equal for one in again.tables)
        beside.unlink()
        assert words_without in backups.check_file(file).proof
        file.write_bytes(whole)
        beside.write_bytes(kept)
    for number in range(30):
        flipped = bytearray(whole)
        flipped[5 + (len(whole) - 6) * number // 30] ^= 1 << (number % 8)
        file.write_bytes(flipped)
        assert "contents changed" in backups.check_file(file).proof
    file.write_bytes(whole)
    assert backups.verify(made.id).is_verified


def test_an_older_pg_dump_a_broken_manifest_and_another_hall_are_named(backups: BackupService, server: Server) -> None:
    made = backups.back_up()
    path = manifest_path(_file(made))
    whole = path.read_text(encoding="utf-8")
    path.write_text(json.dumps(json.loads(whole) | {"dump_version": 14}), encoding="utf-8")
    assert "pg_dump 14" in backups.verify(made.id).proof
    path.write_text("{", encoding="utf-8")
    with pytest.raises(InputProblem) as refused:
        backups.verify(made.id)
    assert "manifest" in refused.value.what
    path.write_text(whole, encoding="utf-8")
    with server.admin(backups.database.url.database or "") as connection:
        connection.execute(text("UPDATE backup_settings SET id = gen_random_uuid()"))
    assert "another hall" in backups.verify(made.id).proof


def test_what_reads_but_does_not_restore_is_named(backups: BackupService, server: Server, database: Database) -> None:
    name = database.url.database or ""
    database.close()
    with server.admin(name) as connection:
        # A duplicate that a broken unique index let in: only a restore sees it.
        connection.execute(text("ALTER TABLE hall ADD COLUMN marker integer DEFAULT 1"))
        connection.execute(text("CREATE TABLE twice (a integer)"))
        connection.execute(text("CREATE UNIQUE INDEX twice_once ON twice (a)"))
        connection.execute(text("UPDATE pg_index SET indisready = false WHERE indexrelid = 'twice_once'::regclass"))
        connection.execute(text("INSERT INTO twice VALUES (1), (1)"))
        connection.execute(text("UPDATE pg_index SET indisready = true WHERE indexrelid = 'twice_once'::regclass"))
    made = backups.back_up()
    assert made.state is BackupState.READ
    assert "does not restore as it should" in made.proof
    assert not made.is_verified
    assert made.has_every_row


def test_the_copy_elsewhere_is_whole(backups: BackupService, folder: Path) -> None:
    (folder / "share").mkdir()
    backups.save_settings(replace(backups.settings(), copy_folder=folder / "share"))
    made = backups.back_up()
    assert made.copied_to == folder / "share"
    assert (folder / "share" / made.file).read_bytes() == _file(made).read_bytes()


@pytest.fixture
def opened(folder: Path) -> Iterator[Opened]:
    """A person's own embedded database."""
    made = open_embedded(folder)
    yield made
    made.close()


@pytest.mark.slow
def test_a_restore_makes_a_database_of_its_own(opened: Opened, folder: Path) -> None:
    local: LocalDatabase | None = opened.local
    assert local is not None
    members = MemberService(opened.database)
    saved_member(members)
    service = BackupService(opened.database, folder, local)
    made = service.back_up()
    saved_member(members, card_number="LATER")
    for name, typed, problem in (
        ("ip2a", "ip2a", "live"),
        ("Weg!", "Weg!", "small letters"),
        ("other", "othr", "Type other"),
    ):
        with pytest.raises(RuleViolation) as refused:
            service.restore(_file(made), name, typed)
        assert problem in str(refused.value)
    restored = service.restore(_file(made), "looked_at", "looked_at")
    assert restored.rows == sum(one.rows for one in made.tables)
    beside = Database(opened.database.url.set(database="looked_at"))
    assert MemberService(beside).total(in_bin=False) == 1
    beside.close()
    assert members.total(in_bin=False) == 2
    with pytest.raises(RuleViolation) as taken:
        service.restore(_file(made), "looked_at", "looked_at")
    assert "already" in str(taken.value)
    _cut(_file(made))
    with pytest.raises(InputProblem):
        service.restore(_file(made), "broken", "broken")


_TODAY = datetime(2026, 11, 23, tzinfo=UTC).date()


def _made(days: float, state: BackupState = BackupState.RESTORED) -> Backup:
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC) - timedelta(days=days)
    return Backup(new_id(), Path("f"), Path("/"), moment, moment, 1, "ip2a", "18", "0008", state)


def test_a_year_of_daily_backups_leaves_days_weeks_and_months() -> None:
    daily = [_made(day) for day in range(365)]
    reasons = kept(daily, _TODAY)
    stay = [one for one in daily if one.id in reasons]
    ages = [(daily[0].started_at - one.started_at).days for one in stay]
    assert ages[:12] == list(range(12))
    assert 12 + 8 <= len(stay) <= 12 + 10 + 9
    assert max(ages) > 230


@given(st.lists(st.tuples(st.floats(0, 900), st.sampled_from(BackupState)), max_size=60, unique_by=lambda one: one[0]))
def test_the_newest_and_three_verified_ones_always_stay(made: list[tuple[float, BackupState]]) -> None:
    backups = [_made(days, state) for days, state in made]
    stay = [one for one in backups if one.id in kept(backups, _TODAY)]
    verified = [one for one in backups if one.is_verified]
    assert sum(one.is_verified for one in stay) >= min(LEAST_VERIFIED, len(verified))
    if backups:
        assert max(backups, key=lambda one: one.started_at) in stay
    assert len(kept(stay, _TODAY)) == len(stay)
