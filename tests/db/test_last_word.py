"""The last health check in one sentence: the full one speaks, unless a newer look found something grave."""

import pytest
from sqlalchemy import text

from ip2a_desktop.domain.errors import NotAllowed
from ip2a_desktop.domain.health_word import NOT_YET
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.maintenance.last_word import last_word

KEEP = """
INSERT INTO health_run (id, kind, started_at, machine, verdict, sentence, was_cancelled, results)
VALUES (:id, :kind, clock_timestamp(), 'front-desk', :verdict, :sentence, false, '[]')
"""


@pytest.fixture
def keep(database):
    def keep(kind, verdict, sentence):
        with database.statement() as session:
            session.execute(text(KEEP), {"id": new_id(), "kind": kind, "verdict": verdict, "sentence": sentence})

    return keep


def test_before_the_first_check_nothing_is_called_healthy(database):
    assert last_word(database) == NOT_YET


def test_the_newest_full_check_speaks(database, keep):
    keep("full", "warn", "1 can be repaired.")
    keep("full", "pass", "302 checks passed.")
    found = last_word(database)
    assert (found.words, found.tone) == ("302 checks passed.", "good")
    assert found.at is not None


def test_an_hourly_look_that_passed_says_nothing_of_the_rest(database, keep):
    keep("full", "warn", "1 can be repaired.")
    keep("catalog", "pass", "40 checks passed.")
    assert last_word(database).words == "1 can be repaired."


def test_something_grave_is_told_whoever_found_it(database, keep):
    keep("full", "pass", "302 checks passed.")
    keep("catalog", "fail", "1 thing needs you.")
    assert last_word(database).tone == "bad"


def test_only_who_may_read_checks_is_told(person_with, database, keep):
    keep("full", "pass", "302 checks passed.")
    with pytest.raises(NotAllowed):
        last_word(person_with("ip2a_staff"))
