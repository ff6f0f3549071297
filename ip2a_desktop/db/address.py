"""The address of a database: read from a text, given to the driver as its arguments, without SQLAlchemy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

if TYPE_CHECKING:
    from sqlalchemy import URL

_TEXT = re.compile(
    r"(?P<scheme>\w+)(?:\+\w+)?://"
    r"(?:(?P<user>[^:/]*)(?::(?P<password>[^@]*))?@)?"
    r"(?:\[(?P<ipv6>[^/?]+)\]|(?P<host>[^/:?]+))?(?::(?P<port>\d*))?"
    r"(?:/(?P<database>[^?]*))?(?:\?(?P<query>.*))?"
)


@dataclass(frozen=True)
class ServerAddress:
    """Where a database is and as whom to sign in.

    Args:
        host: a name or number; empty where the query names a folder with a socket, or for this computer.
        port: None for the usual one.
        database: its name.
        user: the login role.
        password: of the role.
        query: further arguments of the driver, such as ``sslmode``.
    """

    host: str = ""
    port: int | None = None
    database: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    query: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> ServerAddress:
        """Return the address that a text such as ``postgresql://name@server/database`` means.

        Raises:
            ValueError: it is no address of a PostgreSQL database.
        """
        found = _TEXT.fullmatch(text)
        if found is None or not found["scheme"].startswith("postgres") or not found["database"]:
            raise ValueError("not the address of a PostgreSQL database")
        return cls(
            unquote(found["ipv6"] or found["host"] or ""),
            int(found["port"]) if found["port"] else None,
            found["database"],
            unquote(found["user"] or ""),
            unquote(found["password"] or ""),
            dict(parse_qsl(found["query"] or "", keep_blank_values=True)),
        )

    @property
    def is_here(self) -> bool:
        """Whether the server is on this computer, reached by its socket."""
        host = self.host or self.query.get("host", "")
        return not host or host.startswith("/")

    def with_query(self, **more: str) -> ServerAddress:
        """Return this address with more arguments for the driver."""
        return replace(self, query={**self.query, **more})

    def arguments(self) -> dict[str, Any]:
        """Return the driver's arguments."""
        named = {
            "host": self.host,
            "port": self.port,
            "dbname": self.database,
            "user": self.user,
            "password": self.password,
        }
        return {name: value for name, value in named.items() if value} | dict(self.query)

    def url(self) -> URL:
        """Return the same as SQLAlchemy's URL."""
        from sqlalchemy import URL  # noqa: PLC0415 - a start knows its address before SQLAlchemy is loaded

        parts = (self.user or None, self.password or None, self.host or None, self.port, self.database)
        return URL.create("postgresql+psycopg2", *parts, query=dict(self.query))


def address_of(given: ServerAddress | URL | str) -> ServerAddress:
    """Return the address that is given in one of its forms.

    Raises:
        ValueError: a text is no address of a PostgreSQL database.
    """
    if isinstance(given, ServerAddress):
        return given
    if isinstance(given, str):
        return ServerAddress.of(given)
    query = {name: value if isinstance(value, str) else ",".join(value) for name, value in given.query.items()}
    user, password = given.username or "", str(given.password or "")
    return ServerAddress(given.host or "", given.port, given.database or "", user, password, query)
