"""Sample data comes in at once and leaves without what people worked on."""

from datetime import date

import pytest

from ip2a_desktop.domain.errors import Cancelled, NotAllowed, RuleViolation
from ip2a_desktop.domain.imports import BatchKind
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.domain.samples import QUICK, SampleSize
from ip2a_desktop.seed.sample import seed_sample
from ip2a_desktop.services.imports import ImportService
from ip2a_desktop.services.sample import SampleService
from tests.factories import job, saved_employer, saved_member

TODAY = date(2026, 3, 6)


@pytest.fixture
def sample(database):
    return SampleService(database)


def seed(database, **how):
    return seed_sample(database, how.pop("size", QUICK), today=TODAY, **how)


def test_a_hall_is_made_and_removed_without_a_trace(database, sample, members, employers):
    assert not sample.is_there()
    told = []
    made = seed(database, progress=lambda *said: told.append(said))
    assert (made.members, made.organizations) == (50, 20)
    assert sample.is_there()
    assert members.total(in_bin=False) == 50
    assert employers.total(in_bin=False) == 20
    assert told[-1][0] == told[-1][1] == 4
    assert max(done for done, _of, _words in told) > 50

    removed = sample.remove()
    assert (removed.members, removed.organizations, removed.kept) == (50, 20, ())
    assert members.total(in_bin=False) == members.total(in_bin=True) == 0
    assert employers.total(in_bin=False) == 0
    assert not sample.is_there()
    assert seed(database).members == 50


def test_members_who_left_have_the_history_of_it(database, members):
    seed(database, size=SampleSize(80, 5))
    gone = members.first_page(ListQuery(filters=(("status", ("retired", "inactive", "withdrawn")),)), 100)
    assert gone
    for row in gone:
        statuses = [one.status for one in members.load(row.id).statuses]
        assert set(statuses) == {MemberStatus.ACTIVE, row.status}


def test_it_stands_in_the_list_of_imports_and_is_made_once(database, sample):
    made = seed(database)
    imports = ImportService(database)
    (batch,) = imports.batches()
    assert (batch.id, batch.kind) == (made.batch_id, BatchKind.SAMPLE)
    with pytest.raises(RuleViolation, match="there already"):
        seed(database)
    assert imports.undo_preview(batch.id).removed == 70
    assert sample.is_there()
    assert imports.undo(batch.id).removed == 70
    assert not sample.is_there()
    assert imports.batches()[0].is_taken_back


def test_what_people_worked_on_stays_and_is_named(database, sample, members, employers):
    seed(database)
    first, second = members.first_page(ListQuery(), 2)
    members.save(members.load(first.id).draft.model_copy(update={"city": "Kent"}))
    (employer,) = list(employers.first_page(ListQuery(filters=(("organization_type", ("union",)),)), 1))
    real = saved_member(members)
    members.save_employment(job(real, employers.load(employer.id).draft, started_on="2026-01-05"))

    removed = sample.remove()
    kept = {(one.table, one.id) for one in removed.kept}
    assert ("member", first.id) in kept
    assert ("organization", employer.id) in kept
    assert ("member", second.id) not in kept
    assert removed.members == 49
    assert members.load(first.id).draft.city == "Kent"
    assert members.total(in_bin=False) == 2


def test_real_data_is_left_alone(database, sample, members, employers):
    real = saved_member(members, card_number="0554810")
    saved_employer(employers)
    seed(database)
    sample.remove()
    assert members.load(real.id).draft == real
    assert employers.total(in_bin=False) == 1


def test_cancelling_keeps_nothing(database, sample, members):
    def cancel(done, total, words):
        if done:
            raise Cancelled("Making sample data was cancelled.")

    with pytest.raises(Cancelled):
        seed(database, progress=cancel)
    assert not sample.is_there()
    assert members.total(in_bin=False) == 0


def test_only_an_admin_removes_it(database, person_with):
    seed(database)
    with pytest.raises(NotAllowed):
        SampleService(person_with("ip2a_staff")).remove()


def test_staff_without_the_private_duty_can_make_it(person_with):
    staff = person_with("ip2a_staff")
    assert seed(staff).members == 50
