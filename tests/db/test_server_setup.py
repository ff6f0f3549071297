"""Setting up a database on a running server of the newest version, by a superuser and by one who only makes roles."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import text

from ip2a_desktop.db import schema
from ip2a_desktop.db.address import ServerAddress
from ip2a_desktop.db.embedded import SUPERUSER
from ip2a_desktop.domain.errors import SchemaMismatch
from ip2a_desktop.services.server_setup import People, set_up_server
from tests.conftest import PASSWORD, Server


@pytest.fixture
def place(server: Server) -> Iterator[ServerAddress]:
    """The address of a database that is not there yet, as the superuser."""
    name = f"hall_{uuid4().hex[:10]}"
    yield server.address.of(SUPERUSER, server.password, name)
    with server.admin() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))


def test_a_superuser_makes_all_of_it_and_again_nothing(place: ServerAddress) -> None:
    first, again = set_up_server(place), set_up_server(place)
    assert (first.is_new, first.before, first.after) == (True, None, schema.HEAD)
    assert (again.is_new, again.before, again.after) == (False, schema.HEAD, schema.HEAD)
    assert not [words for words in first.lacking if "superuser" in words]


def test_who_only_makes_roles_and_databases_can_do_it(server: Server, place: ServerAddress) -> None:
    name = f"helper_{uuid4().hex[:8]}"
    groups = "ip2a_owner, ip2a_staff, ip2a_vp, ip2a_manager, ip2a_president, ip2a_admin, ip2a_organizer, ip2a_auditor"
    with server.admin() as connection:
        connection.execute(text(f"CREATE ROLE {name} LOGIN CREATEROLE CREATEDB PASSWORD '{PASSWORD}'"))
        # As for one who made these roles: on this server another did.
        connection.execute(text(f"GRANT {groups} TO {name} WITH ADMIN OPTION"))
    try:
        made = set_up_server(replace(place, user=name, password=PASSWORD))
        assert (made.is_new, made.after) == (True, schema.HEAD)
    finally:
        with server.admin() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {place.database} WITH (FORCE)"))
            connection.execute(text(f"DROP OWNED BY {name} CASCADE"))
            connection.execute(text(f"DROP ROLE {name}"))


def test_an_older_database_is_not_brought_forward_without_a_backup(server: Server, place: ServerAddress) -> None:
    set_up_server(place)
    with server.admin(place.database) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(SchemaMismatch, match="older") as refused:
        set_up_server(place)
    assert "ip2adb backup" in refused.value.next_step


def test_people_are_listed_without_the_server_s_own(place: ServerAddress) -> None:
    set_up_server(place)
    assert SUPERUSER not in [row.name for row in People(place).rows()]
