"""What a file really is, told by its first bytes; what is no table is refused in a sentence."""

from pathlib import Path

from ip2a_desktop.domain.errors import InputProblem

NOTHING_IMPORTED = "Nothing was imported."
SAVE_AS_WORKBOOK = (
    "Open it in Excel or LibreOffice, save it as “Excel workbook (.xlsx)” or as CSV, and choose that file."
)

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_HEAD = 4096
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f"))
_MOST_CONTROL = 0.1  # of the first bytes; texts with a few stray NULs pass
_MARKUP = ("<!doctype", "<html", "<table", "<?xml", "<head", "<body", "<meta", "<style", "<div")
_OTHERS = (
    (b"%PDF", "a PDF", "Ask for the table as a spreadsheet or CSV."),
    (b"\x89PNG", "a picture", "Ask for the table as a spreadsheet or CSV."),
    (b"\xff\xd8\xff", "a picture", "Ask for the table as a spreadsheet or CSV."),
    (b"{\\rtf", "a text document", SAVE_AS_WORKBOOK),
    (b"SQLite format 3", "a database", "Export the table from it as CSV."),
    (b"\x1f\x8b", "a compressed file", "Unpack it and choose the file inside."),
    (b"Rar!", "a compressed file", "Unpack it and choose the file inside."),
    (b"7z\xbc\xaf", "a compressed file", "Unpack it and choose the file inside."),
)


def head_of(path: Path) -> bytes:
    """Return the first bytes of a file."""
    with path.open("rb") as file:
        return file.read(_HEAD)


def refuse_other_kinds(path: Path) -> None:
    """Let text pass, and nothing else.

    Raises:
        InputProblem: the file is of another kind; the sentence says of which, and what to do.
    """
    head = head_of(path)
    if head.startswith(_COMPOUND):
        _refuse_compound(path)
    for magic, what, next_step in _OTHERS:
        if head.startswith(magic):
            raise InputProblem(f"{path.name} is {what}, not a table.", NOTHING_IMPORTED, next_step)
    _refuse_markup(path, head)
    control = len(head) - len(head.translate(None, _CONTROL))
    if b"\0" in head and control > _MOST_CONTROL * len(head) and not _looks_like_utf16(head):
        raise InputProblem(f"{path.name} is not a text or Excel file.", NOTHING_IMPORTED, SAVE_AS_WORKBOOK)


def _refuse_compound(path: Path) -> None:
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise InputProblem(
            f"{path.name} is protected by a password.",
            NOTHING_IMPORTED,
            "Open it in Excel, take the password off, save it, and choose it again.",
        )
    what = f"{path.name} is in the old Excel format (.xls)."
    raise InputProblem(what, NOTHING_IMPORTED, SAVE_AS_WORKBOOK)


def _refuse_markup(path: Path, head: bytes) -> None:
    encoding = "utf-16" if _looks_like_utf16(head) else "latin-1"
    start = head.decode(encoding, "ignore").lstrip("\ufeffï»¿ \t\r\n").casefold()
    if start.startswith("<?xml") and "urn:schemas-microsoft-com:office:spreadsheet" in start:
        what = f"{path.name} is in an old XML format of Excel."
        raise InputProblem(what, NOTHING_IMPORTED, SAVE_AS_WORKBOOK)
    if start.startswith(_MARKUP):
        named = "an Excel file" if path.suffix.casefold().startswith(".xls") else "a table"
        what = f"{path.name} is really a web page (HTML), not {named}."
        raise InputProblem(what, NOTHING_IMPORTED, SAVE_AS_WORKBOOK)


def _looks_like_utf16(head: bytes) -> bool:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    pairs = len(head) // 2
    return pairs > 0 and max(head[0::2].count(0), head[1::2].count(0)) > 0.7 * pairs
