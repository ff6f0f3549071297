"""Whether the database still enforces its rules, and whether it is built as the migrations left it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ip2a_desktop.db import schema
from ip2a_desktop.db.driver_errors import CONSTRAINTS
from ip2a_desktop.domain.health import Check, CheckResult, Finding, Group, Item, Repair, Severity, Verdict, fingerprint
from ip2a_desktop.maintenance.asking import Asker
from ip2a_desktop.maintenance.hall_words import spaced, words_of
from ip2a_desktop.maintenance.inspecting import Look
from ip2a_desktop.maintenance.reading_catalog import Actual, actual_rules, expected_rules
from ip2a_desktop.maintenance.structure import Expected

ENFORCED = Check("rules.enforced", "The database enforces every rule", Group.RULES)
DRIFT = Check("rules.drift", "The database is built as the program left it", Group.RULES)
VERSION = Check("rules.version", "The database is of this program’s version", Group.RULES)

_ADVICE = "Find out who changed it and why; an admin puts it back from the program’s migrations."
_KINDS = {
    "constraint": "rule",
    "trigger": "trigger",
    "row security": "row security",
    "policy": "row security policy",
    "function": "function",
}
"""What holds rules."""

_TRIGGERS = {
    "y_audit": "writes down who did what",
    "m_stamp": "stamps who changed it and when",
    "n_bin": "says who moved it to the bin",
    "z_status_recorded": "keeps the history of the status",
}
_OTHERS = {"grant": "right", "column": "column", "index": "index", "table": "table", "view": "view"}
"""What makes up the shape of the database."""

_STATES = {
    "not valid": "is not checked for the rows that were there before",
    "not enforced": "is not enforced",
    "switched off": "is switched off",
}


@dataclass(frozen=True)
class Difference:
    """One line of the catalog that is not as it was left."""

    kind: str
    table: str
    name: str
    wrong: str

    @property
    def words(self) -> str:
        """What it is, with its table."""
        kind = _KINDS.get(self.kind) or _OTHERS.get(self.kind, self.kind)
        if self.kind in ("table", "row security"):
            return f"the {kind} of {words_of(self.table).many}"
        where = f" of {words_of(self.table).many}" if self.table else ""
        said = CONSTRAINTS[self.name][1] if self.name in CONSTRAINTS else _TRIGGERS.get(self.name, spaced(self.name))
        return f"the {kind} “{said.rstrip('.')}”{where}"


class RulesInForce:
    """Compares the catalog with what the migrations left."""

    checks: Sequence[Check] = (VERSION, ENFORCED, DRIFT)

    def look(self, look: Look) -> Iterator[CheckResult]:
        """Yield the three results."""
        asker = Asker(look.database)
        yield _version(asker)
        expected, actual = expected_rules(asker), actual_rules(asker)
        same_server = _definition(expected, "server") == _definition(actual, "server")
        found = differences(expected, actual, with_words=same_server)
        yield _result(ENFORCED, "rule", [one for one in found if one.kind in _KINDS], len(expected))
        yield _drift([one for one in found if one.kind not in _KINDS], expected, same_server=same_server)


def differences(expected: Sequence[Expected], actual: Sequence[Actual], *, with_words: bool = True) -> list[Difference]:
    """Return what is missing, switched off, changed or was never left there.

    Args:
        expected: as the migrations left it.
        actual: as it is.
        with_words: whether definitions are compared; another major version of PostgreSQL may write them otherwise.
    """
    wanted = {(one.kind, one.table, one.name): one for one in expected if one.kind != "server"}
    there = {(one.kind, one.table, one.name): one for one in actual if one.kind != "server"}
    gone = {table for kind, table, _ in wanted if kind == "table"} - {t for kind, t, _ in there if kind == "table"}
    found = []
    for key, one in wanted.items():
        now = there.get(key)
        if now is None:
            if one.kind == "table" or one.table not in gone:
                found.append(Difference(*key, "is missing"))
        elif now.state:
            found.append(Difference(*key, _STATES[now.state]))
        elif with_words and now.definition != one.definition:
            found.append(Difference(*key, "was changed"))
    added = {table for kind, table, _ in there if kind == "table"} - {t for kind, t, _ in wanted if kind == "table"}
    found += [
        Difference(*key, "was added")
        for key in there
        if key not in wanted and (key[0] == "table" or key[1] not in added)
    ]
    return sorted(found, key=lambda one: (one.kind, one.table, one.name))


def _result(check: Check, noun: str, found: Sequence[Difference], looked_at: int) -> CheckResult:
    if not found:
        return CheckResult(check, Verdict.PASS, f"All of {looked_at:,} are as they were left.")
    findings = tuple(
        Finding(
            f"{check.name}.{kind.replace(' ', '_')}", Severity.HIGH, "", _sentence(several), _ADVICE, len(several),
            _items(several), Repair.PERSON,
        )
        for kind in dict.fromkeys(one.kind for one in found)
        for several in ([one for one in found if one.kind == kind],)
    )  # fmt: skip
    return CheckResult(check, Verdict.FAIL, " ".join(one.words for one in findings), findings)


def _drift(found: Sequence[Difference], expected: Sequence[Expected], *, same_server: bool) -> CheckResult:
    if found:
        return _result(DRIFT, "object", found, len(expected))
    if not same_server:
        return CheckResult(
            DRIFT, Verdict.PARTIAL,
            "Everything is there, but PostgreSQL was upgraded since and writes definitions in another way; "
            "run ip2adb migrate once more.",
        )  # fmt: skip
    print_of = fingerprint(*sorted(f"{one.kind} {one.table} {one.name} {one.definition}" for one in expected))
    return CheckResult(DRIFT, Verdict.PASS, f"{len(expected):,} objects are as they were left ({print_of}).")


def _sentence(found: Sequence[Difference]) -> str:
    first = found[0]
    said = f"{first.words} {first.wrong}"
    said = said[:1].upper() + said[1:]
    others = len(found) - 1
    return f"{said}." if not others else f"{said}, and {others:,} more {'is' if others == 1 else 'are'} not as left."


def _items(found: Sequence[Difference]) -> tuple[Item, ...]:
    return tuple(Item(f"{one.table}.{one.name}".strip("."), one.words, None, one.wrong) for one in found)


def _definition(lines: Sequence[Expected] | Sequence[Actual], kind: str) -> str:
    return next((one.definition for one in lines if one.kind == kind), "")


def _version(asker: Asker) -> CheckResult:
    found = [str(row[0]) for row in asker.rows("SELECT version_num FROM alembic_version")]
    if found == [schema.HEAD]:
        return CheckResult(VERSION, Verdict.PASS, f"Version {schema.HEAD}.")
    said = ", ".join(found) or "none"
    words = f"The database says that its version is {said}; this program works on {schema.HEAD}."
    finding = Finding(
        "rules.version", Severity.CRITICAL, "", words, "Ask an admin to run ip2adb migrate with the newest program.", 1,
        (Item("version", said),),
    )  # fmt: skip
    return CheckResult(VERSION, Verdict.FAIL, words, (finding,))
