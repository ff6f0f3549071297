"""Records that stopped coming in: each kind has its usual rhythm, and a feed that fell silent is noticed by that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ip2a_desktop.domain.health import Check, CheckResult, Finding, Group, Item, Severity, Verdict
from ip2a_desktop.maintenance.catalog.asking import counted
from ip2a_desktop.maintenance.inspecting import Look

RHYTHM = Check("rhythm.records", "Records come in at their usual pace", Group.STORAGE)
_WARN, _FAIL = 2, 5


@dataclass(frozen=True)
class Rhythm:
    """How often something is usually written in a hall that is at work.

    Args:
        key: a table, or ``import:`` with the kind of import; empty for anything at all.
        words: what a person calls it.
        days: the usual time between two writes.
    """

    key: str
    words: str
    days: int


RHYTHMS = (
    Rhythm("", "Anything at all", 3),
    Rhythm("member", "Members", 14),
    Rhythm("employment", "Jobs", 14),
    Rhythm("organization", "Employers", 45),
    Rhythm("note", "Notes", 14),
    Rhythm("grievance", "Grievances", 45),
    Rhythm("grievance_step", "Steps of grievances", 45),
    Rhythm("benevolence_application", "Applications to the fund", 90),
    Rhythm("benevolence_payment", "Payments of the fund", 120),
    Rhythm("organizing_activity", "Organizing activities", 30),
    Rhythm("import:elections", "Files of election results", 45),
)
"""What the hall's office writes and which files come in from outside."""

_LAST = """
SELECT table_name, max(at) FROM audit_log GROUP BY table_name
UNION ALL SELECT 'import:' || kind, max(started_at) FROM import_batch WHERE kind <> 'sample' GROUP BY kind
UNION ALL SELECT '', max(at) FROM audit_log
"""


class RhythmInspection:
    """Compares the last write of each kind with its rhythm; a kind that was never used has none."""

    checks: Sequence[Check] = (RHYTHM,)

    def look(self, look: Look) -> Iterator[CheckResult]:
        """Yield the one result."""
        last = {name: at for name, at in look.database.fetch(_LAST, {}) if at is not None}
        now: datetime = look.database.fetch("SELECT clock_timestamp()", {})[0][0]
        yield judge(last, now)


def judge(last: Mapping[str, datetime], now: datetime) -> CheckResult:
    """Judge the time since the last write of each kind against twice and five times its rhythm."""
    used = [one for one in RHYTHMS if one.key in last]
    if not used:
        return CheckResult(RHYTHM, Verdict.NOT_RUN, "Nothing was ever written, so there is no pace to compare with.")
    silent = [(one, now - last[one.key]) for one in used if now - last[one.key] >= timedelta(days=one.days * _WARN)]
    if not silent:
        return CheckResult(RHYTHM, Verdict.PASS, f"All {len(used)} kinds that are in use came in lately.")
    verdict = Verdict.WARN
    if any(gap >= timedelta(days=one.days * _FAIL) for one, gap in silent):
        verdict = Verdict.FAIL
    items = [
        Item(
            one.key or "anything", one.words, detail=f"{counted(gap.days, 'day', 'days')} ago, usually every {one.days}"
        )
        for one, gap in silent
    ]
    finding = Finding(
        RHYTHM.name, Severity.MEDIUM if verdict is Verdict.FAIL else Severity.LOW, "",
        f"{counted(len(items), 'kind of record has', 'kinds of records have')} not come in for unusually long.",
        "Ask whether the work stopped, or is being written down elsewhere; mute what is as it should be.",
        len(items), tuple(items),
    )  # fmt: skip
    return CheckResult(RHYTHM, verdict, finding.words, (finding,))
