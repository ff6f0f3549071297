"""Every model of the program is proved by Qt's own model tester."""

import importlib
import pkgutil
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel

import ip2a_desktop.ui

TESTERS = ("qtmodeltester.check", "QAbstractItemModelTester(")
"""How a test has a model proved."""


def models() -> set[type]:
    """Return every class of the program that is a model, wherever below ``ui`` it stands."""
    for module in pkgutil.walk_packages(ip2a_desktop.ui.__path__, "ip2a_desktop.ui."):
        importlib.import_module(module.name)
    found: set[type] = set()
    waiting: list[type] = [QAbstractItemModel]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        found.update(one for one in below if one.__module__.startswith("ip2a_desktop."))
    return found


def test_every_model_is_named_beside_qts_model_tester():
    paths = [path for path in Path(__file__).parents[1].rglob("test_*.py") if path != Path(__file__)]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    proved = [text for text in texts if any(tester in text for tester in TESTERS)]
    names = {one.__name__ for one in models()}
    assert {"WindowedModel", "CardModel"} <= names
    assert {name for name in names if not any(name in text for text in proved)} == set()
