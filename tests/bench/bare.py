"""The reference of what the database is asked: the same SQL by psycopg2 alone."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import psycopg2
import psycopg2.extensions
from sqlalchemy import URL


class Said:
    """Connections that remember the last statement as the server got it; give ``connection`` to ``Database``."""

    def __init__(self) -> None:
        self.last = b""
        said = self

        class Cursor(psycopg2.extensions.cursor):
            def execute(self, query: Any, *arguments: Any) -> None:
                super().execute(query, *arguments)
                said.last = self.query

        class Connection(psycopg2.extensions.connection):
            def cursor(self, *arguments: Any, **options: Any) -> Any:
                return super().cursor(*arguments, **{"cursor_factory": Cursor} | options)

        self.connection = Connection


def connect(url: URL) -> Any:
    """Return a connection that commits each statement."""
    connection = psycopg2.connect(
        host=url.query.get("host") or url.host,
        port=url.port,
        user=url.username,
        password=url.password,
        dbname=url.database,
        options="-c timezone=UTC -c jit=off",
    )
    connection.autocommit = True
    return connection


def milliseconds(cursor: Any, sql: bytes) -> float:
    """Return how long a statement takes until all its rows are there."""
    began = perf_counter()
    cursor.execute(sql)
    cursor.fetchall()
    return (perf_counter() - began) * 1000
