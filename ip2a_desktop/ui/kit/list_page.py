"""The page of every list: the list at the left, the record beside it, or the record over the whole page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.ui.kit.actions import make
from ip2a_desktop.ui.kit.list_pane import ListPane
from ip2a_desktop.ui.kit.list_spec import Detail, EmptyList, ListSpec
from ip2a_desktop.ui.kit.messages import Messages
from ip2a_desktop.ui.kit.page import Page
from ip2a_desktop.ui.kit.saved_filters import SavedFilter
from ip2a_desktop.ui.kit.tasks import Tasks

_FOLLOW = 120
"""Milliseconds that a record is current before it is loaded, so that held-down keys load nothing."""
_SETTLED = 400
"""Milliseconds after the splitter rests until the layout is kept."""
_SHARES = [640, 400]
_LEAST = (360, 360)

__all__ = ["Detail", "EmptyList", "ListPage", "ListSpec"]


class ListPage(Page):
    """A list with the record beside it.

    The feature gives the header its verbs (``page.header.set_verbs``), puts actions into
    ``page.table.context_actions``, and calls :meth:`refresh` with the changes of the bus.

    Signals:
        opened(UUID): a record is shown wide now (or, without a detail, is wanted wide).
        window_wanted(UUID): a record is wanted in a window of its own.
        current_changed(UUID | None): another record is current.
        selection_changed(int): so many rows are selected.
    """

    opened = Signal(object)
    window_wanted = Signal(object)
    current_changed = Signal(object)
    selection_changed = Signal(int)

    def __init__(
        self,
        spec: ListSpec,
        tasks: Tasks,
        messages: Messages,
        *,
        detail: Callable[[], QWidget] | None = None,
        on_layout: Callable[[dict[str, Any]], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build the page; the rows are asked for when it is first shown.

        Args:
            spec: what the feature brings.
            tasks: the door off the GUI thread.
            messages: the door to the person.
            detail: makes the record beside the list, a widget that is a :class:`Detail`.
            on_layout: called with the layout, plain data, whenever the person changed it.
            parent: the owner.
        """
        super().__init__(spec.name, spec.title, parent)
        self.spec = spec
        self.list = ListPane(spec, tasks, messages)
        self.table = self.list.table
        self.detail: Any = detail() if detail is not None else None
        self._on_layout = on_layout
        self._shown_id: UUID | None = None
        self._sizes: list[int] = list(_SHARES)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._follow = QTimer(self, singleShot=True, interval=_FOLLOW)
        self._follow.timeout.connect(self._on_follow)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED)
        self._settled.timeout.connect(self._on_layout_changed)
        self._lay_out()
        self._make_actions()
        self._connect()

    @property
    def query(self) -> ListQuery:
        """What the list shows now; export and print take the same."""
        return self.list.query

    @property
    def current_id(self) -> UUID | None:
        """The id of the current record."""
        return self.table.current_id

    def selected_ids(self) -> Sequence[UUID]:
        """Return the ids of the selected rows in order, made when they are read."""
        return self.list.selected_ids()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the list again where something changed (None: everything); choice and place are kept."""
        self.list.refresh(changes)

    def show_record(self, one: UUID, *, wide: bool = False) -> None:
        """Bring a record into view beside the list, or wide."""
        self.list.start()
        self.table.show_record(one)
        if wide:
            self.set_wide(True)

    def open(self, **arguments: Any) -> None:
        """Show something particular.

        ``record`` (a UUID), ``wide`` (with it), ``search`` (a text), ``filters`` (the choices of each, by name).
        """
        self.list.start()
        if "filters" in arguments:
            self.set_wide(False)
            chosen = {name: tuple(choices) for name, choices in arguments["filters"].items()}
            self.list.filters.show_filter(SavedFilter("", "", chosen))
        if "search" in arguments:
            self.set_wide(False)
            self.list.search_for(str(arguments["search"]))
        if arguments.get("record") is not None:
            self.show_record(arguments["record"], wide=bool(arguments.get("wide")))

    def activate(self) -> None:
        """Take the keyboard: into the record, the list, or the search field where nothing is chosen yet."""
        self.list.start()
        if self.is_wide:
            self.detail.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.current_id is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.list.filters.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_close(self, answer: Callable[[bool], None]) -> None:
        """Ask the record beside the list whether it may go."""
        if self.detail is None:
            answer(True)
        else:
            self.detail.may_leave(answer)

    @property
    def is_wide(self) -> bool:
        """Whether the record takes the whole page."""
        return self.list.isHidden()

    def set_wide(self, wide: bool) -> None:
        """Show the record over the whole page, or the list beside it again."""
        if self.detail is None or wide == self.is_wide:
            return
        self.list.setHidden(wide)
        self.place_detail()
        self.back_action.setEnabled(wide)
        self.header.set_back(self.back_action if wide else None)
        if wide:
            self.detail.setFocus(Qt.FocusReason.OtherFocusReason)
            if self.current_id is not None:
                self.opened.emit(self.current_id)
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def has_room(self) -> bool:
        """Whether the record finds room beside the list."""
        return self.width() >= sum(_LEAST) + self._splitter.handleWidth()

    def shows_detail(self) -> bool:
        """Say whether there is anything to show beside the list."""
        return True

    def place_detail(self) -> None:
        """Show the record wide or beside the list, or fold it away where it finds no room (Enter opens it wide)."""
        if self.detail is not None:
            self.detail.setVisible(self.is_wide or (self.has_room and self.shows_detail()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads from the wide record back to the list."""
        if event.key() == Qt.Key.Key_Escape and self.is_wide:
            self.back_action.trigger()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_detail()

    def layout_dict(self) -> dict[str, Any]:
        """Return the person's layout as plain data."""
        return self.list.layout_dict() | {"splitter": self._sizes}

    def apply_layout(self, kept: Mapping[str, Any]) -> None:
        """Take on a kept layout; what is not understood is left out."""
        self.list.apply_layout(kept)
        sizes = kept.get("splitter")
        if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(one, int) for one in sizes):
            self._sizes = sizes
            self._splitter.setSizes(sizes)

    # -- building -----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.list.setMinimumWidth(_LEAST[0])
        self._splitter.addWidget(self.list)
        self._splitter.setCollapsible(0, False)
        if self.detail is not None:
            self.detail.setMinimumWidth(_LEAST[1])
            self._splitter.addWidget(self.detail)
            self._splitter.setSizes(self._sizes)
            for side, share in enumerate(_SHARES):
                self._splitter.setStretchFactor(side, share)
        self.set_body(self._splitter)

    def _make_actions(self) -> None:
        self.find_action = make("find", self, self._on_find)
        self.refresh_action = make("refresh", self, self.refresh)
        self.next_action = make("next", self, partial(self.table.step, 1))
        self.previous_action = make("previous", self, partial(self.table.step, -1))
        self.back_action = make("back", self, partial(self.set_wide, False))
        self.back_action.setEnabled(False)

    def _connect(self) -> None:
        self.list.counted.connect(self.header.set_subtitle)
        self.list.layout_changed.connect(self._on_layout_changed)
        self.table.opened.connect(self._on_opened)
        self.table.window_wanted.connect(self.window_wanted)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.selection_changed.connect(self.selection_changed)
        self._splitter.splitterMoved.connect(self._on_splitter_moved)

    # -- what happens -------------------------------------------------------------------------------------

    def _on_find(self) -> None:
        self.set_wide(False)
        self.list.search_for()

    def _on_layout_changed(self) -> None:
        if self._on_layout is not None:
            self._on_layout(self.layout_dict())

    def _on_splitter_moved(self, _at: int, _which: int) -> None:
        self._sizes = self._splitter.sizes()
        self._settled.start()

    def _on_opened(self, one: UUID) -> None:
        if self.detail is None:
            self.opened.emit(one)
        else:
            self._on_follow()
            self.set_wide(True)

    def _on_current_changed(self, one: UUID | None) -> None:
        self.current_changed.emit(one)
        if self.detail is not None:
            self._follow.start()

    def _on_follow(self) -> None:
        """Show the current record beside the list, unless the person wants to stay with the one shown."""
        self._follow.stop()
        wanted = self.current_id
        if wanted != self._shown_id:
            self.detail.may_leave(partial(self._on_may_leave, wanted))

    def _on_may_leave(self, wanted: UUID | None, may: bool) -> None:
        if not may:
            if self._shown_id is not None:
                self.table.show_record(self._shown_id)
            return
        self._shown_id = wanted
        self.detail.show_record(wanted)
        if wanted is None:
            self.set_wide(False)
