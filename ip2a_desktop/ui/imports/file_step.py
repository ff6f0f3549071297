"""The first step: the file, what its rows are, and what happens to rows that are here already."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from ip2a_desktop.domain.imports import ImportKind, MatchPolicy, SourceFile
from ip2a_desktop.ui.imports.drop_area import DropArea
from ip2a_desktop.ui.imports.options import Options
from ip2a_desktop.ui.imports.words import KIND_SENTENCES, NOUNS, POLICY_SENTENCES
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN, SPACE
from ip2a_desktop.ui.kit.widgets import label, scrolled

_WIDEST = SPACE * 100
_LAST_HEADING_ROW = 50


class FileStep(QWidget):
    """The file and the two choices.

    Signals:
        file_chosen(Path): a file is to be opened.
        reading_changed(str, int): the file is to be read again: its sheet, and the row of its headings.
        kind_changed(ImportKind): the rows are something else.
    """

    file_chosen = Signal(object)
    reading_changed = Signal(str, int)
    kind_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.drop = DropArea()
        self.drop.file_chosen.connect(self.file_chosen)
        self.kind: Options[ImportKind] = Options("What the rows are", KIND_SENTENCES, side_by_side=True)
        self.policy: Options[MatchPolicy] = Options("What happens to rows that are here", POLICY_SENTENCES)
        self.kind.chosen.connect(self._on_kind_chosen)
        self.notes = Notice("info")
        self.sheet = QComboBox()
        self.heading_row = QSpinBox(minimum=0, maximum=_LAST_HEADING_ROW)
        self.heading_row.setSpecialValueText("none")
        self.heading_row.setKeyboardTracking(False)
        self.heading_row.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.sheet.activated.connect(lambda _row: self._tell_reading())
        self.heading_row.valueChanged.connect(lambda _row: self._tell_reading())
        self._reading = QWidget()
        self._sheet_label = self._named("Sheet", self.sheet)
        self._policy_title = label("", "section")
        self._lay_out()
        self._show_policy_title()

    def _named(self, words: str, field: QWidget) -> QLabel:
        made = label(words, "muted")
        made.setBuddy(field)
        field.setAccessibleName(words)
        return made

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._reading)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self._named("Headings are in row", self.heading_row))
        row.addWidget(self.heading_row)
        row.addSpacing(GAP_WIDE)
        row.addWidget(self._sheet_label)
        row.addWidget(self.sheet)
        row.addStretch(1)
        self._reading.hide()
        content = QWidget()
        content.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(MARGIN, GAP_WIDE, MARGIN, MARGIN)
        column.setSpacing(GAP + GAP // 2)
        column.addWidget(self.drop)
        column.addWidget(self._reading)
        column.addWidget(self.notes)
        column.addSpacing(GAP)
        column.addWidget(label("What are its rows?", "section"))
        column.addWidget(self.kind)
        column.addSpacing(GAP)
        column.addWidget(self._policy_title)
        column.addWidget(self.policy)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))

    def show_source(self, source: SourceFile) -> None:
        """Show the file that was opened, and how it is read."""
        self.drop.show_source(source)
        self.sheet.blockSignals(True)
        self.heading_row.blockSignals(True)
        self.sheet.clear()
        self.sheet.addItems(list(source.sheets))
        self.sheet.setCurrentText(source.sheet)
        self.heading_row.setValue(source.heading_row)
        self.sheet.blockSignals(False)
        self.heading_row.blockSignals(False)
        self._reading.show()
        has_sheets = len(source.sheets) > 1
        self.sheet.setVisible(has_sheets)
        self._sheet_label.setVisible(has_sheets)
        self.notes.show_words("\n".join(source.notes))

    def set_kind(self, kind: ImportKind) -> None:
        """Say what the rows are, without telling."""
        self.kind.set_value(kind)
        self._show_policy_title()

    def clear(self) -> None:
        """Forget the file."""
        self.drop.clear()
        self._reading.hide()
        self.notes.show_words("")

    def _on_kind_chosen(self, kind: ImportKind) -> None:
        self._show_policy_title()
        if kind is ImportKind.ELECTIONS:  # the board writes more into its list as a case goes on
            self.policy.set_value(MatchPolicy.UPDATE)
        self.kind_changed.emit(kind)

    def _show_policy_title(self) -> None:
        self._policy_title.setText(f"What happens to {NOUNS[self.kind.value].many} who are here already?")
        if self.kind.value is not ImportKind.MEMBERS:
            self._policy_title.setText(f"What happens to {NOUNS[self.kind.value].many} that are here already?")

    def _tell_reading(self) -> None:
        self.reading_changed.emit(self.sheet.currentText(), self.heading_row.value())
