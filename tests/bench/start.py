"""How long the program takes to start, beside a bare PySide6 window."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import URL

from tests.bench.halls import Hall
from tests.bench.outcome import Outcome

STARTS = 7
_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 60


def outcomes(hall: Hall) -> list[Outcome]:
    """Return this part's rows of the table."""
    ours, bare = measure(hall.url)
    nothing = from_nothing()
    return [
        Outcome("start: from process to rows, server up (median)", ours, "s", None, bare, "bare PySide6 window", 2.5),
        Outcome("start: from nothing, first run with sample data", nothing, "s", 10),
    ]


def measure(url: URL) -> tuple[float, float]:
    """Return the median seconds from process start to rows on screen, and to a bare window on screen."""
    address = url.render_as_string(hide_password=False)
    ours: list[float] = []
    bare: list[float] = []
    with _Folder() as folder:
        arguments = ["-m", "tests.bench.start_child", "--data", str(folder), "--database", _plain(address)]
        _seconds(arguments)  # the first start compiles the code and fills the disk's cache
        _seconds(["-m", "tests.bench.bare_child"])
        for _ in range(STARTS):
            ours.append(_seconds(arguments))
            bare.append(_seconds(["-m", "tests.bench.bare_child"]))
    return median(ours), median(bare)


def from_nothing() -> float:
    """Return the seconds from the start in an empty data folder to rows on screen: server, schema and sample data."""
    with _Folder() as folder:
        return _seconds(["-m", "tests.bench.start_child", "--data", str(folder / "data")], IP2A_BENCH_SAMPLE="yes")


def _plain(address: str) -> str:
    return address if "sslmode" in address else f"{address}{'&' if '?' in address else '?'}sslmode=disable"


def _seconds(arguments: list[str], **environment: str) -> float:
    """Return how long a child takes until it says that rows are painted.

    Raises:
        RuntimeError: it never says so.
    """
    variables = {name: value for name, value in os.environ.items() if not name.startswith("IP2A_")} | environment
    began = perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments], cwd=_ROOT, env=variables, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        deadline = threading.Timer(_PATIENCE, child.kill)
        deadline.start()
        said = child.stdout.readline().strip()
        took = perf_counter() - began
        child.wait()
        deadline.cancel()
    if said != "rows":
        raise RuntimeError(f"the program ended without showing rows (it said {said!r})")
    return took


class _Folder:
    """A folder outside the home that the server's own user can pass when this runs as root."""

    def __enter__(self) -> Path:
        self._path = Path(tempfile.mkdtemp(prefix="ip2a-bench-"))
        self._path.chmod(self._path.stat().st_mode | stat.S_IXGRP | stat.S_IXOTH)
        return self._path

    def __exit__(self, *_error: object) -> None:
        shutil.rmtree(self._path, ignore_errors=True)
