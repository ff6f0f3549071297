"""The checks every change passes: lint, format, types, import contracts and tests, each with its time."""

import os
import subprocess
import time
from collections.abc import Sequence

import servers
from setup_machine import ROOT, tool

_MOST_WORKERS = 8  # each worker holds a database of its own

ALL_SERVERS = "--all-servers"

_STATIC = (
    ("Lint", ("ruff", "check", ".")),
    ("Format", ("ruff", "format", "--check", ".")),
    ("Types", ("mypy",)),
    ("Import contracts", ("lint-imports",)),
)


def lint() -> int:
    """Run the checks that only read the code; return the exit status."""
    return 1 if _run_static() else 0


def test(arguments: Sequence[str]) -> int:
    """Run every check, the tests last, so that pytest's summary ends the output; return the exit status.

    Args:
        arguments: for pytest; ``--fast`` among them leaves the slow tests out, ``--all-servers`` adds those that need
            the system's own PostgreSQL, and runs the most telling of the others on it once more.

    Raises:
        debian.MachineNotReady: it is not here and cannot be brought.
    """
    if ALL_SERVERS in arguments:
        servers.ensure()
    failed = _run_static()
    if failed:
        print(f"\nDid not pass so far: {', '.join(failed)}. The tests follow.", flush=True)
    status = _step("Tests", pytest_command(arguments, os.cpu_count() or 1))
    if ALL_SERVERS in arguments:
        again = pytest_command(["--server=system", *servers.TESTS], os.cpu_count() or 1)
        status = _step("Tests on the system's PostgreSQL", again) or status
    return status or bool(failed)


def pytest_command(arguments: Sequence[str], processors: int) -> list[str]:
    """Return the pytest command line for a machine with this many processors."""
    workers = max(2, min(processors, _MOST_WORKERS))
    chosen = [argument for argument in arguments if argument != "--fast"]
    fast = ["-m", "not slow"] if "--fast" in arguments else []
    return ["pytest", "-n", str(workers), *fast, *chosen]


def _run_static() -> list[str]:
    return [name for name, command in _STATIC if _step(name, command) != 0]


def _step(name: str, command: Sequence[str]) -> int:
    print(f"\n== {name}: {' '.join(command)}", flush=True)
    began = time.monotonic()
    status = subprocess.run([tool(command[0]), *command[1:]], cwd=ROOT).returncode
    if not name.startswith("Tests"):
        print(
            f"-- {name} {'passed' if status == 0 else 'did not pass'} in {time.monotonic() - began:.1f} s",
            flush=True,
        )
    return status
