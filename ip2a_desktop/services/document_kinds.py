"""What a document really is, told by its content; programs are refused in a sentence."""

import zipfile
from pathlib import PurePath
from typing import BinaryIO

from ip2a_desktop.domain.documents import PDF
from ip2a_desktop.domain.errors import InputProblem

HEAD = 4096
"""Bytes that tell the kind."""

OTHER = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_MACROS = "application/vnd.ms-office.macro-enabled"
_NOT_ADDED = "It was not added."
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_PROGRAMS = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"\x00asm",
    b"dex\n",
    b"L\x00\x00\x00\x01\x14\x02\x00",  # a shortcut of Windows
    b"#!",
)
_PROGRAM_SUFFIXES = frozenset(
    (
        ".app", ".appref-ms", ".bat", ".cmd", ".com", ".cpl", ".desktop", ".dll", ".exe", ".hta", ".jar", ".js",
        ".jse", ".lnk", ".msi", ".msp", ".pif", ".ps1", ".reg", ".scf", ".scr", ".sh", ".url", ".vbe", ".vbs", ".wsf",
        ".wsh",
    )
)  # fmt: skip
_MAGIC = (
    (b"%PDF", PDF),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
)
_BRANDS = {
    b"heic": "image/heic", b"heix": "image/heic", b"mif1": "image/heic", b"heim": "image/heic", b"hevc": "image/heic",
    b"M4A ": "audio/mp4", b"M4B ": "audio/mp4",
}  # fmt: skip
_OLD_OFFICE = {
    ".doc": "application/msword",
    ".dot": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".msg": "application/vnd.ms-outlook",
}
_IN_ZIP = (
    ("word/document.xml", f"{_OFFICE}wordprocessingml.document"),
    ("xl/workbook.xml", f"{_OFFICE}spreadsheetml.sheet"),
    ("xl/workbook.bin", f"{_OFFICE}spreadsheetml.sheet"),
    ("ppt/presentation.xml", f"{_OFFICE}presentationml.presentation"),
)
_MARKUP = ("<!doctype html", "<html", "<head", "<body", "<script", "<svg", "<?xml")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))

SUFFIXES = {
    PDF: ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
    "image/heic": ".heic",
    f"{_OFFICE}wordprocessingml.document": ".docx",
    f"{_OFFICE}spreadsheetml.sheet": ".xlsx",
    f"{_OFFICE}presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-outlook": ".msg",
    "application/rtf": ".rtf",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "message/rfc822": ".eml",
    "audio/mpeg": ".mp3",
    "audio/wav": ".wav",
    "audio/mp4": ".m4a",
    "video/mp4": ".mp4",
}
"""What may be opened with the computer's own program -> the ending that names that program; others are saved only."""


def kind_of(file: BinaryIO, name: str) -> str:
    """Return the media type of a file by its content.

    Args:
        file: open at its beginning, and can be read again.
        name: what it calls itself.

    Raises:
        InputProblem: it is a program.
    """
    head = file.read(HEAD)
    suffix = PurePath(name).suffix.casefold()
    if _is_program(head) or suffix in _PROGRAM_SUFFIXES:
        _refuse(name, suffix)
    if head.startswith(b"PK\x03\x04"):
        return _in_zip(file, name, suffix)
    if head.startswith(_COMPOUND):
        return _OLD_OFFICE.get(suffix, OTHER)
    return _by_magic(head) or _text(head, suffix)


def _is_program(head: bytes) -> bool:
    return head.startswith(_PROGRAMS) or (head.startswith(b"MZ") and (b"\0" in head or len(head) < 64))


def _refuse(name: str, suffix: str) -> None:
    claim = suffix[1:].upper()
    what = f"“{name}” is a program, not a document."
    if suffix and suffix not in _PROGRAM_SUFFIXES:
        what = f"“{name}” calls itself {claim}, but it is a program."
    raise InputProblem(what, _NOT_ADDED, "Ask whoever sent it for the document itself, and do not open this file.")


def _in_zip(file: BinaryIO, name: str, suffix: str) -> str:
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            stated = archive.read("mimetype")[:100].decode("ascii", "ignore") if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return OTHER
    if "META-INF/MANIFEST.MF" in names and any(one.endswith(".class") for one in names):
        _refuse(name, suffix)
    if any(one.endswith("vbaProject.bin") for one in names):
        return _MACROS
    if stated in SUFFIXES:
        return stated
    return next((kind for part, kind in _IN_ZIP if part in names), "application/zip")


def _by_magic(head: bytes) -> str:
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12], OTHER)
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if b"%PDF-" in head[:1024]:
        return PDF
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")


def _text(head: bytes, suffix: str) -> str:
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not wide and len(head) - len(head.translate(None, _CONTROL)) > 0:
        return OTHER
    start = head.decode("utf-16" if wide else "latin-1", "ignore").lstrip("\ufeffï»¿ \t\r\n").casefold()
    if start.startswith(_MARKUP):
        return "text/html"
    return {".csv": "text/csv", ".eml": "message/rfc822"}.get(suffix, "text/plain")
