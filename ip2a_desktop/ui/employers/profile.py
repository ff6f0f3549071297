"""The first tab of an organization: how to reach it, what it has signed, and remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ip2a_desktop.domain.addresses import address_lines, shown_phone
from ip2a_desktop.domain.employers import EmployerContact, EmployerRecord
from ip2a_desktop.ui.employers.words import signatory_chip, type_chip
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.facts import BlockColumns, Fact, FactBlock, block_layout
from ip2a_desktop.ui.kit.formats import day
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.value_label import ValueLabel
from ip2a_desktop.ui.kit.widgets import scrolled

if TYPE_CHECKING:
    from ip2a_desktop.domain.employer_drafts import EmployerDraft

_STANDING = (
    Fact("organization_type", "Type", always=True),
    Fact("signatory_status", "Signatory status"),
    Fact("signatory_since", "Signatory since"),
    Fact("agreement", "Agreement (CBA)", always=True),
    Fact("trade_name", "Doing business as"),
    Fact("current_members", "Members now", always=True),
)
_REACH = (
    Fact("phone", "Phone", always=True),
    Fact("email", "E-mail", always=True),
    Fact("website", "Website"),
    Fact("address", "Address", always=True),
)
_PRIMARY = (
    Fact("name", "Name"),
    Fact("title", "Title"),
    Fact("phone", "Phone"),
    Fact("email", "E-mail"),
)


class ProfilePanel(Panel):
    """The profile as blocks of facts; one column beside the list, two where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.standing = FactBlock("Standing", _STANDING)
        self.reach = FactBlock("How to reach them", _REACH)
        self.primary = FactBlock("Primary contact", _PRIMARY, "No contact is the primary one")
        self.remarks = Remarks()
        columns = BlockColumns()
        columns.add(self.standing)
        columns.add(self.primary, "right")
        columns.add(self.reach)
        columns.add(self.remarks, "right")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(columns))

    def show_record(self, record: EmployerRecord) -> None:
        """Show the facts."""
        values = _values(record.draft) | {"current_members": f"{record.row.current_members:,}"}
        self.standing.show_values(values)
        self.reach.show_values(values)
        primary = next((one for one in record.contacts if one.is_primary), None)
        self.primary.show_values(_contact_values(primary) if primary else {})
        self.remarks.show_text(record.draft.remarks)


def _values(draft: EmployerDraft) -> dict[str, str | Chip]:
    address = address_lines(draft.address_line1, draft.address_line2, draft.city, draft.state, draft.postal_code)
    return {
        "organization_type": type_chip(draft.organization_type),
        "signatory_status": signatory_chip(draft.organization_type, draft.signatory_status) or "",
        "signatory_since": day(draft.signatory_since),
        "agreement": draft.agreement,
        "trade_name": draft.trade_name,
        "phone": shown_phone(draft.phone),
        "email": draft.email,
        "website": draft.website,
        "address": "\n".join(address),
    }


def _contact_values(contact: EmployerContact) -> dict[str, str | Chip]:
    return {
        "name": contact.name,
        "title": contact.title,
        "phone": shown_phone(contact.phone),
        "email": contact.email,
    }


class Remarks(QWidget):
    """What was remarked about the organization; not there where nothing was."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Remarks")
        self._words = ValueLabel()
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        block_layout(self, "Remarks").addWidget(self._words)

    def show_text(self, text: str) -> None:
        """Show a text, or nothing."""
        self._words.setText(text)
        self.setHidden(not text)

    @property
    def text(self) -> str:
        """What is shown."""
        return self._words.text()
