"""Runs the integrity check and says how long it took and how much memory it had. A process of its own."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from time import perf_counter

import psutil

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health import Verdict
from ip2a_desktop.maintenance.inspecting import Look, inspect
from ip2a_desktop.maintenance.integrity import inspections

ADDRESS = "IP2A_BENCH_ADDRESS"


def main() -> int:
    """Look as often as the argument says; the last line printed is JSON."""
    database = Database(os.environ[ADDRESS])
    process = psutil.Process()
    highest = 0

    def watch(_done: int, _total: int, _words: str) -> None:
        nonlocal highest
        highest = max(highest, process.memory_info().rss)

    seconds, verdicts = [], {}
    for _ in range(int(sys.argv[1])):
        began = perf_counter()
        results = list(inspect(inspections(), Look(database, Path(), with_files=False, progress=watch)))
        seconds.append(perf_counter() - began)
        verdicts = {one.value: sum(result.verdict is one for result in results) for one in Verdict}
    database.close()
    print(json.dumps({"seconds": seconds, "memory": highest / 1e6, "verdicts": verdicts}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
