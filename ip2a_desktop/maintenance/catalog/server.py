"""The server itself: the right one, encrypted, supported, with settings that keep what was saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health import Check, Group, Item, Severity, Verdict
from ip2a_desktop.maintenance.catalog.asking import CatalogCheck, Facts, Judged, Row, could_not, counted, found, passed

END_OF_LIFE = {
    15: date(2027, 11, 11),
    16: date(2028, 11, 9),
    17: date(2029, 11, 8),
    18: date(2030, 11, 14),
}
"""The last day on which a major version gets corrections (postgresql.org/support/versioning)."""

_NOTICE = timedelta(days=180)
_CLOCK_WARN, _CLOCK_FAIL = 5.0, 60.0

ENCRYPTED = Check("server.encrypted", "The session is encrypted", Group.SECURITY)
IDENTITY = Check("server.identity", "This is the server that was set up", Group.SERVER)
SEES_ALL = Check("server.sees_all", "The checks may see everything", Group.MAINTENANCE)
VERSION = Check("server.version", "The version of PostgreSQL is supported", Group.SERVER)
RESTART = Check("server.pending_restart", "No setting waits for a restart", Group.SERVER)
DURABLE = Check("server.durable", "What was saved survives a power cut", Group.SERVER)
CHECKSUMS = Check("server.checksums", "Pages carry checksums, and none was wrong", Group.SERVER)
COLLATION = Check("server.collation", "Names are ordered as when the indexes were built", Group.SERVER)
CLOCK = Check("server.clock", "This computer's clock agrees with the server's", Group.MAINTENANCE)


def _encrypted(rows: Sequence[Row], facts: Facts) -> Judged:
    if not rows:
        return could_not("The server says nothing about this session.")
    row = rows[0]
    if row["here"]:
        return passed("The database is on this computer; nothing goes over a wire.")
    if not row["tls"] and not row["gss"]:
        return found(
            Verdict.FAIL, ENCRYPTED, "What you read and write goes over the network in plain text.",
            "Switch on TLS on the server and choose “verify-full” at sign-in.", severity=Severity.CRITICAL,
        )  # fmt: skip
    mode = facts.options.get("sslmode", "")
    if row["tls"] and mode != "verify-full":
        return found(
            Verdict.WARN, ENCRYPTED, "The session is encrypted, but with whom was not verified.",
            "Choose “verify-full” at sign-in, with the file of the authority that signed the server's certificate.",
            severity=Severity.HIGH,
        )  # fmt: skip
    return passed(f"Encrypted ({row['protocol'] or 'GSS'}), and the server proved who it is.")


def _identity(rows: Sequence[Row], _facts: Facts) -> Judged:
    if not rows or rows[0]["kept"] is None:
        return could_not("Nothing was kept about the server at set-up, so there is nothing to compare with.")
    row = rows[0]
    if row["kept"] == row["here"]:
        return passed("This is the server on which the database was set up.")
    return found(
        Verdict.FAIL, IDENTITY, f"This is another server than the one of {row['marked']}.",
        "If the database was moved or restored here on purpose, an admin accepts it: "
        "ip2adb resilience --accept-server. "
        "If not, you may be looking at a copy: sign out.",
        severity=Severity.HIGH,
    )  # fmt: skip


def _sees_all(_rows: Sequence[Row], facts: Facts) -> Judged:
    if facts.sees_all:
        return passed("You may see all sessions and statistics.")
    return Judged(
        Verdict.PARTIAL,
        "You may see your own sessions only; some checks tell less. "
        "Ask whoever keeps the server to run: GRANT ip2a_maintenance TO your login.",
    )


def _version(_rows: Sequence[Row], facts: Facts) -> Judged:
    name = f"PostgreSQL {facts.major}.{facts.version % 10_000}"
    today = facts.now.date()
    ends = END_OF_LIFE.get(facts.major)
    if facts.major < min(END_OF_LIFE) or (ends is not None and today > ends):
        return found(
            Verdict.FAIL, VERSION, f"{name} gets no corrections any more.",
            "Plan the move to a newer version: a dump, a new server, a restore.", severity=Severity.HIGH,
        )  # fmt: skip
    if ends is None:
        return found(
            Verdict.WARN, VERSION, f"{name} is newer than the versions that this program was tested with.",
            "Look for a newer version of this program.", severity=Severity.LOW,
        )  # fmt: skip
    left = (ends - today).days
    if today > ends - _NOTICE:
        return found(
            Verdict.WARN, VERSION, f"{name} gets corrections for {counted(left, 'more day', 'more days')} only.",
            "Plan the move to a newer version.", severity=Severity.MEDIUM, days_left=left,
        )  # fmt: skip
    return passed(f"{name} gets corrections until {ends:%B %Y}.", days_left=left)


def _restart(rows: Sequence[Row], _facts: Facts) -> Judged:
    if not rows:
        return passed("All settings are in force.")
    items = [Item(row["name"], row["name"]) for row in rows]
    return found(
        Verdict.WARN, RESTART,
        f"{counted(len(items), 'changed setting takes', 'changed settings take')} effect when the server restarts.",
        "Restart the server at a quiet hour.", severity=Severity.LOW, items=items,
    )  # fmt: skip


def _durable(rows: Sequence[Row], _facts: Facts) -> Judged:
    wrong = [row for row in rows if row["setting"] == "off"]
    if len(rows) < 3:
        return could_not("The server did not tell its settings.")
    if not wrong:
        return passed("The server waits for the disk before it says that something is saved.")
    return found(
        Verdict.FAIL, DURABLE, "A power cut can lose or damage what was saved.",
        "Switch these settings on again and restart the server.", severity=Severity.CRITICAL,
        items=[Item(row["name"], f"{row['name']} = off") for row in wrong],
    )  # fmt: skip


def _checksums(rows: Sequence[Row], _facts: Facts) -> Judged:
    if not rows:
        return could_not("The server did not tell.")
    row = rows[0]
    if (row["failures"] or 0) > 0:
        return found(
            Verdict.FAIL, CHECKSUMS,
            f"{counted(row['failures'], 'page read from the disk was', 'pages read from the disk were')} damaged.",
            "Stop working, look at the disk, and restore the newest verified backup elsewhere.",
            severity=Severity.CRITICAL, failures=row["failures"],
        )  # fmt: skip
    if row["setting"] != "on":
        return found(
            Verdict.WARN, CHECKSUMS, "Pages carry no checksums, so damage by the disk would go unnoticed.",
            "Stop the server at a quiet hour and run pg_checksums --enable.", severity=Severity.MEDIUM,
        )  # fmt: skip
    return passed("Every page carries a checksum, and none was wrong.", failures=0)


def _collation(rows: Sequence[Row], _facts: Facts) -> Judged:
    drifted = [row for row in rows if row["kept"] != row["actual"]]
    if not rows:
        return could_not("The server did not tell.")
    if not drifted:
        return passed("The rules for ordering text are those that the indexes were built with.")
    items = [Item(row["name"], row["name"], detail=f"built with {row['kept']}, now {row['actual']}") for row in drifted]
    return found(
        Verdict.FAIL, COLLATION, "The system orders text by other rules than those the indexes were built with.",
        "Rebuild the indexes (REINDEX DATABASE), then ALTER DATABASE … REFRESH COLLATION VERSION.",
        severity=Severity.HIGH, items=items,
    )  # fmt: skip


def _clock(_rows: Sequence[Row], facts: Facts) -> Judged:
    off = facts.clock_off.total_seconds()
    words = f"{abs(off):,.0f} seconds {'ahead of' if off > 0 else 'behind'} the server's"
    if abs(off) < _CLOCK_WARN:
        return passed("It is within five seconds of the server's.", seconds=off)
    return found(
        Verdict.FAIL if abs(off) >= _CLOCK_FAIL else Verdict.WARN, CLOCK, f"This computer's clock is {words}.",
        "Set it by the network's time. Nothing that was saved is dated wrongly: the server's clock counts.",
        severity=Severity.MEDIUM if abs(off) >= _CLOCK_FAIL else Severity.LOW, seconds=off,
    )  # fmt: skip


def accept_server(database: Database) -> None:
    """Keep that this is the right server, after the database was moved or restored here.

    Raises:
        NotAllowed: by somebody who is no admin.
    """
    database.fetch("SELECT server_mark_here()", {})


SERVER_CHECKS = (
    CatalogCheck(
        ENCRYPTED,
        "SELECT s.ssl AS tls, s.version AS protocol, coalesce(g.encrypted, false) AS gss, "
        "inet_client_addr() IS NULL OR host(inet_client_addr()) IN ('127.0.0.1', '::1') AS here "
        "FROM pg_stat_ssl AS s LEFT JOIN pg_stat_gssapi AS g USING (pid) WHERE s.pid = pg_backend_pid()",
        _encrypted,
    ),
    CatalogCheck(
        IDENTITY,
        "SELECT ip2a_server_identifier() AS here, m.system_identifier AS kept, "
        "to_char(m.marked_at, 'FMMonth FMDD, YYYY') AS marked "
        "FROM (SELECT) AS one LEFT JOIN server_mark AS m ON true",
        _identity,
    ),
    CatalogCheck(SEES_ALL, "", _sees_all),
    CatalogCheck(VERSION, "", _version),
    CatalogCheck(RESTART, "SELECT name FROM pg_settings WHERE pending_restart ORDER BY name", _restart),
    CatalogCheck(
        DURABLE,
        "SELECT s.name, current_setting(s.name) AS setting "
        "FROM (VALUES ('fsync'), ('full_page_writes'), ('synchronous_commit')) AS s (name)",
        _durable,
    ),
    CatalogCheck(
        CHECKSUMS,
        "SELECT current_setting('data_checksums') AS setting, sum(checksum_failures)::bigint AS failures "
        "FROM pg_stat_database",
        _checksums,
    ),
    CatalogCheck(
        COLLATION,
        "SELECT datname AS name, datcollversion AS kept, pg_database_collation_actual_version(oid) AS actual "
        "FROM pg_database WHERE datname = current_database() UNION ALL "
        "SELECT c.collname, c.collversion, pg_collation_actual_version(c.oid) FROM pg_collation AS c "
        "WHERE c.collversion IS NOT NULL AND c.oid IN (SELECT unnest(i.indcollation) FROM pg_index AS i)",
        _collation,
    ),
    CatalogCheck(CLOCK, "", _clock),
)
"""The checks of the server itself."""
