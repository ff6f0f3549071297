"""The union elections at an organization: a card for each tally, the newest first."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from ip2a_desktop.domain.elections import ElectionResult, ElectionRow, TallyType
from ip2a_desktop.ui.kit.cards import Card, CardLine, CardList
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.formats import day
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.states import StateStack
from ip2a_desktop.ui.kit.tokens import Tone

FindElections = Callable[[UUID], tuple[ElectionRow, ...]]
"""Gives the tallies of an organization, the newest first; called in a worker."""
_RESULT: dict[ElectionResult, tuple[str, Tone]] = {
    ElectionResult.WON: ("check-circle", "good"),
    ElectionResult.LOST: ("x-circle", "bad"),
    ElectionResult.RUNOFF: ("arrows-clockwise", "warn"),
    ElectionResult.CHALLENGED: ("warning", "warn"),
}


class ElectionsPanel(Panel):
    """The election history of one organization, fetched when somebody looks at it.

    Args:
        kit: the screens' tools.
        find: reads the tallies.
    """

    def __init__(self, kit: Kit, find: FindElections) -> None:
        super().__init__()
        self._kit = kit
        self._find = find
        self._shown: UUID | None = None
        self.list = CardList("Elections")
        self.states = StateStack(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.states)

    def open_record(self, record_id: UUID) -> None:
        """Fetch the tallies of an organization and show them."""
        if record_id != self._shown:
            self.states.show_loading(
                "Reading the elections…",
                lambda: self._kit.tasks.drop(self, "elections"),
                lambda: self.open_record(record_id),
            )
        self._kit.tasks.run(
            self,
            lambda: tuple(card_of(one) for one in self._find(record_id)),
            lambda cards: self._show(record_id, cards),
            lambda error: self.states.show_failed(error, lambda: self.open_record(record_id)),
            key="elections",
        )

    def _show(self, record_id: UUID, cards: tuple[Card, ...]) -> None:
        self._shown = record_id
        self.list.show_cards(cards)
        if cards:
            self.states.show_content()
        else:
            self.states.show_empty(
                "No elections", "Import the labor board's file of election results to see them here.", icon="scales"
            )


def card_of(one: ElectionRow) -> Card:
    """Return the card of a tally: its result in words, who voted how, and how the case ended."""
    icon, tone = _RESULT.get(one.result, ("info", "neutral"))
    kind = one.kind.label if one.kind else ""
    about = " · ".join(
        part for part in (kind, "" if one.tally_type is TallyType.INITIAL else one.tally_type.label) if part
    )
    told = {
        "Kind": about,
        "Unions": one.union_words,
        "Eligible": "Not recorded" if one.eligible_voters is None else f"{one.eligible_voters:,} voters",
        "Votes": _votes(one),
        "Case closed": " · ".join(part for part in (one.closed_as, day(one.closed_on)) if part),
    }
    lines = tuple(CardLine(name, text) for name, text in told.items() if text)
    return Card(
        one.id, day(one.tallied_on), (Chip(one.result.label, icon, tone),), f"Case {one.case_number}", lines=lines
    )


def _votes(one: ElectionRow) -> str:
    if not one.is_counted:
        return ""
    said = f"{one.for_unions:,} for, {one.votes_against or 0:,} against"
    return f"{said} ({one.turnout} % voted)" if one.turnout is not None else said
