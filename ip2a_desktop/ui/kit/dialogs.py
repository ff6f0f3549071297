"""The program's dialog: a heading, a body, and buttons that are verbs; asked and answered without blocking."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN, Tone
from ip2a_desktop.ui.kit.widgets import ButtonKind, IconLabel, button, label

_WIDTH = 440
_TONE_ICONS: dict[Tone, str] = {
    "neutral": "question",
    "info": "info",
    "good": "check-circle",
    "warn": "warning",
    "bad": "warning-circle",
}


class SaveAnswer(Enum):
    """What a person wants done with what was typed."""

    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


class Dialog(QDialog):
    """A window-modal dialog; put widgets into ``body``, buttons with ``add_button``, show it with ``open``.

    Args:
        title: the heading, also the window's title.
        parent: the window that it belongs to.
        tone: draws an icon beside the heading.
        width: the least width in pixels.
    """

    def __init__(
        self, title: str, parent: QWidget | None = None, *, tone: Tone | None = None, width: int = _WIDTH
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(width)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GAP)
        self._buttons.addStretch(1)
        heading = QHBoxLayout()
        heading.setSpacing(GAP_WIDE - 4)
        if tone is not None:
            picture = IconLabel(_TONE_ICONS[tone], f"{tone}_text", 22)
            heading.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        self.heading = label(title, "section", wrap=True)
        heading.addWidget(self.heading, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN - GAP // 2)
        layout.setSpacing(0)
        layout.addLayout(heading)
        layout.addSpacing(GAP)
        layout.addLayout(self.body, 1)
        layout.addSpacing(MARGIN)
        layout.addLayout(self._buttons)

    def open(self) -> None:
        """Show the dialog over its window, as high as its words need."""
        self._fit()
        super().open()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            width = max(self.minimumWidth(), layout.minimumSize().width())
            self.resize(width, layout.totalHeightForWidth(width))

    def add_sentence(self, sentence: str, *, selectable: bool = False) -> None:
        """Add a paragraph to the body."""
        self.body.addWidget(label(sentence, "muted", wrap=True, selectable=selectable))

    def add_button(
        self,
        text: str,
        kind: ButtonKind = "plain",
        on_click: Callable[[], object] | None = None,
        *,
        default: bool = False,
        left: bool = False,
    ) -> QPushButton:
        """Add a button; without ``on_click`` it closes the dialog as cancelled.

        Args:
            default: Enter presses it, and it has the keyboard first.
            left: stands at the far side, away from the answer (for "Copy details").
        """
        made = button(text, kind, on_click=on_click or self.reject)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if left:
            self._buttons.insertWidget(0, made)
        else:
            self._buttons.addWidget(made)
        if default:
            made.setDefault(True)
            made.setFocus()
        return made


def confirm(
    parent: QWidget | None,
    title: str,
    sentence: str,
    verb: str,
    on_yes: Callable[[], object],
    *,
    danger: bool = False,
    on_no: Callable[[], object] | None = None,
) -> Dialog:
    """Ask before something is done; the button carries the verb, and Cancel is the default of the dangerous.

    Args:
        title: names the thing and the count, such as "Empty the bin (12 members)?".
        sentence: what follows from it.
        verb: the word on the button, such as "Empty the bin".
    """
    dialog = Dialog(title, parent, tone="bad" if danger else None)
    dialog.add_sentence(sentence)
    dialog.add_button("Cancel", default=danger)
    dialog.add_button(verb, "danger" if danger else "primary", dialog.accept, default=not danger)
    dialog.accepted.connect(on_yes)
    if on_no is not None:
        dialog.rejected.connect(on_no)
    dialog.open()
    return dialog


def ask_save(
    parent: QWidget | None, what: str, on_answer: Callable[[SaveAnswer], object], *, can_save: bool = True
) -> Dialog:
    """Ask what becomes of text that is not saved yet: Save, Discard or Cancel.

    Args:
        what: the record, such as "Ana Ruiz" or "the new member".
        can_save: without it only Discard and Cancel are offered (the text cannot be saved as it stands).
    """
    dialog = Dialog(f"Save the changes to {what}?", parent)
    dialog.add_sentence("What you typed is not saved yet. If you discard it, it is gone.")
    given: list[SaveAnswer] = []

    def answer(choice: SaveAnswer) -> None:
        given.append(choice)
        dialog.accept()

    dialog.add_button("Discard", "plain", lambda: answer(SaveAnswer.DISCARD), left=True)
    dialog.add_button("Cancel", default=not can_save)
    if can_save:
        dialog.add_button("Save", "primary", lambda: answer(SaveAnswer.SAVE), default=True)
    dialog.finished.connect(lambda _code: on_answer(given[0] if given else SaveAnswer.CANCEL))
    dialog.open()
    return dialog


def show_failure(
    parent: QWidget | None,
    title: str,
    sentence: str,
    *,
    tone: Tone = "warn",
    retry: tuple[str, Callable[[], object]] | None = None,
) -> Dialog:
    """Tell of something that did not work, with a button to try again where that makes sense."""
    dialog = Dialog(title, parent, tone=tone)
    if sentence:
        dialog.add_sentence(sentence, selectable=True)
    dialog.add_button("Close", "plain" if retry else "primary", default=retry is None)
    if retry is not None:
        dialog.add_button(retry[0], "primary", dialog.accept, default=True)
        dialog.accepted.connect(retry[1])
    dialog.open()
    return dialog
