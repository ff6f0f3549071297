"""Household and documents in the form of a new application: written at once, saved with it."""

from decimal import Decimal

from ip2a_desktop.domain.benevolence import BudgetKind, DocumentKind
from ip2a_desktop.domain.benevolence_fund import dollars
from ip2a_desktop.ui.benevolence.rows_field import RowColumn, RowsField, Values
from ip2a_desktop.ui.kit.fields import ChoiceField, DateField, LineField, MoneyField

_ADDS = {BudgetKind.INCOME: "Income", BudgetKind.EXPENSE: "Expense", BudgetKind.BALANCE: "Balance"}


class HouseholdField(RowsField):
    """Income by source, expenses and balances, with what is left each month."""

    def __init__(self) -> None:
        super().__init__(
            "line",
            (
                RowColumn("kind", "Kind", lambda: ChoiceField(BudgetKind), 3),
                RowColumn("description", "Source or purpose", LineField, 6),
                RowColumn("amount", "Amount", MoneyField, 3),
            ),
            [(words, {"kind": kind}) for kind, words in _ADDS.items()],
            [{"kind": kind} for kind in BudgetKind],
        )

    def is_blank(self, values: Values) -> bool:
        """Say whether neither words nor an amount are written."""
        return not values["description"] and values["amount"] is None

    def problems_of(self, values: Values) -> dict[str, str]:
        """Return what is missing: words and an amount belong together."""
        found = {}
        if not values["description"]:
            found["description"] = "write what it is for."
        if values["amount"] is None:
            found["amount"] = "write the amount."
        elif values["amount"] < 0 and values["kind"] is not BudgetKind.BALANCE:
            found["amount"] = "only a balance can be less than $0."
        return found

    def sum_up(self) -> str:
        """Return the arithmetic of a month."""
        lines = [one for one in self.value() if isinstance(one["amount"], Decimal)]
        total = {kind: sum((one["amount"] for one in lines if one["kind"] is kind), Decimal(0)) for kind in BudgetKind}
        income, expense = total[BudgetKind.INCOME], total[BudgetKind.EXPENSE]
        said = ""
        if income or expense:
            said = f"{dollars(income)} income - {dollars(expense)} expenses = {dollars(income - expense)} a month."
        if any(one["kind"] is BudgetKind.BALANCE for one in lines):
            said += f" {dollars(total[BudgetKind.BALANCE])} in balances."
        return said.strip()


class DocumentsField(RowsField):
    """Which documents are needed, and which of them are there."""

    def __init__(self) -> None:
        super().__init__(
            "document",
            (
                RowColumn("kind", "Document", lambda: ChoiceField(DocumentKind), 3),
                RowColumn("description", "Which one", LineField, 6),
                RowColumn("received_on", "Came in on", DateField, 3),
            ),
            [("Document", {"kind": DocumentKind.BILL})],
        )

    def is_blank(self, values: Values) -> bool:
        """A document that was added is wanted, whether more is known of it or not."""
        return False

    def sum_up(self) -> str:
        """Return how many of them are missing."""
        missing = sum(one["received_on"] is None for one in self.value())
        if not self.rows:
            return "Which bills, statements and proofs are needed; leave the date empty for what is still missing."
        return f"{missing} of {len(self.rows)} still missing" if missing else "All of them came in"
