"""Muting a finding: a reason and a day within a year; and which run speaks for the database."""

from datetime import date, timedelta

import pytest

from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.health import RunKind
from ip2a_desktop.domain.muting import MuteDraft
from ip2a_desktop.ui.maintenance.standing import as_muted, latest
from tests.ui.fake_health import ENDED, NOW, FakeHealth, results, run

TODAY = date(2026, 3, 6)


def draft(**values):
    given = {"fingerprint": "f", "rule": "r", "today": TODAY, "reason": "Known", "until": TODAY + timedelta(days=30)}
    return {**given, **values}


def test_a_reason_and_a_day_are_taken():
    assert check(MuteDraft, draft()).reason == "Known"
    assert check(MuteDraft, draft(until=TODAY)).until == TODAY


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"until": TODAY - timedelta(days=1)}, "until"),
        ({"until": TODAY + timedelta(days=367)}, "until"),
        ({"until": None}, "until"),
    ],
)
def test_what_is_missing_or_too_long_is_said(values, field):
    with pytest.raises(RuleViolation) as raised:
        check(MuteDraft, draft(**values))
    assert set(raised.value.problems) == {field}


def test_the_newest_full_run_speaks_unless_a_newer_look_found_something_grave():
    full = run()
    passed = run(kind=RunKind.CATALOG, started=NOW + timedelta(hours=1), found=results(ended=False)[2:4])
    failed = run(kind=RunKind.CATALOG, started=NOW + timedelta(hours=2))
    assert latest(FakeHealth()) is None
    assert latest(FakeHealth(full)) is full
    assert latest(FakeHealth(full, passed)) is full
    assert latest(FakeHealth(full, failed)) is failed
    assert latest(FakeHealth(passed)) is passed


def test_a_run_reads_with_what_is_muted_now():
    health = FakeHealth()
    health.mute(ENDED.fingerprint, ENDED.rule, "Known", TODAY)
    assert ENDED not in as_muted(run(), health.mutes()).findings()
