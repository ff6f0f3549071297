"""The schema: migrations equal the models, go back and forth, and hold the rules that data must never break."""

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg2 import errors
from sqlalchemy import URL, create_engine, text
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.exc import DBAPIError

from ip2a_desktop.db import migrate, schema
from ip2a_desktop.db.access import DUTIES, MATRIX
from ip2a_desktop.db.driver_errors import CONSTRAINTS
from ip2a_desktop.db.embedded import SUPERUSER
from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import Base
from ip2a_desktop.db.models.audit import TransactionId
from ip2a_desktop.domain.errors import NotAllowed, SchemaMismatch
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.services.members import MemberService
from tests.conftest import Server
from tests.factories import saved_member


@pytest.fixture
def superuser(server: Server, database_url: URL) -> Any:
    """A superuser's engine on the test's database."""
    engine = create_engine(server.address.url(SUPERUSER, server.password, database_url.database or ""))
    yield engine
    engine.dispose()


def test_the_models_are_what_the_migrations_make(superuser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ischema_names, "xid8", TransactionId)  # a type that reflection has no name for
    with superuser.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        differences = compare_metadata(context, Base.metadata)
    assert differences == []


def test_the_program_knows_every_version(superuser: Any) -> None:
    with superuser.connect() as connection:
        script = ScriptDirectory.from_config(migrate.alembic_config(connection))
        known = [one.revision for one in script.walk_revisions()][::-1]
        assert tuple(known) == schema.KNOWN
        assert migrate.revision_of(connection) == schema.HEAD


def test_down_and_up_again(superuser: Any, members: MemberService) -> None:
    saved_member(members)
    members.database.close()
    with superuser.begin() as connection:
        migrate.downgrade(connection, "base")
        left = connection.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
        assert left == 1  # Alembic's own
        assert migrate.revision_of(connection) is None
        migrate.upgrade(connection)
    assert members.total(in_bin=False) == 0


@pytest.mark.parametrize(("found", "words"), [("9999", "newest version"), (None, "ip2adb migrate")])
def test_another_version_is_refused_with_what_to_do(found: str | None, words: str) -> None:
    with pytest.raises(SchemaMismatch) as refused:
        schema.refuse_other(found)
    assert words in refused.value.next_step
    schema.refuse_other(schema.HEAD)


MEMBER = "INSERT INTO member (id, card_number, first_name, last_name{more}) VALUES (:id, :card, 'A', 'B'{values})"
NEVER = {
    "member_card_number_blank": "UPDATE member SET card_number = '  '",
    "member_first_name_blank": "UPDATE member SET first_name = ' '",
    "member_last_name_blank": "UPDATE member SET last_name = ''",
    "member_status_known": "UPDATE member SET status = 'gone'",
    "member_type_known": "UPDATE member SET member_type = 'c'",
    "member_classification_known": "UPDATE member SET classification = 'boss'",
    "member_dates_sensible": "UPDATE member SET initiation_date = '1066-10-14'",
    "member_phone_form": "UPDATE member SET phone = 'call me'",
    "member_phone_other_form": "UPDATE member SET phone_other = '1'",
    "member_email_form": "UPDATE member SET email = 'a b@c'",
    "member_state_form": "UPDATE member SET state = 'wa'",
    "member_postal_code_form": "UPDATE member SET postal_code = '123'",
    "member_card_number_unique": MEMBER.format(more="", values="").replace(":card", "' a1 '"),
    "member_private_birth_date_sensible": (
        "INSERT INTO member_private (id, birth_date) SELECT id, current_date + 1 FROM member"
    ),
    "member_private_ssn_last4_form": "INSERT INTO member_private (id, ssn_last4) SELECT id, '12345' FROM member",
    "member_contact_name_blank": "INSERT INTO member_contact (id, member_id, name) SELECT :id, id, ' ' FROM member",
    "organization_name_blank": "UPDATE organization SET name = ' '",
    "organization_contact_name_blank": (
        "INSERT INTO organization_contact (id, organization_id, name) SELECT :id, id, ' ' FROM organization"
    ),
    "organization_contact_one_primary": (
        "SET LOCAL session_replication_role = replica; "  # without the trigger that moves the mark
        "INSERT INTO organization_contact (id, organization_id, name, is_primary) "
        "SELECT gen_random_uuid(), id, 'A', true FROM organization, generate_series(1, 2)"
    ),
    "employment_in_order": "UPDATE employment SET ended_on = '2000-01-01'",
    "employment_dates_sensible": "UPDATE employment SET started_on = '0001-01-01'",
    "employment_weekly_hours_range": "UPDATE employment SET weekly_hours = 169",
    "employment_hourly_rate_range": "UPDATE employment SET hourly_rate = -1",
    "note_body_blank": "INSERT INTO note (id, member_id, body) SELECT :id, id, ' ' FROM member",
    "note_one_subject": (
        "INSERT INTO note (id, member_id, organization_id, body) "
        "SELECT :id, m.id, o.id, 'x' FROM member m, organization o"
    ),
}


@pytest.mark.parametrize("constraint", NEVER)
def test_what_data_must_never_be(superuser: Any, constraint: str) -> None:
    """Refused by PostgreSQL itself, even for the superuser."""
    with superuser.begin() as connection:
        ids = {name: new_id() for name in ("m", "o", "e")}
        connection.execute(text(MEMBER.format(more="", values="")), {"id": ids["m"], "card": "A1"})
        connection.execute(text("INSERT INTO organization (id, name) VALUES (:o, 'O')"), ids)
        connection.execute(
            text(
                "INSERT INTO employment (id, member_id, organization_id, started_on) VALUES (:e, :m, :o, '2020-01-01')"
            ),
            ids,
        )
    with pytest.raises(DBAPIError) as refused, superuser.begin() as connection:
        connection.execute(text(NEVER[constraint]), {"id": new_id()} if ":id" in NEVER[constraint] else {})
    assert isinstance(refused.value.orig, errors.IntegrityError)
    assert refused.value.orig.diag.constraint_name == constraint


def test_every_sentence_belongs_to_a_rule_of_the_database(superuser: Any) -> None:
    with superuser.connect() as connection:
        there = set(connection.scalars(text("SELECT conname FROM pg_constraint UNION SELECT relname FROM pg_class")))
        named = r"SELECT (regexp_matches(prosrc, 'ip2a_refuse\(''(\w+)''', 'g'))[1] FROM pg_proc"
        refusals = set(connection.scalars(text(named)))
    assert set(CONSTRAINTS) <= there | refusals
    assert refusals <= set(CONSTRAINTS)


def test_the_grants_are_the_matrix(superuser: Any) -> None:
    with superuser.connect() as connection:
        found = connection.execute(
            text(
                "SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants "
                "WHERE table_schema = 'public' AND grantee <> 'ip2a_owner'"
            )
        ).all()
        tables = set(connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")))
    wanted = {
        (role, table, verb) for table, duties in MATRIX.items() for role, verbs in duties.items() for verb in verbs
    }
    assert {tuple(one) for one in found} == wanted
    assert set(MATRIX) == tables
    assert {role for role, _, _ in wanted} <= set(DUTIES)


def test_the_person_at_the_desk_has_no_superuser_rights(database: Database, members: MemberService) -> None:
    saved_member(members)
    with database.statement() as session:
        assert session.execute(
            text("SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = session_user")
        ).one() == (False, False, False)
    for forbidden in (
        "DELETE FROM member",
        "DELETE FROM audit_log",
        "UPDATE audit_log SET actor = 'somebody else'",
        "INSERT INTO audit_log (action, table_name, record_id) VALUES ('insert', 'member', gen_random_uuid())",
        "UPDATE member_status_history SET status = 'retired'",
        "ALTER TABLE member DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "SET ROLE ip2a_owner",
        "TRUNCATE member",
        "CREATE TABLE mine (a int)",
    ):
        with pytest.raises(NotAllowed), database.statement() as session:
            session.execute(text(forbidden))


def test_who_and_when_are_the_servers_word(database: Database) -> None:
    with database.transaction() as session:
        session.execute(
            text(
                "INSERT INTO member (id, card_number, first_name, last_name, version, created_at, created_by) "
                "VALUES (:id, '1', 'A', 'B', 77, '1999-01-01', 'somebody')"
            ),
            {"id": new_id()},
        )
        found = session.execute(
            text("SELECT version, created_by, updated_by, created_at > now() - interval '1 hour' FROM member")
        ).one()
        assert found == (1, "ana", "ana", True)
        session.execute(text("UPDATE member SET version = 1, city = 'Kent', created_by = 'x', deleted_by = 'y'"))
        assert session.execute(text("SELECT version, created_by, deleted_by FROM member")).one() == (
            2,
            "ana",
            None,
        )
