"""A stress hall: the same for its number, whole and written down, clean, and only ever in an empty database."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from ip2a_desktop.domain.errors import Cancelled, NotAllowed, RuleViolation
from ip2a_desktop.domain.health import RunKind, Verdict
from ip2a_desktop.maintenance.rules.house import AUDITED
from ip2a_desktop.maintenance.runs import HealthService
from ip2a_desktop.seed.stress.hall import make_hall, seed_stress, stress_sheets
from ip2a_desktop.seed.stress.size import STRESS
from ip2a_desktop.services.benevolence_settings import BenevolenceSettings
from ip2a_desktop.services.sample import SampleService
from tests.factories import saved_member

SMALL = STRESS.scaled(0.01)
TODAY = date(2026, 3, 6)


def count(database, table, where="true"):
    with database.statement() as session:
        return session.scalar(text(f"SELECT count(*) FROM {table} WHERE {where}"))


def lines(database, number):
    rules = BenevolenceSettings(database).load()
    return {one.table: "".join(one.lines) for one in stress_sheets(SMALL, number, TODAY, rules)}


def test_the_hall_is_whole_clean_and_written_down(database, tmp_path: Path):
    made = seed_stress(database, SMALL)
    assert made.rows["member"] == 100
    assert made.rows["organization"] == 16
    assert made.rows["organization_contact"] == 48
    assert made.rows["employment"] == count(database, "employment") == 2_500
    assert min(made.rows[name] for name in ("grievance", "benevolence_application", "organizing_activity")) >= 30
    for table in AUDITED:
        written_down = count(database, "audit_log", f"table_name = '{table}' AND action = 'insert'")
        assert written_down >= made.rows.get(table, 0), table
    assert count(database, "pg_trigger", "NOT tgisinternal AND tgenabled <> 'O'") == 0
    run = HealthService(database, tmp_path).run(RunKind.INTEGRITY, with_files=False)  # sizes are recorded only
    assert run.verdict is Verdict.PASS, run.sentence


def test_jobs_are_as_in_life(database):
    seed_stress(database, SMALL)
    with database.statement() as session:
        least, most = session.execute(
            text("SELECT min(n), max(n) FROM (SELECT count(*) AS n FROM employment GROUP BY member_id) AS m")
        ).one()
        longest, lowest, highest = session.execute(
            text("SELECT max(ended_on - started_on), min(hourly_rate), max(hourly_rate) FROM employment")
        ).one()
    assert 1 <= least < 20 < most <= 100
    assert longest <= 1_825
    assert 18 <= lowest < highest <= 75
    assert count(database, "employment", "started_on > CURRENT_DATE OR ended_on > CURRENT_DATE") == 0


def test_the_same_number_gives_the_same_rows(database):
    first = lines(database, 46)
    assert first == lines(database, 46)
    assert first["member"] != lines(database, 47)["member"]


def test_all_of_it_goes_again_with_the_sample(database):
    made = seed_stress(database, SMALL)
    service = SampleService(database)
    assert service.is_there()
    service.remove()
    left = {table: count(database, table) for table in made.rows}
    assert left == dict.fromkeys(made.rows, 0)


def test_cancelled_nothing_is_kept(database):
    def cancel(done: int, total: int, _words: str) -> None:
        if total and done > 2_000:
            raise Cancelled("You stopped it.")

    with pytest.raises(Cancelled):
        seed_stress(database, SMALL, progress=cancel)
    assert count(database, "member") == count(database, "audit_log", "table_name = 'member'") == 0
    assert not SampleService(database).is_there()


def test_a_hall_with_records_is_left_alone(database, members):
    saved_member(members)
    with pytest.raises(RuleViolation, match="empty database"):
        seed_stress(database, SMALL)
    assert count(database, "member") == 1


def test_it_takes_all_duties(person_with, database):
    with pytest.raises(NotAllowed):
        seed_stress(person_with("ip2a_staff", "ip2a_admin"), SMALL)
    assert count(database, "member") == 0


def test_a_table_of_ones_own_is_never_taken_for_the_owners(database):
    """Whatever somebody names like the owner's tables would run with the owner's rights."""
    own = "CREATE TEMP TABLE {} AS SELECT gen_random_uuid() AS id, gen_random_uuid() AS batch_id, 0 AS rows"
    with database.transaction() as session:
        for name in ("stress_hall", "stress_row"):
            session.execute(text(own.format(name)))
        with pytest.raises(ProgrammingError, match="not begun"):
            session.execute(text("SELECT stress_take('member')"))
        session.rollback()
    assert count(database, "member") == 0


def test_one_call_makes_a_share_of_the_hall(database_url):
    assert make_hall(database_url, scale=0.006).rows["member"] == 60


def test_documents_are_recorded_as_in_life_or_written_small_and_real(database, tmp_path: Path):
    kept: dict[str, bytes] = {}
    made = seed_stress(database, SMALL, keep=kept.__setitem__)
    assert made.rows["attachment"] == count(database, "attachment") == SMALL.attachments
    with database.statement() as session:
        rows = session.execute(text("SELECT DISTINCT sha256, byte_count FROM attachment")).all()
        recorded = {row.sha256: row.byte_count for row in rows}
        least, most = session.execute(
            text("SELECT min(n), max(n) FROM (SELECT count(*) AS n FROM attachment GROUP BY member_id) AS m")
        ).one()
    assert least >= 1
    assert most <= 20
    assert {one: len(kept[one]) for one in recorded} == recorded
    assert all(hashlib.sha256(data).hexdigest() == one for one, data in kept.items())
    rules = BenevolenceSettings(database).load()
    sheet = next(one for one in stress_sheets(STRESS.scaled(0.02), 46, TODAY, rules) if one.table == "attachment")
    sizes = [int(line.split("\t")[7]) for line in "".join(sheet.lines).splitlines()]
    assert 25e9 < sum(sizes) / len(sizes) * 150_000 < 35e9
