"""Parses the arguments and starts the program."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ip2a_desktop import __version__
from ip2a_desktop.config import THEMES, Arguments, resource_path


def main(argv: Sequence[str] | None = None) -> int:
    """Start the program; return its exit code.

    Args:
        argv: the arguments, those of the process where None.
    """
    arguments = _parse(sys.argv[1:] if argv is None else argv)
    if arguments.scale != 1:
        os.environ["QT_SCALE_FACTOR"] = str(arguments.scale)  # Qt reads it once, before there is an application
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen" and sys.platform != "win32":
        # Its own screen is 800 pixels wide, and menus keep inside the screen.
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={resource_path('tour', 'screen.json')}"
    gc.disable()  # what a start loads stays; the program looks for garbage from its first quiet moment on
    # Here, so that --help and --version answer without loading Qt.
    from ip2a_desktop.app import ground  # noqa: F401, PLC0415
    from ip2a_desktop.app.program import run  # noqa: PLC0415

    return run(arguments)


def _parse(argv: Sequence[str]) -> Arguments:
    parser = argparse.ArgumentParser(prog="ip2a-desktop", description="The program of a union hall's office.")
    parser.add_argument("--version", action="version", version=f"IP2A Desktop {__version__}")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="folder of the embedded database and settings")
    parser.add_argument("--database", metavar="URL", help="address of a database, instead of the embedded one")
    parser.add_argument("--theme", choices=THEMES, help="colours for this session")
    parser.add_argument("--scale", type=int, choices=(1, 2), default=1, help="magnification for this session")
    parser.add_argument("--tour", type=Path, metavar="FOLDER", help="walk through every screen and leave pictures")
    parser.add_argument("--smoke-test", action="store_true", help="open every screen once, then exit 0")
    return Arguments(**vars(parser.parse_args(argv)))


if __name__ == "__main__":
    sys.exit(main())
