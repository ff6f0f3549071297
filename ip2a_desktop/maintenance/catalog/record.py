"""The record of who did what, as far as the catalog tells: its triggers are there, its seal is fresh."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ip2a_desktop.domain.health import Check, Group, Item, Repair, Severity, Verdict
from ip2a_desktop.maintenance.catalog.asking import CatalogCheck, Facts, Judged, Row, could_not, counted, found, passed

TRIGGERS = Check("audit.triggers", "Every change is recorded", Group.AUDIT)
FRESH = Check("audit.seal_age", "The record was sealed lately", Group.AUDIT)

_DAY = 24.0


def _triggers(rows: Sequence[Row], _facts: Facts) -> Judged:
    bare = [row for row in rows if not row["recorded"]]
    if not rows:
        return could_not("No table of the program was found.")
    if not bare:
        return passed(f"Changes of {len(rows)} tables are written down.")
    items = [Item(row["name"], row["name"]) for row in bare]
    return found(
        Verdict.FAIL, TRIGGERS, f"Changes of {counted(len(items), 'table', 'tables')} are not written down any more.",
        "Somebody with the owner's or a superuser's rights removed or switched off a trigger. Find out who, and "
        "switch it on: ALTER TABLE … ENABLE TRIGGER ALL.",
        severity=Severity.CRITICAL, items=items,
    )  # fmt: skip


def _fresh(rows: Sequence[Row], facts: Facts) -> Judged:
    if not rows:
        return could_not("Nothing is known of the seals.")
    row = rows[0]
    if not row["unsealed_rows"]:
        return passed(f"All {row['sealed_rows']:,} rows of the record are sealed.", unsealed=0)
    hours = (facts.now - datetime.fromisoformat(row["oldest_unsealed"])).total_seconds() / 3600
    if hours < _DAY:
        return passed(
            f"{counted(row['unsealed_rows'], 'row', 'rows')} of today will go into the next seal.",
            unsealed=row["unsealed_rows"],
        )
    return found(
        Verdict.WARN, FRESH,
        f"{counted(row['unsealed_rows'], 'row', 'rows')} of the record without a seal, the oldest for "
        f"{counted(round(hours / _DAY), 'day', 'days')}.",
        "Run the health check, which seals them; a transaction that is held open keeps rows from being sealed.",
        severity=Severity.MEDIUM, items=[Item("the record", "The record of who did what")], repair=Repair.SAFE,
        unsealed=row["unsealed_rows"], hours=hours,
    )  # fmt: skip


RECORD_CHECKS = (
    CatalogCheck(
        TRIGGERS,
        # Whatever carries who changed it last is recorded, by a trigger for rows or for statements.
        "SELECT c.relname AS name, EXISTS (SELECT FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid "
        "WHERE t.tgrelid = c.oid AND p.proname LIKE '%audit%' AND t.tgenabled IN ('O', 'A')) AS recorded "
        "FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'updated_by' "
        "AND NOT a.attisdropped WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace",
        _triggers,
    ),
    CatalogCheck(FRESH, "SELECT * FROM audit_seal_state()", _fresh),
)
"""The checks of the record."""
