"""The payments of an application: what left the fund, and what was voided and why."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ip2a_desktop.domain.benevolence_record import ApplicationRecord, Payment
from ip2a_desktop.domain.benevolence_review import Verb, offered
from ip2a_desktop.ui.benevolence.words import payment_chip, verb_words
from ip2a_desktop.ui.kit.cards import Card, CardLine, CardList
from ip2a_desktop.ui.kit.formats import day, moment, money
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.states import StateStack
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import button, label


class PaymentsPanel(Panel):
    """Cards of payments, the latest first, with the sum above them.

    Signals:
        pay_wanted(): a payment is to be recorded.
        void_wanted(UUID): this payment is to be voided.
    """

    pay_wanted = Signal()
    void_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._payments: dict[UUID, Payment] = {}
        self._may_void = False
        self.list = CardList("Payments")
        self.states = StateStack(self.list)
        self.pay_button = button(verb_words(Verb.PAY), icon_name="plus", on_click=self.pay_wanted.emit)
        self.void_button = button(verb_words(Verb.VOID), icon_name="prohibit", on_click=self._void)
        self.void_action = QAction(verb_words(Verb.VOID), self.list)
        self.void_action.triggered.connect(self._void)
        self.list.add_verbs([self.void_action])
        self.sum = label("", "muted", wrap=True)
        self._lay_out()
        self.list.current_changed.connect(lambda _id: self._follow())

    def show_record(self, record: ApplicationRecord) -> None:
        """Show the payments of an application."""
        verbs = offered(record)
        self._payments = {one.id: one for one in record.payments}
        self._may_void = Verb.VOID in verbs
        self.pay_button.setHidden(Verb.PAY not in verbs)
        self.void_button.setHidden(not self._may_void)
        approved = record.outcome.approved
        self.sum.setText(f"{money(record.paid)} paid of {money(approved)} approved" if approved is not None else "")
        self.list.show_cards([_card(one) for one in reversed(record.payments)])
        if record.payments:
            self.states.show_content()
        else:
            self.states.show_empty("Nothing was paid yet", _why_not(record), icon="money")
        self._follow()

    def choose(self, payment: UUID) -> None:
        """Make a payment's card current."""
        self.list.choose(payment)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(MARGIN, GAP + 4, MARGIN, GAP + 4)
        bar.setSpacing(GAP)
        bar.addWidget(self.pay_button)
        bar.addWidget(self.void_button)
        bar.addSpacing(GAP_WIDE)
        bar.addWidget(self.sum, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.states, 1)

    def _follow(self) -> None:
        chosen = self._payments.get(self.list.current_id) if self.list.current_id else None
        can = self._may_void and chosen is not None and chosen.counts
        self.void_button.setEnabled(can)
        self.void_action.setEnabled(can)

    def _void(self) -> None:
        if self.list.current_id is not None:
            self.void_wanted.emit(self.list.current_id)


def _why_not(record: ApplicationRecord) -> str:
    if record.outcome.approved is None:
        return "The fund pays after the last level has approved."
    return f"{money(record.to_pay)} can be paid."


def _card(one: Payment) -> Card:
    how = f"{one.method.label} {one.reference}".strip()
    lines = [CardLine("To", one.payee + (f", account {one.account}" if one.account else "")), CardLine("How", how)]
    if one.is_last:
        lines.append(CardLine("", "The last payment; the rest of the approved amount is not needed"))
    lines.append(CardLine("Recorded", f"{one.recorded_by} · {moment(one.recorded_at)}"))
    if not one.counts:
        lines.append(CardLine("Voided", f"{one.voided_by} · {moment(one.voided_at)}: {one.void_reason}"))
    return Card(one.id, money(one.amount), (payment_chip(one),), day(one.paid_on), lines=tuple(lines))
