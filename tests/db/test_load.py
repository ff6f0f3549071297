"""A load run: real processes, real services, on sample data only."""

from datetime import date

import pytest
from sqlalchemy import text

from ip2a_desktop.domain.errors import DatabaseUnavailable, RuleViolation
from ip2a_desktop.domain.samples import QUICK
from ip2a_desktop.maintenance.load.person import MARK, Ground, LoadPerson
from ip2a_desktop.maintenance.load.plan import Act, LoadPlan
from ip2a_desktop.maintenance.load.running import run_load
from ip2a_desktop.seed.sample import seed_sample
from ip2a_desktop.seed.stress.hall import make_hall
from tests.factories import saved_employer, saved_member


def count(database, table, where):
    with database.statement() as session:
        return session.scalar(text(f"SELECT count(*) FROM {table} WHERE {where}"))


def test_people_work_at_once_and_nothing_fails(database):
    make_hall(database.url, scale=0.006)
    told = []
    plan = LoadPlan(users=4, operations=15, think_time=1.0, ramp_up=0.0, processes=2)
    report = run_load(database, plan, lambda *said: told.append(said))
    assert report.is_clean, report.words
    assert (report.processes, report.all.count, report.kept_away) == (2, 60, ())
    assert report.server["connections_at_most"] >= 1
    assert report.server["deadlocks"] == 0
    assert told[-1][1] == 2


def test_every_act_does_what_it_says(database, tmp_path):
    seed_sample(database, QUICK, today=date(2026, 3, 6))
    with database.statement() as session:
        ids = {
            name: tuple(session.scalars(text(f"SELECT id FROM {name}")))
            for name in ("member", "organization", "grievance")
        }
    person = LoadPerson(database, Ground(ids["member"], ids["organization"], ids["grievance"], tmp_path), 1)
    person.arrive()
    marked = f"LIKE '{MARK}%'"
    assert count(database, "note", f"body {marked}") == 2
    assert count(database, "member_contact", f"name {marked}") == 1
    assert count(database, "employment", f"position {marked}") == 1
    assert count(database, "member", f"skills {marked}") >= 1
    assert (tmp_path / "list 1.csv").exists()


def test_somebody_who_was_faster_is_no_failure(database, members, employers, tmp_path):
    one = saved_member(members)
    ground = Ground((one.id,), (saved_employer(employers).id,), (), tmp_path)
    person = LoadPerson(database, ground, 1)
    person.do(Act.OPEN_MEMBER)
    members.save(one.model_copy(update={"city": "Kent"}))
    person.do(Act.SAVE_MEMBER)
    assert person.resolved == 1
    now = members.load(one.id).draft
    assert (now.city, now.skills.startswith(MARK)) == ("Kent", True)


def test_real_records_are_left_alone(database, members):
    saved_member(members)
    with pytest.raises(RuleViolation, match="sample data only"):
        run_load(database, LoadPlan(users=1, operations=1))


def test_more_people_than_the_server_takes_are_refused(database):
    seed_sample(database, QUICK, today=date(2026, 3, 6))
    with pytest.raises(DatabaseUnavailable, match="more connections"):
        run_load(database, LoadPlan(users=5_000, operations=1))
