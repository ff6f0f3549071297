"""The numbers of a year: each case in the year and under the ending that it had, in one round trip."""

from datetime import date

import pytest
from sqlalchemy import text

from ip2a_desktop.domain.grievance_years import CaseFigures
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.grievance_years import GrievanceYears
from tests.factories import saved_employer
from tests.grievance_cases import Casework


@pytest.fixture
def work(database):
    return Casework(database)


@pytest.fixture
def superuser_dates(server, database_url):
    """Give a case the days that its history would have; the verbs take no day of another year."""

    def put(case, filed, ended=None):
        with server.admin(database_url.database or "") as connection:
            connection.execute(text("SET session_replication_role = replica"))
            ids = {"case": case.row.id, "filed": filed, "ended": ended}
            connection.execute(text("UPDATE grievance_step SET filed_on = :filed WHERE grievance_id = :case"), ids)
            if ended is not None:
                closed = "UPDATE grievance SET closed_on = :ended WHERE id = :case AND status = 'closed'"
                connection.execute(text(closed), ids)
                connection.execute(text("UPDATE settlement SET signed_on = :ended WHERE id = :case"), ids)

    return put


def test_cases_count_in_the_years_in_which_they_were_open(work, superuser_dates):
    superuser_dates(work.filed(), date(2024, 11, 3))  # still open
    superuser_dates(work.closed("sustained"), date(2024, 12, 1), date(2025, 2, 1))
    superuser_dates(work.closed("denied"), date(2025, 3, 1), date(2025, 3, 20))
    superuser_dates(work.settled(), date(2025, 5, 1), date(2025, 6, 1))  # settled, not closed
    superuser_dates(work.closed("withdrawn"), date(2025, 10, 1), date(2026, 1, 15))
    binned = work.filed()
    superuser_dates(binned, date(2025, 1, 1))
    work.cases.move_to_bin([binned.row.id])
    work.prepared()  # never filed
    found = GrievanceYears(work.database).year(2025)
    assert found.total == CaseFigures("", carried=2, filed=3, settled=1, sustained=1, denied=1, open=2)
    assert (found.total.rate, found.until, found.is_over) == (60, date(2025, 12, 31), True)
    months = {one.month: (one.filed, one.ended) for one in found.months if one.filed or one.ended}
    assert months == {2: (0, 1), 3: (1, 1), 5: (1, 0), 6: (0, 1), 10: (1, 0)}
    assert len(found.months) == 12
    before, after = GrievanceYears(work.database).year(2024).total, GrievanceYears(work.database).year(2026).total
    assert (before.carried, before.filed, before.ended, before.open) == (0, 2, 0, 2)
    assert (after.carried, after.filed, after.withdrawn, after.open) == (2, 0, 1, 1)


def test_cases_are_counted_by_employer_and_by_article(work, superuser_dates):
    other = saved_employer(EmployerService(work.database), name="Harbor Power")
    superuser_dates(work.filed(articles=[{"reference": "Art. 5.2"}, {"reference": "Art. 9"}]), date(2025, 3, 1))
    superuser_dates(work.filed(articles=[{"reference": "Art. 9"}]), date(2025, 3, 1))
    superuser_dates(work.closed("denied", organization_id=other.id, articles=[]), date(2025, 3, 1), date(2025, 4, 1))
    found = GrievanceYears(work.database).year(2025)
    assert [(one.name, one.filed, one.open) for one in found.employers] == [
        (work.employer.name, 2, 2),
        ("Harbor Power", 1, 0),
    ]
    assert [(one.name, one.filed, one.denied) for one in found.articles] == [
        ("Art. 9", 2, 0),
        ("Art. 5.2", 1, 0),
        ("No article named", 1, 1),
    ]


def test_a_year_without_cases_and_one_that_is_not_over(work):
    empty = GrievanceYears(work.database).year(1999)
    assert (empty.total, empty.employers, empty.articles) == (CaseFigures(), (), ())
    now = GrievanceYears(work.database).year(work.today.year)
    assert (now.until, now.is_over) == (work.today, False)


def test_one_round_trip(counted):
    database, trips = counted
    Casework(database).filed()
    years = GrievanceYears(database)
    years.year(2025)
    trips.reset()
    years.year(2026)
    assert trips.count <= 1
