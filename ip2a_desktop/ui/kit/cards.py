"""A list of cards, each as high as its words need: jobs, contacts, notes, the timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ip2a_desktop.ui.kit.actions import make
from ip2a_desktop.ui.kit.card_delegate import CARD_ROLE, CardDelegate
from ip2a_desktop.ui.kit.chips import Chip

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class CardLine:
    """One line of a card: a name and the words beside it."""

    name: str
    text: str


@dataclass(frozen=True)
class Card:
    """What one card shows.

    Args:
        id: whose card it is; None where nothing can be done with it.
        title: the strong words at the top, "" for none.
        chips: states behind the title.
        meta: quiet words at the right of the top, such as who and when.
        body: text of many lines.
        lines: names with words beside them.
        picture: a small picture at the left, None for none.
    """

    id: UUID | None
    title: str = ""
    chips: tuple[Chip, ...] = ()
    meta: str = ""
    body: str = ""
    lines: tuple[CardLine, ...] = ()
    picture: QPixmap | None = None

    def spoken(self) -> str:
        """Return everything on the card as text: what a screen reader says and what is copied."""
        head = ", ".join(part for part in (self.title, *(chip.text for chip in self.chips), self.meta) if part)
        rest = [f"{one.name}: {one.text}" if one.name else one.text for one in self.lines]
        return "\n".join(part for part in (head, self.body, *rest) if part)


class CardModel(QAbstractListModel):
    """The cards of a list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cards: tuple[Card, ...] = ()

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Show other cards."""
        self.beginResetModel()
        self.cards = tuple(cards)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        card = self.cards[index.row()]
        if role == CARD_ROLE:
            return card
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return card.spoken()
        return None


class CardList(QListView):
    """Shows cards; the arrows go from one to the next, Enter or a double click opens one.

    Signals:
        opened(UUID): the person wants to see or change this one.
        current_changed(UUID | None): another card is current.
    """

    opened = Signal(object)
    current_changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            name: what the cards are, for a screen reader, such as "Jobs".
            parent: the owner.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self.cards = CardModel(self)
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.copy_action = make("copy", self, self._copy, tip="Copy the words of this card")
        self.doubleClicked.connect(lambda _index: self._open())
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.current_changed.emit(self.current_id))

    @property
    def current_id(self) -> UUID | None:
        """The id of the current card."""
        return self._card_id(self.currentIndex().row())

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show other cards; the one that was current stays so where it is still there."""
        before, scrolled = self.current_id, self.verticalScrollBar().value()
        self.cards.set_cards(cards)
        row = next((row for row, card in enumerate(cards) if card.id == before and before is not None), -1)
        if row >= 0:
            self.setCurrentIndex(self.cards.index(row, 0))
            self.verticalScrollBar().setValue(scrolled)
        self.current_changed.emit(self.current_id)

    def choose(self, one: UUID) -> None:
        """Make a card current."""
        row = next((row for row, card in enumerate(self.cards.cards) if card.id == one), -1)
        if row >= 0:
            self.setCurrentIndex(self.cards.index(row, 0))

    def add_verbs(self, actions: Sequence[QAction]) -> None:
        """Offer actions in the menu of the right mouse button, before "Copy"."""
        self.removeAction(self.copy_action)
        self.addActions([*actions, self.copy_action])

    def _card_id(self, row: int) -> UUID | None:
        return self.cards.cards[row].id if 0 <= row < len(self.cards.cards) else None

    def _open(self) -> None:
        if self.current_id is not None:
            self.opened.emit(self.current_id)

    def _copy(self) -> None:
        row = self.currentIndex().row()
        if row >= 0:
            QGuiApplication.clipboard().setText(self.cards.cards[row].spoken())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current card."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id is not None:
            self._open()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each card the height that its words need in this width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
