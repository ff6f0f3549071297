"""CSV text as records: encoding and delimiter found out, NULs taken out, a cut file told from a whole one."""

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import mode

from charset_normalizer import from_bytes

from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.services.file_kinds import NOTHING_IMPORTED

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN_ENCODINGS = ("cp1252", "mac_roman", "cp437")
_OTHER_ENCODINGS = ["cp1250", "cp1251", "shift_jis", "gb18030", "big5", "euc_kr"]
_WESTERN = re.compile(r"[\x00-\x7f\xa0©®°·¼½¾ªº‘’“”–—…•€™ŒœŠšŽžŸÀ-ÖØ-öø-ÿ]*")
# What a wrong reading as Western European shows: long runs of accents, capitals and marks inside words.
_UNLIKELY = re.compile(r"[À-ÿŒœŠšŽž]{3}|[a-zß-ÿ][À-ÖØ-ÞŠŽ]|[A-Za-z][–—“•…][A-Za-z]")
_CHUNK = 1024 * 1024
_SAMPLE_CHARACTERS = 200_000
_SAMPLE_RECORDS = 60
_LARGEST_CELL = 2_000_000
# One limit for the whole process: a hostile cell of a megabyte comes in, a quote that never closes does not.
csv.field_size_limit(_LARGEST_CELL)


@dataclass(frozen=True)
class CsvForm:
    """How a text is written."""

    encoding: str
    delimiter: str
    notes: tuple[str, ...] = ()


def detect(path: Path) -> CsvForm:
    """Return how a text file is written.

    Raises:
        InputProblem: it ends in the middle of a character.
    """
    encoding = _encoding(path)
    notes = []
    if not encoding.startswith("utf"):
        notes.append("The file is not in Unicode: look at letters with accents in the preview.")
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        sample = text.read(_SAMPLE_CHARACTERS)
    if "\0" in sample:
        notes.append("The file holds NUL characters; they are left out.")
    return CsvForm(encoding, _delimiter(sample.replace("\0", "")), tuple(notes))


def records(path: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """Yield every record, the headings among them.

    Raises:
        InputProblem: the file ends inside a quoted cell, so that rows may be missing, or a cell never ends.
    """
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        lines = _Lines(text)
        reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
        while True:
            begin = lines.read + 1
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise _unclosed(path, begin) from error
            if lines.ended:
                # The reader only asks beyond the last line while a quote is open.
                raise _unclosed(path, begin)
            if begin == 1 and len(record) == 1 and record[0].startswith("sep="):
                continue
            yield record


def ends_with_line(path: Path) -> bool:
    """Say whether the last line is closed by a line break, as whole files mostly are."""
    with path.open("rb") as file:
        file.seek(-min(4, path.stat().st_size), 2)
        return file.read().rstrip(b"\0")[-1:] in (b"\n", b"\r", b"\x1a")


class _Lines:
    """The lines of a text without NULs; counts them and tells whether more were asked for than there are."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.read = 0
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = next(self._lines)
        except StopIteration:
            self.ended = True
            raise
        self.read += 1
        return line.replace("\0", "")


def _unclosed(path: Path, line: int) -> InputProblem:
    return InputProblem(
        f"{path.name} ends in the middle of a cell: the quotation mark that is opened near line {line:,} "
        "never closes, so rows may be missing.",
        NOTHING_IMPORTED,
        "Get the whole file again, or close the quotation mark in that line.",
    )


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if head[1:200:2].count(0) > 70 and head[0:200:2].count(0) < 30:
        return "utf-16-le"
    if head[0:200:2].count(0) > 70 and head[1:200:2].count(0) < 30:
        return "utf-16-be"
    return "utf-8" if _is_utf8(path) else _legacy(head)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    beyond_ascii = False
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                beyond_ascii = not decoder.decode(chunk).isascii() or beyond_ascii
    except UnicodeDecodeError:
        return False
    if decoder.getstate()[0]:
        if beyond_ascii:
            raise InputProblem(
                f"{path.name} ends in the middle of a letter, so rows may be missing.",
                NOTHING_IMPORTED,
                "Get the whole file again.",
            )
        return False
    return True


def _legacy(head: bytes) -> str:
    # What is plain ASCII says nothing: only the lines with other bytes are looked at.
    telling = b"\n".join(line for line in head.split(b"\n") if not line.isascii())[:100_000]
    for encoding in _WESTERN_ENCODINGS:
        text = telling.decode(encoding, errors="replace")
        if _WESTERN.fullmatch(text) and not _UNLIKELY.search(text):
            return encoding
    best = from_bytes(telling or head, cp_isolation=_OTHER_ENCODINGS).best()
    return best.encoding if best else "cp1252"


def _delimiter(sample: str) -> str:
    if sample.startswith("sep=") and sample[4:5] in DELIMITERS:
        return sample[4]
    return max(DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> float:
    """Return how well a delimiter cuts a text into rows of one width; 0 where it cuts nothing."""
    reader = csv.reader(sample.splitlines(keepends=True), delimiter=delimiter, skipinitialspace=True)
    try:
        widths = [len(record) for record in islice(reader, _SAMPLE_RECORDS) if record]
    except csv.Error:
        return 0.0
    if not widths or max(widths) == 1:
        return 0.0
    usual = mode(widths)
    if usual == 1:
        return 0.1 * sum(width > 1 for width in widths) / len(widths)
    return sum(width == usual for width in widths) / len(widths) + min(usual, 50) / 100
