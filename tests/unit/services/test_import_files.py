"""Files as the office gets them: whatever a table is written in is read, everything else gets a sentence."""

import csv
import io
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ip2a_desktop.domain.errors import Cancelled, InputProblem
from ip2a_desktop.services import excel_source, import_files
from ip2a_desktop.services.import_files import column_letters, open_source, read_rows

SAMPLE = Path(__file__).parents[2] / "data" / "elections.csv"
TABLE = "Card,Last,First\n0042,Silva,Ana\n0043,Muñoz,José\n"


@pytest.fixture
def write(tmp_path):
    def write(content, name="members.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def cells(path, **how):
    return [row.cells for row in read_rows(open_source(path, **how))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"])
def test_the_encoding_is_found(write, encoding):
    source = open_source(write(TABLE.encode(encoding)))
    assert source.headings == ("Card", "Last", "First")
    assert source.samples[1] == ("0043", "Muñoz", "José")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_found_whatever_ends_a_line(write, delimiter, line_end):
    source = open_source(write(TABLE.replace(",", delimiter).replace("\n", line_end)))
    assert source.delimiter == delimiter
    assert source.row_count == 2
    assert source.samples[0] == ("0042", "Silva", "Ana")


def test_quotes_line_breaks_and_commas_inside_cells_stay(write):
    path = write('Name,City\n"Smith, ""Bob"" & Sons","Line 1\r\nLine 2"\n')
    assert cells(path) == [('Smith, "Bob" & Sons', "Line 1\r\nLine 2")]


def test_a_line_for_excel_that_names_the_delimiter_is_understood(write):
    assert cells(write("sep=;\nName;City\nA, Inc.;Seattle\n")) == [("A, Inc.", "Seattle")]


def test_nuls_are_left_out_and_told(write):
    source = open_source(write("Name,City\nAl\0pha,Seattle\n"))
    assert source.samples == (("Alpha", "Seattle"),)
    assert "NUL" in source.notes[0]


def test_ragged_rows_are_padded_or_told(write):
    rows = list(read_rows(open_source(write("A,B,C\n1,2,3\n1\n1,2,3,,\n1,2,3,4\n\n,,\n7,8,9\n"))))
    assert [row.number for row in rows] == [2, 3, 4, 5, 8]
    assert rows[1].cells == ("1", "", "")
    assert [row.problem for row in rows] == ["", "", "", "The row has 4 cells, but there are 3 columns.", ""]


def test_headings_are_unique_and_named_where_blank(write):
    source = open_source(write("Name,Phone,,Phone\nAna,1,2,3\nBo,4,5,6\n"))
    assert source.headings == ("Name", "Phone", "Column C", "Phone (2)")


def test_headings_below_a_title_are_found_and_can_be_chosen(write):
    path = write("Roster of the local,,\n,,\nCard No,Last Name,First Name\n1,Silva,Ana\n")
    assert open_source(path).heading_row == 3
    assert open_source(path).row_count == 1
    assert open_source(path, heading_row=0).headings == ("Column A", "Column B", "Column C")
    assert open_source(path, heading_row=1).row_count == 2


def test_row_numbers_are_the_spreadsheet_s(write):
    rows = read_rows(open_source(write('Name\n"two\nlines"\n\nBo\n')))
    assert [row.number for row in rows] == [2, 4]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "is empty"),
        ("Card,Last,First\n", "a.csv", "no rows below"),
        (TABLE + '0044,"Cut in the mid', "a.csv", "ends in the middle of a cell.*line 4"),
        (TABLE.encode() + b"0044,Mu\xc3", "a.csv", "ends in the middle of a letter"),
        ("<html><table><tr><td>1</td></tr></table></html>", "a.xls", "really a web page"),
        ("<!DOCTYPE html><p>Sign in</p>", "a.xlsx", "really a web page"),
        ('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "a.xls", "old XML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls", "old Excel format"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx",
            "protected by a password",
        ),
        (b"PK\x03\x04 and then nothing", "a.xlsx", "damaged"),
        (b"%PDF-1.7 ...", "a.csv", "is a PDF"),
        (bytes(range(256)) * 40 + b"\0" * 3000, "a.csv", "not a text or Excel file"),
    ],
)
def test_what_is_no_table_gets_a_sentence(write, content, name, words):
    with pytest.raises(InputProblem, match=words) as refused:
        open_source(write(content, name))
    assert refused.value.kept == "Nothing was imported."
    assert refused.value.next_step


def test_a_folder_and_a_vanished_file_get_a_sentence(tmp_path, write):
    with pytest.raises(InputProblem, match="is a folder"):
        open_source(tmp_path)
    with pytest.raises(InputProblem, match="not there"):
        open_source(tmp_path / "gone.csv")
    path = write(TABLE)
    source = open_source(path)
    path.unlink()
    with pytest.raises(InputProblem, match="not there"):
        list(read_rows(source))


def test_a_file_that_changed_meanwhile_is_not_read(write):
    path = write(TABLE)
    source = open_source(path)
    path.write_text(TABLE + "0044,New,Row\n", encoding="utf-8")
    with pytest.raises(InputProblem, match="was changed"):
        list(read_rows(source))


def test_too_much_is_refused_with_the_limit(write, monkeypatch):
    monkeypatch.setattr(import_files, "MAX_ROWS", 1)
    with pytest.raises(InputProblem, match="more than 1 rows"):
        open_source(write(TABLE))
    monkeypatch.setattr(import_files, "MAX_BYTES", 20)
    with pytest.raises(InputProblem, match="MB are imported at once"):
        open_source(write(TABLE))


def test_a_last_row_without_its_end_is_told(write):
    rows = list(read_rows(open_source(write("A,B,C\n1,2,3\n4,5"))))
    assert rows[-1].problem == "The file ends in the middle of this row."


def test_a_hostile_cell_of_a_megabyte_comes_through(write):
    (row,) = cells(write("Name,Remarks\nA," + "x" * 1_000_000 + "\n"))
    assert len(row[1]) == 1_000_000


def test_reading_can_be_cancelled(write):
    def cancel(done, total, words):
        raise Cancelled("The import was cancelled.")

    with pytest.raises(Cancelled):
        open_source(write("A,B\n" + "1,2\n" * 2_000), progress=cancel)


@pytest.fixture
def workbook(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Members"
    sheet.append(["Card", "Last", "ZIP", "Born", "Phone", "Active"])
    sheet.append([42, "O’Brien", 1234.0, date(1962, 3, 6), 2065550142, True])
    sheet.append(["0043", "=1+1", 98101.5, "n/a", None, False])
    sheet["A2"].number_format = "0000000"
    hidden = book.create_sheet("Hidden", 0)
    hidden.sheet_state = "hidden"
    hidden.append(["Employer"])
    hidden.append(["Cascade"])
    path = tmp_path / "members.xlsx"
    book.save(path)
    return path


def test_a_workbook_is_read_as_it_looks(workbook):
    source = open_source(workbook)
    assert source.sheets == ("Members", "Hidden")
    assert source.sheet == "Members"
    assert source.samples[0] == ("0000042", "O’Brien", "1234", "1962-03-06", "2065550142", "TRUE")
    assert source.samples[1][2] == "98101.5"
    assert "no results" in source.notes[0]


def test_a_sheet_can_be_chosen_and_a_wrong_one_is_named(workbook):
    assert cells(workbook, sheet="Hidden") == [("Cascade",)]
    with pytest.raises(InputProblem, match="no sheet “Other”"):
        open_source(workbook, sheet="Other")


def test_a_workbook_is_known_by_its_content_not_its_name(workbook, tmp_path):
    renamed = workbook.rename(tmp_path / "members.csv")
    assert open_source(renamed).sheet == "Members"


def test_headings_lose_what_cannot_be_stored(tmp_path):
    book = Workbook()
    book.active.append(["Last_x0000_ name", "\u200bFirst\u00a0name"])
    book.active.append(["Silva", "Ana"])
    book.save(tmp_path / "odd.xlsx")
    assert open_source(tmp_path / "odd.xlsx").headings == ("Last name", "First name")


def test_a_workbook_that_hides_too_much_is_not_unpacked(workbook, monkeypatch):
    monkeypatch.setattr(excel_source, "MAX_UNPACKED", 100)
    with pytest.raises(InputProblem, match="more than can be read at once"):
        open_source(workbook)


def test_a_cut_workbook_is_damaged(workbook):
    workbook.write_bytes(workbook.read_bytes()[:-200])
    with pytest.raises(InputProblem, match="damaged"):
        open_source(workbook)


def test_the_sample_of_elections_is_read_whole():
    source = open_source(SAMPLE)
    rows = list(read_rows(source))
    assert source.headings[2] == "Case Name"
    assert source.row_count == len(rows) == 14
    assert not any(row.problem for row in rows)
    assert any("\n" in cell for row in rows for cell in row.cells)


@pytest.mark.parametrize(("at", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_spreadsheets_do(at, letters):
    assert column_letters(at) == letters


_CELL = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r\ufeff", exclude_categories=["Cs"]), max_size=30
).filter(lambda text: not text.startswith("sep="))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_CELL, _CELL, _CELL), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_what_csv_writers_write_is_read_back(table, delimiter):
    rows = [row for row in table if any(cell.strip() for cell in row)]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("Card", "Last", "First"), *table])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "written.csv"
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
        if not rows:
            with pytest.raises(InputProblem):
                open_source(path, heading_row=1)
            return
        assert [row.cells for row in read_rows(open_source(path, heading_row=1))] == rows
