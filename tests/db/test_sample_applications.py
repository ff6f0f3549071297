"""Sample applications: over all states, within the fund's rules, gone again unless somebody worked on them."""

import time
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.benevolence import ApplicationStatus, Decision
from ip2a_desktop.domain.benevolence_record import ApplicationRecord
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.errors import NotAllowed, RuleViolation
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.domain.note_drafts import NoteDraft
from ip2a_desktop.domain.samples import QUICK, SampleApplications, SampleSize
from ip2a_desktop.seed.benevolence import sample_applications
from ip2a_desktop.seed.chance import Chance
from ip2a_desktop.seed.sample import sample_data, seed_sample
from ip2a_desktop.services.benevolence import BenevolenceService
from ip2a_desktop.services.benevolence_settings import BenevolenceSettings
from ip2a_desktop.services.benevolence_verbs import BenevolenceVerbs
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService
from ip2a_desktop.services.sample import SampleService
from tests.benevolence_desk import Desk
from tests.factories import saved_member

TABLES = (
    "benevolence_application",
    "benevolence_budget_line",
    "benevolence_document",
    "benevolence_step",
    "benevolence_review",
    "benevolence_recusal",
    "benevolence_answer",
    "benevolence_payment",
    "benevolence_counter",
)
SIZE = SampleSize(60, 6, 0, 30)


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def records(fund: BenevolenceService) -> list[ApplicationRecord]:
    return [fund.load(row.id) for row in fund.first_page(ListQuery(sort="number"), 100)]


def test_thirty_stand_in_every_state_around_today(database: Database, desk: Desk) -> None:
    seed_sample(database, SIZE)
    found = records(desk.fund)
    today = desk.today
    assert len(found) == 30
    assert {one.outcome.status for one in found} == set(ApplicationStatus)
    assert {one.row.level for one in found if one.outcome.status.is_in_review} == {
        "Vice president", "Admin", "Business manager", "President",
    }  # fmt: skip
    decisions = {review.decision for one in found for review in one.reviews}
    assert decisions == set(Decision)
    assert any(one.recusals for one in found)
    assert any(one.answers for one in found)
    assert any(one.outcome.found_false_on for one in found)
    assert any(one.outcome.round == 2 for one in found)
    assert any(not payment.counts for one in found for payment in one.payments)
    assert any(one.problems for one in found)
    days = [one.draft.applied_on for one in found if one.draft.applied_on]
    assert len(days) == 30
    assert today - timedelta(days=250) < min(days) < max(days) <= today
    assert max(days) > today - timedelta(days=5)
    assert all(day.weekday() < 5 for day in days)


def test_they_are_within_the_rules_that_everybody_else_is_held_to(database: Database, desk: Desk) -> None:
    seed_sample(database, SIZE)
    for one in records(desk.fund):
        assert one.paid <= (one.outcome.approved or 0)
        assert (one.outcome.approved or 0) <= (one.draft.requested or 0)
        approvals = [review for review in one.reviews if review.decision is Decision.APPROVED]
        for in_round in {review.round for review in approvals}:
            places = [review.position for review in approvals if review.round == in_round]
            assert places == list(range(1, len(places) + 1)), "a level was skipped"
        seats = {(review.login, review.level_id) for review in one.reviews}
        assert len(seats) == len({login for login, _level in seats}), "somebody decided at two levels"
        for recusal in one.recusals:
            assert recusal.recused not in {review.login for review in one.reviews}
        if one.outcome.status.is_granted:
            assert len(approvals) == len([step for step in one.steps if step.round == one.outcome.round])
            assert all(payment.paid_on >= one.outcome.decided_on for payment in one.payments)
        moments = [review.at for review in one.reviews]
        assert all(before < after for before, after in pairwise(moments))
        assert not moments or max(moments).date() <= desk.today


def test_they_are_marked_as_invented_until_the_sample_goes(
    database: Database, desk: Desk, members: MemberService
) -> None:
    seed_sample(database, QUICK)
    assert all(one.is_invented for one in records(desk.fund))
    mine = desk.apply(saved_member(members).id)
    assert not desk.fund.load(mine).is_invented
    kept = next(row.id for row in desk.fund.first_page(ListQuery(), 9) if row.status is ApplicationStatus.DRAFT)
    desk.fund.save(desk.fund.load(kept).draft.model_copy(update={"payee": "Somebody else"}))
    SampleService(database).remove()
    assert not desk.fund.load(kept).is_invented  # what stays is somebody's work


def test_a_person_can_go_on_with_them(database: Database, desk: Desk) -> None:
    seed_sample(database, SIZE)
    mine = desk.fund.first_page(ListQuery(filters=(("waiting", ("me",)),)), 50)
    assert len(mine) >= 5
    desk.decide(mine[0].id, amount=Decimal(50), override_reason="To look around")
    ready = desk.fund.first_page(ListQuery(filters=(("status", ("approved",)),)), 50)
    desk.pay(ready[0].id, Decimal(10))


def test_numbers_are_of_their_year_and_without_a_gap(database: Database, desk: Desk) -> None:
    seed_sample(database, SIZE, today=date(desk.today.year, 2, 20))
    numbers = [(one.row.number, one.draft.applied_on) for one in records(desk.fund)]
    by_year: dict[int, list[int]] = {}
    for number, applied in numbers:
        _letter, year, place = number.split("-")
        assert applied is not None
        assert int(year) == applied.year
        by_year.setdefault(int(year), []).append(int(place))
    assert len(by_year) == 2
    assert all(places == list(range(1, len(places) + 1)) for places in by_year.values())


def _left(database: Database) -> Counter[str]:
    with database.statement() as session:
        return Counter({one: session.scalar(text(f"SELECT count(*) FROM {one}")) or 0 for one in TABLES[:-1]})


def test_they_go_in_one_click_and_leave_no_number_taken(database: Database, desk: Desk) -> None:
    seed_sample(database, SIZE)
    sample = SampleService(database)
    made = {row.id for row in desk.fund.first_page(ListQuery(), 100)}
    removed = sample.remove()
    assert removed.kept == ()
    assert removed.changes.ids("benevolence_application") == made
    assert _left(database) == Counter()
    seed_sample(database, QUICK)
    assert len(records(desk.fund)) == QUICK.applications
    assert records(desk.fund)[0].row.number.endswith("-001")


def test_what_somebody_worked_on_stays_with_its_member(database: Database, desk: Desk, members: MemberService) -> None:
    seed_sample(database, SIZE)
    rows = desk.fund.first_page(ListQuery(sort="number"), 100)
    draft, waiting = (next(row for row in rows if row.status is status) for status in (
        ApplicationStatus.DRAFT, ApplicationStatus.NEEDS_INFORMATION))  # fmt: skip
    desk.fund.save(desk.fund.load(draft.id).draft.model_copy(update={"payee": "Somebody else"}))
    BenevolenceVerbs(database).withdraw(desk.reason(waiting.id))
    removed = SampleService(database).remove()
    assert {one.id for one in removed.kept if one.table == "benevolence_application"} == {draft.id, waiting.id}
    left = desk.fund.first_page(ListQuery(), 100)
    assert {row.id for row in left} == {draft.id, waiting.id}
    assert members.total(in_bin=False) == len({row.member_id for row in left})


def test_a_note_on_one_is_work_too(database: Database, desk: Desk) -> None:
    seed_sample(database, QUICK)
    one = desk.fund.first_page(ListQuery(), 1)[0].id
    values = {"subject_table": "benevolence_application", "subject_id": one, "body": "The clinic called."}
    NoteService(database).save(check(NoteDraft, values))
    SampleService(database).remove()
    assert [row.id for row in desk.fund.first_page(ListQuery(), 9)] == [one]


def test_without_the_admins_duty_there_are_none(person_with: Any) -> None:
    staff = person_with("ip2a_staff")
    seed_sample(staff, QUICK)
    assert BenevolenceService(staff).total(in_bin=False) == 0


def _for(member: UUID, database: Database) -> SampleApplications:
    draft = MemberService(database).load(member).draft
    return sample_applications(Chance(1), Desk(database).today, [draft], BenevolenceSettings(database).load(), 1)


def test_only_an_admin_makes_them_and_only_for_members_of_the_sample(
    database: Database, members: MemberService, person_with: Any
) -> None:
    real = saved_member(members)
    batch = seed_sample(database, QUICK).batch_id
    sample_member = next(row.id for row in members.first_page(ListQuery(), 99) if row.id != real.id)
    with pytest.raises(RuleViolation, match="members of the sample"):
        SampleService(database).insert_applications(batch, _for(real.id, database))
    for duty in ("ip2a_staff", "ip2a_vp", "ip2a_manager", "ip2a_president"):
        with pytest.raises(NotAllowed):
            SampleService(person_with(duty)).insert_applications(batch, _for(sample_member, database))
    with database.statement() as session:
        session.execute(
            text("INSERT INTO import_row (batch_id, row_number, fate, table_name, record_id) "
                 "VALUES (:batch, 99999, 'new', 'member', :real)"), {"batch": batch, "real": real.id},
        )  # fmt: skip
    with pytest.raises(RuleViolation, match="members of the sample"):  # the member was there before the sample was
        SampleService(database).insert_applications(batch, _for(real.id, database))


def test_a_number_gives_the_same_applications(desk: Desk) -> None:
    rules = desk.settings.load()
    day = date(2026, 3, 6)
    drafts = [one for one in sample_data(QUICK, 5, today=day).members if one.status is MemberStatus.ACTIVE]

    def told(number: int) -> list[Any]:
        made = sample_applications(Chance(number), day, drafts, rules)
        hidden = {"id", "application_id"}
        return [[{k: v for k, v in row.items() if k not in hidden} for row in rows] for _name, rows in made.lists()]

    assert told(7) == told(7)
    assert told(7) != told(8)


def test_thirty_are_made_in_a_blink(database: Database, desk: Desk) -> None:
    made = seed_sample(database, SampleSize(60, 6, 0, 0))
    drafts = [desk_member.draft for desk_member in map(MemberService(database).load, _members(database))]
    started = time.perf_counter()
    sample = sample_applications(Chance(1), desk.today, drafts, desk.settings.load())
    SampleService(database).insert_applications(made.batch_id, sample)
    assert len(sample.ids) == 30
    assert time.perf_counter() - started < 2, "about 0.2 s on an idle machine"


def _members(database: Database) -> list[UUID]:
    return [row.id for row in MemberService(database).first_page(ListQuery(), 40)]
