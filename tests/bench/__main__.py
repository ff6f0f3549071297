"""Runs the bench: ``python -m tests.bench [--json FILE] [--rows N] [--only PART …]``; the parts are in parts.py."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench.halls import halls
from tests.bench.million import MEMBERS
from tests.bench.outcome import Outcome, show, write
from tests.bench.parts import PARTS


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write; 0 where every bound holds."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", type=Path, default=Path("dist/bench.json"), help="where the figures are written")
    parser.add_argument("--rows", type=int, default=MEMBERS.rows, help="members in the database")
    parser.add_argument("--only", choices=[part.name for part in PARTS], nargs="+", help="measure these parts")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(1))  # so that the server goes too
    outcomes: list[Outcome] = []
    with halls({MEMBERS.name: options.rows}) as made:
        for part in PARTS:
            if not options.only or part.name in options.only:
                hall = made.hall(part.data)
                print(f"Measuring: {part.name} …", flush=True)
                outcomes += part.measure(hall)
    show(outcomes)
    write(outcomes, options.json)
    print(f"Written to {options.json}")
    return 0 if all(one.ok is not False for one in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
