"""Generated passwords of the embedded server: in the system's keyring, else in a file only the person can read."""

import logging
import os
import secrets
from pathlib import Path

import keyring
from keyring.errors import KeyringError

_SERVICE = "IP2A Desktop"
_log = logging.getLogger(__name__)


def load_or_make(folder: Path, name: str) -> str:
    """Return the password kept for ``name`` of the data folder, making and keeping one the first time.

    Raises:
        OSError: there is no keyring, and the file cannot be written.
    """
    return load(folder, name) or _keep(folder, name, secrets.token_urlsafe(32))


def load(folder: Path, name: str) -> str | None:
    """Return the password kept for ``name`` of the data folder, or None."""
    path = _file(folder, name)
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    try:
        return keyring.get_password(_SERVICE, _key(folder, name))
    except KeyringError as error:
        _log.info("the keyring does not answer: %s", error)
        return None


def _keep(folder: Path, name: str, password: str) -> str:
    try:
        keyring.set_password(_SERVICE, _key(folder, name), password)
        if keyring.get_password(_SERVICE, _key(folder, name)) == password:
            return password
    except KeyringError as error:
        _log.info("no keyring here, a private file keeps the password: %s", error)
    path = _file(folder, name)
    # Opened closed to others, rather than closed after the password is in it.
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(password)
        file.flush()
        os.fsync(file.fileno())
    return password


def _file(folder: Path, name: str) -> Path:
    return folder / f".{name}.secret"


def _key(folder: Path, name: str) -> str:
    return f"{name}@{folder}"
