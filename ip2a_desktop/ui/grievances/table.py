"""The columns and filters of the docket."""

from collections.abc import Callable, Sequence
from typing import Protocol

from ip2a_desktop.domain.clocks import GrievanceStatus
from ip2a_desktop.domain.employers import EmployerChoice
from ip2a_desktop.domain.grievances import DocketRow
from ip2a_desktop.domain.procedures import GrievanceKind
from ip2a_desktop.ui.grievances.words import priority_chip
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.due_chips import left_chip, next_words, standing_chip
from ip2a_desktop.ui.kit.filters import Choice, FilterSpec
from ip2a_desktop.ui.kit.formats import day, moment

COLUMNS: tuple[Column[DocketRow], ...] = (
    Column("number", "Number", lambda row: row.number, 92),
    Column("days_left", "Time left", lambda row: row.left_words, 128, chip=left_chip, value=lambda row: row.days_left),
    Column("due_on", "Due on", lambda row: day(row.due_on), 120, value=lambda row: row.due_on),
    Column("lead", "Grievants", lambda row: row.who, 152),
    Column("next", "Due next", next_words, 192, sortable=False),
    Column("employer", "Employer", lambda row: row.employer, 168),
    Column("step", "Step", lambda row: row.step, 104),
    Column("steward", "Steward", lambda row: row.steward, 136),
    Column("status", "Status", lambda row: standing_chip(row).text, 168, chip=standing_chip),
    Column("kind", "Kind", lambda row: row.kind.label, 136, shown=False),
    Column(
        "priority",
        "Priority",
        lambda row: row.priority.label,
        104,
        chip=lambda row: priority_chip(row.priority),
        shown=False,
    ),
    Column("jobsite", "Jobsite", lambda row: row.jobsite, 152, shown=False),
    Column("representative", "Representative", lambda row: row.representative, 136, shown=False),
    Column(
        "grievants",
        "How many",
        lambda row: f"{row.grievants:,}",
        88,
        align="right",
        shown=False,
        value=lambda row: row.grievants,
    ),
    Column(
        "occurred_on",
        "Happened on",
        lambda row: day(row.occurred_on),
        112,
        shown=False,
        value=lambda row: row.occurred_on,
    ),
    Column("filed_on", "Filed on", lambda row: day(row.filed_on), 112, shown=False, value=lambda row: row.filed_on),
    Column(
        "our_due_on",
        "Union: due on",
        lambda row: day(row.our_due_on),
        112,
        shown=False,
        value=lambda row: row.our_due_on,
    ),
    Column("closed_on", "Closed on", lambda row: day(row.closed_on), 112, shown=False, value=lambda row: row.closed_on),
    Column(
        "updated_at", "Updated", lambda row: moment(row.updated_at), 152, shown=False, value=lambda row: row.updated_at
    ),
)

_DUE = (
    Choice("overdue", "Overdue"),
    Choice("today", "Due today"),
    Choice("week", "Due within 7 days"),
    Choice("ours", "The union is late"),
)


class EmployerChoices(Protocol):
    """What finds organizations for a filter or a field."""

    def choices(self, search: str) -> Sequence[EmployerChoice]:
        """Return the organizations that match the typed words."""
        ...


class CaseChoices(Protocol):
    """What knows which stewards and steps the cases name."""

    def choices(self, name: str) -> Sequence[str]:
        """Return the values of a filter in order."""
        ...


def filters(cases: CaseChoices, employers: EmployerChoices) -> tuple[FilterSpec, ...]:
    """Return the filters of the docket."""

    def employer(text: str) -> list[Choice]:
        return [Choice(str(one.id), one.name) for one in employers.choices(text)]

    return (
        FilterSpec("due", "Due", _DUE),
        FilterSpec.of_words("status", "Status", GrievanceStatus),
        FilterSpec("step", "Step", search=_of_cases(cases, "step")),
        FilterSpec("employer", "Employer", search=employer),
        FilterSpec("steward", "Steward", search=_of_cases(cases, "steward")),
        FilterSpec.of_words("kind", "Kind", GrievanceKind),
    )


def _of_cases(cases: CaseChoices, name: str) -> Callable[[str], list[Choice]]:
    def search(text: str) -> list[Choice]:
        wanted = text.strip().casefold()
        return [Choice(one, one) for one in cases.choices(name) if wanted in one.casefold()]

    return search
