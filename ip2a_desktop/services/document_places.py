"""Where this computer keeps and finds the contents of documents: the store, its outbox, copies that were opened."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import DocumentSettings
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.document_drafts import DocumentSettingsDraft
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.services import saving
from ip2a_desktop.services.document_store import DocumentStore

_OWN = "documents"
_OUTBOX = "documents-waiting"
_OPENED = "documents-opened"
_LOCAL = ("", "127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Places:
    """Where contents are, as this computer reaches them.

    Args:
        store: the hall's folder.
        outbox: what waits here for the store.
        opened: copies that were made to be opened.
        most_bytes: how large a file may be.
    """

    store: DocumentStore
    outbox: Path
    opened: Path
    most_bytes: int


class DocumentPlaces:
    """Asks the database where documents are kept.

    Args:
        database: the hall's.
        folder: this person's data folder.
    """

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.folder = folder

    @property
    def outbox(self) -> Path:
        """What waits on this computer for the store."""
        return self.folder / _OUTBOX

    @property
    def is_alone(self) -> bool:
        """Whether the database is this computer's own, so that its folder can be too."""
        host = self.database.address.host or str(self.database.address.query.get("host", ""))
        return (host in _LOCAL or host.startswith("/")) and (self.folder / "pgdata").is_dir()

    def load(self) -> DocumentSettingsDraft:
        """Return the settings."""
        with self.database.statement() as session:
            row = session.execute(select(DocumentSettings.__table__)).one()
        return saving.draft_of(DocumentSettingsDraft, row)

    def places(self) -> Places:
        """Return where contents are."""
        settings = self.load()
        return Places(
            self._store(settings.folders, settings.id),
            self.outbox,
            self.folder / _OPENED,
            settings.most_megabytes * 1_000_000,
        )

    def save(self, draft: DocumentSettingsDraft) -> Changes:
        """Save the settings, after the folder was made the hall's.

        Raises:
            RuleViolation: no line names a folder that this computer reaches.
            DocumentsAway: it is another hall's.
            NotAllowed: without the admin's duty.
        """
        if draft.folders:
            store = self._store(draft.folders, draft.id)
            try:
                store.mark()
            except OSError as error:
                reason = f"This computer can make no files there ({error.strerror})."
                raise RuleViolation({"folders": reason}) from error
        return saving.save_draft(self.database, DocumentSettings, draft)

    def _store(self, folders: str, store_id: UUID) -> DocumentStore:
        """Return the store by the first of its paths that this computer reaches."""
        ways = [Path(line) for line in folders.splitlines() if line and Path(line).is_absolute()]
        if ways:
            return DocumentStore(next((way for way in ways if way.is_dir()), ways[0]), store_id)
        if folders or not self.is_alone:
            return DocumentStore(None, store_id)
        return DocumentStore(self.folder / _OWN, store_id, is_own=True)
