"""One rule looked at again after a repair: its effect is seen, not believed."""

from collections.abc import Sequence
from pathlib import Path

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health import CheckResult, RunKind
from ip2a_desktop.maintenance import all_checks
from ip2a_desktop.maintenance.inspecting import Inspection, Look, inspect


def again(database: Database, folder: Path, rule: str, table: str) -> CheckResult | None:
    """Return what the check of a rule says now; None where no check of this program asks it.

    Args:
        database: as the person.
        folder: the data folder of this desktop.
        rule: the rule that was repaired.
        table: the table of its rows; empty for the server's.
    """
    names = (rule, f"integrity.{rule}", f"integrity.{table}.references", f"integrity.{table}.values")
    results = list(inspect(_asking(names), Look(database, folder, with_files=False)))
    finding = next((one for one in results if any(found.rule == rule for found in one.findings)), None)
    if finding is not None:
        return finding
    return next((one for name in names for one in results if one.check.name == name), None)


def _asking(names: Sequence[str]) -> list[Inspection]:
    wanted = frozenset(names)
    return [
        one for one in all_checks.inspections(RunKind.FULL) if not wanted.isdisjoint(check.name for check in one.checks)
    ]
