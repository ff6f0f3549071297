"""Runs the bench: ``python -m tests.bench [--json FILE] [--rows N] [--only list|windows|start]``."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication
from sqlalchemy import URL

from ip2a_desktop.ui.kit.theme import apply_theme
from tests.bench import members_list, million, start, windows
from tests.bench.measuring import p95
from tests.bench.outcome import Outcome, show, write
from tests.bench.table_model_child import ADDRESS

_BESIDE = "QSqlTableModel"
_ROWS = 1_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write; 0 where every bound holds."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", type=Path, default=Path("dist/bench.json"), help="where the figures are written")
    parser.add_argument("--rows", type=int, default=_ROWS, help="members in the database")
    parser.add_argument("--only", choices=("list", "windows", "start"), help="measure one part")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(1))  # so that the server goes too
    parts: dict[str, Callable[[million.Hall], list[Outcome]]] = {
        "start": _start,
        "windows": _windows,
        "list": _list,
    }
    outcomes: list[Outcome] = []
    print(f"Making {options.rows:,} members …", flush=True)
    with million.hall(options.rows) as hall:
        for name, measure in parts.items():
            if options.only in (None, name):
                print(f"Measuring: {name} …", flush=True)
                outcomes += measure(hall)
    show(outcomes)
    write(outcomes, options.json)
    print(f"Written to {options.json}")
    return 0 if all(one.ok is not False for one in outcomes) else 1


def _list(hall: million.Hall) -> list[Outcome]:
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    apply_theme(app, "light")
    ours = members_list.measure(hall.url)
    theirs = _table_model(hall.url, hall.rows)
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


def _table_model(url: URL, rows: int) -> dict[str, float | str]:
    environment = {ADDRESS: url.render_as_string(hide_password=False), "IP2A_BENCH_ROWS": str(rows)}
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


def _windows(hall: million.Hall) -> list[Outcome]:
    ours, theirs = windows.measure(hall.url)
    what = f"a window of {windows.ROWS} rows by the service (median)"
    return [Outcome(what, ours, "ms", None, theirs, "psycopg2, same SQL", 1.5)]


def _start(hall: million.Hall) -> list[Outcome]:
    ours, bare = start.measure(hall.url)
    nothing = start.from_nothing()
    return [
        Outcome("start: from process to rows, server up (median)", ours, "s", None, bare, "bare PySide6 window", 2.5),
        Outcome("start: from nothing, first run with sample data", nothing, "s", 10),
    ]


if __name__ == "__main__":
    sys.exit(main())
