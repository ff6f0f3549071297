"""Copies of seals kept outside the database: on this desktop, and in the manifests of its backups."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ip2a_desktop.domain.seals import Anchor

_FILE = "audit-seals.jsonl"


class AnchorBook:
    """The seals that this desktop has seen, one line each, never changed.

    Args:
        folder: the desktop's data folder.
        database: a name that tells this database from others of the folder.
    """

    def __init__(self, folder: Path, database: str) -> None:
        self._path = folder / _FILE
        self._database = database

    def all(self) -> tuple[Anchor, ...]:
        """Return what was kept of this database."""
        return tuple(
            Anchor(int(line["number"]), str(line["seal"]))
            for line in _lines(self._path)
            if line.get("database") == self._database and Anchor.read(f"{line.get('number')}:{line.get('seal')}")
        )

    def keep(self, anchors: Iterable[Anchor]) -> None:
        """Add what is not kept yet, and wait for the disk.

        Raises:
            OSError: the file cannot be written.
        """
        known = {str(one) for one in self.all()}
        fresh = [one for one in anchors if str(one) not in known]
        if not fresh:
            return
        with self._path.open("a", encoding="utf-8") as file:
            for one in fresh:
                line = {"database": self._database, "number": one.number, "seal": one.seal}
                file.write(json.dumps(line) + "\n")
            file.flush()
            os.fsync(file.fileno())


def manifest_anchors(folder: Path, database_id: str, database: str) -> tuple[Anchor, ...]:
    """Return the seals in the manifests of a folder of backups; those of other databases are left out."""
    found = []
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        manifest = _read(path)
        is_ours = manifest.get("database_id") == database_id and manifest.get("database") == database
        anchor = Anchor.read(str(manifest.get("anchor", "")))
        if is_ours and anchor is not None:
            found.append(anchor)
    return tuple(found)


def _read(path: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # a damaged manifest is the backups' check's business
        return {}
    return found if isinstance(found, dict) else {}


def _lines(path: Path) -> Iterator[Mapping[str, Any]]:
    """Give the lines that can be read; one cut off by a power cut is the last one, and its seal comes again."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return
    for line in text.splitlines():
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            yield found
