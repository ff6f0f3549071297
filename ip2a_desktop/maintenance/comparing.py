"""What changed between two runs: new, still open, fixed, and what the newer one could not look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ip2a_desktop.domain.health import Comparison, Finding, HealthRun, Verdict

_BLIND = (Verdict.NOT_RUN, Verdict.PARTIAL)


def compare(older: HealthRun, newer: HealthRun) -> Comparison:
    """Return what changed between two runs, by distinct problem."""
    before, after = _problems(older), _problems(newer)
    looked = {one.check.name for one in newer.results if one.verdict not in _BLIND}
    blind = {one.check.name.split("/")[1] for one in newer.results if "/" in one.check.name}

    def was_looked_at(finding: Finding) -> bool:
        return checks_of[finding.fingerprint] in looked and finding.rule not in blind

    checks_of = {one.fingerprint: result.check.name for result in older.results for one in result.findings}
    gone = _only(older, lambda key: key not in after)
    return Comparison(
        _only(newer, lambda key: key not in before),
        _only(newer, lambda key: key in before),
        tuple(one for one in gone if was_looked_at(one)),
        tuple(one for one in gone if not was_looked_at(one)),
    )


def _problems(run: HealthRun) -> frozenset[str]:
    return frozenset(key for result in run.results for one in result.findings for key in one.fingerprints())


def _only(run: HealthRun, wanted: Callable[[str], bool]) -> tuple[Finding, ...]:
    """The findings of a run with the rows that are wanted; those without any are left out."""
    found = []
    for one in (finding for result in run.results for finding in result.findings):
        keys = one.fingerprints()
        if not one.items:
            if wanted(keys[0]):
                found.append(one)
            continue
        items = tuple(item for item, key in zip(one.items, keys, strict=True) if wanted(key))
        if items:
            beyond = one.count - len(one.items)
            found.append(replace(one, items=items, count=len(items) + max(beyond, 0)))
    return tuple(found)
