"""The office's server in the place of the embedded one: the same tests over TLS, set up by ``server init``."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ip2a_desktop.db import preparing
from ip2a_desktop.db.address import ServerAddress
from ip2a_desktop.db.embedded import Address
from ip2a_desktop.services.server_setup import set_up_server
from tests.servers.cluster import PASSWORD, Cluster, cluster_in


@dataclass(frozen=True)
class OfficeAddress(Address):
    """An address of a cluster, with its authority and full checks."""

    cluster: Cluster = field(kw_only=True)

    def of(self, user: str, password: str, database: str) -> ServerAddress:
        """Return the address of a database for a login role."""
        return self.cluster.address(user, password, database)


@contextmanager
def office_server(folder: Path, database: str, person: str, password: str) -> Iterator[tuple[Address, str]]:
    """Give a server's address and its superuser's password; the database and the person's login are made."""
    with cluster_in(folder) as cluster:
        address = OfficeAddress("localhost", cluster.port, cluster=cluster)
        set_up_server(cluster.address(database=database))
        preparing.prepare(address, PASSWORD, database, person, password)
        yield address, PASSWORD
