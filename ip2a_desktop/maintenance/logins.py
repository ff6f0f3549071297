"""Logins that nobody has used for a quarter of a year, as far as runs of checks have watched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ip2a_desktop.domain.health import Check, CheckResult, Finding, Group, Item, Severity, Verdict
from ip2a_desktop.maintenance.catalog.asking import counted
from ip2a_desktop.maintenance.inspecting import Look

UNUSED = Check("privileges.unused_logins", "Logins that nobody uses are closed", Group.SECURITY)
_LONG = timedelta(days=90)

# PostgreSQL does not keep when somebody last signed in: runs note who is connected and who wrote.
_SEEN = """
SELECT l.login, l.first_noted, l.last_seen, CURRENT_DATE FROM login_seen AS l
  JOIN pg_roles AS r ON r.rolname = l.login AND r.rolcanlogin AND r.oid <> 10 ORDER BY l.login
"""


class LoginInspection:
    """Judges what runs have noted; the storage's inspection notes it."""

    checks: Sequence[Check] = (UNUSED,)

    def look(self, look: Look) -> Iterator[CheckResult]:
        """Yield the one result."""
        yield judge([tuple(row) for row in look.database.fetch(_SEEN, {})])


def judge(rows: Sequence[tuple[str, date, date | None, date]]) -> CheckResult:
    """Judge logins by when they were first noted and last seen.

    Args:
        rows: login, the day it was first noted, the day it was last seen at work, today.
    """
    if not rows:
        return CheckResult(UNUSED, Verdict.NOT_RUN, "No login was noted yet; an admin's full check does that.")
    today = rows[0][3]
    idle = [(login, seen) for login, noted, seen, _ in rows if (seen or noted) <= today - _LONG]
    unknown = [login for login, noted, seen, _ in rows if seen is None and noted > today - _LONG]
    if idle:
        items = [Item(login, login, detail=f"last seen {seen}" if seen else "never seen") for login, seen in idle]
        finding = Finding(
            UNUSED.name, Severity.MEDIUM, "",
            f"{counted(len(items), 'login was', 'logins were')} not used for 90 days.",
            "Close them: ALTER ROLE … NOLOGIN. Who only reads in short visits may have been missed; ask first.",
            len(items), tuple(items),
        )  # fmt: skip
        return CheckResult(UNUSED, Verdict.WARN, finding.words, (finding,))
    if unknown:
        words = f"{counted(len(unknown), 'login was', 'logins were')} not seen yet; 90 days of watching are needed."
        return CheckResult(UNUSED, Verdict.PARTIAL, words)
    return CheckResult(UNUSED, Verdict.PASS, f"{counted(len(rows), 'login', 'logins')}, all seen within 90 days.")
