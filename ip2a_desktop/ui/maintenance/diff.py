"""A repair as a diff: each row with a mark to accept it, each field as it is and as it would be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.repairs import RepairKind, RowRepair
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.formats import EMPTY
from ip2a_desktop.ui.maintenance.rows_table import RowsModel, RowsTable

Index = QModelIndex | QPersistentModelIndex
_CHECKED: Final = Qt.CheckState.Checked


@dataclass(frozen=True)
class DiffLine:
    """One field of one row; the first line of a row carries its name and mark."""

    row: RowRepair
    is_first: bool
    field: str
    before: str
    after: str


COLUMNS: Final[tuple[Column[DiffLine], ...]] = (
    Column("row", "Record", lambda one: one.row.words if one.is_first else "", 184),
    Column("field", "Field", lambda one: one.field, 112),
    Column("before", "Now", lambda one: one.before, 120),
    Column("after", "After the repair", lambda one: one.after, 240),
)
_STRETCH: Final = 3


def lines_of(rows: Iterable[RowRepair]) -> list[DiffLine]:
    """Return the lines of some rows, a line for each field that changes."""
    return [line for row in rows for line in _lines(row)]


def _lines(row: RowRepair) -> list[DiffLine]:
    fields = [
        DiffLine(row, not at, one.label, one.before or EMPTY, one.after or EMPTY) for at, one in enumerate(row.fields)
    ]
    if fields and not row.why:
        return fields
    whole = {
        RepairKind.ADD: ("not there", "added"),
        RepairKind.SET_ASIDE: ("in its table", "set aside, kept as it is"),
        RepairKind.SERVER: ("", "done by the server"),
        RepairKind.CHANGE: ("", ""),
    }[row.kind]
    words = DiffLine(row, not fields, "" if fields else row.kind.label, whole[0], row.why or whole[1])
    return [*fields, words]


class DiffModel(RowsModel[DiffLine]):
    """The lines of a repair; the mark of a row can be taken off where the person decides row by row.

    Signals:
        accepted_changed(): a mark was set or taken off.
    """

    accepted_changed = Signal()

    def __init__(self, *, can_choose: bool, parent: QWidget | None = None) -> None:
        super().__init__(COLUMNS, parent)
        self.can_choose = can_choose
        self.accepted: set[str] = set()

    def show_repairs(self, rows: Sequence[RowRepair]) -> None:
        """Show rows, all of them accepted."""
        self.accepted = {one.key for one in rows}
        self.set_rows(lines_of(rows))
        self.accepted_changed.emit()

    def accept_all(self, accepted: bool) -> None:
        """Accept every row, or none."""
        self.accepted = {line.row.key for line in self.rows} if accepted else set()
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0), [_ROLE])
        self.accepted_changed.emit()

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self._has_mark(index) else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == _ROLE and self._has_mark(index):
            is_on = self.rows[index.row()].row.key in self.accepted
            return _CHECKED if is_on else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != _ROLE or not self._has_mark(index):
            return False
        key = self.rows[index.row()].row.key
        if Qt.CheckState(value) == _CHECKED:
            self.accepted.add(key)
        else:
            self.accepted.discard(key)
        self.dataChanged.emit(index, index, [role])
        self.accepted_changed.emit()
        return True

    def _has_mark(self, index: Index) -> bool:
        is_there = index.isValid() and index.column() == 0
        return self.can_choose and is_there and self.rows[index.row()].is_first


_ROLE: Final = Qt.ItemDataRole.CheckStateRole


class DiffTable(RowsTable[DiffLine]):
    """Shows a repair; the space bar sets or takes off the mark of the current row."""

    def __init__(self, name: str = "What would change", *, can_choose: bool) -> None:
        self.repairs = DiffModel(can_choose=can_choose)
        super().__init__(name, COLUMNS, stretch=_STRETCH, model=self.repairs)
        self.repairs.setParent(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        place = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and place.isValid():
            mark = self.rows.index(place.row(), 0)
            now = mark.data(_ROLE)
            if now is not None:
                wanted = Qt.CheckState.Unchecked if Qt.CheckState(now) == _CHECKED else _CHECKED
                self.rows.setData(mark, wanted, _ROLE)
                return
        super().keyPressEvent(event)
