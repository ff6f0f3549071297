"""Maintenance by itself, on a real database: what is due is done once, and the admins hear what is new."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health import Severity
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.notices import Channel, ChannelKind
from ip2a_desktop.domain.schedule import Job
from ip2a_desktop.maintenance.backups import BackupService
from ip2a_desktop.maintenance.notices import NoticeService
from ip2a_desktop.maintenance.schedule import Schedule
from ip2a_desktop.maintenance.seals import SealService
from ip2a_desktop.services.members import MemberService
from tests.conftest import PERSON, Server
from tests.factories import saved_member


@pytest.fixture
def folder(open_folder: Path) -> Path:
    """A data folder that a scratch server can use."""
    made = open_folder / f"s{new_id().hex[-8:]}"
    made.mkdir(mode=0o711)
    return made


def test_what_is_due_is_done_once_and_told(database: Database, server: Server, folder: Path) -> None:
    with server.admin() as connection:
        connection.execute(text(f"GRANT ip2a_backup TO {PERSON}"))
    NoticeService(database, folder).save_channel(Channel(new_id(), ChannelKind.LOG, "Log", minimum=Severity.LOW))
    backups = BackupService(database, folder)
    backups.save_settings(replace(backups.settings(), daily_hour=backups_hour(database)))
    schedule = Schedule(database, folder, None)
    first = schedule.step()
    assert first.did[0] is Job.BACKUP
    assert {Job.CATALOG, Job.NIGHTLY} & set(first.did)
    assert first.problem == ""
    assert len(backups.all()) == 1
    assert first.run is not None
    assert first.sent == (1 if first.run.findings() else 0)
    if first.run.findings():
        line = json.loads((folder / "notices.jsonl").read_text(encoding="utf-8"))
        assert "new finding" in line["title"]
    again = schedule.step()
    assert (again.did, again.sent) == ((), 0)


def test_a_backup_that_fails_is_told_once_a_day(database: Database, folder: Path) -> None:
    notices = NoticeService(database, folder)
    notices.save_channel(Channel(new_id(), ChannelKind.LOG, "Log", minimum=Severity.CRITICAL))
    backups = BackupService(database, folder)
    (folder / "file").write_text("not a folder")
    settings = replace(backups.settings(), daily_hour=backups_hour(database), folder=folder / "file" / "here")
    backups.save_settings(settings)
    schedule = Schedule(database, folder, None)
    step = schedule.step()
    assert Job.BACKUP not in step.did
    assert step.problem
    schedule.step()
    told = [one for one in notices.outbox() if one.kind == "backup"]
    assert [one.title for one in told] == ["The daily backup was not made"]


def backups_hour(database: Database) -> int:
    """Return the hall's hour now."""
    hour = "extract(hour FROM clock_timestamp() AT TIME ZONE coalesce((SELECT time_zone FROM hall), 'UTC'))"
    with database.statement() as session:
        return int(session.execute(text(f"SELECT {hour}")).scalar_one())


def test_a_notice_about_a_check_carries_the_newest_seal(
    database: Database, folder: Path, members: MemberService, server: Server
) -> None:
    saved_member(members)
    with server.admin(database.url.database or "") as connection:
        connection.execute(text("CREATE TABLE keyless (n int)"))  # so that there is something to tell
    notices = NoticeService(database, folder)
    notices.save_channel(Channel(new_id(), ChannelKind.LOG, "Log", minimum=Severity.LOW))
    backups = BackupService(database, folder)
    backups.save_settings(replace(backups.settings(), daily_hour=None))
    step = Schedule(database, folder, None).step()
    assert step.run is not None
    anchor = SealService(database).latest_anchor()
    assert anchor is not None
    lines = (folder / "notices.jsonl").read_text(encoding="utf-8").splitlines()
    assert any(anchor.words in json.loads(line)["body"] for line in lines)
