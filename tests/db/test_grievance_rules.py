"""What no case may ever be: refused by PostgreSQL, for the office with psql and for the superuser alike."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from psycopg2 import errors
from sqlalchemy import URL, create_engine, text
from sqlalchemy.exc import DBAPIError

from ip2a_desktop.db import migrate
from ip2a_desktop.db.embedded import SUPERUSER
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.clocks import GrievanceStatus
from ip2a_desktop.domain.errors import HallError, NotAllowed, RuleViolation
from ip2a_desktop.domain.grievance_records import GrievanceRecord
from ip2a_desktop.domain.grievance_verbs import Verb, offers, outcomes, strikes_next
from ip2a_desktop.domain.grievances import Outcome
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.services.grievances import GrievanceService
from ip2a_desktop.services.members import MemberService
from tests.conftest import Server
from tests.factories import saved_member
from tests.grievance_cases import Casework


@pytest.fixture
def work(database: Database) -> Casework:
    return Casework(database)


@pytest.fixture
def superuser(server: Server, database_url: URL) -> Any:
    """A superuser's engine on the test's database."""
    engine = create_engine(server.address.url(SUPERUSER, server.password, database_url.database or ""))
    yield engine
    engine.dispose()


BY_HAND = [
    "UPDATE grievance SET status = 'arbitration' WHERE id = :id",
    "UPDATE grievance SET status = 'closed', outcome = 'sustained', closed_on = current_date WHERE id = :id",
    "UPDATE grievance SET outcome = 'denied' WHERE id = :id",
    "UPDATE grievance SET number_seq = 99 WHERE id = :id",
    "UPDATE grievance SET step_position = 2 WHERE id = :id",
    "UPDATE grievance SET close_remarks = 'x' WHERE id = :id",
    "DELETE FROM grievance WHERE id = :id",
    (
        "INSERT INTO grievance_step (id, grievance_id, procedure_step_id, position, filed_on) "
        "SELECT gen_random_uuid(), :id, id, 3, current_date FROM procedure_step WHERE position = 3"
    ),
    "UPDATE grievance_step SET answered_on = current_date, disposition = 'accepted' WHERE grievance_id = :id",
    "DELETE FROM grievance_step WHERE grievance_id = :id",
    "UPDATE grievance_deadline SET due_on = due_on + 100 WHERE grievance_id = :id",
    "DELETE FROM grievance_deadline WHERE grievance_id = :id",
    (
        "INSERT INTO grievance_extension (id, grievance_id, position, act, side, from_on, to_on, agreed_on, "
        "agreed_union, agreed_employer, document) SELECT gen_random_uuid(), :id, 1, 'answer', 'employer', "
        "current_date, current_date + 9, current_date, 'me', 'me', 'none'"
    ),
    "UPDATE grievance_grievant SET deleted_at = now() WHERE grievance_id = :id",
    "UPDATE grievance_article SET reference = 'x' WHERE grievance_id = :id",
    "DELETE FROM settlement",
    "SELECT grievance_put_deadlines(ARRAY[:id]::uuid[], '[]')",
    "SELECT grievance_done(:id, 1, 'answer', current_date)",
    "SELECT grievance_take(:id, NULL)",
    "UPDATE procedure_limit SET number = 1",
    "UPDATE agreement_holiday SET day = day + 1",
    "UPDATE agreement_version SET confirmed_at = now()",
    "ALTER TABLE grievance DISABLE TRIGGER b_standing",
]


def test_nothing_goes_on_by_hand(work: Casework, person_with: Callable[..., Database]) -> None:
    case = work.filed()
    clerk = person_with("ip2a_staff")
    for statement in BY_HAND:
        with pytest.raises((NotAllowed, RuleViolation)), clerk.statement() as session:
            session.execute(text(statement), {"id": case.row.id} if ":id" in statement else {})
        assert work.cases.load(case.row.id) == case, statement


CALLS = {
    "file": "SELECT grievance_file(:id, NULL, gen_random_uuid(), current_date, NULL, '[]')",
    "appeal": "SELECT grievance_appeal(:id, NULL, gen_random_uuid(), current_date, NULL, '[]')",
    "settle": "SELECT grievance_settle(:id, NULL, '{\"terms\": \"x\"}', '[]')",
    "close": 'SELECT grievance_close(:id, NULL, \'{"outcome": "denied", "closed_on": "2026-01-01"}\')',
    "relate": "SELECT grievance_relate(:id, '[]', '[]', '[]')",
    "recount": "SELECT grievance_recount(ARRAY[:id]::uuid[], '[]')",
}


def test_the_verbs_are_for_the_office(work: Casework, person_with: Callable[..., Database]) -> None:
    case = work.filed()
    for duty in ("ip2a_organizer", "ip2a_auditor", "ip2a_private"):
        other = person_with(duty)
        for call in CALLS.values():
            with pytest.raises(NotAllowed), other.statement() as session:
                session.execute(text(call), {"id": case.row.id})
    assert work.cases.load(case.row.id) == case


def test_the_office_has_the_verbs_from_psql_too(work: Casework, person_with: Callable[..., Database]) -> None:
    case = work.prepared()
    with person_with("ip2a_staff").statement() as session:
        done = session.scalar(text(CALLS["file"]), {"id": case.row.id})
    assert done is True
    filed = work.cases.load(case.row.id)
    assert (filed.row.status, filed.updated_by != "ana") == (GrievanceStatus.OPEN, True)


def standing(work: Casework, name: str) -> GrievanceRecord:
    made = {
        "preparing": work.prepared,
        "filed": lambda: work.filed(days=1),
        "late": lambda: work.filed(days=30, occurred_on=work.ago(40)),
        "answered": work.answered,
        "accepted": lambda: work.answered(disposition="accepted"),
        "last step": lambda: at_last_step(work),
        "arbitration": work.in_arbitration,
        "settled": work.settled,
        "closed": work.closed,
    }
    return made[name]()


def at_last_step(work: Casework) -> GrievanceRecord:
    case = work.answered()
    work.verbs.advance_step(work.filing(case, work.ago(5)))
    case = work.cases.load(case.row.id)
    work.verbs.record_answer(work.answer(case, work.ago(4), "rejected"))
    return work.cases.load(case.row.id)


def attempts(work: Casework, case: GrievanceRecord) -> dict[Verb, tuple[str, dict[str, Any]]]:
    """Each verb as a staff person types it in psql, with the right versions."""
    step: UUID = case.now_at.id if case.now_at else new_id()
    version = case.now_at.version if case.now_at else 1
    of_case = {"id": case.row.id, "v": case.row.version, "new": new_id(), "day": work.today}
    of_step = {"id": step, "v": version}
    settlement = work.settlement(case.row.id).model_dump_json()
    clock = case.running[0] if case.running else None
    extension = (
        f'{{"position": {clock.position if clock else 1}, "act": "{(clock.act if clock else "answer")}", '
        f'"to_on": "2190-01-01", "agreed_on": "{work.today}", "agreed_union": "A", "agreed_employer": "B", '
        '"document": "C"}'
    )
    due = clock.due_on if clock else work.today
    close = f'{{"outcome": "withdrawn", "closed_on": "{work.today}"}}'
    go = "SELECT grievance_appeal(:id, :v, :new, :day, NULL, '[]')"
    return {
        Verb.FILE: ("SELECT grievance_file(:id, :v, :new, :day, NULL, '[]')", of_case),
        Verb.APPEAL: (go, of_case),
        Verb.MEET: (
            "SELECT grievance_meet(:id, :v, cast(:f as jsonb), '[]')",
            {**of_step, "f": f'{{"met_on": "{work.today}"}}'},
        ),
        Verb.ANSWER: (
            "SELECT grievance_answer(:id, :v, cast(:f as jsonb), '[]')",
            {**of_step, "f": f'{{"answered_on": "{work.today}", "disposition": "rejected"}}'},
        ),
        Verb.EXTEND: (
            "SELECT grievance_extend(:new, :id, :due, cast(:f as jsonb), '[]')",
            {"new": new_id(), "id": case.row.id, "due": due, "f": extension},
        ),
        Verb.SETTLE: (
            "SELECT grievance_settle(:id, :v, cast(:f as jsonb), '[]')",
            {"id": case.row.id, "v": case.row.version, "f": settlement},
        ),
        Verb.WITHDRAW: (
            "SELECT grievance_close(:id, :v, cast(:f as jsonb))",
            {"id": case.row.id, "v": case.row.version, "f": close},
        ),
    }  # fmt: skip


STANDINGS = ["preparing", "filed", "late", "answered", "accepted", "last step", "arbitration", "settled", "closed"]


@pytest.mark.parametrize("name", STANDINGS)
def test_what_is_not_offered_is_refused_and_what_is_offered_is_done(
    work: Casework, person_with: Callable[..., Database], name: str
) -> None:
    case = standing(work, name)
    offered = {one.verb for one in offers(case)}
    if Verb.ARBITRATE in offered:
        offered.add(Verb.APPEAL)  # one and the same for the database
    clerk = person_with("ip2a_staff")
    for verb, (statement, values) in attempts(work, case).items():
        assert was_done(clerk, statement, values) == (verb in offered), (name, verb)
    for outcome in Outcome:
        into = work.prepared().row.id if outcome is Outcome.MERGED else None
        facts = {"outcome": outcome.value, "closed_on": str(work.today), "merged_into_id": into and str(into)}
        values = {"id": case.row.id, "v": case.row.version, "f": json.dumps(facts)}
        done = was_done(clerk, "SELECT grievance_close(:id, :v, cast(:f as jsonb))", values)
        assert done == (outcome in outcomes(case)), (name, outcome)


def was_done(clerk: Database, statement: str, values: dict[str, Any]) -> bool:
    """Try, look at the answer, and roll everything back."""
    try:
        with clerk.transaction() as session:
            done = bool(session.scalar(text(statement), values))
            session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
            session.rollback()
    except RuleViolation:
        return False
    return done


def test_whose_turn_it_is_to_strike(work: Casework) -> None:
    case = work.in_arbitration()
    assert strikes_next(case) is None
    for position, name in enumerate("ABC", start=1):
        with work.database.statement() as session:
            session.execute(
                text("INSERT INTO arbitration_panelist (id, grievance_id, position, name) VALUES (:id, :g, :p, :n)"),
                {"id": new_id(), "g": case.row.id, "p": position, "n": name},
            )
    sides = []
    while side := strikes_next(work.cases.load(case.row.id)):
        sides.append(side.value)
        name = next(one for one in work.cases.load(case.row.id).panel if one.struck_by is None)
        with pytest.raises(RuleViolation):
            work.verbs.strike(name, side.other)
        work.verbs.strike(name, side)
    assert sides == ["employer", "union"]
    assert Verb.STRIKE not in {one.verb for one in offers(work.cases.load(case.row.id))}


NEVER = {
    "grievance_status_order": "UPDATE grievance SET status = 'open', outcome = NULL, closed_on = NULL",
    "grievance_filed_under": "UPDATE grievance SET kind = 'policy'",
    "grievance_knew_after_it_happened": "UPDATE grievance SET knew_on = occurred_on - 1",
    "grievance_dates_sensible": "UPDATE grievance SET occurred_on = '1066-10-14'",
    "grievance_has_grievant": "UPDATE grievance_grievant SET deleted_at = now()",
    "grievance_has_lead": "UPDATE grievance_grievant SET is_lead = false",
    "grievance_is_over": "UPDATE grievance_step SET answer = 'x'",
    "settlement_is_signed": "UPDATE settlement SET amount = 1",
    "procedure_step_in_use": "UPDATE procedure_step SET deleted_at = now() WHERE position = 1",
    "arbitration_not_demanded": "INSERT INTO arbitration (id, demanded_on) SELECT id, current_date FROM grievance",
    "information_request_items_blank": (
        "INSERT INTO information_request (id, grievance_id, requested_on, items) "
        "SELECT gen_random_uuid(), id, current_date, ' ' FROM grievance"
    ),
}


def test_not_even_the_superuser_or_the_owner_breaks_a_rule(work: Casework, superuser: Any) -> None:
    case = work.settled()
    work.verbs.close(work.close(case, "settled"))
    before = work.cases.load(case.row.id)
    for rule, statement in NEVER.items():
        for role in (SUPERUSER, "ip2a_owner"):
            with pytest.raises(DBAPIError) as refused, superuser.begin() as connection:
                connection.execute(text(f"SET LOCAL ROLE {role}; {statement}"))
            assert isinstance(refused.value.orig, errors.IntegrityError), rule
            found = refused.value.orig.diag.constraint_name
            assert found == rule or (role == SUPERUSER and found == "grievance_by_verb"), rule
    assert work.cases.load(case.row.id) == before


def test_a_sample_goes_but_whoever_a_grievance_names_stays(work: Casework) -> None:
    stranger = saved_member(MemberService(work.database))
    work.filed()
    batch = new_id()
    with work.database.transaction() as session:
        session.execute(text("INSERT INTO import_batch (id, kind) VALUES (:id, 'sample')"), {"id": batch})
        session.execute(
            text(
                "INSERT INTO import_row (batch_id, row_number, fate, table_name, record_id, version_after) "
                "SELECT :id, row_number() OVER (), 'new', t, record, 1 FROM (SELECT 'member' AS t, id AS record FROM "
                "member UNION ALL SELECT 'organization', id FROM organization) AS all_rows"
            ),
            {"id": batch},
        )
    with work.database.statement() as session:
        removed = session.execute(text("SELECT * FROM remove_sample()")).one()
    assert tuple(removed) == (1, 1, 0, 1)
    assert MemberService(work.database).load(work.member.id).draft.id == work.member.id
    with pytest.raises(HallError):
        MemberService(work.database).load(stranger.id)


def test_down_to_the_first_version_and_up_again(work: Casework, superuser: Any) -> None:
    case = work.filed()
    work.cases.save_fact_sheet(case.fact_sheet.model_copy(update={"witnesses": "Minh"}))  # type: ignore[union-attr]
    work.database.close()
    with superuser.begin() as connection:
        migrate.downgrade(connection, "0001")
        kept = connection.scalar(text("SELECT count(*) FROM audit_log WHERE table_name LIKE 'grievance%'"))
        migrate.upgrade(connection)
    assert kept > 0
    assert MemberService(work.database).load(work.member.id).draft.first_name == "Ana"
    assert GrievanceService(work.database).total(in_bin=False) == 0
    assert Casework(work.database).filed().row.number.endswith("-001")
