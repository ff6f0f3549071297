"""The fund's services on a real PostgreSQL: list, record, the verbs with their sentences, settings."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.benevolence import ApplicationStatus, BudgetKind, Decision, Reason
from ip2a_desktop.domain.benevolence_drafts import ApplicationDraft, BudgetLineDraft, DocumentDraft, NewApplicationDraft
from ip2a_desktop.domain.benevolence_fund import CapPeriod, LevelDuty
from ip2a_desktop.domain.benevolence_record import ApplicationRecord, Person
from ip2a_desktop.domain.benevolence_review import (
    DECIDING,
    AnswerDraft,
    ReasonDraft,
    RecusalDraft,
    ReviewDraft,
    Verb,
    approval_problems,
    offered,
    open_steps,
)
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.errors import HallError, NotAllowed, NotFound, RuleViolation, StaleRecord
from ip2a_desktop.domain.fund_drafts import LevelDraft
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.domain.persons import FamilyDraft, PersonLinkDraft
from ip2a_desktop.services.benevolence import BenevolenceService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService
from tests.benevolence_desk import Desk, draft_for
from tests.conftest import RoundTrips
from tests.factories import saved_member


@pytest.fixture
def desk(database: Database) -> Desk:
    """The desk of somebody with all duties."""
    return Desk(database)


@pytest.fixture
def at(person_with: Callable[..., Database]) -> Callable[..., Desk]:
    """Sit down as somebody with just the named duties."""
    return lambda *duties: Desk(person_with(*(f"ip2a_{duty}" for duty in duties)))


def test_what_is_saved_is_read_again(desk: Desk, members: MemberService) -> None:
    member = saved_member(members, first_name="Łucja", status="retired", city="Seattle", state="WA")
    draft = draft_for(
        member.id, applied_on="2026-03-01", dependents="2", earners="1", reason="death", need_by="2026-04-01",
        requested="799.50", payee_kind="member", account="A-1777", other_aid="County", earlier_requests="None",
        officer_relation="Niece of the treasurer", handed_in_by="Minh", representative_relation="Brother",
        narrative="שלום\nאב\n\n" + "x" * 90_000,
    )  # fmt: skip
    desk.fund.save(draft)
    record = desk.fund.load(draft.id)
    assert record.draft == draft.model_copy(update={"version": 1})
    assert record.draft.reason is Reason.DEATH
    assert (record.applicant.full_name, record.applicant.standing) == (
        f"Łucja {member.last_name}",
        MemberStatus.RETIRED,
    )
    assert (record.row.number[:2], record.row.number[-4:]) == ("B-", "-001")
    assert (record.outcome.status, record.row.level, record.steps) == (ApplicationStatus.DRAFT, "", ())
    assert record.cap.sentence == "$2,500 cap - $0 paid this year = $2,500 left"


def test_a_new_application_comes_with_its_household_in_one_statement(
    counted: tuple[Database, RoundTrips], members: MemberService
) -> None:
    database, trips = counted
    fund = BenevolenceService(database)
    draft = check(
        NewApplicationDraft,
        {
            "member_id": saved_member(members).id,
            "lines": [
                {"kind": "income", "description": "Wages", "amount": "1200.50"},
                {"kind": "balance", "description": "Bank", "amount": "-40"},
            ],
            "documents": [
                {"kind": "lease", "description": "Alder Court", "received_on": "2026-03-01"},
                {"kind": "bill"},
            ],
        },
    )
    trips.reset()
    fund.begin(draft)
    assert trips.count == 1
    fund.begin(draft)  # sent twice counts once
    kept = fund.load(draft.id)
    assert kept.draft.model_dump(exclude={"version"}) == draft.model_dump(exclude={"version", "lines", "documents"})
    assert {(one.description, one.amount) for one in kept.lines} == {("Wages", Decimal("1200.50")), ("Bank", -40)}
    assert {(one.kind.value, one.received_on) for one in kept.documents} == {
        ("lease", date(2026, 3, 1)),
        ("bill", None),
    }
    assert fund.total(in_bin=False) == 1


def test_lines_and_documents_in_the_bin_are_found_with_their_application(desk: Desk, members: MemberService) -> None:
    draft = draft_for(saved_member(members).id)
    desk.fund.save(draft)
    line = check(BudgetLineDraft, {"application_id": draft.id, "description": "Rent", "kind": "expense", "amount": 9})
    document = check(DocumentDraft, {"application_id": draft.id, "kind": "lease", "description": "Alder Court"})
    desk.fund.save_line(line)
    desk.fund.save_document(document)
    desk.fund.bin_line([line.id])
    desk.fund.bin_document([document.id])
    record = desk.fund.load(draft.id)
    assert (record.lines, record.documents) == ((), ())
    assert [(one.table, one.title, one.about) for one in record.in_bin] == [
        ("benevolence_document", "Alder Court", "lease"),
        ("benevolence_budget_line", "Rent", "expense"),
    ]
    desk.fund.restore_line([line.id])
    desk.fund.restore_document([document.id])
    record = desk.fund.load(draft.id)
    assert (len(record.lines), len(record.documents), record.in_bin) == (1, 1, ())


def test_a_story_of_a_hundred_thousand_characters_in_any_script_is_kept(desk: Desk, members: MemberService) -> None:
    scripts = "Łódź Привет 日本語の話 مرحبا שלום नमस्ते ภาษาไทย 😀 <b>&amp;</b> =cmd|' "
    story = "".join(scripts[place % len(scripts)] for place in range(99_999)) + "."
    member = saved_member(members).id
    one = desk.apply(member, narrative=story)
    assert desk.fund.load(one).draft.narrative == story
    with pytest.raises(RuleViolation) as refused:
        draft_for(member, narrative=story + "xx")
    assert set(refused.value.problems) == {"narrative"}


def test_a_new_application_is_saved_whole_or_not_at_all(desk: Desk, members: MemberService) -> None:
    draft = check(
        NewApplicationDraft,
        {
            "member_id": saved_member(members).id,
            "lines": [{"description": "Rent", "kind": "expense", "amount": -1}],
        },
    )
    with pytest.raises(RuleViolation, match="Only a balance"):
        desk.fund.begin(draft)
    assert desk.fund.total(in_bin=False) == 0


def test_the_whole_way_with_every_sentence_on_the_record(desk: Desk, at: Any, members: MemberService) -> None:
    member = saved_member(members, first_name="Ana", last_name="Silva", card_number="0042")
    vp, admin = at("vp"), at("admin")
    vera = saved_member(members, first_name="Vera", last_name="Park")
    desk.settings.save_person(check(PersonLinkDraft, {"login": vp.login, "member_id": vera.id}))
    one = desk.apply(member.id, requested="300")
    desk.decide(one, Decision.NEEDS_INFORMATION, comment="Which clinic?")
    record = desk.fund.load(one)
    assert (record.row.status, record.row.level) == (ApplicationStatus.NEEDS_INFORMATION, "Vice president")
    document = DocumentDraft(application_id=one, description="Clinic", received_on=desk.today)
    desk.fund.save_document(document)
    desk.verbs.answer(AnswerDraft(application_id=one, seen_version=record.row.version, words="Swedish, First Hill"))
    desk.decide(one, Decision.SENT_BACK, comment="The amount is of another bill")
    draft = desk.fund.load(one).draft
    desk.fund.save(draft.model_copy(update={"requested": Decimal(400)}))
    desk.verbs.submit(desk.fund.load(one).draft)
    vp.decide(one, amount=350)
    admin.decide(one, amount=250)
    first = desk.pay(one, 100)
    desk.verbs.void(one, check(ReasonDraft, {"id": first, "reason": "Lost in the mail"}))
    desk.pay(one, 200, method="transfer", is_last=True)
    record = desk.fund.load(one)
    assert [(r.round, r.level, r.decision.label, r.amount) for r in record.reviews] == [
        (1, "Vice president", "Asked for more information", None),
        (1, "Vice president", "Sent back to be corrected", None),
        (2, "Vice president", "Approved", 350),
        (2, "Admin", "Approved", 250),
    ]
    assert (record.reviews[2].reviewer, record.reviews[2].login) == ("Vera Park", vp.login)
    assert record.reviews[2].cap is not None
    assert record.reviews[2].cap.sentence == "$2,500 cap - $0 paid this year = $2,500 left"
    assert [(one.words, one.by) for one in record.answers] == [("Swedish, First Hill", "ana")]
    assert [one.description for one in record.documents] == ["Clinic"]
    assert [(p.amount, p.counts, p.void_reason) for p in record.payments] == [
        (100, False, "Lost in the mail"),
        (200, True, ""),
    ]
    assert (record.outcome.status, record.outcome.approved, record.paid, record.outcome.round) == (
        ApplicationStatus.PAID, 250, 200, 2,
    )  # fmt: skip
    assert (record.row.paid, record.row.card_number, record.outcome.decided_on) == (200, "0042", desk.today)


def test_a_page_opens_in_two_round_trips_and_a_verb_takes_one(
    counted: tuple[Database, RoundTrips], members: MemberService
) -> None:
    database, trips = counted
    desk, member = Desk(database), saved_member(members)
    draft = draft_for(member.id)
    desk.fund.save(draft)
    assert trips.count == 1
    trips.reset()
    record = desk.fund.load(draft.id)
    assert trips.count == 2  # the first one asks who sits here
    trips.reset()
    desk.verbs.submit(record.draft)
    assert trips.count == 1
    for work in (
        lambda: desk.fund.load(draft.id),
        lambda: desk.fund.first_page(ListQuery(search="silva"), 100),
        lambda: desk.fund.ids(ListQuery().with_filter("waiting", ["me"])),
        desk.fund.waiting,
        desk.settings.load,
        desk.settings.officers,
    ):
        trips.reset()
        work()
        assert trips.count == 1
    review = check(ReviewDraft, {"application_id": draft.id, "seen_version": 2, "amount": 100})
    trips.reset()
    desk.verbs.decide(review)
    desk.pay(draft.id, 50)
    assert trips.count == 2


def numbers(desk: Desk, query: ListQuery) -> list[str]:
    page = desk.fund.first_page(query, 100)
    assert [row.id for row in page] == list(desk.fund.ids(query))
    assert {row.id for row in desk.fund.rows([row.id for row in page])} == {row.id for row in page}
    return [row.number[-3:] for row in page]


def test_lists_search_filter_and_order(desk: Desk, at: Any, members: MemberService) -> None:
    silva = saved_member(members, first_name="Ana", last_name="Zilva", card_number="C-77")
    other = saved_member(members, first_name="Bo", last_name="Berg", card_number="C-88")
    vp, admin = at("vp"), at("admin")
    first = desk.apply(silva.id, requested="300", payee="Łódź Clinic")
    second = desk.apply(other.id, reason="disaster", requested="50")
    draft = draft_for(other.id, reason="other", requested="70")
    desk.fund.save(draft)
    assert numbers(desk, ListQuery()) == ["001", "002", "003"]
    assert numbers(desk, ListQuery(sort="number", descending=True)) == ["003", "002", "001"]
    for words in ("zilva", "c-77", "lodz", "-001", "B-20 zilva", "clinic ana"):
        assert numbers(desk, ListQuery(search=words)) == ["001"]
    assert numbers(desk, ListQuery(search="zilva berg")) == []
    assert numbers(desk, ListQuery(search="% '; DROP TABLE member; --\0")) == []
    assert numbers(desk, ListQuery(sort="member")) == ["002", "003", "001"]
    assert numbers(desk, ListQuery(sort="requested")) == ["002", "003", "001"]
    assert numbers(desk, ListQuery().with_filter("status", ["draft"])) == ["003"]
    assert numbers(desk, ListQuery().with_filter("reason", ["disaster", "other"])) == ["002", "003"]
    assert numbers(desk, ListQuery().with_filter("member", [str(silva.id)])) == ["001"]
    assert numbers(desk, ListQuery().with_filter("year", [str(desk.today.year), str(desk.today.year - 1)])) == [
        "001",
        "002",
        "003",
    ]
    waiting = ListQuery().with_filter("waiting", ["me"])
    assert (numbers(vp, waiting), vp.fund.waiting()) == (["001", "002"], 2)
    assert (numbers(admin, waiting), admin.fund.waiting()) == ([], 0)
    vp.decide(first)
    vp.decide(second, amount=50)
    assert (numbers(admin, waiting), numbers(vp, waiting)) == (["001"], [])
    row = admin.fund.first_page(ListQuery(), 1)[0]
    assert (row.member, row.level, row.waits_for_me, row.status.label) == ("Zilva, Ana", "Admin", True, "Under review")
    sorts = "card_number reason status level waits_for_me approved paid applied_on need_by submitted_on decided_on"
    for sort in sorts.split():
        assert sorted(numbers(desk, ListQuery(sort=sort))) == ["001", "002", "003"]
    with pytest.raises(ValueError, match="sorted"):
        desk.fund.first_page(ListQuery(sort="secret"), 1)
    with pytest.raises(ValueError, match="filtered"):
        desk.fund.first_page(ListQuery().with_filter("secret", ["x"]), 1)


def test_the_bin_takes_drafts_and_withdrawn_ones_only(desk: Desk, members: MemberService) -> None:
    member = saved_member(members).id
    draft = draft_for(member)
    desk.fund.save(draft)
    one = desk.apply(member)
    with pytest.raises(RuleViolation, match="Only a draft or a withdrawn"):
        desk.fund.move_to_bin([draft.id, one])
    assert desk.fund.total(in_bin=True) == 0
    desk.verbs.withdraw(desk.reason(one))
    assert desk.fund.move_to_bin([draft.id, one]).ids("benevolence_application") == {draft.id, one}
    with pytest.raises(NotFound):
        desk.verbs.submit(draft.model_copy(update={"version": 1}))
    assert offered(desk.fund.load(draft.id)) == ()
    desk.fund.restore([draft.id])
    assert desk.fund.total(in_bin=False) == 1


def test_what_was_handed_in_stays_with_its_household(desk: Desk, members: MemberService) -> None:
    draft = draft_for(saved_member(members).id)
    desk.fund.save(draft)
    line = check(BudgetLineDraft, {"application_id": draft.id, "description": "Unemployment", "amount": "1200"})
    changes = desk.fund.save_line(line)
    assert changes.ids("benevolence_application") == {draft.id}
    rent = check(
        BudgetLineDraft, {"application_id": draft.id, "kind": "expense", "description": "Rent", "amount": "900"}
    )
    desk.fund.save_line(rent)
    with pytest.raises(RuleViolation, match="Only a balance"):
        desk.fund.save_line(rent.model_copy(update={"version": 1, "amount": Decimal(-1)}))
    desk.fund.bin_line([rent.id])
    desk.fund.restore_line([rent.id])
    document = DocumentDraft(application_id=draft.id)
    desk.fund.save_document(document)
    desk.verbs.submit(desk.fund.load(draft.id).draft)
    record = desk.fund.load(draft.id)
    assert (record.total(BudgetKind.INCOME), record.total(BudgetKind.EXPENSE)) == (1200, 900)
    assert [one.id for one in record.missing_documents] == [document.id]
    with pytest.raises(RuleViolation, match="stays as it is"):
        desk.fund.bin_line([line.id])
    with pytest.raises(RuleViolation, match="stays as it is"):
        desk.fund.save(record.draft.model_copy(update={"requested": Decimal(9000)}))
    desk.fund.save_document(document.model_copy(update={"version": 1, "received_on": desk.today}))
    desk.fund.bin_document([document.id])
    desk.decide(draft.id)
    with pytest.raises(RuleViolation, match="was decided"):
        desk.fund.restore_document([document.id])


def test_what_is_missing_stands_beside_its_field(desk: Desk, members: MemberService) -> None:
    draft = check(ApplicationDraft, {"member_id": saved_member(members).id})
    desk.fund.save(draft)
    with pytest.raises(RuleViolation) as refused:
        desk.verbs.submit(desk.fund.load(draft.id).draft)
    assert set(refused.value.problems) == {"reason", "narrative", "requested", "payee", "is_declared", "signed_on"}


def test_a_colleagues_draft_comes_back_as_a_form_knows_it(desk: Desk, members: MemberService) -> None:
    draft = draft_for(saved_member(members).id)
    desk.fund.save(draft)
    mine = desk.fund.load(draft.id).draft
    desk.fund.save(mine.model_copy(update={"reason": Reason.DISASTER}))
    with pytest.raises(StaleRecord) as refused:
        desk.fund.save(mine.model_copy(update={"account": "B-2"}))
    assert refused.value.current.reason is Reason.DISASTER


def test_two_people_at_one_application(desk: Desk, at: Any, members: MemberService) -> None:
    one = desk.apply(saved_member(members).id, requested="300")
    vp = at("vp")
    seen = vp.fund.load(one).row.version
    desk.decide(one)
    with pytest.raises(StaleRecord) as refused:
        vp.decide(one, seen_version=seen)
    assert (refused.value.changed_by, refused.value.record_id) == ("ana", one)
    with pytest.raises(NotFound):
        vp.verbs.decide(ReviewDraft(application_id=new_id(), seen_version=1, amount=Decimal(5)))


def test_own_case_family_and_alternate_in_sentences(desk: Desk, at: Any, members: MemberService) -> None:
    member, kin = saved_member(members).id, saved_member(members).id
    vp, manager = at("vp"), at("manager")
    desk.settings.save_person(PersonLinkDraft(login=vp.login, member_id=member))
    vp.settings.save_family(check(FamilyDraft, {"login": vp.login, "member_id": kin, "relation": "spouse"}))
    own, family = desk.apply(member), desk.apply(kin)
    for one, words in ((own, "your own application"), (family, "a member of your family")):
        record = vp.fund.load(one)
        assert (offered(record), record.row.waits_for_me) == ((Verb.RECUSE, Verb.WITHDRAW), False)
        with pytest.raises(NotAllowed, match=words):
            vp.decide(one)
    level = vp.fund.load(own).steps[0].level_id
    vp.verbs.recuse(
        check(RecusalDraft, {"application_id": own, "level_id": level, "recused": vp.login,
                             "alternate": manager.login, "reason": "It is mine"})
    )  # fmt: skip
    record = manager.fund.load(own)
    assert (record.recusals[0].level, record.recusals[0].alternate) == ("Vice president", manager.login)
    assert record.row.waits_for_me
    manager.decide(own)
    assert manager.fund.load(own).reviews[0].alternate_for == f"Ana {members.load(member).draft.last_name}"
    assert [one.login for one in desk.settings.people()] == [vp.login]
    assert [(one.login, one.relation.label) for one in desk.settings.family()] == [(vp.login, "Spouse or partner")]
    with pytest.raises(NotAllowed, match="open application"):
        vp.settings.bin_family([desk.settings.family()[0].id])
    with pytest.raises(NotAllowed):
        vp.settings.save_family(FamilyDraft(login="somebody", member_id=kin))
    with pytest.raises(RuleViolation, match="Choose the member"):
        vp.settings.save_family(FamilyDraft(login=vp.login))


def test_the_office_is_told_by_sign_in_name(desk: Desk, at: Any, members: MemberService) -> None:
    vp, clerk = at("vp"), at("staff")
    assert desk.settings.office().is_unknown
    assert not desk.settings.load().is_office_known
    member = saved_member(members, first_name="Vera", last_name="Park").id
    kin = saved_member(members, first_name="Ana", last_name="Silva").id
    desk.settings.save_person(check(PersonLinkDraft, {"login": vp.login, "member_id": member}))
    desk.settings.save_person(check(PersonLinkDraft, {"login": "left the office"}))
    vp.settings.save_family(check(FamilyDraft, {"login": vp.login, "member_id": kin, "relation": "sibling"}))
    office = vp.settings.office()
    people = {one.login: one for one in office.people}
    assert (office.me, office.is_unknown) == (vp.login, False)
    assert desk.settings.load().is_office_known
    assert (people[vp.login].duties, people[vp.login].member) == (("Vice president",), "Park, Vera")
    assert [(one.member, one.relation.label) for one in people[vp.login].family] == [
        ("Silva, Ana", "Brother or sister")
    ]
    assert (people[clerk.login].duties, people[clerk.login].member) == (("Staff",), "Not linked yet")
    assert (people["left the office"].duties, people["left the office"].member) == ((), "Not a member")
    vp.settings.bin_family([people[vp.login].family[0].id])
    ended = next(one for one in vp.settings.office().people if one.login == vp.login)
    assert (ended.family, [one.about for one in ended.in_bin]) == ((), ["Brother or sister"])


def test_officers_are_the_choices_for_an_alternate(desk: Desk, at: Any) -> None:
    vp, clerk, both = at("vp"), at("staff"), at("manager", "president")
    found = {one.login: one.duties for one in desk.settings.officers()}
    assert found[vp.login] == {LevelDuty.VP}
    assert found[both.login] == {LevelDuty.MANAGER, LevelDuty.PRESIDENT}
    assert clerk.login not in found
    assert found["ana"] == set(LevelDuty)


def test_settings_are_samples_that_an_admin_edits(desk: Desk, at: Any, members: MemberService) -> None:
    loaded = desk.settings.load()
    assert (loaded.fund.cap_amount, loaded.fund.wait_days, loaded.fund.bar_years, loaded.fund.is_confirmed) == (
        2500, 90, 3, False,
    )  # fmt: skip
    assert [(one.name, one.threshold) for one in loaded.levels] == [
        ("Vice president", 0), ("Admin", 250), ("Business manager", 1000), ("President", 2000),
    ]  # fmt: skip
    with pytest.raises(NotAllowed):
        at("vp").settings.save_fund(loaded.fund)
    desk.settings.save_fund(loaded.fund.model_copy(update={"cap_amount": None, "cap_period": CapPeriod.ROLLING_YEAR}))
    with pytest.raises(StaleRecord):
        desk.settings.save_fund(loaded.fund)
    board = check(LevelDraft, {"position": "9", "name": "Board", "duty": "president", "threshold": "0"})
    desk.settings.save_level(board)
    desk.settings.bin_level([one.id for one in loaded.levels])
    desk.settings.restore_level([loaded.levels[0].id])
    one = desk.apply(saved_member(members).id, requested="99000")
    record = desk.fund.load(one)
    assert [(step.position, step.name) for step in record.steps] == [(1, "Vice president"), (2, "Board")]
    assert record.cap.left is None


def test_a_false_statement_and_the_rules_of_the_fund_in_sentences(desk: Desk, members: MemberService) -> None:
    member = saved_member(members, status="suspended").id
    one = desk.apply(member)
    record = desk.fund.load(one)
    assert record.problems == ("The member's standing is suspended; the fund is for members in good standing.",)
    review = ReviewDraft(application_id=one, seen_version=record.row.version, amount=Decimal(100))
    assert set(approval_problems(record, review)) == {"override_reason"}
    with pytest.raises(RuleViolation) as refused:
        desk.verbs.decide(review)
    assert set(refused.value.problems) == {"override_reason"}
    desk.decide(one, override_reason="Laid off last week")
    desk.verbs.report_false(desk.reason(one, "The bill was made up"))
    record = desk.fund.load(one)
    assert (record.outcome.found_false_on, record.outcome.found_false_reason) == (desk.today, "The bill was made up")
    assert Verb.PAY not in offered(record)
    again = desk.fund.load(desk.apply(member))
    assert len(again.problems) == 3
    assert [one.number for one in again.earlier] == [record.row.number]


ONWARD = {Verb.APPROVE: 9, Verb.PAY: 9, Verb.ANSWER: 4, Verb.VOID: 2}
ENDS = {Verb.WITHDRAW, Verb.REPORT_FALSE, Verb.DENY, Verb.SEND_BACK}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 5))
def test_what_is_offered_is_what_postgresql_allows(desk: Desk, at: Any, members: MemberService, seed: int) -> None:
    """Whoever tries whatever: the database does it if and only if the rules of the program let it through."""
    chance = Random(seed)
    crowd = [at("vp"), at("admin"), at("vp", "manager"), at("president"), at("staff"), at("auditor"), desk]
    rules = {"wait_days": 0, "cap_amount": Decimal(700)}
    desk.settings.save_fund(desk.settings.load().fund.model_copy(update=rules))
    kin, other = saved_member(members).id, saved_member(members).id
    desk.settings.save_person(PersonLinkDraft(login=crowd[0].login, member_id=kin))
    people = [who.fund.load(desk.apply(other)).person for who in crowd]
    outcomes = Counter[tuple[Verb, bool]]()
    for _ in range(10):
        one = desk.apply(chance.choice([kin, other]), requested=str(chance.choice([100, 300, 1200])))
        for _ in range(10):
            seat, verb = a_move(chance, desk.fund.load(one), people)
            record = replace(desk.fund.load(one), person=people[seat])
            attempt, expected = tried(crowd[seat], record, verb, chance, crowd)
            try:
                attempt()
                done = True
            except (NotAllowed, RuleViolation, NotFound, StaleRecord):
                done = False
            assert done is expected, (verb, record.person, record.outcome.status, record.problems)
            outcomes[verb, done] += 1
            if desk.fund.load(one).outcome.status is ApplicationStatus.DRAFT:
                desk.verbs.submit(desk.fund.load(one).draft)
        check_sums(desk.fund.load(one))
    assert outcomes[Verb.APPROVE, True]
    assert sum(count for (_, done), count in outcomes.items() if not done)


def a_move(chance: Random, record: ApplicationRecord, people: list[Person]) -> tuple[int, Verb]:
    """Who tries what: mostly what is offered to them and does not end it, sometimes anything."""
    if chance.random() < 0.75:
        fitting = [
            (seat, verb)
            for seat, person in enumerate(people)
            for verb in offered(replace(record, person=person))
            if verb not in ENDS or chance.random() < 0.05
        ]
        if fitting:
            return chance.choices(fitting, [ONWARD.get(verb, 1) for _, verb in fitting])[0]
    return chance.randrange(len(people)), chance.choice([verb for verb in Verb if verb is not Verb.SUBMIT])


def tried(who: Desk, record: ApplicationRecord, verb: Verb, chance: Random, crowd: list[Desk]) -> Any:
    """Return an attempt at a verb, and whether the program's own rules let it through."""
    is_offered, amount = verb in offered(record), Decimal(chance.choice([30, 80, 80, 80, 250, 650]))
    if verb in DECIDING:
        return deciding(who, record, verb, amount, chance.choice(["Fire", "Fire", ""]))
    if verb is Verb.RECUSE:
        return recusing(who, record, chance.choice(crowd[2:4]).login)
    one, version = record.row.id, record.row.version
    words = ReasonDraft(id=one, seen_version=version, reason="x")
    first = ReasonDraft(id=next((p.id for p in record.payments if p.counts), new_id()), reason="x")
    attempts: dict[Verb, Callable[[], Any]] = {
        Verb.PAY: lambda: who.pay(one, amount),
        Verb.VOID: lambda: who.verbs.void(one, first),
        Verb.ANSWER: lambda: who.verbs.answer(AnswerDraft(application_id=one, seen_version=version, words="x")),
        Verb.WITHDRAW: lambda: who.verbs.withdraw(words),
        Verb.REPORT_FALSE: lambda: who.verbs.report_false(words),
    }
    return attempts[verb], is_offered and (verb is not Verb.PAY or amount <= record.to_pay)


def deciding(who: Desk, record: ApplicationRecord, verb: Verb, amount: Decimal, override: str) -> Any:
    review = ReviewDraft(
        application_id=record.row.id, seen_version=record.row.version, decision=DECIDING[verb], comment="x",
        amount=amount if verb is Verb.APPROVE else None, override_reason=override,
    )  # fmt: skip
    return lambda: who.verbs.decide(review), verb in offered(record) and not approval_problems(record, review)


def recusing(who: Desk, record: ApplicationRecord, alternate: str) -> Any:
    """Somebody steps aside for one alternate; only the first time, so that seats stay easy to follow here."""
    level = open_steps(record)[0].level_id if open_steps(record) else new_id()
    recusal = RecusalDraft(
        application_id=record.row.id, level_id=level, recused=who.login, alternate=alternate, reason="x"
    )
    there = (step.duty for step in open_steps(record) if step.level_id == level)
    seat = next(iter(record.recusals[-1:]), None)
    sits = any(record.person.holds(duty) for duty in there) if seat is None else seat.alternate == who.login
    free = alternate not in {who.login, *(review.login for review in record.reviews)}
    fits = Verb.RECUSE in offered(record) and sits and free and not (seat and seat.recused == alternate)
    return lambda: who.verbs.recuse(recusal), fits


def check_sums(record: ApplicationRecord) -> None:
    """Assert what must hold of an application whatever was tried on it."""
    approvals = [r for r in record.reviews if r.decision is Decision.APPROVED and r.round == record.outcome.round]
    assert [r.position for r in approvals] == list(range(1, len(approvals) + 1))
    assert len({r.login for r in approvals}) == len(approvals)
    for review in approvals:
        assert review.amount is not None
        assert review.cap is not None
        assert review.override_reason or review.cap.allows(review.amount)
    assert record.paid <= (record.outcome.approved or 0) <= (record.draft.requested or 0)
    if record.outcome.status.is_granted:
        assert len(approvals) == len([step for step in record.steps if step.round == record.outcome.round])


def test_the_timeline_tells_it_in_words(desk: Desk, at: Any, members: MemberService) -> None:
    one = desk.apply(saved_member(members).id, reason="job_loss", requested="200")
    desk.decide(one, amount=150, comment="A lay-off")
    payment = desk.pay(one, 150)
    desk.verbs.void(one, check(ReasonDraft, {"id": payment, "reason": "Lost"}))
    told = NoteService(desk.database).timeline("benevolence_application", one)
    words = {entry.what: {change.label: (change.before, change.after) for change in entry.changes} for entry in told}
    assert [entry.what for entry in told][-1] == "Application added"
    assert words["Application added"]["Reason"] == ("", "Job loss")
    assert words["Application added"]["Amount requested"] == ("", "$200.00")
    assert words["Decision added"] == {
        "Decision": ("", "Approved"), "Amount approved": ("", "$150.00"), "Comment": ("", "A lay-off"),
    }  # fmt: skip
    assert words["Payment added"]["How"] == ("", "Check")
    assert words["Payment changed"] == {"Why it was voided": ("", "Lost")}
    assert {"Approved", "Paid"} & {after for entry in told for after in [c.after for c in entry.changes]}
    assert "Standing on that day" in str(told)
    for secret in ("_", "uuid", str(one)):
        assert secret not in " ".join(change.label for entry in told for change in entry.changes)
    assert NoteService(at("organizer").database).timeline("benevolence_application", one) == ()


def test_errors_say_what_was_kept_and_what_to_do(desk: Desk, at: Any, members: MemberService) -> None:
    clerk = at("staff")
    one = desk.apply(saved_member(members).id)
    with pytest.raises(HallError) as refused:
        clerk.decide(one)
    assert refused.value.kept == "Nothing was changed."
    assert refused.value.next_step
    with pytest.raises(NotAllowed):
        at("organizer").fund.load(one)
    assert offered(at("auditor").fund.load(one)) == ()
