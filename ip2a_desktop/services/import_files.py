"""Files to import: their headings and rows; what cannot be read is refused in a sentence."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.domain.import_fields import FIELDS, plain_heading
from ip2a_desktop.domain.import_values import clean_cell
from ip2a_desktop.domain.imports import SourceFile
from ip2a_desktop.domain.progress import Progress, silent
from ip2a_desktop.services import csv_source, excel_source
from ip2a_desktop.services.file_kinds import NOTHING_IMPORTED, refuse_other_kinds

MAX_BYTES = 100 * 1024 * 1024
"""The largest file that is imported at once."""

MAX_ROWS = 200_000
"""The most rows that are imported at once."""

MAX_COLUMNS = 500
_LOOK_AT = 60  # rows that are looked at to find the headings
_HEADINGS_WITHIN = 10
_SAMPLES = 25
_TELL_EVERY = 500
_CHUNK = 1024 * 1024
_NO_RESULTS = "Formulas in this sheet have no results and look empty: save it once in Excel, then open it here."
_KNOWN_HEADINGS = frozenset(heading for fields in FIELDS.values() for field in fields for heading in field.headings)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a file: its number as a spreadsheet counts, a cell for each heading, what is wrong."""

    number: int
    cells: tuple[str, ...]
    problem: str = ""


def open_source(
    path: Path, *, sheet: str = "", heading_row: int | None = None, progress: Progress = silent
) -> SourceFile:
    """Look at a file and count its rows.

    Args:
        path: a CSV text or an Excel workbook (.xlsx); the content decides, not the name.
        sheet: the sheet of a workbook; "" takes the first visible one.
        heading_row: the row of the headings counted from 1, 0 for none; None guesses.
        progress: told how many rows were read.

    Raises:
        InputProblem: the file cannot be read; the sentence says why and what to do.
        Cancelled: the person cancelled.
    """
    path = Path(path)
    digest, size = _fingerprint(path)
    source = SourceFile(path, digest, size, headings=(), samples=(), row_count=0)
    if excel_source.is_workbook(path):
        sheets = excel_source.sheet_names(path)
        sheet = excel_source.choose_sheet(sheets, sheet)
        notes = (_NO_RESULTS,) if excel_source.lacks_results(path, sheet) else ()
        source = replace(source, sheets=sheets, sheet=sheet, notes=notes)
    else:
        refuse_other_kinds(path)
        form = csv_source.detect(path)
        source = replace(source, encoding=form.encoding, delimiter=form.delimiter, notes=form.notes)
    first = list(islice(_records(source), _LOOK_AT))
    at = _guess_heading_row(first) if heading_row is None else heading_row
    source = replace(source, heading_row=at, headings=_headings(first, at))
    return _counted(source, progress)


def read_rows(source: SourceFile) -> Iterator[SourceRow]:
    """Yield the rows below the headings, blank ones left out.

    Raises:
        InputProblem: the file changed since it was opened, or ends in the middle of a cell.
    """
    if _fingerprint(source.path)[0] != source.sha256:
        raise InputProblem(
            f"{source.name} was changed since it was opened here.",
            NOTHING_IMPORTED,
            "Open it again to see what it holds now.",
        )
    yield from _rows(source)


def _rows(source: SourceFile) -> Iterator[SourceRow]:
    width = len(source.headings)
    cut_possible = bool(source.encoding) and not csv_source.ends_with_line(source.path)
    waiting: SourceRow | None = None
    short = False
    for number, cells in enumerate(_records(source), 1):
        if number <= source.heading_row or not any(cell.strip() for cell in cells):
            continue
        if waiting is not None:
            yield waiting
        waiting = _row(number, cells, width)
        short = len(cells) < width
    if waiting is not None:
        if cut_possible and short:
            waiting = replace(waiting, problem="The file ends in the middle of this row.")
        yield waiting


def _row(number: int, cells: Sequence[str], width: int) -> SourceRow:
    extra = [cell for cell in cells[width:] if cell.strip()]
    problem = f"The row has {len(cells)} cells, but there are {width} columns." if extra else ""
    padded = (*cells[:width], *[""] * (width - len(cells)))
    return SourceRow(number, padded, problem)


def _records(source: SourceFile) -> Iterator[list[str]]:
    if source.encoding:
        return csv_source.records(source.path, source.encoding, source.delimiter)
    return excel_source.records(source.path, source.sheet)


def _counted(source: SourceFile, progress: Progress) -> SourceFile:
    samples: list[tuple[str, ...]] = []
    count = 0
    for row in _rows(source):
        count += 1
        if len(samples) < _SAMPLES:
            samples.append(row.cells)
        if count > MAX_ROWS:
            raise InputProblem(
                f"{source.name} has more than {MAX_ROWS:,} rows, which is the most for one import.",
                NOTHING_IMPORTED,
                "Split it into smaller files and import them one after the other.",
            )
        if count % _TELL_EVERY == 0:
            progress(count, 0, f"Reading {source.name}: {count:,} rows")
    if not count:
        raise InputProblem(
            f"{source.name} has headings but no rows below them.",
            NOTHING_IMPORTED,
            "Choose another file, another sheet, or another row of headings.",
        )
    return replace(source, samples=tuple(samples), row_count=count)


def _fingerprint(path: Path) -> tuple[str, int]:
    """Return the SHA-256 and the size of a file that can be read at all."""
    if path.is_dir():
        raise InputProblem(f"{path.name} is a folder.", NOTHING_IMPORTED, "Choose a file inside it.")
    try:
        size = path.stat().st_size
        _refuse_size(path, size)
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except FileNotFoundError as error:
        raise InputProblem(
            f"{path.name} is not there (any more).", NOTHING_IMPORTED, "Choose the file again."
        ) from error
    except PermissionError as error:
        raise InputProblem(
            f"{path.name} cannot be opened: another program keeps it, or you may not read it.",
            NOTHING_IMPORTED,
            "Close it in the other program and try again.",
        ) from error
    except OSError as error:
        raise InputProblem(
            f"{path.name} cannot be read: {error.strerror or error}.",
            NOTHING_IMPORTED,
            "Copy it to this computer and try again.",
        ) from error
    return digest.hexdigest(), size


def _refuse_size(path: Path, size: int) -> None:
    if size == 0:
        raise InputProblem(f"{path.name} is empty.", NOTHING_IMPORTED, "Export it again and choose it here.")
    if size > MAX_BYTES:
        mega = 1024 * 1024
        raise InputProblem(
            f"{path.name} is {size / mega:,.0f} MB; at most {MAX_BYTES / mega:,.0f} MB are imported at once.",
            NOTHING_IMPORTED,
            "Split it into smaller files and import them one after the other.",
        )


def _guess_heading_row(records: Sequence[Sequence[str]]) -> int:
    """Return the number of the row that looks most like headings; titles above them are usual."""
    filled = [[cell for cell in row if cell.strip()] for row in records]
    widest = max(map(len, filled), default=0)
    best, best_score = 0, 0.0
    for at, cells in enumerate(filled[:_HEADINGS_WITHIN]):
        if not cells or len(cells) * 2 < widest:
            continue
        known = sum(plain_heading(cell) in _KNOWN_HEADINGS for cell in cells)
        data_like = sum(_is_data(cell) for cell in cells)
        different = len({cell.strip().casefold() for cell in cells})
        score = 1 + 3 * known - 3 * data_like + different / len(cells)
        if best == 0 or score > best_score:
            best, best_score = at + 1, score
    return best or next((at for at, cells in enumerate(filled, 1) if cells), 1)


def _is_data(cell: str) -> bool:
    digits = sum(character.isdigit() for character in cell)
    letters = sum(character.isalpha() for character in cell)
    return "@" in cell or digits > letters


def _headings(records: Sequence[Sequence[str]], heading_row: int) -> tuple[str, ...]:
    given = list(records[heading_row - 1]) if 0 < heading_row <= len(records) else []
    rows = records[heading_row:]
    width = max(_last_filled(given), _usual_width(rows))
    if width > MAX_COLUMNS:
        raise InputProblem(
            f"The file has {width:,} columns; at most {MAX_COLUMNS} are read.",
            NOTHING_IMPORTED,
            "Delete the columns that are not needed and try again.",
        )
    seen: Counter[str] = Counter()
    names: list[str] = []
    for at in range(width):
        name = " ".join(clean_cell(given[at]).split())[:200] if at < len(given) else ""
        name = name or f"Column {column_letters(at)}"
        seen[name.casefold()] += 1
        count = seen[name.casefold()]
        names.append(name if count == 1 else f"{name} ({count})")
    return tuple(names)


def _usual_width(rows: Iterable[Sequence[str]]) -> int:
    widths = Counter(_last_filled(row) for row in rows)
    total = widths.total()
    return max((width for width, count in widths.items() if count * 4 >= total), default=0)


def _last_filled(cells: Sequence[str]) -> int:
    return max((at for at, cell in enumerate(cells, 1) if cell.strip()), default=0)


def column_letters(at: int) -> str:
    """Return a column's name as spreadsheets write it: 0 is A, 26 is AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
