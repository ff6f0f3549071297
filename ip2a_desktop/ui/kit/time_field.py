"""The field for a time of day: typed as people write it, such as 3:30 pm, 15:30 or 9."""

import re
from datetime import time
from typing import Any

from PySide6.QtCore import QLocale, QTime
from PySide6.QtWidgets import QWidget

from ip2a_desktop.ui.kit.text_fields import LineField

_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*([ap])?\.?(?:m\.?)?", re.IGNORECASE)


class TimeField(LineField):
    """A time of day, written as the system writes it; empty where only the day is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("if it matters")
        self.left.connect(self._tidy)

    def value(self) -> Any:
        """Return the time, or None where the field is empty or not understood."""
        return read_time(self.text())

    def shown(self, value: Any) -> str:
        """Return a time as the system writes it."""
        if not isinstance(value, time):
            return ""
        return QLocale.system().toString(QTime(value.hour, value.minute), QLocale.FormatType.ShortFormat)

    def problem(self) -> str:
        """Say how a time is written, where what stands here is none."""
        return "Write a time such as 3:30 pm." if self.text().strip() and self.value() is None else ""

    def _tidy(self) -> None:
        if self.value() is not None:
            self._set_text(self.shown(self.value()))


def read_time(text: str) -> time | None:
    """Return the time of day that a text means, or None."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, half = int(found[1]), int(found[2] or 0), (found[3] or "").casefold()
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "p" else 0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None
