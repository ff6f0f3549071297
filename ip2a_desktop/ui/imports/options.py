"""A few choices of which one holds, each with the sentence that says what follows from it."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ip2a_desktop.domain.words import Word
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, GAP_WIDE
from ip2a_desktop.ui.kit.widgets import label

W = TypeVar("W", bound=Word)
_INDENT = 30


class Options(QWidget, Generic[W]):
    """Radio buttons with a sentence below each.

    Signals:
        chosen(Word): another one holds.
    """

    chosen = Signal(object)

    def __init__(self, name: str, sentences: Mapping[W, str], *, side_by_side: bool = False) -> None:
        """Show the choices, the first one chosen.

        Args:
            name: what is chosen, for a screen reader.
            sentences: the choices with their sentences, in order.
            side_by_side: next to each other instead of below.
        """
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._words = list(sentences)
        self.buttons: dict[W, QRadioButton] = {}
        layout = QHBoxLayout(self) if side_by_side else QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_WIDE if side_by_side else GAP)
        for at, (word, sentence) in enumerate(sentences.items()):
            layout.addWidget(self._choice(at, word, sentence), 1)
        self.buttons[self._words[0]].setChecked(True)
        self._group.idClicked.connect(lambda at: self.chosen.emit(self._words[at]))

    def _choice(self, at: int, word: W, sentence: str) -> QWidget:
        radio = QRadioButton(word.label)
        radio.setAccessibleDescription(sentence)
        self._group.addButton(radio, at)
        self.buttons[word] = radio
        return _Card(radio, sentence)

    @property
    def value(self) -> W:
        """The one that holds."""
        return self._words[self._group.checkedId()]

    def set_value(self, word: W) -> None:
        """Let another one hold, without telling."""
        self.buttons[word].setChecked(True)


class _Card(QFrame):
    """A choice with its sentence; a click anywhere on it chooses it."""

    def __init__(self, radio: QRadioButton, sentence: str) -> None:
        super().__init__()
        self._radio = radio
        self.setProperty("role", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = label(sentence, "muted", wrap=True)
        words.setContentsMargins(_INDENT, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_WIDE - 4, GAP, GAP_WIDE - 4, GAP + GAP_TIGHT)
        column.setSpacing(0)
        column.addWidget(radio, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(words)
        column.addStretch(1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self._radio.click()
