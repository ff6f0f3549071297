"""The table of actions: keys that are never in each other's way, icons that exist, actions that work."""

import ast
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

import ip2a_desktop.ui
from ip2a_desktop.ui.kit import actions
from ip2a_desktop.ui.kit.actions import ACTIONS, CONTEXTS
from ip2a_desktop.ui.kit.icons import is_icon

pytestmark = pytest.mark.usefixtures("qapp")  # the keys of the system are known only where an application runs

_TAKES_ICON_FIRST = {"icon", "IconLabel", "tool_button", "icon_pixmap", "ChoiceCard", "NavigationItem"}


@pytest.mark.parametrize("context", CONTEXTS)
def test_keys_are_unique_where_they_work(context):
    reached = [spec for spec in ACTIONS.values() if spec.context in ("window", "page", context)]
    keys = Counter(one.toString() for spec in reached for one in spec.sequences())
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_action_has_words_and_a_known_icon():
    for spec in ACTIONS.values():
        assert spec.text
        assert spec.tip
        assert not spec.icon or is_icon(spec.icon), spec.icon


@pytest.mark.parametrize(
    ("name", "keys"), [("new", "Ctrl+N"), ("save", "Ctrl+S"), ("help", "F1"), ("refresh", "F5"), ("palette", "Ctrl+K")]
)
def test_the_usual_keys(name, keys):
    assert keys in [one.toString() for one in ACTIONS[name].sequences()]


def test_an_action_answers_to_its_keys_inside_its_widget_only(qtbot):
    window = QWidget()
    inside, outside = QLineEdit(), QLineEdit()
    page = QWidget()
    QVBoxLayout(page).addWidget(inside)
    layout = QVBoxLayout(window)
    layout.addWidget(page)
    layout.addWidget(outside)
    pressed = []
    actions.make("new", page, lambda: pressed.append("new"), text="New member")
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    inside.setFocus()
    qtbot.keyClick(inside, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    outside.setFocus()
    qtbot.keyClick(outside, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["new"]


def test_tips_name_the_keys(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    action = actions.make("save", page, lambda: None)
    assert action.toolTip().endswith("(Ctrl+S)")
    assert action.text() == "Save"


def test_every_icon_that_the_code_names_exists(qapp):
    unknown = []
    folder = Path(ip2a_desktop.ui.__file__).parent
    for path in folder.rglob("*.py"):
        named = _icon_names(ast.parse(path.read_text(encoding="utf-8")))
        unknown += [(path.name, name) for name in named if not is_icon(name)]
    assert unknown == []


def _icon_names(tree):
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        given = [keyword.value for keyword in node.keywords if keyword.arg in ("icon_name", "icon")]
        if called in _TAKES_ICON_FIRST and node.args:
            given.append(node.args[0])
        if called == "Chip" and len(node.args) > 1:
            given.append(node.args[1])
        yield from (one.value for one in given if isinstance(one, ast.Constant) and one.value)
