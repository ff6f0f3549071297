"""The office server's password: kept by the system's keyring, or not at all."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked

from ip2a_desktop.services.credentials import keep_password, kept_password


class _Memory(KeyringBackend):
    """A keyring that forgets at the end of the test."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))


class _Forgetful(_Memory):
    """Takes passwords and keeps none, as the null backend does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep nothing."""


class _Locked(_Memory):
    """A keyring whose owner does not unlock it."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("locked")

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("locked")


@pytest.fixture(autouse=True)
def usual_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_a_password_is_kept_for_its_server_and_person() -> None:
    memory = _Memory()
    keyring.set_keyring(memory)
    assert keep_password("hall:5432/ip2a", "ana", "a word")
    assert kept_password("hall:5432/ip2a", "ana") == "a word"
    assert kept_password("hall:5432/ip2a", "bo") is None
    assert kept_password("elsewhere:5432/ip2a", "ana") is None
    assert list(memory.kept) == [("IP2A Desktop", "ana@hall:5432/ip2a")]


@pytest.mark.parametrize("backend", [fail.Keyring, _Forgetful, _Locked])
def test_where_nothing_is_kept_that_is_said(backend: type[KeyringBackend]) -> None:
    keyring.set_keyring(backend())
    assert not keep_password("hall:5432/ip2a", "ana", "a word")
    assert kept_password("hall:5432/ip2a", "ana") is None
