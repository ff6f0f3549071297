"""Members as the search over everything shows them."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from ip2a_desktop.domain.lists import ListSource
from ip2a_desktop.domain.members import MemberRow
from ip2a_desktop.ui.kit.palette import Hit, Provider
from ip2a_desktop.ui.kit.palette_sources import of_list


def member_hits(members: ListSource[MemberRow], show: Callable[[str, UUID], object]) -> Provider:
    """Return the search over members; ``show`` gets the page's name and the member's id."""
    return of_list(
        members,
        lambda row: Hit(row.name, f"Member · {row.card_number}", "user", "Members", partial(show, "members", row.id)),
    )
