"""Sample grievances: over all steps and outcomes, and gone with the sample unless somebody worked on them."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.clocks import GrievanceStatus
from ip2a_desktop.domain.grievances import Outcome
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.samples import QUICK, SampleSize
from ip2a_desktop.seed.sample import seed_sample
from ip2a_desktop.services.agreements import AgreementService
from ip2a_desktop.services.grievances import GrievanceService
from ip2a_desktop.services.sample import SampleService


@pytest.fixture
def cases(database: Database) -> GrievanceService:
    """The docket of the fresh database."""
    return GrievanceService(database)


def _rows_left(database: Database) -> Counter[str]:
    tables = ("grievance", "grievance_step", "grievance_deadline", "agreement", "procedure_step")
    with database.statement() as session:
        return Counter({one: session.scalar(text(f"SELECT count(*) FROM {one}")) or 0 for one in tables})


def _rows(cases: GrievanceService) -> list[Any]:
    return list(cases.first_page(ListQuery(sort="number"), 100))


def test_forty_cases_stand_everywhere_and_are_due_around_today(database: Database, cases: GrievanceService) -> None:
    seed_sample(database, SampleSize(60, 12, 40))
    rows = _rows(cases)
    assert len(rows) == 40
    assert {one.status for one in rows} == set(GrievanceStatus)
    assert {one.outcome for one in rows if one.outcome} == set(Outcome)
    left = [one.days_left for one in rows if one.days_left is not None]
    assert min(left) < 0 < max(left)
    assert 0 in left
    assert {one.step for one in rows} == {"Step 1", "Step 2", "Arbitration"}


def test_they_go_with_the_sample_and_leave_no_number_taken(database: Database, cases: GrievanceService) -> None:
    seed_sample(database, QUICK)
    assert len(_rows(cases)) == QUICK.grievances
    SampleService(database).remove()
    assert _rows_left(database) == Counter()
    seed_sample(database, QUICK)
    assert _rows(cases)[0].number.endswith("-001")


def test_a_case_that_somebody_worked_on_stays_with_its_people(database: Database, cases: GrievanceService) -> None:
    seed_sample(database, QUICK)
    kept = next(one for one in _rows(cases) if one.grievants)
    draft = cases.load(kept.id).draft
    cases.save(draft.model_copy(update={"jobsite": "Pier 54"}))
    removed = SampleService(database).remove()
    assert [one.id for one in _rows(cases)] == [kept.id]
    assert removed.members < QUICK.members
    assert AgreementService(database).total(in_bin=False) == 1


def test_without_the_admins_duty_there_are_no_cases(person_with: Any) -> None:
    staff = person_with("ip2a_staff")
    seed_sample(staff, QUICK, today=date(2026, 3, 6))
    assert GrievanceService(staff).total(in_bin=False) == 0
