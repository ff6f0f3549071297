"""How long work tells where it is and learns that it was cancelled."""

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Called with (done, total, words); raises :class:`~ip2a_desktop.domain.errors.Cancelled` when the person cancelled."""


def silent(done: int, total: int, words: str) -> None:
    """Report to nobody."""
