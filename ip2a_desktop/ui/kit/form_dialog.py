"""The form of something small that belongs to a record (a job, a contact, a note), as a dialog over the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.ui.kit.actions import make
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.form_session import FormPart, FormSession
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.tokens import GAP

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.forms import Form

_WIDTH = 520


class FormDialog(Dialog):
    """One small form with Save and Cancel; show it with ``open``.

    It closes by itself once the form is saved; leaving it asks about text that is not saved.

    Args:
        kit: the screens' tools.
        parent: the widget over whose window it appears.
        title: such as "New job" or "Edit contact".
        what: how questions call it, such as "this job".
        form: the form, loaded with its draft.
        save: the service's verb; called in a worker with the checked draft.
        name: under which what is typed is kept in case of a crash, such as ``note``; "" keeps nothing.
        given: values that no field shows but that tell whose it is when it is brought back.
        width: the least width in pixels.
        verb: the word of the button that saves, such as "Approve".
    """

    def __init__(
        self,
        kit: Kit,
        parent: QWidget,
        title: str,
        what: str,
        form: Form,
        save: Callable[[Any], Changes],
        *,
        name: str = "",
        given: Mapping[str, UUID | str] | None = None,
        width: int = _WIDTH,
        verb: str = "Save",
    ) -> None:
        super().__init__(title, parent.window(), width=width)
        self.form = form
        self.session = FormSession(kit, self, what, [FormPart(form, save, name, given or {})])
        self.refusal = Notice("bad")
        self.body.addWidget(self.refusal)
        self.body.addWidget(form)
        self._may_close = False
        make("save", self, self.session.save)
        self.cancel_button = self.add_button("Cancel")
        self._verb = verb
        self.save_button = self.add_button(verb, "primary", self.session.save, default=True)
        self.session.saved.connect(lambda _changes: self._close(self.accept))
        self.session.busy_changed.connect(self._on_busy)
        self.session.refused.connect(self.refusal.say)
        form.cells[form.field_names[0]].widget.setFocus()

    def add_strip(self, strip: QWidget) -> None:
        """Put a widget above the fields."""
        self.body.insertWidget(0, strip)
        self.body.insertSpacing(1, GAP)

    def reject(self) -> None:
        """Leave, asking about text that is not saved (Esc, Cancel)."""
        if self._may_close:
            super().reject()
        else:
            self.session.may_leave(lambda may: self._close(self.reject) if may and self.isVisible() else None)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window is leaving."""
        if self._may_close:
            super().closeEvent(event)
        else:
            event.ignore()
            self.reject()

    def _close(self, how: Callable[[], object]) -> None:
        self._may_close = True
        how()

    def _on_busy(self, is_busy: bool) -> None:
        self.save_button.setEnabled(not is_busy)
        self.cancel_button.setEnabled(not is_busy)
        self.save_button.setText("Saving…" if is_busy else self._verb)
