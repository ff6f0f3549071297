"""The first tab of a member: how to reach them, standing, work, and the private fields for those who may see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ip2a_desktop.domain.addresses import address_lines, shown_phone
from ip2a_desktop.domain.members import MemberRecord, StatusChange
from ip2a_desktop.ui.kit.chips import Chip, ChipLabel
from ip2a_desktop.ui.kit.facts import BlockColumns, Fact, FactBlock, Line, LinesBlock
from ip2a_desktop.ui.kit.formats import day, moment
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.widgets import scrolled
from ip2a_desktop.ui.members.words import status_chip, type_words

if TYPE_CHECKING:
    from ip2a_desktop.domain.member_drafts import MemberDraft, MemberPrivateDraft

_REACH = (
    Fact("phone", "Phone", always=True),
    Fact("phone_other", "Other phone"),
    Fact("email", "E-mail", always=True),
    Fact("address", "Address", always=True),
)
_WORK = (
    Fact("classification", "Classification", always=True),
    Fact("employer", "Employer", always=True),
    Fact("hire_date", "First hired"),
    Fact("referral_book", "Referral book"),
    Fact("referral_registered_at", "Registered"),
    Fact("skills", "Skills"),
)
_STANDING = (
    Fact("card_number", "Card number", always=True),
    Fact("status", "Status", always=True),
    Fact("status_since", "Since"),
    Fact("status_reason", "Reason"),
    Fact("member_type", "Type", always=True),
    Fact("initiation_date", "Initiated", always=True),
    Fact("home_local", "Home local"),
    Fact("preferred_name", "Goes by"),
)
_PRIVATE = (Fact("birth_date", "Born", always=True), Fact("ssn_last4", "Last four of SSN", always=True))


class ProfilePanel(Panel):
    """The profile as blocks of facts; one column beside the list, two where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.reach, self.work = FactBlock("How to reach them", _REACH), FactBlock("Work", _WORK)
        self.standing = FactBlock("Standing", _STANDING)
        self.private = FactBlock("Private", _PRIVATE)
        self.history = StatusHistory()
        columns = BlockColumns()
        columns.add(self.standing)
        columns.add(self.work)
        columns.add(self.reach, "right")
        columns.add(self.history, "right")
        columns.add(self.private, "right")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(columns))

    def show_record(self, record: MemberRecord) -> None:
        """Show the facts; the private ones only where the record brought them."""
        values = _values(record.draft, record.row.employer)
        for block in (self.reach, self.work, self.standing):
            block.show_values(values)
        self.history.show_changes(record.statuses)
        self.private.setHidden(record.private is None)
        if record.private is not None:
            self.private.show_values(_private_values(record.private))


def _values(draft: MemberDraft, employer: str) -> dict[str, str | Chip]:
    address = address_lines(draft.address_line1, draft.address_line2, draft.city, draft.state, draft.postal_code)
    return {
        "card_number": draft.card_number,
        "status": status_chip(draft.status),
        "status_since": day(draft.status_since),
        "status_reason": draft.status_reason,
        "member_type": type_words(draft.member_type),
        "initiation_date": day(draft.initiation_date),
        "home_local": draft.home_local,
        "preferred_name": draft.preferred_name,
        "classification": draft.classification.label,
        "employer": employer,
        "hire_date": day(draft.hire_date),
        "referral_book": draft.referral_book,
        "referral_registered_at": moment(draft.referral_registered_at),
        "skills": draft.skills,
        "phone": shown_phone(draft.phone),
        "phone_other": shown_phone(draft.phone_other),
        "email": draft.email,
        "address": "\n".join(address),
    }


def _private_values(private: MemberPrivateDraft) -> dict[str, str | Chip]:
    last4 = f"••• •• {private.ssn_last4}" if private.ssn_last4 else ""
    return {"birth_date": day(private.birth_date), "ssn_last4": last4}


class StatusHistory(LinesBlock):
    """The member's standings over time, newest first."""

    def __init__(self) -> None:
        super().__init__("Status history", "No change of status is known")

    def show_changes(self, changes: Sequence[StatusChange]) -> None:
        """Show the changes of status."""
        self.set_lines([_line(change) for change in changes])


def _line(change: StatusChange) -> Line:
    line = Line(ChipLabel(status_chip(change.status)), change.status.label)
    reason = f" · {change.reason}" if change.reason else ""
    line.show_value(f"since {day(change.since)}{reason}")
    line.words.setToolTip(f"Written down by {change.recorded_by}, {moment(change.recorded_at)}")
    return line
