"""The fund's page: the list, the application beside it, the review as a timeline, every verb, the form, the bin."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from ip2a_desktop.domain.benevolence import ApplicationStatus, BudgetKind, Decision, DocumentKind
from ip2a_desktop.domain.benevolence_fund import LevelDuty
from ip2a_desktop.domain.benevolence_record import Answer, BudgetLine, Document
from ip2a_desktop.domain.benevolence_review import Verb
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.ui.benevolence.papers import fund_papers
from ip2a_desktop.ui.benevolence.review import stops_of
from ip2a_desktop.ui.benevolence.screen import BenevolencePage
from ip2a_desktop.ui.benevolence.summary import cap_now
from ip2a_desktop.ui.benevolence.table import COLUMNS
from ip2a_desktop.ui.benevolence.verbs import FORMS
from ip2a_desktop.ui.kit.form_drafts import KeptDraft
from ip2a_desktop.ui.kit.tasks import Tasks
from tests.benevolence_cases import NOW, TODAY, cap, officer, payment, record, recusal, review, step
from tests.ui.fake_employers import FakeNotes, make_kit, toast_words
from tests.ui.fake_fund import FakeFund, FakeOutlook, FakeSettings
from tests.ui.fake_members import FakeMembers

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform


@pytest.fixture
def kit(qtbot, tmp_path):
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def fund():
    return FakeFund()


class NoPapers:
    """Prints nothing; the papers have tests of their own."""

    def paper(self, *_about):
        return b"%PDF-"

    application = review_sheet = decision_letter = payment_voucher = payment_register = yearly_summary = paper


@pytest.fixture
def open_page(qtbot, kit, fund):
    """Show the page with the first application beside the list."""

    def open_page(*records, outlook=None):
        for one in records:
            fund.add(one)
        known = outlook or FakeOutlook()
        page = BenevolencePage(
            kit,
            fund,
            fund,
            FakeSettings(),
            lambda _member, _own: known,
            FakeMembers(),
            FakeNotes(),
            fund_papers(NoPapers()),
        )
        qtbot.addWidget(page)
        kit.messages.attach(page)
        page.resize(1180, 760)
        page.show()
        page.activate()
        qtbot.waitUntil(lambda: page.list.model.is_counted and kit.tasks.is_idle())
        if records:
            page.table.choose(0)
            qtbot.waitUntil(lambda: page.stage.view.record is not None and kit.tasks.is_idle())
        return page

    return open_page


def cells(page, row=0):
    line = page.list.model.line(row)
    return dict(zip((column.key for column in COLUMNS), line.texts, strict=True))


def test_the_list_shows_three_amounts_the_state_and_whose_turn_it_is(open_page):
    page = open_page(record())
    found = cells(page)
    assert (found["number"], found["member"], found["requested"]) == ("B-2026-014", "Silva, Ana", "$800.00")
    chips = [chip.text for chip in page.list.model.line(0).chips if chip is not None]
    assert chips == ["Submitted", "You · Vice president", "Medical"]
    amounts = [one for one in COLUMNS if one.key in ("requested", "approved", "paid")]
    assert {one.align for one in amounts} == {"right"}
    assert all(isinstance(one.exported(page.list.model.line(0).row), Decimal | None) for one in amounts)


def test_what_waits_for_the_person_can_be_filtered(open_page, fund, qtbot, kit):
    page = open_page(record())
    waiting = page.list.filters.buttons[2]
    waiting.choose(waiting.spec.choices)
    waiting.changed.emit()
    qtbot.waitUntil(lambda: fund.filters == (("waiting", ("me",)),) and kit.tasks.is_idle())
    assert waiting.button.text() == "Waiting: For my decision"


def test_the_page_today_leads_to_what_waits_for_the_person(open_page, fund, qtbot, kit):
    page = open_page(record())
    page.open(waiting=True)
    qtbot.waitUntil(lambda: fund.filters == (("waiting", ("me",)),) and kit.tasks.is_idle())
    assert page.list.filters.buttons[2].button.text() == "Waiting: For my decision"


def test_the_arithmetic_stands_above_the_tabs_and_samples_are_marked(open_page):
    page = open_page(record(cap=cap(500, 180)))
    summary = page.stage.view.summary
    assert summary.cap.text() == "$500 cap - $180 paid this year = $320 left"
    assert summary.sample.chip.text.startswith("SAMPLE")
    assert list(summary.buttons) == [Verb.APPROVE, Verb.DENY]
    assert "It is your turn." in summary.turn.text()


def test_after_payments_the_arithmetic_counts_them():
    paid = record(ApplicationStatus.PARTLY_PAID, approved=Decimal(800), payments=(payment(300),), cap=cap(2500, 100))
    now = cap_now(replace(paid, payments=(replace(payment(300), paid_on=NOW.today().date()),)))
    assert (now.paid, now.promised, now.left) == (400, 500, 1600)


def test_verbs_that_the_domain_does_not_offer_have_no_button(open_page):
    own = officer(LevelDuty.VP)
    page = open_page(record(person=replace(own, duties=frozenset())))
    summary = page.stage.view.summary
    assert summary.buttons == {}
    assert summary.menu.actions() == []


def test_the_review_tells_who_decided_who_stepped_aside_and_who_is_next():
    vp, admin = step(LevelDuty.VP, 1), step(LevelDuty.ADMIN, 2)
    one = record(
        ApplicationStatus.UNDER_REVIEW,
        steps=(vp, admin),
        reviews=(review(vp, decision=Decision.NEEDS_INFORMATION, comment="Which clinic?"), review(vp)),
        answers=(Answer(new_id(), "Harborview", NOW, "ana"),),
        recusals=(recusal(admin, "kim", "dana"),),
        person=officer(LevelDuty.ADMIN, "kim"),
    )
    stops = stops_of(one)
    assert stops[0].title == "Handed in"
    spoken = " ".join(stop.spoken() for stop in stops)
    for words in ("Which clinic?", "Harborview", "$800 approved", "Dana decides in the place of Kim", "Shares a house"):
        assert words in spoken
    assert (stops[-1].title, stops[-1].when, stops[-1].chip.text) == ("Admin", "now", "Next")
    assert "You are recused" in stops[-1].spoken()


def test_a_draft_that_is_not_ready_opens_its_form_with_what_it_lacks(open_page, qtbot, kit):
    one = record(ApplicationStatus.DRAFT, steps=())
    bare = one.draft.model_copy(update={"narrative": "", "is_declared": False})
    page = open_page(replace(one, draft=bare))
    page.stage.view.do(Verb.SUBMIT)
    form = page.stage.form.parts[0].form
    assert form.cells["narrative"].problem == "Write what happened and what is needed."
    assert form.cells["is_declared"].problem


def test_an_amount_over_the_cap_asks_for_a_reason_while_it_is_typed(open_page, fund, qtbot, kit):
    page = open_page(record(cap=cap(500, 180)))
    view = page.stage.view
    view.do(Verb.APPROVE)
    form = view.dialogs.dialog.form
    assert form.field("amount").value() == 320
    assert form.cells["override_reason"].isHidden()
    form.put({"amount": Decimal(600)})
    assert "$600 is more than is left" in form.cells["override_reason"].problem
    view.dialogs.dialog.save_button.click()
    qtbot.waitUntil(kit.tasks.is_idle)
    assert fund.done == []
    form.put({"override_reason": "The board agreed."})
    with qtbot.waitSignal(view.dialogs.dialog.session.saved):
        view.dialogs.dialog.save_button.click()
    assert fund.done[0][1].override_reason == "The board agreed."


@pytest.mark.parametrize("verb", [Verb.DENY, Verb.ASK, Verb.SEND_BACK, Verb.WITHDRAW, Verb.REPORT_FALSE])
def test_verbs_that_need_a_reason_ask_for_it(verb, open_page, fund, qtbot, kit):
    page = open_page(record())
    view = page.stage.view
    view.do(verb)
    dialog = view.dialogs.dialog
    dialog.save_button.click()
    qtbot.waitUntil(kit.tasks.is_idle)
    field = "reason" if "reason" in dialog.form.cells else "comment"
    assert dialog.form.cells[field].problem
    dialog.form.put({field: "Because."})
    with qtbot.waitSignal(dialog.session.saved):
        dialog.save_button.click()
    assert fund.done[0][1].model_dump()[field] == "Because."
    assert toast_words(kit).startswith("B-2026-014 ")


def test_recusing_offers_the_officers_and_names_an_alternate(open_page, fund, qtbot, kit):
    page = open_page(record())
    view = page.stage.view
    view.do(Verb.RECUSE)
    qtbot.waitUntil(lambda: view.dialogs.dialog is not None)
    form = view.dialogs.dialog.form
    assert form.field("recused").currentText() == "Robin Baker (vice president)"
    form.put({"alternate": "dana", "reason": "Shares a house with the member"})
    with qtbot.waitSignal(view.dialogs.dialog.session.saved):
        view.dialogs.dialog.save_button.click()
    assert (fund.done[0][1].recused, fund.done[0][1].alternate) == ("vp", "dana")


def test_what_the_database_refuses_stands_in_the_form_and_nothing_is_lost(open_page, fund, qtbot, kit):
    page = open_page(record(ApplicationStatus.APPROVED, approved=Decimal(800)))
    view = page.stage.view
    fund.error = RuleViolation({"paid_on": "A payment is never of a day to come."})
    view.do(Verb.PAY)
    dialog = view.dialogs.dialog
    dialog.form.put({"amount": Decimal(300), "reference": "1042"})
    dialog.save_button.click()
    qtbot.waitUntil(lambda: bool(dialog.form.cells["paid_on"].problem))
    assert dialog.isVisible()
    assert dialog.form.values()["reference"] == "1042"


def test_what_was_typed_in_a_decision_survives_a_crash(open_page, fund, qtbot, kit):
    one, review_id = record(), new_id()
    given = {"application_id": str(one.row.id), "verb": "deny", "of": ""}
    states = {"comment": "Another fund has paid."}
    ended = (1, 0.0)
    kit.draft_store.keep(KeptDraft(FORMS[Verb.DENY], review_id, None, "deny", states, given, NOW, ended))
    page = open_page(one)
    view = page.stage.view
    qtbot.waitUntil(lambda: bool(view.offer.words) and kit.tasks.is_idle())
    view.offer.continue_wanted.emit(kit.draft_store.pending())
    dialog = view.dialogs.dialog
    assert dialog.form.values()["comment"] == "Another fund has paid."
    with qtbot.waitSignal(dialog.session.saved):
        dialog.save_button.click()
    assert fund.done[0][1].id == review_id  # sent twice it still counts once
    assert kit.draft_store.pending() == ()


def test_the_form_tells_what_is_left_and_what_speaks_against_it(open_page, qtbot, kit):
    waits = "B-2026-001 was handed in on Jan 5, 2026; the member can apply again later."
    page = open_page(record(ApplicationStatus.DRAFT, steps=()), outlook=FakeOutlook(problems=(waits,)))
    page.edit()
    made = page.stage.form
    qtbot.waitUntil(lambda: "$320 left" in made.strip_words())
    assert "$800 is more than that" in made.strip_words()
    assert waits in made.strip_words()
    made.parts[0].form.put({"requested": Decimal(300)})
    assert "more than that" not in made.strip_words()


def _write_new(page, qtbot, kit):
    page.new()
    form = page.stage.form.parts[0].form
    qtbot.waitUntil(kit.tasks.is_idle)
    return form


def _fill(row, **values):
    for name, value in values.items():
        row[name].set_value(value)
        row[name].edited.emit()


def test_household_and_documents_are_written_with_a_new_application(open_page, fund, qtbot, kit):
    page = open_page()
    form = _write_new(page, qtbot, kit)
    household, documents = form.field("lines"), form.field("documents")
    assert [row["kind"].value() for row in household.rows] == list(BudgetKind)
    assert not form.is_dirty  # rows that nothing was written into are none
    _fill(household.rows[0], description="Unemployment benefit", amount=Decimal(2140))
    _fill(household.add({"kind": BudgetKind.EXPENSE}), description="Rent", amount=Decimal(1650))
    _fill(household.rows[2], description="Checking account", amount=Decimal(-40))
    assert household.told.text() == "$2,140 income - $1,650 expenses = $490 a month. -$40 in balances."
    _fill(documents.add({"kind": DocumentKind.LEASE}), description="Alder Court", received_on=TODAY)
    documents.add({"kind": DocumentKind.BANK_STATEMENT})
    assert documents.told.text() == "1 of 2 still missing"
    form.put({"member_id": new_id(), "requested": Decimal(600)})
    page.stage.form.save_action.trigger()
    qtbot.waitUntil(lambda: bool(fund.done))
    what, draft = fund.done[0]
    assert what == "begin"
    assert [(one.kind, one.description, one.amount) for one in draft.lines] == [
        (BudgetKind.INCOME, "Unemployment benefit", Decimal(2140)),
        (BudgetKind.BALANCE, "Checking account", Decimal(-40)),
        (BudgetKind.EXPENSE, "Rent", Decimal(1650)),
    ]
    assert [(one.kind, one.received_on) for one in draft.documents] == [
        (DocumentKind.LEASE, TODAY),
        (DocumentKind.BANK_STATEMENT, None),
    ]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"description": "Wages"}, "Line 1: write the amount."),
        ({"amount": Decimal(5)}, "Line 1: write what it is for."),
        ({"description": "Wages", "amount": Decimal(-5)}, "Line 1: only a balance can be less than $0."),
    ],
)
def test_what_is_wrong_with_a_line_stands_below_the_lines(open_page, fund, qtbot, kit, values, words):
    page = open_page()
    form = _write_new(page, qtbot, kit)
    form.put({"member_id": new_id()})
    row = form.field("lines").rows[0]
    _fill(row, **values)
    page.stage.form.save_action.trigger()
    assert form.cells["lines"].problem == words
    assert fund.done == []
    _fill(row, description="Wages", amount=Decimal(5))
    assert form.cells["lines"].problem == ""


def test_a_row_is_taken_out_and_the_rest_stays(open_page, qtbot, kit):
    page = open_page()
    field = _write_new(page, qtbot, kit).field("lines")
    _fill(field.rows[0], description="Wages", amount=Decimal(900))
    _fill(field.rows[1], description="Rent", amount=Decimal(700))
    field.take_out_buttons[0].click()
    assert [one["description"] for one in field.value()] == ["Rent"]


def test_the_tab_key_goes_through_the_rows_as_they_are_read(open_page, qtbot, kit):
    form = _write_new(open_page(), qtbot, kit)
    household, documents = form.field("lines"), form.field("documents")
    household.add({"kind": BudgetKind.EXPENSE})
    household.take_out_buttons[0].click()
    documents.add({"kind": DocumentKind.BILL})
    wanted = [
        *(widget for row in household.rows for widget in row.values()),
        *household.add_buttons,
        *(widget for row in documents.rows for widget in row.values()),
        *documents.add_buttons,
        form.cells["is_declared"].widget,
    ]
    at, reached = form.cells["earlier_requests"].widget, []
    while at is not wanted[-1]:
        at = at.nextInFocusChain()
        if at in wanted:
            reached.append(at)
    assert reached == wanted


def test_a_new_application_survives_a_crash_with_its_lines(open_page, qtbot, kit):
    page = open_page()
    form = _write_new(page, qtbot, kit)
    _fill(form.field("lines").rows[1], description="Rent", amount=Decimal(1650))
    form.field("documents").add({"kind": DocumentKind.ESTIMATE})
    again = page.forms.new().parts[0].form
    again.set_states(json.loads(json.dumps(form.states())))
    assert again.values()["lines"] == form.values()["lines"]
    assert again.values()["documents"] == form.values()["documents"]
    assert again.is_dirty


def test_what_was_handed_in_cannot_be_edited(open_page):
    page = open_page(record())
    page.edit()
    assert "Send it back" in page.stage.form.strip_words()
    assert page.stage.form.parts[0].form.field("requested").isReadOnly()


def test_the_household_and_the_checklist(open_page, fund, qtbot, kit):
    one = record(ApplicationStatus.DRAFT, steps=())
    lines = (
        BudgetLine(new_id(), 1, BudgetKind.EXPENSE, "Rent", Decimal(1650)),
        BudgetLine(new_id(), 1, BudgetKind.INCOME, "Wages", Decimal(2000)),
    )
    papers = (Document(new_id(), 1, DocumentKind.BILL, "", None),)
    page = open_page(replace(one, lines=lines, documents=papers))
    view = page.stage.view
    assert [card.title for card in view.household.list.cards.cards] == ["Wages", "Rent"]
    assert view.application.household.value("rest") == "$350.00"
    assert view.tabs.tabText(2) == "Documents (1)"
    view.documents.list.choose(papers[0].id)
    view.documents.received_action.trigger()
    qtbot.waitUntil(lambda: bool(fund.done) and kit.tasks.is_idle())
    assert fund.done[0][1].received_on is not None
    view.household.add_wanted.emit()
    dialog = view.household.dialog
    dialog.save_button.click()
    assert dialog.form.cells["description"].problem == "Write what this line is for."
    dialog.form.put({"description": "Car", "amount": Decimal(90)})
    with qtbot.waitSignal(dialog.session.saved):
        dialog.save_button.click()
    assert fund.done[-1][1].amount == 90


def test_one_payment_is_voided_at_once_and_of_several_one_is_chosen(open_page, qtbot, kit):
    page = open_page(record(ApplicationStatus.PAID, approved=Decimal(800), payments=(payment(300), payment(500))))
    view = page.stage.view
    view.do(Verb.VOID)
    assert view.tabs.tabText(view.tabs.currentIndex()) == "Payments"
    assert view.payments.void_button.isEnabled()
    view.payments.void_button.click()
    assert "$500.00" in view.dialogs.dialog.form.cells["reason"].label.text()


def test_only_the_last_levels_comment_is_told_to_the_member(open_page, fund, qtbot, kit):
    first = open_page(record(duties=(LevelDuty.VP, LevelDuty.ADMIN)))
    first.stage.view.do(Verb.APPROVE)
    comment = first.stage.view.dialogs.dialog.form.cells["comment"]
    assert comment.label.text() == "Comment for the review"
    first.stage.view.dialogs.dialog.reject()
    fund.records.clear()
    last = open_page(record(duties=(LevelDuty.VP,)))
    last.stage.view.do(Verb.APPROVE)
    comment = last.stage.view.dialogs.dialog.form.cells["comment"]
    assert comment.label.text() == "Comment, which stands in the letter to the member"


def test_the_papers_follow_what_happened(open_page):
    page = open_page(record(ApplicationStatus.PAID, approved=Decimal(800), payments=(payment(800),)))
    papers = {one.text: one.enabled for one in page.papers_now() if one is not None}
    assert papers["Letter to the member"]
    assert "Voucher for the payment of $800.00" in papers
    assert any(words.startswith("Register of payments") for words in papers)


def test_to_the_bin_and_back(open_page, fund, qtbot, kit):
    page = open_page(record(ApplicationStatus.DRAFT, steps=()))
    page.bin_action.trigger()
    qtbot.waitUntil(lambda: page.list.states.state == "empty" and kit.tasks.is_idle())
    assert toast_words(kit) == "1 application moved to the bin"
    kit.messages.undo_last()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1 and kit.tasks.is_idle())
