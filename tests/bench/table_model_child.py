"""The reference: ``QSqlTableModel`` in a ``QTableView`` on the same table. Run by the bench in a process of its own.

Reads the address of the database from the environment, and prints its figures as JSON.
"""

from __future__ import annotations

import json
import os
import random

from PySide6.QtCore import Qt
from PySide6.QtSql import QSqlDatabase, QSqlTableModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView
from sqlalchemy import make_url

from tests.bench.measuring import PaintProbe, Watch, p95, resident

ADDRESS = "IP2A_BENCH_DATABASE"
_SHOWN = ("last_name", "first_name", "card_number", "status", "classification", "phone", "email", "city")
_THERE = "deleted_at IS NULL"
_WORDS = ("garcia", "smith")
_JUMPS = 5
_SIZE = (1240, 900)
_ROW = 40


def main() -> None:
    """Measure and print."""
    app = QApplication([])
    database = _connected()
    if not database.open():
        print(json.dumps({"missing": database.lastError().text().strip() or "the driver QPSQL does not load"}))
        return
    view, model = QTableView(), QSqlTableModel(db=database)
    _dress(view, model)
    view.show()
    app.processEvents()
    before, watch, chance = resident(), Watch(), random.Random(46)
    probe = PaintProbe(view.viewport())
    watch.begin("everything")
    opening = probe.milliseconds(lambda: _ask(model, _THERE), lambda: model.rowCount() > 0)
    jumps = []
    for _ in range(_JUMPS):
        row = chance.randint(0, int(os.environ["IP2A_BENCH_ROWS"]) - 1)
        jumps.append(probe.milliseconds(lambda to=row: _jump(view, model, to), lambda to=row: view.rowAt(9) >= 0))
    keys = []
    for word in _WORDS:
        for end in range(1, len(word) + 1):
            wanted = f"{_THERE} AND search_text LIKE '%{word[:end]}%'"
            keys.append(probe.milliseconds(lambda w=wanted: _ask(model, w), lambda: model.rowCount() > 0))
    watch.end()
    figures = {
        "opening": opening,
        "jumps": p95(jumps),
        "keystrokes": p95(keys),
        "stall": watch.longest,
        "memory": max(watch.highest, resident()) - before,
    }
    print(json.dumps(figures))


def _connected() -> QSqlDatabase:
    url = make_url(os.environ[ADDRESS])
    database = QSqlDatabase.addDatabase("QPSQL")
    database.setHostName(str(url.query.get("host") or url.host))
    if url.port:
        database.setPort(url.port)
    database.setDatabaseName(url.database or "")
    database.setUserName(url.username or "")
    database.setPassword(url.password or "")
    return database


def _dress(view: QTableView, model: QSqlTableModel) -> None:
    model.setTable("member")
    model.setSort(model.fieldIndex("sort_name"), Qt.SortOrder.AscendingOrder)
    view.setModel(model)
    for column in range(model.columnCount()):
        view.setColumnHidden(column, model.record().fieldName(column) not in _SHOWN)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    rows = view.verticalHeader()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(_ROW)
    rows.hide()
    view.resize(*_SIZE)


def _ask(model: QSqlTableModel, condition: str) -> None:
    model.setFilter(condition)
    model.select()


def _jump(view: QTableView, model: QSqlTableModel, row: int) -> None:
    while model.rowCount() <= row and model.canFetchMore():
        model.fetchMore()
    view.verticalScrollBar().setValue(row * _ROW)
    view.viewport().update()


if __name__ == "__main__":
    main()
