"""What belongs to a record (jobs, contacts, notes) as cards with their verbs: add, edit, to the bin and back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.ui.kit.actions import make
from ip2a_desktop.ui.kit.cards import Card, CardList
from ip2a_desktop.ui.kit.draft_offer import DraftOffer
from ip2a_desktop.ui.kit.flow import FlowLayout
from ip2a_desktop.ui.kit.formats import day, span
from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.kit import Kit, Noun
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.states import StateStack
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, GAP_WIDE, ICON, MARGIN
from ip2a_desktop.ui.kit.widgets import ICON_NAME, ActionButton, button


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
    """Cards with a bar above them: "Add" and the verbs of the chosen card, and those that lie in the bin.

    Signals:
        add_wanted(): a new one.
        edit_wanted(UUID): change this one (Enter, double click, the pencil).
        bin_wanted(UUID): move this one to the bin (Delete, the bin).
        restore_wanted(UUID): bring this one back from the bin.
    """

    add_wanted = Signal()
    edit_wanted = Signal(object)
    bin_wanted = Signal(object)
    restore_wanted = Signal(object)

    def __init__(self, words: ChildWords) -> None:
        super().__init__()
        self.words = words
        self.list = CardList(words.noun.many.capitalize())
        self.states = StateStack(self.list)
        self._verbs: list[_Verb] = []
        self._buttons: list[QToolButton] = []
        self._read_only = False
        self._cards: tuple[Card, ...] = ()
        self._binned: tuple[Card, ...] = ()
        self._bin_of: UUID | None = None
        self.add_button = button(f"Add {words.noun.one}", icon_name="plus", on_click=self.add_wanted.emit)
        self.bin_button = button("", "quiet", icon_name="trash", on_click=self._show)
        self.bin_button.setCheckable(True)
        self.restore_action = make("restore", self.list, lambda: self._tell(self.restore_wanted))
        self.restore_button = ActionButton(self.restore_action)
        self._bar = FlowLayout(GAP)  # beside a list there is room for a word or two only
        self._bar.addWidget(self.add_button)
        self._bar.addWidget(self.restore_button)
        self._tools = QWidget()  # they stay together
        self._tools_row = QHBoxLayout(self._tools)
        self._tools_row.setContentsMargins(0, 0, 0, 0)
        self._tools_row.setSpacing(GAP_TIGHT)
        self._bar.addWidget(self._tools)
        line = QHBoxLayout()
        line.setContentsMargins(MARGIN, GAP + 4, GAP_WIDE, GAP + 4)
        line.setSpacing(GAP)
        line.addLayout(self._bar, 1)
        line.addWidget(self.bin_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self.states, 1)
        self._make_verbs()
        self.list.current_changed.connect(lambda _id: self._follow())
        self.list.opened.connect(self._on_opened)
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

    def add_beside(self, widget: QWidget) -> None:
        """Put another way to add beside "Add"."""
        self._bar.insert_widget(self._bar.indexOf(self.add_button) + 1, widget)

    def add_strip(self, strip: Notice) -> None:
        """Put a strip between the bar and the cards."""
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.count() - 1, strip.in_margin())

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show the cards, or the picture of none."""
        self._cards = tuple(cards)
        self._show()

    def show_bin(self, record_id: UUID, binned: Sequence[Binned]) -> None:
        """Offer what lies in the bin; of another record what is there is shown first."""
        if record_id != self._bin_of:
            self._bin_of = record_id
            self.bin_button.setChecked(False)
        self._binned = tuple(_binned_card(one) for one in binned)
        self._show()

    @property
    def is_bin_shown(self) -> bool:
        """Whether what lies in the bin is shown instead of what is there."""
        return self.bin_button.isChecked() and bool(self._binned) and not self._read_only

    def _show(self) -> None:
        in_bin = self.is_bin_shown
        cards = self._binned if in_bin else self._cards
        self.bin_button.setChecked(in_bin)
        self.bin_button.setText(f"In the bin ({len(self._binned)})")
        self.bin_button.setVisible(bool(self._binned) and not self._read_only)
        self.restore_button.setVisible(in_bin)
        self.add_button.setVisible(not in_bin and not self._read_only)
        self._tools.setVisible(not in_bin and not self._read_only)
        self.list.show_cards(cards)
        if in_bin and len(cards) == 1 and cards[0].id is not None:
            self.list.choose(cards[0].id)
        if cards:
            self.states.show_content()
        else:
            self.states.show_empty(self.words.empty_title, self.words.empty_sentence, icon=self.words.icon)
        self._follow()

    def _on_opened(self, one: UUID) -> None:
        if not self.is_bin_shown:
            self.edit_wanted.emit(one)

    def set_read_only(self, read_only: bool) -> None:
        """Take the verbs away (the record is in the bin) or give them back."""
        self._read_only = read_only
        self._show()

    def _show_verbs(self) -> None:
        for old in self._buttons:
            self._tools_row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = [QToolButton() for _ in self._verbs]
        for tool, verb in zip(self._buttons, self._verbs, strict=True):
            tool.setDefaultAction(verb.action)
            tool.setIconSize(QSize(ICON, ICON))
            self._tools_row.addWidget(tool)
        self.list.add_verbs([*(verb.action for verb in self._verbs), self.restore_action])
        self._follow()

    def _follow(self) -> None:
        chosen, in_bin = self.list.current_id, self.is_bin_shown
        for verb in self._verbs:
            verb.action.setVisible(not in_bin)
            verb.action.setEnabled(not self._read_only and not in_bin and chosen is not None and verb.fits(chosen))
        self.restore_action.setVisible(in_bin)
        self.restore_action.setEnabled(in_bin and chosen is not None)

    def _with_current(self, slot: Callable[[UUID], object]) -> None:
        if self.list.current_id is not None:
            slot(self.list.current_id)

    def _tell(self, signal: object) -> None:
        self._with_current(signal.emit)  # type: ignore[attr-defined]  # a bound signal


def _binned_card(one: Binned) -> Card:
    when = f"Moved to the bin on {day(one.deleted_at.astimezone().date())}"
    about = " · ".join(part for part in (one.about, span(one.started_on, one.ended_on)) if part)
    return Card(one.id, one.title, meta=f"{when} by {one.deleted_by}" if one.deleted_by else when, body=about)
