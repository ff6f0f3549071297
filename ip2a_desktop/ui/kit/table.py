"""The one table of every list: keys, selection, headings and the place of the person in a million rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QToolTip, QWidget

from ip2a_desktop.ui.kit.actions import make
from ip2a_desktop.ui.kit.column_layout import ColumnLayout
from ip2a_desktop.ui.kit.list_cells import ListDelegate
from ip2a_desktop.ui.kit.list_header import ListHeader
from ip2a_desktop.ui.kit.place import Place, SelectedIds, joined
from ip2a_desktop.ui.kit.tokens import ROW_HEIGHT
from ip2a_desktop.ui.kit.windowed_model import WindowedModel

_FLAGS = QItemSelectionModel.SelectionFlag


class ListTable(QTableView):
    """Shows a :class:`WindowedModel`, and keeps the person's place in it when rows are exchanged.

    Signals:
        opened(UUID): Enter or a double click: show the record wide.
        window_wanted(UUID): Ctrl+Enter: show it in a window of its own.
        current_changed(UUID | None): another record is current.
        selection_changed(int): so many rows are selected now.
        sort_wanted(str, bool): a heading was clicked: sort by this column, descending or not.
        typed(str): letters were typed into the list; they belong into the search field.
        copy_wanted(): the selected rows are to be copied.
    """

    opened = Signal(object)
    window_wanted = Signal(object)
    current_changed = Signal(object)
    selection_changed = Signal(int)
    sort_wanted = Signal(str, bool)
    typed = Signal(str)
    copy_wanted = Signal()

    def __init__(self, model: WindowedModel[Any], name: str, parent: QWidget | None = None) -> None:
        """Show a model.

        Args:
            model: what is shown.
            name: what the list holds, for a screen reader, such as "Members".
            parent: the owner.
        """
        super().__init__(parent)
        self.revision = 0
        self.context_actions: Sequence[QAction] = ()
        self.rows = model
        self._current_id: UUID | None = None
        self._is_restoring = False
        self._wanted_id: UUID | None = None
        self.setAccessibleName(name)
        self.setHorizontalHeader(ListHeader(self))
        self._dress()
        self.setModel(model)
        self._keep_heading_from_selection()
        self.layout_of_columns = ColumnLayout(self.horizontalHeader(), model.columns)
        self._make_actions()
        self._connect()
        model.keeper = self

    # -- what others ask ----------------------------------------------------------------------------------

    @property
    def current_id(self) -> UUID | None:
        """The id of the current record."""
        return self._current_id

    def selected_ids(self) -> Sequence[UUID]:
        """Return the ids of the selected rows in order; they cost nothing until they are read."""
        return SelectedIds(self.rows.ids, self.capture().selected)

    def show_record(self, one: UUID) -> None:
        """Make a record current and bring it into view, as soon as the list is known to hold it."""
        row = self.rows.ids.position(one)
        if row is not None:
            self.choose(row)
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
        self._wanted_id = None if self.rows.is_counted else one

    def show_sort(self, key: str, descending: bool) -> None:
        """Show in the headings what the list is sorted by."""
        keys = [column.key for column in self.rows.columns]
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(keys.index(key) if key in keys else -1, order)

    def step(self, rows: int) -> None:
        """Go down (or up, by a negative number) from the current record."""
        row = min(max(0, self.currentIndex().row() + rows), self.rows.rowCount() - 1)
        if row >= 0:
            self.choose(row)

    def choose(self, row: int) -> None:
        """Make a row current and the only one selected, whatever keys are held down."""
        index = self.rows.index(row, self._first_column())
        self.selectionModel().setCurrentIndex(index, _FLAGS.ClearAndSelect | _FLAGS.Rows)

    # -- the place, for the model -------------------------------------------------------------------------

    def capture(self) -> Place:
        """Return where the person is, and the row that must not move on screen."""
        current = self.currentIndex().row() if self.currentIndex().isValid() else None
        ranges = [(one.top(), one.bottom()) for one in self.selectionModel().selection().toList()]
        top = self.rowAt(0)
        if top < 0:
            return Place(current, joined(ranges))
        bottom = self.rowAt(self.viewport().height() - 1)
        is_in_view = current is not None and top <= current <= (bottom if bottom >= 0 else current)
        anchor = current if is_in_view else top
        return Place(current, joined(ranges), anchor, self.rowViewportPosition(anchor or 0))

    def restore(self, place: Place) -> None:
        """Bring the person to a place of the rows that are shown now."""
        self._is_restoring = True
        self.setAutoScroll(False)  # it is the anchor that says what is in view, not the current record
        selection, column = self.selectionModel(), self._first_column()
        last = max(0, self.rows.columnCount() - 1)
        chosen = QItemSelection()
        for first_row, last_row in place.selected:
            chosen.select(self.rows.index(first_row, 0), self.rows.index(last_row, last))
        selection.select(chosen, _FLAGS.ClearAndSelect)
        if place.current is not None:
            selection.setCurrentIndex(self.rows.index(place.current, column), _FLAGS.NoUpdate)
        self.setAutoScroll(True)
        self._is_restoring = False
        if place.anchor is not None:
            self._scroll_to(place.anchor, place.offset)
        if place.is_final:
            self._tell_current()
        self.selection_changed.emit(place.selected_count)

    def _scroll_to(self, anchor: int, offset: int) -> None:
        self.updateGeometries()  # so that the scroll bar knows of the new rows
        self.verticalScrollBar().setValue(anchor * self.verticalHeader().defaultSectionSize() - offset)

    # -- look ---------------------------------------------------------------------------------------------

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # one height: no memory for each row
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.hide()
        self.setItemDelegate(ListDelegate(self))

    def _keep_heading_from_selection(self) -> None:
        """Give the heading a selection of its own, always empty.

        With the table's, painting the heading asks the model for the flags of every selected row: 14 s after
        Ctrl+A in a million rows.
        """
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSelectionModel(QItemSelectionModel(self.rows, header))
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setFixedHeight(ROW_HEIGHT)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _make_actions(self) -> None:
        self.open_action = make("open", self, lambda: self._emit_current(self.opened))
        self.window_action = make("open_window", self, lambda: self._emit_current(self.window_wanted))
        self.copy_action = make("copy", self, self.copy_wanted.emit)
        self.select_all_action = make("select_all", self, self.selectAll)
        self.columns_action = make("columns", self, self._show_column_menu)

    def _connect(self) -> None:
        header = self.horizontalHeader()
        header.sectionClicked.connect(self._on_heading_clicked)
        header.customContextMenuRequested.connect(lambda at: self.layout_of_columns.show_menu(header.mapToGlobal(at)))
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.doubleClicked.connect(lambda _index: self._emit_current(self.opened))
        self.rows.counted.connect(self._on_counted)

    def _first_column(self) -> int:
        visible = self.layout_of_columns.visible()
        return visible[0] if visible else 0

    def _show_column_menu(self) -> None:
        self.layout_of_columns.show_menu(self.horizontalHeader().mapToGlobal(QPoint(0, ROW_HEIGHT)))

    # -- what happens -------------------------------------------------------------------------------------

    def _on_heading_clicked(self, section: int) -> None:
        column, header = self.rows.columns[section], self.horizontalHeader()
        query = self.rows.query
        if column.sortable:
            descending = query.sort == column.key and not query.descending
            self.sort_wanted.emit(column.key, descending)
        else:
            self.show_sort(query.sort, query.descending)
        header.update()

    def _on_current_row_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._is_restoring:
            self.revision += 1
            self._wanted_id = None
            self._tell_current()

    def _on_selection_changed(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        if not self._is_restoring:
            self.revision += 1
            self.selection_changed.emit(self.capture().selected_count)

    def _on_counted(self, _count: int) -> None:
        if self._wanted_id is not None:
            self.show_record(self._wanted_id)

    def _tell_current(self) -> None:
        row = self.currentIndex().row()
        now = self.rows.ids[row] if 0 <= row < len(self.rows.ids) else None
        if now != self._current_id:
            self._current_id = now
            self.current_changed.emit(now)

    def _emit_current(self, signal: Any) -> None:
        if self._current_id is not None:
            signal.emit(self._current_id)

    # -- Qt's side ----------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first record where none is: Qt makes it current, and what is current shall be seen."""
        had_none = not self.currentIndex().isValid()
        super().focusInEvent(event)
        if had_none and self.currentIndex().isValid():
            self.choose(self.currentIndex().row())

    def keyboardSearch(self, search: str) -> None:
        """Send typed letters to the search field; Qt's own search would read every row."""
        if search.strip():
            self.typed.emit(search)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and the last row; left and right scroll."""
        actions = QAbstractItemView.CursorAction
        row, last = self.currentIndex().row(), self.rows.rowCount() - 1
        if action in (actions.MoveHome, actions.MoveEnd) and last >= 0:
            return self.rows.index(0 if action == actions.MoveHome else last, self._first_column())
        if action in (actions.MoveLeft, actions.MoveRight):
            bar = self.horizontalScrollBar()
            step = bar.singleStep() * 4
            bar.setValue(bar.value() + (step if action == actions.MoveRight else -step))
            return self.rows.index(row, self.currentIndex().column()) if row >= 0 else QModelIndex()
        return super().moveCursor(action, modifiers)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the selected rows."""
        if self._current_id is None:
            return
        menu = QMenu(self)
        menu.addActions([self.open_action, self.window_action, self.copy_action])
        if self.context_actions:
            menu.addSeparator()
            menu.addActions(list(self.context_actions))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the whole text of a cell that is cut off, when the pointer rests on it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            text = self._cut_off_text(index) if index.isValid() else ""
            QToolTip.showText(event.globalPos(), text, self.viewport(), self.visualRect(index))
            return True
        return super().viewportEvent(event)

    def _cut_off_text(self, index: QModelIndex) -> str:
        text = str(index.data() or "")
        return text if self.sizeHintForIndex(index).width() > self.columnWidth(index.column()) else ""
