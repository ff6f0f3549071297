"""Files that people add: read whole, known by their content, refused in a sentence where they are no documents."""

import hashlib
import io
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ip2a_desktop.domain.document_drafts import clean_name
from ip2a_desktop.domain.documents import shown_size
from ip2a_desktop.domain.errors import DocumentsAway, InputProblem
from ip2a_desktop.services.document_kinds import kind_of
from ip2a_desktop.services.document_store import DocumentStore, put_file_into, put_into

_SMALL = 8 << 20
"""Bytes up to which a file is read once, and held while it is written."""

_NOT_ADDED = "It was not added."
_AGAIN = "Look where it is now, and add it again."


@dataclass(frozen=True)
class TakenIn:
    """A file that was read whole.

    Args:
        source: where it was.
        name: as it is kept.
        media_type: by its content.
        byte_count: how large it is.
        sha256: of its content.
        is_waiting: whether its content waits in the outbox.
    """

    source: Path
    name: str
    media_type: str
    byte_count: int
    sha256: str
    is_waiting: bool


def take_in(source: Path, store: DocumentStore, outbox: Path, most_bytes: int) -> TakenIn:
    """Read a file and keep its content: in the store, or in the outbox while the store cannot be reached.

    Args:
        source: the file.
        store: where contents belong.
        outbox: a folder of this computer.
        most_bytes: how large a file may be.

    Raises:
        InputProblem: it is no document, or cannot be read or kept; the sentence says why.
    """
    name = clean_name(source.name)
    try:
        size = _checked_size(source, name, most_bytes)
        if size <= _SMALL:
            return _small(source, name, store, outbox)
        return _large(source, name, size, store, outbox)
    except FileNotFoundError as error:
        raise InputProblem(f"“{name}” is not there any more.", _NOT_ADDED, _AGAIN) from error
    except PermissionError as error:
        raise InputProblem(
            f"“{name}” may not be read.", _NOT_ADDED, "Close it in other programs, or ask for the right to read it."
        ) from error
    except OSError as error:
        raise InputProblem(f"“{name}” could not be read ({error.strerror}).", _NOT_ADDED, _AGAIN) from error


def _checked_size(source: Path, name: str, most_bytes: int) -> int:
    about = source.stat()
    if stat.S_ISDIR(about.st_mode):
        raise InputProblem(f"“{name}” is a folder.", _NOT_ADDED, "Open it and choose the files in it.")
    if not stat.S_ISREG(about.st_mode):
        raise InputProblem(f"“{name}” is not a file.", _NOT_ADDED, "Choose a file.")
    if about.st_size == 0:
        raise InputProblem(f"“{name}” is empty (0 bytes).", _NOT_ADDED, "Scan or save it again, and add that.")
    if about.st_size > most_bytes:
        raise InputProblem(
            f"“{name}” has {shown_size(about.st_size)}; at most {shown_size(most_bytes)} are taken.",
            _NOT_ADDED,
            "Make it smaller, such as by scanning with fewer dots, or ask an admin to allow more.",
        )
    return about.st_size


def _small(source: Path, name: str, store: DocumentStore, outbox: Path) -> TakenIn:
    with source.open("rb") as file:
        data = file.read(_SMALL + 1)
        if len(data) > _SMALL:
            raise InputProblem(f"“{name}” grew while it was read.", _NOT_ADDED, "Close it elsewhere and add it again.")
    if not data:
        raise InputProblem(f"“{name}” is empty (0 bytes).", _NOT_ADDED, "Scan or save it again, and add that.")
    media_type = kind_of(io.BytesIO(data), name)
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        store.put(sha256, data)
        waits = False
    except (DocumentsAway, OSError):
        _keep_here(lambda: put_into(outbox / sha256, data), name)
        waits = True
    return TakenIn(source, name, media_type, len(data), sha256, waits)


def _large(source: Path, name: str, size: int, store: DocumentStore, outbox: Path) -> TakenIn:
    with source.open("rb") as file:
        media_type = kind_of(file, name)
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        if os.fstat(file.fileno()).st_size != size:
            raise InputProblem(
                f"“{name}” changed while it was read.", _NOT_ADDED, "Close it elsewhere and add it again."
            )
    try:
        store.put_file(sha256, source)
        waits = False
    except (DocumentsAway, OSError):
        _keep_here(lambda: put_file_into(outbox / sha256, sha256, source), name)
        waits = True
    return TakenIn(source, name, media_type, size, sha256, waits)


def _keep_here(put: Callable[[], None], name: str) -> None:
    """Put a content into the outbox; there is no further place after it."""
    try:
        put()
    except FileNotFoundError:  # the file itself is gone: folders of the outbox are made
        raise
    except OSError as error:
        raise InputProblem(
            f"“{name}” could be kept neither in the folder of the documents nor on this computer ({error.strerror}).",
            _NOT_ADDED,
            "Make room on this computer's disk, or wait until the folder can be reached again.",
        ) from error
