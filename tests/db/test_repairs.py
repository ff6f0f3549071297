"""Repair keeps everything: previewed, journaled, verified, taken back so that every row is as it was."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.backups import Backup, BackupState, TableProof
from ip2a_desktop.domain.errors import HallError, NotAllowed
from ip2a_desktop.domain.health import HealthRun, Repair, RunKind, Verdict
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.domain.repairs import RepairKind, RepairPlan, RepairState
from ip2a_desktop.maintenance.repairs import MOST_ROWS, RepairService
from ip2a_desktop.maintenance.runs import HealthService
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.members import MemberService
from tests.conftest import Server
from tests.factories import job as job_draft
from tests.factories import saved_employer, saved_member

_SIGNATURE = """
    SELECT coalesce(sum(hashtextextended(
               (to_jsonb(t) - ARRAY['version', 'updated_at', 'updated_by'])::text, 0)::numeric), 0)::text
      FROM «table» AS t
"""


def _proved(_progress: Any) -> Backup:
    """Stand for a backup that was proved; that real ones are is the business of their own tests."""
    now = datetime(2026, 11, 23, tzinfo=UTC)
    tables = (TableProof("member", 1, True),)
    return Backup(new_id(), Path("a.dump"), Path("/b"), now, now, 1, "ip2a", "18", "0008", BackupState.RESTORED,
                  "Restored and compared: all equal.", tables=tables)  # fmt: skip


@pytest.fixture
def repairs(database: Database, tmp_path: Path) -> RepairService:
    """Repairs of the test's database."""
    return RepairService(database, tmp_path, _proved)


@pytest.fixture
def plant(server: Server, database: Database) -> Callable[..., None]:
    """Write into the database what it would never take, as a superuser past every rule."""

    def plant(*statements: str) -> None:
        with server.admin(database.url.database or "") as connection:
            for one in ("SET session_replication_role = 'replica'", *statements):
                connection.execute(text(one))
            connection.execute(text("SET session_replication_role = 'origin'"))

    return plant


def _look(database: Database, folder: Path) -> HealthRun:
    return HealthService(database, folder).run(RunKind.INTEGRITY)


def _plan(service: RepairService, run: HealthRun, rule: str) -> RepairPlan:
    plans = {one.rule: one for one in service.preview(run)}
    assert rule in plans, sorted(plans)
    return plans[rule]


def _signature(database: Database, *tables: str) -> list[str]:
    with database.statement() as session:
        return [session.execute(text(_SIGNATURE.replace("«table»", one))).scalar_one() for one in tables]


@pytest.fixture
def job(members: MemberService, employers: EmployerService) -> tuple[UUID, UUID, UUID]:
    """A member with a job: the ids of member, employer and job."""
    member, employer = saved_member(members), saved_employer(employers)
    made = job_draft(member, employer)
    members.save_employment(made)
    return member.id, employer.id, made.id


def test_a_lost_member_gets_a_substitute_that_says_so(
    repairs: RepairService, database: Database, plant: Any, job: tuple[UUID, UUID, UUID], tmp_path: Path
) -> None:
    member, _, _ = job
    plant(
        f"DELETE FROM member_status_history WHERE member_id = '{member}'", f"DELETE FROM member WHERE id = '{member}'"
    )
    before = _signature(database, "member", "employment")
    run = _look(database, tmp_path)
    plan = _plan(repairs, run, "employment_member_id_fkey")
    (row,) = plan.rows
    assert (row.kind, row.record_id) == (RepairKind.ADD, member)
    assert "1 job" in row.why
    assert _signature(database, "member", "employment") == before  # a preview changes nothing
    done = repairs.apply(plan, plan.keys)
    assert (done.repaired, done.left) == (1, ())
    assert done.after is not None
    assert done.after.verdict is Verdict.PASS
    record = MemberService(database).load(member)
    assert record.draft.last_name == "(lost record)"
    assert record.draft.status is MemberStatus.INACTIVE
    assert repairs.apply(plan, plan.keys).repaired == 0  # a second run finds nothing as it was shown
    again = _look(database, tmp_path)
    assert "employment_member_id_fkey" not in {one.rule for one in again.findings()}
    entry = repairs.journal()[-1]
    assert entry.rows[0].kind is RepairKind.ADD
    undone = repairs.undo(entry.id)
    assert undone.clean
    assert _signature(database, "member", "employment") == before
    assert repairs.journal()[-1].state is RepairState.UNDONE


def test_a_lost_child_is_set_aside_whole_and_comes_back(
    repairs: RepairService, database: Database, plant: Any, tmp_path: Path
) -> None:
    plant(
        "INSERT INTO agreement_article (id, agreement_version_id, number, title) "
        f"VALUES ('{new_id()}', '{new_id()}', '5.2', 'Overtime')"
    )
    before = _signature(database, "agreement_article")
    plan = _plan(repairs, _look(database, tmp_path), "agreement_article_agreement_version_id_fkey")
    assert plan.rows[0].kind is RepairKind.SET_ASIDE
    assert repairs.apply(plan, plan.keys).repaired == 1
    with database.statement() as session:
        assert session.execute(text("SELECT count(*) FROM agreement_article")).scalar() == 0
        kept = session.execute(text("SELECT before ->> 'title' FROM repair_journal")).scalar()
    assert kept == "Overtime"
    assert repairs.undo(repairs.journal()[0].id).clean
    assert _signature(database, "agreement_article") == before


def test_an_ended_job_marked_current(
    repairs: RepairService, database: Database, plant: Any, job: tuple[UUID, UUID, UUID], tmp_path: Path
) -> None:
    plant(
        "ALTER TABLE employment ALTER COLUMN is_current DROP EXPRESSION",
        "UPDATE employment SET started_on = '2020-01-01', ended_on = '2021-01-01', is_current = true",
    )
    before = _signature(database, "employment")
    plan = _plan(repairs, _look(database, tmp_path), "employment.current_with_end")
    (row,) = plan.rows
    (field,) = row.fields
    assert (field.label, field.before, field.after) == ("Current job", "Yes", "No")
    assert repairs.apply(plan, [row.key]).repaired == 1
    entry = repairs.journal()[0]
    assert [(one.label, one.before, one.after) for one in entry.rows[0].fields] == [("Current job", "Yes", "No")]
    assert repairs.undo(entry.id).clean
    assert _signature(database, "employment") == before


def test_what_somebody_edited_since_stays_and_is_shown(
    repairs: RepairService, database: Database, plant: Any, job: tuple[UUID, UUID, UUID], tmp_path: Path
) -> None:
    member, _, _ = job
    plant(
        f"DELETE FROM member_status_history WHERE member_id = '{member}'", f"DELETE FROM member WHERE id = '{member}'"
    )
    plan = _plan(repairs, _look(database, tmp_path), "employment_member_id_fkey")
    repairs.apply(plan, plan.keys)
    service = MemberService(database)
    service.save(service.load(member).draft.model_copy(update={"first_name": "Rosa"}))
    undone = repairs.undo(repairs.journal()[0].id)
    assert not undone.clean
    (later,) = undone.later_edits
    assert later.person
    assert ("First name", "Recreated", "Rosa") in [(one.label, one.before, one.after) for one in later.fields]
    assert service.load(member).draft.first_name == "Rosa"
    assert repairs.journal()[0].state is RepairState.APPLIED


def test_too_many_rows_go_to_a_person(repairs: RepairService, database: Database, plant: Any, tmp_path: Path) -> None:
    plant(
        "INSERT INTO agreement_article (id, agreement_version_id, number, title) "
        f"SELECT gen_random_uuid(), '{new_id()}', n::text, 'Lost' FROM generate_series(1, {MOST_ROWS + 1}) AS n"
    )
    plan = _plan(repairs, _look(database, tmp_path), "agreement_article_agreement_version_id_fkey")
    assert len(plan.rows) == MOST_ROWS + 1
    assert "a person looks" in plan.for_person


def test_without_a_proved_backup_nothing_is_repaired(
    database: Database, plant: Any, job: tuple[UUID, UUID, UUID], tmp_path: Path
) -> None:
    service = RepairService(
        database,
        tmp_path,
        lambda progress: replace(_proved(progress), tables=(), state=BackupState.FAILED, proof="Cut."),
    )
    plant(
        f"DELETE FROM member_status_history WHERE member_id = '{job[0]}'", f"DELETE FROM member WHERE id = '{job[0]}'"
    )
    plan = _plan(service, _look(database, tmp_path), "employment_member_id_fkey")
    with pytest.raises(HallError) as refused:
        service.apply(plan, plan.keys)
    assert "Nothing was repaired" in refused.value.kept
    assert service.journal() == ()


_DOORS = {
    "any row away": ("employment_member_id_fkey", {"kind": "set_aside", "table": "employment", "id": "«job»"}),
    "any member made": ("employment_member_id_fkey", {"kind": "add", "table": "member", "id": "«new»",
                                                      "changes": {"id": "«new»", "card_number": "X", "first_name": "X",
                                                                  "last_name": "X"}}),
    "any column written": ("employment.current_with_end", {"kind": "change", "table": "employment", "id": "«job»",
                                                           "changes": {"hourly_rate": 99}}),
    "another table": ("employment.current_with_end", {"kind": "change", "table": "member", "id": "«member»",
                                                      "changes": {"is_current": False}}),
    "an unknown rule": ("made.up", {"kind": "change", "table": "member", "id": "«member»", "changes": {}}),
    "the record of who did what": ("made.up", {"kind": "set_aside", "table": "backup", "id": "«new»"}),
}  # fmt: skip


@pytest.mark.parametrize("door", _DOORS)
def test_the_functions_are_no_door_to_write_anything_with(
    database: Database, job: tuple[UUID, UUID, UUID], door: str
) -> None:
    rule, row = _DOORS[door]
    words = (
        json.dumps([row | {"key": "k"}], ensure_ascii=False)
        .replace("«job»", str(job[2]))
        .replace("«member»", str(job[0]))
    )
    words = words.replace("«new»", str(new_id()))
    before = _signature(database, "member", "employment")
    with database.statement() as session:
        answer = session.execute(
            text("SELECT problem FROM repair_apply(:id, :id, :rule, 't', '', false, CAST(:rows AS jsonb))"),
            {"id": new_id(), "rule": rule, "rows": words},
        ).scalar_one()
    assert answer
    assert _signature(database, "member", "employment") == before


def test_only_admins_repair(person_with: Any, tmp_path: Path) -> None:
    clerk = RepairService(person_with("ip2a_staff"), tmp_path, _proved)
    with pytest.raises(NotAllowed):
        clerk.undo(new_id())
    with person_with("ip2a_auditor").statement() as session, pytest.raises(ProgrammingError, match="permission denied"):
        session.execute(text("SELECT * FROM repair_undo(gen_random_uuid())"))


def test_auto_heal_says_before_what_it_does_after(
    database: Database, plant: Any, job: tuple[UUID, UUID, UUID], tmp_path: Path
) -> None:
    told: list[str] = []
    service = RepairService(database, tmp_path, _proved, lambda title, body, key: bool(told.append(title)) or True)
    plant(
        "ALTER TABLE employment ALTER COLUMN is_current DROP EXPRESSION",
        "UPDATE employment SET started_on = '2020-01-01', ended_on = '2021-01-01', is_current = true",
    )
    would = service.auto_heal(dry_run=True)
    assert service.journal() == ()
    done = service.auto_heal(dry_run=False)
    rows = [one for plan in would.plans if plan.repair is Repair.SAFE for one in plan.rows]
    assert [one for plan in done.plans for one in plan.rows] == rows
    assert [one.record_id for one in rows if one.record_id] == [job[2]]
    assert told == [f"Auto-heal repaired {len(rows)} thing{'' if len(rows) == 1 else 's'}"]
    assert done.after is not None
    assert "employment.current_with_end" not in {one.rule for one in done.after.findings()}
    assert service.auto_heal(dry_run=False).plans == ()
