"""Which run speaks for the database now, and how it reads with what is muted now."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from ip2a_desktop.domain.health import HealthRun, Mute, RunKind, Verdict


class Runs(Protocol):
    """What knows the newest run."""

    def last(self, kind: RunKind | None = None) -> HealthRun | None: ...


def latest(runs: Runs) -> HealthRun | None:
    """Return the run that speaks for the database: the newest full one, unless a newer look found something grave.

    The hourly look sees a part only: that it passed says nothing of the rest.
    """
    newest = runs.last()
    if newest is None or newest.kind is RunKind.FULL:
        return newest
    full = runs.last(RunKind.FULL)
    return newest if full is None or newest.verdict is Verdict.FAIL else full


def as_muted(run: HealthRun, mutes: Sequence[Mute]) -> HealthRun:
    """Return a run as it reads with what is muted now."""
    return replace(run, muted={one.fingerprint: one.reason for one in mutes})
