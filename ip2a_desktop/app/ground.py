"""What the first window stands on and needs no Qt, loaded before Qt.

PySide reads the source of every module that is imported after it, to see whether that switches one of its features on:
a fifth of a millisecond each. So all that knows nothing of Qt comes first.
"""
# ruff: noqa: F401  # loaded, for others to use

import concurrent.futures.thread
import decimal
import html
import json
import logging.handlers
import pickle
import platform
import signal
import zoneinfo

import fasteners
import platformdirs
import psycopg2.extras

from ip2a_desktop import config
from ip2a_desktop.app import late, printers, services
from ip2a_desktop.db import engine
from ip2a_desktop.domain import (
    addresses,
    benevolence_record,
    binned,
    cards,
    changes,
    docket_days,
    health_word,
    members,
    papers,
    progress,
)
from ip2a_desktop.services import beginning, credentials, opening
