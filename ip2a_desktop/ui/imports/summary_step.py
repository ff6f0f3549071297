"""The last step: what came in, what did not, and what one can do about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ip2a_desktop.domain.imports import ImportKind, ImportSummary
from ip2a_desktop.ui.imports.words import NOUNS, ROWS, count_chip
from ip2a_desktop.ui.kit.chips import ChipLabel
from ip2a_desktop.ui.kit.pictures import Picture
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import button, label


class SummaryStep(QWidget):
    """What an import did.

    Signals:
        save_wanted(): the rows that are left over are to be saved as a file.
        records_wanted(): show the records in their list.
        undo_wanted(): take the import back.
        again_wanted(): import another file.
    """

    save_wanted = Signal()
    records_wanted = Signal()
    undo_wanted = Signal()
    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._picture = Picture("empty", "check-circle")
        self._title = label("", "title")
        self._sentence = label("", "muted", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setFixedWidth(600)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(GAP)
        self.show_button = button("Show them", "primary", on_click=self.records_wanted.emit)
        self.save_button = button("Save rejected rows…", icon_name="download-simple", on_click=self.save_wanted.emit)
        self.undo_button = button("Take back…", icon_name="arrow-counter-clockwise", on_click=self.undo_wanted.emit)
        self.again_button = button("Import another file", on_click=self.again_wanted.emit)
        self._lay_out()

    def _lay_out(self) -> None:
        verbs = QHBoxLayout()
        verbs.setSpacing(GAP)
        verbs.addStretch(1)
        for one in (self.show_button, self.save_button, self.undo_button, self.again_button):
            verbs.addWidget(one)
        verbs.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addStretch(2)
        layout.addWidget(self._picture, 0, middle)
        layout.addSpacing(GAP)
        layout.addWidget(self._title, 0, middle)
        layout.addWidget(self._sentence, 0, middle)
        layout.addSpacing(GAP)
        layout.addLayout(self._chips)
        layout.addSpacing(GAP_WIDE)
        layout.addLayout(verbs)
        layout.addStretch(3)

    def show_summary(self, summary: ImportSummary) -> None:
        """Show what an import did."""
        is_elections = summary.kind is ImportKind.ELECTIONS
        noun = NOUNS[ImportKind.EMPLOYERS if is_elections else summary.kind]
        written, left_over = summary.counts.writing, summary.counts.left_over
        self._title.setText(f"{ROWS.count(written)} came in" if written else "Nothing had to be written")
        if left_over:
            rest = "One row was" if left_over == 1 else f"{left_over:,} rows were"
            sentence = f"{rest} left over. Save them as a file, correct them there, and import that file again."
        else:
            sentence = f"Every row of the file is accounted for. You find the {noun.many} in their list."
            if is_elections:
                sentence = "Every row of the file is accounted for. Each tally stands on the page of its employer."
        if summary.new_employers:
            sentence += f" {noun.count(summary.new_employers)} came in along with them."
        self._sentence.setText(sentence)
        self._show_chips(summary)
        self.show_button.setText(f"Show {noun.many}")
        self.save_button.setVisible(bool(left_over))
        self.undo_button.setVisible(bool(written))
        self.setAccessibleDescription(f"{self._title.text()}. {sentence}")

    def _show_chips(self, summary: ImportSummary) -> None:
        while self._chips.count():
            item = self._chips.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self._chips.addStretch(1)
        for fate, number in summary.counts.by_fate.items():
            self._chips.addWidget(ChipLabel(count_chip(fate, number, done=True)))
        self._chips.addStretch(1)
