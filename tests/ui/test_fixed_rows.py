"""Rows in memory behind the interface of a service: searched and sorted as the columns show them."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import pytest

from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.fixed_rows import FixedRows


@dataclass(frozen=True)
class Job:
    name: str
    ended: date | None = None
    id: UUID = field(default_factory=new_id)


COLUMNS = (
    Column("name", "Name", lambda job: job.name),
    Column("ended", "End", lambda job: job.ended.isoformat() if job.ended else "", value=lambda job: job.ended),
)


@pytest.fixture
def jobs():
    return (Job("Ruiz", date(2020, 3, 6)), Job("ana"), Job("Baker", date(2019, 1, 5)))


def names(rows):
    return [job.name for job in rows]


def test_rows_keep_their_order_until_they_are_sorted(jobs):
    source = FixedRows(COLUMNS, jobs)
    assert names(source.first_page(ListQuery(sort=""), 2)) == ["Ruiz", "ana"]
    assert list(source.ids(ListQuery(sort=""))) == [job.id for job in jobs]


def test_sorting_takes_no_heed_of_case(jobs):
    assert names(FixedRows(COLUMNS, jobs).first_page(ListQuery(sort="name"), 9)) == ["ana", "Baker", "Ruiz"]


@pytest.mark.parametrize(("descending", "order"), [(False, ["Baker", "Ruiz", "ana"]), (True, ["Ruiz", "Baker", "ana"])])
def test_what_is_empty_comes_last_in_either_direction(jobs, descending, order):
    found = FixedRows(COLUMNS, jobs).first_page(ListQuery(sort="ended", descending=descending), 9)
    assert names(found) == order


def test_every_word_is_looked_for_in_what_the_cells_show(jobs):
    source = FixedRows(COLUMNS, jobs)
    assert names(source.first_page(ListQuery(search="2019 bak", sort=""), 9)) == ["Baker"]
    assert len(source.ids(ListQuery(search="nobody"))) == 0


def test_other_rows_take_their_place(jobs):
    source = FixedRows(COLUMNS, jobs)
    source.set_rows(jobs[:1])
    assert source.rows([job.id for job in jobs]) == [jobs[0]]
    assert (source.total(in_bin=False), source.total(in_bin=True)) == (1, 0)
