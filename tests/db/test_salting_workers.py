"""Workers and activities on a real PostgreSQL: lists, histories, cards in order of their days, follow-ups."""

from datetime import timedelta

import pytest

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.cards import CardState
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.errors import NotFound, RuleViolation
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.salting import ActivityKind
from ip2a_desktop.domain.salting_drafts import CardDraft
from ip2a_desktop.domain.scales import WorkerAssessment
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService
from ip2a_desktop.services.salting_workers import Workplaces
from tests.factories import saved_employer, saved_member
from tests.salting_cases import Organizing


@pytest.fixture
def organizing(database: Database) -> Organizing:
    return Organizing(database)


def test_a_worker_with_assessments_and_cards(organizing: Organizing) -> None:
    campaign = organizing.campaign()
    worker = organizing.worker(
        campaign, organizing.days_ago(400), organizing.days_ago(3), first_name="Bo", last_name="",
        department="Line 2", shift="Nights", phone="206 555 0142", remarks="a",
    )  # fmt: skip
    organizing.assess(worker, 4, organizing.days_ago(20), remarks="Afraid")
    organizing.assess(worker, 2, organizing.days_ago(2))
    late = organizing.assess(worker, 5, organizing.days_ago(90), remarks="Written down late")
    record = organizing.workers.load(worker.id)
    assert record.draft == worker
    assert (record.row.name, record.row.assessment, record.row.assessment_words) == (
        "Bo", WorkerAssessment.SUPPORT, "2 · Support",
    )  # fmt: skip
    assert [(one.assessment.label, one.created_by) for one in record.assessments] == [
        ("2 · Support", "ana"), ("4 · Leans against", "ana"), ("5 · Hostile", "ana"),
    ]  # fmt: skip
    assert [one.signed_on for one in record.cards] == [organizing.days_ago(3), organizing.days_ago(400)]
    assert record.row.card_state is CardState.COUNTS
    assert "counts through" in record.explain(record.cards[0])
    assert "a new card is needed" in record.explain(record.cards[1])
    organizing.workers.bin_assessment([record.assessments[0].id])
    organizing.workers.bin_card([record.cards[0].id])
    row = organizing.workers.load(worker.id).row
    assert (row.assessment, row.card_state) == (WorkerAssessment.AGAINST, CardState.LAPSED)
    organizing.workers.restore_assessment([record.assessments[0].id])
    organizing.workers.restore_card([record.cards[0].id])
    timeline = NoteService(organizing.database).timeline("organizing_worker", worker.id)
    assert [entry.what for entry in timeline].count("Assessment added") == 3
    assert late.assessment is WorkerAssessment.HOSTILE
    with pytest.raises(NotFound):
        organizing.workers.load(new_id())


def test_a_worker_who_was_never_asked_says_so(organizing: Organizing) -> None:
    worker = organizing.worker(organizing.campaign())
    row = organizing.workers.load(worker.id).row
    assert (row.assessment_words, row.card_state, row.card_sentence) == ("Not assessed", None, "No card signed.")


def test_a_card_of_tomorrow_is_refused_beside_its_field(organizing: Organizing) -> None:
    worker = organizing.worker(organizing.campaign())
    draft = check(CardDraft, {"worker_id": worker.id, "signed_on": organizing.today + timedelta(days=1)})
    with pytest.raises(RuleViolation) as refused:
        organizing.workers.save_card(draft)
    assert refused.value.problems == {"signed_on": "A card cannot be dated in the future."}
    assert organizing.workers.load(worker.id).cards == ()


def test_workers_are_sorted_filtered_and_found(organizing: Organizing) -> None:
    campaign, other = organizing.campaign(), organizing.campaign(name="Other")
    ana = organizing.worker(
        campaign, organizing.days_ago(3), last_name="Silva", department="Line 2", shift="Days", location="Kent",
        on_committee=True, assessment=1,
    )  # fmt: skip
    bo = organizing.worker(campaign, organizing.days_ago(300), last_name="Berg", department="Line 1", assessment=5)
    cy = organizing.worker(campaign, last_name="Cruz", is_in_unit=False)
    di = organizing.worker(campaign, last_name="Diaz", left_on=organizing.days_ago(1))
    elsewhere = organizing.worker(other, last_name="Zz")
    workers = organizing.workers
    own = ListQuery().with_filter("campaign", [str(campaign.id)])
    assert [row.last_name for row in workers.first_page(own, 9)] == ["Berg", "Cruz", "Diaz", "Silva"]
    assert list(workers.ids(own)) == [bo.id, cy.id, di.id, ana.id]
    for sort in (
        "campaign", "assessment", "assessed_on", "card_signed_on", "card_state", "department", "shift", "location",
        "position", "email", "is_in_unit", "on_committee", "last_contact_on", "first_name",
    ):  # fmt: skip
        assert len(workers.ids(ListQuery(sort=sort))) == 5
    for name, values, found in (
        ("assessment", ["1", "2"], {ana.id}),
        ("assessment", ["5", "none"], {bo.id, cy.id, di.id}),
        ("card", ["counts"], {ana.id}),
        ("card", ["lapsed", "none"], {bo.id, cy.id, di.id}),
        ("unit", ["in"], {ana.id, bo.id}),
        ("unit", ["out", "left"], {cy.id, di.id}),
        ("committee", ["yes"], {ana.id}),
        ("department", ["Line 1"], {bo.id}),
    ):
        assert {row.id for row in workers.first_page(own.with_filter(name, values), 9)} == found, (name, values)
    assert list(workers.ids(ListQuery(search="silva line"))) == [ana.id]
    assert workers.workplaces(campaign.id) == Workplaces(("Line 1", "Line 2"), ("Days",), ("Kent",))
    assert workers.workplaces(other.id) == Workplaces((), (), ())
    workers.move_to_bin([elsewhere.id])
    assert workers.total(in_bin=False) == 4
    workers.restore([elsewhere.id])
    for wrong in (lambda: workers.order("x"), lambda: workers.filtered("x", ("y",))):
        with pytest.raises(ValueError, match="'x'"):
            wrong()


def test_the_log_is_in_the_order_of_its_days_and_found_by_employer_and_member(
    organizing: Organizing, members: MemberService
) -> None:
    employer = saved_employer(organizing.employers, name="Berg Power")
    campaign = organizing.campaign(organization_id=employer.id)
    member = saved_member(members, last_name="Silva")
    log = organizing.activities
    newest = organizing.activity(
        campaign, done_on=organizing.days_ago(2), member_id=member.id, organizer="Émile", kind="card_signing",
        cards_signed=3, workers_contacted=7, outcome="positive", receptiveness=2, description="Gate B",
    )  # fmt: skip
    oldest = organizing.activity(campaign, done_on="1999-12-31", jobsite="Pier 66")
    alone = organizing.activity(campaign, done_on=organizing.days_ago(9), campaign_id=None)
    assert list(log.ids(ListQuery(descending=True))) == [newest.id, alone.id, oldest.id]
    row = log.load(newest.id).row
    assert (row.employer, row.campaign, row.kind, row.kind.label) == (
        "Berg Power", campaign.name, ActivityKind.CARD_SIGNING, "Card signing",
    )  # fmt: skip
    assert (row.member.split(",")[0], row.receptiveness and row.receptiveness.label) == ("Silva", "2 · Resistant")
    for search, found in (("silva", {newest.id}), ("gate", {newest.id}), ("pier", {oldest.id}), ("emile", {newest.id})):
        assert set(log.ids(ListQuery(search=search))) == found
    assert len(log.ids(ListQuery(search="berg power"))) == 3
    for sort in (
        "done_on", "kind", "employer", "campaign", "member", "jobsite", "organizer", "workers_contacted",
        "cards_signed", "outcome", "receptiveness", "follow_up_on",
    ):  # fmt: skip
        assert len(log.ids(ListQuery(sort=sort))) == 3
    for name, value, found in (
        ("campaign", str(campaign.id), {newest.id, oldest.id}),
        ("employer", str(employer.id), {newest.id, oldest.id, alone.id}),
        ("kind", "card_signing", {newest.id}),
        ("outcome", "positive", {newest.id}),
        ("receptiveness", "2", {newest.id}),
        ("organizer", "Émile", {newest.id}),
    ):
        assert {one.id for one in log.first_page(ListQuery().with_filter(name, [value]), 9)} == found, name
    log.move_to_bin([oldest.id])
    assert log.total(in_bin=True) == 1
    log.restore([oldest.id])
    with pytest.raises(NotFound):
        log.load(new_id())
    for wrong in (lambda: log.order("x"), lambda: log.filtered("x", ("y",))):
        with pytest.raises(ValueError, match="'x'"):
            wrong()


def test_what_is_to_be_followed_up(organizing: Organizing) -> None:
    campaign = organizing.campaign()
    made = {
        days: organizing.activity(
            campaign, done_on=organizing.days_ago(20), follow_up_on=organizing.days_ago(-days)
        ).id
        for days in (-3, 0, 5, 30)
    }  # fmt: skip
    organizing.activity(campaign, follow_up_on=organizing.today, is_followed_up=True)
    for value, found in (("open", (-3, 0, 5, 30)), ("overdue", (-3,)), ("today", (0,)), ("week", (0, 5))):
        listed = set(organizing.activities.ids(ListQuery().with_filter("follow_up", [value])))
        assert listed == {made[days] for days in found}
    with pytest.raises(RuleViolation) as refused:
        organizing.activity(campaign, done_on=organizing.days_ago(-1))
    assert refused.value.problems == {"done_on": "This day is still to come. Write it down as a follow-up."}
