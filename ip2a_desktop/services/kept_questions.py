"""The questions of the first rows of lists, kept as text, so that the next start asks them before SQLAlchemy is loaded.

Only what is asked is kept, of lists that are neither searched nor filtered: no name, no search, nothing of a person.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)
_PLAIN = (str, int, float, bool, type(None))


@dataclass(frozen=True)
class Question:
    """A statement as the driver takes it: its text, and parameters that JSON knows."""

    sql: str
    parameters: Mapping[str, Any]


class KeptQuestions:
    """Questions by name, in a file of the data folder.

    Args:
        path: the file; one that cannot be read counts as empty.
        edition: the program and the code that asks; questions of another edition are not used.
    """

    def __init__(self, path: Path, edition: str) -> None:
        self._path = path
        self._edition = edition
        self._lock = threading.Lock()

    def find(self, name: str) -> Question | None:
        """Return a question, or None where it was not kept by this edition."""
        with self._lock:
            found = self._kept.get(name)
        return Question(found[0], found[1]) if found else None

    def keep(self, name: str, question: Question) -> None:
        """Keep a question for the next start; one with parameters of other kinds is asked by SQLAlchemy only."""
        if not all(isinstance(one, _PLAIN) for one in question.parameters.values()):
            return
        with self._lock:
            if self._kept.get(name) != [question.sql, dict(question.parameters)]:
                self._kept[name] = [question.sql, dict(question.parameters)]
                self._write()

    @cached_property
    def _kept(self) -> dict[str, list[Any]]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            return dict(found["questions"]) if found["edition"] == self._edition else {}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError) as error:
            _log.info("the kept questions cannot be read and are asked anew: %s", error)
            return {}

    def _write(self) -> None:
        """Replace the file whole; a disk that takes none costs the next start half a second, and no more."""
        try:
            handle, name = tempfile.mkstemp(prefix=".questions-", dir=self._path.parent)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"edition": self._edition, "questions": self._kept}, file, indent=1)
            Path(name).replace(self._path)
        except OSError as error:
            _log.info("the questions could not be kept: %s", error)
