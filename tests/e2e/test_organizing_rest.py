"""Organizing rounded off, through the real pages: salts, ratings, histories, the bin, drafts, papers, and no search."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from ip2a_desktop.app.finders import finders
from ip2a_desktop.app.printers import load_salting_printers
from ip2a_desktop.app.services import Services
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.domain.salting import ActivityKind, SaltResult
from ip2a_desktop.domain.scales import EmployerReceptiveness, WorkerAssessment
from ip2a_desktop.services.hall import HallService
from ip2a_desktop.services.kept_questions import KeptQuestions
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService
from ip2a_desktop.services.opening import Opened
from ip2a_desktop.services.salting_papers import SaltingPapers
from ip2a_desktop.ui.employers.record import EmployerView, employer_kind
from ip2a_desktop.ui.kit.form_drafts import KeptDraft
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.organizing.activity_screen import ActivityLogPage
from ip2a_desktop.ui.organizing.child_forms import ACTIVITY, ASSESSMENT, CARD, RECEPTIVENESS, SALT, WORKER
from ip2a_desktop.ui.organizing.papers import activity_papers, campaign_papers
from ip2a_desktop.ui.organizing.receptiveness import ReceptivenessPanel
from ip2a_desktop.ui.organizing.record import CampaignView, campaign_kind
from ip2a_desktop.ui.organizing.screen import OrganizingPage
from ip2a_desktop.ui.organizing.worker_screen import WorkersPage
from tests.factories import saved_member
from tests.salting_cases import NO_PAPERS, Organizing, desk_of
from tests.ui.fake_employers import make_kit, toast_words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform

Titles = list[str]


@pytest.fixture
def kit(qtbot: Any, tmp_path: Path) -> Iterator[Kit]:
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def organizing(database: Database) -> Organizing:
    return Organizing(database)


@pytest.fixture
def see(qtbot: Any, kit: Kit, organizing: Organizing) -> Callable[[Any], CampaignView]:
    """Give the page of a campaign, read."""

    def see(campaign: Any) -> CampaignView:
        desk = desk_of(organizing)
        view = CampaignView(kit, campaign_kind(desk), desk)
        qtbot.addWidget(view)
        kit.messages.attach(view)
        view.resize(900, 800)
        view.show()
        view.show_id(campaign.id)
        qtbot.waitUntil(lambda: view.record is not None and kit.tasks.is_idle())
        return view

    return see


def titles(panel: Any) -> Titles:
    return [card.title for card in panel.list.cards.cards]


def chips(panel: Any) -> list[list[str]]:
    return [[chip.text for chip in card.chips] for card in panel.list.cards.cards]


def test_a_salt_with_the_evidence_changes_and_goes_to_the_bin_and_back(
    see: Callable[[Any], CampaignView], kit: Kit, qtbot: Any, organizing: Organizing, members: MemberService
) -> None:
    member = saved_member(members, first_name="Ana", last_name="Silva")
    campaign = organizing.campaign()
    view = see(campaign)
    panel = view.salts
    view.show_panel(panel)
    panel.add_wanted.emit()
    panel.dialog.save_button.click()
    assert panel.dialog.form.cells["member_id"].problem == "Choose the member who applied."
    given = {"member_id": member.id, "position": "Helper", "proof": "E-mail", "witnesses": "Bo"}
    panel.dialog.form.put({**given, "applied_on": organizing.days_ago(-1)})
    panel.dialog.save_button.click()
    qtbot.waitUntil(lambda: bool(panel.dialog.form.cells["applied_on"].problem) and kit.tasks.is_idle())
    assert panel.dialog.form.cells["applied_on"].problem == "This day is still to come."
    panel.dialog.form.put({"applied_on": organizing.days_ago(3)})
    panel.dialog.save_button.click()
    qtbot.waitUntil(lambda: titles(panel) == ["Silva, Ana"] and kit.tasks.is_idle())
    (card,) = panel.list.cards.cards
    assert [line.text for line in card.lines] == ["Helper", "E-mail", "Bo"]
    assert chips(panel) == [["No answer yet"]]
    panel.edit_wanted.emit(card.id)
    panel.dialog.form.put({"result": SaltResult.HIRED, "result_on": organizing.days_ago(1)})
    panel.dialog.save_button.click()
    qtbot.waitUntil(lambda: chips(panel) == [["Hired"]] and kit.tasks.is_idle())
    panel.bin_wanted.emit(card.id)
    qtbot.waitUntil(lambda: titles(panel) == [] and panel.bin_button.isVisible() and kit.tasks.is_idle())
    panel.bin_button.click()
    assert titles(panel) == ["Silva, Ana"]
    panel.restore_wanted.emit(card.id)
    qtbot.waitUntil(lambda: not panel.bin_button.isVisible() and titles(panel) == ["Silva, Ana"])


def test_ratings_with_date_and_author_on_the_campaign_and_on_the_employer(
    see: Callable[[Any], CampaignView], kit: Kit, qtbot: Any, organizing: Organizing
) -> None:
    campaign = organizing.campaign()
    organizing.activity(campaign, receptiveness=1, description="Shouted at the gate")
    view = see(campaign)
    panel = view.receptiveness
    view.show_panel(panel)
    qtbot.waitUntil(lambda: chips(panel) == [["1 · Hostile", "Told by an activity"]] and kit.tasks.is_idle())
    panel.edit_wanted.emit(panel.list.cards.cards[0].id)
    assert toast_words(kit) == "An activity tells this: change it in the activity"
    panel.add_wanted.emit()
    panel.dialog.form.put({"receptiveness": EmployerReceptiveness.RECEPTIVE, "remarks": "New manager"})
    panel.dialog.save_button.click()
    qtbot.waitUntil(lambda: len(chips(panel)) == 2 and kit.tasks.is_idle())
    newest = panel.list.cards.cards[0]
    assert ([chip.text for chip in newest.chips], newest.meta, newest.body) == (
        ["4 · Receptive"], "by ana", "New manager",
    )  # fmt: skip
    panel.bin_wanted.emit(newest.id)
    qtbot.waitUntil(lambda: len(chips(panel)) == 1 and panel.bin_button.isVisible() and kit.tasks.is_idle())
    panel.bin_button.click()
    assert titles(panel) == ["4 · Receptive"]
    panel.restore_wanted.emit(newest.id)
    qtbot.waitUntil(lambda: len(chips(panel)) == 2 and kit.tasks.is_idle())

    employers = organizing.employers
    tab = ReceptivenessPanel(kit, desk_of(organizing), lambda record: record.row.id)
    page = EmployerView(
        kit, employer_kind(employers), employers, NoteService(organizing.database), {"Receptiveness": tab}
    )
    qtbot.addWidget(page)
    page.show()
    page.show_id(campaign.organization_id)
    qtbot.waitUntil(lambda: page.record is not None and kit.tasks.is_idle())
    page.show_panel(tab)
    qtbot.waitUntil(lambda: len(chips(tab)) == 2 and kit.tasks.is_idle())


def test_workers_and_activities_in_the_bin_are_seen_and_brought_back(
    see: Callable[[Any], CampaignView], kit: Kit, qtbot: Any, organizing: Organizing
) -> None:
    campaign = organizing.campaign()
    worker = organizing.worker(campaign, first_name="Amara", last_name="Okafor")
    activity = organizing.activity(campaign, kind="site_visit", description="At the gate")
    organizing.workers.move_to_bin([worker.id])
    organizing.activities.move_to_bin([activity.id])
    view = see(campaign)
    for panel, one, words in ((view.workers, worker, "Okafor, Amara"), (view.activities, activity, "Site visit")):
        view.show_panel(panel)
        qtbot.waitUntil(lambda panel=panel: panel.bin_button.isVisible() and kit.tasks.is_idle())
        panel.bin_button.click()
        assert titles(panel) == [words]
        panel.restore_wanted.emit(one.id)
        qtbot.waitUntil(lambda panel=panel, one=one: one.id in panel.rows and kit.tasks.is_idle())
        assert not panel.bin_button.isVisible()


def kept(form: str, record: Any, version: int | None, states: dict[str, Any], **given: Any) -> KeptDraft:
    given = {name: str(value) for name, value in given.items()}
    return KeptDraft(form, record, version, "something", states, given, datetime(2026, 3, 6, tzinfo=UTC), (1, 0.0))


@pytest.mark.parametrize(
    ("form", "is_new"),
    [
        *((form, True) for form in (WORKER, ASSESSMENT, CARD, ACTIVITY, SALT, RECEPTIVENESS)),
        *((form, False) for form in (WORKER, CARD, ACTIVITY)),
    ],
)
def test_what_was_typed_before_a_crash_goes_on(
    see: Callable[[Any], CampaignView], kit: Kit, qtbot: Any, organizing: Organizing, form: str, is_new: bool
) -> None:
    campaign = organizing.campaign()
    worker = organizing.worker(campaign, organizing.days_ago(3), last_name="Okafor")
    activity = organizing.activity(campaign)
    of_worker = {"worker_id": worker.id, "worker": "Okafor"}
    card = organizing.workers.load(worker.id).cards[0]
    givens: dict[str, dict[str, Any]] = {
        WORKER: {"campaign_id": campaign.id},
        ASSESSMENT: of_worker,
        CARD: of_worker,
        ACTIVITY: {"campaign_id": campaign.id},
        SALT: {"campaign_id": campaign.id},
        RECEPTIVENESS: {"organization_id": campaign.organization_id},
    }
    known = {WORKER: worker.id, CARD: card.id, ACTIVITY: activity.id}
    record = new_id() if is_new else known[form]
    states = {"description" if form == ACTIVITY else "remarks": "typed before the crash"}
    kit.draft_store.keep(kept(form, record, None if is_new else 1, states, **givens[form]))
    kit.draft_store.keep(kept(form, new_id(), None, states, campaign_id=new_id(), worker_id=new_id()))
    view = see(campaign)
    panels = {ACTIVITY: view.activities, SALT: view.salts, RECEPTIVENESS: view.receptiveness}
    panel: Any = panels.get(form, view.workers)
    view.show_panel(panel)
    qtbot.waitUntil(lambda: bool(panel.offer.words) and kit.tasks.is_idle())
    (mine,) = [one for one in kit.draft_store.pending() if one.record == record]
    panel.offer.continue_wanted.emit((mine,))
    qtbot.waitUntil(lambda: panel.dialog is not None and kit.tasks.is_idle())
    name = next(iter(states))
    assert panel.dialog.form.values()[name] == "typed before the crash"
    assert panel.dialog.form.draft.id == record


def test_a_card_tells_until_when_it_counts_while_it_is_typed(
    see: Callable[[Any], CampaignView], kit: Kit, qtbot: Any, organizing: Organizing
) -> None:
    campaign = organizing.campaign(unit_size=3)
    worker = organizing.worker(campaign)
    view = see(campaign)
    qtbot.waitUntil(lambda: len(view.workers.rows) == 1 and kit.tasks.is_idle())
    view.workers.list.choose(worker.id)
    view.workers.card_action.trigger()
    dialog = view.workers.dialog
    counts = dialog.form.findChild(type(view.workers.more))
    assert "counts through" in counts.words
    dialog.form.put({"signed_on": organizing.days_ago(250)})
    assert "a new card is needed" in counts.words
    dialog.form.put({"signed_on": organizing.days_ago(-1)})
    assert counts.words == "A card cannot be dated in the future."
    dialog.save_button.click()
    qtbot.waitUntil(lambda: bool(dialog.form.cells["signed_on"].problem) and kit.tasks.is_idle())
    assert dialog.form.cells["signed_on"].problem == "A card cannot be dated in the future."


def test_a_unit_smaller_than_its_cards_is_told_beside_the_field(kit: Kit, qtbot: Any, organizing: Organizing) -> None:
    campaign = organizing.campaign(unit_size=5)
    for _ in range(2):
        organizing.worker(campaign, organizing.days_ago(5))
    page = OrganizingPage(kit, desk_of(organizing), NO_PAPERS)
    qtbot.addWidget(page)
    kit.messages.attach(page)
    page.show()
    page.activate()
    page.show_record(campaign.id, wide=True)
    qtbot.waitUntil(lambda: page.stage.view.record is not None and kit.tasks.is_idle())
    page.edit_action.trigger()
    qtbot.waitUntil(lambda: page.stage.form is not None and kit.tasks.is_idle())
    form = page.stage.form.parts[0].form
    form.put({"unit_size": 1})
    page.stage.form.save_action.trigger()
    qtbot.waitUntil(lambda: bool(form.cells["unit_size"].problem) and kit.tasks.is_idle())
    assert form.cells["unit_size"].problem == "More cards than that count in this unit already."


def test_the_workers_list_exports_words_and_shows_a_history(
    kit: Kit, qtbot: Any, organizing: Organizing, tmp_path: Path
) -> None:
    campaign = organizing.campaign(name="Pier crew")
    worker = organizing.worker(campaign, organizing.days_ago(300), organizing.days_ago(5), last_name="Okafor")
    organizing.assess(worker, 4, organizing.days_ago(60), remarks="Afraid")
    organizing.assess(worker, 2, organizing.days_ago(2))
    organizing.worker(campaign, last_name="Berg")
    page = WorkersPage(kit, desk_of(organizing))
    qtbot.addWidget(page)
    kit.messages.attach(page)
    page.resize(1280, 800)
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 2 and kit.tasks.is_idle())
    target = tmp_path / "workers.csv"
    state = page.list_state()
    page.exporter.write(target, state.query, state.columns, "csv")
    qtbot.waitUntil(lambda: target.exists() and kit.tasks.is_idle())
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig"))))
    assert [row["Worker assessment"] for row in rows] == ["Not assessed", "2 · Support"]
    assert rows[1]["Card"] == "Card counts"

    page.show_record(worker.id, wide=True)
    view = page.stage.view
    qtbot.waitUntil(lambda: view.record is not None and kit.tasks.is_idle())
    assert chips(view.assessments) == [["2 · Support"], ["4 · Leans against"]]
    assert [(card.meta, card.body) for card in view.assessments.list.cards.cards] == [
        ("by ana", ""),
        ("by ana", "Afraid"),
    ]
    assert chips(view.cards) == [["Card counts"], []]
    assert "a newer card stands for it" in view.cards.list.cards.cards[1].body
    older = view.record.assessments[1]
    view.show_panel(view.assessments)
    view.assessments.edit_wanted.emit(older.id)
    view.assessments.dialog.form.put({"assessment": WorkerAssessment.HOSTILE})
    view.assessments.dialog.save_button.click()
    qtbot.waitUntil(lambda: chips(view.assessments)[1] == ["5 · Hostile"] and kit.tasks.is_idle())
    view.assessments.bin_wanted.emit(older.id)
    qtbot.waitUntil(lambda: len(chips(view.assessments)) == 1 and kit.tasks.is_idle())
    view.assessments.bin_button.click()
    assert titles(view.assessments) == ["5 · Hostile"]
    view.show_panel(view.timeline)
    qtbot.waitUntil(lambda: bool(view.timeline.list.cards.cards) and kit.tasks.is_idle())
    assert view.timeline.list.cards.cards[0].title == "Assessment moved to the bin"


def test_a_new_worker_needs_a_campaign(kit: Kit, qtbot: Any, organizing: Organizing) -> None:
    campaign = organizing.campaign(name="Pier crew")
    page = WorkersPage(kit, desk_of(organizing))
    qtbot.addWidget(page)
    kit.messages.attach(page)
    page.show()
    page.activate()
    page.new_action.trigger()
    form = page.stage.form
    fields = form.parts[0].form
    fields.put({"last_name": "Okafor"})
    form.save_action.trigger()
    assert fields.cells["campaign_id"].problem == "Choose the campaign."
    fields.put({"campaign_id": campaign.id})
    with qtbot.waitSignal(page.stage.saved):
        form.save_action.trigger()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1 and kit.tasks.is_idle())


def log_page(kit: Kit, qtbot: Any, organizing: Organizing) -> ActivityLogPage:
    desk = desk_of(organizing)
    papers = SaltingPapers(desk.campaigns, desk.activities, HallService(organizing.database), load_salting_printers())
    page = ActivityLogPage(kit, desk, activity_papers(papers))
    qtbot.addWidget(page)
    kit.messages.attach(page)
    page.resize(1280, 800)
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: page.list.model.is_counted and kit.tasks.is_idle())
    return page


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_log_prints_the_filter_on_screen(kit: Kit, qtbot: Any, organizing: Organizing) -> None:
    campaign = organizing.campaign(name="Pier crew")
    organizing.activity(campaign, kind="site_visit", description="At the gate", receptiveness=2)
    organizing.activity(campaign, kind="meeting", description="In the hall")
    page = log_page(kit, qtbot, organizing)
    kind = next(one for one in page.list.filters.buttons if one.spec.name == "kind")
    kind.choose([one for one in kind.spec.choices if one.value == ActivityKind.SITE_VISIT.value])
    kind.changed.emit()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1 and kit.tasks.is_idle())
    shown = next(one for one in page.papers_now() if one is not None and "shown" in one.text)
    assert shown.text == "Activity log of the 1 activity shown"
    text = words_of(shown.make(PaperSize.LETTER))
    assert "Kind: Site visit" in text
    assert "At the gate" in text
    assert "In the hall" not in text
    assert "2 · Resistant" in text
    assert "Confidential – for the organizers of the union only." in text


def test_an_activity_belongs_to_the_employer_of_its_campaign(kit: Kit, qtbot: Any, organizing: Organizing) -> None:
    first, second = organizing.campaign(name="Pier crew"), organizing.campaign(name="North crew")
    page = log_page(kit, qtbot, organizing)
    page.new_action.trigger()
    form = page.stage.form
    fields = form.parts[0].form
    fields.put({"organization_id": first.organization_id, "campaign_id": second.id})
    form.save_action.trigger()
    qtbot.waitUntil(lambda: bool(fields.cells["campaign_id"].problem) and kit.tasks.is_idle())
    assert fields.cells["campaign_id"].problem == "This campaign is at another employer."
    fields.put({"campaign_id": first.id})
    with qtbot.waitSignal(page.stage.saved):
        form.save_action.trigger()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1 and kit.tasks.is_idle())


def test_a_campaign_prints_its_report_and_names_salts_only_if_asked(
    kit: Kit,
    qtbot: Any,
    organizing: Organizing,
    members: MemberService,
    see: Callable[[Any], CampaignView],
) -> None:
    campaign = organizing.campaign(name="Pier crew", unit_size=4)
    organizing.worker(campaign, organizing.days_ago(20), assessment=1)
    desk = desk_of(organizing)
    papers = SaltingPapers(desk.campaigns, desk.activities, HallService(organizing.database), load_salting_printers())
    record = organizing.campaigns.load(campaign.id)
    report, with_salts, log = campaign_papers(papers).of_record(record)
    assert [one.text for one in (report, with_salts, log)] == [
        "Campaign report", "Campaign report with the salts", "Activity log of this campaign",
    ]  # fmt: skip
    assert not with_salts.enabled
    text = words_of(report.make(PaperSize.A4))
    for words in ("1 card of 4 in the unit counts", "Showing of interest (30 %)", "65 %", "1 · Strong support"):
        assert words in text
    assert "Salts" not in text
    assert "Confidential" in words_of(log.make(PaperSize.LETTER))


@pytest.mark.parametrize("duties", [("ip2a_organizer", "ip2a_staff"), ("ip2a_staff",)])
def test_the_search_over_everything_finds_nothing_of_organizing(
    organizing: Organizing, person_with: Callable[..., Database], duties: tuple[str, ...], tmp_path: Path
) -> None:
    campaign = organizing.campaign(name="Zanzibar crew", jobsite="Zanzibar yard", remarks="Zanzibar")
    worker = organizing.worker(campaign, last_name="Zanzibari", first_name="Zanzibar")
    organizing.activity(campaign, description="Zanzibar", jobsite="Zanzibar yard")
    assert organizing.workers.first_page(ListQuery(search="zanzibar"), 5)[0].id == worker.id
    services = Services(Opened(person_with(*duties), "here"), KeptQuestions(tmp_path / "questions.json", ""))
    for search in ("zanzibar", "zanzibari"):
        found = [hit for find in finders(services, lambda _page, _one: None) for hit in find(search)]
        assert found == []


def test_the_lists_of_campaigns_and_of_activities_export_what_is_shown(
    kit: Kit, qtbot: Any, organizing: Organizing, tmp_path: Path
) -> None:
    campaign = organizing.campaign(name="Pier crew", unit_size=10)
    organizing.activity(campaign, receptiveness=2, workers_contacted=6)
    for made, expected in (
        (OrganizingPage(kit, desk_of(organizing), NO_PAPERS), "Pier crew"),
        (ActivityLogPage(kit, desk_of(organizing), NO_PAPERS), "2 · Resistant"),
    ):
        qtbot.addWidget(made)
        kit.messages.attach(made)
        made.resize(1280, 800)
        made.show()
        made.activate()
        qtbot.waitUntil(lambda page=made: page.list.model.rowCount() == 1 and kit.tasks.is_idle())
        target = tmp_path / f"{made.page_name}.csv"
        state = made.list_state()
        made.exporter.write(target, state.query, state.columns, "csv")
        qtbot.waitUntil(lambda file=target: file.exists() and kit.tasks.is_idle())
        (row,) = csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig")))
        assert expected in row.values()
        assert not [one for one in row.values() if "_" in one]
