"""The folder or share that holds the contents of documents, each once, under its SHA-256.

A name that a person gave never becomes part of a path. A file comes into being under a temporary name, is brought onto
the disk, and then takes its place, so that what stands there is whole. The folder carries the id of its hall: an empty
folder where a share should be mounted is never taken for it.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from ip2a_desktop.domain.errors import DocumentsAway, InputProblem

MARKER = "ip2a-documents.txt"
QUARANTINE = "quarantine"
PART = ".part"
_LETTERS = frozenset("0123456789abcdef")
_CHUNK = 1 << 20


def is_content_name(name: str) -> bool:
    """Say whether a name is a SHA-256 in small letters."""
    return len(name) == 64 and _LETTERS.issuperset(name)


@dataclass(frozen=True)
class DocumentStore:
    """One folder with contents.

    Args:
        root: the folder; None where nobody chose one.
        store_id: the hall's own, which the folder carries.
        is_own: whether it is this computer's own folder, which is made when it is first needed.
    """

    root: Path | None
    store_id: UUID
    is_own: bool = False

    def there(self) -> Path:
        """Return the folder.

        Raises:
            DocumentsAway: it cannot be reached, or is not the hall's.
        """
        if self.root is None:
            raise DocumentsAway(
                "Nobody has chosen yet where this hall keeps its documents.",
                "The list is complete, and what you add waits on this computer.",
                "Ask an admin to choose the folder in Settings.",
            )
        try:
            if self.is_own and not self.root.exists():
                self._make_own(self.root)
            found = (self.root / MARKER).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise DocumentsAway(
                f"The folder of the documents cannot be reached: {self.root}.",
                "The list is complete and nothing is lost; what you add waits on this computer and goes there later.",
                "Check the network or the drive, then try again.",
            ) from error
        if not found.endswith(str(self.store_id)):
            raise DocumentsAway(
                f"The folder {self.root} holds the documents of another hall.",
                "Nothing was read or written there; what you add waits on this computer.",
                "Ask an admin to look at the folder in Settings.",
            )
        return self.root

    def _make_own(self, root: Path) -> None:
        """Make the folder with what marks it in one step: others may need it at the same moment."""
        made = DocumentStore(root.with_name(f".{secrets.token_hex(8)}{PART}"), self.store_id)
        made.mark()
        assert made.root is not None
        try:
            made.root.rename(root)
        except OSError:
            if not (root / MARKER).exists():
                raise
            (made.root / MARKER).unlink()
            made.root.rmdir()

    def mark(self) -> None:
        """Make the folder the hall's.

        Raises:
            DocumentsAway: it belongs to another hall already.
            OSError: it cannot be made or written.
        """
        assert self.root is not None
        self.root.mkdir(parents=True, exist_ok=True)
        marker = self.root / MARKER
        if marker.exists():
            self.there()
            return
        words = "Documents of IP2A Desktop. Leave this folder to the program: it knows its files by their content."
        _into_place(marker, f"{words}\n{self.store_id}\n".encode())

    def path(self, sha256: str) -> Path:
        """Return where a content lies: ``ab/cd/<sha256>``.

        Raises:
            ValueError: it is no SHA-256.
        """
        return self._in(self.there(), sha256)

    def _in(self, root: Path, sha256: str) -> Path:
        if not is_content_name(sha256):
            raise ValueError("not a SHA-256")
        return root / sha256[:2] / sha256[2:4] / sha256

    def put(self, sha256: str, data: bytes) -> None:
        """Keep a content; where it is kept already nothing is written.

        Raises:
            OSError: the folder does not take it; nothing is left behind.
            DocumentsAway: the folder cannot be reached.
        """
        put_into(self.path(sha256), data)

    def put_file(self, sha256: str, source: Path) -> None:
        """Keep the content of a file, found to be the same while it is copied.

        Raises:
            InputProblem: the file changed since it was first read.
            OSError: the folder does not take it; nothing is left behind.
            DocumentsAway: the folder cannot be reached.
        """
        put_file_into(self.path(sha256), sha256, source)

    def contents(self) -> Iterator[os.DirEntry[str]]:
        """Yield every file of the folder but the marker and the quarantine."""
        root = self.there()
        folders = [str(root)]
        while folders:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if entry.path != str(root / QUARANTINE):
                            folders.append(entry.path)
                    elif entry.path != str(root / MARKER):
                        yield entry


def put_into(target: Path, data: bytes) -> None:
    """Write a content to its place, unless a file of its size is there already.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    if _is_there(target, len(data)):
        return
    _into_place(target, data)


def put_file_into(target: Path, sha256: str, source: Path) -> None:
    """Copy a content to its place, unless a file of its size is there already.

    Raises:
        InputProblem: the file is not what it was when it was first read.
        OSError: it cannot be read or written; nothing is left behind.
    """
    if _is_there(target, source.stat().st_size):
        return
    part = _part_of(target)
    try:
        digest = hashlib.sha256()
        with source.open("rb") as reading, _new(part) as writing:
            while chunk := reading.read(_CHUNK):
                digest.update(chunk)
                writing.write(chunk)
            _onto_disk(writing)
        if digest.hexdigest() != sha256:
            raise InputProblem(
                f"“{source.name}” changed while it was read.",
                "It was not added.",
                "Close it elsewhere and add it again.",
            )
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _is_there(target: Path, size: int) -> bool:
    try:
        return target.stat().st_size == size
    except OSError:
        return False


def _into_place(target: Path, data: bytes) -> None:
    part = _part_of(target)
    try:
        with _new(part) as writing:
            writing.write(data)
            _onto_disk(writing)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _part_of(target: Path) -> Path:
    return target.with_name(f".{secrets.token_hex(8)}{PART}")


def _new(part: Path) -> BinaryIO:
    try:
        return part.open("xb")
    except FileNotFoundError:
        part.parent.mkdir(parents=True, exist_ok=True)
        return part.open("xb")


def _onto_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, read whole.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
