"""Our list of a million members: opening, jumping, typing, choosing all, and what it costs."""

from __future__ import annotations

import gc
import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import URL

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.ui.kit.crash import CrashReporter
from ip2a_desktop.ui.kit.list_pane import ListPane
from ip2a_desktop.ui.kit.list_spec import EmptyList, ListSpec
from ip2a_desktop.ui.kit.messages import Messages
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.members import table
from tests.bench.halls import Hall
from tests.bench.measuring import PaintProbe, Watch, application, is_filled, p95, pause, resident, settle
from tests.bench.outcome import Outcome
from tests.bench.table_model_child import ADDRESS

_BESIDE = "QSqlTableModel"
OPENINGS = 20
JUMPS = 50
WORDS = ("garcia", "ana tran", "smith", "0049", "o'brien", "chidi ngu", "zun", "member4", "yamamoto", "wang")
"""What is typed; fifty keystrokes and more."""
KEYSTROKES = 50
_SIZE = (1240, 900)
_THINKING = 250
"""Milliseconds that a person thinks at most between two actions."""


def outcomes(hall: Hall) -> list[Outcome]:
    """Return this part's rows of the table."""
    application()
    ours = measure(hall.url)
    theirs = _table_model(hall)
    missing = str(theirs.get("missing", ""))

    def outcome(what: str, figure: float, unit: str, bound: float | None, name: str) -> Outcome:
        reference = theirs.get(name)
        known = float(reference) if isinstance(reference, float | int) else None
        note = f"{_BESIDE} was not measured: {missing}" if missing else ""
        return Outcome(what, figure, unit, bound, known, _BESIDE if known is not None else "", note=note)

    rows = f"{hall.rows:,} members: "
    worst = max(ours.stalls.items(), key=lambda item: item[1], default=("", 0.0))[0]
    return [
        outcome(f"{rows}first rows painted (p95 of 20 openings)", p95(ours.openings), "ms", 100, "opening"),
        outcome(f"{rows}a jump painted (p95 of 50)", p95(ours.jumps), "ms", 60, "jumps"),
        outcome(f"{rows}a keystroke's result painted (p95 of 50)", p95(ours.keystrokes), "ms", 80, "keystrokes"),
        outcome(f"{rows}longest stall of the window ({worst})", ours.longest_stall, "ms", 50, "stall"),
        outcome(f"{rows}memory above the empty list", ours.memory, "MB", 80, "memory"),
        Outcome(f"{rows}all counted after opening (p95)", p95(ours.counted), "ms"),
    ]


def _table_model(hall: Hall) -> dict[str, float | str]:
    environment = {ADDRESS: hall.url.render_as_string(hide_password=False), "IP2A_BENCH_ROWS": str(hall.rows)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.table_model_child"],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        return {"missing": f"its process ended with {done.returncode}"}
    figures: dict[str, float | str] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


@dataclass
class Figures:
    """What was measured, in milliseconds and megabytes."""

    openings: list[float] = field(default_factory=list)
    counted: list[float] = field(default_factory=list)
    jumps: list[float] = field(default_factory=list)
    keystrokes: list[float] = field(default_factory=list)
    stalls: dict[str, float] = field(default_factory=dict)
    memory: float = 0.0

    @property
    def longest_stall(self) -> float:
        """The longest stall of the GUI thread."""
        return max(self.stalls.values(), default=0.0)


class Session:
    """A person at the list, played by the bench."""

    def __init__(self, url: URL, folder: Path) -> None:
        self.database = Database(url)
        self.tasks = Tasks()
        self.messages = Messages(CrashReporter(folder))
        self.watch = Watch()
        self.figures = Figures()
        self.chance = random.Random(46)  # the same run every time

    def run(self) -> Figures:
        """Measure everything."""
        self._measure_memory()
        for number in range(OPENINGS):
            pane = self._measured_opening()
            if number < OPENINGS - 1:
                self._close(pane)
        self._jump(pane)
        self._type(pane)
        self._choose_all_sort_and_refresh(pane)
        self.figures.stalls = self.watch.worst
        self._close(pane)
        self.tasks.close()
        self.database.close()
        return self.figures

    def _measure_memory(self) -> None:
        """Compare the list of everybody, used for a while, with a list of nobody."""
        pane = self._open(ListQuery(in_bin=True))
        self._settle()
        before = resident()
        self.watch.begin("memory")
        pane.model.set_query(ListQuery())
        self._settle()
        bar = pane.table.verticalScrollBar()
        for _ in range(JUMPS):
            bar.setValue(self.chance.randint(0, bar.maximum()))
            pause(_THINKING // 4, self.chance)
        pane.table.selectAll()
        pane.refresh()
        self._settle()
        self.watch.end()
        self.figures.memory = max(self.watch.highest, resident()) - before
        self._close(pane)

    def _close(self, pane: ListPane) -> None:
        pane.close()
        pane.deleteLater()
        pause(_THINKING, self.chance)
        gc.collect()

    def _open(self, query: ListQuery) -> ListPane:
        service = MemberService(self.database)
        spec = ListSpec(
            "members",
            "Members",
            ("member", "members"),
            service,
            table.COLUMNS,
            ("member",),
            EmptyList("No members"),
            table.filters(EmployerService(self.database)),
            "Search name, card number, e-mail, phone",
            query,
        )
        pane = ListPane(spec, self.tasks, self.messages)
        pane.resize(*_SIZE)
        pane.show()
        pane.start()
        return pane

    def _measured_opening(self) -> ListPane:
        self.watch.begin("opening")
        began = perf_counter()
        pane = self._open(ListQuery())
        counted: list[float] = []
        pane.model.counted.connect(lambda _count: counted.append((perf_counter() - began) * 1000))
        probe = PaintProbe(pane.table.viewport())
        self.figures.openings.append(probe.milliseconds(lambda: None, lambda: is_filled(pane), began))
        self._settle()
        self.watch.end()
        self.figures.counted.append(counted[0])
        return pane

    def _jump(self, pane: ListPane) -> None:
        probe = PaintProbe(pane.table.viewport())
        bar = pane.table.verticalScrollBar()
        self.watch.begin("jumping")
        for _ in range(JUMPS):
            place = self.chance.randint(0, bar.maximum())
            self.figures.jumps.append(probe.milliseconds(lambda at=place: bar.setValue(at), lambda: is_filled(pane)))
            pause(_THINKING // 4, self.chance)
        self.watch.end()

    def _type(self, pane: ListPane) -> None:
        probe = PaintProbe(pane.table.viewport())
        search = pane.filters.search
        self.watch.begin("typing")
        typed = 0
        for word in WORDS:
            search.clear()
            self._settle()
            for letter in word:
                wanted = search.text() + letter
                took = probe.milliseconds(
                    lambda key=letter: QTest.keyClicks(search, key), lambda text=wanted: _shows(pane, text)
                )
                typed += 1
                if typed <= KEYSTROKES:
                    self.figures.keystrokes.append(took)
                pause(_THINKING, self.chance)
        search.clear()
        self._settle()
        self.watch.end()

    def _choose_all_sort_and_refresh(self, pane: ListPane) -> None:
        self.watch.begin("choosing all")
        QTest.keyClick(pane.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        pause(_THINKING, self.chance)
        self.watch.begin("refreshing")
        pane.refresh()
        self._settle()
        self.watch.begin("sorting")
        pane.sort_by("name", True)
        self._settle()
        self.watch.end()

    def _settle(self) -> None:
        settle(self.tasks.is_idle)


def _shows(pane: ListPane, text: str) -> bool:
    return pane.model.is_shown and pane.query.search == text and is_filled(pane)


def measure(url: URL) -> Figures:
    """Measure the list on a database."""
    with TemporaryDirectory() as folder:
        return Session(url, Path(folder)).run()
