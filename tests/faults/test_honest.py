"""What makes a look impossible makes one check say so, never the run; and nothing hides behind it."""

import pytest

from ip2a_desktop.domain.health import CheckResult, Verdict
from tests.conftest import Server
from tests.faults.copies import copy_of, findings
from tests.faults.rows import row


def _blind(results: list[CheckResult]) -> set[str]:
    return {one.check.name for one in results if one.verdict in (Verdict.NOT_RUN, Verdict.PARTIAL)}


_OF_THE_DAY = {"integrity.benevolence_review.after_decision", "integrity.grievance_deadline.as_counted"}
"""What needs the hall's own day beyond the day of the look."""


def test_two_halls_are_found_and_hide_nothing_else(server: Server, filled: str) -> None:
    with copy_of(server, filled) as copy:
        copy.plant(
            "ALTER TABLE hall DROP CONSTRAINT hall_singleton_key", row("hall", "second", name="Another"),
            "UPDATE employment SET ended_on = current_date + 500 WHERE id = (SELECT id FROM employment LIMIT 1)",
        )  # fmt: skip
        results = copy.looked()
    assert {"hall_singleton_key", "employment.ends_far_ahead"} <= set(findings(results))
    assert _blind(results) <= _OF_THE_DAY


def test_a_time_zone_that_is_none_leaves_its_own_rule_unasked(server: Server, filled: str) -> None:
    with copy_of(server, filled) as copy:
        copy.plant(
            "ALTER TABLE hall DROP CONSTRAINT hall_time_zone_known", "UPDATE hall SET time_zone = 'Nowhere/At_All'"
        )
        results = copy.looked()
    assert "rules.enforced.constraint" in findings(results)
    assert _blind(results) <= _OF_THE_DAY | {"integrity.hall.values/hall_time_zone_known"}
    assert "integrity.hall.values/hall_time_zone_known" in _blind(results)


@pytest.mark.parametrize(
    ("table", "column", "rule"),
    [("note", "visibility", "note_visibility_known"), ("audit_log", "duty", "audit_log_duty_check")],
)
def test_a_row_that_nobody_is_named_for_is_hidden_from_no_check(
    server: Server, filled: str, table: str, column: str, rule: str
) -> None:
    with copy_of(server, filled) as copy:
        copy.plant(
            f"ALTER TABLE {table} DROP CONSTRAINT {rule}",
            f"UPDATE {table} SET {column} = 'nobody' WHERE id = (SELECT id FROM {table} ORDER BY id LIMIT 1)",
        )
        found = findings(copy.looked())
    assert found[rule].count == 1


def test_a_lost_key_leaves_no_rule_unasked(server: Server, filled: str) -> None:
    with copy_of(server, filled) as copy:
        copy.plant(
            "ALTER TABLE benevolence_application DROP CONSTRAINT benevolence_application_pkey CASCADE",
            "ALTER TABLE grievance DROP CONSTRAINT grievance_pkey CASCADE",
            "ALTER TABLE member DROP CONSTRAINT member_pkey CASCADE",
        )
        results = copy.looked()
    assert _blind(results) == set()
    assert {one.rule.split(".")[0] for one in findings(results).values()} == {"rules"}
