"""Opening a database: the embedded one of a data folder, or the office's server."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from ip2a_desktop.db import schema
from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.local import LocalDatabase
from ip2a_desktop.domain.errors import InputProblem


@dataclass(frozen=True)
class Opened:
    """An open database, and how to leave it.

    Args:
        database: signed in as the person.
        where: where it is, in words.
        local: the embedded server, where it is one.
    """

    database: Database
    where: str
    local: LocalDatabase | None = None

    def close(self) -> None:
        """Close the connections, and stop the embedded server if nobody else uses it."""
        self.database.close()
        if self.local is not None:
            self.local.close()


def open_database(url: str | None, folder: Path) -> Opened:
    """Open the database of ``url``, or the embedded one of the data folder where there is none.

    Raises:
        InputProblem: the URL or the folder cannot be used.
        SchemaMismatch: the database is of another version of the program.
        DatabaseUnavailable, NotAllowed: what the server said.
    """
    return open_server(url) if url else open_embedded(folder)


def open_embedded(folder: Path) -> Opened:
    """Open the embedded database of a data folder, making it the first time."""
    local = LocalDatabase(folder)
    return Opened(local.open(), "On this computer", local)


def server_url(*, host: str, port: int, database: str, user: str, password: str, tls: str, ca_file: str = "") -> URL:
    """Return the address of the office's server.

    Args:
        tls: PostgreSQL's ``sslmode``, such as ``verify-full``.
        ca_file: the file of the authority that signed the server's certificate; empty trusts what the system trusts.
    """
    query = {"sslmode": tls}
    if tls in ("verify-full", "verify-ca"):
        # libpq takes the system's authorities for the strictest mode only.
        query["sslrootcert"] = ca_file or "system"
    return URL.create("postgresql+psycopg2", user, password, host, port, database, query)


def open_server(url: str | URL) -> Opened:
    """Sign in to the office's server; an address that says nothing about TLS means ``verify-full``.

    Raises:
        InputProblem: this is no address.
        SchemaMismatch: the database is of another version of the program.
        DatabaseUnavailable, NotAllowed: what the server said.
    """
    address = _address(url)
    host = str(address.host or address.query.get("host") or "")
    is_here = not host or host.startswith("/")
    if not is_here and "sslmode" not in address.query:
        address = address.update_query_dict({"sslmode": "verify-full", "sslrootcert": "system"})
    database = Database(address)
    try:
        with database.statement() as session:
            found = schema.version_of(session)
        schema.refuse_other(found)
    except BaseException:
        database.close()
        raise
    return Opened(database, f"{address.database} on {'this computer' if is_here else host}")


def _address(url: str | URL) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:  # the latter where the port is no number
        raise _no_address() from error
    if not address.drivername.startswith("postgres") or not address.database:
        raise _no_address()
    return address


def _no_address() -> InputProblem:
    return InputProblem(
        "This is not the address of a PostgreSQL database.",
        "Nothing was changed.",
        "Write it as postgresql://name@server/database.",
    )
