"""Server profiles: where the office's server is, under a name, without any password."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Literal, get_args

from ip2a_desktop.domain.errors import InputProblem

TlsMode = Literal["verify-full", "verify-ca", "require", "disable"]

TLS_MODES: Final[tuple[tuple[TlsMode, str, str], ...]] = (
    ("verify-full", "Encrypted, and the server proves who it is", ""),
    (
        "verify-ca",
        "Encrypted, but the server’s name is not checked",
        "Another machine with a certificate from the same office could pretend to be your server.",
    ),
    (
        "require",
        "Encrypted, but anybody may pretend to be the server",
        "Nobody can listen in passing, but an impostor gets your password and every record you open.",
    ),
    (
        "disable",
        "Not encrypted",
        "Everybody on the same network can read your password and every record you open.",
    ),
)
"""What protects the connection: the driver's word, what it means, and what is to be said against it."""

USUAL_PORT: Final = 5432
USUAL_DATABASE: Final = "ip2a"
_FORMAT: Final = "ip2a-server-profile"
_VERSION: Final = 1
_LONGEST: Final = 200_000  # characters of a file that somebody sent


@dataclass(frozen=True)
class ServerProfile:
    """The way to a server.

    Args:
        name: what people call it.
        host: its name, or several with commas between, tried in this order; each may have its port after a colon.
        port: of hosts that name none.
        database: the database's name.
        user: who signs in; empty in a profile for others.
        tls: how the connection is protected.
        ca_file: the authority's certificates; empty means those that this computer trusts.
    """

    name: str
    host: str
    port: int = USUAL_PORT
    database: str = USUAL_DATABASE
    user: str = ""
    tls: TlsMode = "verify-full"
    ca_file: str = ""

    @property
    def key(self) -> str:
        """Under what its password is kept."""
        return f"{self.host}:{self.port}/{self.database}"

    @property
    def warning(self) -> str:
        """What is to be said against its protection; empty for the strictest."""
        return next(words for mode, _label, words in TLS_MODES if mode == self.tls)


def hosts_of(host: str, port: int) -> list[tuple[str, int]]:
    """Return the hosts of a text such as ``hall, spare:5433`` with their ports; a bare IPv6 number stays whole.

    Raises:
        InputProblem: what follows a colon is no port, or there is no host.
    """
    found = [_host(one.strip(), port) for one in host.split(",") if one.strip()]
    if not found:
        raise InputProblem("There is no name of a server.", "Nothing was changed.", "Write the server's name.")
    return found


def _host(written: str, port: int) -> tuple[str, int]:
    if written.startswith("["):
        name, _, rest = written[1:].partition("]")
        said = rest.removeprefix(":")
    elif written.count(":") == 1:
        name, _, said = written.partition(":")
    else:
        name, said = written, ""
    number = int(said) if said.isdecimal() and said.isascii() else port if not said else 0
    if not 1 <= number <= 65_535:
        raise InputProblem(
            f"“{said}” is no port.", "Nothing was changed.", "Write a port between 1 and 65535, such as server:5432."
        )
    return name, number


def exported(profile: ServerProfile, authority: str) -> str:
    """Return a profile as the text of a file for others: without who signs in, with the authority's certificates.

    Args:
        authority: the text of the CA file; empty where it has none.
    """
    kept = asdict(replace(profile, user="", ca_file=""))
    return json.dumps({"format": _FORMAT, "version": _VERSION, **kept, "authority": authority}, indent=2)


def imported(text: str) -> tuple[ServerProfile, str]:
    """Return the profile of a file, and the text of the CA file that came in it.

    Raises:
        InputProblem: this is no such file.
    """
    try:
        found: Any = json.loads(text) if len(text) <= _LONGEST else None
    except ValueError:
        found = None
    if not isinstance(found, dict) or found.get("format") != _FORMAT or found.get("version") != _VERSION:
        raise InputProblem(
            "This is not a server profile of this program.",
            "Nothing was changed.",
            "Ask for a file made with “Export”, or type the server's name yourself.",
        )
    authority = found.get("authority", "")
    return _checked(found), authority if isinstance(authority, str) else ""


def _checked(found: dict[str, Any]) -> ServerProfile:
    words = {name: found.get(name, "") for name in ("name", "host", "database", "tls")}
    port = found.get("port", USUAL_PORT)
    right = all(isinstance(one, str) and one and one.isprintable() for one in words.values())
    if not right or words["tls"] not in get_args(TlsMode) or not isinstance(port, int):
        raise InputProblem(
            "This server profile is damaged.", "Nothing was changed.", "Ask whoever made the file for a new one."
        )
    hosts_of(words["host"], port)
    return ServerProfile(**words, port=port)
