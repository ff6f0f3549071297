"""Names in any script are seen as themselves on screen, whatever fonts the computer has."""

import sys

import pytest
from PySide6.QtGui import QTextLayout

from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.scripts import Scripts, faces, missing

NAMES = ("김민준", "李伟明", "さくら", "ไทย", "አማርኛ", "हिन्दी", "עברית", "عربي", "Հայ", "ქართ", "বাংলা", "ខ្មែរ")


def without_glyph(text):
    """Say how many of a text's letters have no glyph in any font."""
    layout = QTextLayout(text, typography.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return sum(index == 0 for run in layout.glyphRuns() for index in run.glyphIndexes())


@pytest.fixture(scope="module")
def loaded(qapp):
    return Scripts(qapp)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_has_its_letters(qtbot, loaded, name):
    if missing():
        with qtbot.waitSignal(loaded.ready, timeout=20_000):
            loaded.begin(0, 0)
    assert without_glyph(name) == 0


@pytest.mark.parametrize(("system", "needed"), [("win32", False), ("darwin", False), ("linux", True)])
def test_where_the_system_has_all_scripts_nothing_is_loaded(monkeypatch, system, needed):
    monkeypatch.setattr(sys, "platform", system)
    assert bool(faces()) is needed


def test_another_window_loads_nothing_again(qtbot, loaded):
    if missing():
        with qtbot.waitSignal(loaded.ready, timeout=20_000):
            loaded.begin(0, 0)
    assert missing() == []
