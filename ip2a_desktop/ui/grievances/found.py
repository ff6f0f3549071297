"""Cases as the search over everything shows them."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from ip2a_desktop.domain.grievances import DocketRow
from ip2a_desktop.domain.lists import ListQuery, ListSource
from ip2a_desktop.ui.grievances.words import case_title
from ip2a_desktop.ui.kit.palette import Hit, Provider

_MOST = 6


def case_hits(cases: ListSource[DocketRow], show: Callable[[str, UUID], object]) -> Provider:
    """Return the search over cases; ``show`` gets the page's name and the case's id."""

    def hit(row: DocketRow) -> Hit:
        words = " · ".join(part for part in (row.employer, row.left_words) if part)
        return Hit(case_title(row), words, "scales", "Grievances", partial(show, "grievances", row.id))

    def find(text: str) -> list[Hit]:
        if not text.strip():
            return []
        return [hit(row) for row in cases.first_page(ListQuery(search=text, sort="due_on"), _MOST)]

    return find
