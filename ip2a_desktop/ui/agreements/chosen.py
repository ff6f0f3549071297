"""Which version of an agreement its tabs show: the one in force, until the person chooses another."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ip2a_desktop.domain.agreements import AgreementRecord
from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.ui.agreements.rights import EditRight
from ip2a_desktop.ui.agreements.words import in_force
from ip2a_desktop.ui.kit.formats import today

if TYPE_CHECKING:
    from ip2a_desktop.domain.agreement_drafts import VersionRecord


class ChosenVersion(QObject):
    """The version that is looked at.

    Args:
        right: whether the person may change agreements.
        parent: the owner.

    Signals:
        changed(): another record, another version, or the same ones read again.
    """

    changed = Signal()

    def __init__(self, right: EditRight, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._right = right
        self.record: AgreementRecord | None = None
        self.version: VersionRecord | None = None
        right.changed.connect(self.changed)

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be changed: no agreement, one in the bin, or the person has no right to."""
        return self.record is None or self.record.row.deleted_at is not None or not self._right.is_held

    def in_bin(self, table: str) -> list[Binned]:
        """Return the parts of a table that lie in the bin: those of the version, or the versions themselves."""
        binned = self.record.in_bin if self.record is not None else ()
        version = self.version.draft.id if self.version is not None else None
        return [one for one in binned if one.table == table and one.part_of in (None, version)]

    def show_record(self, record: AgreementRecord) -> None:
        """Take on a record that was read; the chosen version stays where the record still has it."""
        kept = self.version.draft.id if self.version is not None else None
        self.record = record
        same = next((one for one in record.versions if one.draft.id == kept), None)
        self.version = same or in_force(record.versions, today())
        self.changed.emit()

    def choose(self, version_id: UUID) -> None:
        """Look at another version."""
        if self.record is None or (self.version is not None and self.version.draft.id == version_id):
            return
        found = next((one for one in self.record.versions if one.draft.id == version_id), None)
        if found is not None:
            self.version = found
            self.changed.emit()
