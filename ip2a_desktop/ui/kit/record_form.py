"""The form of a record over the whole page: strips of things to know, the fields, Save and Cancel at the foot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.ui.kit.actions import make
from ip2a_desktop.ui.kit.company import Company
from ip2a_desktop.ui.kit.form_session import FormPart, FormSession
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import ActionButton, button, label, line, scrolled

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.form_drafts import KeptDraft

WIDEST = 1120
"""Fields do not stretch beyond this width: a line as long as the screen is hard to read."""


class RecordForm(QWidget):
    """The fields of one record with what guards them. It is made for one record, and thrown away when it is left.

    Args:
        kit: the screens' tools.
        title: such as "New member" or "Edit Ana Ruiz".
        what: how questions call the record, such as "the new member".
        record_id: the record.
        is_new: whether it was never saved.
        parts: the forms in the order in which they are saved and stand on the page.

    Signals:
        saved(UUID): everything is written.
        left(): the person leaves without more to save.
    """

    saved = Signal(object)
    left = Signal()

    def __init__(
        self, kit: Kit, title: str, what: str, record_id: UUID, is_new: bool, parts: Sequence[FormPart]
    ) -> None:
        super().__init__()
        self.kit = kit
        self.title = title
        self.record_id = record_id
        self.is_new = is_new
        self.parts = tuple(parts)
        self.session = FormSession(kit, self, what, parts)
        self._strips = QVBoxLayout()
        self._shown_strips: list[Notice] = []
        self.refusal = Notice("bad")
        self.company = Company(kit.bus, "record")
        self.news = Notice("warn")
        self.save_action = make("save", self, self.session.save)
        self._lay_out()
        self.setAccessibleName(title)
        self.setFocusProxy(self.first_field)
        self.add_strip(self.refusal)
        self.add_strip(self.news)
        self._strips.addWidget(self.company)
        self.company.show_record(None if is_new else record_id)
        kit.bus.heard.connect(self._on_heard)
        self.session.saved.connect(lambda _changes: self.saved.emit(self.record_id))
        self.session.busy_changed.connect(self._on_busy)
        self.session.refused.connect(self._on_refused)

    def strip_words(self) -> str:
        """Return what the strips above the fields say."""
        return " ".join(strip.words for strip in self._shown_strips if strip.words)

    def add_strip(self, strip: Notice) -> None:
        """Put a strip above the fields; it is seen while it has words."""
        self._shown_strips.append(strip)
        strip.setMaximumWidth(WIDEST - 2 * MARGIN)
        self._strips.addWidget(strip.in_margin(below=0))

    @property
    def first_field(self) -> QWidget:
        """The field that gets the keyboard first."""
        form = self.parts[0].form
        return form.cells[form.field_names[0]].widget

    def bring_back(self, kept: Sequence[KeptDraft]) -> None:
        """Put what was kept before a crash into the fields."""
        self.record_id = kept[0].record
        self.session.bring_back(kept)

    def may_leave(self, answer: Callable[[bool], object]) -> None:
        """Call ``answer``: may the form go? Text that is not saved is asked about first."""
        self.session.may_leave(answer)

    def cancel(self) -> None:
        """Leave, asking about text that is not saved."""
        self.may_leave(lambda may: self.left.emit() if may else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is "Cancel", where no field has a use of its own for it."""
        if event.key() == Qt.Key.Key_Escape and self.cancel_button.isEnabled():
            self.cancel()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        fields = QWidget()
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._strips.setContentsMargins(0, 0, 0, 0)
        self._strips.setSpacing(0)
        column.addLayout(self._strips)
        column.addLayout(self._fields())
        column.addStretch(1)
        self.area = scrolled(fields)
        foot = QHBoxLayout()
        foot.setContentsMargins(MARGIN, GAP + 4, MARGIN, GAP + 4)
        foot.setSpacing(GAP)
        self.state = label("", "muted")
        self.cancel_button = button("Cancel", on_click=self.cancel)
        foot.addWidget(ActionButton(self.save_action, "primary"))
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.state)
        foot.addStretch(1)
        foot.addWidget(label("* must be filled in", "caption"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.area, 1)
        layout.addWidget(line())
        layout.addLayout(foot)

    def _fields(self) -> QVBoxLayout:
        made = QVBoxLayout()
        made.setContentsMargins(MARGIN, GAP_WIDE, MARGIN, MARGIN)
        made.setSpacing(MARGIN)
        for part in self.parts:
            part.form.setMaximumWidth(WIDEST - 2 * MARGIN)
            made.addWidget(part.form)
        return made

    def _on_heard(self, changes: Changes, actors: Mapping[UUID, str]) -> None:
        """Say at once that a colleague saved what is edited here; the save then shows both versions."""
        if any(self.record_id in ids for ids in changes.rows.values()):
            who = actors.get(self.record_id, "")
            name = who[:1].upper() + who[1:] if who else "Somebody else"
            self.news.show_words(f"{name} changed this just now. When you save, you see both versions side by side.")

    def _on_refused(self, words: str) -> None:
        self.refusal.show_words(words)
        if words:
            self.area.verticalScrollBar().setValue(0)

    def _on_busy(self, is_busy: bool) -> None:
        self.save_action.setEnabled(not is_busy)
        self.cancel_button.setEnabled(not is_busy)
        self.state.setText("Saving…" if is_busy else "")
