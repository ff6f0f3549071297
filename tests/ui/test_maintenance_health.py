"""The tab Health: looking, cancelling, findings, records, muting, comparing, and the report on paper."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.domain.health import CheckResult, Mute, Verdict
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import THESE, ids_of
from ip2a_desktop.ui.kit.chips import ChipLabel
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.maintenance.finding_card import FindingCard
from ip2a_desktop.ui.maintenance.report import MOST_CARDS
from ip2a_desktop.ui.maintenance.screen import MaintenancePage
from tests.ui.fake_employers import make_kit, settle
from tests.ui.fake_health import CHECKS, ENDED, NO_GRIEVANT, NOW, OLD_BACKUP, FakeHealth, check, desk, results, run


@pytest.fixture
def kit(qtbot, tmp_path):
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def open_page(qtbot, kit):
    def open_page(health=None, **values):
        page = MaintenancePage(kit, desk(health, **values))
        page.wanted, page.told = [], []
        page.page_wanted.connect(lambda name, arguments: page.wanted.append((name, arguments)))
        page.checked.connect(page.told.append)
        qtbot.addWidget(page)
        kit.messages.attach(page)
        page.resize(1100, 760)
        page.show()
        page.activate()
        settle(qtbot, kit)
        return page

    return open_page


def words(cards):
    return [one.finding.words for one in cards]


def test_without_a_check_the_page_says_so_and_offers_one(open_page):
    part = open_page().current
    assert part.verdict.sentence.text() == "There was no health check yet."
    assert part.verdict.go_button.text() == "Run Health Check"
    assert not part.print_action.isEnabled()


def test_the_last_check_is_shown_with_its_verdict(open_page):
    part = open_page(FakeHealth(run())).current
    assert part.verdict.sentence.text() == (
        "2 things need you, 1 can be repaired, 3 checks passed, 1 saw a part only, 1 could not look."
    )
    assert "by ana on front-desk" in part.verdict.caption.text()
    assert "1.4 s" in part.verdict.caption.text()


def test_findings_stand_by_part_the_gravest_first(open_page):
    part = open_page(FakeHealth(run())).current
    assert words(part.report.cards) == [NO_GRIEVANT.words, ENDED.words, OLD_BACKUP.words]


def test_a_finding_names_its_first_rows_and_counts_the_others(open_page):
    part = open_page(FakeHealth(run())).current
    shown = "\n".join(one.text() for one in part.report.cards[1].findChildren(type(part.verdict.sentence)))
    assert "Kowalski, Ana 5" in shown
    assert "Kowalski, Ana 6" not in shown
    assert "and 2 more" in " ".join(one.text() for one in part.report.cards[1].findChildren(QLabel))


def test_what_could_not_look_is_said_with_its_reason_and_is_never_among_the_passed(open_page):
    part = open_page(FakeHealth(run())).current
    assert len(part.report.blind) == 2
    said = " ".join(one.text() for line in part.report.blind for one in line.findChildren(QLabel))
    assert "the login lacks the duty of maintenance" in said
    assert part.report.passed.head.text() == "3 checks passed"
    assert not part.report.passed.is_open


def test_a_run_shows_each_check_as_it_comes_in(open_page, qtbot, kit):
    health = FakeHealth()
    page = open_page(health)
    part = page.current
    part.verdict.go_button.click()
    assert part.verdict.go_button.isHidden()
    settle(qtbot, kit)
    assert health.asked.count("run full with files") == 1
    assert [line.check for line in part.live.rows.rows] == list(CHECKS)
    assert all(line.result is not None for line in part.live.rows.rows)
    assert words(part.report.cards) == [NO_GRIEVANT.words, ENDED.words, OLD_BACKUP.words]
    assert page.told == [health.kept[-1]]
    assert not part.verdict.go_button.isHidden()


def test_a_check_that_ran_by_itself_is_shown(open_page, qtbot, kit):
    health = FakeHealth(run())
    part = open_page(health).current
    newer = run(started=NOW + timedelta(hours=5), found=results(ended=False))
    health.kept.append(newer)
    kit.bus.publish(Changes.of("health_run", newer.id))
    settle(qtbot, kit)
    assert part.run_shown.id == newer.id
    asked = len(health.asked)
    kit.bus.publish(Changes.of("health_run", newer.id))
    assert len(health.asked) == asked  # it is shown already


def test_files_are_left_out_where_the_person_says_so(open_page, qtbot, kit):
    health = FakeHealth()
    part = open_page(health).current
    part.verdict.with_files.setChecked(False)
    part.verdict.go_button.click()
    settle(qtbot, kit)
    assert "run full" in health.asked


def test_a_run_can_be_stopped_and_the_one_before_stays(open_page, qtbot, kit):
    health = FakeHealth(run())
    page = open_page(health)
    part = page.current
    before = part.run_shown

    def wait(progress):
        while True:
            progress(3, len(CHECKS), "")

    health.gate = wait
    part.verdict.go_button.click()
    qtbot.waitUntil(lambda: len(part.live.rows.rows) > 0 and part.live.rows.rows[2].result is not None)
    part.verdict.cancel_button.click()
    assert part.verdict.cancel_button.text() == "Stopping…"
    settle(qtbot, kit)
    assert part.run_shown is before
    assert "was stopped" in kit.messages.current_toast.text
    assert part.run_action.isEnabled()


def test_a_check_that_cannot_run_says_why(open_page, qtbot, kit):
    health = FakeHealth()
    part = open_page(health).current
    health.error = DatabaseUnavailable("Bo on hall-2 runs a health check.", "Nothing was changed.", "Wait for it.")
    part.verdict.go_button.click()
    settle(qtbot, kit)
    assert part.verdict.sentence.text() == "Bo on hall-2 runs a health check."
    assert part.verdict.caption.text() == "Nothing was changed. Wait for it."


def test_the_records_of_a_finding_open_in_their_page(open_page, qtbot, kit):
    page = open_page(FakeHealth(run()))
    page.current.report.cards[1].show_button.click()
    settle(qtbot, kit)
    ((name, arguments),) = page.wanted
    (choice,) = arguments["filters"][THESE]
    assert name == "members"
    assert ids_of([choice.value]) == [one.record_id for one in ENDED.items]
    assert choice.label == "7 records from the health check"


def test_records_that_are_gone_are_said(open_page, qtbot, kit):
    health = FakeHealth(run())
    page = open_page(health)
    health.records = []
    page.current.report.cards[0].show_button.click()
    settle(qtbot, kit)
    assert page.wanted == []
    assert "not there any more" in kit.messages.current_toast.text


def test_what_no_page_shows_has_no_button(open_page):
    cards = open_page(FakeHealth(run())).current.report.cards
    assert cards[2].finding == OLD_BACKUP
    assert cards[2].show_button.isHidden()
    assert not cards[0].show_button.isHidden()
    assert all(one.repair_button.isHidden() for one in cards)  # there are no repairs on this desk


def test_a_finding_is_muted_with_a_reason_and_comes_back(open_page, qtbot, kit):
    health = FakeHealth(run())
    page = open_page(health)
    part = page.current
    part.report.cards[0].mute_button.click()
    dialog = part.dialog
    dialog.save_button.click()
    assert "Say in a few words why" in dialog.form.cells["reason"].problem
    dialog.form.put({"reason": "The arbitrator asked for it"})
    dialog.save_button.click()
    settle(qtbot, kit)
    assert words(part.report.cards) == [ENDED.words, OLD_BACKUP.words]
    assert "1 muted" in part.verdict.sentence.text()
    assert part.report.muted.head.text() == "Muted (1)"
    part.report.unmute_wanted.emit(health.muted[0].id)
    settle(qtbot, kit)
    assert words(part.report.cards) == [NO_GRIEVANT.words, ENDED.words, OLD_BACKUP.words]
    assert part.report.muted is None


def test_what_changed_since_the_check_before_is_said(open_page):
    older = run(started=NOW - timedelta(hours=3), found=results(ended=False))
    part = open_page(FakeHealth(older, run())).current
    said = [one.chip.text for one in part.report.changes.findChildren(ChipLabel)]
    assert said == ["1 new", "2 still open", "0 fixed"]
    chips = [one.chip.text for one in part.report.cards[1].findChildren(ChipLabel)]
    assert chips == ["High", "New", "Can be repaired"]


def test_a_finding_that_grew_tells_how_many_of_its_rows_are_new(open_page):
    less = replace(ENDED, items=ENDED.items[:4], count=4)
    found = tuple(replace(one, findings=(less,)) if ENDED in one.findings else one for one in results())
    part = open_page(FakeHealth(run(started=NOW - timedelta(hours=3), found=found), run())).current
    chips = [one.chip.text for one in part.report.cards[1].findChildren(ChipLabel)]
    assert chips == ["High", "3 new", "Can be repaired"]


def test_on_the_worst_of_mornings_the_gravest_come_first_and_the_rest_when_asked(open_page):
    many = tuple(
        CheckResult(check(f"c{one}", "A check"), Verdict.WARN, "", (replace(OLD_BACKUP, rule=f"rule.{one}"),))
        for one in range(MOST_CARDS + 3)
    )
    part = open_page(FakeHealth(run(found=(*many, *results())))).current
    assert len(part.report.cards) == MOST_CARDS
    assert part.report.cards[0].finding == NO_GRIEVANT
    assert part.report.rest_button.text() == "Show the other 6 findings"
    part.report.rest_button.click()
    assert len(part.report.cards) == MOST_CARDS + 6
    assert part.report.rest_button is None


def test_a_finding_whose_every_row_is_muted_is_quiet(open_page):
    muted = dict.fromkeys(NO_GRIEVANT.fingerprints(), "Known")
    health = FakeHealth(run(muted=muted))
    health.muted = [Mute(new_id(), one, NO_GRIEVANT.rule, "Known", NOW.date(), "ana", NOW) for one in muted]
    assert words(open_page(health).current.report.cards) == [ENDED.words, OLD_BACKUP.words]


def test_what_was_fixed_can_be_read(open_page):
    newer = run(found=results(ended=False))
    part = open_page(FakeHealth(run(started=NOW - timedelta(hours=3)), newer)).current
    assert part.report.fixed.head.text() == "Fixed since the check before (1)"


def test_the_report_goes_on_paper(open_page, qtbot, kit):
    part = open_page(FakeHealth(run())).current
    part.print_action.trigger()
    settle(qtbot, kit)
    assert part.printing.dialog.pdf.startswith(b"%PDF")
    part.printing.dialog.close()


def test_a_clean_run_is_green_and_calm(open_page):
    clean = tuple(one for one in results(ended=False) if one.verdict is Verdict.PASS)
    part = open_page(FakeHealth(run(found=clean))).current
    assert part.verdict.sentence.text() == "4 checks passed."
    assert part.report.cards == []
    assert part.findChildren(FindingCard) == []


def test_a_page_that_cannot_be_read_says_so_and_tries_again(open_page, qtbot, kit):
    health = FakeHealth(run())
    health.error = DatabaseUnavailable("The office server does not answer.")
    part = open_page(health).current
    assert part.states.state == "failed"
    health.error = None
    part.refresh()
    settle(qtbot, kit)
    assert part.states.state == "content"


def test_the_table_of_checks_keeps_qt_s_rules(open_page, qtmodeltester):
    part = open_page(FakeHealth(run())).current
    part.live.show_results(results())
    qtmodeltester.check(part.live.rows)
