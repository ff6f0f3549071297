"""A server in a throw-away folder, into which a backup is restored to prove it."""

import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ip2a_desktop.db.embedded import Address, EmbeddedServer


class ScratchServer(EmbeddedServer):
    """An embedded server whose password is kept nowhere, and whose data nobody needs after a crash."""

    _more_settings = (
        "fsync = off",
        "full_page_writes = off",
        "synchronous_commit = off",
        "wal_level = minimal",
        "max_wal_senders = 0",
        "max_wal_size = '4GB'",
        "autovacuum = off",
        "maintenance_work_mem = '256MB'",
    )

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._secret = secrets.token_urlsafe(32)

    def superuser_password(self) -> str:
        """Return the password that this object made."""
        return self._secret

    def _make_password(self) -> str:
        return self._secret


@contextmanager
def scratch_server(beside: Path) -> Iterator[tuple[Address, str]]:
    """Give the address and the superuser's password of a fresh server, gone at the end with all its data.

    Args:
        beside: the folder in which its folder is made; there must be room for the data.

    Raises:
        InputProblem: the folder cannot be used.
        DatabaseUnavailable: the server does not start.
    """
    folder = Path(tempfile.mkdtemp(prefix="scratch-", dir=beside))
    folder.chmod(folder.stat().st_mode | stat.S_IXGRP | stat.S_IXOTH)  # as root, the server's own user has to pass
    server = ScratchServer(folder)
    try:
        address = server.start()
        try:
            yield address, server.superuser_password()
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
