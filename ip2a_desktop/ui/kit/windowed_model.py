"""The one model of every list: ids first, rows as they come into view, and never a query while painting."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from ip2a_desktop.domain.lists import IdSnapshot, ListQuery, ListSource
from ip2a_desktop.ui.kit.chips import CHIP_ROLE
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.place import Place, moved, ranges_of
from ip2a_desktop.ui.kit.row_cache import Line
from ip2a_desktop.ui.kit.row_store import RowStore
from ip2a_desktop.ui.kit.tasks import Tasks

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

PAGE = 60
"""Rows of the first page: more than a tall window shows."""
_KEPT = 1_000
_WINDOW = 240
"""Rows asked for at once, neighbours included."""
_SETTLE = 150
"""Milliseconds without a keystroke before all ids of a search are asked for."""
_BURST = 50
"""Milliseconds in which several changes become one refresh."""

_DISPLAY = Qt.ItemDataRole.DisplayRole.value
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole.value
_CHIP = int(CHIP_ROLE)
_ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}


class PlaceKeeper(Protocol):
    """A view that can say where the person is in the list, and bring the person back there.

    ``revision`` grows whenever the person scrolls or selects.
    """

    revision: int

    def capture(self) -> Place:
        """Return where the person is now."""
        ...

    def restore(self, place: Place) -> None:
        """Bring the person to a place, after the rows were exchanged."""
        ...


class WindowedModel(QAbstractTableModel, Generic[Row]):
    """The rows of a query: painted from a cache, fetched by id in the background.

    Signals:
        asked(): a query was asked; what is shown is still the old one.
        shown(): the first rows of the query are there (perhaps none).
        counted(int): the number of rows of the query is known.
        failed(Exception): something could not be fetched; :meth:`retry` asks again.
    """

    asked = Signal()
    shown = Signal()
    counted = Signal(int)
    failed = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        source: ListSource[Any],
        columns: Sequence[Column[Row]],
        parent: QObject | None = None,
        *,
        page: int = PAGE,
        kept: int = _KEPT,
    ) -> None:
        """Show nothing yet; :meth:`set_query` begins.

        Args:
            tasks: the door off the GUI thread.
            source: where rows come from, for example a service.
            columns: what the cells show.
            parent: the owner.
            page: rows of the first page.
            kept: rows that are kept at hand.
        """
        super().__init__(parent)
        self.columns = tuple(columns)
        self.keeper: PlaceKeeper | None = None
        self.query = ListQuery()
        self.is_shown = False
        self.is_counted = False
        self._tasks = tasks
        self._source = source
        self._page = page
        self._ids = IdSnapshot.of([])
        self._store: RowStore[Row] = RowStore(tasks, source, self.columns, kept, self)
        self._lines: dict[int, Line[Row]] = {}
        self.alignments = [_ALIGNMENTS[column.align] for column in self.columns]
        self._held: tuple[Place, IdSnapshot, int] | None = None
        self._wanted: dict[int, None] = {}
        self._fetch_soon = QTimer(self, singleShot=True, interval=0)
        self._fetch_soon.timeout.connect(self._fetch)
        self._store.arrived.connect(self._on_rows_arrived)
        self._store.vanished.connect(lambda: self._ask_ids(_BURST))
        self._store.failed.connect(self.failed)

    # -- what is shown ------------------------------------------------------------------------------------

    def set_query(self, query: ListQuery) -> None:
        """Show another query: its first page as soon as it is there, then all of its ids."""
        is_reordering = self.is_counted and replace(query, sort="", descending=False) == replace(
            self.query, sort="", descending=False
        )
        self._held = self._place_now() if is_reordering and self.keeper else None
        searches = query.search != self.query.search
        self.query = query
        self.is_shown = self.is_counted = False
        self._store.resume()
        self._tasks.drop(self, "ids")
        self.asked.emit()
        limit, columns, source = self._page, self.columns, self._source
        self._tasks.run(
            self,
            lambda: [Line.of(row, columns) for row in source.first_page(query, limit)],
            lambda lines: self._on_first_page(lines, _SETTLE if searches else 0),
            self.failed.emit,
            key="first page",
        )

    def refresh(self, ids: Collection[UUID] | None = None) -> None:
        """Fetch again what changed (None: everything may have); selection and place are kept."""
        if not self.is_shown:
            self.set_query(self.query)
            return
        self._store.resume()
        self._store.mark_stale(ids)
        self._repaint()
        self._ask_ids(_BURST)

    def retry(self) -> None:
        """Ask again after a failure."""
        self.refresh(() if self.is_shown else None)

    def stop(self) -> None:
        """Want no more of what was asked; :meth:`retry` asks again."""
        self._tasks.drop(self, "first page")
        self._tasks.drop(self, "ids")

    @property
    def ids(self) -> IdSnapshot:
        """The ids that are shown, in order; until :attr:`is_counted` perhaps only those of the first page."""
        return self._ids

    def row_at(self, row: int) -> Row | None:
        """Return the row shown at a place, or None where it was not fetched yet."""
        line = self.line(row)
        return None if line is None else line.row

    def line(self, row: int) -> Line[Row] | None:
        """Return what the cells of a row show, or None; a row that is not at hand is fetched soon."""
        return self._lines.get(row) or self._line(row)

    # -- Qt's side ----------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns, hidden ones included."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Return what a cell shows, from the cache; a row that is not there is noted and fetched soon."""
        if role == _DISPLAY:
            line = self.line(index.row())
            return None if line is None else line.texts[index.column()]
        if role == _ALIGNMENT:
            return self.alignments[index.column()]
        if role == _CHIP:
            line = self.line(index.row())
            return None if line is None else line.chips[index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return the words of a heading and where they stand."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == _DISPLAY:
            return self.columns[section].title
        if role == _ALIGNMENT:
            return self.alignments[section]
        return None

    # -- rows ---------------------------------------------------------------------------------------------

    def _line(self, row: int) -> Line[Row] | None:
        if not 0 <= row < len(self._ids):
            return None
        one = self._ids[row]
        line = self._store.get(one)
        if self._store.is_fresh(one) and line is not None:
            if len(self._lines) > _KEPT:
                self._lines.clear()
            self._lines[row] = line
        else:
            self._wanted[row] = None
            if not self._fetch_soon.isActive():
                self._fetch_soon.start()
        return line

    def _fetch(self) -> None:
        """Ask for the rows that painting missed lately, with as many neighbours above and below."""
        if not self._store.has_room:
            return
        latest = [row for row in list(self._wanted)[-_WINDOW:] if row < len(self._ids)]
        self._wanted.clear()
        runs = ranges_of(row for row in latest if self._store.is_missing(self._ids[row]))
        room = max(0, _WINDOW - sum(last - first + 1 for first, last in runs)) // max(1, 2 * len(runs))
        rows: dict[int, None] = {}
        for first, last in runs:
            reach = min(room, last - first + 1)
            rows.update(dict.fromkeys(range(max(0, first - reach), min(len(self._ids), last + 1 + reach))))
        wanted = tuple(one for one in map(self._ids.__getitem__, rows) if self._store.is_missing(one))
        if wanted:
            self._store.fetch(wanted)

    def _on_rows_arrived(self) -> None:
        self._repaint()
        if self._wanted:
            self._fetch_soon.start()

    def _repaint(self) -> None:
        """Have the view paint again what it shows; that costs nothing for what it does not."""
        self._lines.clear()
        if len(self._ids):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    # -- ids ----------------------------------------------------------------------------------------------

    def _on_first_page(self, lines: Sequence[Line[Any]], settle: int) -> None:
        self._store.put(lines)
        ids = IdSnapshot.of([line.row.id for line in lines])
        self._show(ids, self._place_in_first_page(ids))
        self.is_shown = True
        self.shown.emit()
        if len(lines) < self._page:
            self._on_ids(ids)
        else:
            self._ask_ids(settle)

    def _place_in_first_page(self, ids: IdSnapshot) -> Place:
        now = self._place_now()
        if now is None:
            return Place(anchor=0)
        place, old, _ = self._held or now
        current = None if place.current is None else ids.position(old[place.current])
        selected = () if current is None else ((current, current),)
        return Place(current, selected, 0, is_final=self._held is None)

    def _ask_ids(self, delay: int) -> None:
        query, source = self.query, self._source
        self._tasks.run(
            self,
            lambda: source.ids(query),
            self._on_ids,
            self.failed.emit,
            key="ids",
            delay=delay,
            slow=True,
        )

    def _on_ids(self, new: IdSnapshot) -> None:
        held = self._held
        if held is None and self._ids.shared_head(new) == len(self._ids):
            self._grow(new)
            self._on_counted()
            return
        place, old, revision = held or self._place_now() or (Place(), self._ids, 0)
        self._tasks.run(
            self,
            lambda: moved(place, old, new),
            lambda found: self._on_place_found(new, found, revision),
            self.failed.emit,
            key="ids",
            slow=True,
        )

    def _on_place_found(self, new: IdSnapshot, place: Place, revision: int) -> None:
        was_held, self._held = self._held, None
        now = self._place_now()
        if now is not None and now[2] != revision:
            self._on_ids(new)  # the person chose something else meanwhile: find that place instead
            return
        if was_held is not None:
            place = replace(place, anchor=None)  # another order is read from its top
        elif now is not None:
            place = self._where_scrolled(now[0], place, new)
        self._show(new, place)
        self._on_counted()

    def _where_scrolled(self, now: Place, found: Place, new: IdSnapshot) -> Place:
        """Keep still the row that is in view now, in case the person scrolled while places were sought."""
        row = None if now.anchor is None else new.position(self._ids[now.anchor])
        return replace(found, anchor=found.anchor if row is None else row, offset=now.offset)

    def _on_counted(self) -> None:
        self.is_counted = True
        self.counted.emit(len(self._ids))

    def _place_now(self) -> tuple[Place, IdSnapshot, int] | None:
        if self.keeper is None:
            return None
        return self.keeper.capture(), self._ids, self.keeper.revision

    def _grow(self, new: IdSnapshot) -> None:
        """Take on a longer order that begins with the rows shown; nothing on screen moves."""
        if len(new) > len(self._ids):
            self.beginInsertRows(QModelIndex(), len(self._ids), len(new) - 1)
            self._ids = new
            self.endInsertRows()
        if self.keeper is not None:
            self.keeper.restore(self.keeper.capture())  # now it is final

    def _show(self, ids: IdSnapshot, place: Place) -> None:
        self.beginResetModel()
        self._ids = ids
        self._lines.clear()
        self._wanted.clear()
        self._store.resume()
        self.endResetModel()
        if self.keeper is not None:
            self.keeper.restore(place)
