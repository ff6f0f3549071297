"""The checks as a table: each with its state as a chip, what it says, and how long it looked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ip2a_desktop.domain.health import Check, CheckResult
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.maintenance.rows_table import RowsTable
from ip2a_desktop.ui.maintenance.words import result_words, took, verdict_chip

_WAITS: Final = Chip("Waits", "circle-dashed")


@dataclass(frozen=True)
class CheckLine:
    """One check, with its result as soon as there is one."""

    check: Check
    result: CheckResult | None = None

    @property
    def chip(self) -> Chip:
        """Its state."""
        return _WAITS if self.result is None else verdict_chip(self.result.verdict)

    @property
    def words(self) -> str:
        """What it says."""
        return "" if self.result is None else result_words(self.result)

    @property
    def took(self) -> str:
        """How long it looked."""
        return "" if self.result is None else took(self.result.took)


COLUMNS: Final[tuple[Column[CheckLine], ...]] = (
    Column("state", "State", lambda one: one.chip.text, 168, chip=lambda one: one.chip),
    Column("check", "Check", lambda one: one.check.title, 280),
    Column("words", "What it says", lambda one: one.words, 320),
    Column("part", "Part", lambda one: one.check.group.label, 176),
    Column("took", "Took", lambda one: one.took, 80, align="right"),
)
_STRETCH: Final = 2


class ChecksTable(RowsTable[CheckLine]):
    """All checks of a run, or some of them; results come in one by one while it runs."""

    def __init__(self, name: str = "Checks") -> None:
        super().__init__(name, COLUMNS, stretch=_STRETCH)

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show checks that have not looked yet."""
        self.show_rows([CheckLine(one) for one in checks])

    def show_results(self, results: Sequence[CheckResult]) -> None:
        """Show checks that have looked."""
        self.show_rows([CheckLine(one.check, one) for one in results])

    def add_result(self, result: CheckResult) -> None:
        """Show what a check came to, and bring it into view."""
        for place, line in enumerate(self.rows.rows):
            if line.check.name == result.check.name:
                self.rows.replace_row(place, replace(line, result=result))
                self.scrollTo(self.rows.index(place, 0))
                return
        self.rows.set_rows([*self.rows.rows, CheckLine(result.check, result)])  # a rule of its own behind its check
