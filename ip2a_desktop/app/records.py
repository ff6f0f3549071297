"""The pages of records: members, employers, imports, and the bin."""

from functools import partial
from typing import TYPE_CHECKING

from ip2a_desktop.app import casework
from ip2a_desktop.app.documents import documents_tab
from ip2a_desktop.app.house import House
from ip2a_desktop.ui.kit.page import Page

if TYPE_CHECKING:
    from ip2a_desktop.ui.bin.drawer import DrawerSpec
    from ip2a_desktop.ui.kit.record_view import MakeTabs


def members(house: House) -> Page:
    """Return the page of members."""
    from ip2a_desktop.ui.members.screen import MembersPage

    one = house.services
    tabs = partial(documents_tab, house, "member")
    return MembersPage(house.kit, one.members, one.employers, one.notes, one.papers, tabs)


def employers(house: House) -> Page:
    """Return the page of employers and other organizations."""
    from ip2a_desktop.ui.employers.screen import EmployersPage

    one = house.services
    return EmployersPage(house.kit, one.employers, one.notes, one.papers, employer_tabs(house))


def employer_tabs(house: House) -> "MakeTabs":
    """Return what makes the further tabs of an employer: organizers see how the employer meets the union."""
    if not house.is_organizer:
        return partial(documents_tab, house, "organization")
    return lambda: {
        **documents_tab(house, "organization"),
        "Receptiveness": casework.receptiveness_panel(house),
    }


def imports(house: House) -> Page:
    """Return the page of imports."""
    from ip2a_desktop.services.all_imports import AllImports
    from ip2a_desktop.ui.imports.screen import ImportsPage

    return ImportsPage(house.kit, AllImports(house.services.database))


def binned(house: House) -> Page:
    """Return the bin."""
    from ip2a_desktop.services.agreements import AgreementService
    from ip2a_desktop.services.benevolence_settings import BenevolenceSettings
    from ip2a_desktop.services.benevolence_verbs import BenevolenceVerbs
    from ip2a_desktop.ui.benevolence.record import ApplicationView, application_kind
    from ip2a_desktop.ui.bin.drawer import DrawerSpec
    from ip2a_desktop.ui.bin.screen import BinPage
    from ip2a_desktop.ui.bin.table import AGREEMENTS, APPLICATIONS, GRIEVANCES
    from ip2a_desktop.ui.employers.record import EmployerView, employer_kind
    from ip2a_desktop.ui.members.kind import member_kind
    from ip2a_desktop.ui.members.record import MemberView

    kit, members, employers = house.kit, house.services.members, house.services.employers
    notes, fund, database = house.services.notes, house.services.benevolence, house.services.database
    verbs, rules = BenevolenceVerbs(database), BenevolenceSettings(database)

    def application() -> ApplicationView:
        return ApplicationView(kit, application_kind(fund), fund, verbs, rules, notes)

    return BinPage(
        kit,
        members,
        employers,
        lambda: MemberView(kit, member_kind(members), members, employers, notes),
        lambda: EmployerView(kit, employer_kind(employers), employers, notes, employer_tabs(house)()),
        [
            DrawerSpec(house.services.grievances, GRIEVANCES, lambda: casework.case_view(house)),
            DrawerSpec(AgreementService(database), AGREEMENTS, lambda: casework.agreement_view(house)),
            DrawerSpec(fund, APPLICATIONS, application),
            *_binned_organizing(house),
        ],
    )


def _binned_organizing(house: House) -> list["DrawerSpec"]:
    """Return the drawers of campaigns, workers and activities, which only organizers have."""
    from ip2a_desktop.ui.bin.drawer import DrawerSpec
    from ip2a_desktop.ui.bin.table import ACTIVITIES, CAMPAIGNS, WORKERS
    from ip2a_desktop.ui.organizing.activity_record import ActivityView, activity_kind
    from ip2a_desktop.ui.organizing.record import CampaignView, campaign_kind
    from ip2a_desktop.ui.organizing.worker_record import WorkerView, worker_kind

    if not house.is_organizer:
        return []
    kit, desk = house.kit, casework.organizers_desk(house)
    return [
        DrawerSpec(desk.campaigns, CAMPAIGNS, lambda: CampaignView(kit, campaign_kind(desk), desk)),
        DrawerSpec(desk.workers, WORKERS, lambda: WorkerView(kit, worker_kind(desk), desk)),
        DrawerSpec(desk.activities, ACTIVITIES, lambda: ActivityView(kit, activity_kind(desk), desk)),
    ]
