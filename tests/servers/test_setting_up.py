"""Setting up an empty server: what is made, that doing it again changes nothing, and what is refused."""

import json

import psycopg2
import pytest
from typer.testing import CliRunner

from ip2a_desktop.cli import app
from ip2a_desktop.db import schema
from ip2a_desktop.domain.errors import InputProblem, NotAllowed
from ip2a_desktop.services.opening import open_server
from ip2a_desktop.services.server_setup import set_up_server
from tests.servers.cluster import Cluster
from tests.servers.conftest import as_text


def ask(address, question):
    connection = psycopg2.connect(**address.arguments())
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(question)
        found = cursor.fetchall() if cursor.description else []
    connection.close()
    return found


def test_an_empty_server_gets_all_of_it_and_the_second_time_changes_nothing(office: Cluster) -> None:
    url = as_text(office.address(database="first_hall"))
    made = set_up_server(url)
    assert (made.is_new, made.before, made.after, made.lacking) == (True, None, schema.HEAD, ())
    assert made.server_version.startswith(f"{office.major}.")
    inside = office.address(database="first_hall")
    owners = ask(inside, "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
    assert owners == [("ip2a_owner",)]
    assert ask(inside, "SELECT has_database_privilege('public', current_database(), 'CONNECT')") == [(False,)]
    again = set_up_server(url)
    assert (again.is_new, again.before, again.lacking) == (False, schema.HEAD, ())
    opened = open_server(url)
    assert opened.where == "first_hall on localhost"
    opened.close()


def test_a_login_that_only_makes_roles_and_databases_does_it_and_says_what_is_left(office: Cluster) -> None:
    ask(office.address(), "CREATE ROLE helper LOGIN CREATEROLE CREATEDB PASSWORD 'a helping hand'")
    made = set_up_server(as_text(office.address("helper", "a helping hand", "second_hall")))
    assert made.is_new
    assert any("Checks of files and statistics" in words for words in made.lacking)


def test_a_login_without_rights_is_told_what_it_takes(office: Cluster) -> None:
    ask(office.address(), "CREATE ROLE nobody_much LOGIN PASSWORD 'nothing to offer'")
    with pytest.raises(NotAllowed, match="may not create roles"):
        set_up_server(as_text(office.address("nobody_much", "nothing to offer", "third_hall")))


def test_a_database_of_something_else_is_left_alone(office: Cluster) -> None:
    ask(office.address(), "CREATE DATABASE bakery")
    ask(office.address(database="bakery"), "CREATE TABLE cake (name text)")
    with pytest.raises(InputProblem, match="tables of something else"):
        set_up_server(as_text(office.address(database="bakery")))
    assert ask(office.address(database="bakery"), "SELECT tableowner FROM pg_tables WHERE tablename = 'cake'") == [
        ("postgres",)
    ]


def test_the_printed_files_keep_out_who_does_not_encrypt(office: Cluster, admin_url: str) -> None:
    said = CliRunner().invoke(
        app, ["server", "files", "--host", "localhost", "--network", "127.0.0.1/32", "--network", "::1/128", "--json"]
    )
    assert said.exit_code == 0, said.output
    lines = json.loads(said.stdout)["pg_hba.conf"]
    before = (office.data / "pg_hba.conf").read_text(encoding="utf-8")
    office.write("pg_hba.conf", "\n".join(["local all all scram-sha-256", *lines, ""]))
    try:
        with office.restarted():
            address = office.address(database="ip2a")
            assert ask(address, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()") == [(True,)]
            assert ask(address, "SELECT count(*) FROM pg_hba_file_rules WHERE error IS NOT NULL") == [(0,)]
            with pytest.raises(psycopg2.OperationalError, match="no encryption"):
                ask(address.with_query(sslmode="disable"), "SELECT 1")
            office.write("pg_hba.conf", before)
    finally:
        office.write("pg_hba.conf", before)


def test_the_command_says_what_it_did(admin_url: str) -> None:
    said = CliRunner().invoke(app, ["server", "init", admin_url])
    assert said.exit_code == 0, said.output
    assert "was set up already" in said.output
    assert "the password of these tests" not in said.output
