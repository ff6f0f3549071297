"""An application from the first letter to the last payment, by several people, through the real pages and database."""

import csv
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDialog

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.benevolence import ApplicationStatus, Decision, Reason
from ip2a_desktop.domain.benevolence_fund import CapPeriod, LevelDuty
from ip2a_desktop.domain.benevolence_review import ReviewDraft, Verb
from ip2a_desktop.domain.errors import NotAllowed
from ip2a_desktop.domain.fund_drafts import FundDraft
from ip2a_desktop.domain.persons import FamilyDraft, Relation
from ip2a_desktop.domain.samples import SampleSize
from ip2a_desktop.seed.sample import seed_sample
from ip2a_desktop.services.benevolence import BenevolenceService
from ip2a_desktop.services.benevolence_outlook import BenevolenceOutlook
from ip2a_desktop.services.benevolence_settings import BenevolenceSettings
from ip2a_desktop.services.benevolence_verbs import BenevolenceVerbs
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.hall import HallService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService
from ip2a_desktop.services.sample import SampleService
from ip2a_desktop.ui.benevolence.record import ApplicationView, application_kind
from ip2a_desktop.ui.benevolence.screen import BenevolencePage
from ip2a_desktop.ui.bin.drawer import DrawerSpec
from ip2a_desktop.ui.bin.screen import BinPage
from ip2a_desktop.ui.bin.table import APPLICATIONS
from ip2a_desktop.ui.employers.record import EmployerView, employer_kind
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.members.kind import member_kind
from ip2a_desktop.ui.members.record import MemberView
from tests.benevolence_desk import Desk
from tests.conftest import RoundTrips
from tests.factories import saved_member
from tests.ui.fake_employers import make_kit, toast_words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform
Open = Callable[[Database], BenevolencePage]


@pytest.fixture
def kit(qtbot: Any, tmp_path: Path) -> Iterator[Kit]:
    """The tools of the screens, with real workers."""
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def open_page(qtbot: Any, kit: Kit) -> Open:
    """Show the fund's page as somebody sees it who is signed in to a database."""

    def open_page(database: Database) -> BenevolencePage:
        page = BenevolencePage(
            kit,
            BenevolenceService(database),
            BenevolenceVerbs(database),
            BenevolenceSettings(database),
            BenevolenceOutlook(database).of,
            MemberService(database),
            NoteService(database),
            is_admin=lambda: HallService(database).may("ip2a_admin"),
        )
        qtbot.addWidget(page)
        kit.messages.attach(page)
        page.resize(1180, 760)
        page.show()
        page.activate()
        qtbot.waitUntil(lambda: page.list.model.is_counted and kit.tasks.is_idle())
        return page

    return open_page


def chosen(page: BenevolencePage, qtbot: Any) -> Any:
    """Make the first application current and return its page once it is read."""
    page.table.choose(0)
    view = page.stage.view
    qtbot.waitUntil(lambda: view.record is not None and page.kit.tasks.is_idle())
    return view


def press(view: Any, verb: Verb, qtbot: Any, **values: Any) -> None:
    """Press a verb's button, fill its form in, and wait until the application was read again."""
    before = view.record
    view.do(verb)
    qtbot.waitUntil(view.kit.tasks.is_idle)
    if verb is not Verb.SUBMIT:
        view.dialogs.dialog.form.put(values)
        view.dialogs.dialog.save_button.click()
    qtbot.waitUntil(lambda: view.record is not before and view.kit.tasks.is_idle())


def write(page: BenevolencePage, database: Database, qtbot: Any, amount: str) -> None:
    """Write a new application into the form and save it."""
    member = saved_member(MemberService(database), first_name="Ana", last_name="Silva").id
    page.new_action.trigger()
    made = page.stage.form
    form = made.parts[0].form
    form.field("member_id").know(member, "Silva, Ana")
    now = QDate.currentDate().toPython()
    form.put(
        {
            "member_id": member,
            "reason": Reason.MEDICAL,
            "requested": Decimal(amount),
            "payee": "Puget Power",
            "narrative": "The clinic sent a bill.",
            "is_declared": True,
            "signed_on": now,
        }
    )
    qtbot.waitUntil(lambda: "left" in made.strip_words())
    with qtbot.waitSignal(page.stage.saved):
        made.save_action.trigger()
    qtbot.waitUntil(lambda: page.stage.view.record is not None and page.kit.tasks.is_idle())


def test_from_the_first_letter_to_the_last_payment(
    database: Database, person_with: Callable[..., Database], open_page: Open, qtbot: Any
) -> None:
    office = open_page(database)
    write(office, database, qtbot, "400")
    view = office.stage.view
    assert view.record.outcome.status is ApplicationStatus.DRAFT
    press(view, Verb.SUBMIT, qtbot)
    assert [stop.title for stop in view.review.rail.stops] == ["Handed in", "Vice president", "Admin"]

    first = chosen(open_page(person_with("ip2a_vp")), qtbot)
    assert Verb.APPROVE in first.summary.buttons
    press(first, Verb.APPROVE, qtbot, amount=Decimal(300), comment="The bill was seen.")
    assert Verb.APPROVE not in first.summary.buttons
    assert "Next: Admin." in first.summary.turn.text()

    second = chosen(open_page(person_with("ip2a_admin")), qtbot)
    assert second.record.row.waits_for_me
    press(second, Verb.APPROVE, qtbot)
    assert second.record.outcome.approved == 300
    assert [stop.title for stop in second.review.rail.stops][-1] == "$300 granted"

    press(second, Verb.PAY, qtbot, amount=Decimal(120), reference="1042")
    assert second.record.outcome.status is ApplicationStatus.PARTLY_PAID
    assert second.summary.cap.text() == (
        "$2,500 cap - $120 paid this year - $180 approved and not paid yet = $2,200 left"
    )
    press(second, Verb.VOID, qtbot, reason="The check was lost.")
    assert second.record.paid == 0
    assert "The check was lost." in second.payments.list.cards.cards[0].spoken()

    second.show_panel(second.timeline)
    qtbot.waitUntil(lambda: len(second.timeline.list.cards.cards) > 4)


def test_what_postgresql_refuses_comes_back_beside_the_field_and_nothing_is_lost(
    database: Database, person_with: Callable[..., Database], open_page: Open, qtbot: Any, kit: Kit
) -> None:
    office = open_page(database)
    write(office, database, qtbot, "100")
    view = office.stage.view
    press(view, Verb.SUBMIT, qtbot)
    press(view, Verb.APPROVE, qtbot)
    view.do(Verb.PAY)
    dialog = view.dialogs.dialog
    dialog.form.put({"amount": Decimal(101), "reference": "1043"})
    dialog.save_button.click()
    qtbot.waitUntil(lambda: kit.tasks.is_idle() and bool(dialog.form.cells["amount"].problem))
    assert dialog.form.cells["amount"].problem == "No more can be paid than was approved."
    assert dialog.form.values()["reference"] == "1043"
    assert dialog.isVisible()


def test_somebody_else_was_faster_and_the_button_works_again(
    database: Database, person_with: Callable[..., Database], open_page: Open, qtbot: Any, kit: Kit
) -> None:
    office = open_page(database)
    write(office, database, qtbot, "100")
    press(office.stage.view, Verb.SUBMIT, qtbot)
    slow = chosen(open_page(person_with("ip2a_vp")), qtbot)
    slow.do(Verb.DENY)
    dialog = slow.dialogs.dialog
    dialog.form.put({"comment": "Another fund has paid."})

    record = slow.record
    other = BenevolenceVerbs(person_with("ip2a_vp"))
    other.decide(
        ReviewDraft(
            application_id=record.row.id, seen_version=record.row.version, decision=Decision.DEFERRED, comment="Later"
        )
    )
    dialog.save_button.click()
    qtbot.waitUntil(lambda: "faster" in dialog.refusal.words and kit.tasks.is_idle())
    assert dialog.form.values()["comment"] == "Another fund has paid."
    with qtbot.waitSignal(dialog.session.saved):
        dialog.save_button.click()
    qtbot.waitUntil(lambda: slow.record.outcome.status is ApplicationStatus.DENIED and kit.tasks.is_idle())


def test_the_page_and_a_record_open_in_two_round_trips_each(
    database: Database, counted: tuple[Database, RoundTrips], open_page: Open, qtbot: Any, kit: Kit
) -> None:
    office = open_page(database)
    write(office, database, qtbot, "100")
    asked, trips = counted
    page = open_page(asked)
    assert trips.count <= 2, trips.statements
    page.table.choose(0)
    qtbot.waitUntil(lambda: page.stage.view.record is not None and kit.tasks.is_idle())
    trips.reset()
    page.stage.view.reload()
    qtbot.waitUntil(kit.tasks.is_idle)
    assert trips.count <= 2, trips.statements


def test_a_withdrawn_application_lies_in_the_bin_and_comes_back(
    database: Database, open_page: Open, qtbot: Any, kit: Kit, members: MemberService, employers: EmployerService
) -> None:
    office = open_page(database)
    write(office, database, qtbot, "100")
    view = office.stage.view
    press(view, Verb.SUBMIT, qtbot)
    one = view.record.row.id
    office.bin_action.trigger()
    qtbot.waitUntil(lambda: kit.messages.window is not None and kit.tasks.is_idle())
    assert list(office.list.model.ids) == [one]  # what is under review stays
    for dialog in office.findChildren(QDialog):
        dialog.reject()
    press(view, Verb.WITHDRAW, qtbot, reason="Help came from elsewhere.")
    office.bin_action.trigger()
    qtbot.waitUntil(lambda: office.list.states.state == "empty" and kit.tasks.is_idle())

    fund, notes = BenevolenceService(database), NoteService(database)
    kind = application_kind(fund)
    verbs, rules = BenevolenceVerbs(database), BenevolenceSettings(database)
    drawer = DrawerSpec(fund, APPLICATIONS, lambda: ApplicationView(kit, kind, fund, verbs, rules, notes))
    page = BinPage(
        kit,
        members,
        employers,
        lambda: MemberView(kit, member_kind(members), members, employers, notes),
        lambda: EmployerView(kit, employer_kind(employers), employers, notes),
        [drawer],
    )
    qtbot.addWidget(page)
    page.resize(1180, 760)
    page.show()
    page.activate()
    page.open(table="benevolence_application")
    qtbot.waitUntil(lambda: page.drawer.list.model.rowCount() == 1 and kit.tasks.is_idle())
    page.drawer.table.choose(0)
    qtbot.waitUntil(lambda: page.drawer.view.record is not None and kit.tasks.is_idle())
    assert page.drawer.view.summary.buttons == {}
    page.restore()
    qtbot.waitUntil(lambda: office.list.model.rowCount() == 1 and kit.tasks.is_idle())


def test_every_rule_of_the_fund_is_set_on_screen(database: Database, open_page: Open, qtbot: Any, kit: Kit) -> None:
    page = open_page(database)
    page.show_rules()
    rules, levels = page.rules, page.rules.levels
    qtbot.waitUntil(lambda: len(levels.list.cards.cards) == 4 and kit.tasks.is_idle())
    assert set(rules.form.field_names) == set(FundDraft.model_fields) - {"id", "version"}
    rules.form.put(
        {
            "cap_amount": None,
            "cap_period": CapPeriod.ROLLING_YEAR,
            "wait_days": Decimal(30),
            "bar_years": Decimal(5),
            "good_standing_only": False,
        }
    )
    with qtbot.waitSignal(rules.session.saved):
        rules.save_button.click()
    levels.add_button.click()
    levels.dialog.form.put({"name": "Treasurer", "duty": LevelDuty.MANAGER, "threshold": Decimal(50)})
    with qtbot.waitSignal(levels.dialog.session.saved):
        levels.dialog.save_button.click()
    qtbot.waitUntil(lambda: len(levels.list.cards.cards) == 5 and kit.tasks.is_idle())
    levels.edit_wanted.emit(levels.list.cards.cards[0].id)
    levels.dialog.form.put({"position": Decimal(9), "threshold": Decimal(75)})
    with qtbot.waitSignal(levels.dialog.session.saved):
        levels.dialog.save_button.click()
    qtbot.waitUntil(lambda: levels.list.cards.cards[-1].title == "9. Vice president" and kit.tasks.is_idle())
    levels.bin_wanted.emit(levels.list.cards.cards[0].id)
    qtbot.waitUntil(lambda: len(levels.list.cards.cards) == 4 and kit.tasks.is_idle())
    assert [(card.title, card.meta) for card in levels.list.cards.cards] == [
        ("3. Business manager", "from $1,000 on"),
        ("4. President", "from $2,000 on"),
        ("5. Treasurer", "from $50 on"),
        ("9. Vice president", "from $75 on"),
    ]
    assert levels.bin_button.text() == "In the bin (1)"
    levels.bin_button.click()
    assert [(card.title, card.body) for card in levels.list.cards.cards] == [("Admin", "from $250 on")]
    levels.restore_action.trigger()
    qtbot.waitUntil(lambda: len(levels.list.cards.cards) == 5 and kit.tasks.is_idle())
    kept = BenevolenceSettings(database).load().fund
    assert (kept.cap_amount, kept.cap_period, kept.wait_days, kept.bar_years, kept.good_standing_only) == (
        None, CapPeriod.ROLLING_YEAR, 30, 5, False,
    )  # fmt: skip
    rules.reject()


def test_the_list_exports_and_the_sample_leaves_it(
    database: Database, open_page: Open, qtbot: Any, kit: Kit, tmp_path: Path
) -> None:
    seed_sample(database, SampleSize(40, 4, 0, 12))
    page = open_page(database)
    path = tmp_path / "applications.csv"
    state = page.list_state()
    page.exporter.write(path, state.query, state.columns, "csv")
    qtbot.waitUntil(lambda: path.exists() and kit.tasks.is_idle())
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = list(csv.reader(file))
    assert head[:7] == ["Number", "Member", "Status", "Waiting for", "Requested", "Approved", "Paid"]
    assert len(rows) == 12
    assert not any(word in " ".join(map(" ".join, rows)) for word in ("under_review", "None", "Decimal"))
    kit.bus.publish(SampleService(database).remove().changes)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 0 and kit.tasks.is_idle())


def test_an_admin_says_who_is_who_and_nobody_decides_on_their_own(
    database: Database, person_with: Callable[..., Database], open_page: Open, qtbot: Any, kit: Kit
) -> None:
    members = MemberService(database)
    vera = saved_member(members, first_name="Vera", last_name="Park").id
    ana = saved_member(members, first_name="Ana", last_name="Silva").id
    vp = person_with("ip2a_vp")
    login = vp.url.username or ""
    page = open_page(database)
    page.show_rules()
    qtbot.waitUntil(lambda: bool(page.rules.nobody.words) and kit.tasks.is_idle())
    assert page.rules.nobody.words.startswith("Nobody of the office is linked to a member yet.")
    page.rules.office_button.click()
    office = page.office
    qtbot.waitUntil(lambda: bool(office.people.cards.cards) and kit.tasks.is_idle())
    assert office.nobody.words.startswith("Nobody of the office is linked to a member yet.")
    office.choose(login)
    office.link_button.click()
    office.dialog.form.put({"member_id": vera})
    with qtbot.waitSignal(office.dialog.session.saved):
        office.dialog.save_button.click()
    qtbot.waitUntil(lambda: office.chosen is not None and office.chosen.member == "Park, Vera")
    assert office.nobody.words == ""
    office.family.add_button.click()
    office.family.dialog.form.put({"member_id": ana, "relation": Relation.CHILD})
    with qtbot.waitSignal(office.family.dialog.session.saved):
        office.family.dialog.save_button.click()
    qtbot.waitUntil(lambda: [card.title for card in office.family.list.cards.cards] == ["Silva, Ana"])
    qtbot.waitUntil(lambda: page.rules.nobody.words == "" and kit.tasks.is_idle())
    office.reject()
    page.rules.reject()
    for member, words in ((vera, "own application"), (ana, "member of your family")):
        one = Desk(database).apply(member)
        with pytest.raises(NotAllowed, match=words):
            Desk(vp).decide(one)

    looked = open_page(vp)
    looked.show_office()
    mine = looked.office
    qtbot.waitUntil(lambda: mine.chosen is not None and kit.tasks.is_idle())
    assert mine.link_button.isHidden()
    assert (mine.chosen.login, mine.family.add_button.isHidden()) == (login, False)  # everybody says their own family
    mine.choose(database.url.username)
    assert mine.family.add_button.isHidden()
    mine.reject()


def test_a_relation_is_ended_and_brought_back(database: Database, open_page: Open, qtbot: Any, kit: Kit) -> None:
    member = saved_member(MemberService(database)).id
    page = open_page(database)
    settings = BenevolenceSettings(database)
    settings.save_family(FamilyDraft(login=database.url.username, member_id=member))
    page.show_office()
    office = page.office
    qtbot.waitUntil(lambda: len(office.family.list.cards.cards) == 1 and kit.tasks.is_idle())
    office.family.list.choose(office.family.list.cards.cards[0].id)
    office.family.bin_action.trigger()
    qtbot.waitUntil(lambda: office.family.list.cards.cards == () and kit.tasks.is_idle())
    assert office.family.bin_button.text() == "In the bin (1)"
    office.family.bin_button.click()
    office.family.restore_action.trigger()
    qtbot.waitUntil(lambda: settings.office().people[0].in_bin == () and kit.tasks.is_idle())
    office.reject()


def test_rules_are_samples_until_an_admin_confirms_them(
    database: Database, person_with: Callable[..., Database], open_page: Open, qtbot: Any, kit: Kit
) -> None:
    page = open_page(database)
    page.show_rules()
    rules = page.rules
    qtbot.waitUntil(lambda: len(rules.levels.list.cards.cards) == 4 and kit.tasks.is_idle())
    assert rules.sample.words.startswith("SAMPLE")
    rules.form.put({"cap_amount": Decimal(500), "is_confirmed": True})
    rules.save_button.click()
    qtbot.waitUntil(lambda: rules.sample.words == "" and kit.tasks.is_idle())
    assert toast_words(kit) == "The rules of the fund are saved"
    rules.reject()

    looked = open_page(person_with("ip2a_staff"))
    looked.show_rules()
    qtbot.waitUntil(lambda: len(looked.rules.levels.list.cards.cards) == 4 and kit.tasks.is_idle())
    assert looked.rules.save_button.isHidden()
    assert looked.rules.form.field("cap_amount").value() == 500
    looked.rules.reject()
