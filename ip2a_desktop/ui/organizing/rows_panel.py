"""What workers and activities have in common: cards that are fetched when looked at, and searched on the server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ip2a_desktop.domain.salting_records import CampaignRecord
from ip2a_desktop.ui.kit.cards import Card
from ip2a_desktop.ui.kit.child_list import ChildList, ChildWords
from ip2a_desktop.ui.kit.draft_offer import DraftOffer
from ip2a_desktop.ui.kit.filter_bar import SearchField
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.tokens import GAP, MARGIN
from ip2a_desktop.ui.organizing.desk import MOST_ROWS, Desk

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.form_drafts import KeptDraft

_REST = 150
"""Milliseconds without a keystroke before it is searched for."""
_SEARCH_FROM = 8
"""Fewer rows are seen at a glance and need no search field."""

ReadRows = Callable[[UUID, str], Sequence[Any]]
CardOf = Callable[[Any], Card]


class RowsPanel(ChildList):
    """The rows of one campaign as cards, read when the tab is looked at.

    Args:
        kit: the screens' tools.
        desk: the organizers' use cases.
        words: what the list says.
        read: gives the rows of a campaign in which some letters are found; called in a worker.
        card_of: draws a row.
        drafts: the names under which the dialogs keep what is typed in case of a crash.
    """

    def __init__(
        self, kit: Kit, desk: Desk, words: ChildWords, read: ReadRows, card_of: CardOf, drafts: Sequence[str]
    ) -> None:
        super().__init__(words)
        self.kit = kit
        self.desk = desk
        self._read = read
        self._card_of = card_of
        self.record: CampaignRecord | None = None
        self.rows: dict[UUID, Any] = {}
        self.dialog: FormDialog | None = None
        self.search = SearchField(f"Search {words.noun.many}")
        self.more = Notice("info")
        self._add_search()
        self.add_strip(self.more)
        self.search.textChanged.connect(lambda _text: self._ask(delay=_REST))
        self.offer = DraftOffer(kit, drafts)
        self.offer.continue_wanted.connect(self._continue)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, self.offer.in_margin(below=0))

    def _add_search(self) -> None:
        """Put the search below the bar: beside the list there is no room for it next to the verbs."""
        self._search_line = QWidget()
        line = QVBoxLayout(self._search_line)
        line.setContentsMargins(MARGIN, 0, MARGIN, GAP)
        line.addWidget(self.search)
        self._search_line.hide()
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.count() - 1, self._search_line)

    def show_record(self, record: CampaignRecord) -> None:
        """Hold the campaign; its rows are read once somebody looks."""
        is_other = self.record is None or self.record.row.id != record.row.id
        self.record = record
        self.set_read_only(record.row.deleted_at is not None)
        if is_other:
            self.rows = {}
            self.show_cards(())
            self.search.blockSignals(True)
            self.search.clear()
            self.search.blockSignals(False)

    def open_record(self, record_id: UUID) -> None:
        """Read the rows, and look whether something was being written here when the program ended."""
        self._ask()

    def is_mine(self, kept: KeptDraft) -> bool:
        """Say whether what was kept belongs to this campaign."""
        campaign = self.record.row.id if self.record is not None else None
        mine = (campaign, *self.rows)
        return any(kept.given.get(name) == str(one) for name in ("campaign_id", "worker_id") for one in mine)

    def _continue(self, kept: Sequence[KeptDraft]) -> None:
        """Open the dialog that was open when the program ended."""
        self.go_on(kept, lambda: self._bring_back(kept))

    def go_on(self, kept: Sequence[KeptDraft], bring_back: Callable[[], None]) -> None:
        """Open the dialog of what was kept, then call ``bring_back``; the panel knows which dialog that is."""
        raise ValueError(f"no dialog of this panel keeps {kept[0].form!r}")

    def _bring_back(self, kept: Sequence[KeptDraft]) -> None:
        if self.dialog is not None:
            self.dialog.session.bring_back(kept)
            self.offer.show_words("")

    def _ask(self, delay: int = 0) -> None:
        if self.record is None:
            return
        campaign, search = self.record.row.id, self.search.text()
        if not self.rows and not search:
            noun = self.words.noun.many
            self.states.show_loading(
                f"Reading the {noun}…", lambda: self.kit.tasks.drop(self, "rows"), lambda: self.open_record(campaign)
            )
        self.kit.tasks.run(
            self,
            lambda: list(self._read(campaign, search)),
            self._show_rows,
            lambda error: self.states.show_failed(error, self._ask),
            key="rows",
            delay=delay,
        )

    def _show_rows(self, rows: Sequence[Any]) -> None:
        shown = rows[:MOST_ROWS]
        self.rows = {row.id: row for row in shown}
        self._search_line.setVisible(bool(self.search.text()) or len(shown) >= _SEARCH_FROM)
        noun = self.words.noun.many
        self.more.say(
            f"The first {MOST_ROWS} {noun} are shown: search for the others." if len(rows) > MOST_ROWS else ""
        )
        self.show_cards([self._card_of(row) for row in shown])
        self.offer.look(self.is_mine)
        if not rows and self.search.text():
            self.states.show_empty(
                "Nothing matches", "Try fewer letters.", "Clear search", self.search.clear, "magnifying-glass"
            )
