"""A record in a window of its own, beside the list or on another screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ip2a_desktop.ui.kit.actions import make
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.page import PageHeader
from ip2a_desktop.ui.kit.record_header import RecordHeader, RecordVerbs

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.record_stage import RecordStage

_SIZE = QSize(880, 720)


class RecordWindow(QWidget):
    """One record in a window; closing it asks about text that is not saved.

    Args:
        kit: the screens' tools.
        stage: the record and its form.
        verbs: what can be done with the record.

    Signals:
        closed(): the window is gone.
    """

    closed = Signal()

    def __init__(self, kit: Kit, stage: RecordStage, verbs: Callable[[QWidget], RecordVerbs]) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.stage = stage
        self.header = PageHeader()
        self._kit = kit
        self._may_close = False
        self._is_asking = False
        self._place = f"{stage.kind.name}.window"
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(stage, 1)
        stage.view.set_heading_shown(False)
        self.verbs = verbs(self)
        self._dresser = RecordHeader(self.header, stage, self.verbs)
        self.close_action = make("close", self, self.close)
        self.refresh_action = make("refresh", self, stage.reload)
        stage.changed.connect(self._on_changed)
        self._restore()

    def show_record(self, one: UUID) -> None:
        """Show a record and come to the front."""
        self.stage.show_record(one)
        self.stage.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show()
        self.raise_()
        self.activateWindow()

    def may_leave(self, answer: Callable[[bool], None]) -> None:
        """Say whether the window may close, asking about text that is not saved."""
        self.stage.may_leave(answer)

    def close_now(self) -> None:
        """Close without asking."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about text that is not saved, then close."""
        if not self._may_close:
            self._is_asking = True
            self.may_leave(self._on_may_leave)
            self._is_asking = False
        if not self._may_close:
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._kit.settings.set(self._place, geometry)
        event.accept()
        self.closed.emit()

    def _on_may_leave(self, may: bool) -> None:
        self._may_close = may
        if may and not self._is_asking:  # the answer came later: the person was asked
            self.close()

    def _on_changed(self) -> None:
        heading = self.stage.heading
        form = self.stage.form
        self.setWindowTitle(form.title if form is not None else heading.title if heading else self.stage.kind.title)

    def _restore(self) -> None:
        self.resize(_SIZE)
        kept = self._kit.settings.get(self._place, "")
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore")))
