"""Health checks: one desktop at a time, every run kept, problems opened and closed, mutes, trends."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import Cancelled, HallError, NotAllowed, NotFound, RuleViolation
from ip2a_desktop.domain.health import (
    Check,
    CheckResult,
    Finding,
    Group,
    Item,
    Repair,
    RunKind,
    Severity,
    Verdict,
)
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.maintenance import lease
from ip2a_desktop.maintenance.inspecting import Look
from ip2a_desktop.maintenance.runs import LEASE, HealthService

CHECK = Check("integrity.toy", "Toys are whole", Group.RECORDS)
OTHER = Check("integrity.other", "Others are whole", Group.RECORDS)


class Toy:
    """Finds what the test says."""

    checks: Sequence[Check] = (CHECK, OTHER)

    def __init__(self) -> None:
        self.keys: tuple[str, ...] = ()
        self.is_blind = False
        self.cancels = False

    def look(self, look: Look) -> Iterator[CheckResult]:
        if self.is_blind:
            yield CheckResult(CHECK, Verdict.NOT_RUN, "The lamp is broken.")
        elif self.keys:
            items = tuple(Item(key, f"toy {key}") for key in self.keys)
            found = Finding("toy.broken", Severity.HIGH, "member", "Toys are broken.", "Mend them.", len(items), items)
            yield CheckResult(CHECK, Verdict.FAIL, found.words, (found,))
        else:
            yield CheckResult(CHECK, Verdict.PASS, "Nothing found.")
        if self.cancels:
            raise Cancelled("Stopped.")
        yield CheckResult(OTHER, Verdict.PASS, "Nothing found.", figures={"rows": 3.0})


@pytest.fixture
def toy():
    return Toy()


@pytest.fixture
def health(database, tmp_path, toy):
    return HealthService(database, tmp_path, lambda _kind: (toy,))


def test_a_run_is_kept_whole_and_read_again(health, toy):
    toy.keys = ("a", "b")
    told = []
    run = health.run(RunKind.INTEGRITY, on_result=told.append)
    assert [one.check for one in told] == [CHECK, OTHER]
    assert run.person == "ana"
    assert run.ended_at is not None
    assert health.load(run.id) == run
    assert health.last() == health.last(RunKind.INTEGRITY) == run
    assert health.last(RunKind.FULL) is None
    (row,) = health.runs()
    assert (row.verdict, row.sentence, row.cancelled) == (Verdict.FAIL, run.sentence, False)
    with pytest.raises(NotFound):
        health.load(new_id())


def test_problems_open_close_and_open_again(health, toy, database):
    toy.keys = ("a", "b")
    first = health.run(RunKind.INTEGRITY)
    toy.keys = ("b", "c")
    second = health.run(RunKind.INTEGRITY)
    between = health.compare(first, second)
    assert [one.key for one in between.new[0].items] == ["c"]
    assert [one.key for one in between.still_open[0].items] == ["b"]
    assert [one.key for one in between.fixed[0].items] == ["a"]
    (today,) = health.trend(1)
    assert (today.new, today.open, today.fixed) == (3, 2, 1)
    toy.keys = ("a",)
    health.run(RunKind.INTEGRITY)
    assert health.trend(1)[0].new == 4  # a again: a problem of its own
    assert health.trend(1)[0].open == 1
    with database.statement() as session:
        session.execute(text("UPDATE health_problem SET opened_at = opened_at - interval '3 days'"))
    days = health.trend(7)
    assert [one.new for one in days] == [0, 0, 0, 4, 0, 0, 0]
    assert [one.open for one in days][3:] == [4, 4, 4, 1]
    assert [one.fixed for one in days] == [0, 0, 0, 0, 0, 0, 3]


def test_what_could_not_be_looked_at_is_not_fixed(health, toy):
    toy.keys = ("a",)
    first = health.run(RunKind.INTEGRITY)
    toy.is_blind = True
    second = health.run(RunKind.INTEGRITY)
    assert second.verdict is Verdict.NOT_RUN
    assert health.trend(1)[0].open == 1
    between = health.compare(first, second)
    assert not between.fixed
    assert [one.rule for one in between.unknown] == ["toy.broken"]


def test_a_cancelled_run_keeps_what_it_saw_and_frees_the_lease(health, toy):
    toy.keys, toy.cancels = ("a",), True
    run = health.run(RunKind.INTEGRITY)
    assert run.cancelled
    assert [one.check for one in run.results] == [CHECK]
    assert health.last() == run
    toy.keys, toy.cancels = (), False
    assert health.run(RunKind.INTEGRITY).verdict is Verdict.PASS


def test_the_person_cancels_by_the_progress(health):
    def stop(done: int, total: int, words: str) -> None:
        raise Cancelled("Stopped.")

    run = health.run(RunKind.INTEGRITY, progress=stop)
    assert (run.cancelled, run.results, run.verdict) == (True, (), Verdict.NOT_RUN)


def test_one_desktop_at_a_time(health, toy, database: Database):
    held = lease.take(database, LEASE, HallError)
    with pytest.raises(HallError, match=r"ana on .* is running a health check now"):
        health.run(RunKind.INTEGRITY)
    assert held.renew()
    with database.statement() as session:  # the desktop that held it died more than two minutes ago
        session.execute(text("UPDATE maintenance_lease SET until = until - :held"), {"held": timedelta(seconds=121)})
    assert health.run(RunKind.INTEGRITY).verdict is Verdict.PASS
    assert not held.renew()
    with pytest.raises(HallError, match="took over"):
        held.check()


def test_a_lease_is_renewed_while_the_work_goes_on(database, monkeypatch):
    monkeypatch.setattr(lease, "RENEWED", timedelta(milliseconds=5))
    until = "SELECT until FROM maintenance_lease"
    with lease.held(database, "toy", HallError) as held:
        with database.statement() as session:
            before = session.scalar(text(until))
            seen = before
            while seen == before:
                seen = session.scalar(text(until))
        held.check()
    with database.statement() as session:
        assert session.scalar(text("SELECT until < clock_timestamp() FROM maintenance_lease"))
    assert seen > before


def test_only_an_admin_runs_checks(person_with, tmp_path, toy):
    staff = HealthService(person_with("ip2a_staff"), tmp_path, lambda _kind: (toy,))
    with pytest.raises(NotAllowed):
        staff.run(RunKind.INTEGRITY)
    auditor = HealthService(person_with("ip2a_auditor"), tmp_path, lambda _kind: (toy,))
    assert auditor.runs() == ()
    with pytest.raises(NotAllowed):
        auditor.run(RunKind.INTEGRITY)


def test_mutes_have_a_reason_and_an_end(health, toy, database):
    toy.keys = ("a", "b")
    finding = health.run(RunKind.INTEGRITY).findings()[0]
    with database.statement() as session:
        today = session.scalar(text("SELECT ip2a_today()"))
    with pytest.raises(RuleViolation) as refused:
        health.mute(finding.fingerprint, finding.rule, "  ", today)
    assert "reason" in refused.value.problems
    for day in (today - timedelta(days=3), today + timedelta(days=400)):
        with pytest.raises(RuleViolation):
            health.mute(finding.fingerprint, finding.rule, "Known.", day)
    muted = health.mute(finding.fingerprint, finding.rule, "Known.", today + timedelta(days=30))
    assert health.mute(finding.fingerprint, finding.rule, "Known since May.", today) == muted
    (one,) = health.mutes()
    assert (one.reason, one.until, one.muted_by) == ("Known since May.", today, "ana")
    run = health.run(RunKind.INTEGRITY)
    assert run.findings() == ()
    assert (run.verdict, run.sentence) == (Verdict.PASS, "2 checks passed, 1 muted.")
    health.unmute(muted)
    assert health.mutes() == ()
    with pytest.raises(NotFound):
        health.unmute(muted)
    for key in finding.fingerprints():
        health.mute(key, finding.rule, "Each is known.", today)
    assert health.run(RunKind.INTEGRITY).verdict is Verdict.PASS
    toy.keys = ("a", "b", "c")
    assert health.run(RunKind.INTEGRITY).verdict is Verdict.FAIL


def test_a_finding_leads_to_the_records_of_its_page(health, database):
    member, employer, job, contact = (new_id() for _ in range(4))
    with database.transaction() as session:
        ids = {"m": member, "o": employer, "j": job, "c": contact}
        session.execute(
            text("INSERT INTO member (id, card_number, first_name, last_name) VALUES (:m, '1', 'A', 'B')"), ids
        )
        session.execute(text("INSERT INTO organization (id, name) VALUES (:o, 'O')"), ids)
        session.execute(text("INSERT INTO employment (id, member_id, organization_id) VALUES (:j, :m, :o)"), ids)

    def finding(table: str, screen: str, *ids: object) -> Finding:
        items = tuple(Item(str(one), "", one) for one in ids)
        return Finding("toy", Severity.LOW, table, "x", "y", len(items), items, Repair.PERSON, screen)

    assert health.rows_of(finding("employment", "members", job)) == (member,)
    assert health.rows_of(finding("member", "members", member)) == (member,)
    assert health.rows_of(finding("employment", "members")) == ()


@pytest.mark.parametrize("kind", RunKind)
def test_no_check_stands_twice_in_a_report(database, tmp_path, kind):
    names = [one.name for one in HealthService(database, tmp_path).checks(kind)]
    assert len(names) == len(set(names)) > 0
