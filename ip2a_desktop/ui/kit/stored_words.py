"""Finds stored values that stand on screen in place of their words, such as ``no_interview``: for the tour."""

import re
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QAbstractListModel, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QWidget

from ip2a_desktop.domain.words import Word

_MADE_OF_PARTS: Final = re.compile(r"[a-z]+(?:_[a-z0-9]+)+")
_ROWS: Final = 20
_ROLES: Final = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


def stored_words_on_screen() -> set[str]:
    """Return the values with underscores that some label, button or cell shows now as they are stored."""
    stored = {one.value for kind in _kinds() for one in kind}
    return {
        word
        for window in QApplication.topLevelWidgets()
        if window.isVisible()
        for text in _texts(window)
        for word in _MADE_OF_PARTS.findall(text)
        if word in stored
    }


def _kinds() -> Iterator[type[Word]]:
    waiting: list[type[Word]] = [Word]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        yield from below


def _texts(window: QWidget) -> Iterator[str]:
    for one in window.findChildren(QWidget):
        if not one.isVisible():
            continue
        if isinstance(one, QLabel | QAbstractButton):
            yield one.text()
        elif isinstance(one, QAbstractItemView):
            yield from _cells(one)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    first = max(0, view.indexAt(QPoint(1, 1)).row())
    root = view.rootIndex()
    for row in range(first, min(first + _ROWS, model.rowCount(root))):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(root)):
            index = model.index(row, column, root)
            yield from (text for role in _ROLES if isinstance(text := model.data(index, role), str))
