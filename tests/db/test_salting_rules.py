"""Organizing in PostgreSQL: who sees it, what data must never be, and what sample data may not take along."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from psycopg2 import errors
from sqlalchemy import URL, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from ip2a_desktop.db import migrate
from ip2a_desktop.db.access import DUTIES
from ip2a_desktop.db.driver_errors import CONSTRAINTS
from ip2a_desktop.db.embedded import SUPERUSER
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import NotAllowed, RuleViolation
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.services.sample import SampleService
from tests.conftest import Server

IDS = {name: new_id() for name in ("organization", "member", "campaign", "worker", "activity", "card", "assessment")}
IDS |= {name: new_id() for name in ("salt", "receptiveness", "election")}
RECORDS = """
    INSERT INTO organization (id, name) VALUES (:organization, 'Cascade Electric');
    INSERT INTO member (id, card_number, first_name, last_name) VALUES (:member, '1', 'Ana', 'Silva');
    INSERT INTO organizing_campaign (id, name, organization_id, started_on, petition_on)
    VALUES (:campaign, 'Cascade', :organization, '2025-01-01', '2025-02-01');
    INSERT INTO organizing_worker (id, campaign_id, last_name) VALUES (:worker, :campaign, 'Okafor');
    INSERT INTO organizing_activity (id, organization_id, campaign_id, member_id, done_on, receptiveness)
    VALUES (:activity, :organization, :campaign, :member, '2025-01-02', 2);
    INSERT INTO authorization_card (id, worker_id, signed_on) VALUES (:card, :worker, '2025-01-03');
    INSERT INTO worker_assessment (id, worker_id, assessment, assessed_on)
    VALUES (:assessment, :worker, 1, '2025-01-03');
    INSERT INTO salt (id, campaign_id, member_id, applied_on) VALUES (:salt, :campaign, :member, '2025-01-04');
    INSERT INTO employer_receptiveness (id, organization_id, receptiveness, rated_on)
    VALUES (:receptiveness, :organization, 1, '2025-01-05');
    INSERT INTO election (id, organization_id, case_number, tallied_on, unions, votes_for)
    VALUES (:election, :organization, '99-RC-000001', '2025-01-06', '{A}', '{3}')
"""
ORGANIZING = (
    "organizing_campaign",
    "organizing_activity",
    "organizing_worker",
    "worker_assessment",
    "authorization_card",
    "salt",
    "employer_receptiveness",
)
TABLES = (*ORGANIZING, "election")


@pytest.fixture
def superuser(server: Server, database_url: URL) -> Iterator[Engine]:
    engine = create_engine(server.address.url(SUPERUSER, server.password, database_url.database or ""))
    yield engine
    engine.dispose()


@pytest.fixture
def kept(database: Database) -> Database:
    with database.transaction() as session:
        session.execute(text(RECORDS), IDS)
    return database


def count(database: Database, table: str) -> int:
    with database.statement() as session:
        found: int = session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
        return found


@pytest.mark.parametrize("duty", sorted(set(DUTIES) - {"ip2a_organizer"}))
def test_nobody_but_organizers_sees_or_writes_anything(
    kept: Database, person_with: Callable[..., Database], duty: str
) -> None:
    somebody = person_with(duty)
    for table in ORGANIZING:
        for statement in (f"SELECT count(*) FROM {table}", f"UPDATE {table} SET version = 1", f"DELETE FROM {table}"):
            with pytest.raises(NotAllowed), somebody.statement() as session:
                session.execute(text(statement))
    if duty != "ip2a_private":
        with somebody.statement() as session:
            seen = set(session.scalars(text("SELECT DISTINCT table_name FROM audit_log")))
        assert not seen & set(ORGANIZING)
        assert {"organization", "member", "election"} <= seen


def test_organizers_see_it_all_and_who_did_it(kept: Database, person_with: Callable[..., Database]) -> None:
    organizer = person_with("ip2a_organizer")
    assert [count(organizer, table) for table in TABLES] == [1] * len(TABLES)
    with organizer.statement() as session:
        seen = dict(session.execute(text("SELECT table_name, duty FROM audit_log")).all())
        subjects = dict(session.execute(text("SELECT table_name, subject_id FROM audit_log")).all())
        session.execute(text("UPDATE organizing_worker SET shift = 'Nights'"))
        assert session.execute(text("SELECT version, created_by, updated_by FROM organizing_worker")).one() == (
            2, "ana", organizer.url.username,
        )  # fmt: skip
        with pytest.raises(DBAPIError):
            session.execute(text("DELETE FROM organizing_worker"))
    assert {seen[table] for table in ORGANIZING} == {"organizer"}
    assert seen["election"] == ""
    assert subjects["authorization_card"] == subjects["worker_assessment"] == IDS["worker"]
    assert (subjects["salt"], subjects["employer_receptiveness"]) == (IDS["campaign"], IDS["organization"])


@pytest.mark.parametrize("duty", ["ip2a_staff", "ip2a_manager", "ip2a_auditor", "ip2a_organizer"])
def test_elections_are_for_the_whole_office_to_read(
    kept: Database, person_with: Callable[..., Database], duty: str
) -> None:
    somebody = person_with(duty)
    assert count(somebody, "election") == 1
    if duty in ("ip2a_auditor", "ip2a_organizer"):
        with pytest.raises(NotAllowed), somebody.statement() as session:
            session.execute(text("UPDATE election SET region = 'x'"))


TOMORROW = "ip2a_today() + 1"
OTHER, SECOND = new_id(), new_id()
OTHERS = (
    f"INSERT INTO organization (id, name, organization_type) VALUES ('{OTHER}', 'Berg', 'employer'); "
    f"INSERT INTO organizing_campaign (id, name, organization_id) VALUES ('{OTHER}', 'Berg', '{OTHER}'); "
    f"INSERT INTO organizing_worker (id, campaign_id, last_name) VALUES ('{OTHER}', '{OTHER}', 'Berg')"
)
"""Another employer, its campaign and a worker there."""
NEVER = {
    "organizing_campaign_name_blank": "UPDATE organizing_campaign SET name = ' '",
    "organizing_campaign_status_known": "UPDATE organizing_campaign SET status = 'gone'",
    "organizing_campaign_unit_size_range": "UPDATE organizing_campaign SET unit_size = 0",
    "organizing_campaign_card_months_range": "UPDATE organizing_campaign SET card_months = 0",
    "organizing_campaign_showing_range": "UPDATE organizing_campaign SET showing_percent = 101",
    "organizing_campaign_goal_range": "UPDATE organizing_campaign SET goal_percent = 0",
    "organizing_campaign_dates_sensible": "UPDATE organizing_campaign SET ended_on = '2999-01-01'",
    "organizing_campaign_petition_in_order": "UPDATE organizing_campaign SET petition_on = '2024-12-31'",
    "organizing_campaign_election_in_order": "UPDATE organizing_campaign SET election_on = '2025-01-31'",
    "organizing_campaign_end_in_order": "UPDATE organizing_campaign SET ended_on = '2024-12-31'",
    "organizing_campaign_organization_id_fkey": "UPDATE organizing_campaign SET organization_id = gen_random_uuid()",
    "organizing_activity_kind_known": "UPDATE organizing_activity SET kind = 'party'",
    "organizing_activity_outcome_known": "UPDATE organizing_activity SET outcome = 'fine'",
    "organizing_activity_contacted_range": "UPDATE organizing_activity SET workers_contacted = -1",
    "organizing_activity_cards_range": "UPDATE organizing_activity SET cards_signed = -1",
    "organizing_activity_receptiveness_range": "UPDATE organizing_activity SET receptiveness = 6",
    "organizing_activity_dates_sensible": "UPDATE organizing_activity SET done_on = '1066-10-14'",
    "organizing_activity_follow_up_in_order": "UPDATE organizing_activity SET follow_up_on = '2025-01-01'",
    "organizing_activity_not_in_future": f"UPDATE organizing_activity SET done_on = {TOMORROW}",
    "organizing_activity_organization_id_fkey": "UPDATE organizing_activity SET organization_id = gen_random_uuid()",
    "organizing_worker_name_blank": "UPDATE organizing_worker SET last_name = ' '",
    "organizing_worker_phone_form": "UPDATE organizing_worker SET phone = 'call me'",
    "organizing_worker_email_form": "UPDATE organizing_worker SET email = 'a b@c'",
    "organizing_worker_dates_sensible": "UPDATE organizing_worker SET left_on = '2999-01-01'",
    "organizing_worker_contact_not_in_future": f"UPDATE organizing_worker SET last_contact_on = {TOMORROW}",
    "worker_assessment_range": "UPDATE worker_assessment SET assessment = 0",
    "worker_assessment_day_sensible": "UPDATE worker_assessment SET assessed_on = '1066-10-14'",
    "worker_assessment_not_in_future": f"UPDATE worker_assessment SET assessed_on = {TOMORROW}",
    "authorization_card_dates_sensible": "UPDATE authorization_card SET signed_on = '1066-10-14'",
    "authorization_card_revoked_in_order": "UPDATE authorization_card SET revoked_on = '2025-01-02'",
    "authorization_card_not_in_future": f"UPDATE authorization_card SET signed_on = {TOMORROW}",
    "authorization_card_revoked_not_in_future": f"UPDATE authorization_card SET revoked_on = {TOMORROW}",
    "salt_result_known": "UPDATE salt SET result = 'maybe'",
    "salt_dates_sensible": "UPDATE salt SET applied_on = '1066-10-14'",
    "salt_result_in_order": "UPDATE salt SET result_on = '2025-01-03'",
    "salt_not_in_future": f"UPDATE salt SET applied_on = {TOMORROW}",
    "employer_receptiveness_range": "UPDATE employer_receptiveness SET receptiveness = 6",
    "employer_receptiveness_day_sensible": "UPDATE employer_receptiveness SET rated_on = '1066-10-14'",
    "employer_receptiveness_not_in_future": f"UPDATE employer_receptiveness SET rated_on = {TOMORROW}",
    "organizing_activity_campaign_fits": f"{OTHERS}; UPDATE organizing_activity SET organization_id = '{OTHER}'",
    "organizing_campaign_employer_stays": f"{OTHERS}; UPDATE organizing_campaign SET organization_id = '{OTHER}'",
    "organizing_worker_campaign_stays": f"{OTHERS}; UPDATE organizing_worker SET campaign_id = '{OTHER}'",
    "salt_campaign_stays": f"{OTHERS}; UPDATE salt SET campaign_id = '{OTHER}'",
    "worker_assessment_worker_stays": f"{OTHERS}; UPDATE worker_assessment SET worker_id = '{OTHER}'",
    "authorization_card_worker_stays": f"{OTHERS}; UPDATE authorization_card SET worker_id = '{OTHER}'",
    "organizing_campaign_unit_holds_cards": (
        f"{OTHERS}; INSERT INTO authorization_card (id, worker_id, signed_on) "
        f"SELECT gen_random_uuid(), id, ip2a_today() FROM organizing_worker WHERE id <> '{OTHER}'; "
        "INSERT INTO organizing_worker (id, campaign_id, last_name) "
        f"SELECT '{SECOND}', campaign_id, 'Berg' FROM organizing_activity; "
        "INSERT INTO authorization_card (id, worker_id, signed_on) "
        f"VALUES (gen_random_uuid(), '{SECOND}', ip2a_today()); "
        "UPDATE organizing_campaign SET unit_size = 1"
    ),
    "election_case_number_form": "UPDATE election SET case_number = '1'",
    "election_tally_type_known": "UPDATE election SET tally_type = 'second'",
    "election_counts_range": "UPDATE election SET votes_for = '{-1}'",
    "election_votes_of_unions": "UPDATE election SET votes_for = '{1,2}'",
    "election_dates_sensible": "UPDATE election SET filed_on = '1066-10-14'",
    "election_tally_unique": (
        "INSERT INTO election (id, organization_id, case_number, tallied_on) "
        "SELECT gen_random_uuid(), organization_id, case_number, tallied_on FROM election"
    ),
}


def test_what_data_must_never_be(kept: Database, superuser: Engine) -> None:
    """Refused by PostgreSQL itself, even for the superuser, and told beside the field to everybody else."""
    for constraint, statement in NEVER.items():
        with pytest.raises(DBAPIError) as refused, superuser.begin() as connection:
            connection.execute(text(statement))
        assert isinstance(refused.value.orig, errors.IntegrityError)
        assert refused.value.orig.diag.constraint_name == constraint
        with pytest.raises(RuleViolation) as told, kept.statement() as session:
            session.execute(text(statement))
        assert told.value.problems == dict([CONSTRAINTS[constraint]])


def test_every_rule_is_tried() -> None:
    prefixes = (*ORGANIZING, "election")
    assert {name for name in CONSTRAINTS if name.startswith(prefixes)} == set(NEVER)


def test_down_and_up_again_with_records(kept: Database, superuser: Engine) -> None:
    kept.close()
    with superuser.begin() as connection:
        before = connection.scalar(text("SELECT count(*) FROM audit_log WHERE duty = 'organizer'"))
        migrate.downgrade(connection, "0003")
        sample = connection.scalar(text("SELECT prosrc FROM pg_proc WHERE proname = 'remove_sample'"))
        assert "organizing" not in sample
        assert "election" not in sample
        assert "benevolence_application" in sample
    with superuser.begin() as connection:
        migrate.upgrade(connection)
        assert connection.scalar(text("SELECT count(*) FROM audit_log WHERE duty = 'organizer'")) == before
        assert connection.scalar(text("SELECT count(*) FROM organization")) == 1
    assert before == len(ORGANIZING)
    assert count(kept, "election") == 0


@pytest.mark.parametrize("table", ["organizing_campaign", "organizing_activity", "salt", "election"])
def test_sample_data_goes_only_where_nothing_real_hangs_on_it(database: Database, table: str) -> None:
    stays, columns, values = {
        "organizing_campaign": ("organization", "name, organization_id", "'A', :organization"),
        "organizing_activity": ("member", "organization_id, member_id, done_on", ":other, :member, '2025-01-01'"),
        "salt": ("member", "campaign_id, member_id, applied_on", ":campaign, :member, '2025-01-01'"),
        "election": (
            "organization", "organization_id, case_number, tallied_on", ":organization, '99-RC-000002', '2025-01-06'",
        ),
    }[table]  # fmt: skip
    ids: dict[str, Any] = IDS | {"new": new_id(), "other": new_id(), "batch": new_id()}
    with database.transaction() as session:
        session.execute(
            text("""
                INSERT INTO organization (id, name) VALUES (:organization, 'Sample'), (:other, 'Real');
                INSERT INTO member (id, card_number, first_name, last_name) VALUES (:member, '1', 'A', 'B');
                INSERT INTO organizing_campaign (id, name, organization_id) VALUES (:campaign, 'Real', :other);
                INSERT INTO import_batch (id, kind, finished_at) VALUES (:batch, 'sample', now());
                INSERT INTO import_row (batch_id, row_number, fate, table_name, record_id, version_after)
                VALUES (:batch, 1, 'new', 'organization', :organization, 1), (:batch, 2, 'new', 'member', :member, 1)
            """),
            ids,
        )
        session.execute(text(f"INSERT INTO {table} (id, {columns}) VALUES (:new, {values})"), ids)
    SampleService(database).remove()
    with database.statement() as session:
        left = session.execute(
            text("SELECT (SELECT count(*) FROM member), (SELECT count(*) FROM organization WHERE name = 'Sample')")
        ).one()
    assert left == ((1, 0) if stays == "member" else (0, 1))
