"""The usual holidays of a year, each to be taken or left; those that the calendar has are not offered again."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ip2a_desktop.domain.agreement_drafts import HolidayDraft, VersionRecord
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.holidays import usual_holidays
from ip2a_desktop.ui.agreements.recount import Recounts, ask_first
from ip2a_desktop.ui.agreements.words import HOLIDAYS
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.tokens import GAP
from ip2a_desktop.ui.kit.widgets import label

_WIDTH = 480
_NEARLY = 10
"""A holiday of the same name so many days away is the same holiday kept on another day."""


class UsualHolidaysDialog(Dialog):
    """Offers the usual holidays of a year.

    Args:
        kit: the screens' tools.
        parent: the widget over whose window it appears.
        recounts: saves them together with the dates of open cases.
        version: the version of the agreement.
        years: the years that can be chosen.
        year: the one that is shown first.
    """

    def __init__(
        self,
        kit: Kit,
        parent: QWidget,
        recounts: Recounts,
        version: VersionRecord,
        years: Sequence[int],
        year: int,
    ) -> None:
        super().__init__("Add a year’s usual holidays", parent.window(), width=_WIDTH)
        self._kit = kit
        self._recounts = recounts
        self._version = version
        self._known = {one.day: one.name for one in version.holidays}
        self._drafts: dict[date, HolidayDraft] = {}
        self.boxes: dict[date, QCheckBox] = {}
        self.year = QComboBox()
        self.year.setAccessibleName("Year")
        for one in sorted({*years, year}):
            self.year.addItem(str(one), one)
        self.year.setCurrentIndex(self.year.findData(year))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.add_sentence(
            "What many agreements name; yours may name others. A holiday on a Saturday is kept on the Friday before, "
            "one on a Sunday on the Monday after."
        )
        row = QHBoxLayout()
        row.setSpacing(GAP)
        words = label("Year", "muted")
        words.setBuddy(self.year)
        row.addWidget(words)
        row.addWidget(self.year)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addLayout(self._list)
        self.add_button("Cancel")
        self.save_button = self.add_button("", "primary", self.save, default=True)
        self.year.currentIndexChanged.connect(lambda _index: self._show_year())
        self._show_year()

    @property
    def wanted(self) -> list[HolidayDraft]:
        """The holidays that are checked, as drafts."""
        return [self._drafts[day] for day, box in self.boxes.items() if box.isEnabled() and box.isChecked()]

    def save(self) -> None:
        """Show the dates of open cases that would change, then add what is checked."""
        drafts, recounts = self.wanted, self._recounts
        self.save_button.setEnabled(False)

        def go(may: bool) -> None:
            self.save_button.setEnabled(True)
            if may:
                self._kit.write(self, lambda: recounts.save(*drafts), lambda changes: self._on_saved(drafts, changes))

        ask_first(self._kit, self, lambda: recounts.preview_save(*drafts), "Add", go)

    def _on_saved(self, drafts: Sequence[HolidayDraft], _changes: Changes) -> None:
        self._kit.messages.toast(f"{HOLIDAYS.count(len(drafts))} added", tone="good")
        self.accept()

    def _show_year(self) -> None:
        while self._list.count():
            item = self._list.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self.boxes = {}
        for day, name in usual_holidays([self.year.currentData()]).items():
            known = self._known_as(day, name)
            box = QCheckBox(f"{_words(day)}   {name}{f'   ({known})' if known else ''}".replace("&", "&&"))
            box.setChecked(True)
            box.setEnabled(not known)
            box.clicked.connect(lambda _checked: self._count())
            self.boxes[day] = box
            made = HolidayDraft(agreement_version_id=self._version.draft.id, day=day, name=name)
            self._drafts.setdefault(day, made)  # one id for each, however often it is sent
            self._list.addWidget(box)
        self._count()
        self._fit()

    def _known_as(self, day: date, name: str) -> str:
        """Return why a holiday is not offered, empty where it is."""
        if day in self._known:
            return "there already"
        near = [one for one, kept in self._known.items() if kept == name and one and abs((one - day).days) <= _NEARLY]
        return f"kept on {_words(near[0])}" if near else ""

    def _count(self) -> None:
        count = len(self.wanted)
        self.save_button.setText(f"Add {HOLIDAYS.count(count)}" if count else "Nothing to add")
        self.save_button.setEnabled(count > 0)


def _words(day: date) -> str:
    return QLocale.system().toString(QDate(day.year, day.month, day.day), "ddd, MMM d")
