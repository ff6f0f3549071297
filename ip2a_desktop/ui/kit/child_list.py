"""What belongs to a record (jobs, contacts, notes) as cards with their verbs: add, edit, to the bin."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout

from ip2a_desktop.ui.kit.actions import make
from ip2a_desktop.ui.kit.cards import Card, CardList
from ip2a_desktop.ui.kit.draft_offer import DraftOffer
from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.kit import Kit, Noun
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.states import StateStack
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, GAP_WIDE, ICON, MARGIN
from ip2a_desktop.ui.kit.widgets import ICON_NAME, button


@dataclass(frozen=True)
class ChildWords:
    """What a list of children says.

    Args:
        noun: such as job, jobs.
        icon: a Phosphor icon's name for the picture of the empty list.
        empty_title: such as "No jobs yet".
        empty_sentence: what would stand here and what it is good for.
    """

    noun: Noun
    icon: str
    empty_title: str
    empty_sentence: str


@dataclass
class _Verb:
    action: QAction
    fits: Callable[[UUID], bool] = field(default=lambda _id: True)


class ChildList(Panel):
    """Cards with a bar above them: "Add" and the verbs of the chosen card.

    Signals:
        add_wanted(): a new one.
        edit_wanted(UUID): change this one (Enter, double click, the pencil).
        bin_wanted(UUID): move this one to the bin (Delete, the bin).
    """

    add_wanted = Signal()
    edit_wanted = Signal(object)
    bin_wanted = Signal(object)

    def __init__(self, words: ChildWords) -> None:
        super().__init__()
        self.words = words
        self.list = CardList(words.noun.many.capitalize())
        self.states = StateStack(self.list)
        self._verbs: list[_Verb] = []
        self._buttons: list[QToolButton] = []
        self._read_only = False
        self.add_button = button(f"Add {words.noun.one}", icon_name="plus", on_click=self.add_wanted.emit)
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(MARGIN, GAP + 4, GAP_WIDE, GAP + 4)
        self._bar.setSpacing(GAP_TIGHT)
        self._bar.addWidget(self.add_button)
        self._bar.addSpacing(GAP)
        self._bar.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._bar)
        layout.addWidget(self.states, 1)
        self._make_verbs()
        self.list.current_changed.connect(lambda _id: self._follow())
        self.list.opened.connect(self.edit_wanted)
        self.show_cards(())

    def _make_verbs(self) -> None:
        one = self.words.noun.one
        self.edit_action = self._new_action(f"Edit {one}", "pencil-simple", f"Change this {one} (Enter)")
        self.edit_action.triggered.connect(lambda: self._tell(self.edit_wanted))
        self.bin_action = make("delete", self.list, lambda: self._tell(self.bin_wanted))
        self._verbs = [_Verb(self.edit_action), _Verb(self.bin_action)]
        self._show_verbs()

    def _new_action(self, text: str, icon_name: str, tip: str) -> QAction:
        action = QAction(icon(icon_name), text, self.list)
        action.setProperty(ICON_NAME, icon_name)
        action.setToolTip(tip)
        return action

    def add_verb(
        self,
        text: str,
        icon_name: str,
        slot: Callable[[UUID], object],
        fits: Callable[[UUID], bool] = lambda _id: True,
    ) -> QAction:
        """Offer one more thing to do with the chosen card, before "Move to bin".

        Args:
            text: its words, in the menu and as the hint of its button.
            icon_name: its picture.
            slot: called with the card's id.
            fits: says for which cards it can be done.
        """
        action = self._new_action(text, icon_name, text)
        action.triggered.connect(lambda: self._with_current(slot))
        self._verbs.insert(len(self._verbs) - 1, _Verb(action, fits))
        self._show_verbs()
        return action

    def offer_drafts(self, kit: Kit, name: str) -> DraftOffer:
        """Put a strip above the cards that gives back what was typed before the program ended.

        Args:
            kit: the screens' tools.
            name: the name of the form; the panel calls the offer's ``look`` with whose drafts it wants.
        """
        offer = DraftOffer(kit, [name])
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, offer.in_margin(below=0))
        return offer

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show the cards, or the picture of none."""
        self.list.show_cards(cards)
        if cards:
            self.states.show_content()
        else:
            self.states.show_empty(self.words.empty_title, self.words.empty_sentence, icon=self.words.icon)
        self._follow()

    def set_read_only(self, read_only: bool) -> None:
        """Take the verbs away (the record is in the bin) or give them back."""
        self._read_only = read_only
        self.add_button.setHidden(read_only)
        self._follow()

    def _show_verbs(self) -> None:
        for old in self._buttons:
            self._bar.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = [QToolButton() for _ in self._verbs]
        for tool, verb in zip(self._buttons, self._verbs, strict=True):
            tool.setDefaultAction(verb.action)
            tool.setIconSize(QSize(ICON, ICON))
            self._bar.insertWidget(self._bar.count() - 1, tool)
        self.list.add_verbs([verb.action for verb in self._verbs])
        self._follow()

    def _follow(self) -> None:
        chosen = self.list.current_id
        for verb in self._verbs:
            verb.action.setEnabled(not self._read_only and chosen is not None and verb.fits(chosen))

    def _with_current(self, slot: Callable[[UUID], object]) -> None:
        if self.list.current_id is not None:
            slot(self.list.current_id)

    def _tell(self, signal: object) -> None:
        self._with_current(signal.emit)  # type: ignore[attr-defined]  # a bound signal
