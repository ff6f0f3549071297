"""Starts the real program and says when its first rows are painted. Run by the bench in a process of its own."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

gc.disable()  # as the program does, before anything is loaded

from ip2a_desktop import __main__ as program  # noqa: E402
from ip2a_desktop.app import ground  # noqa: E402, F401  # before Qt, as the program loads it

# isort: split
from PySide6.QtCore import QEvent, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from ip2a_desktop.app import program as life  # noqa: E402
from ip2a_desktop.ui.kit.table import ListTable  # noqa: E402
from ip2a_desktop.ui.main_window import MainWindow  # noqa: E402

ROWS = "rows"
"""The line that says it."""


def say() -> None:
    """Say that rows are painted, and end."""
    print(ROWS, flush=True)
    QTimer.singleShot(0, QApplication.instance(), lambda: QApplication.exit(0))


def main(arguments: Sequence[str]) -> int:
    """Run the program until rows are painted."""
    painted = ListTable.viewportEvent

    def watched(self: ListTable, event: QEvent) -> bool:
        done = painted(self, event)
        if event.type() == QEvent.Type.Paint and self.rows.rowCount() and self.rows.row_at(0) is not None:
            say()
        return done

    ListTable.viewportEvent = watched  # type: ignore[method-assign]
    MainWindow.show_first_page = _show_members  # type: ignore[method-assign]
    life.load_first_page = _load_members
    if os.environ.get("IP2A_BENCH_SAMPLE"):
        _choose_sample_data()
    return program.main(arguments)


def _show_members(self: MainWindow) -> None:
    """Begin with the list of members, as a window does that was left there."""
    self.show_page("members")


def _load_members() -> None:
    """Load, while the database opens, the page that comes first here."""
    from ip2a_desktop.ui.members import screen  # noqa: F401, PLC0415


def _choose_sample_data() -> None:
    """Answer the question of the first start at once, as a quick person would."""
    from ip2a_desktop.ui.start.window import StartWindow  # noqa: PLC0415 - most starts do not load it

    ask = StartWindow.show_choice

    def answered(self: StartWindow) -> None:
        ask(self)
        QTimer.singleShot(0, self, self.sample_chosen.emit)

    StartWindow.show_choice = answered  # type: ignore[method-assign]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
