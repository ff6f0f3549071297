"""What can be repaired is: previewed, healed, found no more, taken back, and then every row is as it was planted."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health import Finding, Repair, RunKind
from ip2a_desktop.domain.repairs import RepairPlan
from ip2a_desktop.maintenance import repairs
from ip2a_desktop.maintenance.repairs import MOST_ROWS, RepairService
from ip2a_desktop.maintenance.rules.all_rules import RULES
from ip2a_desktop.maintenance.runs import HealthService
from tests.conftest import Server
from tests.db.test_repairs import _proved, _signature
from tests.faults import structural
from tests.faults.copies import Copy, copy_of
from tests.faults.record_faults import FAULTS
from tests.faults.rows import WORLD, id_of, job, member

_HANGING = "other records hang on it, so it cannot be set aside alone"
_TABLES = "SELECT DISTINCT table_name FROM catalog_snapshot WHERE kind = 'table'"
_OWN = {
    "repair", "repair_journal", "health_run", "health_problem", "maintenance_lease", "audit_log", "catalog_snapshot",
    "audit_seal", "login_seen", "query_time", "size_history",
}  # fmt: skip
"""What a repair or a look itself writes."""


class Healer:
    """The checks and repairs of a copy.

    Args:
        copy: the copy.
        folder: the data folder.
    """

    def __init__(self, copy: Copy, folder: Path) -> None:
        self.database: Database = copy.database
        self._health = HealthService(copy.database, folder)
        self.service = RepairService(copy.database, folder, _proved)

    def found(self) -> dict[str, Finding]:
        """Return what is found, by rule."""
        return {one.rule: one for one in self._health.run(RunKind.INTEGRITY).findings()}

    def plans(self) -> dict[str, RepairPlan]:
        """Return what would be done, by rule."""
        return {one.rule: one for one in self.service.preview(self._health.run(RunKind.INTEGRITY))}

    def signature(self) -> dict[str, str]:
        """Return a signature of every table but those that repairs are written down in."""
        with self.database.statement() as session:
            tables = sorted(set(session.scalars(text(_TABLES))) - _OWN)
        return dict(zip(tables, _signature(self.database, *tables), strict=True))


@pytest.fixture
def healer(
    server: Server, filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Healer]]:
    """Heal copies; one look after all repairs stands for the look after each."""
    monkeypatch.setattr(repairs, "again", lambda *_args: None)
    with copy_of(server, filled) as copy:

        def make(*plant: str, structure: bool = False) -> Healer:
            copy.plant(*plant)
            if structure:
                with copy.past_all_rules() as connection:
                    structural.plant_all(connection, structural.pointing_nowhere)
            return Healer(copy, tmp_path)

        yield make


def test_every_lost_reference_is_healed_or_left_with_the_reason_and_comes_back(healer: Callable[..., Healer]) -> None:
    it = healer(structure=True)
    before = it.signature()
    found = it.found()
    promised = {rule for rule, one in found.items() if one.repair is not Repair.PERSON}
    plans = it.plans()
    assert set(plans) == promised  # what is said to be repairable has a plan
    assert len([rule for rule in promised if rule.endswith("_fkey")]) >= 55
    assert it.signature() == before  # a preview changes nothing
    left = {}
    for rule, plan in plans.items():
        done = it.service.apply(plan, plan.keys)
        assert done.repaired + len(done.left) == len(plan.rows)
        if done.left:
            left[rule] = {problem for _, problem in done.left}
    assert all(problems == {_HANGING} for problems in left.values()), left
    assert set(it.found()) & promised == set(left)
    assert len(left) <= len(promised) / 8
    for entry in it.service.journal():
        assert it.service.undo(entry.id).clean, entry.rule
    assert it.signature() == before
    assert promised <= set(it.found())  # and every fault is found once more


def test_what_cannot_be_repaired_alone_breaks_no_preview(healer: Callable[..., Healer]) -> None:
    it = healer(structure=True)
    alone = {"benevolence_review_step", "benevolence_step_application_id_fkey", "import_row_batch_id_fkey"}
    assert {rule for rule, one in it.found().items() if one.repair is Repair.PERSON} >= alone
    assert not alone & set(it.plans())


REPAIRABLE = [one.name for one in RULES if one.repair is not Repair.PERSON]


@pytest.mark.parametrize("rule", REPAIRABLE)
def test_every_declared_repair_heals_and_comes_back(healer: Callable[..., Healer], rule: str) -> None:
    it = healer(*WORLD, *(sql for fault in FAULTS if fault.rule == rule for sql in fault.plant))
    before = it.signature()
    plan = it.plans()[rule]
    assert it.service.apply(plan, plan.keys).left == ()
    assert rule not in it.found()
    assert it.service.apply(plan, plan.keys).repaired == 0  # a second time finds nothing as it was shown
    (entry,) = [one for one in it.service.journal() if one.rule == rule]
    assert it.service.undo(entry.id).clean
    assert it.signature() == before
    assert rule in it.found()


def test_what_the_server_no_longer_computes_is_not_called_repaired(healer: Callable[..., Healer]) -> None:
    it = healer(
        "ALTER TABLE note ALTER subject_id DROP EXPRESSION",
        "UPDATE note SET subject_id = gen_random_uuid() WHERE id = (SELECT id FROM note LIMIT 1)",
    )
    before = it.signature()
    plan = it.plans()["note_subject_id_generated"]
    done = it.service.apply(plan, plan.keys)
    assert done.repaired == 0
    assert [problem for _, problem in done.left] == ["the server does not compute it any more, so nothing changed"]
    assert it.signature() == before


def _ended(number: int) -> tuple[str, ...]:
    jobs = (
        job(f"heal {n}", "healed", started_on="2020-01-01", ended_on="2021-01-01", is_current=True)
        for n in range(number)
    )
    return (*WORLD, member("healed"), "ALTER TABLE employment ALTER is_current DROP EXPRESSION", *jobs)


def test_a_dry_run_equals_the_real_one_row_by_row_and_a_second_one_changes_nothing(
    healer: Callable[..., Healer],
) -> None:
    it = healer(*_ended(20))
    before = it.signature()
    would = it.service.auto_heal(dry_run=True)
    assert it.signature() == before
    assert "employment.current_with_end" not in {one.rule for one in it.service.journal()}
    did = it.service.auto_heal(dry_run=False)
    assert did.plans == would.plans
    rows = [one for plan in did.plans for one in plan.rows if one.record_id]
    assert sorted(str(one.record_id) for one in rows) == sorted(id_of(f"heal {n}") for n in range(20))
    healed = it.signature()
    assert {table for table in before if before[table] != healed[table]} == {"employment"}
    again = it.service.auto_heal(dry_run=False)
    assert [one for plan in again.plans for one in plan.rows if one.record_id] == []
    assert it.signature() == healed
    entry = next(one for one in it.service.journal() if one.rule == "employment.current_with_end")
    assert it.service.undo(entry.id).clean
    assert it.signature() == before


@pytest.mark.parametrize(("number", "share"), [(MOST_ROWS + 1, 1.0), (MOST_ROWS, 0.0)])
def test_too_many_rows_are_for_a_person(
    healer: Callable[..., Healer], monkeypatch: pytest.MonkeyPatch, number: int, share: float
) -> None:
    monkeypatch.setattr(repairs, "MOST_SHARE", share)
    it = healer(*_ended(number))
    before = it.signature()
    done = it.service.auto_heal(dry_run=False)
    assert "employment.current_with_end" not in {one.rule for one in done.plans}
    (plan,) = [one for one in done.for_person if one.rule == "employment.current_with_end"]
    assert len(plan.rows) == number
    assert "a person looks at them first" in plan.for_person
    assert it.signature() == before


def test_where_references_stay_in_force_an_undo_takes_nothing_along(
    healer: Callable[..., Healer], server: Server
) -> None:
    it = healer(
        *WORLD, member("lost"), job("left behind", "lost"),
        f"DELETE FROM member WHERE id = '{id_of('lost')}'",
    )  # fmt: skip
    plan = it.plans()["employment_member_id_fkey"]
    assert it.service.apply(plan, plan.keys).left == ()
    (entry,) = [one for one in it.service.journal() if one.rule == plan.rule]
    healed = it.signature()
    with server.admin() as connection:
        connection.execute(text("REVOKE SET ON PARAMETER session_replication_role FROM ip2a_owner"))
        try:
            undone = it.service.undo(entry.id)
        finally:
            connection.execute(text("GRANT SET ON PARAMETER session_replication_role TO ip2a_owner"))
    assert not undone.clean
    assert it.signature() == healed
    assert it.service.undo(entry.id).clean
