"""Documents read again: opened as a copy, saved elsewhere, shown; and what waits in the outbox sent to the store."""

import hashlib
import secrets
import shutil
import stat
import time
from dataclasses import dataclass
from pathlib import Path, PurePath
from uuid import UUID

from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.documents import Content, kind_words
from ip2a_desktop.domain.errors import DocumentsAway, InputProblem, NotFound
from ip2a_desktop.services.document_kinds import SUFFIXES
from ip2a_desktop.services.document_places import DocumentPlaces, Places
from ip2a_desktop.services.document_store import is_content_name
from ip2a_desktop.services.files import file_name, write_whole

_OPEN = text("SELECT name, media_type, byte_count, sha256, waits_at FROM attachment_open(:id, :how)")
_ARRIVED = text("SELECT id, owner_table, owner_id FROM attachment_arrived(CAST(:contents AS text[]))")
_SAME = {".jpg": (".jpeg", ".jpe"), ".tif": (".tiff",), ".m4a": (".mp4",)}
_KEPT_OPEN = 24 * 3600
"""Seconds that a copy made to be opened stays."""


@dataclass(frozen=True)
class _Known:
    """What the database knows of a content."""

    name: str
    media_type: str
    byte_count: int
    sha256: str
    waits_at: str


class DocumentReading:
    """Reads contents, and says in the record who looked at a private one.

    Args:
        database: the hall's.
        places: where contents are.
    """

    def __init__(self, database: Database, places: DocumentPlaces) -> None:
        self.database = database
        self._places = places

    def content(self, document_id: UUID) -> Content:
        """Return a content to be shown.

        Raises:
            DocumentsAway: the store cannot be reached.
            NotFound: the document, or its file, is not there.
            InputProblem: its file is damaged.
        """
        known, data = self._read(document_id, "preview")
        return Content(known.name, known.media_type, data)

    def save_as(self, document_id: UUID, target: Path) -> Path:
        """Write a copy to a place that the person chose.

        Raises:
            DocumentsAway, NotFound, InputProblem: as for :meth:`content`, or the place takes no file.
        """
        _, data = self._read(document_id, "save")
        write_whole(target, data)
        return target

    def open_copy(self, document_id: UUID) -> Path:
        """Return a copy, for reading only, that the computer's own program may open.

        Raises:
            DocumentsAway, NotFound, InputProblem: as for :meth:`content`, or it is of a kind that is only saved.
        """
        known, data = self._read(document_id, "open")
        suffix = SUFFIXES.get(known.media_type)
        if suffix is None:
            raise InputProblem(
                f"“{known.name}” is of a kind ({kind_words(known.media_type)}) that is not opened from here.",
                "It is kept unchanged.",
                "Use “Save a copy” and open it only if you trust where it came from.",
            )
        opened = self._places.places().opened
        _clear(opened)
        folder = opened / secrets.token_hex(8)
        folder.mkdir(parents=True, mode=0o700)
        copy = folder / suggested_name(known.name, known.media_type)
        write_whole(copy, data, private=True)
        copy.chmod(stat.S_IRUSR)
        return copy

    def send_waiting(self) -> Changes:
        """Bring what waits in this computer's outbox to the store; nothing leaves the outbox before it is there.

        Returns:
            the changes, empty where nothing waited or the store cannot be reached.
        """
        waiting = [one for one in _listed(self._places.outbox) if is_content_name(one.name)]
        if not waiting:
            return Changes()
        places = self._places.places()
        arrived = []
        for one in waiting:
            try:
                places.store.put_file(one.name, one)
            except InputProblem:
                continue  # damaged here; the check of the documents says that it is missing
            except (DocumentsAway, OSError):
                break  # they go another time
            arrived.append(one)
        if not arrived:
            return Changes()
        changes = Changes()
        with self.database.statement() as session:
            for row in session.execute(_ARRIVED, {"contents": [one.name for one in arrived]}):
                changes |= Changes.of("attachment", row.id) | Changes.of(row.owner_table, row.owner_id)
        for one in arrived:
            one.unlink(missing_ok=True)
        return changes

    def waiting(self) -> int:
        """Return how many contents wait in this computer's outbox."""
        return sum(is_content_name(one.name) for one in _listed(self._places.outbox))

    def _read(self, document_id: UUID, how: str) -> tuple[_Known, bytes]:
        with self.database.statement() as session:
            row = session.execute(_OPEN, {"id": document_id, "how": how}).first()
        if row is None:
            raise NotFound("This document is not there any more.", "Nothing was changed.", "Look at the list again.")
        known = _Known(*row)
        data = _whole(known, self._places.places())
        if len(data) != known.byte_count or hashlib.sha256(data).hexdigest() != known.sha256:
            raise InputProblem(
                f"The file of “{known.name}” is damaged: it is not what was added.",
                "The damaged file was left as it is.",
                "Ask an admin to bring the folder of the documents back from its backup.",
            )
        return known, data


def suggested_name(name: str, media_type: str) -> str:
    """Return a file name for a copy: one that every system takes, with the ending of what it really is."""
    path = PurePath(name)
    own = path.suffix.casefold()
    wanted = SUFFIXES.get(media_type, own)
    if own == wanted or own in _SAME.get(wanted, ()):
        return file_name(path.stem, own if own[1:].isalnum() else "")
    return file_name(name, wanted)


def _whole(known: _Known, places: Places) -> bytes:
    """Return the bytes of a content, from the store or this computer's outbox."""
    waiting = places.outbox / known.sha256
    try:
        stored = places.store.path(known.sha256)
        if stored.exists():
            return stored.read_bytes()
    except DocumentsAway:
        if not waiting.exists():
            raise
    except OSError as error:
        raise DocumentsAway(
            f"The file of “{known.name}” cannot be read just now ({error.strerror}).",
            "The list is complete and nothing is lost.",
            "Check the network or the drive, then try again.",
        ) from error
    if waiting.exists():
        return waiting.read_bytes()
    if known.waits_at:
        raise DocumentsAway(
            f"“{known.name}” still waits on the computer {known.waits_at}.",
            "It goes to the folder of the documents when the program runs there and reaches the folder.",
            "Start the program there, or try again later.",
        )
    raise NotFound(
        f"The file of “{known.name}” is not in the folder of the documents.",
        "The document stays in the list.",
        "Ask an admin to look at Maintenance and bring it back from the folder’s backup.",
    )


def _listed(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _clear(opened: Path) -> None:
    """Remove copies of an earlier day; one that another program holds open stays for the next time."""
    before = time.time() - _KEPT_OPEN
    for folder in _listed(opened):
        if folder.is_dir() and folder.stat().st_mtime < before:
            for one in folder.iterdir():
                one.chmod(stat.S_IRUSR | stat.S_IWUSR)
            shutil.rmtree(folder, ignore_errors=True)
