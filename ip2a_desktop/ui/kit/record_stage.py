"""A record and its form in one place: what stands beside a list, over the whole page, or in a window of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.record_kind import Heading, RecordKind

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.record_form import RecordForm
    from ip2a_desktop.ui.kit.record_view import RecordView


class Forms(Protocol):
    """What makes the forms of one kind of record; each is made anew and thrown away when it is left."""

    def new(self) -> RecordForm:
        """Return the form of a new record."""
        ...

    def edit(self, record: Any) -> RecordForm:
        """Return the form of a record as it was read."""
        ...


class RecordStage(QStackedWidget):
    """Shows a record, or the form in which it is written; the record's page is made when it is first wanted.

    Signals:
        changed(): another record, or another state of it: :attr:`heading` and :attr:`form` tell.
        saved(UUID): a form was saved; the record is shown now.
        form_left(): a form was saved or left; the record (or none) is shown again.
    """

    changed = Signal()
    saved = Signal(object)
    form_left = Signal()

    def __init__(self, kit: Kit, kind: RecordKind, make_view: Callable[[], RecordView], forms: Forms) -> None:
        super().__init__()
        self.kind = kind
        self._make_view = make_view
        self._view: RecordView | None = None
        self._is_heading_shown = True
        self.form: RecordForm | None = None
        self._kit = kit
        self._forms = forms
        self._edit_when_loaded = False

    # -- the record -----------------------------------------------------------------------------------------------

    @property
    def view(self) -> RecordView:
        """The page of the record; its tabs and panels take longer to make than the rows of a list to come."""
        if self._view is None:
            view = self._view = self._make_view()
            view.set_heading_shown(self._is_heading_shown)
            view.loaded.connect(self._on_loaded)
            view.cleared.connect(self.changed)
            view.restore_wanted.connect(lambda one: self._kit.bring_back([one], self.kind.noun, self.kind.restore))
            self.insertWidget(0, view)
            if self.form is None:
                self.setCurrentWidget(view)
                self.setFocusProxy(view.tabs)
        return self._view

    @property
    def is_made(self) -> bool:
        """Whether the page of the record was made already."""
        return self._view is not None

    def set_heading_shown(self, shown: bool) -> None:
        """Show the record's name above its tabs, or leave it to the page's own title line."""
        self._is_heading_shown = shown
        if self._view is not None:
            self._view.set_heading_shown(shown)

    @property
    def record(self) -> Any:
        """The record as it was read; None while none is shown."""
        return self._view.record if self._view is not None else None

    @property
    def record_id(self) -> UUID | None:
        """The record that is shown or edited; None while none is chosen or a new one is written."""
        is_none = self._view is None or (self.form is not None and self.form.is_new)
        return None if is_none else self.view.record_id

    @property
    def heading(self) -> Heading | None:
        """Who the record is; None while it is not read."""
        return self.kind.heading(self.record) if self.record is not None else None

    @property
    def can_edit(self) -> bool:
        """Whether the record that is shown may be changed: it is there, and not in the bin."""
        return self.record is not None and self.form is None and not self.view.is_in_bin

    def show_record(self, one: UUID | None) -> None:
        """Show a record, or that none is chosen; a form is taken away (ask :meth:`may_leave` first)."""
        self._edit_when_loaded = False
        self._drop_form()
        if one is not None or self._view is not None:
            self.view.show_id(one)
        self.changed.emit()

    def reload(self) -> None:
        """Read the record again."""
        if self._view is not None:
            self._view.reload()

    # -- the form -------------------------------------------------------------------------------------------------

    def edit(self, one: UUID) -> None:
        """Open the form of a record; it is read first where it is not on screen."""
        if self.form is not None:
            return
        if self.view.record is None or self.view.record.row.id != one:
            self.show_record(one)
            self._edit_when_loaded = True
        elif not self.view.is_in_bin:
            self._show_form(self._forms.edit(self.view.record))

    def new(self) -> None:
        """Open the form of a new record."""
        self.show_form(self._forms.new())

    def show_form(self, form: RecordForm) -> None:
        """Show a form made elsewhere, such as one that comes back after a crash."""
        self._drop_form()
        self._show_form(form)

    def may_leave(self, answer: Callable[[bool], None]) -> None:
        """Call ``answer``: may another record be shown? Text that is not saved is asked about first."""
        if self.form is None:
            answer(True)
        else:
            self.form.may_leave(answer)

    def leave_form(self) -> None:
        """Go back to the record, asking about text that is not saved."""
        self.may_leave(self._on_may_leave)

    def _on_may_leave(self, may: bool) -> None:
        if may and self.form is not None:
            self._drop_form()
            self._take_keyboard()
            self.changed.emit()
            self.form_left.emit()

    def _show_form(self, form: RecordForm) -> None:
        self.form = form
        form.saved.connect(self._on_saved)
        form.left.connect(lambda: self._on_may_leave(True))
        self.addWidget(form)
        self.setCurrentWidget(form)
        self.setFocusProxy(form.first_field)
        form.first_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop_form(self) -> None:
        if self.form is None:
            return
        form, self.form = self.form, None
        self.setFocusProxy(self.view.tabs)
        self.setCurrentWidget(self.view)
        self.removeWidget(form)
        form.deleteLater()

    def _take_keyboard(self) -> None:
        """The form had the keyboard and is gone: without it the keys of the record would not work."""
        place = self.view.tabs if self.view.tabs.isVisible() else self.view
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_saved(self, one: UUID) -> None:
        self._drop_form()
        if one != self.view.record_id:
            self.view.show_id(one)  # the same record reads itself again, as its change was told
        self._take_keyboard()
        self.changed.emit()
        self.saved.emit(one)
        self.form_left.emit()

    def _on_loaded(self, record: Any) -> None:
        wanted, self._edit_when_loaded = self._edit_when_loaded, False
        if self.view.hasFocus():
            self._take_keyboard()
        self.changed.emit()
        if wanted and self.can_edit:
            self._show_form(self._forms.edit(record))
