"""Test connection against a real server with TLS: each closed door has a sentence of its own."""

import socket
from dataclasses import replace
from pathlib import Path

import psycopg2
import pytest
import trustme
from typer.testing import CliRunner

from ip2a_desktop.cli import app
from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.domain.logins import Duty
from ip2a_desktop.domain.profiles import ServerProfile
from ip2a_desktop.services.opening import open_server, profile_address
from ip2a_desktop.services.profiles import Profiles
from ip2a_desktop.services.server_setup import People
from ip2a_desktop.services.testing_connection import Trial, tried
from tests.servers.cluster import Cluster
from tests.servers.conftest import DATABASE

WORD = "correct horse battery"


@pytest.fixture(scope="module")
def profile(admin_url: str, office: Cluster) -> ServerProfile:
    """How vera of the staff reaches the office's server."""
    People(admin_url).add("vera", WORD, [Duty.STAFF], choose_new=False)
    return ServerProfile("Office", "localhost", office.port, DATABASE, "vera", "verify-full", str(office.ca_file))


def look(profile: ServerProfile, password: str = WORD) -> Trial:
    return tried(profile_address(profile, password))


def problem_of(profile: ServerProfile, password: str = WORD) -> str:
    found = look(profile, password)
    assert found.problem is not None
    assert found.problem.next_step
    return found.problem.what


def do(office: Cluster, *statements: str) -> None:
    connection = psycopg2.connect(**office.address().arguments())
    connection.autocommit = True
    with connection.cursor() as cursor:
        for one in statements:
            cursor.execute(one)
    connection.close()


def test_the_office_s_own_authority(profile: ServerProfile, office: Cluster) -> None:
    found = look(profile)
    assert (found.problem, found.warnings) == (None, ())
    assert f"PostgreSQL {office.major}" in found.words
    assert found.words.endswith("as vera: Staff.")


def test_a_certificate_for_another_name(profile: ServerProfile) -> None:
    assert problem_of(replace(profile, host="127.0.0.1")) == "The certificate is for a server of another name."


def test_a_certificate_of_another_authority(profile: ServerProfile, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(str(other))
    said = "The server's certificate is not one that this computer trusts."
    assert problem_of(replace(profile, ca_file=str(other))) == said
    assert problem_of(replace(profile, ca_file="")) == said
    assert "CA file is not there" in problem_of(replace(profile, ca_file=str(tmp_path / "none.pem")))


def test_an_expired_certificate(profile: ServerProfile, office: Cluster) -> None:
    office.show_certificate(expired=True)
    with office.restarted():
        assert problem_of(profile) == "The server's certificate has expired."
        with pytest.raises(DatabaseUnavailable, match="has expired"):
            open_server(profile_address(profile, WORD))


def test_a_server_without_tls(profile: ServerProfile, office: Cluster) -> None:
    with office.restarted("ssl", "off"):
        assert problem_of(profile) == "The server does not offer an encrypted connection."
        found = look(replace(profile, tls="disable"))
        assert found.problem is None
        assert "not encrypted" in found.warnings[0]


def test_less_protection_is_warned_of(profile: ServerProfile) -> None:
    assert "prove who it is" in look(replace(profile, tls="require")).warnings[0]


def test_a_password_is_not_given_to_who_asks_in_an_unsafe_way(profile: ServerProfile, office: Cluster) -> None:
    do(
        office,
        "CREATE ROLE plainspoken LOGIN PASSWORD 'in plain words'",
        "SET password_encryption = 'md5'; CREATE ROLE oldtimer LOGIN PASSWORD 'as in the old days'",
    )
    for name, word in (("oldtimer", "as in the old days"), ("plainspoken", "in plain words")):
        assert "old, unsafe way" in problem_of(replace(profile, user=name), word)


def test_closed_doors(profile: ServerProfile, office: Cluster, admin_url: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = free.getsockname()[1]
    assert "Nothing listens" in problem_of(replace(profile, port=nobody))
    assert "No server of that name" in problem_of(replace(profile, host="hall.invalid"))
    assert problem_of(profile, "a wrong word") == "The user name or password is wrong."
    assert "no database of that name" in problem_of(replace(profile, database="nobody_made_it"))
    assert "lets nobody in" in problem_of(replace(profile, user="stranger"))
    do(office, f"CREATE ROLE newcomer LOGIN PASSWORD '{WORD}'")
    assert "no right to this database" in problem_of(replace(profile, user="newcomer"))
    assert "not been set up" in problem_of(replace(profile, database="postgres"))
    People(admin_url).lock("vera")
    assert problem_of(profile) == "This login is locked."
    People(admin_url).unlock("vera")


@pytest.mark.parametrize(("found", "said"), [("0001", "has not been set up for this version"), ("9999", "newer")])
def test_a_schema_of_another_version(profile: ServerProfile, office: Cluster, found: str, said: str) -> None:
    address = office.address(database=DATABASE)
    connection = psycopg2.connect(**address.arguments())
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT version_num FROM alembic_version")
        before = cursor.fetchone()[0]
        cursor.execute("UPDATE alembic_version SET version_num = %s", [found])
        assert said in problem_of(profile)
        cursor.execute("UPDATE alembic_version SET version_num = %s", [before])
    connection.close()


def test_the_second_host_takes_over(profile: ServerProfile, office: Cluster) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = free.getsockname()[1]
    several = replace(profile, host=f"localhost:{nobody}, localhost:{office.port}")
    opened = open_server(profile_address(several, WORD))
    assert opened.database.fetch("SELECT session_user::text", {}) == [("vera",)]
    opened.close()
    assert look(several).problem is None


def test_the_commands(profile: ServerProfile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ip2a_desktop.cli.console.kept_password", lambda _key, _user: WORD)
    data = ["--data", str(tmp_path / "data")]
    Profiles(tmp_path / "data").keep(profile)

    def run(*arguments: str) -> str:
        said = CliRunner().invoke(app, [*arguments, *data])
        assert said.exit_code == 0, said.output
        assert WORD not in said.output
        return said.output

    assert "as vera: Staff" in run("profile", "test", "office")
    kept: list[str] = []
    monkeypatch.setattr("ip2a_desktop.cli.console.keep_password", lambda _key, _user, word: not kept.append(word))
    typed = CliRunner().invoke(app, ["profile", "test", "office", "--ask", *data], input="a wrong word\n")
    assert (typed.exit_code, kept) == (1, [])
    typed = CliRunner().invoke(app, ["profile", "test", "office", "--ask", *data], input=f"{WORD}\n")
    assert (typed.exit_code, kept) == (0, [WORD])
    file = tmp_path / "office.json"
    run("profile", "export", "Office", str(file))
    written = file.read_text(encoding="utf-8")
    assert "BEGIN CERTIFICATE" in written
    assert "vera" not in written
    run("profile", "forget", "Office")
    assert "none yet" in run("profile", "list")
    run("profile", "import", str(file), "--user", "vera")
    assert "vera" in CliRunner().invoke(app, ["--profile", "Office", "status", *data]).output
