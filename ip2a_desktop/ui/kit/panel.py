"""What a tab of a record is: it is told of the record, and fetches the rest once somebody looks at it."""

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget


class Panel(QWidget):
    """One tab of a record's page."""

    def show_record(self, record: Any) -> None:
        """Show what the record brought along; called each time it was read, seen or not."""

    def open_record(self, record_id: UUID) -> None:
        """Fetch what the record did not bring along; called when the tab is looked at and must be fresh."""
