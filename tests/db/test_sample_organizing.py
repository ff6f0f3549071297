"""Sample campaigns: around today, counted as real ones, for organizers only, gone with the sample unless worked on."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.salting import ActivityKind, CampaignStatus
from ip2a_desktop.domain.samples import QUICK, SampleSize
from ip2a_desktop.domain.scales import WorkerAssessment
from ip2a_desktop.seed import sample as seeding
from ip2a_desktop.seed.sample import sample_data, seed_sample
from ip2a_desktop.services.campaign_timeline import CampaignTimeline
from ip2a_desktop.services.sample import SampleService
from tests.salting_cases import Organizing

SIZE = SampleSize(60, 16, 0, 0, 60)
TABLES = (
    "organizing_campaign",
    "organizing_worker",
    "worker_assessment",
    "authorization_card",
    "organizing_activity",
    "salt",
    "employer_receptiveness",
)


@pytest.fixture
def organizing(database: Database) -> Organizing:
    return Organizing(database)


def rows_left(database: Database) -> Counter[str]:
    with database.statement() as session:
        return Counter({one: session.scalar(text(f"SELECT count(*) FROM {one}")) or 0 for one in TABLES})


def campaigns(organizing: Organizing) -> list[Any]:
    return list(organizing.campaigns.first_page(ListQuery(), 10))


def test_sixty_activities_and_four_campaigns_on_days_before_today(database: Database, organizing: Organizing) -> None:
    seed_sample(database, SIZE, today=organizing.today)
    rows = campaigns(organizing)
    assert {row.status for row in rows} == {
        CampaignStatus.ACTIVE, CampaignStatus.PETITIONED, CampaignStatus.PLANNED, CampaignStatus.WON,
    }  # fmt: skip
    shares = sorted(row.percent for row in rows)
    assert shares[0] == 0
    assert any(30 < share < 65 for share in shares)
    assert any(share > 65 for share in shares)
    log = organizing.activities.first_page(ListQuery(), 100)
    assert len(log) == 60
    assert all(organizing.days_ago(400) <= row.done_on < organizing.today for row in log)
    assert len({row.kind for row in log}) >= len(ActivityKind) - 2
    assert any(row.campaign_id is None for row in log)
    assert any(row.follow_up_on and not row.is_followed_up for row in log)
    workers = organizing.workers.first_page(ListQuery(), 200)
    assert {row.assessment for row in workers} >= {*WorkerAssessment, None} - {WorkerAssessment.HOSTILE}
    assert {"counts", "lapsed"} <= {str(row.card_state.value) for row in workers if row.card_state}
    record = organizing.campaigns.load(next(row.id for row in rows if row.status is CampaignStatus.ACTIVE))
    assert len(record.salts) == 2
    assert all(salt.proof for salt in record.salts)
    assert record.lapsing or record.count.lapsed
    assert len(record.history) > 5
    assert CampaignTimeline(database).timeline("organizing_campaign", record.row.id)


def test_a_hall_told_from_a_later_day_has_nothing_done_in_the_future(
    database: Database, organizing: Organizing
) -> None:
    seed_sample(database, SampleSize(10, 8, 0, 0, 20), today=organizing.today + timedelta(days=400))
    log = organizing.activities.first_page(ListQuery(), 50)
    assert len(log) == 20
    assert all(row.done_on < organizing.today for row in log)


def told(number: int) -> list[Any]:
    data = sample_data(SIZE, number, today=date(2026, 3, 6))
    ids = {"id", "campaign_id", "organization_id", "worker_id", "member_id"}
    return [one.model_dump(exclude=ids) for _, rows in data.organizing.tables() for one in rows]


def test_one_number_gives_the_same_campaigns_and_another_gives_others() -> None:
    assert told(7) == told(7)
    assert told(7) != told(8)


@pytest.mark.parametrize("size", [SampleSize(0, 3, 0, 0), SampleSize(3, 0, 0, 0), SampleSize(5, 6, 0, 0, 1), QUICK])
def test_small_halls_have_what_there_is_room_for(size: SampleSize) -> None:
    made = sample_data(size, 3, today=date(2026, 3, 6)).organizing
    assert len(made.activities) == (size.activities if size.organizations else 0)
    assert len(made.campaigns) <= min(4, size.organizations)
    assert all(salt.member_id for salt in made.salts)


def test_they_are_made_within_a_third_of_a_second(
    database: Database, organizing: Organizing, monkeypatch: pytest.MonkeyPatch
) -> None:
    spent: list[float] = []
    make = seeding.sample_organizing

    def timed(*given: Any) -> Any:
        began = time.perf_counter()
        made = make(*given)
        spent.append(time.perf_counter() - began)
        return made

    monkeypatch.setattr(seeding, "sample_organizing", timed)
    service = SampleService(database)
    data = sample_data(SampleSize(20, 12, 0, 0, 60), 46, today=organizing.today)
    began = time.perf_counter()
    service.insert(data)
    spent.append(time.perf_counter() - began)
    assert sum(spent) < 0.9  # 0.3 s on a quiet machine
    assert rows_left(database)["organizing_activity"] == 60


def test_they_go_with_the_sample(database: Database, organizing: Organizing) -> None:
    seed_sample(database, SIZE, today=organizing.today)
    assert all(rows_left(database).values())
    removed = SampleService(database).remove()
    assert removed.kept == ()
    assert rows_left(database) == Counter()
    assert removed.changes.touches(["organizing_campaign"])


@pytest.mark.parametrize("what", ["worker", "card", "activity", "salt"])
def test_a_campaign_that_somebody_worked_on_stays_with_its_employer(
    database: Database, organizing: Organizing, what: str
) -> None:
    seed_sample(database, SIZE, today=organizing.today)
    record = organizing.campaigns.load(next(row.id for row in campaigns(organizing) if row.status.value == "active"))
    statements = {
        "worker": "UPDATE organizing_worker SET shift = 'Rotating' WHERE id = (SELECT id FROM organizing_worker "
        "WHERE campaign_id = :one LIMIT 1)",
        "card": "UPDATE authorization_card SET remarks = 'x' WHERE id = (SELECT k.id FROM authorization_card AS k "
        "JOIN organizing_worker AS w ON w.id = k.worker_id WHERE w.campaign_id = :one LIMIT 1)",
        "activity": "UPDATE organizing_activity SET jobsite = 'x' WHERE id = (SELECT id FROM organizing_activity "
        "WHERE campaign_id = :one LIMIT 1)",
        "salt": "UPDATE salt SET position = 'x' WHERE id = (SELECT id FROM salt WHERE campaign_id = :one LIMIT 1)",
    }
    with database.statement() as session:
        session.execute(text(statements[what]), {"one": record.row.id})
    removed = SampleService(database).remove()
    assert [row.id for row in campaigns(organizing)] == [record.row.id]
    kept = {(one.table, one.id) for one in removed.kept}
    assert ("organization", record.row.organization_id) in kept
    assert {salt.member_id for salt in record.salts} <= {one for table, one in kept if table == "member"}
    assert organizing.campaigns.load(record.row.id).count.counting == record.count.counting


def test_only_organizers_get_them(person_with: Callable[..., Database], database: Database) -> None:
    seed_sample(person_with("ip2a_staff", "ip2a_admin"), SIZE, today=date(2026, 3, 6) - timedelta(days=1))
    assert rows_left(database) == Counter()
