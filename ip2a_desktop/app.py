"""The composition root: the one file that sees every floor and joins them by constructor."""

import shutil
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from fasteners import InterProcessLock
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ip2a_desktop.config import APP_NAME, Arguments, data_folder, folder_for_show, is_throwaway, settings
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.domain.hall import HallDraft
from ip2a_desktop.domain.progress import Progress
from ip2a_desktop.services.benevolence import BenevolenceService
from ip2a_desktop.services.benevolence_papers import BenevolencePrinters
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.grievance_papers import GrievancePrinters
from ip2a_desktop.services.grievances import GrievanceService
from ip2a_desktop.services.hall import HallService
from ip2a_desktop.services.layouts import LayoutService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService
from ip2a_desktop.services.opening import Opened
from ip2a_desktop.services.papers import PaperService, Printers
from ip2a_desktop.ui.benevolence.found import application_hits
from ip2a_desktop.ui.employers.found import employer_hits
from ip2a_desktop.ui.grievances.found import case_hits
from ip2a_desktop.ui.kit.brand import app_icon
from ip2a_desktop.ui.kit.changes import ChangeBus
from ip2a_desktop.ui.kit.crash import CrashReporter, end_log, log_to
from ip2a_desktop.ui.kit.ending import Ending
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.messages import Messages
from ip2a_desktop.ui.kit.page import Page, Screen
from ip2a_desktop.ui.kit.settings_store import SettingsStore
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.theme import THEME_CHOICES, ThemeChoice, apply_theme
from ip2a_desktop.ui.main_window import MainWindow
from ip2a_desktop.ui.members.found import member_hits
from ip2a_desktop.ui.start.flow import Start

if TYPE_CHECKING:
    from ip2a_desktop.ui.agreements.record import AgreementView
    from ip2a_desktop.ui.bin.drawer import DrawerSpec
    from ip2a_desktop.ui.grievances.desk import Desk
    from ip2a_desktop.ui.grievances.record import CaseView
    from ip2a_desktop.ui.organizing.desk import Desk as OrganizersDesk

_THEME: Final = "theme"  # the same name as in the settings page
_FOLDER: Final = "data.folder"
_LOOK_AGAIN: Final = 5_000  # milliseconds between two looks for a server that is away


def run(arguments: Arguments) -> int:
    """Run the program and return its exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName(APP_NAME)
    app.setWindowIcon(app_icon())
    app.setQuitOnLastWindowClosed(False)
    program = Program(arguments)
    program.ended.connect(app.exit)
    ending = Ending()
    ending.wanted.connect(lambda: app.exit(0))
    QTimer.singleShot(0, program.begin)
    code = app.exec()
    program.leave()
    ending.close()
    return code


@dataclass(frozen=True)
class Known:
    """What is asked once, when the database was opened."""

    hall: HallDraft
    layouts: dict[str, Any]
    person: str
    is_organizer: bool


class Services:
    """The use cases on one open database."""

    def __init__(self, opened: Opened) -> None:
        database = opened.database
        self.members = MemberService(database)
        self.employers = EmployerService(database)
        self.benevolence = BenevolenceService(database)
        self.notes = NoteService(database)
        self.grievances = GrievanceService(database)
        self.hall = HallService(database)
        self.layouts = LayoutService(database)
        self.database = database
        self.papers = PaperService(self.members, self.employers, self.notes, self.hall, load_printers)

    def know(self) -> Known:
        """Ask what the window needs before it can be shown; run in a worker."""
        hall = self.hall
        return Known(hall.load(), self.layouts.load(), hall.who_am_i(), hall.may("ip2a_organizer"))


class Pages:
    """The pages of the window, each with the services it works with; loaded and made when first shown."""

    def __init__(self, kit: Kit, services: Services, folder: Path, where: str, *, is_organizer: bool) -> None:
        self._is_organizer = is_organizer
        self._kit = kit
        self._services = services
        self._folder = folder
        self._where = where

    def screens(self) -> list[Screen]:
        """Return the pages in the order of the navigation."""
        found = [
            Screen("today", "Today", "sun-horizon", self._today),
            Screen("grievances", "Grievances", "scales", self._grievances),
            Screen("members", "Members", "users", self._members),
            Screen("employers", "Employers", "buildings", self._employers),
            Screen("agreements", "Agreements", "article", self._agreements),
            Screen("benevolence", "Benevolence", "heart-straight", self._benevolence),
            Screen("organizing", "Organizing", "megaphone", self._organizing),
            Screen("imports", "Import", "upload-simple", self._imports, "Tools"),
            Screen("bin", "Bin", "trash", self._bin, "Tools"),
            Screen("settings", "Settings", "gear", self._settings, "bottom"),
        ]
        return [one for one in found if one.name != "organizing" or self._is_organizer]

    def _members(self) -> Page:
        from ip2a_desktop.ui.members.screen import MembersPage

        one = self._services
        return MembersPage(self._kit, one.members, one.employers, one.notes, one.papers)

    def _employers(self) -> Page:
        from ip2a_desktop.ui.employers.screen import EmployersPage

        one = self._services
        return EmployersPage(self._kit, one.employers, one.notes, one.papers)

    def _agreements(self) -> Page:
        from ip2a_desktop.services.agreement_timeline import AgreementTimeline
        from ip2a_desktop.services.agreements import AgreementService
        from ip2a_desktop.services.recounting import RecountService
        from ip2a_desktop.ui.agreements.screen import AgreementsPage

        one, database = self._services, self._services.database
        return AgreementsPage(
            self._kit,
            AgreementService(database),
            RecountService(database),
            one.employers,
            AgreementTimeline(database),
            lambda: one.hall.may("ip2a_admin"),
        )

    def _agreement(self) -> "AgreementView":
        from ip2a_desktop.services.agreement_timeline import AgreementTimeline
        from ip2a_desktop.services.agreements import AgreementService
        from ip2a_desktop.services.recounting import RecountService
        from ip2a_desktop.ui.agreements.record import AgreementView, agreement_kind
        from ip2a_desktop.ui.agreements.rights import EditRight

        kit, hall, database = self._kit, self._services.hall, self._services.database
        service, recounts = AgreementService(database), RecountService(database)
        right = EditRight(kit, lambda: hall.may("ip2a_admin"))
        return AgreementView(kit, agreement_kind(service), service, recounts, AgreementTimeline(database), right)

    def _benevolence(self) -> Page:
        from ip2a_desktop.services.benevolence_outlook import BenevolenceOutlook
        from ip2a_desktop.services.benevolence_papers import BenevolencePapers
        from ip2a_desktop.services.benevolence_settings import BenevolenceSettings
        from ip2a_desktop.services.benevolence_verbs import BenevolenceVerbs
        from ip2a_desktop.services.benevolence_years import BenevolenceYears
        from ip2a_desktop.ui.benevolence.papers import fund_papers
        from ip2a_desktop.ui.benevolence.screen import BenevolencePage

        one, database = self._services, self._services.database
        papers = BenevolencePapers(one.benevolence, BenevolenceYears(database), one.hall, load_fund_printers())
        return BenevolencePage(
            self._kit,
            one.benevolence,
            BenevolenceVerbs(database),
            BenevolenceSettings(database),
            BenevolenceOutlook(database).of,
            one.members,
            one.notes,
            fund_papers(papers),
            lambda: one.hall.may("ip2a_admin"),
        )

    def _today(self) -> Page:
        from ip2a_desktop.services.docket_days import DocketDaysService
        from ip2a_desktop.ui.today.screen import TodayPage

        return TodayPage(self._kit, DocketDaysService(self._services.database))

    def _grievances(self) -> Page:
        from ip2a_desktop.services.grievance_papers import GrievancePapers
        from ip2a_desktop.ui.grievances.papers import grievance_papers
        from ip2a_desktop.ui.grievances.screen import GrievancesPage

        papers = GrievancePapers(self._services.grievances, self._services.hall, load_case_printers())
        return GrievancesPage(self._kit, self._desk(), grievance_papers(papers))

    def _desk(self) -> "Desk":
        from ip2a_desktop.services.agreements import AgreementService
        from ip2a_desktop.services.case_rules import CaseRules
        from ip2a_desktop.services.grievance_timeline import GrievanceTimeline
        from ip2a_desktop.services.grievance_verbs import GrievanceVerbs
        from ip2a_desktop.ui.grievances.desk import Desk

        one, database = self._services, self._services.database
        return Desk(
            one.grievances,
            GrievanceVerbs(database, one.grievances),
            one.members,
            one.employers,
            AgreementService(database),
            CaseRules(database),
            GrievanceTimeline(database),
        )

    def _case(self) -> "CaseView":
        from ip2a_desktop.ui.grievances.record import CaseView, grievance_kind

        return CaseView(self._kit, grievance_kind(self._services.grievances), self._desk())

    def _organizers_desk(self) -> "OrganizersDesk":
        from ip2a_desktop.services.campaign_timeline import CampaignTimeline
        from ip2a_desktop.services.salting import CampaignService
        from ip2a_desktop.services.salting_activities import ActivityService
        from ip2a_desktop.services.salting_workers import WorkerService
        from ip2a_desktop.ui.organizing.desk import Desk

        one, database = self._services, self._services.database
        campaigns, workers, activities = CampaignService(database), WorkerService(database), ActivityService(database)
        return Desk(campaigns, workers, activities, one.employers, one.members, CampaignTimeline(database))

    def _organizing(self) -> Page:
        from ip2a_desktop.ui.organizing.screen import OrganizingPage

        return OrganizingPage(self._kit, self._organizers_desk())

    def _binned_campaigns(self) -> list["DrawerSpec"]:
        """Return the drawer of campaigns, which only organizers have."""
        from ip2a_desktop.ui.bin.drawer import DrawerSpec
        from ip2a_desktop.ui.bin.table import CAMPAIGNS
        from ip2a_desktop.ui.organizing.record import CampaignView, campaign_kind

        if not self._is_organizer:
            return []
        kit, desk = self._kit, self._organizers_desk()
        return [DrawerSpec(desk.campaigns, CAMPAIGNS, lambda: CampaignView(kit, campaign_kind(desk), desk))]

    def _imports(self) -> Page:
        from ip2a_desktop.services.imports import ImportService
        from ip2a_desktop.ui.imports.screen import ImportsPage

        return ImportsPage(self._kit, ImportService(self._services.database))

    def _bin(self) -> Page:
        from ip2a_desktop.services.agreements import AgreementService
        from ip2a_desktop.services.benevolence_settings import BenevolenceSettings
        from ip2a_desktop.services.benevolence_verbs import BenevolenceVerbs
        from ip2a_desktop.ui.benevolence.record import ApplicationView, application_kind
        from ip2a_desktop.ui.bin.drawer import DrawerSpec
        from ip2a_desktop.ui.bin.screen import BinPage
        from ip2a_desktop.ui.bin.table import AGREEMENTS, APPLICATIONS, GRIEVANCES
        from ip2a_desktop.ui.employers.record import EmployerView, employer_kind
        from ip2a_desktop.ui.members.record import MemberView, member_kind

        kit, members, employers = self._kit, self._services.members, self._services.employers
        notes, fund, database = self._services.notes, self._services.benevolence, self._services.database
        verbs, rules = BenevolenceVerbs(database), BenevolenceSettings(database)

        def application() -> ApplicationView:
            return ApplicationView(kit, application_kind(fund), fund, verbs, rules, notes)

        return BinPage(
            kit,
            members,
            employers,
            lambda: MemberView(kit, member_kind(members), members, employers, notes),
            lambda: EmployerView(kit, employer_kind(employers), employers, notes),
            [
                DrawerSpec(self._services.grievances, GRIEVANCES, self._case),
                DrawerSpec(AgreementService(database), AGREEMENTS, self._agreement),
                DrawerSpec(fund, APPLICATIONS, application),
                *self._binned_campaigns(),
            ],
        )

    def _settings(self) -> Page:
        from ip2a_desktop.services.sample import SampleService
        from ip2a_desktop.ui.settings.screen import SettingsHooks, SettingsPage

        sample, hall = SampleService(self._services.database), self._services.hall
        hooks = SettingsHooks(
            load_hall=hall.load,
            save_hall=hall.save,
            has_sample=sample.is_there,
            remove_sample=lambda progress: sample.remove(progress).changes,
            data_folder=self._folder,
            database=self._where,
        )
        return SettingsPage(self._kit, hooks)


def load_ahead() -> None:
    """Load, while the database opens, the page that is mostly the first to be shown."""
    from ip2a_desktop.ui.members import screen  # noqa: F401


def load_printers() -> Printers:
    """Load what turns data into papers."""
    from ip2a_desktop.reports.employers import employer_roster
    from ip2a_desktop.reports.labels import mailing_labels
    from ip2a_desktop.reports.members import member_record, member_roster

    return Printers(member_record, member_roster, employer_roster, mailing_labels)


def load_fund_printers() -> BenevolencePrinters:
    """Load what turns the fund's data into papers."""
    from ip2a_desktop.reports import benevolence, benevolence_letters, benevolence_money, benevolence_review

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
    from ip2a_desktop.reports import grievance_forms, grievance_letters, grievances

    return GrievancePrinters(
        grievance_forms.grievance_form,
        grievance_forms.fact_sheet,
        grievance_letters.information_request,
        grievance_letters.settlement_agreement,
        grievances.case_summary,
        grievances.docket,
        grievances.stewards_list,
    )


def fill_with_sample(opened: Opened, progress: Progress) -> None:
    """Fill a database with sample data, where it has none yet."""
    from ip2a_desktop.seed.sample import seed_sample
    from ip2a_desktop.services.sample import SampleService

    if not SampleService(opened.database).is_there():
        seed_sample(opened.database, progress=progress)


class Program(QObject):
    """The program from its start to its end: one data folder, one database, one window.

    Signals:
        ended(int): the person closed the program, or a tour is over; the exit code.
    """

    ended = Signal(int)

    def __init__(self, arguments: Arguments) -> None:
        super().__init__()
        self._arguments = arguments
        self._for_show = bool(arguments.tour or arguments.smoke_test)
        self._settings = settings()
        self._folder = folder_for_show(arguments.data) if self._for_show else self._chosen_folder()
        self._hall = HallDraft()
        self._opened: Opened | None = None
        self._services: Services | None = None
        self._start: Start | None = None
        self.kit: Kit | None = None
        self.window: MainWindow | None = None
        self.crashes = CrashReporter(log_to(self._folder), self)
        self.crashes.install()
        self.messages = Messages(self.crashes, self)
        self.tasks = Tasks(parent=self)
        self.tasks.failed.connect(self._on_task_failed)
        self.bus = ChangeBus(self)
        self.bus.changed.connect(self._on_changed)
        self.store = SettingsStore(self._folder)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        kept = self.store.get(_THEME, "system")
        remembered: ThemeChoice = next((one for one in THEME_CHOICES if one == kept), "system")
        apply_theme(app, arguments.theme or remembered)
        self._pulse = QTimer(self, interval=_LOOK_AGAIN)
        self._pulse.timeout.connect(self._look_again)

    @property
    def database(self) -> Database | None:
        """The open database; None before it is open."""
        return self._opened.database if self._opened is not None else None

    def _chosen_folder(self) -> Path:
        """The folder of the command line or environment, else the one chosen at an earlier start, else the usual."""
        named = self._arguments.data or self._settings.data
        usual = data_folder(named)
        moved = "" if named else SettingsStore(usual).get(_FOLDER, "")
        return Path(moved) if moved else usual

    # -- from the start to the window ---------------------------------------------------------------------------

    def begin(self) -> None:
        """Open the database, then show the window."""
        url = None if self._for_show else self._arguments.database or self._settings.database
        self._start = Start(
            self._folder, url, self.store, self.tasks, self._fill, with_sample=self._for_show, parent=self
        )
        self._start.opened.connect(self._on_opened)
        self._start.folder_chosen.connect(self._on_folder_chosen)
        self._start.quit_wanted.connect(lambda: self.ended.emit(0))
        self._start.begin()
        QTimer.singleShot(0, load_ahead)

    def _fill(self, opened: Opened, progress: Progress) -> None:
        with InterProcessLock(self._folder / "sample.lock"):  # another copy may begin at the same moment
            fill_with_sample(opened, progress)

    def _on_folder_chosen(self, folder: Path) -> None:
        SettingsStore(data_folder(None)).set(_FOLDER, str(folder))
        self._folder = folder
        self.store = SettingsStore(folder)
        self._end_start()
        self.begin()

    def _end_start(self) -> None:
        if self._start is not None:
            self._start.quit_wanted.disconnect()
            self._start.window.close()
            self._start.window.deleteLater()
            self._start.deleteLater()
            self._start = None

    def _on_opened(self, opened: Opened, words: str) -> None:
        self._opened = opened
        services = self._services = Services(opened)
        self.tasks.run(self, services.know, lambda known: self._show(services, known, words), self._on_not_known)

    def _on_not_known(self, error: Exception) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None
        if self._start is not None:
            self._start.window.show_failed(error)
            self._start.window.show()

    def _show(self, services: Services, known: Known, words: str) -> None:
        kit = self.kit = self._make_kit(services, known)
        window = self.window = MainWindow(
            Pages(kit, services, self._folder, self._where(), is_organizer=known.is_organizer).screens(),
            tasks=self.tasks,
            messages=self.messages,
            store=self.store,
            providers=[
                member_hits(services.members, self._open_record),
                employer_hits(services.employers, self._open_record),
                application_hits(services.benevolence, self._open_record),
                case_hits(services.grievances, self._open_record),
            ],
        )
        window.closed.connect(lambda: self.ended.emit(0))
        window.set_connection("connected", self._where())
        window.set_person(known.person)
        self._show_hall(known.hall)
        window.show_last_page()
        window.show()
        self._end_start()
        if words:
            self.messages.toast(words, tone="warn")
        if self._for_show:
            QTimer.singleShot(0, self._walk)

    def _make_kit(self, services: Services, known: Known) -> Kit:
        layouts = known.layouts

        def save(name: str, layout: dict[str, Any]) -> None:
            layouts[name] = layout
            services.layouts.save(name, layout)

        return Kit(
            tasks=self.tasks,
            bus=self.bus,
            messages=self.messages,
            settings=self.store,
            drafts=self._folder / "drafts",
            load_layout=lambda name: layouts.get(name, {}),
            save_layout=save,
            hall_paper=lambda: self._hall.paper_size,
        )

    def _where(self) -> str:
        return self._opened.where if self._opened else ""

    def _open_record(self, page: str, record_id: UUID) -> None:
        if self.window is not None:
            self.window.show_page(page, record=record_id, wide=True)

    # -- while it runs ------------------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if self._services is not None and changes.touches(["hall"]):
            self.tasks.run(self, self._services.hall.load, self._show_hall, key="hall")

    def _show_hall(self, hall: HallDraft) -> None:
        self._hall = hall
        if self.window is not None:
            self.window.set_hall(hall.name)

    def _on_task_failed(self, error: Exception) -> None:
        if isinstance(error, DatabaseUnavailable) and self.window is not None:
            self.window.set_connection("lost", "No answer from the database")
            self._pulse.start()

    def _look_again(self) -> None:
        if self._services is not None:
            self.tasks.run(self, self._services.hall.now, self._on_answer, lambda _error: None, key="pulse")

    def _on_answer(self, _now: datetime) -> None:
        self._pulse.stop()
        if self.window is not None:
            self.window.set_connection("connected", self._where())

    def _walk(self) -> None:
        """Take the tour, or open every screen once, and end."""
        from ip2a_desktop.ui.tour.walk import walk

        assert self.window is not None
        self.ended.emit(walk(self.window, self.tasks, self.crashes, self._arguments))

    def leave(self) -> None:
        """Wait for the work under way, close the database, and stop the embedded server if nobody else uses it."""
        self.crashes.uninstall()
        self.tasks.close()
        if self._start is not None:
            self._start.abandon()
        if self._opened is not None:
            self._opened.close()
        end_log()
        if self._for_show and is_throwaway(self._folder):
            shutil.rmtree(self._folder, ignore_errors=True)
