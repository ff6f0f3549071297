"""What turns data into papers, loaded when the first paper is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ip2a_desktop.maintenance.health_papers import Printer
    from ip2a_desktop.services.benevolence_papers import BenevolencePrinters
    from ip2a_desktop.services.grievance_papers import GrievancePrinters
    from ip2a_desktop.services.papers import Printers
    from ip2a_desktop.services.salting_papers import SaltingPrinters


def load_printers() -> Printers:
    """Load what turns data into papers."""
    from ip2a_desktop.reports.employers import employer_roster
    from ip2a_desktop.reports.labels import mailing_labels
    from ip2a_desktop.reports.members import member_record, member_roster
    from ip2a_desktop.services.papers import Printers

    return Printers(member_record, member_roster, employer_roster, mailing_labels)


def load_fund_printers() -> BenevolencePrinters:
    """Load what turns the fund's data into papers."""
    from ip2a_desktop.reports import benevolence, benevolence_letters, benevolence_money, benevolence_review
    from ip2a_desktop.services.benevolence_papers import BenevolencePrinters

    return BenevolencePrinters(
        benevolence.application,
        benevolence_review.review_sheet,
        benevolence_letters.decision_letter,
        benevolence_money.payment_voucher,
        benevolence_money.payment_register,
        benevolence_money.yearly_summary,
    )


def load_case_printers() -> GrievancePrinters:
    """Load what turns cases into papers."""
    from ip2a_desktop.reports import grievance_forms, grievance_letters, grievance_years, grievances
    from ip2a_desktop.services.grievance_papers import GrievancePrinters

    return GrievancePrinters(
        grievance_forms.grievance_form,
        grievance_forms.fact_sheet,
        grievance_letters.information_request,
        grievance_letters.settlement_agreement,
        grievances.case_summary,
        grievances.docket,
        grievances.stewards_list,
        grievance_years.grievance_statistics,
    )


def load_salting_printers() -> SaltingPrinters:
    """Load what turns organizing into papers."""
    from ip2a_desktop.reports import salting
    from ip2a_desktop.services.salting_papers import SaltingPrinters

    return SaltingPrinters(salting.campaign_report, salting.activity_log)


def load_health_printer() -> Printer:
    """Load what turns a health check into a paper."""
    from ip2a_desktop.reports.health import health_report

    return health_report
