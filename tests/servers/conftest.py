"""One server of the system's own PostgreSQL (15 on Debian 12) for the tests here; see ``--all-servers``."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ip2a_desktop.db.address import ServerAddress
from ip2a_desktop.services.server_setup import set_up_server
from tests.servers.cluster import Cluster, cluster_in

DATABASE = "ip2a"


@pytest.fixture(scope="session")
def office(open_folder: Path) -> Iterator[Cluster]:
    """The office's server as it is after its installation: empty, with TLS."""
    with cluster_in(open_folder / "office") as made:
        yield made


@pytest.fixture(scope="session")
def admin_url(office: Cluster) -> str:
    """The address of the server's admin, with the database that the office's work is in; it is set up."""
    url = as_text(office.address(database=DATABASE))
    set_up_server(url)
    return url


def as_text(address: ServerAddress) -> str:
    return address.url().render_as_string(hide_password=False)
