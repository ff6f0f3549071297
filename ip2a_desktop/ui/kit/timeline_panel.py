"""Everything that happened to a record: what, when, who, each field before and after."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from ip2a_desktop.domain.notes import FieldChange, TimelineEntry
from ip2a_desktop.ui.kit.cards import Card, CardLine, CardList
from ip2a_desktop.ui.kit.formats import day, moment
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.states import StateStack

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class TimelineSource(Protocol):
    """What tells the timeline of a record (:class:`ip2a_desktop.services.notes.NoteService` does)."""

    def timeline(self, table: str, record_id: UUID) -> tuple[TimelineEntry, ...]:
        """Return what happened to the record and to what belongs to it, newest first."""
        ...


class TimelinePanel(Panel):
    """The timeline of one record, fetched when somebody looks at it.

    Args:
        kit: the screens' tools.
        source: tells what happened.
        table: ``member`` or ``organization``.
    """

    def __init__(self, kit: Kit, source: TimelineSource, table: str) -> None:
        super().__init__()
        self._kit = kit
        self._source = source
        self._table = table
        self._shown: UUID | None = None
        self.list = CardList("Timeline")
        self.states = StateStack(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.states)

    def open_record(self, record_id: UUID) -> None:
        """Fetch the timeline of a record and show it."""
        if record_id != self._shown:
            self.states.show_loading(
                "Reading the timeline…",
                lambda: self._kit.tasks.drop(self, "timeline"),
                lambda: self.open_record(record_id),
            )
        self._kit.tasks.run(
            self,
            lambda: tuple(card_of(one) for one in self._source.timeline(self._table, record_id)),
            self._shows(record_id),
            lambda error: self.states.show_failed(error, lambda: self.open_record(record_id)),
            key="timeline",
        )

    def _shows(self, record_id: UUID) -> Callable[[tuple[Card, ...]], None]:
        def show(cards: tuple[Card, ...]) -> None:
            if record_id != self._shown:
                self.list.scrollToTop()
            self._shown = record_id
            self.list.show_cards(cards)
            if cards:
                self.states.show_content()
            else:
                sentence = "Every change from now on is written down here, with the day and who made it."
                self.states.show_empty("Nothing has happened yet", sentence, icon="clock-counter-clockwise")

        return show


def card_of(entry: TimelineEntry) -> Card:
    """Return the card of one thing that happened."""
    lines = tuple(CardLine(one.label, _change(one)) for one in entry.changes)
    return Card(None, entry.what, meta=f"{entry.by} · {moment(entry.at)}", lines=lines)


def _change(one: FieldChange) -> str:
    before, after = _shown(one.before), _shown(one.after)
    if not before:
        return after
    return f"{before} → {after or 'empty'}"


def _shown(text: str) -> str:
    """Write days and moments as the system does; everything else stays as it is."""
    if not _DAY.match(text):
        return text
    try:
        if len(text) == len("2026-03-06"):
            return day(date.fromisoformat(text))
        return moment(datetime.fromisoformat(text)) if text[10] == "T" else text
    except ValueError:
        return text  # a text that merely begins like a day
