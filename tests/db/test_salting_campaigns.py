"""Campaigns on a real PostgreSQL: list, cards counted alike by the server and the program, salts, the history."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.days import months_after
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.errors import NotAllowed, NotFound, RuleViolation, StaleRecord
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.salting import CampaignStatus, SaltResult
from ip2a_desktop.domain.salting_drafts import CardDraft, ReceptivenessDraft, SaltDraft
from ip2a_desktop.domain.scales import EmployerReceptiveness, WorkerAssessment
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService
from ip2a_desktop.services.receptiveness import ReceptivenessService
from ip2a_desktop.services.salting import CampaignService
from tests.conftest import RoundTrips
from tests.factories import saved_employer, saved_member
from tests.salting_cases import Organizing


@pytest.fixture
def organizing(database: Database) -> Organizing:
    return Organizing(database)


def test_what_is_saved_is_read_again(organizing: Organizing) -> None:
    kept = organizing.campaign(
        name="Кампания <b>", jobsite="Pier 66", status="planned", unit="All electricians\nno guards", unit_size=80,
        started_on="2026-01-05", petition_on="2026-02-01", card_months=12, showing_percent=50, remarks="a",
    )  # fmt: skip
    record = organizing.campaigns.load(kept.id)
    assert (record.draft, record.today) == (kept, organizing.today)
    assert record.row.status is CampaignStatus.PLANNED
    assert record.count.rules == kept.card_rules
    with pytest.raises(NotFound):
        organizing.campaigns.load(new_id())


def test_a_campaign_counts_its_cards_and_tells_what_they_come_to(organizing: Organizing) -> None:
    campaign = organizing.campaign(unit_size=8)
    for day in (10, 20, 30):
        organizing.worker(campaign, organizing.days_ago(day), assessment=1)
    organizing.worker(campaign, organizing.days_ago(300), assessment=5)
    organizing.worker(campaign, organizing.days_ago(300), organizing.days_ago(5), on_committee=True)
    organizing.worker(campaign, organizing.days_ago(5), is_in_unit=False, assessment=1)
    organizing.worker(campaign, organizing.days_ago(5), left_on=organizing.today)
    gone = organizing.worker(campaign, organizing.days_ago(5))
    organizing.workers.move_to_bin([gone.id])
    record = organizing.campaigns.load(campaign.id)
    assert (record.count.counting, record.count.lapsed, record.count.outside) == (4, 1, 2)
    assert record.count.percent == record.row.percent == Decimal("50.0")
    assert (record.row.cards, record.row.workers, record.committee) == (4, 5, 1)
    assert record.assessments == {
        WorkerAssessment.STRONG_SUPPORT: 3, WorkerAssessment.HOSTILE: 1, None: 1,
    }  # fmt: skip
    assert record.assessment_lines[0] == ("1 · Strong support", 3)
    assert record.assessment_lines[-1] == ("Not assessed", 1)
    assert record.history[-1].counting == 4
    assert "4 cards of 8 in the unit count" in record.count.sentences[0]
    assert record.lapsing == ""


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 500), st.none() | st.integers(0, 500)), min_size=1, max_size=5),
    st.integers(1, 14),
)
def test_the_server_counts_a_card_as_the_program_does(
    organizing: Organizing, cards: list[tuple[int, int | None]], months: int
) -> None:
    campaign = organizing.campaign(card_months=months, unit_size=1)
    worker = organizing.worker(campaign)
    for ago, back in cards:
        signed_on = organizing.days_ago(ago)
        revoked_on = None if back is None else min(organizing.today, signed_on + timedelta(days=back))
        values = {"worker_id": worker.id, "signed_on": signed_on, "revoked_on": revoked_on}
        organizing.workers.save_card(check(CardDraft, values))
    record = organizing.campaigns.load(campaign.id)
    row = organizing.workers.load(worker.id).row
    assert record.row.cards == record.count.counting == int(row.card_state == "counts")
    (found,) = organizing.workers.first_page(
        ListQuery().with_filter("campaign", [str(campaign.id)]).with_filter("card", [row.card_state or "none"]), 5
    )
    assert found == row


@pytest.mark.parametrize("months", [1, 6, 18])
@pytest.mark.parametrize("day", ["2023-08-31", "2024-02-29", "2025-08-29", "2025-12-31"])
def test_months_are_counted_alike_by_the_server_and_the_program(database: Database, day: str, months: int) -> None:
    with database.statement() as session:
        found = session.execute(
            text("SELECT (CAST(:day AS date) + make_interval(0, :months))::date"), {"day": day, "months": months}
        ).scalar_one()
    assert found == months_after(date.fromisoformat(day), months)


def test_orders_filters_search_and_bin(organizing: Organizing) -> None:
    power = saved_employer(organizing.employers, name="Berg Power")
    first = organizing.campaign(name="B", organization_id=power.id, unit_size=4, lead_organizer="Émile")
    second = organizing.campaign(name="a", status="won", jobsite="Pier 66")
    organizing.worker(first, organizing.days_ago(1))
    organizing.activity(second, receptiveness=4)
    campaigns = organizing.campaigns
    assert [row.name for row in campaigns.first_page(ListQuery(), 5)] == ["a", "B"]
    for sort in (
        "employer", "workers", "cards", "percent", "receptiveness", "last_activity_on", "status", "jobsite",
        "lead_organizer", "unit_size", "started_on", "petition_on", "election_on", "updated_at",
    ):  # fmt: skip
        assert set(campaigns.ids(ListQuery(sort=sort, descending=True))) == {first.id, second.id}
    for search, found in (("berg", first), ("emile", first), ("pier 66", second)):
        assert list(campaigns.ids(ListQuery(search=search))) == [found.id]
        assert [one.id for one in campaigns.choices(search)] == [found.id]
    for name, value, found in (
        ("status", "won", second), ("employer", str(power.id), first), ("lead_organizer", "Émile", first),
        ("receptiveness", "4", second),
    ):  # fmt: skip
        assert [row.id for row in campaigns.first_page(ListQuery().with_filter(name, [value]), 5)] == [found.id]
    campaigns.move_to_bin([first.id])
    assert campaigns.total(in_bin=True) == 1
    campaigns.restore([first.id])
    assert campaigns.total(in_bin=False) == 2
    for wrong in (lambda: campaigns.order("x"), lambda: campaigns.filtered("x", ("y",))):
        with pytest.raises(ValueError, match="'x'"):
            wrong()


def test_salts_with_their_evidence(organizing: Organizing, members: MemberService) -> None:
    campaign = organizing.campaign()
    member = saved_member(members, first_name="Ana", middle_name="M", last_name="Silva")
    values = {"campaign_id": campaign.id, "member_id": member.id, "applied_on": organizing.days_ago(9)}
    draft = check(SaltDraft, values | {"position": "Electrician", "proof": "E-mail of that day", "witnesses": "Bo"})
    changes = organizing.campaigns.save_salt(draft)
    assert changes == Changes.of("salt", draft.id) | Changes.of("organizing_campaign", campaign.id)
    (salt,) = organizing.campaigns.load(campaign.id).salts
    assert (salt.member, salt.card_number, salt.result) == ("Silva, Ana M", member.card_number, SaltResult.WAITING)
    organizing.campaigns.bin_salt([draft.id])
    assert organizing.campaigns.load(campaign.id).salts == ()
    organizing.campaigns.restore_salt([draft.id])
    with pytest.raises(RuleViolation) as refused:
        organizing.campaigns.save_salt(draft.model_copy(update={"id": new_id(), "applied_on": organizing.days_ago(-1)}))
    assert refused.value.problems == {"applied_on": "This day is still to come."}


def test_how_an_employer_meets_the_union_has_a_history_with_authors(organizing: Organizing) -> None:
    campaign = organizing.campaign()
    history = ReceptivenessService(organizing.database)
    assert campaign.organization_id is not None
    values = {"organization_id": campaign.organization_id, "rated_on": organizing.days_ago(30), "receptiveness": 1}
    draft = check(ReceptivenessDraft, values | {"remarks": "Called the police"})
    history.save(draft)
    activity = organizing.activity(campaign, receptiveness=2, description="Talked at the gate")
    rows = history.history(campaign.organization_id).rows
    assert [(one.receptiveness, one.remarks, one.activity_id) for one in rows] == [
        (EmployerReceptiveness.RESISTANT, "Talked at the gate", activity.id),
        (EmployerReceptiveness.HOSTILE, "Called the police", None),
    ]
    assert {one.created_by for one in rows} == {"ana"}
    record = organizing.campaigns.load(campaign.id)
    assert record.receptiveness == rows
    assert record.row.receptiveness is EmployerReceptiveness.RESISTANT
    organizing.activities.move_to_bin([activity.id])
    assert organizing.campaigns.load(campaign.id).row.receptiveness is EmployerReceptiveness.HOSTILE
    history.move_to_bin([draft.id])
    found = history.history(campaign.organization_id)
    assert found.rows == ()
    assert [(one.title, one.id) for one in found.in_bin] == [(str(draft.receptiveness.digit), draft.id)]
    history.restore([draft.id])
    timeline = NoteService(organizing.database).timeline("organization", campaign.organization_id)
    assert [entry.what for entry in timeline[:2]] == [
        "Employer receptiveness brought back from the bin", "Employer receptiveness moved to the bin",
    ]  # fmt: skip
    assert "1 · Hostile" in [change.after for entry in timeline for change in entry.changes]


def test_a_colleague_is_not_overwritten_and_a_scale_stays_a_scale_in_the_conflict(organizing: Organizing) -> None:
    campaign = organizing.campaign()
    mine = organizing.activity(campaign, receptiveness=1)
    organizing.activities.save(mine.model_copy(update={"receptiveness": EmployerReceptiveness.RECEPTIVE}))
    with pytest.raises(StaleRecord) as refused:
        organizing.activities.save(mine.model_copy(update={"receptiveness": EmployerReceptiveness.NEUTRAL}))
    assert refused.value.current.receptiveness is EmployerReceptiveness.RECEPTIVE
    # The first acknowledgement was lost, and the same is sent again.
    organizing.activities.save(mine.model_copy(update={"receptiveness": EmployerReceptiveness.RECEPTIVE}))
    with pytest.raises(StaleRecord):
        organizing.campaigns.save(campaign.model_copy(update={"version": 0, "name": "Other"}))


@pytest.mark.parametrize("duty", ["ip2a_staff", "ip2a_admin", "ip2a_auditor"])
def test_only_organizers_use_the_service(
    organizing: Organizing, person_with: Callable[..., Database], duty: str
) -> None:
    campaign = organizing.campaign()
    other = CampaignService(person_with(duty))
    for forbidden in (
        lambda: other.first_page(ListQuery(), 5),
        lambda: other.ids(ListQuery()),
        lambda: other.load(campaign.id),
        lambda: other.save(campaign),
        lambda: other.move_to_bin([campaign.id]),
        lambda: other.choices(""),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    allowed = CampaignService(person_with("ip2a_organizer"))
    assert allowed.load(campaign.id).draft == campaign
    allowed.save(campaign.model_copy(update={"name": "By an organizer"}))


def test_round_trips(counted: tuple[Database, RoundTrips]) -> None:
    database, trips = counted
    organizing = Organizing(database)
    campaign = organizing.campaign()
    worker = organizing.worker(campaign, organizing.days_ago(3), assessment=2)
    activity = organizing.activity(campaign)
    for step in (
        lambda: organizing.campaigns.load(campaign.id),
        lambda: organizing.campaigns.save(campaign.model_copy(update={"jobsite": "Pier"})),
        lambda: organizing.workers.load(worker.id),
        lambda: organizing.workers.save(worker.model_copy(update={"shift": "Days"})),
        lambda: organizing.workers.first_page(ListQuery(), 50),
        lambda: organizing.workers.workplaces(campaign.id),
        lambda: organizing.activities.load(activity.id),
        lambda: organizing.activities.save(activity.model_copy(update={"jobsite": "Pier"})),
    ):
        trips.reset()
        step()
        assert trips.count == 1, trips.statements
