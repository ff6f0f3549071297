"""What the program remembers for this person on this machine, in one small file of the data folder."""

import json
import logging
import os
import tempfile
from pathlib import Path
from typing import Any, Final, TypeVar

log = logging.getLogger(__name__)

_FILE: Final = "settings.json"
V = TypeVar("V")


class SettingsStore:
    """Values by name, written at once and whole. A file that cannot be read counts as empty and is kept aside.

    Args:
        folder: where the file lies; None keeps everything in memory.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._path = folder / _FILE if folder is not None else None
        self._values: dict[str, Any] = self._read()

    def _read(self) -> dict[str, Any]:
        if self._path is None or not self._path.exists():
            return {}
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            log.warning("The settings could not be read and start afresh: %s", error)
            self._keep_aside()
            return {}
        return found if isinstance(found, dict) else {}

    def _keep_aside(self) -> None:
        if self._path is not None:
            try:
                self._path.replace(self._path.with_suffix(".unreadable.json"))
            except OSError as error:
                log.warning("The unreadable settings could not be kept aside: %s", error)

    def get(self, name: str, default: V) -> V:
        """Return a value, or ``default`` where there is none or it is of another type."""
        value = self._values.get(name, default)
        return value if isinstance(value, type(default)) else default

    def set(self, name: str, value: Any) -> None:
        """Keep a value (anything that JSON knows).

        A disk that takes no file is no reason to stop a person's work: the value holds until the program ends.
        """
        if self._values.get(name) == value and name in self._values:
            return
        self._values[name] = value
        if self._path is not None:
            try:
                self._write(self._path)
            except OSError as error:
                log.warning("The settings could not be written: %s", error)

    def _write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".settings-", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(self._values, file, indent=2, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
