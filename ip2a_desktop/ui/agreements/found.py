"""Agreements as the search over everything shows them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.lists import ListQuery, ListSource
from ip2a_desktop.ui.kit.palette import Hit, Provider

if TYPE_CHECKING:
    from ip2a_desktop.domain.agreements import AgreementRow

_MOST = 6


def agreement_hits(agreements: ListSource[AgreementRow], show: Callable[[str, UUID], object]) -> Provider:
    """Return the search over agreements; ``show`` gets the page's name and the agreement's id."""

    def hit(row: AgreementRow) -> Hit:
        words = " · ".join(part for part in (row.newest_version, row.employer) if part)
        return Hit(row.name, words, "article", "Agreements", partial(show, "agreements", row.id))

    def find(text: str) -> list[Hit]:
        if not text.strip():
            return []
        return [hit(row) for row in agreements.first_page(ListQuery(search=text), _MOST)]

    return find
