"""Applications to the fund as the search over everything shows them."""

from collections.abc import Callable
from functools import partial
from typing import Final
from uuid import UUID

from ip2a_desktop.domain.benevolence_record import ApplicationRow
from ip2a_desktop.domain.lists import ListQuery, ListSource
from ip2a_desktop.ui.kit.palette import Hit, Provider

_MOST_FOUND: Final = 6


def application_hits(fund: ListSource[ApplicationRow], show: Callable[[str, UUID], object]) -> Provider:
    """Return the search over applications, the latest first; ``show`` gets the page's name and an application's id."""

    def hit(row: ApplicationRow) -> Hit:
        words = " · ".join((row.member, row.status.label))
        return Hit(row.number, words, "heart-straight", "Benevolence", partial(show, "benevolence", row.id))

    def find(text: str) -> list[Hit]:
        wanted = ListQuery(search=text, sort="number", descending=True)
        return [hit(row) for row in fund.first_page(wanted, _MOST_FOUND)] if text.strip() else []

    return find
