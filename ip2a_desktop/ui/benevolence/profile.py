"""The first tab of an application: who asks, why, for whom, the household in numbers, and whom the fund pays."""

from decimal import Decimal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ip2a_desktop.domain.addresses import shown_phone
from ip2a_desktop.domain.benevolence import BudgetKind, Payee
from ip2a_desktop.domain.benevolence_record import ApplicationRecord
from ip2a_desktop.ui.benevolence.words import reason_chip, status_chip
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.facts import BlockColumns, Fact, FactBlock, block_layout
from ip2a_desktop.ui.kit.formats import day, money
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.value_label import ValueLabel
from ip2a_desktop.ui.kit.widgets import scrolled

_MEMBER = (
    Fact("name", "Member", always=True),
    Fact("card_number", "Card", always=True),
    Fact("standing", "Standing", always=True),
    Fact("classification", "Classification"),
    Fact("phone", "Phone"),
    Fact("email", "E-mail"),
    Fact("address", "Address"),
)
_ASKS = (
    Fact("reason", "Reason", always=True),
    Fact("requested", "Amount", always=True),
    Fact("need_by", "Needed by"),
    Fact("applied_on", "Applied on"),
    Fact("payee_kind", "Pay to", always=True),
    Fact("payee", "Payee"),
    Fact("account", "Account"),
    Fact("signed", "Declaration", always=True),
    Fact("handed_in_by", "Handed in by"),
    Fact("officer_relation", "Officer’s relation"),
)
_HOUSEHOLD = (
    Fact("dependents", "Dependents"),
    Fact("earners", "Earners"),
    Fact("income", "Income a month"),
    Fact("expense", "Expenses a month"),
    Fact("rest", "Left each month"),
    Fact("balance", "Balances"),
)


class ApplicationPanel(Panel):
    """The application as blocks of facts; one column beside the list, two where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.member = FactBlock("Member", _MEMBER)
        self.asks = FactBlock("What is asked for", _ASKS)
        self.household = FactBlock("Household", _HOUSEHOLD, "Nothing of the household is written down yet")
        self.narrative = Words("What happened and what is needed")
        self.aid = Words("Other aid asked for or received")
        self.told = Words("Earlier requests, as the member tells them")
        self.earlier = Words("Other applications to the fund")
        columns = BlockColumns()
        columns.add(self.asks)
        columns.add(self.narrative, "right")
        columns.add(self.household)
        columns.add(self.member, "right")
        for one in (self.aid, self.told, self.earlier):
            columns.add(one, "right")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(columns))

    def show_record(self, record: ApplicationRecord) -> None:
        """Show the facts."""
        draft = record.draft
        self.member.show_values(_member_values(record))
        self.asks.show_values(_asked_values(record))
        self.household.show_values(_household_values(record))
        self.narrative.show_text(draft.narrative)
        self.aid.show_text(draft.other_aid)
        self.told.show_text(draft.earlier_requests)
        self.earlier.show_text("\n".join(_earlier_words(record)))


def _member_values(record: ApplicationRecord) -> dict[str, str | Chip]:
    one = record.applicant
    return {
        "name": one.full_name,
        "card_number": one.card_number,
        "standing": one.standing.label,
        "classification": one.classification.label,
        "phone": shown_phone(one.phone),
        "email": one.email,
        "address": "\n".join(one.address),
    }


def _asked_values(record: ApplicationRecord) -> dict[str, str | Chip]:
    draft = record.draft
    relation = f" ({draft.representative_relation})" if draft.representative_relation else ""
    return {
        "reason": reason_chip(draft.reason) or "",
        "requested": money(draft.requested),
        "need_by": day(draft.need_by),
        "applied_on": day(draft.applied_on),
        "payee_kind": draft.payee_kind.label,
        "payee": draft.payee or (record.applicant.full_name if draft.payee_kind is Payee.MEMBER else ""),
        "account": draft.account,
        "signed": f"Signed on {day(draft.signed_on)}" if draft.is_declared and draft.signed_on else "",
        "handed_in_by": f"{draft.handed_in_by}{relation}" if draft.handed_in_by else "",
        "officer_relation": draft.officer_relation,
    }


def _household_values(record: ApplicationRecord) -> dict[str, str | Chip]:
    draft = record.draft
    kinds = {line.kind for line in record.lines}
    income, expense = record.total(BudgetKind.INCOME), record.total(BudgetKind.EXPENSE)
    return {
        "dependents": "" if draft.dependents is None else str(draft.dependents),
        "earners": "" if draft.earners is None else str(draft.earners),
        "income": _sum(BudgetKind.INCOME in kinds, income),
        "expense": _sum(BudgetKind.EXPENSE in kinds, expense),
        "rest": _sum({BudgetKind.INCOME, BudgetKind.EXPENSE} <= kinds, income - expense),
        "balance": _sum(BudgetKind.BALANCE in kinds, record.total(BudgetKind.BALANCE)),
    }


def _sum(is_known: bool, amount: Decimal) -> str:
    return money(amount).replace("$-", "-$") if is_known else ""


def _earlier_words(record: ApplicationRecord) -> list[str]:
    return [
        " · ".join(
            part
            for part in (
                one.number,
                day(one.submitted_on),
                status_chip(one.status).text,
                f"{money(one.paid)} paid" if one.paid else "",
            )
            if part
        )
        for one in record.earlier
    ]


class Words(QWidget):
    """A text below its heading; not there where nothing was written."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._words = ValueLabel()
        block_layout(self, title).addWidget(self._words)

    def show_text(self, text: str) -> None:
        """Show a text, or nothing."""
        self._words.setText(text)
        self.setHidden(not text)

    @property
    def text(self) -> str:
        """What is shown."""
        return self._words.text()
