"""Employers as the search over everything shows them."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from ip2a_desktop.domain.employers import EmployerRow
from ip2a_desktop.domain.lists import ListSource
from ip2a_desktop.ui.kit.palette import Hit, Provider
from ip2a_desktop.ui.kit.palette_sources import of_list


def employer_hits(employers: ListSource[EmployerRow], show: Callable[[str, UUID], object]) -> Provider:
    """Return the search over organizations; ``show`` gets the page's name and the organization's id."""

    def hit(row: EmployerRow) -> Hit:
        words = " · ".join(part for part in (row.organization_type.label, row.city) if part)
        return Hit(row.name, words, "buildings", "Employers", partial(show, "employers", row.id))

    return of_list(employers, hit)
