"""The system's PostgreSQL in a throw-away folder, on a loopback port, with TLS and passwords as an office has them."""

import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme

from ip2a_desktop.db import embedded_files
from ip2a_desktop.db.address import ServerAddress

_PLACE = Path("/usr/lib/postgresql")
_KNOWN = range(15, 19)
SUPERUSER = "postgres"
PASSWORD = "the password of these tests"
NAME = "localhost"
_HBA = """
local     all  all                        scram-sha-256
hostssl   all  oldtimer     all           md5
hostssl   all  plainspoken  all           password
host      all  stranger     all           reject
host      all  all          127.0.0.1/32  scram-sha-256
host      all  all          ::1/128       scram-sha-256
"""


class Cluster:
    """The server.

    Args:
        folder: new; the server's user has to reach it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.port = _free_port()
        self.major, self.binaries = system_s_own()
        self.authority = trustme.CA()
        self.ca_file = folder / "office-ca.pem"

    def start(self) -> None:
        """Make the cluster and start it."""
        embedded_files.make_private(self.folder, for_server=True)
        self.folder.chmod(0o755)
        secret = self.folder / "secret"
        secret.write_text(PASSWORD, encoding="ascii")
        embedded_files.give_to_server(secret)
        self._run(
            "initdb", "-D", str(self.data), "-U", SUPERUSER, f"--pwfile={secret}", "--auth=scram-sha-256",
            "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-sync",
        )  # fmt: skip
        self.authority.cert_pem.write_to_path(str(self.ca_file))
        self.write("pg_hba.conf", _HBA)
        more = f"""
listen_addresses = '127.0.0.1'
port = {self.port}
unix_socket_directories = '{self.folder}'
timezone = 'UTC'
log_statement = 'all'
ssl = on
ssl_cert_file = 'server.crt'
ssl_key_file = 'server.key'
"""
        self.write("postgresql.conf", (self.data / "postgresql.conf").read_text(encoding="utf-8") + more)
        self.show_certificate()
        self._pg_ctl("start")

    def stop(self) -> None:
        """Stop the server."""
        self._pg_ctl("-m", "immediate", "stop")

    def show_certificate(self, *, expired: bool = False) -> None:
        """Put a certificate of the office's own authority in place; a running server shows it after a restart."""
        end = datetime.now(UTC) + timedelta(days=-1 if expired else 30)
        made = self.authority.issue_cert(NAME, not_before=end - timedelta(days=60), not_after=end)
        chain = b"".join(one.bytes() for one in made.cert_chain_pems).decode()
        self.write("server.crt", chain)
        self.write("server.key", made.private_key_pem.bytes().decode())

    @contextmanager
    def restarted(self, setting: str = "", value: str = "") -> Iterator[None]:
        """Run with another setting (or certificate) for a while."""
        before = (self.data / "postgresql.conf").read_text(encoding="utf-8")
        if setting:
            changed = re.sub(rf"^{setting} = .*$", f"{setting} = {value}", before, flags=re.MULTILINE)
            self.write("postgresql.conf", changed)
        self._pg_ctl("-m", "fast", "restart")
        try:
            yield
        finally:
            self.write("postgresql.conf", before)
            self.show_certificate()
            self._pg_ctl("-m", "fast", "restart")

    def address(self, user: str = SUPERUSER, password: str = PASSWORD, database: str = "postgres") -> ServerAddress:
        """Return an address that trusts the office's authority and checks the name."""
        query = {"sslmode": "verify-full", "sslrootcert": str(self.ca_file)}
        return ServerAddress(NAME, self.port, database, user, password, query)

    def write(self, name: str, text: str) -> None:
        """Write a file of the server's own."""
        path = self.data / name
        path.write_text(text, encoding="utf-8")
        embedded_files.give_to_server(path)

    def _pg_ctl(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", str(self.data), "-l", str(self.folder / "server.log"), "-w", *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        output = self.folder / "said"
        with output.open("wb") as file:
            done = subprocess.run(
                [str(self.binaries / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                env=embedded_files.environment(),
                check=False,
                **embedded_files.as_server_user(),
            )
        assert done.returncode == 0, output.read_text(encoding="utf-8", errors="replace")


def system_s_own() -> tuple[int, Path]:
    """Return the version and the programs of the newest PostgreSQL that the system's packages brought."""
    found = [major for major in _KNOWN if (_PLACE / str(major) / "bin" / "initdb").is_file()]
    assert found, f"no PostgreSQL in {_PLACE}: build/dev.py test --all-servers brings it, or says how"
    return found[-1], _PLACE / str(found[-1]) / "bin"


@contextmanager
def cluster_in(folder: Path) -> Iterator[Cluster]:
    """Run a server in a new folder until the end of the block."""
    made = Cluster(folder)
    try:
        made.start()
        yield made
    finally:
        if (made.data / "postmaster.pid").exists():
            made.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
