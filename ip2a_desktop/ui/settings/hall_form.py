"""The hall's name, address and paper, as letterheads show them."""

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ip2a_desktop.domain.addresses import shown_phone
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.hall import HallDraft
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.ui.kit.theme import mark_invalid
from ip2a_desktop.ui.kit.tokens import CONTROL_HEIGHT, GAP, GAP_WIDE
from ip2a_desktop.ui.kit.widgets import button, label

_NAME_WIDTH: Final = 148
_ROWS: Final[tuple[tuple[str, ...], ...]] = (
    ("name",),
    ("address_line1",),
    ("address_line2",),
    ("city", "state", "postal_code"),
    ("phone",),
    ("email",),
)
_NARROW: Final = {"state": 64, "postal_code": 112}


_ZONES: Final = (
    ("Eastern (New York)", "America/New_York"),
    ("Central (Chicago)", "America/Chicago"),
    ("Mountain (Denver)", "America/Denver"),
    ("Arizona (Phoenix)", "America/Phoenix"),
    ("Pacific (Los Angeles)", "America/Los_Angeles"),
    ("Alaska (Anchorage)", "America/Anchorage"),
    ("Hawaii (Honolulu)", "Pacific/Honolulu"),
    ("Atlantic (Puerto Rico)", "America/Puerto_Rico"),
    ("Guam", "Pacific/Guam"),
)
"""The zones of the locals of the United States, in the words of the people who live there."""


class HallForm(QWidget):
    """Edits the hall's data.

    Signals:
        save_wanted(HallDraft): everything is right and Save was pressed.
    """

    save_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._loaded = HallDraft()
        self._shown: dict[str, Any] = {}
        self._editors: dict[str, QLineEdit] = {}
        self._problems: dict[str, QLabel] = {}
        self.paper = QComboBox()
        self.paper.setAccessibleName(HallDraft.label("paper_size"))
        self.paper.setFixedWidth(160)
        for size in PaperSize:
            self.paper.addItem(size.label, size)
        self.zone = QComboBox()
        self.zone.setAccessibleName(HallDraft.label("time_zone"))
        self.zone.setFixedWidth(240)
        for words, name in _ZONES:
            self.zone.addItem(words, name)
        self.save_button = button("Save", "primary", on_click=self._save)
        self._lay_out()
        self.paper.currentIndexChanged.connect(self._on_edited)
        self.zone.currentIndexChanged.connect(self._on_edited)
        self.load(self._loaded)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP_WIDE)
        grid.setVerticalSpacing(GAP + 2)
        grid.setColumnMinimumWidth(0, _NAME_WIDTH)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, fields in enumerate(_ROWS):
            line = QHBoxLayout()
            line.setSpacing(GAP)
            for field in fields:
                line.addLayout(self._field(field), 0 if field in _NARROW else 1)
            grid.addWidget(self._name(HallDraft.label(fields[0]), self._editors[fields[0]]), row, 0, top)
            grid.addLayout(line, row, 1)
        last = len(_ROWS)
        grid.addWidget(self._name(HallDraft.label("paper_size"), self.paper), last, 0, top)
        grid.addWidget(self.paper, last, 1)
        grid.addWidget(self._name(HallDraft.label("time_zone"), self.zone), last + 1, 0, top)
        grid.addWidget(self.zone, last + 1, 1)
        grid.addWidget(self.save_button, last + 2, 1, Qt.AlignmentFlag.AlignLeft)
        grid.setRowMinimumHeight(last + 2, CONTROL_HEIGHT + GAP_WIDE)

    def _name(self, words: str, editor: QWidget) -> QLabel:
        name = label(words)
        name.setFixedHeight(CONTROL_HEIGHT)
        name.setBuddy(editor)
        return name

    def _field(self, field: str) -> QVBoxLayout:
        editor = QLineEdit()
        editor.setAccessibleName(HallDraft.label(field))
        if field in _NARROW:
            editor.setFixedWidth(_NARROW[field])
            editor.setPlaceholderText(HallDraft.label(field))
        editor.textEdited.connect(self._on_edited)
        editor.returnPressed.connect(self._save)
        problem = label("", "error", wrap=True)
        problem.hide()
        self._editors[field] = editor
        self._problems[field] = problem
        column = QVBoxLayout()
        column.setSpacing(GAP // 2)
        column.addWidget(editor)
        column.addWidget(problem)
        return column

    def load(self, draft: HallDraft) -> None:
        """Show what is kept."""
        self._loaded = draft
        for field, editor in self._editors.items():
            kept = str(getattr(draft, field))
            editor.setText(shown_phone(kept) if field == "phone" else kept)
        self.paper.setCurrentIndex(self.paper.findData(draft.paper_size))
        if self.zone.findData(draft.time_zone) < 0:
            self.zone.addItem(draft.time_zone.replace("_", " "), draft.time_zone)
        self.zone.setCurrentIndex(self.zone.findData(draft.time_zone))
        self._shown = self.values()
        self.show_problems({})
        self._on_edited()

    def values(self) -> dict[str, Any]:
        """Return what is typed now."""
        typed: dict[str, Any] = {field: editor.text().strip() for field, editor in self._editors.items()}
        chosen = {"paper_size": self.paper.currentData(), "time_zone": self.zone.currentData()}
        return {**self._loaded.model_dump(), **typed, **chosen}

    @property
    def is_dirty(self) -> bool:
        """Whether something differs from what was loaded."""
        return self.values() != self._shown

    def _on_edited(self) -> None:
        self.save_button.setEnabled(self.is_dirty)

    def _save(self) -> None:
        try:
            draft = check(HallDraft, self.values())
        except RuleViolation as error:
            self.show_problems(error.problems)
            return
        self.show_problems({})
        self.save_wanted.emit(draft)

    def show_problems(self, problems: dict[str, str]) -> None:
        """Show each sentence below its field; the keyboard goes to the first fault."""
        first = None
        for field, editor in self._editors.items():
            sentence = problems.get(field, "")
            mark_invalid(editor, bool(sentence))
            self._problems[field].setText(sentence)
            self._problems[field].setHidden(not sentence)
            first = first or (editor if sentence else None)
        if first is not None:
            first.setFocus()
