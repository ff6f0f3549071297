"""A place that shows its content, or says that it is empty, still loading, or failed."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ip2a_desktop.domain.errors import DatabaseUnavailable, HallError
from ip2a_desktop.ui.kit.pictures import Picture, PictureKind
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import ButtonKind, button, label

LOADING_AFTER_MS: Final = 300
"""Work that ends sooner never shows the loading picture, so that nothing flickers."""
CANCEL_AFTER_MS: Final = 3_000
"""Work that takes longer than this offers to be left."""
_WIDEST: Final = 420

OnClick = Callable[[], object]


class _Notice(QWidget):
    """Picture, title, sentence and one button, in the middle of the place."""

    def __init__(self) -> None:
        super().__init__()
        self._on_click: OnClick | None = None
        self._picture = Picture("empty", "tray")
        self._title = label("", "section", wrap=True)
        self._sentence = label("", "muted", wrap=True)
        self._button = button("", "plain", on_click=self._clicked)
        for words in (self._title, self._sentence):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_WIDE, MARGIN, GAP_WIDE, MARGIN)
        layout.setSpacing(0)
        layout.addStretch(2)
        layout.addWidget(self._picture, 0, middle)
        layout.addSpacing(GAP_WIDE)
        layout.addWidget(self._title, 0, middle)
        layout.addSpacing(GAP // 2)
        layout.addWidget(self._sentence, 0, middle)
        layout.addSpacing(GAP_WIDE + GAP // 2)
        layout.addWidget(self._button, 0, middle)
        layout.addStretch(3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for words in (self._title, self._sentence):
            words.setFixedWidth(max(1, min(_WIDEST, self.width() - 2 * GAP_WIDE)))

    def _clicked(self) -> None:
        if self._on_click is not None:
            self._on_click()

    def show_words(
        self,
        kind: PictureKind,
        icon_name: str,
        title: str,
        sentence: str,
        button_text: str,
        on_click: OnClick | None,
        button_kind: ButtonKind,
    ) -> None:
        """Show one state."""
        self._picture.show_kind(kind, icon_name)
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setHidden(not sentence)
        self._on_click = on_click
        self._button.setText(button_text)
        self._button.setHidden(not button_text or on_click is None)
        self._button.setProperty("kind", button_kind)
        self._button.style().polish(self._button)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)

    def offer(self, button_text: str) -> None:
        """Show the button, now that it is of use."""
        self._button.setText(button_text)
        self._button.show()


class StateStack(QStackedWidget):
    """Shows the content, or one of the three states in its place.

    ``state`` is ``content``, ``empty``, ``loading`` or ``failed``; loading shows only when it lasts.
    """

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = content
        self.state = "content"
        self._notice = _Notice()
        self._wait = QTimer(self, singleShot=True, interval=LOADING_AFTER_MS)
        self._wait.timeout.connect(self._show_notice)
        self._patience = QTimer(self, singleShot=True, interval=CANCEL_AFTER_MS)
        self._patience.timeout.connect(lambda: self._notice.offer("Cancel"))
        self.addWidget(content)
        self.addWidget(self._notice)

    def _show_notice(self) -> None:
        self.setCurrentWidget(self._notice)

    def _enter(self, state: str) -> None:
        self.state = state
        self._wait.stop()
        self._patience.stop()

    def show_content(self) -> None:
        """Show the content."""
        self._enter("content")
        self.setCurrentWidget(self.content)

    def show_empty(
        self,
        title: str,
        sentence: str,
        button_text: str = "",
        on_click: OnClick | None = None,
        icon: str = "tray",
        *,
        primary: bool = False,
    ) -> None:
        """Say that there is nothing here, and offer the one thing that helps."""
        self._enter("empty")
        kind: ButtonKind = "primary" if primary else "plain"
        self._notice.show_words("empty", icon, title, sentence, button_text, on_click, kind)
        self._show_notice()

    def show_loading(
        self, words: str = "Loading…", on_cancel: OnClick | None = None, on_retry: OnClick | None = None
    ) -> None:
        """Say that it is on its way, once it takes longer than a blink; offer to leave it when it takes long.

        Args:
            words: what is being loaded.
            on_cancel: drops the work when the person does not want to wait; without it there is no button.
            on_retry: asks again after that.
        """
        self.state = "loading"
        self._notice.show_words("loading", "", words, "", "", lambda: self._cancel(on_cancel, on_retry), "plain")
        if self.currentWidget() is not self._notice:
            self._wait.start()
        if on_cancel is not None:
            self._patience.start()

    def _cancel(self, on_cancel: OnClick | None, on_retry: OnClick | None) -> None:
        if on_cancel is not None:
            on_cancel()
        self.show_empty("Cancelled", "Nothing was changed.", "Try again", on_retry, icon="hand-palm")

    def show_failed(self, error: Exception, on_retry: OnClick | None = None, button_text: str = "Try again") -> None:
        """Say what happened, what was kept and what to do next."""
        self._enter("failed")
        icon = "cloud-slash" if isinstance(error, DatabaseUnavailable) else "warning"
        title, sentence = words_of(error)
        self._notice.show_words("failed", icon, title, sentence, button_text, on_retry, "plain")
        self._show_notice()


def words_of(error: Exception) -> tuple[str, str]:
    """Return the title and the sentence that tell a person of an error."""
    if isinstance(error, HallError):
        return error.what, " ".join(part for part in (error.kept, error.next_step) if part)
    sentence = (
        "The program met a fault that it did not expect. Nothing was changed. Try again; if it comes back, "
        "send the details from the message to whoever looks after the program."
    )
    return "This could not be shown.", sentence
