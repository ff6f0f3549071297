"""The information requests of a case: what was asked for, when it is due, what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.casework_drafts import InformationRequestDraft
from ip2a_desktop.domain.grievances import days_left_words
from ip2a_desktop.ui.grievances.desk import Desk
from ip2a_desktop.ui.grievances.words import REQUESTS
from ip2a_desktop.ui.kit.cards import Card, CardLine
from ip2a_desktop.ui.kit.child_list import ChildList, ChildWords
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import day
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit

if TYPE_CHECKING:
    from ip2a_desktop.domain.grievance_records import GrievanceRecord
    from ip2a_desktop.ui.kit.form_drafts import KeptDraft

FORM = "information_request"
"""Under which name what is typed is kept in case of a crash."""
_WORDS = ChildWords(
    REQUESTS,
    "files",
    "No information was asked for yet",
    "What the union needs from the employer for this case: the items, why, until when, and what came.",
)


class RequestsPanel(ChildList):
    """The information requests of one case.

    Args:
        kit: the screens' tools.
        desk: saves requests.
    """

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__(_WORDS)
        self._kit = kit
        self._cases = desk.cases
        self._case: UUID | None = None
        self._today: date | None = None
        self._requests: dict[UUID, InformationRequestDraft] = {}
        self.dialog: FormDialog | None = None
        self.offer = self.offer_drafts(kit, FORM)
        self.offer.continue_wanted.connect(self._continue)
        self.add_wanted.connect(self._add)
        self.edit_wanted.connect(self._edit)
        self.bin_wanted.connect(self._to_bin)
        self.restore_wanted.connect(lambda one: kit.bring_back([one], REQUESTS, desk.cases.restore_requests))

    def show_record(self, record: GrievanceRecord) -> None:
        """Show the requests, the newest first."""
        self._case, self._today = record.row.id, record.today
        self._requests = {one.id: one for one in record.requests}
        self.set_read_only(record.row.deleted_at is not None)
        self.show_cards([card_of(one, record.today) for one in reversed(record.requests)])
        binned = [one for one in record.in_bin if one.table == "information_request"]
        self.show_bin(record.row.id, [replace(one, title=f"Request of {_day_of(one.title)}") for one in binned])

    def open_record(self, record_id: UUID) -> None:
        """Look whether something was being written here when the program ended."""
        self.offer.look(lambda kept: kept.given.get("grievance_id") == str(self._case))

    def _continue(self, kept: Sequence[KeptDraft]) -> None:
        self._add() if kept[0].version is None else self._edit(kept[0].record)
        if self.dialog is not None:
            self.dialog.session.bring_back(kept)
            self.offer.show_words("")

    def _add(self) -> None:
        if self._case is not None:
            self._open(InformationRequestDraft.model_construct(grievance_id=self._case, requested_on=self._today))

    def _edit(self, one: UUID) -> None:
        if one in self._requests:
            self._open(self._requests[one])

    def _open(self, draft: InformationRequestDraft) -> None:
        form = request_form()
        form.load(draft)
        title, what = ("New request", "the new request") if draft.is_new else ("Edit request", "the request")
        given = {"grievance_id": draft.grievance_id}
        self.dialog = FormDialog(
            self._kit, self, title, what, form, self._cases.save_request, name=FORM, given=given, width=640
        )
        self.dialog.open()

    def _to_bin(self, one: UUID) -> None:
        self._kit.move_to_bin(self, [one], REQUESTS, self._cases.bin_requests, self._cases.restore_requests)


def _day_of(stored: str) -> str:
    return day(date.fromisoformat(stored))


def request_form() -> Form:
    """Return the fields of an information request, without values."""
    form = Form(InformationRequestDraft)
    form.add("items", hint="What is asked for, one item on each line.")
    form.add("reason")
    form.add("addressed_to", width=8)
    form.add("how", width=4)
    form.add("requested_on", width=4)
    form.add("due_on", width=4)
    form.add("received_on", width=4)
    form.add("is_incomplete", width=4)
    form.add("follow_up_on", width=4)
    form.add("missing")
    return form


def state_of(one: InformationRequestDraft, today: date) -> Chip:
    """Return the chip of what became of a request."""
    if one.received_on is not None:
        if one.is_incomplete:
            return Chip("Incomplete", "warning", "warn")
        return Chip("Received", "check", "good")
    if one.due_on is None:
        return Chip("Waiting", "hourglass-medium", "neutral")
    days = (one.due_on - today).days
    if days < 0:
        return Chip(days_left_words(days), "warning-circle", "bad")
    return Chip(days_left_words(days), "hourglass-medium", "warn" if days <= 1 else "neutral")


def card_of(one: InformationRequestDraft, today: date) -> Card:
    """Return the card of a request."""
    facts = (
        ("Reason", one.reason),
        ("To", one.addressed_to),
        ("Wanted by", day(one.due_on)),
        ("Received on", day(one.received_on)),
        ("Missing", one.missing),
        ("Follow up on", day(one.follow_up_on)),
    )
    lines = tuple(CardLine(name, words) for name, words in facts if words)
    meta = f"{one.how.label} · {day(one.requested_on)}"
    return Card(one.id, "Request", (state_of(one, today),), meta, one.items, lines)
