"""The fund's rules as PostgreSQL holds them: plain SQL, as somebody with a password and psql would type it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import URL, create_engine, text

from ip2a_desktop.db.access import MATRIX
from ip2a_desktop.db.benevolence_rules import FORBIDDEN
from ip2a_desktop.db.embedded import SUPERUSER
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import NotAllowed, RuleViolation
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.services.members import MemberService
from tests.conftest import Server
from tests.factories import saved_member

OFFICERS = ("ip2a_vp", "ip2a_admin", "ip2a_manager", "ip2a_president")
APPLY = (
    "INSERT INTO benevolence_application (id, member_id, reason, narrative, requested, payee, is_declared, signed_on) "
    "VALUES (:id, :member, 'medical', 'A bill', :requested, 'Puget Power', true, current_date)"
)


def sql(database: Database, statement: str, **values: Any) -> Any:
    """Run one statement as the person who signed in, and return the first value where it gives rows."""
    with database.statement() as session:
        found = session.execute(text(statement), values)
        return found.scalar() if found.returns_rows else found.rowcount  # type: ignore[attr-defined]


@dataclass
class Case:
    """An application, and the verbs on it as plain SQL."""

    id: UUID
    member: UUID
    desk: Database

    def read(self, column: str) -> Any:
        return sql(self.desk, f"SELECT {column} FROM benevolence_application WHERE id = :id", id=self.id)

    def submit(self, who: Database | None = None) -> Any:
        return sql(who or self.desk, "SELECT benevolence_submit(:id, :v)", id=self.id, v=self.read("version"))

    def decide(self, who: Database, decision: str = "approved", amount: Any = 100, **values: Any) -> Any:
        said = {"comment": "x", "override": "", "review": new_id(), "v": self.read("version"), **values}
        return sql(
            who,
            "SELECT benevolence_decide(:review, :id, :v, :decision, :amount, :comment, :override)",
            id=self.id,
            decision=decision,
            amount=amount if decision == "approved" else None,
            **said,
        )

    def recuse(self, who: Database, duty: str, recused: str, alternate: str, **values: Any) -> Any:
        level = sql(self.desk, "SELECT id FROM benevolence_level WHERE duty = :duty", duty=duty)
        said = {"recusal": new_id(), "reason": "Neighbors", **values}
        return sql(
            who,
            "SELECT benevolence_recuse(:recusal, :id, :level, :recused, :alternate, :reason)",
            id=self.id, level=level, recused=recused, alternate=alternate, **said,
        )  # fmt: skip

    def pay(self, who: Database, amount: Any = 100, **values: Any) -> Any:
        said = {"payment": new_id(), "day": None, "last": False, "payee": "Puget Power", **values}
        return sql(
            who,
            "SELECT benevolence_pay(:payment, :id, :amount, :day, 'check', 'vendor', :payee, '', '1042', :last)",
            id=self.id, amount=amount, **said,
        )  # fmt: skip

    def void(self, who: Database, payment: UUID, reason: str = "Lost in the mail") -> Any:
        return sql(who, "SELECT benevolence_void(:payment, :reason)", payment=payment, reason=reason)

    def tell(self, who: Database, words: str = "The bill came") -> Any:
        return sql(
            who, "SELECT benevolence_tell(:a, :id, :v, :words)", a=new_id(), id=self.id, v=self.read("version"),
            words=words,
        )  # fmt: skip

    def end(self, who: Database, verb: str, reason: str = "No longer needed") -> Any:
        return sql(who, f"SELECT benevolence_{verb}(:id, :v, :r)", id=self.id, v=self.read("version"), r=reason)


@pytest.fixture
def case(database: Database, members: MemberService) -> Callable[..., Case]:
    """Make a draft of an application for an amount, by the desk with all duties."""

    def made(requested: int = 100, member: UUID | None = None) -> Case:
        one = Case(new_id(), member or saved_member(members).id, database)
        sql(database, APPLY, id=one.id, member=one.member, requested=requested)
        return one

    return made


@pytest.fixture
def submitted(case: Callable[..., Case]) -> Callable[..., Case]:
    """Make an application that was handed in."""

    def made(requested: int = 100, member: UUID | None = None) -> Case:
        one = case(requested, member)
        assert one.submit() is True
        return one

    return made


@pytest.fixture
def officers(person_with: Callable[..., Database]) -> dict[str, Database]:
    """Four officers, each with just one duty, by the duty's short name."""
    return {duty.removeprefix("ip2a_"): person_with(duty) for duty in OFFICERS}


def login(database: Database) -> str:
    return database.url.username or ""


def test_through_all_levels_to_the_last_payment(submitted: Any, officers: Any) -> None:
    one = submitted(2000)
    assert one.read("(number ~ '^B-20[0-9]{2}-001$')::text || standing || round") == "trueactive1"
    for duty, amount in (("vp", 2000), ("admin", 1900), ("manager", 1900)):
        assert one.decide(officers[duty], amount=amount)
        assert one.read("status") == "under_review"
    assert one.decide(officers["president"], amount=1500)
    assert (one.read("status"), one.read("approved")) == ("approved", 1500)
    first = new_id()
    assert one.pay(officers["vp"], 1000, payment=first)
    assert one.read("status") == "partly_paid"
    assert one.pay(officers["vp"], 500)
    assert one.read("status") == "paid"
    assert one.void(officers["manager"], first)
    assert one.read("status") == "partly_paid"
    assert one.pay(officers["vp"], 999, last=True)
    assert one.read("status") == "paid"


DIRECT = [
    "UPDATE benevolence_application SET status = 'approved', approved = 100, decided_on = current_date",
    "UPDATE benevolence_application SET standing = 'retired'",
    "UPDATE benevolence_application SET round = 2",
    "UPDATE benevolence_application SET number_seq = 77",
    "UPDATE benevolence_application SET requested = 5000",
    "UPDATE benevolence_application SET narrative = 'Something else'",
    "UPDATE benevolence_application SET deleted_at = now()",
    "INSERT INTO benevolence_application (id, member_id, status) SELECT gen_random_uuid(), id, 'paid' FROM member",
    "DELETE FROM benevolence_application",
    """INSERT INTO benevolence_review (id, application_id, round, position, decision, amount, cap_period, cap_paid,
       cap_promised) SELECT gen_random_uuid(), id, 1, 1, 'approved', 100, 'calendar_year', 0, 0
       FROM benevolence_application""",
    """INSERT INTO benevolence_payment (id, application_id, amount, paid_on, method, payee_kind, payee)
       SELECT gen_random_uuid(), id, 100, current_date, 'check', 'vendor', 'Me' FROM benevolence_application""",
    "UPDATE benevolence_review SET decision = 'approved'",
    "UPDATE benevolence_payment SET amount = 1",
    "DELETE FROM benevolence_payment",
    "UPDATE benevolence_recusal SET alternate = session_user",
    "UPDATE benevolence_step SET duty = 'vp'",
    "DELETE FROM benevolence_step",
    "INSERT INTO benevolence_counter (year, last) VALUES (2026, 99)",
    """INSERT INTO benevolence_budget_line (id, application_id, description)
       SELECT gen_random_uuid(), id, 'Wages' FROM benevolence_application""",
    "SELECT benevolence_decided(id, 'approved', 100) FROM benevolence_application",
    "SELECT benevolence_count_payments(id) FROM benevolence_application",
    "SELECT benevolence_take(id) FROM benevolence_application",
    "ALTER TABLE benevolence_review DISABLE TRIGGER ALL",
    "CREATE OR REPLACE FUNCTION benevolence_barred(uuid, integer, text) RETURNS text LANGUAGE sql AS 'SELECT NULL'",
    "SET ROLE ip2a_owner",
    "SELECT remove_sample_applications(now())",
    "SELECT sample_application_counters()",
    """SELECT sample_applications(gen_random_uuid(), jsonb_build_object('applications', jsonb_build_array(
       jsonb_build_object('id', gen_random_uuid(), 'member_id', member_id)))) FROM benevolence_application""",
    "UPDATE benevolence_application SET found_false_on = current_date, found_false_reason = 'x'",
    "UPDATE benevolence_application SET card_number = '1', submitted_on = '2001-01-01'",
    """INSERT INTO benevolence_recusal (id, application_id, level_id, recused, alternate, reason)
       SELECT gen_random_uuid(), s.application_id, s.level_id, 'a', session_user, 'x' FROM benevolence_step AS s""",
    """INSERT INTO benevolence_answer (id, application_id, words)
       SELECT gen_random_uuid(), id, 'x' FROM benevolence_application""",
    "UPDATE benevolence_payment SET voided_at = now(), voided_by = 'x', void_reason = 'y'",
    "TRUNCATE benevolence_review CASCADE",
    "DROP TRIGGER b_guard ON benevolence_application",
    "UPDATE audit_log SET at = now()",
]


@pytest.mark.parametrize("duty", ["ip2a_staff", *OFFICERS, "ip2a_organizer", "ip2a_auditor", "ip2a_private"])
def test_there_is_no_other_door(submitted: Any, person_with: Any, officers: Any, duty: str) -> None:
    one = submitted(100)
    person = person_with(duty)
    for statement in DIRECT:
        with pytest.raises((NotAllowed, RuleViolation)):
            sql(person, statement)
    assert one.read("status || version || requested || narrative || number_seq") == "submitted2100.00A bill1"
    assert sql(one.desk, "SELECT count(*) FROM benevolence_review") == 0


@pytest.mark.parametrize("duty", ["ip2a_staff", "ip2a_organizer", "ip2a_auditor", "ip2a_private"])
def test_without_a_deciding_duty_nobody_decides_or_pays(submitted: Any, person_with: Any, duty: str) -> None:
    one = submitted()
    person = person_with(duty)
    for attempt in (
        lambda: one.decide(person),
        lambda: one.decide(person, "denied"),
        lambda: one.pay(person),
        lambda: one.void(person, new_id()),
        lambda: one.end(person, "report_false"),
        lambda: one.recuse(person, "vp", "ana", login(person)),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    if duty != "ip2a_staff":
        with pytest.raises(NotAllowed):
            one.end(person, "withdraw")


def test_no_level_is_skipped(submitted: Any, officers: Any) -> None:
    one = submitted(2000)
    for waiting in ("admin", "manager", "president"):
        with pytest.raises(NotAllowed, match="Another duty"):
            one.decide(officers[waiting])
    one.decide(officers["vp"])
    with pytest.raises(NotAllowed, match="Another duty"):
        one.decide(officers["president"])


def test_nobody_acts_at_two_levels(submitted: Any, person_with: Any, officers: Any) -> None:
    both = person_with("ip2a_vp", "ip2a_admin")
    one = submitted(300)
    assert one.decide(both, "deferred")
    assert one.decide(both)
    with pytest.raises(NotAllowed, match="another level"):
        one.decide(both)
    assert one.decide(officers["admin"])


def test_nobody_decides_on_their_own_case_or_their_familys(
    submitted: Any, officers: Any, database: Database, members: MemberService
) -> None:
    one, kin, sibling = submitted(), submitted(), submitted()
    vp = officers["vp"]
    link = "INSERT INTO person_member (id, login, member_id) VALUES (gen_random_uuid(), :login, :member)"
    declare = "INSERT INTO person_family (id, login, member_id) VALUES (gen_random_uuid(), :login, :member)"
    sql(database, link, login=login(vp), member=one.member)
    sql(vp, declare, login=login(vp), member=kin.member)
    # Declared by the other one of the two, who works in the office as well.
    sql(database, link, login=login(officers["manager"]), member=sibling.member)
    sql(officers["manager"], declare, login=login(officers["manager"]), member=one.member)
    for case, words in ((one, "your own"), (kin, "of your family"), (sibling, "of your family")):
        for decision in ("approved", "denied", "sent_back", "needs_information", "deferred"):
            with pytest.raises(NotAllowed, match=words):
                case.decide(vp, decision)
        with pytest.raises(NotAllowed, match=words):
            case.end(vp, "report_false")
    desk = one.desk
    for case in (one, kin):
        case.decide(desk)
        with pytest.raises(NotAllowed):
            case.pay(vp)
        payment = new_id()
        case.pay(desk, payment=payment)
        with pytest.raises(NotAllowed):
            case.void(vp, payment)


def test_nobody_unlinks_themselves_while_the_case_is_open(submitted: Any, person_with: Any, database: Database) -> None:
    admin, one, kin = person_with("ip2a_admin"), submitted(), submitted()
    values = {"login": login(admin), "member": one.member, "kin": kin.member}
    sql(admin, "INSERT INTO person_member (id, login, member_id) VALUES (gen_random_uuid(), :login, :member)", **values)
    sql(admin, "INSERT INTO person_family (id, login, member_id) VALUES (gen_random_uuid(), :login, :kin)", **values)
    for statement in (
        "UPDATE person_member SET member_id = NULL WHERE login = :login",
        "UPDATE person_member SET member_id = :kin WHERE login = :login",
        "UPDATE person_member SET login = 'x' WHERE login = :login",
        "UPDATE person_family SET deleted_at = now() WHERE login = :login",
        "UPDATE person_family SET member_id = :member WHERE login = :login",
    ):
        with pytest.raises(NotAllowed, match="open application"):
            sql(admin, statement, **values)
    one.decide(database, "denied")
    assert sql(admin, "UPDATE person_member SET member_id = NULL WHERE login = :login", **values) == 1
    assert sql(database, "UPDATE person_family SET deleted_at = now() WHERE login = :login", **values) == 1


def test_only_an_admin_links_people_and_sets_the_rules(person_with: Any, members: MemberService) -> None:
    member = saved_member(members).id
    for duty in ("ip2a_staff", "ip2a_vp", "ip2a_manager", "ip2a_president", "ip2a_organizer", "ip2a_auditor"):
        person = person_with(duty)
        for statement in (
            "INSERT INTO person_member (id, login, member_id) VALUES (gen_random_uuid(), 'boss', :member)",
            "INSERT INTO person_family (id, login, member_id) VALUES (gen_random_uuid(), 'boss', :member)",
            "UPDATE benevolence_fund SET cap_amount = 1000000",
            "UPDATE benevolence_level SET threshold = 1000000",
        ):
            with pytest.raises(NotAllowed):
                sql(person, statement, member=member)


def test_stepping_aside_names_who_decides(submitted: Any, officers: Any, person_with: Any) -> None:
    one = submitted(300)
    vp, admin, manager = officers["vp"], officers["admin"], officers["manager"]
    assert one.recuse(vp, "vp", login(vp), login(manager))
    with pytest.raises(NotAllowed, match="recused"):
        one.decide(vp)
    with pytest.raises(NotAllowed, match="was named"):
        one.decide(person_with("ip2a_vp"))
    assert one.decide(manager)
    assert sql(one.desk, "SELECT alternate_for FROM benevolence_review") == login(vp)
    with pytest.raises(RuleViolation):  # sat at another level
        one.recuse(admin, "admin", login(admin), login(manager))
    with pytest.raises(RuleViolation):  # that level has decided
        one.recuse(manager, "vp", login(manager), login(officers["president"]))
    assert one.decide(admin)


@pytest.mark.parametrize(
    ("by", "recused", "alternate", "error"),
    [
        ("vp", "vp", "vp", RuleViolation),
        ("vp", "vp", "staff", RuleViolation),
        ("vp", "vp", "applicant", RuleViolation),
        ("vp", "vp", "nobody", RuleViolation),
        ("vp", "manager", "admin", RuleViolation),
        ("manager", "vp", "manager", NotAllowed),
        ("manager", "vp", "admin", NotAllowed),
        ("admin", "vp", "admin", NotAllowed),
        ("president", "vp", "president", NotAllowed),
        ("admin", "nobody", "manager", RuleViolation),
    ],
)
def test_who_may_not_be_recused_or_named(
    submitted: Any,
    officers: Any,
    person_with: Any,
    database: Database,
    by: str,
    recused: str,
    alternate: str,
    error: Any,
) -> None:
    one = submitted()
    applicant = person_with("ip2a_manager")
    sql(
        database, "INSERT INTO person_member (id, login, member_id) VALUES (gen_random_uuid(), :login, :member)",
        login=login(applicant), member=one.member,
    )  # fmt: skip
    names = {name: login(person) for name, person in officers.items()} | {
        "staff": login(person_with("ip2a_staff")),
        "applicant": login(applicant),
        "nobody": "nobody_of_that_name",
    }
    with pytest.raises(error):
        one.recuse(officers[by], "vp", names[recused], names[alternate])
    assert one.decide(officers["vp"])


def test_an_admin_writes_down_that_somebody_is_away(submitted: Any, officers: Any) -> None:
    one = submitted()
    assert one.recuse(officers["admin"], "vp", login(officers["vp"]), login(officers["manager"]))
    assert one.decide(officers["manager"])


def test_approved_is_never_more_than_the_cap_leaves_without_a_reason(submitted: Any, officers: Any) -> None:
    sql(submitted().desk, "UPDATE benevolence_fund SET cap_amount = 500, wait_days = 0")
    first = submitted(180)
    first.decide(officers["vp"], amount=180)
    first.pay(officers["vp"], 180)
    second = submitted(100, first.member)
    second.decide(officers["vp"], amount=100)
    third = submitted(240, first.member)
    with pytest.raises(RuleViolation) as refused:
        third.decide(officers["vp"], amount=220.01)
    assert set(refused.value.problems) == {"override_reason"}
    assert third.decide(officers["vp"], amount=220)
    fourth = submitted(240, first.member)
    assert fourth.decide(officers["vp"], amount=240, override="The roof is open")
    kept = (
        "SELECT cap_amount || ' ' || cap_paid || ' ' || cap_promised || ' ' || override_reason FROM benevolence_review"
    )
    assert (
        sql(first.desk, f"{kept} WHERE application_id = :id", id=fourth.id) == "500.00 180.00 320.00 The roof is open"
    )


def test_the_member_is_helped_against_the_rules_only_with_a_reason(
    submitted: Any, officers: Any, database: Database
) -> None:
    one = submitted()
    soon = submitted(100, one.member)
    with pytest.raises(RuleViolation) as refused:
        soon.decide(officers["vp"])
    assert set(refused.value.problems) == {"override_reason"}
    assert soon.decide(officers["vp"], override="A second accident")
    assert "after the wait of 90 days" in sql(database, "SELECT problems[1] FROM benevolence_review")


def test_no_more_than_was_asked_for_or_approved_before(submitted: Any, officers: Any) -> None:
    one = submitted(300)
    for amount, field in ((300.01, "amount"), (0, "amount"), (-5, "amount"), (None, "amount")):
        with pytest.raises(RuleViolation) as refused:
            one.decide(officers["vp"], amount=amount, override="x")
        assert set(refused.value.problems) == {field}
    one.decide(officers["vp"], amount=200)
    with pytest.raises(RuleViolation, match="A level before"):
        one.decide(officers["admin"], amount=201)


def test_paid_follows_the_last_approval_and_stays_below_it(submitted: Any, officers: Any) -> None:
    vp, admin = officers["vp"], officers["admin"]
    one = submitted(300)
    one.decide(vp, amount=250)
    with pytest.raises(RuleViolation, match="last level"):
        one.pay(vp)
    one.decide(admin, amount=250)
    for amount in (250.01, 0, -5):
        with pytest.raises(RuleViolation) as refused:
            one.pay(vp, amount)
        assert set(refused.value.problems) == {"amount"}
    with pytest.raises(RuleViolation, match="in the future"):
        one.pay(vp, 10, day="2199-01-01")
    with pytest.raises(RuleViolation, match="in the future"):
        one.pay(vp, 10, day="2001-01-01")
    with pytest.raises(RuleViolation) as refused:
        one.pay(vp, 10, payee=" ")
    assert set(refused.value.problems) == {"payee"}
    one.pay(vp, 200)
    with pytest.raises(RuleViolation, match="No more can be paid"):
        one.pay(admin, 50.01)


def test_voids_are_kept_and_counted_out(submitted: Any, officers: Any) -> None:
    one, payment = submitted(), new_id()
    one.decide(officers["vp"])
    one.pay(officers["vp"], 100, payment=payment)
    with pytest.raises(RuleViolation, match="Write a reason"):
        one.void(officers["vp"], payment, " ")
    assert one.void(officers["vp"], payment) is True
    assert one.void(officers["vp"], payment) is True  # sent twice
    assert one.void(officers["admin"], payment) is False
    assert one.read("status") == "approved"
    assert sql(one.desk, "SELECT void_reason || amount FROM benevolence_payment") == "Lost in the mail100.00"
    assert one.pay(officers["vp"], 100)
    assert one.read("status") == "paid"


@pytest.mark.parametrize("ending", ["approved", "denied", "withdrawn"])
def test_nothing_is_decided_after_the_end(submitted: Any, officers: Any, ending: str) -> None:
    one = submitted()
    one.end(officers["vp"], "withdraw") if ending == "withdrawn" else one.decide(officers["vp"], ending)
    for decision in ("approved", "denied", "sent_back", "needs_information", "deferred"):
        with pytest.raises(RuleViolation, match="No level has to decide"):
            one.decide(officers["vp"], decision)
    with pytest.raises(RuleViolation):
        one.recuse(officers["vp"], "vp", login(officers["vp"]), login(officers["admin"]))
    with pytest.raises(RuleViolation, match="handed in already"):
        one.submit()
    assert one.read("status") == ending


def test_asked_answered_sent_back_and_again(submitted: Any, officers: Any, person_with: Any) -> None:
    one, clerk = submitted(300), person_with("ip2a_staff")
    vp, admin = officers["vp"], officers["admin"]
    with pytest.raises(RuleViolation, match="Write the reason"):
        one.decide(vp, "needs_information", comment=" ")
    one.decide(vp, "needs_information")
    with pytest.raises(RuleViolation, match="No level has to decide"):
        one.decide(vp)
    sql(clerk, "INSERT INTO benevolence_document (id, application_id) VALUES (:new, :id)", new=new_id(), id=one.id)
    one.tell(clerk)
    assert one.read("status") == "submitted"
    with pytest.raises(RuleViolation, match="No level asked"):
        one.tell(clerk)
    one.decide(vp)
    one.decide(admin, "needs_information")
    one.tell(clerk)
    assert one.read("status") == "under_review"
    one.decide(admin, "sent_back")
    assert one.read("status") == "draft"
    other = submitted().member
    with pytest.raises(RuleViolation, match="stays with its member"):
        sql(clerk, "UPDATE benevolence_application SET member_id = :m WHERE id = :id", id=one.id, m=other)
    sql(clerk, "UPDATE benevolence_application SET requested = 200 WHERE id = :id", id=one.id)
    with pytest.raises(RuleViolation, match="goes to the bin"):
        sql(clerk, "UPDATE benevolence_application SET deleted_at = now() WHERE id = :id", id=one.id)
    assert one.submit(clerk)
    assert one.read("round") == 2
    with pytest.raises(NotAllowed, match="another level"):
        one.decide(admin)
    assert one.decide(vp)
    assert one.read("status") == "approved"  # $200 needs one level


def test_levels_are_those_of_the_day_it_was_handed_in(submitted: Any, officers: Any, database: Database) -> None:
    one = submitted(300)
    sql(database, "UPDATE benevolence_level SET threshold = 10000 WHERE duty = 'admin'")
    one.decide(officers["vp"])
    assert one.read("status") == "under_review"
    sql(database, "UPDATE benevolence_level SET deleted_at = now()")
    with pytest.raises(RuleViolation, match="No review level"):
        submitted(50)


def test_help_is_not_needed_before_it_is_asked_for(case: Any, database: Database) -> None:
    one = case()
    with pytest.raises(RuleViolation) as refused:
        sql(database, "UPDATE benevolence_application SET applied_on = '2026-03-06', need_by = '2026-03-05'")
    assert set(refused.value.problems) == {"need_by"}
    assert sql(database, "UPDATE benevolence_application SET applied_on = '2026-03-06', need_by = '2026-03-06'") == 1
    assert one.submit()


def test_what_is_not_complete_is_not_handed_in(case: Any, database: Database) -> None:
    one = case()
    for statement in (
        "reason = NULL",
        "narrative = ' '",
        "requested = NULL",
        "is_declared = false",
        "signed_on = NULL",
        "payee = ''",
    ):
        sql(database, f"UPDATE benevolence_application SET {statement}")
        with pytest.raises(RuleViolation, match="not complete"):
            one.submit()
        sql(
            database,
            "UPDATE benevolence_application SET reason = 'death', narrative = 'x', requested = 5, is_declared = true, "
            "signed_on = current_date, payee = 'y'",
        )
    assert one.submit()


def test_a_false_statement_bars_and_stops_the_money(submitted: Any, officers: Any, database: Database) -> None:
    one = submitted()
    one.decide(officers["vp"])
    with pytest.raises(RuleViolation, match="Write a reason"):
        one.end(officers["vp"], "report_false", " ")
    assert one.end(officers["vp"], "report_false", "The bill was made up")
    with pytest.raises(RuleViolation, match="found to be false"):
        one.pay(officers["vp"])
    again = submitted(100, one.member)
    assert "is barred until" in sql(database, "SELECT array_to_string(benevolence_problems(:id), ' ')", id=again.id)
    with pytest.raises(RuleViolation):
        again.decide(officers["vp"])


@dataclass(frozen=True)
class Attempt:
    """What somebody tries with psql on an application for $300, which the vice president approved for $250."""

    rule: str
    who: str
    do: Callable[[Case, Database], Any]
    error: type[Exception]
    words: str


ATTEMPTS = [
    Attempt("no level is skipped", "president", lambda c, p: c.decide(p), NotAllowed, "Another duty"),
    Attempt("no level is skipped", "manager", lambda c, p: c.decide(p, "denied"), NotAllowed, "Another duty"),
    Attempt("nobody at two levels", "both", lambda c, p: c.decide(p), NotAllowed, "another level"),
    Attempt("nobody on their own case", "own", lambda c, p: c.decide(p), NotAllowed, "your own"),
    Attempt("nobody denies their own", "own", lambda c, p: c.decide(p, "denied"), NotAllowed, "your own"),
    Attempt("nobody on their family's", "kin", lambda c, p: c.decide(p), NotAllowed, "of your family"),
    Attempt("nobody calls family false", "kin", lambda c, p: c.end(p, "report_false"), NotAllowed, "of your family"),
    Attempt("who stepped aside", "aside", lambda c, p: c.decide(p), NotAllowed, "recused"),
    Attempt("an alternate sits there", "admin", lambda c, p: c.decide(p), NotAllowed, "was named"),
    Attempt("approved <= asked", "alternate", lambda c, p: c.decide(p, amount=301), RuleViolation, "asked for"),
    Attempt("approved <= before", "alternate", lambda c, p: c.decide(p, amount=251), RuleViolation, "level before"),
    Attempt(
        "approved <= the cap", "alternate", lambda c, p: c.decide(p, amount=240), RuleViolation, "more than the cap"
    ),
    Attempt(
        "a no has its reason", "alternate", lambda c, p: c.decide(p, "denied", comment=" "), RuleViolation, "reason"
    ),
    Attempt("no such decision", "alternate", lambda c, p: c.decide(p, "paid"), RuleViolation, "of the list"),
    Attempt("paid after approval", "alternate", lambda c, p: c.pay(p, 1), RuleViolation, "last level has approved"),
    Attempt("handed in once", "alternate", lambda c, p: c.submit(p), RuleViolation, "handed in already"),
    Attempt("nothing asked", "alternate", lambda c, p: c.tell(p), RuleViolation, "No level asked"),
    Attempt("staff decide nothing", "staff", lambda c, p: c.decide(p), NotAllowed, "duty"),
    Attempt("staff pay nothing", "staff", lambda c, p: c.pay(p, 1), NotAllowed, "duty"),
    Attempt("the auditor only reads", "auditor", lambda c, p: c.end(p, "withdraw"), NotAllowed, "duty"),
]


@pytest.fixture
def tried(
    submitted: Any, person_with: Any, database: Database, members: MemberService
) -> tuple[Case, dict[str, Database]]:
    """An application under review, with everybody who tries something on it."""
    sql(database, "UPDATE benevolence_fund SET cap_amount = 200")
    people = {
        "vp": person_with("ip2a_vp"),
        "admin": person_with("ip2a_admin"),
        "aside": person_with("ip2a_admin"),
        "alternate": person_with("ip2a_manager"),
        "both": person_with("ip2a_vp", "ip2a_admin"),
        "own": person_with("ip2a_admin"),
        "kin": person_with("ip2a_admin"),
        "manager": person_with("ip2a_manager"),
        "president": person_with("ip2a_president"),
        "staff": person_with("ip2a_staff"),
        "auditor": person_with("ip2a_auditor"),
    }
    one = submitted(300)
    for table, who in (("person_member", "own"), ("person_family", "kin")):
        link = f"INSERT INTO {table} (id, login, member_id) VALUES (gen_random_uuid(), :login, :member)"
        sql(database, link, login=login(people[who]), member=one.member)
    assert one.decide(people["both"], amount=250, override="The board agreed")
    return one, people


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda one: f"{one.rule}: {one.who}")
def test_what_is_refused_by_the_server_whatever_the_program(tried: Any, attempt: Attempt) -> None:
    one, people = tried
    if attempt.who in ("alternate", "aside") or "alternate" in attempt.rule:
        assert one.recuse(people["aside"], "admin", login(people["aside"]), login(people["alternate"]))
    before = _told(one)
    with pytest.raises(attempt.error, match=attempt.words):
        attempt.do(one, people[attempt.who])
    assert _told(one) == before


def _told(one: Case) -> list[Any]:
    tables = ("application", "review", "payment", "recusal", "answer", "step")
    return [
        sql(one.desk, f"SELECT jsonb_agg(to_jsonb(t) ORDER BY to_jsonb(t)) FROM benevolence_{name} AS t")
        for name in tables
    ]


def test_nothing_of_the_fund_is_ever_deleted_but_samples(database: Database) -> None:
    """OLMS wants records behind reports kept for five years: nobody may delete any, and no function does."""
    fund = [name for name in MATRIX if name.startswith(("benevolence", "person_"))]
    assert len(fund) >= 13
    assert not any("DELETE" in verbs for name in fund for verbs in MATRIX[name].values())
    deleting = sql(
        database, "SELECT array_agg(p.proname ORDER BY p.proname) FROM pg_proc AS p "
        "WHERE p.pronamespace = 'public'::regnamespace AND p.prosrc ~* '(delete from|truncate) +(benevolence|person_)'"
    )  # fmt: skip
    assert deleting == ["remove_sample_applications", "sample_application_counters"]


def test_sent_twice_counts_once_and_a_stale_view_decides_nothing(submitted: Any, officers: Any) -> None:
    one, review, vp = submitted(300), new_id(), officers["vp"]
    version = one.read("version")
    assert one.decide(vp, review=review, v=version)
    assert one.decide(vp, review=review, v=version)
    assert one.decide(officers["admin"], v=version) is False
    assert sql(one.desk, "SELECT count(*) FROM benevolence_review") == 1
    one.decide(officers["admin"])
    payment = new_id()
    assert one.pay(vp, 60, payment=payment)
    assert one.pay(vp, 60, payment=payment)
    assert sql(one.desk, "SELECT count(*) FROM benevolence_payment") == 1
    other = submitted()
    version = other.read("version")
    withdraw = "SELECT benevolence_withdraw(:id, :v, 'x')"
    assert [sql(vp, withdraw, id=other.id, v=version) for _ in range(2)] == [True, True]


def test_two_levels_at_the_same_moment_never_break_the_cap(submitted: Any, officers: Any, database: Database) -> None:
    sql(database, "UPDATE benevolence_fund SET cap_amount = 500, wait_days = 0")
    first = submitted(240)
    cases = [first, *(submitted(240, first.member) for _ in range(5))]

    def decide(one: Case) -> str:
        try:
            return str(one.decide(officers["vp"], amount=240))
        except RuleViolation:
            return "refused"

    with ThreadPoolExecutor(6) as pool:
        outcomes = sorted(pool.map(decide, cases))
    assert outcomes == ["True", "True", *["refused"] * 4]
    assert sql(database, "SELECT sum(approved) FROM benevolence_application") == 480


def test_payments_at_the_same_moment_never_exceed_what_was_approved(submitted: Any, officers: Any) -> None:
    one = submitted(100)
    one.decide(officers["vp"])

    def pay(amount: int) -> str:
        try:
            return str(one.pay(officers["vp"], amount))
        except RuleViolation:
            return "refused"

    with ThreadPoolExecutor(5) as pool:
        outcomes = sorted(pool.map(pay, [40] * 5))
    assert outcomes == ["True", "True", "refused", "refused", "refused"]


def test_numbers_of_a_year_have_no_gap(database: Database, members: MemberService) -> None:
    member = saved_member(members).id
    ids = [new_id() for _ in range(24)]

    def save(one: UUID) -> None:
        again = f"{APPLY} ON CONFLICT (id) DO NOTHING"
        sql(database, again, id=one, member=member, requested=10)
        sql(database, again, id=one, member=member, requested=10)
        with pytest.raises(RuleViolation):
            sql(database, again, id=new_id(), member=member, requested=-1)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(save, ids))
    assert sql(database, "SELECT array_agg(number_seq ORDER BY number_seq) FROM benevolence_application") == list(
        range(1, 25)
    )
    assert sql(database, "SELECT number FROM benevolence_application WHERE number_seq = 14").endswith("-014")


def test_decisions_are_never_changed_not_even_by_the_owner(
    submitted: Any, officers: Any, server: Server, database_url: URL
) -> None:
    one = submitted()
    one.decide(officers["vp"], "deferred")
    one.decide(officers["vp"])
    one.pay(officers["vp"], 50)
    engine = create_engine(server.address.url(SUPERUSER, server.password, database_url.database or ""))
    for statement in (
        "UPDATE benevolence_review SET amount = 1",
        "UPDATE benevolence_step SET duty = 'admin'",
        "UPDATE benevolence_payment SET amount = 1",
        "UPDATE benevolence_payment SET voided_at = now(), voided_by = 'x', void_reason = 'y', payee = 'me'",
        """INSERT INTO benevolence_review SELECT gen_random_uuid(), application_id, round, position, decision, amount
           FROM benevolence_review WHERE amount IS NOT NULL""",
    ):
        with pytest.raises(Exception, match=r"not changed|null value"), engine.begin() as connection:
            connection.execute(text(statement))
    engine.dispose()


def test_who_reads_what_the_fund_knows(submitted: Any, officers: Any, person_with: Any) -> None:
    submitted().decide(officers["vp"])
    for duty, reads in (
        ("ip2a_organizer", False),
        ("ip2a_private", False),
        ("ip2a_auditor", True),
        ("ip2a_staff", True),
    ):
        person = person_with(duty)
        for table in ("benevolence_application", "benevolence_review", "benevolence_payment", "person_family"):
            if reads:
                assert sql(person, f"SELECT count(*) FROM {table}") is not None
            else:
                with pytest.raises(NotAllowed):
                    sql(person, f"SELECT count(*) FROM {table}")
    told = "SELECT count(*) FROM audit_log WHERE table_name LIKE 'benevolence%'"
    assert sql(person_with("ip2a_staff"), told) > 0
    assert sql(person_with("ip2a_organizer"), told) == 0


def test_sample_members_with_an_application_stay(submitted: Any, database: Database, members: MemberService) -> None:
    one, batch = submitted(), new_id()
    gone = saved_member(members).id
    sql(database, "INSERT INTO import_batch (id, kind) VALUES (:id, 'sample')", id=batch)
    for number, member in enumerate((one.member, gone)):
        sql(
            database, "INSERT INTO import_row (batch_id, row_number, fate, table_name, record_id, version_after)"
            " VALUES (:batch, :number, 'new', 'member', :member, 1)", batch=batch, number=number, member=member,
        )  # fmt: skip
    assert sql(database, "SELECT members_removed || ' ' || members_kept FROM remove_sample()") == "1 1"
    assert one.read("status") == "submitted"


def test_every_refusal_of_a_person_is_a_rule_of_the_database(database: Database) -> None:
    bodies = sql(database, "SELECT string_agg(prosrc, ' ') FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
    assert [rule for rule in FORBIDDEN if f"'{rule}'" not in bodies] == []
    open_to_all = (
        "SELECT count(*) FROM pg_proc WHERE prosecdef AND proname LIKE 'benevolence%' "
        "AND (proconfig::text NOT LIKE '%search_path%' OR has_function_privilege('public', oid, 'EXECUTE'))"
    )
    assert sql(database, open_to_all) == 0


def test_the_arithmetic_of_the_database(submitted: Any, officers: Any, database: Database) -> None:
    one = submitted(200)
    one.decide(officers["vp"], amount=200)
    one.pay(officers["vp"], 80)
    cap = "SELECT paid || ' ' || promised FROM benevolence_cap(:member, :but, ip2a_today() + :days)"
    values = {"member": one.member, "but": new_id(), "days": 0}
    assert sql(database, cap, **values) == "80.00 120.00"
    assert sql(database, cap, **values | {"but": one.id}) == "0 0"
    sql(database, "UPDATE benevolence_fund SET cap_period = 'rolling_year'")
    assert sql(database, cap, **values | {"days": 364}) == "80.00 120.00"
    assert sql(database, cap, **values | {"days": 366}) == "0 120.00"
    assert one.read("approved") == Decimal(200)
