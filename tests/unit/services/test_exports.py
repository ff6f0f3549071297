"""Exports: what goes out comes back, no text becomes a formula, nothing is left when it stops."""

import csv
import math
import threading
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ip2a_desktop.domain.errors import Cancelled, InputProblem
from ip2a_desktop.domain.formulas import guarded, unguarded
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.services.exports import LONGEST_CELL, Exported, export_csv, export_xlsx

HOSTILE = [
    "=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "\ttab", "\uff1d1", "'=already", "''",
    "<img src=x>", "שלום \u202eabc",
    "\U00020bb7野家", "Robert'); DROP TABLE member;--", "../../etc/passwd", "CON", "a:b", "a,b;c\"d\"", "two\nlines",
    "0042", "1e5", "2026-03-06", "http://example.org", "Łódź",
]  # fmt: skip
TEXT = [("Text", lambda row: row)]
EXPORTS = pytest.mark.parametrize(("export", "name"), [(export_csv, "a.csv"), (export_xlsx, "a.xlsx")])


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def read_xlsx(path):
    book = load_workbook(path)
    cells = [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]
    book.close()
    return cells


def test_hostile_text_goes_to_csv_guarded_and_comes_back(tmp_path):
    path = tmp_path / "a.csv"
    assert export_csv(path, TEXT, [HOSTILE]) == Exported(len(HOSTILE))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    cells = [row[0] for row in read_csv(path)[1:]]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\uff1d")]
    assert [unguarded(cell) for cell in cells] == HOSTILE


def test_hostile_text_goes_to_excel_as_text_and_comes_back(tmp_path):
    path = tmp_path / "a.xlsx"
    export_xlsx(path, TEXT, [HOSTILE])
    sheet = load_workbook(path).active
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == HOSTILE
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert all(cell.hyperlink is None for cell in cells)


@given(st.text())
def test_the_guard_always_comes_off_again(text):
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in tuple("=+-@\t\r")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r")), max_size=20))
def test_any_text_survives_csv(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    export_csv(path, TEXT, [texts])
    assert [unguarded(row[0]) for row in read_csv(path)[1:]] == texts


def test_values_keep_their_kind(tmp_path):
    moment = datetime(2026, 3, 6, 14, 5, tzinfo=UTC)
    values = [
        date(2026, 3, 6), moment, Decimal("61.25"), -5, None, True, MemberStatus.ACTIVE, date(1899, 1, 2), math.nan
    ]  # fmt: skip
    columns = [(f"Column {place}", lambda row, place=place: row[place]) for place in range(len(values))]
    export_csv(tmp_path / "a.csv", columns, [[values]])
    assert read_csv(tmp_path / "a.csv")[1] == [
        "2026-03-06", "2026-03-06 14:05:00+00:00", "61.25", "-5", "", "Yes", "Active", "1899-01-02", "nan",
    ]  # fmt: skip
    export_xlsx(tmp_path / "a.xlsx", columns, [[values]])
    day, time, *others = read_xlsx(tmp_path / "a.xlsx")[1]
    assert day.date() == date(2026, 3, 6)
    assert time == moment.replace(tzinfo=None)
    assert others == [61.25, -5, None, "Yes", "Active", "1899-01-02", "nan"]


def test_text_too_long_for_a_cell_is_cut_and_counted(tmp_path):
    rows = ["x" * 1_000_000, "🙂" * LONGEST_CELL, "short", "y" * LONGEST_CELL]
    assert export_xlsx(tmp_path / "a.xlsx", TEXT, [rows]) == Exported(4, cut=2)
    cells = [row[0] for row in read_xlsx(tmp_path / "a.xlsx")[1:]]
    assert all(len(cell.encode("utf-16-le")) <= 2 * LONGEST_CELL for cell in cells)
    assert cells[0].endswith("export to CSV for the whole text]")
    assert cells[1].startswith("🙂")
    assert cells[2:] == rows[2:]
    export_csv(tmp_path / "a.csv", TEXT, [rows])
    csv.field_size_limit(2_000_000)
    assert [row[0] for row in read_csv(tmp_path / "a.csv")[1:]] == rows


def test_a_lone_surrogate_and_a_nul_do_no_harm(tmp_path):
    export_csv(tmp_path / "a.csv", TEXT, [["a\ud800b", "c\0d"]])
    export_xlsx(tmp_path / "a.xlsx", TEXT, [["a\ud800b", "c\0d"]])
    assert read_csv(tmp_path / "a.csv")[1] == ["a?b"]
    assert read_xlsx(tmp_path / "a.xlsx")[1] == ["a?b"]


@EXPORTS
def test_batches_are_taken_one_by_one_and_progress_is_told(export, name, tmp_path):
    told = []
    alive = []

    def batches():
        for number in range(3):
            alive.append(number)
            yield [f"row {number}"] * 2

    done = export(tmp_path / name, TEXT, batches(), lambda *args: told.append((*args, len(alive))), 6)
    assert done.rows == 6
    assert [(count, total, begun) for count, total, _, begun in told] == [(2, 6, 1), (4, 6, 2), (6, 6, 3)]


@EXPORTS
def test_cancel_leaves_the_old_file_and_nothing_else(export, name, tmp_path):
    path = tmp_path / name
    path.write_text("old")

    def cancel(done, total, words):
        raise Cancelled("The export was cancelled.")

    with pytest.raises(Cancelled):
        export(path, TEXT, [["a"], ["b"]], cancel)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@EXPORTS
def test_a_folder_that_is_not_there_is_a_sentence(export, name, tmp_path):
    with pytest.raises(InputProblem, match="folder"):
        export(tmp_path / "gone" / name, TEXT, [["a"]])


@EXPORTS
def test_no_rows_are_headings_alone(export, name, tmp_path):
    assert export(tmp_path / name, [("One", str), ("Two", str)], []) == Exported(0)
    read = read_csv if name.endswith("csv") else read_xlsx
    assert read(tmp_path / name) == [["One", "Two"]]


def test_rows_beyond_a_sheet_go_to_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr("ip2a_desktop.services.exports._MOST_ROWS", 4)
    export_xlsx(tmp_path / "a.xlsx", TEXT, [["a", "b"], ["c", "d"], ["e"]], title="Members")
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Members", "Members 2"]
    cells = [[cell.value for (cell,) in sheet.iter_rows()] for sheet in book]
    assert cells == [["Text", "a", "b", "c"], ["Text", "d", "e"]]


def test_two_exports_at_a_time_do_not_meet(tmp_path):
    def write(number):
        export_xlsx(tmp_path / f"{number}.xlsx", TEXT, [[f"row {number}"] * 500])

    workers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    for number in range(4):
        assert read_xlsx(tmp_path / f"{number}.xlsx")[500] == [f"row {number}"]
