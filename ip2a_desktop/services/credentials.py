"""The password of the office's server: in the system's keyring, never in a file."""

import logging

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
    import keyring  # noqa: PLC0415 - its back ends take a while to load, and a person alone never needs them

    key = f"{user}@{server}"
    try:
        keyring.set_password(_SERVICE, key, password)
        return keyring.get_password(_SERVICE, key) == password
    except keyring.errors.KeyringError as error:
        _log.info("no keyring here: %s", error)
        return False


def kept_password(server: str, user: str) -> str | None:
    """Return the password kept in the system's keyring, None where there is none."""
    import keyring  # noqa: PLC0415 - as above

    try:
        return keyring.get_password(_SERVICE, f"{user}@{server}")
    except keyring.errors.KeyringError as error:
        _log.info("no keyring here: %s", error)
        return None
