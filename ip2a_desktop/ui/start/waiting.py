"""While the database starts, and when it does not: a quiet page, and a page with what to do next."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ip2a_desktop.domain.errors import HallError
from ip2a_desktop.ui.kit.brand import Mark
from ip2a_desktop.ui.kit.pictures import Picture
from ip2a_desktop.ui.kit.states import words_of
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import button, label

_BAR: Final = 220
_WORDS: Final = 520
_MIDDLE: Final = Qt.AlignmentFlag.AlignHCenter


class ProgressPage(QWidget):
    """The mark, what is being done, and a bar."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("Starting the database…", "lead")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR)
        self._bar.setRange(0, 0)
        layout = QVBoxLayout(self)
        layout.setSpacing(0)
        layout.addStretch(2)
        layout.addWidget(Mark(72), 0, _MIDDLE)
        layout.addSpacing(MARGIN)
        layout.addWidget(self._words, 0, _MIDDLE)
        layout.addSpacing(GAP_WIDE)
        layout.addWidget(self._bar, 0, _MIDDLE)
        layout.addStretch(3)

    def show_words(self, words: str, done: int = 0, total: int = 0) -> None:
        """Say what is being done; with a ``total`` the bar shows how far it is."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self._bar.setRange(0, total)
        self._bar.setValue(done)


class FailedPage(QWidget):
    """What happened, what was kept, and the three ways on."""

    retry_wanted = Signal()
    folder_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._picture = Picture("failed", "warning")
        self._title = label("", "title", wrap=True)
        self._sentence = label("", "lead", wrap=True, selectable=True)
        for words in (self._title, self._sentence):
            words.setAlignment(_MIDDLE)
            words.setFixedWidth(_WORDS)
        self.retry = button("Try again", "primary", on_click=self.retry_wanted.emit)
        self.folder = button("Choose another data folder", on_click=self.folder_wanted.emit)
        self.quit = button("Quit", on_click=self.quit_wanted.emit)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for one in (self.quit, self.folder, self.retry):
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            buttons.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setSpacing(0)
        layout.addStretch(2)
        layout.addWidget(self._picture, 0, _MIDDLE)
        layout.addSpacing(MARGIN)
        layout.addWidget(self._title, 0, _MIDDLE)
        layout.addSpacing(GAP)
        layout.addWidget(self._sentence, 0, _MIDDLE)
        layout.addSpacing(MARGIN)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(buttons)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(3)

    def show_error(self, error: Exception, *, can_choose_folder: bool) -> None:
        """Tell of the error.

        Args:
            can_choose_folder: offer another data folder (not where the office server is the matter).
        """
        if isinstance(error, HallError):
            title, sentence = words_of(error)
        else:
            title = "The program could not start."
            sentence = "Nothing was changed. Try again; the log in the data folder has the details."
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.folder.setHidden(not can_choose_folder)
        self.retry.setFocus()
