"""Whether the dates that are kept for open cases are those that the program counts from the agreement now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ip2a_desktop.domain.health import MOST_ITEMS, Check, CheckResult, Finding, Group, Item, Severity, Verdict
from ip2a_desktop.domain.recomputing import DateChange
from ip2a_desktop.maintenance.asking import Asker
from ip2a_desktop.maintenance.inspecting import Look
from ip2a_desktop.services.recounting import RecountService

CHECK = Check(
    "integrity.grievance_deadline.as_counted", "Every date of an open case is the one that its agreement gives",
    Group.RECORDS,
)  # fmt: skip

_RULE = "grievance_deadline.as_counted"
_VERSIONS = "SELECT DISTINCT agreement_version_id FROM grievance WHERE status <> 'closed' AND deleted_at IS NULL"
_ADVICE = "Open the case and compare; saving a limit or holiday of the agreement counts all of its dates again."


class DatesAsCounted:
    """Counts the dates of all open cases once more, as a change of their agreement would, and writes nothing."""

    checks: Sequence[Check] = (CHECK,)

    def look(self, look: Look) -> Iterator[CheckResult]:
        """Yield the one result."""
        versions = [row[0] for row in Asker(look.database).rows(_VERSIONS)]
        service = RecountService(look.database)
        moved: list[DateChange] = []
        for at, version in enumerate(versions):
            look.progress(at, len(versions), CHECK.title)
            moved += service.preview(version)
        if not moved:
            yield CheckResult(CHECK, Verdict.PASS, "All are as they are counted.")
            return
        count = len({one.grievance_id for one in moved})
        words = (
            "A case has a date that is not the one its agreement gives."
            if count == 1
            else f"{count:,} cases have dates that are not those their agreements give."
        )
        finding = Finding(
            _RULE, Severity.HIGH, "grievance", words, _ADVICE, count, _items(moved), screen="grievances"
        )  # fmt: skip
        yield CheckResult(CHECK, Verdict.FAIL, words, (finding,))


def _items(moved: Sequence[DateChange]) -> tuple[Item, ...]:
    """One item for each case, with all of its dates that differ."""
    said: dict[str, list[str]] = {}
    of_case = {str(one.grievance_id): one for one in moved}
    for one in moved:
        said.setdefault(str(one.grievance_id), []).append(
            f"{one.what}: kept {_day(one.before)}, counted {_day(one.after)}"
        )
    keys = sorted(said)[:MOST_ITEMS]
    return tuple(Item(key, of_case[key].number, of_case[key].grievance_id, "; ".join(said[key])) for key in keys)


def _day(day: date | None) -> str:
    return f"{day:%b} {day.day}, {day.year}" if day else "none"
