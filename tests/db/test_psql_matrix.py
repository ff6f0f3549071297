"""Who may what, tried from a plain psql: every duty on every table with every verb, and the tricks around it."""

import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pytest
from sqlalchemy import text

from ip2a_desktop.db import embedded_files, programs
from ip2a_desktop.db.access import BACKUP_ROLE, DUTIES, MAINTENANCE, MATRIX
from ip2a_desktop.db.engine import Database
from tests.conftest import Server

DENIED = "42501"
_VERBS = {
    "SELECT": "SELECT 1 FROM {0} LIMIT 0",
    "INSERT": "INSERT INTO {0} DEFAULT VALUES",
    "UPDATE": "UPDATE {0} SET {1} = {1} WHERE false",
    "DELETE": "DELETE FROM {0} WHERE false",
    "TRUNCATE": "TRUNCATE {0}",
    "COPY": "COPY (SELECT * FROM {0} LIMIT 0) TO STDOUT",
}


@dataclass(frozen=True)
class Said:
    """What psql said to one statement."""

    state: str
    words: str

    @property
    def is_denied(self) -> bool:
        """Whether the person lacks the right to the table, rather than that a rule refused the row."""
        return self.state == DENIED and "permission denied" in self.words


def psql(database: Database, statements: Sequence[str]) -> list[Said]:
    """Try statements one after the other, each of them taken back, and return what was said to each."""
    script = ["BEGIN;"]
    for number, statement in enumerate(statements):
        script += [
            "SAVEPOINT one;",
            f"{statement};",
            "\\set state :SQLSTATE",
            "\\set words :LAST_ERROR_MESSAGE",
            "ROLLBACK TO one;",
            f"\\warn @{number}@:state@:words",
        ]
    done = subprocess.run(
        [str(programs.Programs(embedded_files.binaries(), 0).path("psql")), "-X", "-q", "-o", os.devnull, "-f", "-"],
        input="\n".join([*script, "ROLLBACK;"]),
        env=embedded_files.environment() | programs.environment_of(database.url),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    answers: dict[int, Said] = {}
    for line in done.stderr.splitlines():
        if line.startswith("@"):
            _, number, state, words = line.split("@", 3)
            answers[int(number)] = Said(state, words if state != "00000" else "")
    assert len(answers) == len(statements), done.stderr[-2000:]
    return [answers[number] for number in range(len(statements))]


@pytest.fixture
def columns(server: Server, database: Database) -> Iterator[dict[str, str]]:
    """A column of each table that can be written."""
    with server.admin(database.address.database) as connection:
        rows = connection.execute(
            text(
                "SELECT DISTINCT ON (c.relname) c.relname, quote_ident(a.attname) FROM pg_class AS c "
                "JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
                "AND a.attgenerated = '' AND a.attidentity <> 'a' "
                "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY c.relname, a.attnum"
            )
        )
        yield {row[0]: row[1] for row in rows}


@pytest.mark.slow
def test_every_duty_on_every_table_with_every_verb(
    person_with: Callable[..., Database], columns: dict[str, str]
) -> None:
    attempts = 0
    wrong = []
    for duty in (*DUTIES, MAINTENANCE):
        cases = [(table, verb) for table in sorted(columns) for verb in _VERBS]
        said = psql(person_with(duty), [_VERBS[verb].format(table, columns[table]) for table, verb in cases])
        for (table, verb), answer in zip(cases, said, strict=True):
            attempts += 1
            asked = "SELECT" if verb == "COPY" else verb
            may = asked in MATRIX.get(table, {}).get(duty, ())
            is_denied = answer.is_denied and table in answer.words  # not a table that a policy looks into
            if is_denied == may:
                wrong.append((duty, table, verb, may, answer))
    assert wrong == []
    assert attempts > 1_000


_TRICKS = {
    "become the owner": ("SET ROLE ip2a_owner", DENIED),
    "become another duty": ("SET ROLE ip2a_admin", DENIED),
    "become who backs up": (f"SET ROLE {BACKUP_ROLE}", DENIED),
    "become the superuser": ("SET SESSION AUTHORIZATION postgres", DENIED),
    "silence the triggers": ("SET session_replication_role = 'replica'", DENIED),
    "switch row security off": ("SET row_security = off; SELECT * FROM note", DENIED),
    "take a duty": ("GRANT ip2a_private TO CURRENT_USER", DENIED),
    "make a role": ("CREATE ROLE friend LOGIN", DENIED),
    "a function of one's own in the schema": (
        "CREATE FUNCTION public.ip2a_today() RETURNS date LANGUAGE sql RETURN DATE '2000-01-01'", DENIED),
    "a table of one's own in the schema": ("CREATE TABLE public.mine (a integer)", DENIED),
    "drop a trigger": ("DROP TRIGGER y_audit ON member", DENIED),
    "switch a trigger off": ("ALTER TABLE member DISABLE TRIGGER y_audit", DENIED),
    "drop a rule": ("ALTER TABLE member DROP CONSTRAINT member_card_number_blank", DENIED),
    "read the server's files": ("COPY member (card_number) FROM '/etc/passwd'", DENIED),
    "run a program": ("COPY (SELECT 1) TO PROGRAM 'true'", DENIED),
    "read a file": ("SELECT pg_read_file('/etc/passwd')", DENIED),
    "write the record of who did what": (
        ("INSERT INTO audit_log (action, table_name, record_id, subject_id) "
        "VALUES ('insert', 'member', gen_random_uuid(), gen_random_uuid())"), DENIED),
    "sign as somebody else": (
        ("UPDATE member SET updated_by = 'somebody'; SELECT 1 / (SELECT count(*) FROM member "
        "WHERE updated_by = 'somebody')"), "22012"),
    "pay by hand": ("INSERT INTO benevolence_payment DEFAULT VALUES", DENIED),
    "decide by hand": ("UPDATE benevolence_step SET application_id = application_id", DENIED),
    "close a case's step by hand": ("UPDATE grievance_step SET grievance_id = grievance_id", DENIED),
    "heal by hand": ("SELECT repair_undo(gen_random_uuid())", DENIED),
    "a repair's inner part": ("SELECT repair_row('member_private', gen_random_uuid())", DENIED),
    "remove the sample": ("SELECT remove_sample()", DENIED),
    "seal the record": ("SELECT audit_seal_make()", DENIED),
    "private fields by a join": ("SELECT p.* FROM member AS m JOIN member_private AS p USING (id)", DENIED),
    "organizing by a join": ("SELECT c.* FROM organization AS o JOIN organizing_campaign AS c ON true", DENIED),
    "passwords": ("SELECT rolpassword FROM pg_authid", DENIED),
    "copies of statistics": (("SELECT most_common_vals FROM pg_stats WHERE tablename = 'member_private'; "
                             "SELECT 1 / (SELECT count(*) FROM pg_stats WHERE tablename = 'member_private')"), "22012"),
}  # fmt: skip


def test_the_tricks_of_a_person_with_a_password_and_psql(person_with: Callable[..., Database]) -> None:
    clerk = person_with("ip2a_staff")
    said = dict(zip(_TRICKS, psql(clerk, [statement for statement, _ in _TRICKS.values()]), strict=True))
    expected = {name: state for name, (_, state) in _TRICKS.items()}
    assert {name: one.state for name, one in said.items()} == expected


def test_a_search_path_of_ones_own_changes_nothing(person_with: Callable[..., Database], server: Server) -> None:
    """The server's functions look where they were made to look, whatever stands in somebody's own schema."""
    clerk = person_with("ip2a_staff")
    with server.admin(clerk.address.database) as connection:
        open_ended = connection.execute(
            text(
                "SELECT p.proname FROM pg_proc AS p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef "
                "AND NOT EXISTS (SELECT FROM unnest(p.proconfig) AS c WHERE c LIKE 'search_path=%')"
            )
        ).scalars()
        assert list(open_ended) == []
        to_all = connection.execute(
            text(
                "SELECT p.proname FROM pg_proc AS p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef "
                "AND has_function_privilege('public', p.oid, 'EXECUTE')"
            )
        ).scalars()
        assert list(to_all) == []
    said = psql(
        clerk,
        [
            "CREATE TEMP TABLE member (id uuid)",
            "CREATE TEMP TABLE audit_log (a integer); UPDATE public.member SET city = 'Kent'",
        ],
    )
    assert [one.state for one in said] == ["00000", "00000"]
