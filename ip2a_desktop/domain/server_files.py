"""The two files to change on an office's server: who may come in, and how the connection is protected."""

import ipaddress
import re
from dataclasses import dataclass

from ip2a_desktop.domain.errors import InputProblem

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,62}")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")


@dataclass(frozen=True)
class ServerFile:
    """One file of the server.

    Args:
        name: such as ``pg_hba.conf``.
        lead: what to do with it.
        lines: what to write into it.
    """

    name: str
    lead: str
    lines: tuple[str, ...]


def server_files(host: str, database: str, networks: tuple[str, ...]) -> tuple[ServerFile, ServerFile]:
    """Return the files with the hall's own values.

    Args:
        host: the server's name as desktops write it; its certificate has to be for this name.
        database: the database's name.
        networks: from where people sign in, such as ``192.168.1.0/24``; at least one.

    Raises:
        InputProblem: a value is not what it should be.
    """
    if not _HOST.fullmatch(host):
        raise _problem(f"“{host}” is no name of a server.", "Write it as desktops do: hall-server.example.org.")
    if not _NAME.fullmatch(database):
        raise _problem(f"“{database}” is no name of a database.", "Use letters, digits and underscores, such as ip2a.")
    ranges = [_network(one) for one in networks]
    if not ranges:
        raise _problem("No network is named.", "Write from where people sign in, such as 192.168.1.0/24.")
    width = max(len(str(one)) for one in ranges)
    doors = [f"hostssl  {database}  all  {one!s:<{width}}  scram-sha-256" for one in ranges]
    return (
        ServerFile(
            "pg_hba.conf",
            "Put these lines in the place of all that begin with “host”. Lines that begin with “local” stay. Only "
            "encrypted connections from these networks are let in, and no password is sent as it is.",
            ("# TYPE  DATABASE  USER  ADDRESS  METHOD", *doors),
        ),
        ServerFile(
            "postgresql.conf",
            f"Set these. The certificate is for the name {host}; the key belongs to the user postgres, who alone may "
            "read it (chmod 600). Restart the server afterwards.",
            (
                "listen_addresses = '*'",
                "password_encryption = 'scram-sha-256'",
                "ssl = on",
                "ssl_cert_file = 'server.crt'",
                "ssl_key_file = 'server.key'",
                "ssl_min_protocol_version = 'TLSv1.2'",
            ),
        ),
    )


def as_text(files: tuple[ServerFile, ...]) -> str:
    """Return the files as a text to read and to copy from."""
    return "\n\n".join(f"{one.name}\n{one.lead}\n\n" + "\n".join(one.lines) for one in files) + "\n"


def _network(written: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    try:
        found = ipaddress.ip_network(written.strip())
    except ValueError as error:
        raise _problem(f"“{written}” is no network.", "Write it as 192.168.1.0/24; one computer is …/32.") from error
    if found.prefixlen == 0:
        raise _problem("That network is the whole internet.", "Name the office's own, such as 192.168.1.0/24.")
    return found


def _problem(what: str, next_step: str) -> InputProblem:
    return InputProblem(what, "Nothing was written.", next_step)
