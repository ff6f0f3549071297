"""Opening a database by its address: a sentence for everything that is no database of this program."""

import socket
import threading

import pytest
from sqlalchemy import URL, make_url, text

from ip2a_desktop.db.address import ServerAddress
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import DatabaseUnavailable, InputProblem, NotAllowed, SchemaMismatch
from ip2a_desktop.services.opening import open_database, open_server, server_address
from tests.conftest import Server


def as_text(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def test_an_address_opens_the_database_as_the_person(database_url: URL, tmp_path: object) -> None:
    opened = open_database(as_text(database_url), tmp_path)  # type: ignore[arg-type]  # no folder is looked at
    try:
        assert opened.local is None
        assert opened.where == f"{database_url.database} on this computer"
    finally:
        opened.close()


@pytest.mark.parametrize(
    "nonsense", ["hello", "postgresql://", "postgresql://hall:port/ip2a", "mysql://hall/ip2a", "//"]
)
def test_nonsense_is_no_address(nonsense: str) -> None:
    with pytest.raises(InputProblem, match="not the address") as raised:
        open_server(nonsense)
    assert "postgresql://name@server/database" in raised.value.next_step


def test_a_port_where_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(DatabaseUnavailable, match="Nothing listens") as raised:
        open_server(f"postgresql://ana:word@127.0.0.1:{port}/ip2a?sslmode=disable")
    assert raised.value.kept == "Nothing was changed.", "nobody typed anything yet"


@pytest.mark.parametrize("answer", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"SSH-2.0-OpenSSH_9.9\r\n"])
def test_a_server_that_is_no_postgresql(answer: bytes) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()

        def speak() -> None:
            caller, _address = listening.accept()
            caller.recv(4096)
            caller.sendall(answer)
            caller.close()

        speaking = threading.Thread(target=speak)
        speaking.start()
        with pytest.raises(DatabaseUnavailable, match="is not PostgreSQL") as raised:
            open_server(f"postgresql://ana:word@127.0.0.1:{listening.getsockname()[1]}/ip2a?sslmode=disable")
        speaking.join()
    assert "port" in raised.value.next_step


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("postgresql://ana:word@127.0.0.1:99999/ip2a?sslmode=disable", "no such port"),
        (f"postgresql://ana:word@/ip2a?host=/{'x' * 200}&sslmode=disable", "too long a name"),
    ],
)
def test_a_port_or_a_socket_that_cannot_be(address: str, what: str) -> None:
    with pytest.raises(DatabaseUnavailable, match=what) as raised:
        open_server(address)
    assert raised.value.next_step


def test_a_server_that_nobody_knows() -> None:
    with pytest.raises(DatabaseUnavailable, match="No server of that name"):
        open_server("postgresql://ana:word@hall.invalid/ip2a")


def test_a_wrong_password(database_url: URL) -> None:
    with pytest.raises(NotAllowed, match="password is wrong"):
        open_server(as_text(database_url.set(password="another")))


def test_a_database_that_is_not_there(database_url: URL) -> None:
    with pytest.raises(DatabaseUnavailable, match="no database of that name"):
        open_server(as_text(database_url.set(database="nobody_made_it")))


def test_a_database_of_another_program(server: Server, database_url: URL) -> None:
    other = "of_another_program"
    with server.admin() as connection:
        connection.execute(text(f"CREATE DATABASE {other}"))
    try:
        with pytest.raises(SchemaMismatch):
            open_server(as_text(database_url.set(database=other)))
    finally:
        with server.admin() as connection:
            connection.execute(text(f"DROP DATABASE {other} WITH (FORCE)"))


def test_a_database_of_a_newer_version(server: Server, database_url: URL) -> None:
    with server.admin(database_url.database or "") as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from_the_future'"))
    with pytest.raises(SchemaMismatch) as raised:
        open_server(as_text(database_url))
    assert raised.value.next_step


@pytest.mark.parametrize(
    ("tls", "ca_file", "expected"),
    [
        ("verify-full", "", {"sslmode": "verify-full", "sslrootcert": "system"}),
        ("verify-ca", "hall.crt", {"sslmode": "verify-ca", "sslrootcert": "hall.crt"}),
        ("require", "", {"sslmode": "require"}),
    ],
)
def test_protection_is_part_of_the_address(tls: str, ca_file: str, expected: dict[str, str]) -> None:
    address = server_address(
        host="hall", port=5433, database="ip2a", user="ana", password="p@ss/word", tls=tls, ca_file=ca_file
    )
    assert address.query == expected | {"require_auth": "scram-sha-256"}
    assert Database(as_text(address.url())).address == address


def test_an_address_that_says_nothing_of_protection_gets_the_strictest(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[ServerAddress] = []

    def refuse(address: ServerAddress) -> Database:
        asked.append(address)
        raise DatabaseUnavailable("No.", "", "")

    monkeypatch.setattr("ip2a_desktop.services.opening.Database", refuse)
    with pytest.raises(DatabaseUnavailable):
        open_server("postgresql://ana@hall/ip2a")
    assert dict(asked[0].query) == {"sslmode": "verify-full", "sslrootcert": "system"}


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ana@hall/ip2a",
        "postgresql+psycopg2://ana:p%40ss%2Fword@hall:5433/ip2a?sslmode=require&application_name=x%20y",
        "postgres://ana:a password@/ip2a?host=%2Frun%2Fpostgresql",
        "postgresql://[2001:db8::1]:5433/ip2a",
        "postgresql:///ip2a",
    ],
)
def test_an_address_means_what_it_means_to_sqlalchemy(address: str) -> None:
    ours = ServerAddress.of(address)
    theirs = make_url(address.replace("postgres:", "postgresql:")).set(drivername="postgresql+psycopg2")
    assert ours.url() == theirs
    given = theirs.get_dialect()().create_connect_args(theirs)[1]
    assert ours.arguments() == given
