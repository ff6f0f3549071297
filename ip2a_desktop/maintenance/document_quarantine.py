"""Files that belong to no document, set aside for 30 days; nothing that a document names is ever touched."""

import time
from pathlib import Path
from typing import Final

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import DocumentsAway
from ip2a_desktop.domain.health import Finding
from ip2a_desktop.domain.repairs import RepairKind, RowRepair
from ip2a_desktop.services.document_places import DocumentPlaces
from ip2a_desktop.services.document_store import QUARANTINE, DocumentStore, is_content_name

RULE: Final = "documents.stray"
ADVICE: Final = "The files move into the folder “quarantine” beside the documents, and stay there for 30 days."
_KEPT_SECONDS = 30 * 86400
_OWNED = "SELECT EXISTS (SELECT FROM document_contents() AS c WHERE c.sha256 = %(name)s)"


def rows_for(finding: Finding) -> tuple[RowRepair, ...] | None:
    """Return what would be set aside, None for findings of other rules."""
    if finding.rule != RULE:
        return None
    return tuple(
        RowRepair(one.key, "", None, f"Set the file {one.words} aside", RepairKind.SERVER, (), one.detail)
        for one in finding.items
    )


def set_aside(database: Database, folder: Path, name: str) -> str:
    """Move a file that belongs to no document into the quarantine; return why not, empty where it was done.

    Args:
        database: asked once more whether a document names it.
        folder: the data folder of this desktop.
        name: the content's SHA-256.
    """
    if not is_content_name(name):
        return "This is not a file of the documents."
    if database.fetch(_OWNED, {"name": name})[0][0]:
        return "A document names it now."
    try:
        store = DocumentPlaces(database, folder).places().store
        source, target = store.path(name), store.there() / QUARANTINE / name
        target.parent.mkdir(exist_ok=True)
        source.replace(target)
        target.touch()  # its 30 days begin now
        let_go(store, time.time())
    except DocumentsAway as error:
        return error.what
    except OSError as error:
        return f"It could not be moved ({error.strerror})."
    return ""


def bring_back(store: DocumentStore, name: str) -> None:
    """Put a file back from the quarantine.

    Raises:
        OSError: it is not there.
        DocumentsAway: the folder cannot be reached.
    """
    target = store.path(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    (store.there() / QUARANTINE / name).replace(target)


def let_go(store: DocumentStore, now: float) -> int:
    """Remove what was set aside 30 days before ``now`` (seconds since 1970); return how many."""
    gone = 0
    for one in (store.there() / QUARANTINE).iterdir():
        if is_content_name(one.name) and now - one.stat().st_mtime > _KEPT_SECONDS:
            one.unlink()
            gone += 1
    return gone
