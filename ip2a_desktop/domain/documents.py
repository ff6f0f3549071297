"""Documents of records: their categories, what a list shows of them, what became of files that were added."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.words import Word


class DocumentCategory(Word):
    """What a document is about."""

    APPLICATIONS = "applications", "Application"
    BENEVOLENCE = "benevolence", "Benevolence"
    CERTIFICATIONS = "certifications", "Certification"
    CONTRACTS = "contracts", "Contract"
    CORRESPONDENCE = "correspondence", "Correspondence"
    DISCIPLINE = "discipline", "Discipline"
    DUES = "dues", "Dues"
    EMPLOYMENT = "employment", "Employment"
    EVIDENCE = "evidence", "Evidence"
    GRIEVANCES = "grievances", "Grievance"
    PHOTO = "photo", "Photo"
    SALTING = "salting", "SALTing"
    SETTLEMENT = "settlement", "Settlement"
    STATEMENTS = "statements", "Statement"
    SUPPORTING = "supporting", "Supporting document"
    GENERAL = "general", "General"


_C = DocumentCategory
CATEGORIES: dict[str, tuple[DocumentCategory, ...]] = {
    "member": (
        _C.GENERAL, _C.CORRESPONDENCE, _C.EMPLOYMENT, _C.CERTIFICATIONS, _C.DUES, _C.GRIEVANCES, _C.BENEVOLENCE,
        _C.SALTING, _C.DISCIPLINE, _C.PHOTO,
    ),
    "organization": (_C.GENERAL, _C.CONTRACTS, _C.CORRESPONDENCE, _C.GRIEVANCES, _C.SALTING),
    "grievance": (_C.EVIDENCE, _C.STATEMENTS, _C.CORRESPONDENCE, _C.SETTLEMENT, _C.GENERAL),
    "benevolence_application": (_C.SUPPORTING, _C.APPLICATIONS, _C.CORRESPONDENCE, _C.GENERAL),
    "organizing_activity": (_C.EVIDENCE, _C.PHOTO, _C.CORRESPONDENCE, _C.GENERAL),
}  # fmt: skip
"""Table of the record -> its categories, the usual one first; other tables have no documents."""

IMAGES = frozenset(("image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff", "image/bmp"))
PDF = "application/pdf"

KINDS = {
    PDF: "PDF",
    "image/jpeg": "Photo (JPEG)",
    "image/png": "Picture (PNG)",
    "image/gif": "Picture (GIF)",
    "image/webp": "Picture (WebP)",
    "image/tiff": "Scan (TIFF)",
    "image/bmp": "Picture (BMP)",
    "image/heic": "Photo (HEIC)",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel workbook",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "Presentation",
    "application/vnd.oasis.opendocument.text": "Text document",
    "application/vnd.oasis.opendocument.spreadsheet": "Spreadsheet",
    "application/msword": "Word document (old)",
    "application/vnd.ms-excel": "Excel workbook (old)",
    "application/vnd.ms-outlook": "E-mail",
    "application/rtf": "Text document (RTF)",
    "text/plain": "Text",
    "text/csv": "Table (CSV)",
    "text/html": "Web page",
    "message/rfc822": "E-mail",
    "audio/mpeg": "Recording",
    "audio/wav": "Recording",
    "audio/mp4": "Recording",
    "video/mp4": "Video",
    "application/zip": "Zip archive",
}
"""Media type -> what people call it."""


def kind_words(media_type: str) -> str:
    """Return what people call a media type."""
    return KINDS.get(media_type, "File")


@dataclass(frozen=True)
class Document:
    """One version of a document, as its record's list shows it.

    Args:
        id, version: of this version of the document.
        document_id: the same for all versions of a document.
        owner_table, owner_id: the record.
        category: what it is about.
        name: as the file was called; never a path.
        media_type: by its content.
        byte_count: how large it is.
        waits_at: the computer whose outbox still holds the content, empty once it is in the store.
        description, expires_on, is_private: as somebody wrote them.
        replaced_at: when a newer version took its place; None for the newest.
        created_at, created_by: when it was added, by whom.
        deleted_at, deleted_by: when it was moved to the bin, by whom.
    """

    id: UUID
    version: int
    document_id: UUID
    owner_table: str
    owner_id: UUID
    category: DocumentCategory
    name: str
    media_type: str
    byte_count: int
    waits_at: str
    description: str
    expires_on: date | None
    is_private: bool
    replaced_at: datetime | None
    created_at: datetime
    created_by: str
    deleted_at: datetime | None
    deleted_by: str

    @property
    def kind(self) -> str:
        """What people call its type."""
        return kind_words(self.media_type)

    @property
    def has_preview(self) -> bool:
        """Whether the program can show it itself."""
        return self.media_type == PDF or self.media_type in IMAGES


@dataclass(frozen=True)
class DocumentList:
    """All documents of a record.

    Args:
        current: the newest version of each, the latest first.
        older: the versions that were replaced, by document, the latest first.
        in_bin: the newest version of each document in the bin.
    """

    current: tuple[Document, ...] = ()
    older: dict[UUID, tuple[Document, ...]] = field(default_factory=dict)
    in_bin: tuple[Document, ...] = ()


@dataclass(frozen=True)
class Looked:
    """Somebody looked at a private document."""

    at: datetime
    by: str
    how: str


@dataclass(frozen=True)
class Attached:
    """What became of files that were to be added.

    Args:
        added: ids of the documents that were made.
        refused: each file that was not added, and why.
        waiting: how many of those added wait for the share on this computer.
        changes: for the screens.
    """

    added: tuple[UUID, ...] = ()
    refused: tuple[tuple[Path, str], ...] = ()
    waiting: int = 0
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True)
class Content:
    """The content of a document, read whole and found to be what was stored."""

    name: str
    media_type: str
    data: bytes


def shown_size(count: int) -> str:
    """Return a size as people say it, such as ``340 KB``."""
    if count < 1000:
        return f"{count} bytes"
    if count < 1_000_000:
        return f"{count / 1000:,.0f} KB"
    return f"{count / 1_000_000:,.1f} MB"
