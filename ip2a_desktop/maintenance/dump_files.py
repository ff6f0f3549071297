"""A dump as a file: written under another name until it is whole, with a manifest beside it that says what it holds."""

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ip2a_desktop.db.proving import Contents, Holdings
from ip2a_desktop.domain.errors import InputProblem

_CHUNK = 1 << 20
_MAGIC = b"PGDMP"
_ENDING = ".dump"


@dataclass(frozen=True)
class Manifest:
    """What stands beside a dump.

    Args:
        sha256: of the file, in hexadecimal.
        bytes: its size.
        started_at: server time, as ISO 8601 writes it.
        database: the database's name.
        database_id: what this hall's database and its copies have, and no other.
        server_version: PostgreSQL's major version.
        dump_version: pg_dump's.
        schema: the version of the schema.
        roles: the roles that it names.
        tables: rows and signature by table.
        objects: how many constraints, indexes, triggers and so on.
        anchor: the newest seal over the record of who did what.
    """

    sha256: str
    bytes: int
    started_at: str
    database: str
    database_id: str
    server_version: int
    dump_version: int
    schema: str
    roles: tuple[str, ...]
    tables: Mapping[str, tuple[int, str]]
    objects: Mapping[str, int]
    anchor: str = ""

    def holdings(self) -> Holdings:
        """Return what the database held."""
        tables = {name: Contents(rows, signature) for name, (rows, signature) in self.tables.items()}
        return Holdings(tables, dict(self.objects))


def manifest_path(file: Path) -> Path:
    """Return the path of a dump's manifest."""
    return file.with_name(f"{file.name}.json")


def write_manifest(file: Path, manifest: Manifest) -> None:
    """Write a dump's manifest, whole or not at all."""
    with whole_file(manifest_path(file)) as part:
        part.write_text(json.dumps(asdict(manifest), indent=1, ensure_ascii=False), encoding="utf-8")


def read_manifest(file: Path) -> Manifest | None:
    """Return a dump's manifest, None where there is none.

    Raises:
        InputProblem: it cannot be read as one.
    """
    path = manifest_path(file)
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        tables = {str(name): (int(rows), str(signature)) for name, (rows, signature) in found.pop("tables").items()}
        return Manifest(**found | {"tables": tables, "roles": tuple(found["roles"])})
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError, AttributeError, OSError) as error:
        raise InputProblem(
            f"The manifest {path.name} beside the backup cannot be read.",
            "Nothing was changed.",
            "Move it away to check the backup without it.",
        ) from error


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Give a path to write to that takes the target's place at the end, or goes without a trace.

    Raises:
        InputProblem: the folder cannot be written, or is full.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))  # closed to others from the beginning
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
        _settle(target.parent)
    except OSError as error:
        raise InputProblem(
            f"The backup could not be written to {target.parent}: {error.strerror or error}.",
            "No part of it was left there, and earlier backups are untouched.",
            "Make room or choose another folder, then back up again.",
        ) from error
    finally:
        with suppress(OSError):  # where its folder could not even be made
            part.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Make the new name last through a power cut; Windows does so by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def digest(file: Path) -> str:
    """Return a file's SHA-256 in hexadecimal."""
    found = hashlib.sha256()
    with file.open("rb") as source:
        while chunk := source.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def first_problem(file: Path, manifest: Manifest | None) -> str:
    """Return what a look at the file's bytes shows to be wrong, empty where nothing is."""
    try:
        size = file.stat().st_size
        with file.open("rb") as source:
            begins = source.read(len(_MAGIC))
        if begins != _MAGIC:
            return "The file is not a backup: it does not begin as one." if size else "The file is empty."
        if manifest is None:
            return ""
        if size != manifest.bytes:
            return f"The file has {size:,} bytes; {manifest.bytes:,} were written."
        return "" if digest(file) == manifest.sha256 else "The file is not as it was written: its contents changed."
    except FileNotFoundError:
        return "The file is not there any more."
    except OSError as error:
        return f"The file cannot be read: {error.strerror or error}."


def name_for(database: str, moment: str) -> str:
    """Return a dump's file name.

    Args:
        database: the database's name.
        moment: the time, such as ``2026-03-06-143000``.
    """
    safe = "".join(one if one.isalnum() or one in "-_" else "_" for one in database)
    return f"{safe}-{moment}{_ENDING}"
