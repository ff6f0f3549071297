"""Generated passwords of the embedded server: in the system's keyring, else in a file only the person can read."""

import logging
import os
import secrets
from pathlib import Path

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
    return _from_keyring(f"{name}@{folder}")


def _from_keyring(key: str) -> str | None:
    import keyring  # noqa: PLC0415 - its back ends take a while to load, and often a file answers first

    try:
        return keyring.get_password(_SERVICE, key)
    except keyring.errors.KeyringError as error:
        _log.info("the keyring does not answer: %s", error)
        return None


def _to_keyring(key: str, password: str) -> bool:
    import keyring  # noqa: PLC0415 - as above

    try:
        keyring.set_password(_SERVICE, key, password)
        return keyring.get_password(_SERVICE, key) == password
    except keyring.errors.KeyringError as error:
        _log.info("no keyring here, a private file keeps the password: %s", error)
        return False


def _keep(folder: Path, name: str, password: str) -> str:
    if not _to_keyring(f"{name}@{folder}", password):
        path = _file(folder, name)
        # Opened closed to others, rather than closed after the password is in it.
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(password)
            file.flush()
            os.fsync(file.fileno())
    return password


def _file(folder: Path, name: str) -> Path:
    return folder / f".{name}.secret"
