"""The documents of records: where their contents are, and the tab that shows them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ip2a_desktop.app.house import House
from ip2a_desktop.app.late import late
from ip2a_desktop.ui.kit.panel import Panel

if TYPE_CHECKING:
    from ip2a_desktop.services.document_places import DocumentPlaces
    from ip2a_desktop.services.document_reading import DocumentReading
    from ip2a_desktop.services.documents import DocumentService


def documents_tab(house: House, table: str, title: str = "Documents") -> Mapping[str, Panel]:
    """Return the tab with the documents of a record of this table."""
    from ip2a_desktop.ui.kit.documents_panel import DocumentsPanel

    def reading() -> "DocumentReading":
        from ip2a_desktop.services.document_reading import DocumentReading

        return DocumentReading(house.services.database, places(house))

    return {title: DocumentsPanel(house.kit, documents(house), late(reading), table)}


def documents(house: House) -> "DocumentService":
    """Return the use cases of documents; they are loaded when the first of them is called."""

    def made() -> "DocumentService":
        from ip2a_desktop.services.documents import DocumentService

        return DocumentService(house.services.database, places(house))

    return late(made)


def places(house: House) -> "DocumentPlaces":
    """Return where the contents of documents are."""
    from ip2a_desktop.services.document_places import DocumentPlaces

    return DocumentPlaces(house.services.database, house.folder)
