"""What a file is, by its content and never by its name alone."""

import io
import zipfile

import pytest

from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.services.document_kinds import OTHER, SUFFIXES, kind_of
from ip2a_desktop.services.document_reading import suggested_name


def archive(*names: str, mimetype: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        if mimetype:
            target.writestr("mimetype", mimetype)
        for name in names:
            target.writestr(name, "x")
    return made.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)
ODT = "application/vnd.oasis.opendocument.text"
KINDS = [
    (b"%PDF-1.7\n", "a.txt", "application/pdf"),
    (b"\xff\xd8\xff\xe0JFIF", "a.pdf", "image/jpeg"),
    (b"II*\x00\x08", "scan", "image/tiff"),
    (b"RIFF\x00\x00\x00\x00WEBPVP8", "a", "image/webp"),
    (b"\x00\x00\x00\x18ftypheic", "a", "image/heic"),
    (archive("word/document.xml"), "a.zip", next(kind for kind, end in SUFFIXES.items() if end == ".docx")),
    (archive("xl/workbook.xml"), "a", next(kind for kind, end in SUFFIXES.items() if end == ".xlsx")),
    (archive("content.xml", mimetype=ODT), "a", ODT),
    (archive("word/document.xml", "word/vbaProject.bin"), "a.docx", "application/vnd.ms-office.macro-enabled"),
    (archive("a.txt"), "a", "application/zip"),
    (b"PK\x03\x04cut", "a.docx", OTHER),
    (OLE, "old.doc", "application/msword"),
    (OLE, "what", OTHER),
    ("Grüße, 名\r\n".encode(), "letter", "text/plain"),
    (b"a,b\r\n1,2\r\n", "a.csv", "text/csv"),
    (b"<!DOCTYPE html><script>", "a.pdf", "text/html"),
    (bytes(range(256)), "x", OTHER),
    (
        b"MZ is how the note begins, and goes on for long enough to be no program of anybody at all",
        "n.txt",
        "text/plain",
    ),
]


@pytest.mark.parametrize(("content", "name", "kind"), KINDS)
def test_the_kind_is_told_by_the_content(content: bytes, name: str, kind: str) -> None:
    assert kind_of(io.BytesIO(content), name) == kind


PROGRAMS = [
    (b"MZ\x90\x00", "dues.pdf"),
    (b"\x7fELF\x02", "photo.png"),
    (b"#!/bin/sh\n", "letter.txt"),
    (b"\xcf\xfa\xed\xfe", "a"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "Invoice.pdf.lnk"),
    (b"WScript.Echo 1", "invoice.VBS"),
    (archive("META-INF/MANIFEST.MF", "Main.class"), "form.zip"),
]


@pytest.mark.parametrize(("content", "name"), PROGRAMS)
def test_programs_are_refused(content: bytes, name: str) -> None:
    with pytest.raises(InputProblem, match="program"):
        kind_of(io.BytesIO(content), name)


@pytest.mark.parametrize(
    ("name", "kind", "copied"),
    [
        ("photo.jpeg", "image/jpeg", "photo.jpeg"),
        ("photo.exe", "image/jpeg", "photo.exe.jpg"),
        ("CON.pdf", "application/pdf", "CON file.pdf"),
        ("macro.docm", "application/vnd.ms-office.macro-enabled", "macro.docm"),
    ],
)
def test_a_copy_ends_in_what_it_is(name: str, kind: str, copied: str) -> None:
    assert suggested_name(name, kind) == copied
