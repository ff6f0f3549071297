"""What stands above an application's tabs: the amounts, the cap's arithmetic, and what can be done now."""

from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from ip2a_desktop.domain.benevolence import ApplicationStatus, not_ready
from ip2a_desktop.domain.benevolence_fund import INVENTED, SAMPLE, Cap
from ip2a_desktop.domain.benevolence_record import ApplicationRecord
from ip2a_desktop.domain.benevolence_review import Verb, barred, conflict, next_step, offered
from ip2a_desktop.ui.benevolence.words import VERB_ICON, verb_words
from ip2a_desktop.ui.kit.chips import Chip, ChipLabel
from ip2a_desktop.ui.kit.flow import FlowLayout
from ip2a_desktop.ui.kit.formats import EMPTY, day, money, today
from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import button, frame, label

_BUTTONS = 2
"""So many verbs have buttons; the rest is in the menu "More"."""
_QUIET = (Verb.RECUSE, Verb.WITHDRAW, Verb.REPORT_FALSE, Verb.VOID, Verb.DEFER)
"""Seldom wanted: always in the menu."""


class Amount(QWidget):
    """An amount below its name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.value = label(EMPTY, "title", selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(name, "caption"))
        column.addWidget(self.value)
        self.value.setAccessibleName(name)

    def show_amount(self, words: str) -> None:
        """Show an amount, or a dash for none."""
        self.value.setText(words or EMPTY)


class Summary(QWidget):
    """The amounts and the verbs of one application.

    Signals:
        wanted(Verb): the person wants to do this.
    """

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.requested, self.approved, self.paid = Amount("Requested"), Amount("Approved"), Amount("Paid")
        self.cap = label("", "strong", wrap=True, selectable=True)
        self.sample = ChipLabel()
        self.invented = ChipLabel()
        self.problems = Notice("warn")
        self.turn = label("", "muted", wrap=True)
        self.buttons: dict[Verb, QPushButton] = {}
        self.menu = QMenu(self)
        self.more = button("More")
        self.more.setMenu(self.menu)
        self._verbs = QFrame()
        self._flow = FlowLayout(GAP, self._verbs)
        self._lay_out()

    def show_record(self, record: ApplicationRecord) -> None:
        """Show an application."""
        self.requested.show_amount(money(record.draft.requested))
        self.approved.show_amount(money(record.outcome.approved))
        self.paid.show_amount(money(record.paid) if record.outcome.approved is not None else "")
        self.cap.setText(cap_now(record).sentence)
        self.sample.set_chip(None if record.fund.is_confirmed else Chip(SAMPLE, "warning", "warn"))
        self.invented.set_chip(Chip(INVENTED, "flask", "info") if record.is_invented else None)
        self.problems.show_words(" ".join(standing_against(record)))
        self.turn.setText(whose_turn(record))
        self.turn.setHidden(not self.turn.text())
        self._show_verbs(record)

    def _lay_out(self) -> None:
        amounts = QHBoxLayout()
        amounts.setSpacing(MARGIN + GAP)
        for one in (self.requested, self.approved, self.paid):
            amounts.addWidget(one)
        amounts.addStretch(1)
        inside = QVBoxLayout()
        inside.setContentsMargins(GAP_WIDE, GAP + 4, GAP_WIDE, GAP + 4)
        inside.setSpacing(GAP_TIGHT)
        inside.addLayout(amounts)
        inside.addWidget(self.cap)
        for mark in (self.sample, self.invented):
            inside.addWidget(mark, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(frame("panel", inside))
        layout.addWidget(self.problems)
        layout.addWidget(self.turn)
        layout.addWidget(self._verbs)

    def _show_verbs(self, record: ApplicationRecord) -> None:
        while self._flow.count():
            item = self._flow.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None and old is not self.more:
                old.hide()
                old.deleteLater()
        verbs = offered(record)
        first = [verb for verb in verbs if verb not in _QUIET][:_BUTTONS]
        rest = [verb for verb in verbs if verb not in first]
        self.buttons = {}
        for place, verb in enumerate(first):
            made = button(verb_words(verb), "primary" if place == 0 else "plain", icon_name=VERB_ICON[verb])
            made.clicked.connect(partial(self._want, verb))
            self.buttons[verb] = made
            self._flow.addWidget(made)
        self.menu.clear()
        for verb in rest:
            action = self.menu.addAction(icon(VERB_ICON[verb]), verb_words(verb))
            action.triggered.connect(partial(self._want, verb))
        self.more.setText("More" if first else "What can be done")
        self._flow.addWidget(self.more)
        self.more.setHidden(not rest)
        self._verbs.setHidden(not verbs)

    def _want(self, verb: Verb, _checked: bool = False) -> None:
        self.wanted.emit(verb)


def cap_now(record: ApplicationRecord) -> Cap:
    """Return what is left now: until the decision without this application, after it with what it took."""
    cap = record.cap
    own = [one.amount for one in record.payments if one.counts and cap.period.counts(one.paid_on, today())]
    is_open = record.outcome.status in (ApplicationStatus.APPROVED, ApplicationStatus.PARTLY_PAID)
    promised = record.to_pay if is_open and record.outcome.found_false_on is None else Decimal(0)
    return replace(cap, paid=cap.paid + sum(own, Decimal(0)), promised=cap.promised + promised)


def standing_against(record: ApplicationRecord) -> list[str]:
    """Return what speaks against helping: rules of the fund, documents that are missing, what was false."""
    found = [] if record.outcome.decided_on is not None else list(record.problems)
    missing = len(record.missing_documents)
    if missing and record.outcome.status.is_in_review:
        found.append(f"{missing} document{'s' if missing > 1 else ''} of the checklist did not come in yet.")
    if record.outcome.found_false_on is not None:
        found.append(f"A statement was found to be false on {day(record.outcome.found_false_on)}.")
    return found


def whose_turn(record: ApplicationRecord) -> str:
    """Return what the person at the desk should know of their part: why they may not decide, what is missing."""
    if record.row.deleted_at is not None:
        return ""
    step = next_step(record.steps, record.reviews, record.outcome.round)
    if record.outcome.status.is_in_review and step is not None:
        why_not = barred(record, record.person, step)
        return f"Next: {step.name}. {why_not}" if why_not else f"Next: {step.name}. It is your turn."
    if Verb.SUBMIT in offered(record) and (lacks := not_ready(record.draft)):
        count = len(lacks)
        return f"{count} thing{'s are' if count > 1 else ' is'} missing before it can be handed in."
    return conflict(record, record.person)
