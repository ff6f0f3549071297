"""What the first window stands on and needs no Qt, loaded before Qt.

PySide reads the source of every module that is imported after it, to see whether that switches one of its features on:
a fifth of a millisecond each. So what knows nothing of Qt comes first.
"""
# ruff: noqa: F401  # loaded, for others to use

import concurrent.futures.thread
import html
import json
import logging.handlers
import signal

import psycopg2.extras

from ip2a_desktop import config
from ip2a_desktop.app import late, printers, services
from ip2a_desktop.db import engine
from ip2a_desktop.domain import addresses, changes, papers, progress
from ip2a_desktop.services import beginning, credentials, member_rows, opening
