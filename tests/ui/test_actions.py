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


@pytest.fixture
def window(qtbot):
    """A window with a field on a page, and one beside it as in the navigation."""
    made = QWidget()
    made.inside, made.outside, made.page = QLineEdit(), QLineEdit(), QWidget()
    QVBoxLayout(made.page).addWidget(made.inside)
    layout = QVBoxLayout(made)
    layout.addWidget(made.page)
    layout.addWidget(made.outside)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_the_keys_of_a_page_work_wherever_the_keyboard_is_as_long_as_the_page_is_seen(qtbot, window):
    pressed = []
    actions.make("new", window.page, lambda: pressed.append("new"), text="New member")
    for field in (window.inside, window.outside):
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["new", "new"]
    window.page.hide()
    qtbot.keyClick(window.outside, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["new", "new"]


def test_the_keys_of_a_list_or_form_work_inside_it_only(qtbot, window):
    pressed = []
    actions.make("delete", window.page, lambda: pressed.append("delete"))
    actions.make("save", window.page, lambda: pressed.append("save"))
    for field in (window.inside, window.outside):
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["save"]


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
