"""pg_dump and pg_restore: where they are, what they are told, and how they are ended when a person cancels."""

import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sqlalchemy import URL

from ip2a_desktop.db import embedded_files
from ip2a_desktop.domain.errors import HallError, InputProblem

_POLL_SECONDS = 0.1
_LAST_WORDS = 2_000
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # only Windows has it, and only there one would flash up
_ENVIRONMENT = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "host": "PGHOST", "port": "PGPORT"}


class ProgramFailed(HallError):
    """A program of PostgreSQL said no; ``said`` is what it printed."""

    def __init__(self, program: str, said: str) -> None:
        self.said = said
        last = said.strip().splitlines()[-1] if said.strip() else "it said nothing"
        super().__init__(f"{program} failed: {last}", "Nothing was changed.", "Look at the server, then try again.")


@dataclass(frozen=True)
class Programs:
    """A folder with the client programs of PostgreSQL.

    Args:
        folder: where they lie.
        major: their version, such as 18.
    """

    folder: Path
    major: int

    def path(self, name: str) -> Path:
        """Return the path of a program."""
        return self.folder / (f"{name}.exe" if sys.platform == "win32" else name)


def with_program() -> Programs:
    """Return the programs that come with this one; they cannot encrypt."""
    return Programs(embedded_files.binaries(), int(embedded_files.major_version()))


def for_server(major: int, *, encrypted: bool, chosen: str = "") -> Programs:
    """Return programs that can dump a server.

    Args:
        major: the server's version; a dump needs a program that is not older.
        encrypted: whether the connection is encrypted, which the programs that come with this one cannot do.
        chosen: the folder that Settings names; empty looks where the system puts them.

    Raises:
        InputProblem: there is none, with what to install.
    """
    ours = with_program()
    if not encrypted and ours.major >= major and not chosen:
        return ours
    folders = [Path(chosen)] if chosen else _usual_folders()
    found = [one for one in map(_programs_in, folders) if one is not None and one.major >= major]
    if found:
        return max(found, key=lambda one: one.major)
    raise InputProblem(
        f"There is no pg_dump of version {major} or newer that can speak to this server.",
        "No backup was made.",
        f"Install the client programs of PostgreSQL {major} or newer, or name their folder in the backup's settings.",
    )


def _usual_folders() -> list[Path]:
    on_path = shutil.which("pg_dump")
    patterns = {
        "win32": ("C:/Program Files/PostgreSQL", "*/bin"),
        "darwin": ("/opt/homebrew/opt", "*postgresql*/bin"),
    }
    base, pattern = patterns.get(sys.platform, ("/usr/lib/postgresql", "*/bin"))
    found = sorted(Path(base).glob(pattern)) if Path(base).is_dir() else []
    return [*([Path(on_path).parent] if on_path else []), *found]


def _programs_in(folder: Path) -> Programs | None:
    programs = Programs(folder, 0)
    if not programs.path("pg_dump").is_file():
        return None
    try:
        said = subprocess.run(
            [str(programs.path("pg_dump")), "--version"], capture_output=True, text=True, timeout=10, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"\) (\d+)", said)
    return Programs(folder, int(found[1])) if found else None


def environment_of(url: URL) -> dict[str, str]:
    """Return what tells a program which database to use; a password in the environment is seen by nobody else."""
    told = {
        "PGHOST": url.host,
        "PGPORT": str(url.port) if url.port else None,
        "PGUSER": url.username,
        "PGPASSWORD": str(url.password) if url.password else None,
        "PGDATABASE": url.database,
        "PGCONNECT_TIMEOUT": "15",
        "PGAPPNAME": "IP2A Desktop backup",
    }
    told |= {_ENVIRONMENT[name]: str(value) for name, value in url.query.items() if name in _ENVIRONMENT}
    if told.get("PGSSLROOTCERT") == "system":  # known to PostgreSQL 16 and newer only; the file means the same
        told["PGSSLROOTCERT"] = ssl.get_default_verify_paths().cafile or "system"
    return {name: value for name, value in told.items() if value is not None}


def run(
    program: Path,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    on_wait: Callable[[], None] = lambda: None,
    *,
    output: IO[bytes] | None = None,
) -> str:
    """Run a program to its end; return what it said beside its output.

    Args:
        program: its path.
        arguments: without passwords, since others see them.
        environment: of :func:`environment_of`.
        on_wait: called ten times a second; what it raises ends the program.
        output: where its output goes; nowhere where None.

    Raises:
        ProgramFailed: it ended with another code than 0.
    """
    env = {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [str(program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output or subprocess.DEVNULL,
            stderr=said,
            env=env | dict(environment),
            creationflags=_NO_WINDOW,
        )
        try:
            while process.poll() is None:
                on_wait()
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_POLL_SECONDS)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        said.seek(0, os.SEEK_END)
        said.seek(max(0, said.tell() - _LAST_WORDS))
        words = said.read().decode("utf-8", errors="replace")
    if process.returncode != 0:
        raise ProgramFailed(program.stem, words)
    return words
