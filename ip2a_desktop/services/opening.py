"""Opening a database: the embedded one of a data folder, or the office's server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ip2a_desktop.db import schema
from ip2a_desktop.db.address import ServerAddress, address_of
from ip2a_desktop.db.connect_words import UNTRUSTED
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import DatabaseUnavailable, HallError, InputProblem
from ip2a_desktop.domain.profiles import ServerProfile, hosts_of

if TYPE_CHECKING:
    from ip2a_desktop.db.local import LocalDatabase


@dataclass(frozen=True)
class Opened:
    """An open database, and how to leave it.

    Args:
        database: signed in as the person.
        where: where it is, in words.
        local: the embedded server, where it is one.
        wants_password: whether an admin asks the person to choose a new password before anything else.
    """

    database: Database
    where: str
    local: LocalDatabase | None = None
    wants_password: bool = False

    def close(self) -> None:
        """Close the connections, and stop the embedded server if nobody else uses it."""
        self.database.close()
        if self.local is not None:
            self.local.close()


def open_database(url: ServerAddress | str | None, folder: Path) -> Opened:
    """Open the database of ``url``, or the embedded one of the data folder where there is none.

    Raises:
        InputProblem: the URL or the folder cannot be used.
        SchemaMismatch: the database is of another version of the program.
        DatabaseUnavailable, NotAllowed: what the server said.
    """
    return open_server(url) if url else open_embedded(folder)


def open_embedded(folder: Path) -> Opened:
    """Open the embedded database of a data folder, making it the first time."""
    from ip2a_desktop.db.local import LocalDatabase  # noqa: PLC0415 - a person of the office's server needs none of it

    local = LocalDatabase(folder)
    return Opened(local.open(), "On this computer", local)


def server_address(
    *, host: str, port: int, database: str, user: str, password: str, tls: str, ca_file: str = ""
) -> ServerAddress:
    """Return the address of the office's server.

    Args:
        host: its name, or several with commas between, tried in this order.
        port: of hosts that name none.
        tls: PostgreSQL's ``sslmode``, such as ``verify-full``.
        ca_file: the file of the authority that signed the server's certificate; empty trusts what the system trusts.
    """
    query = {"sslmode": tls, "require_auth": "scram-sha-256"}  # a password is never sent as it is, nor as md5
    if tls in ("verify-full", "verify-ca"):
        # libpq takes the system's authorities for the strictest mode only.
        query["sslrootcert"] = ca_file or "system"
    hosts = hosts_of(host, port)
    if len(hosts) == 1:
        return ServerAddress(*hosts[0], database, user, password, query)
    # The first that can be written to: after a failover that is another one.
    query |= {"host": ",".join(name for name, _ in hosts), "port": ",".join(str(number) for _, number in hosts)}
    return ServerAddress("", None, database, user, password, query | {"target_session_attrs": "read-write"})


def profile_address(profile: ServerProfile, password: str) -> ServerAddress:
    """Return the address that a profile means."""
    return server_address(
        host=profile.host,
        port=profile.port,
        database=profile.database,
        user=profile.user,
        password=password,
        tls=profile.tls,
        ca_file=profile.ca_file,
    )


def place_of(address: ServerAddress) -> str:
    """Return where a database is, in words."""
    return "this computer" if address.is_here else address.host or address.query["host"].replace(",", " or ")


def closing_words(error: HallError, address: ServerAddress) -> HallError:
    """Return why a server cannot be used, more exactly where its certificate is the matter."""
    if UNTRUSTED not in str(error.__cause__):
        return error
    from ip2a_desktop.db.certificates import why_refused  # noqa: PLC0415 - needed where a certificate is refused only

    return why_refused(address) or error


def protected(given: ServerAddress | str) -> ServerAddress:
    """Return an address; one of another computer that says nothing about TLS means ``verify-full``.

    Raises:
        InputProblem: this is no address.
    """
    try:
        address = address_of(given)
    except ValueError as error:
        raise InputProblem(
            "This is not the address of a PostgreSQL database.",
            "Nothing was changed.",
            "Write it as postgresql://name@server/database.",
        ) from error
    if not address.is_here and "sslmode" not in address.query:
        address = address.with_query(sslmode="verify-full", sslrootcert="system")
    return address


def open_server(given: ServerAddress | str) -> Opened:
    """Sign in to the office's server; an address that says nothing about TLS means ``verify-full``.

    Raises:
        InputProblem: this is no address.
        SchemaMismatch: the database is of another version of the program.
        DatabaseUnavailable, NotAllowed: what the server said.
    """
    address = protected(given)
    database = Database(address)
    try:
        version, wants_password = schema.look(database)
        schema.refuse_other(version)
    except DatabaseUnavailable as error:
        database.close()
        told = closing_words(error, address)
        # Nobody typed anything yet that could still be there.
        raise DatabaseUnavailable(told.what, "Nothing was changed.", told.next_step) from error
    except BaseException:
        database.close()
        raise
    return Opened(database, f"{address.database} on {place_of(address)}", wants_password=wants_password)
