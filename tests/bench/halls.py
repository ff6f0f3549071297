"""The databases of the bench: one server for the run, and a database of the real schema for each kind of data."""

from __future__ import annotations

import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, text

from ip2a_desktop.db import preparing
from ip2a_desktop.db.embedded import SUPERUSER, EmbeddedServer

PERSON = "bench"
PASSWORD = "a password of the bench"


@dataclass(frozen=True)
class Data:
    """What a database is filled with, by SQL and without its triggers.

    Args:
        name: names the database.
        rows: how many of what is counted.
        counted: what is counted, for people.
        fill: makes so many rows in an empty database.
    """

    name: str
    rows: int
    counted: str
    fill: Callable[[Connection, int], None]


@dataclass(frozen=True)
class Hall:
    """A filled database: its URL for a person with all duties, and for the superuser."""

    url: URL
    admin_url: URL
    rows: int


class Halls:
    """Databases on one server, each made when it is first wanted.

    Args:
        server: the server of this run, started.
        rows: how many rows, for data of which another number is wanted than its own.
    """

    def __init__(self, server: EmbeddedServer, rows: dict[str, int]) -> None:
        self._address = server.start()
        self._password = server.superuser_password()
        self._rows = rows
        self._made: dict[str, Hall] = {}

    def hall(self, data: Data) -> Hall:
        """Return the database that holds this data."""
        if data.name not in self._made:
            self._made[data.name] = self._filled(data, self._rows.get(data.name, data.rows))
        return self._made[data.name]

    def _filled(self, data: Data, rows: int) -> Hall:
        print(f"Making {rows:,} {data.counted} …", flush=True)
        name = f"ip2a_bench_{data.name}"
        preparing.prepare(self._address, self._password, name, PERSON, PASSWORD)
        admin_url = self._address.url(SUPERUSER, self._password, name)
        engine = create_engine(admin_url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for setting in ("session_replication_role = replica", "synchronous_commit = off"):
                connection.execute(text(f"SET {setting}"))
            connection.execute(text("SET maintenance_work_mem = '512MB'"))
            data.fill(connection, rows)
            connection.execute(text("RESET ALL"))
            connection.execute(text("VACUUM (ANALYZE)"))
            connection.execute(text("CHECKPOINT"))
        engine.dispose()
        return Hall(self._address.url(PERSON, PASSWORD, name), admin_url, rows)


@contextmanager
def halls(rows: dict[str, int]) -> Iterator[Halls]:
    """Give the databases of a run, on a server of its own that goes when the bench is done."""
    folder = Path(tempfile.mkdtemp(prefix="ip2a-bench-"))
    folder.chmod(folder.stat().st_mode | stat.S_IXGRP | stat.S_IXOTH)  # as root the server is another user
    server = EmbeddedServer(folder / "data")
    try:
        yield Halls(server, rows)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
