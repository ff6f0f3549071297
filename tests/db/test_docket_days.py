"""What is due when, the rules alone, and the timeline of a case, on the real database."""

from datetime import timedelta

import pytest

from ip2a_desktop.domain.docket_days import month_span
from ip2a_desktop.domain.procedures import SAMPLE
from ip2a_desktop.services.case_rules import CaseRules
from ip2a_desktop.services.docket_days import DocketDaysService
from ip2a_desktop.services.grievance_timeline import GrievanceTimeline
from tests.grievance_cases import Casework


@pytest.fixture
def work(database):
    return Casework(database)


def test_overdue_comes_first_and_closed_cases_not_at_all(database, work):
    late = work.filed(12, occurred_on=work.ago(15))
    soon = work.filed(1)
    work.closed()
    binned = work.filed(2)
    work.cases.move_to_bin([binned.row.id])
    days = DocketDaysService(database).days(work.today, work.today + timedelta(days=41))
    assert [one.id for one in days.rows] == [late.row.id, soon.row.id]
    assert [one.id for one in days.overdue] == [late.row.id]
    assert (days.today, days.cases, days.more) == (work.today, 3, 0)
    assert days.by_day[soon.row.due_on][0].id == soon.row.id


def test_another_month_brings_its_own_days(database, work):
    case = work.answered(1)
    far = work.today + timedelta(days=400)
    assert DocketDaysService(database).days(far, far + timedelta(days=41)).rows == ()
    assert case.row.due_on in DocketDaysService(database).days(*month_span(case.row.due_on)).by_day


def test_one_round_trip(counted):
    database, trips = counted
    DocketDaysService(database).days(*month_span(Casework(database).today))
    trips.reset()
    work = Casework(database)
    work.filed(1)
    trips.reset()
    DocketDaysService(database).days(*month_span(work.today))
    assert trips.count <= 1


def test_the_rules_of_a_version_alone(database, work):
    rules = CaseRules(database).rules(work.version.id)
    assert [step.name for step in rules.procedure.steps] == ["Step 1", "Step 2", "Arbitration"]
    assert rules.mark == SAMPLE


def test_the_timeline_speaks_the_words_of_the_hall(database, work):
    case = work.settled()
    entries = GrievanceTimeline(database).timeline("grievance", case.row.id)
    titles = [one.what for one in entries]
    assert {
        "Grievance added",
        "Filed",
        "Filed at a step",
        "Answer written down",
        "Settled",
        "Grievant Silva, Ana added",
        "Limit to answer: done",
    } <= set(titles)
    shown = [text for one in entries for change in one.changes for text in (change.label, change.before, change.after)]
    assert not [text for text in shown if "_" in text]
    assert "Being prepared" in shown
    with pytest.raises(ValueError, match="member"):
        GrievanceTimeline(database).timeline("member", case.row.id)
