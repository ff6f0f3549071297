"""The page on which a person chooses a password of their own, before anything else is shown."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ip2a_desktop.domain.logins import SHORTEST_PASSWORD
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.states import words_of
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import button, column, frame, label

_WIDTH: Final = 480
_LEAD: Final = (
    "An admin asks you to choose a password of your own; nobody else knows it then. It has at least "
    f"{SHORTEST_PASSWORD} characters: a few words in a row are easy to remember."
)


class NewPasswordPage(QWidget):
    """Asks for the new password twice.

    Signals:
        chosen(str): both are the same.
        quit_wanted(): not now; the old password holds.
    """

    chosen = Signal(str)
    quit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = _field("New password"), _field("The same again")
        self.problem = Notice("bad")
        self.save = button("Save and go on", "primary", on_click=self._submit)
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_WIDE)
        form.setVerticalSpacing(GAP + 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for one in (self.first, self.second):
            one.returnPressed.connect(self._submit)
            form.addRow(one.accessibleName(), one)
        buttons = QHBoxLayout()
        buttons.addWidget(button("Quit", on_click=self.quit_wanted.emit))
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        lead = label(_LEAD, "muted", wrap=True)
        card = column(label("Choose a new password", "title"), lead, spacing=GAP, margin=MARGIN + GAP)
        card.addSpacing(GAP)
        card.addLayout(form)
        card.addWidget(self.problem)
        card.addSpacing(GAP)
        card.addLayout(buttons)
        around = frame("card", card)
        around.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(around, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def _submit(self) -> None:
        if self.first.text() != self.second.text():
            self.problem.say("The two are not the same. Type them once more.")
            self.second.clear()
            self.second.setFocus()
            return
        self.problem.say("")
        self.save.setEnabled(False)
        self.chosen.emit(self.first.text())

    def show_problem(self, error: Exception) -> None:
        """Say why this password was not taken; the old one holds."""
        self.save.setEnabled(True)
        self.problem.say(" ".join(part for part in words_of(error) if part))
        self.first.setFocus()


def _field(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made
