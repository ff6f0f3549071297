"""One field in a form: its label above it, its message below it."""

from typing import Any

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ip2a_desktop.ui.kit.choice_fields import CheckField
from ip2a_desktop.ui.kit.field import Field
from ip2a_desktop.ui.kit.theme import mark_invalid
from ip2a_desktop.ui.kit.tokens import CONTROL_HEIGHT, GAP_TIGHT
from ip2a_desktop.ui.kit.widgets import label

_REQUIRED = " *"


class FormCell(QWidget):
    """Label, field and message of one value."""

    def __init__(self, field: QWidget, words: str, *, required: bool, hint: str = "") -> None:
        """Put a field below its label.

        Args:
            field: a widget that is a :class:`~ip2a_desktop.ui.kit.field.Field`.
            words: the words of the label.
            required: mark it as one that must be filled in.
            hint: a few words below the field that help to fill it in.
        """
        super().__init__()
        self.widget = field
        self.field: Field = field  # type: ignore[assignment]  # a widget that is a field as well
        self.label = label(words + _REQUIRED * required, "caption")
        self.label.setBuddy(field)
        self.message = label("", "error", wrap=True)
        self.message.hide()
        self._hint = label(hint, "caption", wrap=True)
        if not hint:
            self._hint.hide()  # showing it before it has a parent would flash up a window
        self._description = field.accessibleDescription()
        field.setAccessibleName(f"{words}, required" if required else words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_TIGHT)
        if isinstance(field, CheckField):
            field.setText(words)
            self.label.setText("")
            field.setMinimumHeight(CONTROL_HEIGHT)
        layout.addWidget(self.label)
        layout.addWidget(field)
        layout.addWidget(self._hint)
        layout.addWidget(self.message)
        layout.addStretch(1)

    @property
    def problem(self) -> str:
        """The message that stands below the field."""
        return self.message.text()

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong, below the field and to a screen reader; an empty sentence takes it away."""
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))
        mark_invalid(self.widget, bool(sentence))
        self.widget.setAccessibleDescription(sentence or self._description)

    def value(self) -> Any:
        """Return the value of the field."""
        return self.field.value()
