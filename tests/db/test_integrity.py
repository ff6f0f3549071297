"""The rules that the migrations left: found broken though dropped or switched off; what cannot be asked is no pass."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from sqlalchemy import URL, text

from ip2a_desktop.db.catalog import write_snapshot
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import Cancelled
from ip2a_desktop.domain.health import CheckResult, Finding, Repair, RunKind, Verdict
from ip2a_desktop.maintenance import asking
from ip2a_desktop.maintenance.inspecting import Look, inspect
from ip2a_desktop.maintenance.integrity import RecordScan, inspections
from ip2a_desktop.maintenance.rules.rule import Rule
from ip2a_desktop.maintenance.runs import HealthService
from ip2a_desktop.seed.sample import seed_sample
from tests.faults.rows import NOW, WORLD, id_of, job, member, row


@pytest.fixture
def break_it(server: Any, database_url: URL) -> Callable[..., None]:
    """Run statements as a superuser, past triggers and foreign keys."""

    def run(*statements: str) -> None:
        with server.admin(database_url.database or "") as connection:
            connection.execute(text("SET session_replication_role = replica"))
            for one in statements:
                connection.execute(text(one.replace(":", r"\:")))

    return run


def looked(database: Database, **how: Any) -> list[CheckResult]:
    return list(inspect(inspections(), Look(database, Path(), **how)))


def findings(results: list[CheckResult]) -> dict[str, Finding]:
    return {one.rule: one for result in results for one in result.findings}


def by_name(results: list[CheckResult]) -> dict[str, CheckResult]:
    return {one.check.name: one for one in results}


def test_an_empty_database_passes_every_check(database: Database) -> None:
    results = looked(database)
    assert {one.verdict for one in results} == {Verdict.PASS}
    assert [one.check for one in results] != []
    assert len({one.check.name for one in results}) == sum(len(one.checks) for one in inspections())


STRUCTURE = {
    "member_status_known": (
        "ALTER TABLE member DROP CONSTRAINT member_status_known",
        member("x", status="gone"),
        "1 member has a status that is not on the list.",
    ),
    "member_phone_form": (
        "ALTER TABLE member DROP CONSTRAINT member_phone_form",
        member("x", phone="call me"),
        "1 member breaks the rule “Write a phone number with its area code”.",
    ),
    "member_first_name_not_null": (
        "ALTER TABLE member ALTER COLUMN first_name DROP NOT NULL",
        member("x", first_name=None),
        "1 member has no first name.",
    ),
    "member_card_number_unique": (
        "DROP INDEX member_card_number_unique",
        f"{member('x', card_number='a 1')}; {member('y', card_number='A1')}",
        "2 members have the same card number as another.",
    ),
    "member_pkey": (
        "ALTER TABLE member DROP CONSTRAINT member_pkey CASCADE",
        f"{member('x')}; {row('member', 'x', card_number='other', first_name='A', last_name='Twice')}",
        "1 member has the same identity as another.",
    ),
    "employment_member_id_fkey": (
        "SELECT",
        job("x", "nobody"),
        "1 job refers to a member that is not there.",
    ),
    "benevolence_review_step": (
        "SELECT",
        row("benevolence_review", "x", application_id="@none", round=1, position=1, decision="deferred",
            cap_period="calendar_year", cap_paid=0, cap_promised=0),
        "1 review refers to a level of a review that is not there.",
    ),
    "organization_contact_one_primary": (
        "DROP INDEX organization_contact_one_primary",
        "; ".join(row("organization_contact", one, organization_id="@employer", name=one, is_primary=True)
                  for one in ("x", "y")),
        "2 contacts of organizations have the same employer as another.",
    ),
    "note_subject_id_generated": (
        "ALTER TABLE note ALTER COLUMN subject_id DROP EXPRESSION",
        row("note", "x", organization_id="@employer", subject_id="@elsewhere", body="x"),
        "1 note has a “subject” that does not fit the rest of it.",
    ),
    "member_bin": (
        "ALTER TABLE member DROP CONSTRAINT member_bin",
        member("x", deleted_at=f"={NOW}"),
        "1 member is in the bin by halves: the day and the name of who put it there do not fit together.",
    ),
    "grievance_deadline_marks": (
        "ALTER TABLE grievance_deadline DROP CONSTRAINT grievance_deadline_marks",
        row("grievance_deadline", "x", grievance_id="@x", position=1, act="file", side="union", lateness="abandoned",
            due_on="2001-01-01", due_at="2001-01-01", explanation="x", state="moot", is_next=True),
        "1 deadline has values that cannot be so (state, is next and is ours).",
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", STRUCTURE)
def test_a_rule_that_was_dropped_is_missed_and_still_asked(
    database: Database, break_it: Callable[..., None], rule: str
) -> None:
    drop, plant, words = STRUCTURE[rule]
    break_it(*WORLD, drop, plant)
    results = looked(database)
    found = findings(results)[rule]
    assert found.words == words
    assert id_of("x") in [one.key for one in found.items]
    assert not [one for one in results if one.verdict in (Verdict.NOT_RUN, Verdict.PARTIAL)]
    enforced = by_name(results)["rules.enforced"], by_name(results)["rules.drift"]
    assert drop == "SELECT" or any(one.verdict is Verdict.FAIL for one in enforced)


def test_orphans_hide_behind_a_foreign_key_that_is_in_force(database: Database, break_it: Callable[..., None]) -> None:
    break_it(*WORLD, job("x", "nobody"))
    results = looked(database)
    assert by_name(results)["rules.enforced"].verdict is Verdict.PASS
    found = findings(results)["employment_member_id_fkey"]
    assert (found.repair, found.screen, found.items[0].words) == (
        Repair.PREVIEW, "members", "Cascade Electric of the tests",
    )  # fmt: skip


ENFORCED = {
    "ALTER TABLE member DROP CONSTRAINT member_status_known": "the rule “Choose a status of the list” of members",
    "ALTER TABLE member DISABLE TRIGGER y_audit": "the trigger “writes down who did what” of members is switched off",
    "DROP TRIGGER y_audit ON member": "the trigger “writes down who did what” of members is missing",
    "ALTER TABLE employment DISABLE TRIGGER ALL": "is switched off",
    "ALTER TABLE note DISABLE ROW LEVEL SECURITY": "the row security of notes is missing",
    "DROP POLICY note_by_visibility ON note": "of notes is missing",
    "ALTER POLICY note_by_visibility ON note USING (true)": "of notes was changed",
    "CREATE OR REPLACE FUNCTION ip2a_today() RETURNS date LANGUAGE sql STABLE AS 'SELECT current_date'": (
        "the function “ip2a today()” was changed"
    ),
    "ALTER TABLE member DROP CONSTRAINT member_bin; ALTER TABLE member ADD CONSTRAINT member_bin "
    "CHECK ((deleted_at IS NULL) = (deleted_by IS NULL)) NOT VALID": "is not checked for the rows",
    "ALTER TABLE employment ALTER CONSTRAINT employment_member_id_fkey NOT ENFORCED": "is not enforced",
    "CREATE FUNCTION mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'": "the function “mine()” was added",
    "CREATE TRIGGER mine BEFORE INSERT ON member FOR EACH ROW EXECUTE FUNCTION stamp_row()": "was added",
}

DRIFT = {
    "CREATE TABLE mine (a integer)": "the table of rows of mine was added",
    "ALTER TABLE member ADD COLUMN nickname text": "the column “nickname” of members was added",
    "ALTER TABLE member DROP COLUMN skills": "the column “skills” of members is missing",
    "ALTER TABLE member ALTER COLUMN skills DROP NOT NULL": "the column “skills” of members was changed",
    "DROP INDEX member_by_name": "the index “member by name” of members is missing",
    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'member_by_name'::regclass": "is not checked",
    "GRANT SELECT ON member_private TO ip2a_staff": "the right “ip2a staff” of members’ private data was added",
    "GRANT SELECT ON member TO PUBLIC": "the right “PUBLIC” of members was added",
    "DROP TABLE column_layout": "the table of column layouts is missing",
    "CREATE VIEW mine AS SELECT 1 AS one": "the view “mine” was added",
}


@pytest.mark.parametrize("change", [*ENFORCED, *DRIFT])
def test_what_was_changed_in_the_database_is_named(
    database: Database, break_it: Callable[..., None], change: str
) -> None:
    if "NOT ENFORCED" in change and int(database.fetch("SHOW server_version_num", {})[0][0]) < 180_000:
        pytest.skip("NOT ENFORCED came with PostgreSQL 18")
    break_it(change)
    (result,) = (
        one for one in looked(database) if one.check.name in ("rules.enforced", "rules.drift") and one.findings
    )
    assert result.check.name == ("rules.enforced" if change in ENFORCED else "rules.drift")
    assert result.verdict is Verdict.FAIL
    said = [f"{one.words} {one.detail}" for finding in result.findings for one in finding.items]
    assert any((ENFORCED | DRIFT)[change] in one for one in said), said


def test_another_version_of_the_database_is_told(database: Database, break_it: Callable[..., None]) -> None:
    break_it("UPDATE alembic_version SET version_num = '0007'")
    result = by_name(looked(database))["rules.version"]
    assert result.verdict is Verdict.FAIL
    assert "0007" in result.words


def test_rules_of_another_server_version_are_not_called_changed(
    database: Database, break_it: Callable[..., None]
) -> None:
    break_it("UPDATE catalog_snapshot SET definition = '14' WHERE kind = 'server'",
             "UPDATE catalog_snapshot SET definition = 'written otherwise' WHERE kind = 'constraint'")  # fmt: skip
    result = by_name(looked(database))["rules.drift"]
    assert (result.verdict, result.findings) == (Verdict.PARTIAL, ())


def test_a_dropped_column_leaves_only_its_own_rules_unasked(database: Database, break_it: Callable[..., None]) -> None:
    break_it(*WORLD, member("x", status="active", last_name=r"\t"), "ALTER TABLE member DROP COLUMN phone CASCADE")
    results = by_name(looked(database))
    blind = {name for name, one in results.items() if one.verdict in (Verdict.NOT_RUN, Verdict.PARTIAL)}
    assert blind == {
        "integrity.member.values/member_phone_form",
        "integrity.member.values/member_phone_not_null",
        "integrity.member.duplicate_by_phone",
    }
    words = results["integrity.member.values/member_phone_form"].words
    assert words.startswith(
        "Nobody could look whether members break the rule “Write a phone number with its area code”."
    )
    assert "does not exist" in words
    assert results["integrity.member.values"].verdict is Verdict.PASS
    assert results["integrity.member.name_of_spaces"].verdict is Verdict.FAIL
    assert results["rules.drift"].verdict is Verdict.FAIL


def test_a_dropped_table_leaves_its_own_checks_unasked(database: Database, break_it: Callable[..., None]) -> None:
    break_it("DROP TABLE salt")
    results = by_name(looked(database))
    assert results["integrity.salt.values"].verdict is Verdict.NOT_RUN
    assert results["integrity.salt.in_future"].verdict is Verdict.NOT_RUN
    assert results["integrity.member.values"].verdict is Verdict.PASS


def test_a_value_of_an_unknown_list_stops_nothing(database: Database, break_it: Callable[..., None]) -> None:
    break_it(
        "ALTER TABLE member DROP CONSTRAINT member_status_known",
        member("x", status="über\u0001☃"), member("y", status=""), row("member_private", "y", ssn_last4=""),
    )  # fmt: skip
    results = looked(database)
    assert findings(results)["member_status_known"].count == 2
    assert not [one for one in results if one.verdict in (Verdict.NOT_RUN, Verdict.PARTIAL)]


def test_letters_that_cannot_be_read_leave_their_own_rules_unasked(
    database: Database, break_it: Callable[..., None]
) -> None:
    contact = row("member_contact", "c", member_id="@x", name="Bo", phone="call me")
    # Bytes that no client could send, written past the check of the encoding.
    unreadable = rf"UPDATE member_contact SET name = '\xe9'::bytea::text WHERE id = '{id_of('c')}'"
    break_it(
        *WORLD, member("x"), contact, "ALTER TABLE member_contact DROP CONSTRAINT member_contact_name_blank",
        "CREATE CAST (bytea AS text) WITHOUT FUNCTION", unreadable,
    )  # fmt: skip
    results = by_name(looked(database))
    found = results["integrity.member_contact.phone_form"].findings[0]
    assert [one.words for one in found.items] == [""]  # found, though its name cannot be read
    blind = {name: one for name, one in results.items() if one.verdict in (Verdict.NOT_RUN, Verdict.PARTIAL)}
    assert set(blind) == {
        "integrity.member_contact.name_of_spaces",
        "integrity.member_contact.values/member_contact_name_blank",
    }
    assert all("letters that can be read" in one.words for one in blind.values())


def test_who_may_not_see_a_table_gets_a_part(person_with: Callable[..., Database]) -> None:
    results = by_name(looked(person_with("ip2a_admin")))
    for name in ("integrity.salt.values", "integrity.member_private.too_young", "integrity.audit_log.values"):
        assert results[name].verdict is Verdict.PARTIAL, name
    assert results["integrity.member.values"].verdict is Verdict.PASS
    assert results["integrity.note.values"].verdict is Verdict.PASS
    staff = looked(person_with("ip2a_staff"))
    passed = {one.check.name for one in staff if one.verdict is Verdict.PASS}
    assert passed <= {"rules.version", "integrity.grievance_deadline.as_counted"}  # what they may read whole


def test_what_takes_too_long_is_not_run(
    database: Database, break_it: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    break_it(*WORLD)
    monkeypatch.setattr(asking, "_BEFORE", asking._BEFORE + "SELECT pg_sleep(0.3);")
    asker = asking.Asker(database, seconds=0.05)
    with pytest.raises(Exception, match="too long") as late:
        asker.rows("SELECT 1")
    assert asking.trouble_of(late.value).verdict is Verdict.NOT_RUN
    assert not asking.is_lost(late.value)


def test_cancel_ends_the_question_on_the_server(database: Database) -> None:
    slow = Rule("toy.slow", "member", "x", "x", "{count}", "x", query="SELECT pg_sleep(60)::text AS key, '' AS detail")
    running = text("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND state = 'active' "
                   "AND pid <> pg_backend_pid()")  # fmt: skip

    def stop(done: int, total: int, words: str) -> None:
        with database.statement() as session:
            if session.scalar(running):
                raise Cancelled("Stopped.")

    began = perf_counter()
    with pytest.raises(Cancelled):
        list(inspect((RecordScan((slow,)),), Look(database, Path(), progress=stop)))
    assert perf_counter() - began < 30
    with database.statement() as session:
        assert session.scalar(running) == 0
    stopped = asking.Asker(database)
    stopped.stop()
    with pytest.raises(Cancelled):
        stopped.rows("SELECT 1")


def test_a_lost_server_ends_the_run_and_is_no_pass(database: Database, break_it: Callable[..., None]) -> None:
    results = []
    for at, one in enumerate(inspect(inspections(), Look(database, Path()))):
        results.append(one)
        if at == 2:
            break_it("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'ana'")
    assert len(results) == sum(len(one.checks) for one in inspections())


def test_more_than_can_be_named_is_counted(database: Database, break_it: Callable[..., None]) -> None:
    break_it(
        *WORLD, member("x"),
        "INSERT INTO employment (id, member_id, organization_id, started_on, ended_on) SELECT gen_random_uuid(), "
        f"'{id_of('nobody')}', '{id_of('employer')}', '2020-01-01', '2021-01-01' FROM generate_series(1, 20500)",
    )  # fmt: skip
    found = findings(looked(database))["employment_member_id_fkey"]
    assert (found.count, len(found.items)) == (20_500, 1_000)
    assert [one.key for one in found.items] == sorted(one.key for one in found.items)


def test_the_scan_only_reads(counted: tuple[Database, Any]) -> None:
    database, trips = counted
    looked(database)
    asked = [one for one in trips.statements if "SET TRANSACTION READ ONLY" in one]
    assert len(asked) > 50
    assert all(one.count("SET LOCAL lock_timeout") == 1 for one in asked)


def test_a_run_by_the_service_keeps_what_was_found(
    database: Database, break_it: Callable[..., None], tmp_path: Path
) -> None:
    break_it(*WORLD, job("x", "nobody"))
    health = HealthService(database, tmp_path)
    told: list[str] = []
    run = health.run(RunKind.INTEGRITY, progress=lambda done, total, words: told.append(f"{done}/{total}"))
    total = len(health.checks(RunKind.INTEGRITY))
    assert told[-1] == f"{total}/{total}"
    assert [one.rule for one in run.findings()] == ["employment_member_id_fkey"]
    assert [one.check for one in run.results] == list(health.checks(RunKind.INTEGRITY))
    assert health.load(run.id) == run
    break_it(f"DELETE FROM employment WHERE id = '{id_of('x')}'")
    after = health.run(RunKind.INTEGRITY)
    assert [one.rule for one in health.compare(run, after).fixed] == ["employment_member_id_fkey"]
    assert health.trend(1)[0].fixed == 1


def test_the_expected_rules_are_written_by_migrations_only(database: Database, server: Any) -> None:
    with pytest.raises(Exception, match="right"), database.statement() as session:
        session.execute(text("DELETE FROM catalog_snapshot"))
    with server.admin(database.url.database or "") as connection:
        before = connection.execute(text("TABLE catalog_snapshot ORDER BY 1, 2, 3")).all()
        write_snapshot(connection)
        assert connection.execute(text("TABLE catalog_snapshot ORDER BY 1, 2, 3")).all() == before
        connection.execute(text("DELETE FROM catalog_snapshot"))
    results = by_name(looked(database))
    assert results["rules.enforced"].verdict is Verdict.NOT_RUN
    assert results["integrity.member.values"].verdict is Verdict.NOT_RUN
    assert "never written down" in results["integrity.member.values"].words


def test_a_date_that_was_moved_by_hand_is_not_the_one_that_is_counted(
    database: Database, break_it: Callable[..., None]
) -> None:
    seed_sample(database)
    name = "grievance_deadline.as_counted"
    assert by_name(looked(database))[f"integrity.{name}"].verdict is Verdict.PASS
    newest = "SELECT id FROM grievance_deadline WHERE state = 'open' AND is_next ORDER BY due_at DESC LIMIT 1"
    later = "due_on = due_on + 1, due_at = due_at + interval '1 day'"
    break_it(f"UPDATE grievance_deadline SET {later} WHERE id = ({newest})")
    found = findings(looked(database))[name]
    assert found.words == "A case has a date that is not the one its agreement gives."
    assert (found.screen, found.items[0].record_id is not None) == ("grievances", True)
    assert "counted" in found.items[0].detail
