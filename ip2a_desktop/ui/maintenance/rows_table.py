"""A plain table of a few rows in memory: checks, runs, repairs, backups, notices; columns are the kit's."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ip2a_desktop.ui.kit.cells import ChipDelegate
from ip2a_desktop.ui.kit.chips import CHIP_ROLE
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.theme import theme
from ip2a_desktop.ui.kit.tokens import ROW_HEIGHT

RowT = TypeVar("RowT")
Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class RowsModel(QAbstractTableModel, Generic[RowT]):
    """Rows in memory, shown through columns that are data.

    Args:
        columns: what the table shows.
        parent: the owner.
    """

    def __init__(self, columns: Sequence[Column[RowT]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[RowT] = []

    def set_rows(self, rows: Sequence[RowT]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def replace_row(self, place: int, row: RowT) -> None:
        """Show one row otherwise."""
        self.rows[place] = row
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, across: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if across is Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == CHIP_ROLE:
            return column.chip(row) if column.chip is not None else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def _alignment(self, section: int) -> Qt.AlignmentFlag:
        right = self.columns[section].align == "right"
        return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter


class RowsTable(QTableView, Generic[RowT]):
    """Shows rows; Enter or a double click opens one.

    Signals:
        opened(object): the person wants to see this row.
        chosen(object | None): another row is current.
    """

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[RowT]],
        *,
        stretch: int = 0,
        model: RowsModel[RowT] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show nothing yet.

        Args:
            name: what the rows are, for a screen reader.
            columns: what the table shows.
            stretch: the place of the column that takes the room that is left.
            model: a model of one's own over the same columns.
            parent: the owner.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self.rows: RowsModel[RowT] = model if model is not None else RowsModel(columns, self)
        self.setModel(self.rows)
        self._dress(stretch)
        self.doubleClicked.connect(lambda _index: self._open())
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.chosen.emit(self.current))
        theme().changed.connect(self.viewport().update)

    def _dress(self, stretch: int) -> None:
        self.setItemDelegate(ChipDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setFixedHeight(ROW_HEIGHT)
        for place, column in enumerate(self.rows.columns):
            self.setColumnWidth(place, column.width)
        header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)

    @property
    def current(self) -> RowT | None:
        """The current row."""
        place = self.currentIndex().row()
        return self.rows.rows[place] if 0 <= place < len(self.rows.rows) else None

    def show_rows(self, rows: Sequence[RowT], *, choose_first: bool = False) -> None:
        """Show other rows, the first of them chosen where that is wanted."""
        self.rows.set_rows(rows)
        if choose_first and rows:
            self.selectRow(0)

    def fit(self) -> None:
        """Be as high as all rows: what is around scrolls."""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight((len(self.rows.rows) + 1) * ROW_HEIGHT + 2)

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self._open()
            return
        super().keyPressEvent(event)
