"""A well-filled database that faults are planted in copies of."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from ip2a_desktop.seed.stress.hall import make_hall
from tests.conftest import _TEMPLATE, PASSWORD, PERSON, Server
from tests.faults.filling import FILLING, fill_where_empty
from tests.faults.places import structures

SCALE = 0.02
"""Two hundred members with five thousand jobs: some of everything, and quick to copy."""


@pytest.fixture(scope="session")
def filled(server: Server) -> Iterator[str]:
    """The name of a database with a small stress hall and rows in every table; only to be copied."""
    yield from filled_hall(server, SCALE)


def filled_hall(server: Server, scale: float) -> Iterator[str]:
    """Make a database with a stress hall of a size and rows in every table; drop it afterwards."""
    name = f"filled_{str(scale).replace('.', '_')}"
    with server.admin() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}"))
        connection.execute(text(f"GRANT CONNECT, TEMPORARY ON DATABASE {name} TO PUBLIC"))
    make_hall(server.address.url(PERSON, PASSWORD, name), scale=scale)
    with server.admin(name) as connection:
        connection.execute(text("SET session_replication_role = replica"))
        for one in FILLING:
            connection.execute(text(one))
        for structure in structures(connection).values():
            fill_where_empty(connection, structure)
        connection.execute(text("ANALYZE"))
    yield name
    with server.admin() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
