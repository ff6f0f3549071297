"""How a load run is planned and counted."""

import pytest

from ip2a_desktop.maintenance.load.people import Lived
from ip2a_desktop.maintenance.load.plan import ACTS, Act, Kind, LoadPlan, Pattern
from ip2a_desktop.maintenance.load.report import Times, report_of


def test_every_act_belongs_to_one_kind():
    listed = [act for acts in ACTS.values() for act in acts]
    assert sorted(one.label for one in listed) == sorted(one.label for one in Act)


@pytest.mark.parametrize("pattern", Pattern)
def test_a_pattern_is_a_hundred_and_so_are_its_acts(pattern: Pattern):
    assert sum(pattern.shares.values()) == 100
    assert sum(pattern.weights.values()) == pytest.approx(100)


def test_half_of_the_usual_pattern_reads_and_a_fifth_writes():
    assert Pattern.MIXED.shares[Kind.READ] == 50
    assert Pattern.MIXED.shares[Kind.WRITE] == 20


@pytest.mark.parametrize(("users", "processes"), [(1, 1), (5, 5), (8, 8), (13, 8), (200, 8)])
def test_everybody_is_in_one_process(users: int, processes: int):
    groups = LoadPlan(users=users).groups
    assert (sum(groups), len(groups)) == (users, processes)
    assert max(groups) - min(groups) <= 1


def test_percentiles_are_the_nearest_rank():
    found = Times.of([float(one) for one in range(1, 101)], failed=2)
    assert (found.count, found.failed, found.average) == (100, 2, 50.5)
    assert (found.p50, found.p95, found.p99, found.longest) == (50, 95, 99, 100)
    assert Times.of([], 0).p99 == 0


def test_speed_is_counted_while_everybody_was_at_work():
    """Two people: the second begins a second later, the first ends a second earlier."""
    early = Lived(times={Act.PAGE: [(0.2, 100.0), (1.5, 100.0), (2.5, 100.0)]}, spans=[(0.0, 3.0)])
    late = Lived(times={Act.NOTES: [(1.2, 200.0), (3.5, 400.0)]}, failures={Act.NOTES: 1}, spans=[(1.0, 4.0)])
    report = report_of(LoadPlan(users=2), [early, late], [], {})
    assert report.at_work == 2
    assert report.a_second == 1.5
    assert (report.all.count, report.all.failed, report.acts[Act.NOTES].longest) == (5, 1, 400)
    assert not report.is_clean


def test_whoever_could_not_come_is_told():
    report = report_of(LoadPlan(users=2), [Lived(spans=[(0.0, 1.0)])], ["DatabaseUnavailable: full"], {})
    assert (report.at_work, report.is_clean, report.kept_away) == (1, False, ("DatabaseUnavailable: full",))
