"""The password of the office's server: in the system's keyring, never in a file."""

import logging

import keyring
from keyring.errors import KeyringError

_SERVICE = "IP2A Desktop"
_log = logging.getLogger(__name__)


def keep_password(server: str, user: str, password: str) -> bool:
    """Keep a password in the system's keyring.

    Args:
        server: host, port and database, as one name.
        user: the login name.
        password: what to keep.

    Returns:
        Whether it is kept; False where this computer has no keyring, so that it holds for this session only.
    """
    key = f"{user}@{server}"
    try:
        keyring.set_password(_SERVICE, key, password)
        return keyring.get_password(_SERVICE, key) == password
    except KeyringError as error:
        _log.info("no keyring here: %s", error)
        return False


def kept_password(server: str, user: str) -> str | None:
    """Return the password kept in the system's keyring, None where there is none."""
    try:
        return keyring.get_password(_SERVICE, f"{user}@{server}")
    except KeyringError as error:
        _log.info("no keyring here: %s", error)
        return None
