"""Documents of records: added, listed, replaced, moved to the bin and brought back."""

import platform
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import Attachment, AttachmentLook
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.document_drafts import DocumentDraft
from ip2a_desktop.domain.documents import CATEGORIES, Attached, Document, DocumentCategory, DocumentList, Looked
from ip2a_desktop.domain.errors import InputProblem, NotFound
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.progress import Progress, silent
from ip2a_desktop.services import saving
from ip2a_desktop.services.document_intake import TakenIn, take_in
from ip2a_desktop.services.document_places import DocumentPlaces, Places

_AT_ONCE = 8
"""Files that are read and written side by side: each waits for the disk most of its time."""
_BATCH = 64
"""Files whose rows are written together; what was added before a cancel stays."""

_SHOWN = (
    "id", "version", "document_id", "owner_table", "owner_id", "category", "name", "media_type", "byte_count",
    "waits_at", "description", "expires_on", "is_private", "replaced_at", "created_at", "created_by", "deleted_at",
)  # fmt: skip
_CATEGORY = _SHOWN.index("category")


@dataclass(frozen=True)
class Details:
    """What is written down of files as they are added; a category of None is the usual one of the record."""

    category: DocumentCategory | None = None
    description: str = ""
    expires_on: date | None = None
    is_private: bool = False


class DocumentService:
    """The documents of records of any kind.

    Args:
        database: the hall's.
        places: where contents are.
    """

    def __init__(self, database: Database, places: DocumentPlaces) -> None:
        self.database = database
        self._places = places

    def of(self, table: str, record_id: UUID) -> DocumentList:
        """Return the documents of a record that this person may read, in one round trip."""
        columns = [getattr(Attachment, name) for name in _SHOWN]
        statement = (
            select(*columns, func.coalesce(Attachment.deleted_by, "").label("deleted_by"))
            .where(Attachment.owner_id == record_id, Attachment.owner_table == table)
            .order_by(Attachment.created_at.desc(), Attachment.id.desc())
        )
        with self.database.statement() as session:
            found = [_document(one) for one in session.execute(statement)]
        older: dict[UUID, tuple[Document, ...]] = {}
        replaced = sorted((one for one in found if one.replaced_at), key=lambda one: str(one.document_id))
        for document_id, versions in groupby(replaced, key=lambda one: one.document_id):
            older[document_id] = tuple(versions)
        newest = [one for one in found if not one.replaced_at]
        return DocumentList(
            tuple(one for one in newest if not one.deleted_at), older, tuple(one for one in newest if one.deleted_at)
        )

    def for_papers(self, table: str, record_id: UUID) -> tuple[Document, ...]:
        """Return the documents of a record that its papers name, the oldest first: all but private ones."""
        return tuple(one for one in reversed(self.of(table, record_id).current) if not one.is_private)

    def attach(
        self,
        table: str,
        record_id: UUID,
        files: Sequence[Path],
        details: Details = Details(),
        progress: Progress = silent,
    ) -> Attached:
        """Add files to a record; each that is no document is refused by itself.

        Contents go into the store, or wait in this computer's outbox while it cannot be reached.

        Args:
            table: of the record.
            record_id: the record.
            files: in the order in which they stand.
            details: what is written down of them.
            progress: told after each batch; what it raises (Cancelled) leaves those that were added.

        Raises:
            HallError: the database took none of the batch; its files are where they were.
        """
        category = details.category or CATEGORIES[table][0]
        values = {
            "owner_table": table,
            "owner_id": record_id,
            "category": category.value,
            "description": details.description,
            "expires_on": details.expires_on,
            "is_private": details.is_private,
        }
        added: list[UUID] = []
        refused: list[tuple[Path, str]] = []
        waiting = 0
        for taken, problems in self._batches(files, progress):
            rows = [self._row(one, values) for one in taken]
            if rows:
                self._insert(rows)
            added += [row["id"] for row in rows]
            waiting += sum(one.is_waiting for one in taken)
            refused += problems
        changes = Changes.of("attachment", *added) | Changes.of(table, record_id) if added else Changes()
        return Attached(tuple(added), tuple(refused), waiting, changes)

    def replace(self, document: Document, file: Path) -> Attached:
        """Put a new version in the place of a document; the one before stays in its history.

        Raises:
            InputProblem: the file is no document.
            RuleViolation: somebody else replaced it, or moved it to the bin.
        """
        places = self._places.places()
        taken = take_in(file, places.store, places.outbox, places.most_bytes)
        values = {
            "owner_table": document.owner_table,
            "owner_id": document.owner_id,
            "category": document.category.value,
            "description": document.description,
            "expires_on": document.expires_on,
            "is_private": document.is_private,
            "replaces_id": document.id,
            "document_id": document.document_id,
        }
        row = self._row(taken, values)
        self._insert([row])
        changes = Changes.of("attachment", row["id"], document.id) | Changes.of(document.owner_table, document.owner_id)
        return Attached((row["id"],), (), int(taken.is_waiting), changes)

    def load(self, document_id: UUID) -> DocumentDraft:
        """Return what people wrote about a document.

        Raises:
            NotFound: it is not there.
        """
        with self.database.statement() as session:
            row = session.execute(select(Attachment.__table__).where(Attachment.id == document_id)).first()
        if row is None:
            raise NotFound("This document is not there any more.", "Nothing was changed.", "Look at the list again.")
        return saving.draft_of(DocumentDraft, row)

    def save(self, draft: DocumentDraft) -> Changes:
        """Save what somebody wrote about a document.

        Raises:
            StaleRecord: somebody else saved it since it was loaded.
        """
        return saving.save_draft(self.database, Attachment, draft)

    def move_to_bin(self, ids: Sequence[UUID]) -> Changes:
        """Move documents to the bin with all their versions, in one statement."""
        return self._set_bin(ids, to_bin=True)

    def restore(self, ids: Sequence[UUID]) -> Changes:
        """Bring documents back from the bin with all their versions, in one statement."""
        return self._set_bin(ids, to_bin=False)

    def looks(self, document: Document) -> tuple[Looked, ...]:
        """Return who looked at a private document in any of its versions, the latest first."""
        versions = select(Attachment.id).where(Attachment.document_id == document.document_id)
        statement = (
            select(AttachmentLook.at, AttachmentLook.by, AttachmentLook.how)
            .where(AttachmentLook.attachment_id.in_(versions))
            .order_by(AttachmentLook.at.desc())
            .limit(200)
        )
        with self.database.statement() as session:
            return tuple(Looked(one.at, one.by, one.how) for one in session.execute(statement))

    def _set_bin(self, ids: Sequence[UUID], *, to_bin: bool) -> Changes:
        whole = select(Attachment.document_id).where(Attachment.id.in_(ids))
        state = Attachment.deleted_at.is_(None) if to_bin else Attachment.deleted_at.is_not(None)
        statement = (
            update(Attachment.__table__)  # type: ignore[arg-type]  # every mapped class has a Table
            .where(Attachment.document_id.in_(whole), state)
            .values(deleted_at=func.clock_timestamp() if to_bin else None)
            .returning(Attachment.id, Attachment.owner_table, Attachment.owner_id)
        )
        with self.database.statement() as session:
            changes = Changes()
            for one in session.execute(statement):
                changes |= Changes.of("attachment", one.id) | Changes.of(one.owner_table, one.owner_id)
        return changes

    def _batches(
        self, files: Sequence[Path], progress: Progress
    ) -> Iterator[tuple[list[TakenIn], list[tuple[Path, str]]]]:
        places = self._places.places()
        with ThreadPoolExecutor(_AT_ONCE, "documents") as pool:
            for start in range(0, len(files), _BATCH):
                progress(start, len(files), "Adding documents")
                outcomes = list(pool.map(_taking(places), files[start : start + _BATCH]))
                taken = [one for one in outcomes if isinstance(one, TakenIn)]
                yield taken, [one for one in outcomes if not isinstance(one, TakenIn)]
        progress(len(files), len(files), "Adding documents")

    def _insert(self, rows: list[dict[str, Any]]) -> None:
        """Insert rows in one statement; sent twice, they count once."""
        table: Any = Attachment.__table__
        with self.database.statement() as session:
            session.execute(insert(table).values(rows).on_conflict_do_nothing(index_elements=["id"]))

    def _row(self, taken: TakenIn, values: dict[str, Any]) -> dict[str, Any]:
        own = new_id()
        return {
            "id": own,
            "document_id": own,
            "name": taken.name,
            "media_type": taken.media_type,
            "byte_count": taken.byte_count,
            "sha256": taken.sha256,
            "waits_at": (platform.node() or "another computer") if taken.is_waiting else "",
            **values,
        }


def _taking(places: Places) -> Callable[[Path], TakenIn | tuple[Path, str]]:
    def take(file: Path) -> TakenIn | tuple[Path, str]:
        try:
            return take_in(file, places.store, places.outbox, places.most_bytes)
        except InputProblem as problem:
            return file, str(problem)

    return take


def _document(row: Any) -> Document:
    values = list(row)  # in the order of the fields
    values[_CATEGORY] = DocumentCategory(values[_CATEGORY])
    return Document(*values)
