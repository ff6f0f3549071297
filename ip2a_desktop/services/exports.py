"""Lists as files for other programs: CSV that runs no formula, Excel with text, numbers and dates as what they are."""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from ip2a_desktop.domain.formulas import guarded
from ip2a_desktop.domain.progress import Progress, silent
from ip2a_desktop.domain.words import Word
from ip2a_desktop.services.files import write_whole

Row = TypeVar("Row")
Column = tuple[str, Callable[[Row], Any]]
"""A heading, and what gives a row's value: text, number, date, time, Word, bool or None."""

LONGEST_CELL = 32_767
"""How much text a cell of Excel holds, in units of UTF-16."""

_CUT = " … [cut: a cell of Excel holds 32,767 characters; export to CSV for the whole text]"
_MOST_ROWS = 1_048_576  # rows that a sheet of Excel holds, the heading included
_EXCEL_BEGINS = date(1900, 3, 1)  # Excel counts the days before wrongly
_WIDEST = 60
_NARROWEST = 8


@dataclass(frozen=True)
class Exported:
    """What was written: rows, and how many texts were too long for their cell."""

    rows: int
    cut: int = 0


def export_csv(
    path: Path,
    columns: Sequence[Column[Row]],
    batches: Iterable[Sequence[Row]],
    progress: Progress = silent,
    total: int = 0,
) -> Exported:
    """Write a CSV file: UTF-8 with its mark, so that Excel reads names right; text that begins a formula is guarded.

    Args:
        path: the file; it is replaced only when everything is written.
        columns: headings and values, in order.
        batches: the rows, some at a time.
        progress: told after each batch; what it raises (Cancelled) leaves no file behind.
        total: how many rows there will be, 0 where that is not known.

    Raises:
        InputProblem: the file cannot be written there.
    """
    written = 0

    def write(file: BinaryIO) -> None:
        nonlocal written
        text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
        lines = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
        lines.writerow([guarded(heading) for heading, _ in columns])
        values = [value for _, value in columns]
        for batch in batches:
            lines.writerows([_csv_value(value(row)) for value in values] for row in batch)
            written += len(batch)
            _tell(progress, written, total)
        text.detach()

    write_whole(path, write)
    return Exported(written)


def export_xlsx(
    path: Path,
    columns: Sequence[Column[Row]],
    batches: Iterable[Sequence[Row]],
    progress: Progress = silent,
    total: int = 0,
    title: str = "List",
) -> Exported:
    """Write an Excel file: text is never a formula, numbers and dates are numbers and dates.

    Text that is too long for a cell is cut with a remark in the cell; the result says how often. Rows beyond what a
    sheet holds go to further sheets. Arguments and errors are those of :func:`export_csv`; ``title`` names the sheet.
    """
    done = Exported(0)

    def write(file: BinaryIO) -> None:
        nonlocal done
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            done = _Book(file, folder, columns, title).fill(batches, progress, total)

    write_whole(path, write)
    return done


def _tell(progress: Progress, written: int, total: int) -> None:
    progress(written, total, f"{written:,} rows written")


def _csv_value(value: Any) -> str | int | float:
    """Return numbers as numbers, all else as text that no spreadsheet runs."""
    value = _plain(value)
    if isinstance(value, int | float):
        return value
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date | Decimal):
        return str(value)
    return guarded(value)


def _plain(value: Any) -> str | int | float | Decimal | date | datetime:
    """Return a value as a number, a date or text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Word):
        return value.label
    if isinstance(value, int | float | Decimal | date):
        return value
    return str(value)


class _Book:
    """One Excel file while it is written, row by row."""

    def __init__(self, file: BinaryIO, folder: str, columns: Sequence[Column[Any]], title: str) -> None:
        import xlsxwriter  # noqa: PLC0415 - large, and most sessions export nothing

        self._not_created = xlsxwriter.exceptions.FileCreateError
        self._book = xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": folder})
        self._columns = columns
        self._title = title
        self._heading = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._cut = 0

    def fill(self, batches: Iterable[Sequence[Any]], progress: Progress, total: int) -> Exported:
        """Write all rows and the file; on any error the temporary files of the sheets are closed."""
        written = 0
        try:
            sheet, line = self._sheet(()), 1
            for batch in batches:
                if not written:
                    self._size(sheet, batch)
                for row in batch:
                    if line == _MOST_ROWS:
                        sheet, line = self._sheet(batch), 1
                    for place, (_, value) in enumerate(self._columns):
                        self._write(sheet, line, place, _plain(value(row)))
                    line += 1
                written += len(batch)
                _tell(progress, written, total)
            self._book.close()
        except self._not_created as error:  # XlsxWriter's wrapping of what the disk said
            raise error.args[0] from error
        finally:
            self._close_sheets()
        return Exported(written, self._cut)

    def _close_sheets(self) -> None:
        for sheet in self._book.worksheets():
            if sheet.row_data_fh is not None:
                sheet.row_data_fh.close()

    def _sheet(self, rows: Sequence[Any]) -> Any:
        number = len(self._book.worksheets()) + 1
        sheet = self._book.add_worksheet(self._title if number == 1 else f"{self._title} {number}")
        sheet.freeze_panes(1, 0)
        self._size(sheet, rows)
        for place, (heading, _) in enumerate(self._columns):
            sheet.write_string(0, place, heading, self._heading)
        return sheet

    def _size(self, sheet: Any, rows: Sequence[Any]) -> None:
        """Make each column as wide as its heading and the first rows want."""
        for place, (heading, value) in enumerate(self._columns):
            longest = max((len(str(_plain(value(row)))) for row in rows[:200]), default=0)
            sheet.set_column(place, place, min(_WIDEST, max(_NARROWEST, longest + 2, len(heading) + 2)))

    def _write(self, sheet: Any, line: int, place: int, value: Any) -> None:
        if isinstance(value, str):
            if value:
                sheet.write_string(line, place, self._fitting(value))
        elif isinstance(value, datetime) and value.date() >= _EXCEL_BEGINS:
            sheet.write_datetime(line, place, value.replace(tzinfo=None), self._moment)
        elif isinstance(value, date) and not isinstance(value, datetime) and value >= _EXCEL_BEGINS:
            sheet.write_datetime(line, place, value, self._day)
        elif isinstance(value, int | float | Decimal) and _is_finite(value):
            sheet.write_number(line, place, float(value))
        else:
            sheet.write_string(line, place, str(value))

    def _fitting(self, text: str) -> str:
        plain = text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        units = plain.encode("utf-16-le")
        if len(units) <= 2 * LONGEST_CELL:
            return plain
        self._cut += 1
        return units[: 2 * (LONGEST_CELL - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def _is_finite(value: float | Decimal) -> bool:
    return Decimal(value).is_finite()
