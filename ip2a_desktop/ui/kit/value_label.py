"""A value to read, select and copy, in a place that may be too narrow for its longest word."""

import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ip2a_desktop.ui.kit.widgets import WrappedLabel

_BREAK: Final = "\u200b"
"""The zero-width space: a line may break there, and nothing is seen of it."""
_LONG: Final = 16
"""Words up to so many characters find room in the narrowest place."""
_WORD: Final = re.compile(rf"\S{{{_LONG + 1},}}")


class ValueLabel(WrappedLabel):
    """A wrapped label that breaks e-mail and web addresses too; what is copied from it is the value alone."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "value")
        self.setWordWrap(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text; Qt itself breaks lines between words only."""
        super().setText(_WORD.sub(_with_breaks, text))

    def text(self) -> str:
        """Return the text as it was given."""
        return super().text().replace(_BREAK, "")

    def selectedText(self) -> str:
        """Return what is selected of the text as it was given."""
        return super().selectedText().replace(_BREAK, "")

    def copy(self) -> None:
        """Put what is selected, or everything where nothing is, on the clipboard."""
        QGuiApplication.clipboard().setText(self.selectedText() or self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy without the marks at which lines may break."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy."""
        menu = QMenu(self)
        menu.addAction("Copy", self.copy).setEnabled(bool(self.text()))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())


def _with_breaks(word: re.Match[str]) -> str:
    """Let a long word break behind the signs of an address, and after every so many letters where it has none."""
    parts = re.split(r"(?<=[@./_-])", word[0])
    return _BREAK.join(part[start : start + _LONG] for part in parts for start in range(0, len(part), _LONG))
