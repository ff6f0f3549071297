"""What the first window stands on and needs no Qt, loaded before Qt.

PySide reads the source of every module that is imported after it, to see whether that switches one of its features on:
a fifth of a millisecond each. So what knows nothing of Qt comes first. Then comes Qt, and Python's own way to import is
put back: PySide's serves ``from __feature__ import ...``, which nobody here writes (a test looks), and without it every
later import, at any time, is spared that reading.
"""
# ruff: noqa: F401  # loaded, for others to use

import builtins
import concurrent.futures.thread
import html
import json
import logging.handlers
import signal
from typing import Final

import psycopg2.extras

from ip2a_desktop import config
from ip2a_desktop.app import late, printers, services
from ip2a_desktop.db import engine
from ip2a_desktop.domain import addresses, changes, papers, progress
from ip2a_desktop.services import beginning, credentials, member_rows, opening

_PYTHONS_IMPORT: Final = builtins.__import__

# isort: split
from PySide6 import QtCore  # noqa: E402  # as said above

builtins.__import__ = _PYTHONS_IMPORT
