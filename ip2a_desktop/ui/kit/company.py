"""Who else has a record open: a hint above it, never a lock."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ip2a_desktop.ui.kit.changes import ChangeBus
from ip2a_desktop.ui.kit.notice import Notice

_STAYS_MS: Final = 1_500
"""Who goes through a list from record to record opens none of them."""


class Company(QWidget):
    """Tells the other desktops which record stands here, and says who else has it open.

    Args:
        bus: through which desktops hear each other.
        noun: what the record is called, such as ``case``.
    """

    def __init__(self, bus: ChangeBus, noun: str) -> None:
        super().__init__()
        self._bus = bus
        self._noun = noun
        self._record: UUID | None = None
        self._told: UUID | None = None
        self.notice = Notice("info")
        self._wait = QTimer(self, singleShot=True, interval=_STAYS_MS)
        self._wait.timeout.connect(self._tell)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.notice.in_margin())
        bus.present.connect(self._on_present)

    def show_record(self, record: UUID | None) -> None:
        """Say that a record stands here now, or none."""
        if record == self._record:
            return
        self._leave()
        self._record = record
        if record is not None and self.isVisible():
            self._wait.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Come back to the record."""
        super().showEvent(event)
        if self._record is not None and self._told is None:
            self._wait.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave it for others while nobody looks at it here."""
        super().hideEvent(event)
        self._leave()

    def _tell(self) -> None:
        self._told = self._record
        if self._told is not None:
            self._bus.opened.emit(self._told)

    def _leave(self) -> None:
        self._wait.stop()
        self.notice.show_words("")
        if self._told is not None:
            self._bus.left.emit(self._told)
            self._told = None

    def _on_present(self, record: UUID, people: Sequence[str]) -> None:
        if record == self._told:
            self.notice.show_words(company_words(people, self._noun))


def company_words(people: Sequence[str], noun: str) -> str:
    """Return such as ``Ana has this case open too.``, empty where nobody has.

    Args:
        people: their logins.
        noun: what the record is called.
    """
    if not people:
        return ""
    names = [one[:1].upper() + one[1:] for one in people]
    if len(names) == 1:
        return f"{names[0]} has this {noun} open too."
    return f"{', '.join(names[:-1])} and {names[-1]} have this {noun} open too."
