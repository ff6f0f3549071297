"""Restoring a backup into a new database: its name is typed twice, and never that of the live one."""

import re
from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ip2a_desktop.domain.backups import Backup
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.formats import moment
from ip2a_desktop.ui.kit.widgets import label

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,50}")
_WIDTH: Final = 520

OnRestore = Callable[[str, str], object]
"""Called with the new database's name, and as it was typed once more."""


class RestoreDialog(Dialog):
    """Asks for the name of the new database, twice.

    Args:
        backup: what is restored.
        live: the name of the database that is open.
        on_restore: begins it.
        parent: over whose window it appears.
    """

    def __init__(self, backup: Backup, live: str, on_restore: OnRestore, parent: QWidget) -> None:
        super().__init__("Restore into a new database", parent.window(), tone="warn", width=_WIDTH)
        self._live = live
        self._on_restore = on_restore
        self.add_sentence(
            f"The backup of {moment(backup.started_at)} is restored beside the live database "
            f"“{live}”, which stays as it is. Look at what was restored before you do anything with it."
        )
        self.name = self._line("Name of the new database", f"{live}_restored")
        self.typed = self._line("Type the name once more", "")
        self.problem: QLabel = label("", "error", wrap=True)
        self.body.addWidget(self.problem)
        self.add_button("Cancel", default=True)
        self.restore_button = self.add_button("Restore", "primary", self._go)
        for one in (self.name, self.typed):
            one.textChanged.connect(self._follow)
        self._follow()

    def _line(self, words: str, text: str) -> QLineEdit:
        made = QLineEdit(text)
        made.setAccessibleName(words)
        name = label(words, "caption")
        name.setBuddy(made)
        self.body.addWidget(name)
        self.body.addWidget(made)
        return made

    def _wrong(self) -> str:
        name = self.name.text()
        if name == self._live:
            return "This is the live database. Choose a new name."
        if not _NAME.fullmatch(name):
            return "Use small letters, digits and _ only, with a letter first."
        if self.typed.text() and not name.startswith(self.typed.text()):
            return "Both names must be the same."
        return ""

    def _follow(self) -> None:
        wrong = self._wrong()
        self.problem.setText(wrong)
        self.restore_button.setEnabled(not wrong and self.typed.text() == self.name.text())

    def _go(self) -> None:
        name, typed = self.name.text(), self.typed.text()
        self.accept()
        self._on_restore(name, typed)
