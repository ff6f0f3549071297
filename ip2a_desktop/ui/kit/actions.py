"""Every action of the program in one table: its words, icon and keys; the page of keys in Help shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.widgets import ICON_NAME

Context = Literal["window", "page", "list", "form", "dialog"]
CONTEXTS: Final[dict[Context, str]] = {
    "window": "Everywhere",
    "page": "On a page",
    "list": "In a list",
    "form": "In a form",
    "dialog": "In a dialog",
}
_Key = QKeySequence.StandardKey


@dataclass(frozen=True)
class ActionSpec:
    """One action.

    Args:
        name: how the code calls it.
        text: what people read on its button and in menus.
        icon: a Phosphor icon's name, "" for none.
        shortcuts: the keys: a standard key of the system (see ``fallback``) or written-out keys.
        tip: what it does, one short sentence.
        context: where its keys work; ``window`` and one other context are never in each other's way.
        fallback: the keys where the system has no such standard key.
    """

    name: str
    text: str
    icon: str
    shortcuts: _Key | str | tuple[str, ...]
    tip: str
    context: Context = "page"
    fallback: str = ""

    def sequences(self) -> list[QKeySequence]:
        """Return the keys on this system."""
        if isinstance(self.shortcuts, _Key):
            found = QKeySequence.keyBindings(self.shortcuts) or [QKeySequence(self.fallback)]
        elif isinstance(self.shortcuts, str):
            found = [QKeySequence(self.shortcuts)]
        else:
            found = [QKeySequence(one) for one in self.shortcuts]
        return [one for one in found if not one.isEmpty()]

    def keys_text(self) -> str:
        """Return the keys as people write them, such as ``Ctrl+N``."""
        shown = [one.toString(QKeySequence.SequenceFormat.NativeText) for one in self.sequences()[:1]]
        return "".join(shown)


_ORDINALS: Final = ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th")
_PAGES: Final = tuple(
    ActionSpec(
        f"go_{number}", f"Go to the {ordinal} page", "", f"Ctrl+{number}", "Open a page of the navigation", "window"
    )
    for number, ordinal in enumerate(_ORDINALS, start=1)
)
_SPECS: Final = (
    *_PAGES,
    ActionSpec(
        "palette",
        "Search everything",
        "magnifying-glass",
        "Ctrl+K",
        "Find any person, employer, page or action",
        "window",
    ),
    ActionSpec("help", "Help", "question", _Key.HelpContents, "Open the help for this page", "window", "F1"),
    ActionSpec("keys", "Keys", "keyboard", "Ctrl+F1", "Show the list of keys", "window"),
    ActionSpec("preferences", "Settings", "gear", _Key.Preferences, "Theme, paper and your hall", "window", "Ctrl+,"),
    ActionSpec(
        "fold",
        "Fold navigation",
        "caret-double-left",
        "Ctrl+B",
        "Show the navigation as icons, or with words",
        "window",
    ),
    ActionSpec("quit", "Quit", "sign-out", _Key.Quit, "Close the program", "window", "Ctrl+Q"),
    ActionSpec(
        "undo",
        "Undo",
        "arrow-counter-clockwise",
        _Key.Undo,
        "Take back what was done last",
        "window",
        "Ctrl+Z",
    ),
    ActionSpec("new", "New", "plus", _Key.New, "Begin a new record", "page", "Ctrl+N"),
    ActionSpec(
        "find",
        "Find",
        "magnifying-glass",
        _Key.Find,
        "Put the keyboard into the search field",
        "page",
        "Ctrl+F",
    ),
    ActionSpec("print", "Print", "printer", _Key.Print, "Show it on paper, then print or save it", "page", "Ctrl+P"),
    ActionSpec("refresh", "Refresh", "arrows-clockwise", "F5", "Read it again from the database", "page"),
    ActionSpec("edit", "Edit", "pencil-simple", "F2", "Change this record", "page"),
    ActionSpec("close", "Close", "x", _Key.Close, "Close this record or window", "page", "Ctrl+W"),
    ActionSpec("import", "Import", "upload-simple", "Ctrl+Shift+I", "Bring in a CSV or Excel file", "page"),
    ActionSpec("export", "Export", "download-simple", "Ctrl+E", "Write this list to CSV or Excel", "page"),
    ActionSpec("next", "Next record", "caret-down", "Alt+Down", "Go to the next record of the list", "page"),
    ActionSpec("previous", "Previous record", "caret-up", "Alt+Up", "Go to the record before", "page"),
    ActionSpec("back", "Back to the list", "arrow-left", "Alt+Left", "Leave the record and show the list", "page"),
    ActionSpec("open", "Open", "arrow-square-in", ("Return", "Enter"), "Open the record wide", "list"),
    ActionSpec(
        "open_window",
        "Open in a window",
        "app-window",
        ("Ctrl+Return", "Ctrl+Enter"),
        "Open the record in a window of its own",
        "list",
    ),
    ActionSpec("copy", "Copy", "copy", _Key.Copy, "Copy the chosen rows for a spreadsheet", "list", "Ctrl+C"),
    ActionSpec("select_all", "Choose all", "checks", _Key.SelectAll, "Choose every row of the list", "list", "Ctrl+A"),
    ActionSpec("delete", "Move to bin", "trash", "Delete", "Move to the bin, from which it can come back", "list"),
    ActionSpec("restore", "Restore", "arrow-u-up-left", "Ctrl+R", "Bring back from the bin", "list"),
    ActionSpec("columns", "Columns", "columns", "", "Choose the columns of the list", "list"),
    ActionSpec("save", "Save", "check", _Key.Save, "Save what was typed", "form", "Ctrl+S"),
    ActionSpec(
        "discard",
        "Discard changes",
        "arrow-counter-clockwise",
        "",
        "Take back what was typed since the last save",
        "form",
    ),
    ActionSpec("cancel", "Cancel", "x", "Esc", "Leave without doing it", "dialog"),
    ActionSpec("zoom_in", "Larger", "magnifying-glass-plus", _Key.ZoomIn, "Show the paper larger", "dialog", "Ctrl++"),
    ActionSpec(
        "zoom_out", "Smaller", "magnifying-glass-minus", _Key.ZoomOut, "Show the paper smaller", "dialog", "Ctrl+-"
    ),
    ActionSpec(
        "zoom_fit",
        "Fit width",
        "arrows-out-line-horizontal",
        "Ctrl+0",
        "Make the paper as wide as the window",
        "dialog",
    ),
)

ACTIONS: Final[dict[str, ActionSpec]] = {spec.name: spec for spec in _SPECS}

_CONTEXT_REACH: Final = {
    "window": Qt.ShortcutContext.WindowShortcut,
    "page": Qt.ShortcutContext.WindowShortcut,  # of a page that is seen: hidden ones keep still
    "list": Qt.ShortcutContext.WidgetWithChildrenShortcut,
    "form": Qt.ShortcutContext.WidgetWithChildrenShortcut,
    "dialog": Qt.ShortcutContext.WidgetWithChildrenShortcut,
}


def make(
    name: str,
    parent: QWidget,
    slot: Callable[[], object],
    *,
    text: str = "",
    tip: str = "",
    icon_name: str = "",
) -> QAction:
    """Return an action of the table, added to ``parent``.

    The keys of a page work while it is seen, those of a list, form or dialog while the keyboard is in there.

    Args:
        name: a name of ``ACTIONS``.
        parent: the widget that the keys belong to (the page, the list, the form).
        slot: called without arguments.
        text: other words for its button, such as "New member".
        tip: another hint.
        icon_name: another icon.

    Raises:
        KeyError: the table has no such action.
    """
    spec = ACTIONS[name]
    action = QAction(text or spec.text, parent)
    action.setObjectName(name)
    shown = icon_name or spec.icon
    if shown:
        action.setIcon(icon(shown))
        action.setProperty(ICON_NAME, shown)
    action.setShortcuts(spec.sequences())
    action.setShortcutContext(_CONTEXT_REACH[spec.context])
    keys = spec.keys_text()
    action.setToolTip(f"{tip or spec.tip} ({keys})" if keys else tip or spec.tip)
    action.triggered.connect(lambda _checked=False: slot())
    parent.addAction(action)
    return action


def shown_keys(spec: ActionSpec) -> tuple[str, str]:
    """Return the keys and the words of an action for a list of keys; the nine pages are one line."""
    if spec in _PAGES:
        return f"{_PAGES[0].keys_text()} … {_PAGES[-1].keys_text()}", "Go to a page"
    return spec.keys_text(), spec.text


def by_context() -> Iterable[tuple[str, list[ActionSpec]]]:
    """Yield the words of each context with its actions that have keys, for the help page."""
    for context, words in CONTEXTS.items():
        shown = [spec for spec in _SPECS if spec.context == context and spec not in _PAGES[1:]]
        yield words, [spec for spec in shown if spec.sequences()]
