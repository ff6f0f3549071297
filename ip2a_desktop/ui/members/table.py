"""The columns and filters of the list of members."""

from collections.abc import Callable, Sequence
from typing import Protocol

from ip2a_desktop.domain.addresses import shown_phone
from ip2a_desktop.domain.employers import EmployerChoice
from ip2a_desktop.domain.members import Classification, MemberRow, MemberStatus, MemberType
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.filters import Choice, FilterSpec
from ip2a_desktop.ui.kit.formats import day, moment
from ip2a_desktop.ui.members.words import status_chip, type_words

COLUMNS: tuple[Column[MemberRow], ...] = (
    Column("name", "Name", lambda row: row.name, 196),
    Column("card_number", "Card", lambda row: row.card_number, 96),
    Column("status", "Status", lambda row: row.status.label, 136, chip=lambda row: status_chip(row.status)),
    Column("classification", "Classification", lambda row: row.classification.label, 156),
    Column("employer", "Employer", lambda row: row.employer, 184),
    Column("phone", "Phone", lambda row: shown_phone(row.phone), 148),
    Column("email", "E-mail", lambda row: row.email, 208),
    Column("city", "City", lambda row: row.city, 120),
    Column("member_type", "Type", lambda row: type_words(row.member_type), 72, shown=False),
    Column("preferred_name", "Goes by", lambda row: row.preferred_name, 120, shown=False),
    Column("state", "State", lambda row: row.state, 72, shown=False),
    Column("postal_code", "ZIP", lambda row: row.postal_code, 96, shown=False),
    Column("address_line1", "Address", lambda row: row.address_line1, 184, shown=False),
    Column("home_local", "Home local", lambda row: row.home_local, 104, shown=False),
    Column("referral_book", "Book", lambda row: row.referral_book, 96, shown=False),
    Column(
        "initiation_date",
        "Initiated",
        lambda row: day(row.initiation_date),
        104,
        shown=False,
        value=lambda row: row.initiation_date,
    ),
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
    return (
        FilterSpec.of_words("status", "Status", MemberStatus),
        FilterSpec.of_words("classification", "Classification", Classification),
        FilterSpec.of_words("member_type", "Type", MemberType),
        FilterSpec("employer", "Employer", search=_employers(employers)),
        FilterSpec("import", "Import", given=True),
    )


def _employers(employers: EmployerChoices) -> Callable[[str], list[Choice]]:
    def search(text: str) -> list[Choice]:
        return [Choice(str(one.id), one.name) for one in employers.choices(text)]

    return search
