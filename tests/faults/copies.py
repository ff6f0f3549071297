"""Copies of a filled database: one for each group of faults, made in a moment, gone afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health import CheckResult, Finding
from ip2a_desktop.maintenance.inspecting import Look, inspect
from ip2a_desktop.maintenance.integrity import inspections
from tests.conftest import PASSWORD, PERSON, Server


@dataclass(frozen=True)
class Copy:
    """A database that faults are planted in.

    Args:
        server: that it is on.
        name: of the database.
        database: as a person with all duties.
    """

    server: Server
    name: str
    database: Database

    @contextmanager
    def past_all_rules(self) -> Iterator[Any]:
        """Give a superuser's connection in autocommit for which no trigger and no reference counts."""
        with self.server.admin(self.name) as connection:
            connection.execute(text("SET session_replication_role = replica"))
            yield connection

    def plant(self, *statements: str) -> None:
        """Run statements past triggers and references."""
        with self.past_all_rules() as connection:
            for one in statements:
                connection.execute(text(one.replace(":", r"\:")))

    def looked(self) -> list[CheckResult]:
        """Return what all checks of the data and of its rules say."""
        return list(inspect(inspections(), Look(self.database, Path())))


@contextmanager
def copy_of(server: Server, template: str) -> Iterator[Copy]:
    """Give a copy of a database, dropped afterwards."""
    name = f"faults_{uuid4().hex[:12]}"
    with server.admin() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        connection.execute(text(f"GRANT CONNECT, TEMPORARY ON DATABASE {name} TO PUBLIC"))
    database = Database(server.address.url(PERSON, PASSWORD, name))
    try:
        yield Copy(server, name, database)
    finally:
        database.close()
        with server.admin() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def findings(results: list[CheckResult]) -> dict[str, Finding]:
    """Return what was found, by rule."""
    return {one.rule: one for result in results for one in result.findings}


def hits(results: list[CheckResult]) -> set[tuple[str, str]]:
    """Return rule and key of every single row or object that was found."""
    return {(one.rule, item.key) for result in results for one in result.findings for item in one.items}
