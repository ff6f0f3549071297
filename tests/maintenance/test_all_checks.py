"""What the kinds of runs look at."""

import pytest

from ip2a_desktop.domain.health import RunKind
from ip2a_desktop.maintenance.all_checks import inspections


@pytest.mark.parametrize("kind", list(RunKind))
def test_no_check_stands_twice_in_a_run(kind: RunKind) -> None:
    checks = [check for one in inspections(kind) for check in one.checks]
    assert len({check.name for check in checks}) == len(checks) > 10
    assert all(check.title for check in checks)


def test_a_full_run_looks_at_all_that_the_others_look_at() -> None:
    names = {kind: {check.name for one in inspections(kind) for check in one.checks} for kind in RunKind}
    assert names[RunKind.FULL] == names[RunKind.INTEGRITY] | names[RunKind.RESILIENCE]
    assert names[RunKind.CATALOG] - names[RunKind.FULL] == {"audit.sealed"}  # a full run seals and checks in one


def test_no_part_is_forgotten() -> None:
    """Each part of the house hands in its checks; one that fell out of the list would be missed by nobody."""
    names = {check.name.split(".")[0] for one in inspections(RunKind.RESILIENCE) for check in one.checks}
    assert names == {
        "audit", "backup", "corruption", "indexes", "maintenance", "privileges", "rhythm", "server", "speed",
        "storage", "tables",
    }  # fmt: skip
