"""Everything a developer starts: ``python3 build/dev.py COMMAND``; sets the machine up first."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence

if not (3, 11) <= sys.version_info[:2] < (3, 15):
    sys.exit(f"Python 3.11 to 3.14 is needed; this is {sys.version.split()[0]}.")

import checks
import freeze
import lock
import qt_libraries
from debian import MachineNotReady
from setup_machine import PYTHON, ROOT, prepare, tool

_TOUR_FOLDER = str(ROOT / "tour")


def run(arguments: Sequence[str]) -> int:
    """Start the app; where there is no display, take the tour."""
    if _can_show_windows():
        return _app(arguments)
    if {"--tour", "--smoke-test", "--help"} & set(arguments):
        return _app(arguments, QT_QPA_PLATFORM="offscreen")
    print(f"There is no display here, so the tour takes pictures of every screen into {_TOUR_FOLDER} instead.")
    return tour(arguments)


def tour(arguments: Sequence[str]) -> int:
    """Take pictures of every screen: ``tour [FOLDER] [--theme light|dark] [--scale 1|2]``."""
    folder, rest = split_folder(arguments)
    return _app(["--tour", folder, *rest], QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen"))


def split_folder(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """Return the tour's folder, which may come first, and the options that follow it."""
    if arguments and not arguments[0].startswith("-"):
        return arguments[0], list(arguments[1:])
    return _TOUR_FOLDER, list(arguments)


def ip2adb(arguments: Sequence[str]) -> int:
    """Run a command of the command line, as in ``ip2adb status``."""
    return subprocess.run([tool("ip2adb"), *arguments]).returncode


def test(arguments: Sequence[str]) -> int:
    """Lint, format, types, import contracts and tests: ``test [--fast] [--all-servers] [pytest's options]``."""
    return checks.test(arguments)


def lint(_arguments: Sequence[str]) -> int:
    """The checks of ``test`` that only read the code."""
    return checks.lint()


def bench(arguments: Sequence[str]) -> int:
    """Measure speed and memory; prints a table and writes it as JSON."""
    return _python("-m", "tests.bench", *arguments)


def package(arguments: Sequence[str]) -> int:
    """Build the one-folder app in dist/ip2a-desktop."""
    return freeze.package(arguments)


def _can_show_windows() -> bool:
    return sys.platform != "linux" or qt_libraries.has_display() or "QT_QPA_PLATFORM" in os.environ


def _app(arguments: Sequence[str], **environment: str) -> int:
    return _python("-m", "ip2a_desktop", *arguments, **environment)


def _python(*arguments: str, **environment: str) -> int:
    command = [str(PYTHON), *arguments]
    return subprocess.run(command, env={**os.environ, **environment}).returncode


# name: what it does, and whether .venv must stand first
COMMANDS: dict[str, tuple[Callable[[Sequence[str]], int], bool]] = {
    "run": (run, True),
    "tour": (tour, True),
    "ip2adb": (ip2adb, True),
    "test": (test, True),
    "lint": (lint, True),
    "bench": (bench, True),
    "package": (package, True),
    "lock": (lock.make, False),
}


def usage() -> str:
    """Return the list of commands with what each does."""
    lines = [f"  {name:<9}{(command.__doc__ or '').strip().splitlines()[0]}" for name, (command, _) in COMMANDS.items()]
    return "\n".join(["python3 build/dev.py COMMAND [ARGUMENTS]", "", *lines])


def main(arguments: Sequence[str]) -> int:
    """Set the machine up where the command needs it, run the command, return its exit status."""
    if not arguments or arguments[0] not in COMMANDS:
        print(usage())
        return 0 if arguments in ([], ["--help"], ["-h"]) else 2
    command, needs_setup = COMMANDS[arguments[0]]
    try:
        if needs_setup:
            prepare()
        return command(arguments[1:])
    except MachineNotReady as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
