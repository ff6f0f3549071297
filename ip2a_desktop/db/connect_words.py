"""What the driver says when a server lets nobody in, or cannot be reached, as a sentence with what to do."""

from ip2a_desktop.domain.errors import DatabaseUnavailable, HallError, NotAllowed

_ASK = "Ask whoever looks after the server."
_AGAIN = "Check the connection and try again."

UNTRUSTED = "certificate verify failed"
"""The driver's words for a certificate that is not trusted, expired or not yet valid; it does not say which."""

_Words = tuple[type[HallError], str, str]

# In this order: a server with several addresses says something for each, and the last step reached tells most.
_SAID: tuple[tuple[tuple[str, ...], _Words], ...] = (
    (
        ("authentication method requirement", "SCRAM authentication requires"),
        (
            DatabaseUnavailable,
            "The server asks for the password in an old, unsafe way, so it was not sent.",
            "Have scram-sha-256 set for this login in the server's pg_hba.conf, and the password set anew.",
        ),
    ),
    (
        ("password authentication failed", "no password supplied"),
        (NotAllowed, "The user name or password is wrong.", "Type them again; a password may also have run out."),
    ),
    (
        ("is not permitted to log in",),
        (NotAllowed, "This login is locked.", "Ask an admin to unlock it."),
    ),
    (
        ("permission denied for database",),
        (NotAllowed, "This login has no right to this database.", "Ask an admin to give you a duty."),
    ),
    (
        ("no encryption", "pg_hba.conf rejects"),
        (DatabaseUnavailable, "The server lets nobody in from here, or not by this name or protection.", _ASK),
    ),
    (
        ("no pg_hba.conf entry",),
        (DatabaseUnavailable, "The server lets nobody in from this computer by this name.", _ASK),
    ),
    (
        ("too many connections", "too many clients", "remaining connection slots"),
        (DatabaseUnavailable, "The server has no free place: too many programs are connected.", "Try again soon."),
    ),
    (
        ("is starting up", "is shutting down", "in recovery mode", "not accepting connections"),
        (DatabaseUnavailable, "The server is just starting or stopping.", "Try again in a moment."),
    ),
    (
        ("session is read-only", "server is in hot standby"),
        (DatabaseUnavailable, "Only a copy of the database that cannot be written to was reached.", _ASK),
    ),
    (
        ("does not match host name",),
        (
            DatabaseUnavailable,
            "The certificate is for a server of another name.",
            "Write the name exactly as the certificate has it, or ask whoever looks after the server.",
        ),
    ),
    (
        ("root certificate file", "could not read root certificate", "could not load system root"),
        (DatabaseUnavailable, "The CA file is not there or cannot be read.", "Choose the file that you were given."),
    ),
    (
        (UNTRUSTED,),
        (
            DatabaseUnavailable,
            "The server's certificate is not one that this computer trusts.",
            "Choose the CA file that you were given with the server's name.",
        ),
    ),
    (
        ("certificate",),
        (DatabaseUnavailable, "The server's certificate is not the one that was expected.", _ASK),
    ),
    (
        ("does not support SSL",),
        (
            DatabaseUnavailable,
            "The server does not offer an encrypted connection.",
            "Ask whoever looks after the server to turn TLS on (ssl = on).",
        ),
    ),
    (
        ("expected authentication request", "invalid response to SSL negotiation", "wrong version number"),
        (
            DatabaseUnavailable,
            "The server at this address is not PostgreSQL.",
            "Check the server's name and port, then try again.",
        ),
    ),
    (
        ("invalid port number",),
        (
            DatabaseUnavailable,
            "There is no such port.",
            "Write a port between 1 and 65535; PostgreSQL's own is 5432.",
        ),
    ),
    (
        ("is too long",),
        (DatabaseUnavailable, "The folder of the server's socket has too long a name.", "Name a shorter one."),
    ),
    (
        ("Connection refused", "No such file or directory"),
        (
            DatabaseUnavailable,
            "Nothing listens at the address of the database.",
            "Check the name and the port, and whether the server runs.",
        ),
    ),
    (
        ("timeout expired", "timed out", "No route to host", "Network is unreachable"),
        (
            DatabaseUnavailable,
            "The server does not answer.",
            "Check the network of this computer (and the office's VPN), then try again.",
        ),
    ),
    (
        ("could not translate host name",),
        (
            DatabaseUnavailable,
            "No server of that name was found.",
            "Check the name, and whether this computer is in the office's network.",
        ),
    ),
)


def why_not(words: str) -> HallError | None:
    """Return what the driver's words about a connection mean to a person, None where that is unknown."""
    if 'database "' in words and "does not exist" in words:
        return DatabaseUnavailable(
            "The server has no database of that name.",
            "Nothing was changed.",
            "Check its name; an admin makes it with: ip2adb server init",
        )
    for fragments, (kind, what, next_step) in _SAID:
        if any(fragment in words for fragment in fragments):
            kept = "Nothing was changed." if kind is NotAllowed else "What you typed is still here."
            return kind(what, kept, next_step)
    return None


def lost() -> DatabaseUnavailable:
    """Return what is said where the connection ended and nothing is known about why."""
    return DatabaseUnavailable("The connection to the database was lost.", "What you typed is still here.", _AGAIN)
