"""Papers of the benevolence fund: everything that a reviewer or a member must see, and nothing that they must not."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ip2a_desktop.domain.benevolence import (
    ApplicationStatus,
    BudgetKind,
    Decision,
    DocumentKind,
    Payee,
    PaymentMethod,
    Reason,
)
from ip2a_desktop.domain.benevolence_fund import LevelDuty
from ip2a_desktop.domain.benevolence_record import Answer, BudgetLine, Document
from ip2a_desktop.domain.benevolence_years import PaymentRegister, ReasonTotals, RegisterLine, YearSummary
from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.reports.benevolence import application
from ip2a_desktop.reports.benevolence_letters import decision_letter
from ip2a_desktop.reports.benevolence_money import payment_register, payment_voucher, yearly_summary
from ip2a_desktop.reports.benevolence_review import review_sheet
from tests.benevolence_cases import FUND, NOW, TODAY, cap, earlier, payment, record, recusal, review, step

VP, ADMIN = step(LevelDuty.VP, 1), step(LevelDuty.ADMIN, 2)
WAITED = "B-2026-001 was handed in on Jan 5, 2026; after the wait of 90 days the member can apply again on Apr 5, 2026."


@pytest.fixture
def read_all(pages):
    """Return a function that gives the whole text of a paper."""
    return lambda pdf: " ".join(" ".join(pages(pdf)).split())


@pytest.fixture
def case():
    """An application that has one of everything: it was asked, recused, overridden, paid in part and voided."""
    return record(
        ApplicationStatus.PARTLY_PAID,
        approved=Decimal(700),
        decided_on=TODAY,
        cap=cap(2500, 180),
        lines=(
            BudgetLine(new_id(), 1, BudgetKind.INCOME, "Unemployment", Decimal(1400)),
            BudgetLine(new_id(), 1, BudgetKind.EXPENSE, "Rent", Decimal(1650)),
            BudgetLine(new_id(), 1, BudgetKind.BALANCE, "Checking account", Decimal("212.40")),
        ),
        documents=(
            Document(new_id(), 1, DocumentKind.BILL, "Puget Power, February", TODAY),
            Document(new_id(), 1, DocumentKind.INCOME_PROOF, "", None),
        ),
        reviews=(
            review(VP, decision=Decision.NEEDS_INFORMATION, comment="Which clinic is it?"),
            review(VP, "alba", alternate_for="Vera", comment="A clear need.", cap=cap(2500, 180)),
            review(
                ADMIN, amount=Decimal(700), comment="The clinic took $100 off.", cap=cap(2500, 180, 50),
                override_reason="The furnace cannot wait.", problems=(WAITED,),
            ),
        ),
        recusals=(recusal(VP, "vera", "alba"),),
        answers=(Answer(new_id(), "Swedish, First Hill.", NOW, "Sam"),),
        payments=(payment(200), payment(300, voided_at=NOW, voided_by="robin", void_reason="Lost in the mail")),
        earlier=(earlier(),),
    )  # fmt: skip


@pytest.mark.parametrize("size", PaperSize)
def test_the_application_has_all_that_was_handed_in(size, case, context, read_all):
    draft = case.draft.model_copy(
        update={"handed_in_by": "Minh Silva", "representative_relation": "Brother", "other_aid": "County rent help",
                "earlier_requests": "Once, in 2019", "officer_relation": "Niece of the treasurer"}
    )  # fmt: skip
    text = read_all(application(replace(case, draft=draft), context(size)))
    for part in (
        "Application for benevolence B-2026-014",
        "Ana Silva · Card 0042 · Active on Mar 6, 2026", "SAMPLE - not verified",
        "1200 Main St", "(206) 555-0142", "Amount requested $800.00", "Medical", "Mar 20, 2026", "A-1777",
        "Puget Power",
        "The furnace went out.", "Dependents 2", "Earners 1", "Unemployment", "$1,400.00", "Checking account",
        "A month: $1,400.00 income, $1,650.00 expenses, $250.00 short", "Puget Power, February", "Not yet",
        "County rent help", "Once, in 2019", "B-2026-001", "bars me from the fund for 3 years", "Minh Silva (Brother)",
        "Declared and signed on Mar 1, 2026", "Signature of the member or representative", "Niece of the treasurer",
    ):  # fmt: skip
        assert part in text


def test_lines_to_sign_on_stay_with_the_declaration(case, context, pages):
    for paragraphs in range(8, 30):
        draft = case.draft.model_copy(update={"narrative": "\n".join(["word"] * paragraphs)})
        for page in pages(application(replace(case, draft=draft), context())):
            assert ("I declare" in page) == ("Signature of the member" in page)


def test_an_empty_draft_is_a_paper_too(context, read_all):
    empty = record(ApplicationStatus.DRAFT, requested=None)
    bare = {"narrative": "", "reason": None, "dependents": None, "earners": None, "is_declared": False}
    text = read_all(application(replace(empty, draft=empty.draft.model_copy(update=bare)), context()))
    assert "No income, expense or balance is written down." in text
    assert "Declared and signed" not in text
    confirmed = replace(empty, fund=FUND.model_copy(update={"is_confirmed": True, "bar_years": 0}))
    text = read_all(application(confirmed, context()))
    assert "SAMPLE" not in text
    assert "bars me" not in text


@pytest.mark.parametrize("size", PaperSize)
def test_the_review_sheet_shows_levels_recusals_and_the_arithmetic(size, case, context, read_all):
    text = read_all(review_sheet(case, context(size)))
    for part in (
        "Review sheet B-2026-014", "Amount approved $700.00", "Amount paid $200.00",
        "$2,500 cap - $180 paid this year = $2,320 left.",
        "$2,500 cap - $180 paid this year - $50 approved and not paid yet = $2,270 left.",
        "nothing stands against this application", "Documents that have not come in: Proof of income",
        "1. Vice president: Asked for more information", "Which clinic is it?",
        "1. Vice president: Approved $800.00 Alba, in the place of Vera · Mar 6, 2026", "2. Admin: Approved $700.00",
        WAITED, "The rule was set aside: The furnace cannot wait.", "Vera Alba Shares a house with the member",
        "Swedish, First Hill.", "VOID: Lost in the mail", "SAMPLE - not verified",
    ):  # fmt: skip
        assert part in text
    assert "to decide" not in text


def test_open_levels_have_lines_to_sign_on(context, read_all):
    text = read_all(review_sheet(record(), context()))
    assert "1. Vice president: to decide now" in text
    assert "2. Admin: to decide after the levels before" in text
    assert "Nobody stepped aside." in text
    assert text.count("Decision and amount") == 2
    again = record(
        round=2,
        steps=(VP, step(LevelDuty.VP, 1, 2)),
        reviews=(review(VP, decision=Decision.SENT_BACK, comment="Another bill"),),
    )
    text = read_all(review_sheet(again, context()))
    assert "handed in the first time" in text
    assert "handed in again (2)" in text
    assert text.count("to decide now") == 1


def test_endings_stand_on_the_review_sheet(context, read_all):
    gone = record(ApplicationStatus.WITHDRAWN, found_false_on=TODAY)
    said = replace(gone.outcome, withdrawn_reason="Found other help", found_false_reason="The bill was made up")
    text = read_all(review_sheet(replace(gone, outcome=said), context()))
    assert "Withdrawn Found other help" in text
    assert "Found to be false on Mar 6, 2026 The bill was made up" in text


def test_the_voucher_of_a_payment_and_of_a_void(case, context, read_all):
    text = read_all(payment_voucher(case, case.payments[0], context()))
    for part in (
        "Payment voucher B-2026-014", "Pay $200.00", "Pay to Puget Power", "Account A-1777", "Check 1042",
        "$700 approved - $0 paid before - $200 with this voucher = $500 left.", "Vice president Alba Vera Mar 6, 2026",
        "Received by",
    ):  # fmt: skip
        assert part in text
    assert "VOID" not in text
    text = read_all(payment_voucher(case, case.payments[1], context()))
    assert "VOID – Payment voucher B-2026-014" in text
    assert "by robin: Lost in the mail" in text
    assert "$700 approved - $200 paid with other vouchers = $500 left." in text


def test_letters_say_what_was_decided_and_who_took_no_part(case, context, read_all):
    text = read_all(decision_letter(case, context()))
    for part in (
        "Your application B-2026-014 was approved", "Ana Silva 1200 Main St Seattle, WA 98101", "Dear Ana Silva,",
        "On Mar 6, 2026 the fund approved $700.00 on your application of Mar 6, 2026 for $800.00 (medical).",
        "The fund pays Puget Power, account A-1777 directly.", "The clinic took $100 off.",
        "Vera took no part in this decision; Alba sat as Vice president instead.",
        "benevolence fund of AT&T <Local 46>",
    ):  # fmt: skip
        assert part in text
    assert "Confidential – for the member named above." in text
    assert "business of the union" not in text
    assert "cannot wait" not in text  # why a rule was set aside is for the fund
    to_member = case.draft.model_copy(update={"payee_kind": Payee.MEMBER, "payee": "", "account": ""})
    assert "The fund pays you." in read_all(decision_letter(replace(case, draft=to_member), context()))


def test_a_denial_gives_its_reason_and_a_question_what_is_missing(case, context, read_all):
    denied = record(
        ApplicationStatus.DENIED, decided_on=TODAY, recusals=case.recusals,
        reviews=(review(VP, decision=Decision.DENIED, comment="The bill is not the member’s own."),),
    )  # fmt: skip
    text = read_all(decision_letter(denied, context()))
    assert "was denied. The reason: The bill is not the member’s own." in text
    assert "took no part" in text
    asked = record(ApplicationStatus.NEEDS_INFORMATION, documents=case.documents, reviews=case.reviews[:1])
    text = read_all(decision_letter(asked, context(hall="")))
    assert "it needs to know more: Which clinic is it?" in text
    assert "These documents have not come in yet: – Proof of income" in text
    assert "For the benevolence fund Date" in text


def test_no_paper_of_an_invented_application_can_be_mistaken(case, context, read_all):
    invented = replace(case, is_invented=True)
    papers = (application, review_sheet, decision_letter)
    assert all("SAMPLE DATA - nobody asked for this help" in read_all(one(invented, context())) for one in papers)
    assert "SAMPLE DATA" in read_all(payment_voucher(invented, invented.payments[0], context()))
    assert not any("SAMPLE DATA" in read_all(one(case, context())) for one in papers)


def test_what_was_sent_back_is_told_with_what_to_correct(case, context, read_all):
    back = record(
        ApplicationStatus.DRAFT, recusals=case.recusals,
        reviews=(review(VP, decision=Decision.SENT_BACK, comment="The amount is that of the estimate."),),
    )  # fmt: skip
    text = read_all(decision_letter(back, context()))
    assert "Your application B-2026-014 has to be corrected" in text
    assert "Please correct this: The amount is that of the estimate." in text
    assert "It keeps its number." in text
    assert "took no part" not in text  # nothing is decided yet
    with pytest.raises(InputProblem, match="nothing to write"):
        decision_letter(record(ApplicationStatus.DRAFT, round=0), context())


@pytest.mark.parametrize("status", ["submitted", "under_review", "withdrawn"])
def test_there_is_no_letter_before_there_is_something_to_say(status, context):
    with pytest.raises(InputProblem, match="nothing to write"):
        decision_letter(record(ApplicationStatus(status)), context())


def line(number, **values):
    made = RegisterLine(
        new_id(), f"B-2026-{number:03}", "Silva, Ana", "0042", TODAY, "Puget Power", PaymentMethod.CHECK, f"10{number}",
        Decimal(100), "robin", None, "",
    )  # fmt: skip
    return replace(made, **values)


def test_the_register_lists_every_payment_and_counts_voids_out(context, pages):
    lines = (*(line(number) for number in range(1, 120)), line(120, voided_at=NOW, void_reason="Lost"))
    found = pages(payment_register(PaymentRegister(2026, lines), context()))
    assert len(found) > 2
    assert all("Application" in page for page in found)  # the table's head on every page
    whole = " ".join(found)
    assert all(f"B-2026-{number:03}" in whole for number in range(1, 121))
    assert "120 payments, $11,900.00 paid, 1 voided" in whole
    assert "VOID: Lost" in " ".join(whole.split())
    assert "Total, voided payments left out: $11,900.00" in found[-1]
    assert "Nothing was paid in this year." in pages(payment_register(PaymentRegister(1999, ()), context()))[0]


def test_the_yearly_summary_has_numbers_and_no_names(context, read_all):
    medical = ReasonTotals(Reason.MEDICAL, 12, 8, 2, 1, 1, Decimal(9000), Decimal(5000), Decimal(4200))
    death = ReasonTotals(Reason.DEATH, 2, 2, 0, 0, 0, Decimal(3000), Decimal(2500), Decimal(2500))
    months = tuple(Decimal(100 * month) for month in range(12))
    summary = YearSummary(2026, FUND, (medical, death), months, 13, 1, 2, 1, 1)
    text = read_all(yearly_summary(summary, context()))
    for part in (
        "14 applications of 13 members; $6,700.00 paid", "SAMPLE", "Medical 12 8 2 1 1 $9,000.00 $5,000.00 $4,200.00",
        "Together: 14 applications, $12,000.00 requested, $7,500.00 granted, $6,700.00 paid", "December $1,100.00",
        "$2,500 for one member in a calendar", "90 days before applying again", "2 approvals", "1 application",
    ):  # fmt: skip
        assert part in text
    assert "Silva" not in text
    nobody = YearSummary(1999, FUND.model_copy(update={"cap_amount": None}), (), months, 0, 0, 0, 0, 0)
    assert "Nobody asked the fund for help in this year." in read_all(yearly_summary(nobody, context()))


def test_a_hundred_thousand_characters_flow_over_pages(case, context, pages):
    scripts = "Łódź Привет שלום नमस्ते <b>&amp;</b> "
    words = [f"mark{number:05} {scripts}" for number in range(2_300)]
    story = " ".join(words)[:100_000]
    marks = [word for word in story.split() if word.startswith("mark") and len(word) == 9]
    shown = replace(case, draft=case.draft.model_copy(update={"narrative": story}))
    for paper in (application, review_sheet):
        found = pages(paper(shown, context()))
        whole = " ".join(found)
        assert len(found) > 10
        assert [mark for mark in marks if mark not in whole] == []
        assert f"Page {len(found)} of {len(found)}" in found[-1]


def test_hostile_and_long_text_flows_and_loses_nothing(case, context, pages):
    hostile = '=cmd|calc <img src="x"/> & AT&T \u202eright to left Łódź 名 שלום 😀'
    story = "\n\n".join(f"Paragraph {number} " + "word " * 150 for number in range(60))
    draft = case.draft.model_copy(
        update={"narrative": f"{hostile}\n{story}", "payee": "x" * 200, "account": "名" * 200}
    )
    reviews = (replace(case.reviews[0], comment=story, reviewer="y" * 200, level="z" * 200), *case.reviews[1:])
    shown = replace(case, draft=draft, reviews=reviews)
    for paper in (application, review_sheet, decision_letter):
        found = pages(paper(shown, context()))
        whole = " ".join(" ".join(found).split())
        if paper is not decision_letter:
            assert all(f"Paragraph {number} word" in whole for number in range(60))
            assert '<img src="x"/> & AT&T' in whole
            assert f"Page {len(found)} of {len(found)}" in found[-1]
    assert payment_voucher(shown, replace(shown.payments[0], payee="x" * 200, reference="名" * 200), context())
