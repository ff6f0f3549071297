"""The pages of casework: what is due, grievances, agreements, the fund, organizing."""

from functools import partial
from typing import TYPE_CHECKING

from ip2a_desktop.app.documents import documents, documents_tab
from ip2a_desktop.app.house import House
from ip2a_desktop.app.late import late
from ip2a_desktop.app.printers import load_case_printers, load_fund_printers, load_salting_printers
from ip2a_desktop.ui.kit.page import Page

if TYPE_CHECKING:
    from ip2a_desktop.domain.health_word import HealthWord
    from ip2a_desktop.services.docket_days import DocketDaysService
    from ip2a_desktop.services.salting_papers import SaltingPapers
    from ip2a_desktop.ui.agreements.record import AgreementView
    from ip2a_desktop.ui.grievances.desk import Desk
    from ip2a_desktop.ui.grievances.record import CaseView
    from ip2a_desktop.ui.kit.panel import Panel
    from ip2a_desktop.ui.organizing.desk import Desk as OrganizersDesk


def today(house: House) -> Page:
    """Return the page of what is due."""
    from ip2a_desktop.ui.today.screen import TodayPage

    database = house.services.database

    def days() -> "DocketDaysService":
        from ip2a_desktop.services.docket_days import DocketDaysService

        return DocketDaysService(database)

    def health() -> "HealthWord":
        from ip2a_desktop.maintenance.last_word import last_word

        return last_word(database)

    asked = health if house.is_admin else None
    page = TodayPage(house.kit, late(days), house.services.benevolence, asked, "maintenance")
    page.health.setVisible(house.is_admin)
    return page


def grievances(house: House) -> Page:
    """Return the docket and its cases."""
    from ip2a_desktop.services.grievance_papers import GrievancePapers
    from ip2a_desktop.services.grievance_years import GrievanceYears
    from ip2a_desktop.ui.grievances.papers import grievance_papers, statistics_paper
    from ip2a_desktop.ui.grievances.screen import GrievancesPage

    one = house.services
    attached = partial(documents(house).for_papers, "grievance")
    papers = late(
        lambda: GrievancePapers(one.grievances, GrievanceYears(one.database), one.hall, load_case_printers(), attached)
    )
    return GrievancesPage(
        house.kit,
        grievance_desk(house),
        grievance_papers(papers),
        partial(statistics_paper, papers),
        partial(documents_tab, house, "grievance"),
    )


def grievance_desk(house: House) -> "Desk":
    """Return the use cases that a case's screens work with."""
    from ip2a_desktop.services.agreements import AgreementService
    from ip2a_desktop.services.case_rules import CaseRules
    from ip2a_desktop.services.grievance_timeline import GrievanceTimeline
    from ip2a_desktop.services.grievance_verbs import GrievanceVerbs
    from ip2a_desktop.ui.grievances.desk import Desk

    one, database = house.services, house.services.database
    return Desk(
        one.grievances,
        GrievanceVerbs(database, one.grievances),
        one.members,
        one.employers,
        AgreementService(database),
        CaseRules(database),
        GrievanceTimeline(database),
        one.notes,
    )


def case_view(house: House) -> "CaseView":
    """Return the view of one case."""
    from ip2a_desktop.ui.grievances.record import CaseView, grievance_kind

    return CaseView(house.kit, grievance_kind(house.services.grievances), grievance_desk(house))


def agreements(house: House) -> Page:
    """Return the page of agreements."""
    from ip2a_desktop.services.agreement_timeline import AgreementTimeline
    from ip2a_desktop.services.agreements import AgreementService
    from ip2a_desktop.services.recounting import RecountService
    from ip2a_desktop.ui.agreements.screen import AgreementsPage

    one, database = house.services, house.services.database
    return AgreementsPage(
        house.kit,
        AgreementService(database),
        RecountService(database),
        one.employers,
        AgreementTimeline(database),
        lambda: one.hall.may("ip2a_admin"),
    )


def agreement_view(house: House) -> "AgreementView":
    """Return the view of one agreement."""
    from ip2a_desktop.services.agreement_timeline import AgreementTimeline
    from ip2a_desktop.services.agreements import AgreementService
    from ip2a_desktop.services.recounting import RecountService
    from ip2a_desktop.ui.agreements.record import AgreementView, agreement_kind
    from ip2a_desktop.ui.agreements.rights import EditRight

    kit, hall, database = house.kit, house.services.hall, house.services.database
    service, recounts = AgreementService(database), RecountService(database)
    right = EditRight(kit, lambda: hall.may("ip2a_admin"))
    return AgreementView(kit, agreement_kind(service), service, recounts, AgreementTimeline(database), right)


def benevolence(house: House) -> Page:
    """Return the fund's page."""
    from ip2a_desktop.services.benevolence_outlook import BenevolenceOutlook
    from ip2a_desktop.services.benevolence_papers import BenevolencePapers
    from ip2a_desktop.services.benevolence_settings import BenevolenceSettings
    from ip2a_desktop.services.benevolence_verbs import BenevolenceVerbs
    from ip2a_desktop.services.benevolence_years import BenevolenceYears
    from ip2a_desktop.ui.benevolence.papers import fund_papers
    from ip2a_desktop.ui.benevolence.screen import BenevolencePage

    one, database = house.services, house.services.database
    papers = late(
        lambda: BenevolencePapers(
            one.benevolence,
            BenevolenceYears(database),
            one.hall,
            load_fund_printers(),
            partial(documents(house).for_papers, "benevolence_application"),
        )
    )
    return BenevolencePage(
        house.kit,
        one.benevolence,
        BenevolenceVerbs(database),
        BenevolenceSettings(database),
        BenevolenceOutlook(database).of,
        one.members,
        one.notes,
        fund_papers(papers),
        lambda: one.hall.may("ip2a_admin"),
        partial(documents_tab, house, "benevolence_application", "Files"),
    )


def organizers_desk(house: House) -> "OrganizersDesk":
    """Return the use cases that organizers' screens work with."""
    from ip2a_desktop.services.campaign_timeline import CampaignTimeline
    from ip2a_desktop.services.receptiveness import ReceptivenessService
    from ip2a_desktop.services.salting import CampaignService
    from ip2a_desktop.services.salting_activities import ActivityService
    from ip2a_desktop.services.salting_workers import WorkerService
    from ip2a_desktop.ui.organizing.desk import Desk

    one, database = house.services, house.services.database
    return Desk(
        CampaignService(database),
        WorkerService(database),
        ActivityService(database),
        ReceptivenessService(database),
        one.employers,
        one.members,
        CampaignTimeline(database),
    )


def organizing(house: House) -> Page:
    """Return the page of campaigns."""
    from ip2a_desktop.ui.organizing.papers import campaign_papers
    from ip2a_desktop.ui.organizing.screen import OrganizingPage

    desk = organizers_desk(house)
    return OrganizingPage(house.kit, desk, campaign_papers(_salting_papers(house, desk)))


def workers(house: House) -> Page:
    """Return the page of workers."""
    from ip2a_desktop.ui.organizing.worker_screen import WorkersPage

    return WorkersPage(house.kit, organizers_desk(house))


def activities(house: House) -> Page:
    """Return the log of activities."""
    from ip2a_desktop.ui.organizing.activity_screen import ActivityLogPage
    from ip2a_desktop.ui.organizing.papers import activity_papers

    desk = organizers_desk(house)
    tabs = partial(documents_tab, house, "organizing_activity")
    return ActivityLogPage(house.kit, desk, activity_papers(_salting_papers(house, desk)), tabs)


def receptiveness_panel(house: House) -> "Panel":
    """Return the tab of how an employer meets the union, which only organizers have on an employer's page."""
    from ip2a_desktop.ui.organizing.receptiveness import ReceptivenessPanel

    return ReceptivenessPanel(house.kit, organizers_desk(house), lambda record: record.row.id)


def _salting_papers(house: House, desk: "OrganizersDesk") -> "SaltingPapers":
    from ip2a_desktop.services.salting_papers import SaltingPapers

    return late(lambda: SaltingPapers(desk.campaigns, desk.activities, house.services.hall, load_salting_printers()))
