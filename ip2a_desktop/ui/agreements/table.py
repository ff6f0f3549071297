"""The columns and filters of the list of agreements."""

from collections.abc import Callable, Sequence
from typing import Protocol

from ip2a_desktop.domain.agreements import AgreementRow
from ip2a_desktop.domain.employers import EmployerChoice
from ip2a_desktop.ui.agreements.words import CONFIRMED_CHIP, row_chip
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.filters import Choice, FilterSpec
from ip2a_desktop.ui.kit.formats import day, moment

COLUMNS: tuple[Column[AgreementRow], ...] = (
    Column("name", "Name", lambda row: row.name, 232),
    Column("is_confirmed", "Limits", lambda row: row_chip(row).text, 136, chip=row_chip),
    Column(
        "open_cases",
        "Open cases",
        lambda row: f"{row.open_cases:,}",
        112,
        align="right",
        value=lambda row: row.open_cases,
    ),
    Column("newest_version", "Newest version", lambda row: row.newest_version, 144),
    Column("starts_on", "In force from", lambda row: day(row.starts_on), 120, value=lambda row: row.starts_on),
    Column("ends_on", "Until", lambda row: day(row.ends_on), 112, value=lambda row: row.ends_on),
    Column("employer", "Employer", lambda row: row.employer, 200),
    Column(
        "updated_at", "Updated", lambda row: moment(row.updated_at), 152, shown=False, value=lambda row: row.updated_at
    ),
)


class EmployerChoices(Protocol):
    """What finds organizations for a filter or a field."""

    def choices(self, search: str) -> Sequence[EmployerChoice]:
        """Return the organizations that match the typed words."""
        ...


def filters(employers: EmployerChoices) -> tuple[FilterSpec, ...]:
    """Return the filters of the list."""
    states = (Choice("no", "SAMPLE, not verified"), Choice("yes", CONFIRMED_CHIP.text))
    return (
        FilterSpec("confirmed", "Limits", states),
        FilterSpec("employer", "Employer", search=_employers(employers)),
    )


def _employers(employers: EmployerChoices) -> Callable[[str], list[Choice]]:
    def search(text: str) -> list[Choice]:
        return [Choice(str(one.id), one.name) for one in employers.choices(text)]

    return search
