"""The pages of the window, in the order of the navigation; each is loaded and made when it is first shown."""

from functools import partial

from ip2a_desktop.app import casework, office, records
from ip2a_desktop.app.house import House
from ip2a_desktop.ui.kit.page import Screen

_ORGANIZING = "Organizing"
"""The section that only organizers have."""


def load_first_page() -> None:
    """Load, while the database opens, what the first page is made of."""
    from ip2a_desktop.ui.today import screen  # noqa: F401


def screens(house: House) -> list[Screen]:
    """Return the pages that this person has, in the order of the navigation."""
    found = [
        Screen("today", "Today", "sun-horizon", partial(casework.today, house)),
        Screen("grievances", "Grievances", "scales", partial(casework.grievances, house)),
        Screen("members", "Members", "users", partial(records.members, house)),
        Screen("employers", "Employers", "buildings", partial(records.employers, house)),
        Screen("agreements", "Agreements", "article", partial(casework.agreements, house)),
        Screen("benevolence", "Benevolence", "heart-straight", partial(casework.benevolence, house)),
        Screen("organizing", "Campaigns", "megaphone", partial(casework.organizing, house), _ORGANIZING),
        Screen("organizing_workers", "Workers", "users-three", partial(casework.workers, house), _ORGANIZING),
        Screen(
            "organizing_activities", "Activity log", "clipboard-text", partial(casework.activities, house), _ORGANIZING
        ),
        Screen("imports", "Import", "upload-simple", partial(records.imports, house), "Tools"),
        Screen("bin", "Bin", "trash", partial(records.binned, house), "Tools"),
        Screen("maintenance", "Maintenance", "first-aid-kit", partial(office.maintenance, house), "Tools"),
        Screen("settings", "Settings", "gear", partial(office.settings, house), "bottom"),
    ]
    hidden = {"maintenance"} if not house.is_admin else set()
    return [one for one in found if one.name not in hidden and (one.section != _ORGANIZING or house.is_organizer)]
