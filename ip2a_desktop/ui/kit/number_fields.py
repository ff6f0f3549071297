"""Fields for numbers: a plain one, and an amount of dollars."""

from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QWidget

from ip2a_desktop.ui.kit import formats
from ip2a_desktop.ui.kit.text_fields import LineField


class NumberField(LineField):
    """A number, to the right; thousands may be divided as the system does."""

    sentence = "Write a number such as 41.50."

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.left.connect(self._tidy)

    def value(self) -> Any:
        """Return the number, or None where the field is empty or not understood."""
        text = self._plain()
        try:
            number = Decimal(text) if text else None
        except InvalidOperation:
            return None
        return number if number is None or number.is_finite() else None

    def shown(self, value: Any) -> str:
        """Return how a number is written here."""
        return formats.number(value)

    def problem(self) -> str:
        """Say how a number is written, where what stands here is none."""
        return self.sentence if self._plain() and self.value() is None else ""

    def _plain(self) -> str:
        locale = QLocale.system()
        text = "".join(self.text().split()).replace("$", "").replace(" ", "")
        if locale.decimalPoint() == "," and text.count(",") == 1 and "." not in text:
            return text.replace(",", ".")
        return text.replace(",", "")

    def _tidy(self) -> None:
        number = self.value()
        if number is not None:
            self._set_text(self.shown(number))


class MoneyField(NumberField):
    """An amount of dollars."""

    sentence = "Write an amount such as 41.50."

    def shown(self, value: Any) -> str:
        """Return an amount with its dollar sign; more than two places are left for the draft to refuse."""
        if isinstance(value, Decimal) and value != round(value, 2):
            return f"${value:,}"
        return formats.money(value)
