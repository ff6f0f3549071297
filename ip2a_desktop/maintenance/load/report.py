"""What a load run found: how many people were at work, how fast it went, what failed, what the server says."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ip2a_desktop.maintenance.load.people import Lived
from ip2a_desktop.maintenance.load.plan import Act, LoadPlan


@dataclass(frozen=True)
class Times:
    """How long operations took, failed ones with their waits included, in milliseconds.

    Args:
        count: how many.
        failed: how many of them did not work.
        average: of all.
        p50: half took no longer; so on for 95 and 99 of a hundred.
        p95: see above.
        p99: see above.
        longest: the longest one.
    """

    count: int
    failed: int
    average: float
    p50: float
    p95: float
    p99: float
    longest: float

    @classmethod
    def of(cls, took: Sequence[float], failed: int) -> "Times":
        """Count and rank."""
        ranked = sorted(took)
        if not ranked:
            return cls(0, failed, 0.0, 0.0, 0.0, 0.0, 0.0)

        def rank(share: float) -> float:
            return round(ranked[math.ceil(share * len(ranked)) - 1], 2)

        average = round(sum(ranked) / len(ranked), 2)
        return cls(len(ranked), failed, average, rank(0.5), rank(0.95), rank(0.99), round(ranked[-1], 2))


@dataclass(frozen=True)
class LoadReport:
    """The whole outcome.

    Args:
        plan: what was run.
        processes: in how many processes.
        at_work: how many people worked at the same time, at the most.
        kept_away: what those were told who could not sign in.
        seconds: from the first operation to the last.
        a_second: operations a second while everybody was at work; over all seconds where they never were together.
        all: all operations.
        acts: by act.
        resolved: how often somebody else had saved first and it was put right.
        processor: milliseconds of a processor that the people themselves took for one operation; two hundred desktops
            would bring their own.
        words: what was said to those whose operations failed, the first few.
        server: what the server counted meanwhile.
    """

    plan: LoadPlan
    processes: int
    at_work: int
    kept_away: tuple[str, ...]
    seconds: float
    a_second: float
    all: Times
    acts: Mapping[Act, Times]
    resolved: int
    processor: float
    words: tuple[str, ...]
    server: Mapping[str, Any]

    @property
    def is_clean(self) -> bool:
        """Whether everybody came and nothing failed."""
        return not self.all.failed and self.at_work == self.plan.users


def report_of(
    plan: LoadPlan, lived: Sequence[Lived], kept_away: Sequence[str], server: Mapping[str, Any]
) -> LoadReport:
    """Put together what the processes lived through."""
    times: dict[Act, list[tuple[float, float]]] = {}
    failures: dict[Act, int] = {}
    for one in lived:
        for act, found in one.times.items():
            times.setdefault(act, []).extend(found)
        for act, count in one.failures.items():
            failures[act] = failures.get(act, 0) + count
    spans = [span for one in lived for span in one.spans]
    every = [one for found in times.values() for one in found]
    ends = [at + took / 1000 for at, took in every]
    seconds = max(ends, default=0.0) - min((at for at, _ in every), default=0.0)
    return LoadReport(
        plan,
        len(plan.groups),
        _together(spans),
        tuple(kept_away),
        round(seconds, 2),
        round(_a_second(plan, spans, ends, seconds), 1),
        Times.of([took for _, took in every], sum(failures.values())),
        {act: Times.of([took for _, took in times[act]], failures.get(act, 0)) for act in Act if act in times},
        sum(one.resolved for one in lived),
        round(sum(one.processor for one in lived) * 1000 / len(every), 2) if every else 0.0,
        tuple(words for one in lived for words in one.words)[:10],
        server,
    )


def _together(spans: Sequence[tuple[float, float]]) -> int:
    """Return how many were at work at the same time, at the most."""
    most = now = 0
    for _, step in sorted([(begin, 1) for begin, _ in spans] + [(end, -1) for _, end in spans]):
        now += step
        most = max(most, now)
    return most


def _a_second(plan: LoadPlan, spans: Sequence[tuple[float, float]], ends: Sequence[float], seconds: float) -> float:
    first, last = max((begin for begin, _ in spans), default=0.0), min((end for _, end in spans), default=0.0)
    if len(spans) == plan.users and last - first >= 1:
        return sum(first <= end <= last for end in ends) / (last - first)
    return len(ends) / seconds if seconds else 0.0
