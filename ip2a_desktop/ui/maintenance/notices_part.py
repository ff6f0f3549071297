"""The tab Notices: the channels on which admins are told, each with a test, and the outbox."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ip2a_desktop.domain.notices import Channel, ChannelKind, Delivery, DeliveryState, Tested
from ip2a_desktop.domain.notices import Notice as Told
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import moment
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.states import StateStack, words_of
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.verb_menu import Entry, menu_verb
from ip2a_desktop.ui.kit.widgets import button, label
from ip2a_desktop.ui.maintenance.channel_card import ChannelCard
from ip2a_desktop.ui.maintenance.channel_form import channel_dialog, new_channel
from ip2a_desktop.ui.maintenance.desk import Desk, Notices
from ip2a_desktop.ui.maintenance.part import Part, Verbs
from ip2a_desktop.ui.maintenance.rows_table import RowsTable
from ip2a_desktop.ui.maintenance.words import delivery_chip, severity_chip

_AGAIN: Final = (DeliveryState.FAILED, DeliveryState.RETRYING)
_STRETCH: Final = 3
COLUMNS: Final[tuple[Column[Told], ...]] = (
    Column("state", "State", lambda one: one.state.label, 176, chip=lambda one: delivery_chip(one.state)),
    Column("at", "When", lambda one: moment(one.at), 152),
    Column("priority", "Priority", lambda one: one.priority.label, 112, chip=lambda one: severity_chip(one.priority)),
    Column("title", "Notice", lambda one: one.title, 280),
    Column("where", "Where to", lambda one: ", ".join(of.channel for of in one.deliveries) or "no channel", 176),
    Column("tries", "Tries", lambda one: f"{max((of.tries for of in one.deliveries), default=0):,}", 64, align="right"),
)


@dataclass(frozen=True)
class _Standing:
    channels: tuple[Channel, ...]
    outbox: tuple[Told, ...]


class NoticesPart(Part):
    """The tab Notices.

    Args:
        kit: the screens' tools.
        desk: the use cases, with notices.
    """

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__(kit, desk)
        assert desk.notices is not None
        self.notices: Notices = desk.notices
        self.dialog: FormDialog | None = None
        self.cards: list[ChannelCard] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(GAP)
        self.nobody = Notice("warn")
        self.outbox: RowsTable[Told] = RowsTable("Outbox", COLUMNS, stretch=_STRETCH)
        self.more = label("", "muted", wrap=True, selectable=True)
        self.retry_button = button("Try again", icon_name="arrows-clockwise", on_click=self.retry)
        self.outbox_states = StateStack(self.outbox)
        self.states = StateStack(self._content())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.states)
        self.add_action: QAction = menu_verb("new", self, self._kinds)
        self.add_action.setText("Add channel")
        self.verbs = Verbs(self.add_action)
        self.outbox.chosen.connect(self._on_chosen)
        self._on_chosen(None)

    def _kinds(self) -> list[Entry | None]:
        return [Entry(f"{kind.label}…", partial(self.edit, new_channel(kind))) for kind in ChannelKind]

    def _content(self) -> QWidget:
        head = QHBoxLayout()
        head.addWidget(label("Outbox", "section"))
        head.addStretch(1)
        head.addWidget(self.retry_button)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(MARGIN, GAP_WIDE, MARGIN, GAP)
        column.setSpacing(GAP)
        column.addWidget(label("Channels", "section"))
        column.addWidget(self.nobody)
        column.addLayout(self._column)
        column.addSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.outbox_states, 1)
        column.addWidget(self.more)
        return made

    # -- reading --------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the channels and the outbox."""
        if not self.cards:
            self.states.show_loading("Reading the notices…")
        notices = self.notices

        def read() -> _Standing:
            return _Standing(notices.channels(), notices.outbox())

        self.kit.tasks.run(
            self, read, self._show, lambda error: self.states.show_failed(error, self.refresh), key="notices"
        )

    def _show(self, standing: _Standing) -> None:
        self.states.show_content()
        for old in self.cards:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = [self._card(one) for one in standing.channels]
        for card in self.cards:
            self._column.addWidget(card)
        is_heard = any(one.is_on for one in standing.channels)
        self.nobody.say("" if is_heard else "No channel is on: nobody would be told. Add one, and test it.")
        before = self.outbox.current
        self.outbox.show_rows(standing.outbox)
        if not standing.outbox:
            self.outbox_states.show_empty(
                "Nothing was told yet", "What a check, a repair or a backup has to tell stands here.", icon="bell"
            )
            return
        self.outbox_states.show_content()
        places = [at for at, one in enumerate(standing.outbox) if before is not None and one.id == before.id]
        self.outbox.selectRow(places[0] if places else 0)

    def _card(self, channel: Channel) -> ChannelCard:
        card = ChannelCard(channel)
        card.test_wanted.connect(self.test)
        card.edit_wanted.connect(self.edit)
        card.remove_wanted.connect(self.ask_remove)
        return card

    def _on_chosen(self, notice: Told | None) -> None:
        self.retry_button.setEnabled(notice is not None and notice.state in _AGAIN)
        self.more.setHidden(notice is None)
        if notice is not None:
            lines = [notice.body, *(_delivered(one) for one in notice.deliveries)]
            self.more.setText("\n".join(line for line in lines if line))

    # -- doing ----------------------------------------------------------------------------------------------------

    def test(self, channel: Channel) -> None:
        """Send a test on a channel, and say on its card what came of it."""
        card = next((one for one in self.cards if one.channel.id == channel.id), None)
        if card is None:
            return
        notices = self.notices
        card.show_testing()

        def show(tested: Tested) -> None:
            card.show_tested(tested)

        def fail(error: Exception) -> None:
            card.show_failed(" ".join(part for part in words_of(error) if part))

        self.kit.tasks.run(card, lambda: notices.test(channel), show, fail, key="test", slow=True)

    def edit(self, channel: Channel) -> None:
        """Change a channel, or set up a new one."""
        self.dialog = channel_dialog(self.kit, self, self.notices, channel)
        self.dialog.accepted.connect(self.refresh)
        self.dialog.open()

    def ask_remove(self, channel: Channel) -> None:
        """Ask, then take a channel out of use."""
        notices = self.notices

        def remove() -> None:
            self.kit.write(self, lambda: notices.remove_channel(channel.id), lambda _changes: self.refresh())

        self.kit.messages.confirm(
            f"Remove the channel {channel.name}?",
            "No notice goes there any more. What was sent stays in the outbox.",
            "Remove",
            remove,
            danger=True,
        )

    def retry(self) -> None:
        """Let what was not delivered of the chosen notice be tried again at once."""
        notice = self.outbox.current
        if notice is None:
            return
        notices, again = self.notices, [one.id for one in notice.deliveries if one.state in _AGAIN]

        def work() -> None:
            for one in again:
                notices.retry(one)

        def done(_nothing: None) -> None:
            self.kit.messages.toast("It is tried again within a minute.", tone="good")
            self.refresh()

        self.kit.tasks.run(self, work, done, self.kit.show_error, key="retry")


def _delivered(delivery: Delivery) -> str:
    """Return what became of a notice on one channel."""
    words = f"{delivery.channel}: {delivery.state.label.lower()}"
    if delivery.state is DeliveryState.SENT and delivery.last_try is not None:
        return f"{words} {moment(delivery.last_try)}"
    if delivery.error:
        words += f" – {delivery.error}"
    return f"{words} (again {moment(delivery.next_try)})" if delivery.next_try is not None else words
