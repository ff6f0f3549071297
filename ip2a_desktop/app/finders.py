"""What the search over everything (Ctrl+K) looks through; each part is loaded when the first letters are typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.app.services import Services

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.palette import Hit, Provider

Show = Callable[[str, UUID], object]


def finders(services: Services, show: Show) -> list[Provider]:
    """Return the search over members, organizations, applications, cases, agreements; ``show`` opens a record."""
    makers = (_members, _employers, _applications, _cases, _agreements)
    return [partial(_find, partial(make, services, show)) for make in makers]


def _find(make: Callable[[], Provider], text: str) -> list[Hit]:
    return list(make()(text))


def _members(services: Services, show: Show) -> Provider:
    from ip2a_desktop.ui.members.found import member_hits

    return member_hits(services.members, show)


def _employers(services: Services, show: Show) -> Provider:
    from ip2a_desktop.ui.employers.found import employer_hits

    return employer_hits(services.employers, show)


def _applications(services: Services, show: Show) -> Provider:
    from ip2a_desktop.ui.benevolence.found import application_hits

    return application_hits(services.benevolence, show)


def _cases(services: Services, show: Show) -> Provider:
    from ip2a_desktop.ui.grievances.found import case_hits

    return case_hits(services.grievances, show)


def _agreements(services: Services, show: Show) -> Provider:
    from ip2a_desktop.services.agreements import AgreementService
    from ip2a_desktop.ui.agreements.found import agreement_hits

    return agreement_hits(AgreementService(services.database), show)
