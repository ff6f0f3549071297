"""Excel workbooks (.xlsx) as records of text: sheets, cached values of formulas, numbers as they look."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.services.file_kinds import NOTHING_IMPORTED, SAVE_AS_WORKBOOK, ZIP, head_of

MAX_UNPACKED = 600 * 1024 * 1024
"""The most that a workbook may hold when it is unpacked: a small file can hide a very large one."""

MAX_TEXTS = 150 * 1024 * 1024
"""The most that its table of texts may hold, which has to be read into memory as a whole."""

_TEXTS = "xl/sharedStrings.xml"

_BATCH = 500
_PADDED = re.compile(r"0+")
_BROKEN = (
    ValueError, KeyError, TypeError, AttributeError, ArithmeticError, SyntaxError, EOFError, OSError,
    RuntimeError, zlib.error, zipfile.BadZipFile, zipfile.LargeZipFile, InvalidFileException,
)  # fmt: skip
"""What openpyxl, the XML parser and the unpacker raise on damaged workbooks."""


def is_workbook(path: Path) -> bool:
    """Say whether a file is an Excel workbook by its content.

    Raises:
        InputProblem: it is packed like one but is something else, is damaged, or unpacks to too much.
    """
    if not head_of(path).startswith(ZIP):
        return False
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
            unpacked = sum(part.file_size for part in packed.infolist())
            texts = packed.getinfo(_TEXTS).file_size if _TEXTS in names else 0
    except zipfile.BadZipFile as error:
        raise _damaged(path) from error
    if "xl/workbook.xml" not in names:
        what = "an Excel file in the binary format (.xlsb)" if "xl/workbook.bin" in names else "not a table"
        raise InputProblem(f"{path.name} is {what}.", NOTHING_IMPORTED, SAVE_AS_WORKBOOK)
    if unpacked > MAX_UNPACKED or texts > MAX_TEXTS:
        raise InputProblem(
            f"{path.name} unpacks to {unpacked / 1024**2:,.0f} MB, which is more than can be read at once.",
            NOTHING_IMPORTED,
            "Save only the rows you need and choose that file.",
        )
    return True


def sheet_names(path: Path) -> tuple[str, ...]:
    """Return the names of the sheets with cells, the visible ones first.

    Raises:
        InputProblem: the workbook is damaged or has no sheet.
    """
    with _opened(path) as book:
        sheets = sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
        names = tuple(sheet.title for sheet in sheets)
    if not names:
        raise InputProblem(f"{path.name} has no sheet with cells.", NOTHING_IMPORTED, "Choose another file.")
    return names


def choose_sheet(names: tuple[str, ...], wanted: str) -> str:
    """Return the wanted sheet, or the first one where none is named.

    Raises:
        InputProblem: there is no sheet of that name.
    """
    if not wanted:
        return names[0]
    if wanted not in names:
        raise InputProblem(f"There is no sheet “{wanted}”.", NOTHING_IMPORTED, f"Choose one of: {', '.join(names)}.")
    return wanted


def records(path: Path, sheet: str) -> Iterator[list[str]]:
    """Yield the rows of a sheet as text, blank ones too, so that row numbers are the spreadsheet's.

    Raises:
        InputProblem: the workbook is damaged.
    """
    with _opened(path) as book:
        page: Any = book[sheet]
        page.reset_dimensions()  # some programs write dimensions that cut rows off
        rows = iter(page.rows)
        while batch := _batch(path, rows):
            yield from batch


def lacks_results(path: Path, sheet: str) -> bool:
    """Say whether formulas among the first rows were saved without their results, as some programs do."""
    with _opened(path, formulas=True) as book:
        page: Any = book[sheet]
        page.reset_dimensions()
        written = _batch(path, iter(page.rows))
    shown = islice(records(path, sheet), _BATCH)
    return any(
        one.startswith("=") and not other
        for row, results in zip(written, shown, strict=False)
        for one, other in zip(row, results, strict=False)
    )


def _batch(path: Path, rows: Iterator[tuple[Any, ...]]) -> list[list[str]]:
    with warnings.catch_warnings():
        # openpyxl warns about what it does not need: styles, validations, dates beyond the calendar.
        warnings.simplefilter("ignore")
        try:
            return [[_cell_text(cell) for cell in row] for row in islice(rows, _BATCH)]
        except _BROKEN as error:
            raise _damaged(path) from error


@contextmanager
def _opened(path: Path, *, formulas: bool = False) -> Iterator[Workbook]:
    # Given as a file: by its name openpyxl refuses workbooks that are called otherwise.
    with path.open("rb") as file:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                book = load_workbook(file, read_only=True, data_only=not formulas, keep_links=False)
            except _BROKEN as error:
                raise _damaged(path) from error
        try:
            yield book
        finally:
            book.close()


def _damaged(path: Path) -> InputProblem:
    return InputProblem(f"{path.name} is damaged and cannot be read whole.", NOTHING_IMPORTED, SAVE_AS_WORKBOOK)


def _cell_text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return unescape(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number_text(value, cell.number_format or "")
    return _time_text(value)


def _number_text(value: int | float, number_format: str) -> str:
    if value != int(value):
        return format(value, ".15g")
    # A format of zeros is how spreadsheets show card numbers and ZIPs with their leading zeros.
    width = len(number_format) if _PADDED.fullmatch(number_format) else 0
    return str(int(value)).zfill(width)


def _time_text(value: Any) -> str:
    if isinstance(value, datetime):
        whole_day = value.time() == time.min
        return value.date().isoformat() if whole_day else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else f"{value}"
