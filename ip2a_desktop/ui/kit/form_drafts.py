"""What was typed into a form and not saved yet, kept on disk so that it survives a crash."""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import psutil
from PySide6.QtCore import QObject, QTimer

from ip2a_desktop.ui.kit.tasks import Tasks

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.forms import Form

log = logging.getLogger(__name__)

_AFTER = 1_500
"""Milliseconds from the first keystroke that is not on disk yet until it is written; well below five seconds."""
_SUFFIX = ".draft.json"


@dataclass(frozen=True)
class KeptDraft:
    """What was kept of a form.

    Args:
        form: names the form, such as ``member``.
        record: the id of the record (of a new one too: it has its id from the start).
        version: the version that it was loaded with; None for a new record.
        title: what people call it, such as "Ana Ruiz" or "New member".
        states: what stood in the fields (:meth:`ip2a_desktop.ui.kit.forms.Form.states`).
        given: values that no field shows but the draft needs, such as the member that a job belongs to.
        kept_at: when it was written.
        writer: the process that wrote it: its number, and when it began (seconds since 1970).
    """

    form: str
    record: UUID
    version: int | None
    title: str
    states: Mapping[str, Any]
    given: Mapping[str, str]
    kept_at: datetime
    writer: tuple[int, float] = field(default_factory=lambda: (os.getpid(), psutil.Process().create_time()))

    @property
    def is_open(self) -> bool:
        """Whether the program that wrote it still runs, so that the form stands on somebody's screen."""
        number, began = self.writer
        try:
            return psutil.Process(number).create_time() == began
        except psutil.Error:
            return False

    def to_json(self) -> str:
        """Return it as JSON."""
        plain = self.__dict__ | {"record": str(self.record), "kept_at": self.kept_at.isoformat()}
        return json.dumps(plain, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> KeptDraft:
        """Return what was kept.

        Raises:
            ValueError: the text is damaged or of another release.
        """
        try:
            plain = json.loads(text)
            values = plain | {
                "record": UUID(plain["record"]),
                "kept_at": datetime.fromisoformat(plain["kept_at"]),
                "states": dict(plain["states"]),
                "given": dict(plain["given"]),
                "writer": (int(plain["writer"][0]), float(plain["writer"][1])),
            }
            return cls(**values)
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            raise ValueError(f"not a kept draft: {error}") from error


class DraftStore:
    """The folder of kept drafts, one file for each form and record; it can be used from any thread.

    Files are written whole or not at all, and only the person can read them (on Windows the folder of the
    person's profile sees to that).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._forgotten: set[Path] = set()

    def keep(self, draft: KeptDraft) -> None:
        """Write a draft over the one kept before; nothing is written for one that was forgotten meanwhile.

        Raises:
            OSError: the folder cannot be written to.
        """
        path = self._path(draft.form, draft.record)
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = _write_part(self._folder, draft.to_json().encode())
        with self._lock:  # never held while the disk works: the GUI thread takes it to forget
            if path in self._forgotten:
                part.unlink()
                return
            part.replace(path)
        _flush_folder(self._folder)

    def begin(self, form: str, record: UUID) -> None:
        """Allow a record's draft to be kept (again)."""
        with self._lock:
            self._forgotten.discard(self._path(form, record))

    def forget(self, form: str, record: UUID) -> None:
        """Remove a draft: it was saved or discarded. A write that is still on its way is not carried out."""
        path = self._path(form, record)
        with self._lock:
            self._forgotten.add(path)
            path.unlink(missing_ok=True)

    def pending(self) -> tuple[KeptDraft, ...]:
        """Return the drafts that can be brought back, the newest first.

        Damaged ones are left where they are, and so are those of another copy of the program that still runs.
        """
        found = [draft for path in self._files() if (draft := _read(path)) is not None and not draft.is_open]
        return tuple(sorted(found, key=lambda draft: draft.kept_at, reverse=True))

    def _files(self) -> Iterator[Path]:
        return iter(sorted(self._folder.glob(f"*{_SUFFIX}"))) if self._folder.is_dir() else iter(())

    def _path(self, form: str, record: UUID) -> Path:
        return self._folder / f"{form}-{record}{_SUFFIX}"


class DraftKeeper(QObject):
    """Keeps what is typed into one form while it is not saved.

    Call :meth:`forget` when it was saved or discarded. A form that is as it was loaded keeps nothing.
    """

    def __init__(
        self,
        store: DraftStore,
        tasks: Tasks,
        form: Form,
        name: str,
        title: str,
        given: Mapping[str, UUID | str] | None = None,
    ) -> None:
        """Watch a form that is loaded already.

        Args:
            store: where drafts are kept.
            tasks: the door off the GUI thread; the disk is never waited for.
            form: the form.
            name: names the form, such as ``member``; letters and underscores.
            title: what people call the record.
            given: values that no field shows but the draft needs when it is brought back.
        """
        super().__init__(form)
        self._store = store
        self._tasks = tasks
        self._form = form
        self._name = name
        self._title = title
        self._given = {key: str(value) for key, value in (given or {}).items()}
        self._is_warned = False
        self._soon = QTimer(self, singleShot=True, interval=_AFTER)
        self._soon.timeout.connect(self.keep_now)
        store.begin(name, form.draft.id)
        form.edited.connect(self._on_edited)

    def keep_now(self) -> None:
        """Write what stands in the form, without waiting for the timer."""
        self._soon.stop()
        form, store = self._form, self._store
        if not form.is_dirty:
            store.forget(self._name, form.draft.id)
            store.begin(self._name, form.draft.id)
            return
        now = datetime.now(UTC)
        record, version = form.draft.id, form.draft.version
        draft = KeptDraft(self._name, record, version, self._title, form.states(), self._given, now)
        self._tasks.run(self, lambda: store.keep(draft), lambda _none: None, self._on_failed, key="keep")

    def forget(self) -> None:
        """Remove what was kept: it was saved or discarded."""
        self._soon.stop()
        self._store.forget(self._name, self._form.draft.id)

    def _on_edited(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _on_failed(self, error: Exception) -> None:
        """A disk that takes no file is no reason to stop a person who types; it is noted once."""
        if not self._is_warned:
            self._is_warned = True
            log.warning("What is typed cannot be kept for the case of a crash: %s", error)


def _read(path: Path) -> KeptDraft | None:
    try:
        return KeptDraft.from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        log.warning("A kept draft could not be read: %s", error)
        return None


def _write_part(folder: Path, content: bytes) -> Path:
    """Write a file that is on the disk for good, under a name of its own, and return it."""
    part = folder / f".{uuid4().hex}.part"
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return part


def _flush_folder(folder: Path) -> None:
    """Make the new name of a file last; Windows does so by itself and opens no folders."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
