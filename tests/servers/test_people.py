"""People of a server: let in, given duties, locked out, given passwords that no log and no screen ever shows."""

from datetime import date, timedelta

import psycopg2
import pytest
from typer.testing import CliRunner

from ip2a_desktop.cli import app
from ip2a_desktop.domain.errors import DatabaseUnavailable, NotAllowed, NotFound, RuleViolation
from ip2a_desktop.domain.logins import Duty
from ip2a_desktop.services.opening import open_server
from ip2a_desktop.services.own_password import choose_password
from ip2a_desktop.services.server_setup import People
from tests.servers.cluster import Cluster
from tests.servers.conftest import DATABASE, as_text

WORD = "correct horse battery"


@pytest.fixture
def people(admin_url: str) -> People:
    return People(admin_url)


def row_of(people: People, name: str):
    return next(row for row in people.rows() if row.name == name)


def test_a_person_signs_in_with_just_the_duties_given(people: People, office: Cluster) -> None:
    people.add("rosa", WORD, [Duty.STAFF])
    opened = open_server(office.address("rosa", WORD, DATABASE))
    assert opened.database.fetch("SELECT count(*) FROM member", {}) == [(0,)]
    with pytest.raises(NotAllowed):
        opened.database.fetch("SELECT count(*) FROM salt", {})
    people.give("rosa", [Duty.ORGANIZER, Duty.PRIVATE])
    assert opened.database.fetch("SELECT count(*) FROM salt", {}) == [(0,)]
    opened.close()
    row = row_of(people, "rosa")
    assert row.duties == (Duty.ORGANIZER, Duty.PRIVATE)
    assert row.wants_password


def test_a_locked_person_is_out_at_once_and_back_when_unlocked(people: People, office: Cluster) -> None:
    people.add("joe", WORD, [Duty.STAFF], choose_new=False)
    opened = open_server(office.address("joe", WORD, DATABASE))
    opened.database.fetch("SELECT 1", {})
    assert row_of(people, "joe").is_here
    assert people.lock("joe") >= 1
    with pytest.raises((DatabaseUnavailable, NotAllowed)):  # it was noticed before the question, or with it
        opened.database.fetch("SELECT 1", {})
    opened.close()
    assert row_of(people, "joe").is_locked
    with pytest.raises(NotAllowed, match="locked"):
        open_server(office.address("joe", WORD, DATABASE))
    people.unlock("joe")
    open_server(office.address("joe", WORD, DATABASE)).close()


def test_a_password_is_kept_as_scram_and_never_reaches_the_log(people: People, office: Cluster) -> None:
    people.add("li", "the first long word", [Duty.STAFF])
    people.set_password("li", "another long word", until=date.today() + timedelta(days=3))
    connection = psycopg2.connect(**office.address().arguments())
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'li'")
        assert cursor.fetchone()[0].startswith("SCRAM-SHA-256$")
    connection.close()
    log = (office.folder / "server.log").read_text(encoding="utf-8")
    assert 'ALTER ROLE "li"' in log
    assert "another long word" not in log
    assert "the first long word" not in log
    assert row_of(people, "li").until == date.today() + timedelta(days=3)
    open_server(office.address("li", "another long word", DATABASE)).close()


def test_the_person_chooses_a_new_password_and_is_asked_once(people: People, office: Cluster) -> None:
    people.add("mia", WORD, [Duty.STAFF])
    opened = open_server(office.address("mia", WORD, DATABASE))
    assert opened.wants_password
    url = as_text(office.address("mia", WORD, DATABASE))
    refused = CliRunner().invoke(app, ["status", "--database", url])
    assert isinstance(refused.exception, NotAllowed)
    for poor in ("short", WORD):
        with pytest.raises(RuleViolation):
            choose_password(opened, poor)
    again = choose_password(opened, "my very own words")
    assert not again.wants_password
    again.close()
    assert not row_of(people, "mia").wants_password
    with pytest.raises(NotAllowed, match="password is wrong"):
        open_server(office.address("mia", WORD, DATABASE))
    people.want_password("mia")
    url = as_text(office.address("mia", "my very own words", DATABASE))
    given = "other words of my own\n"
    said = CliRunner().invoke(app, ["password", "--password-stdin", "--database", url], input=given)
    assert said.exit_code == 0, said.output
    assert "words" not in said.output
    open_server(office.address("mia", "other words of my own", DATABASE)).close()


@pytest.mark.parametrize(
    ("name", "password"), [("Rosa P", WORD), ("pg_me", WORD), ("tom", "short"), ("tom", "tom is my own name")]
)
def test_poor_names_and_passwords_are_refused(people: People, name: str, password: str) -> None:
    with pytest.raises(RuleViolation):
        people.add(name, password, [Duty.STAFF])


def test_nobody_touches_the_server_s_own_logins(people: People) -> None:
    for name in ("postgres", "ip2a_owner", "nobody-at-all"):
        with pytest.raises(NotFound):
            people.lock(name)


def test_two_people_of_one_name(people: People) -> None:
    people.add("twice", WORD, [Duty.STAFF])
    with pytest.raises(RuleViolation, match="already"):
        people.add("twice", WORD, [Duty.STAFF])


def test_the_commands(admin_url: str) -> None:
    def run(*arguments: str, given: str | None = None) -> str:
        said = CliRunner().invoke(app, ["user", *arguments, "--database", admin_url], input=given)
        assert said.exit_code == 0, said.output
        assert WORD not in said.output
        return said.output

    assert "Staff" in run("add", "sam", "--duty", "staff", "--duty", "backup", given=f"{WORD}\n{WORD}\n")
    assert "Auditor" in run("duties", "sam", "--duty", "auditor")
    assert "yes" in run("lock", "sam")
    assert "locked out" in run("list")
    run("unlock", "sam")
    run("password", "sam", "--password-stdin", given=f"{WORD} again\n")
    run("password", "sam", "--ask")
    assert "chooses a new password" in run("list")
