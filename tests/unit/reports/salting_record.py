"""A campaign and activities as the papers of organizing show them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from ip2a_desktop.domain.cards import Card, CardHolder, CardRules, card_history, count_cards, explain_lapsing, lapsing
from ip2a_desktop.domain.elections import ElectionRow, TallyType
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.salting import ActivityKind, ActivityOutcome, CampaignStatus, SaltResult
from ip2a_desktop.domain.salting_drafts import CampaignDraft
from ip2a_desktop.domain.salting_records import ActivityRow, CampaignRecord, CampaignRow, ReceptivenessRow, SaltRow
from ip2a_desktop.domain.scales import EmployerReceptiveness, WorkerAssessment

TODAY = date(2026, 3, 6)
AT = datetime(2026, 3, 6, 14, 5, tzinfo=UTC)
RULES = CardRules()
EMPLOYER = UUID(int=1)


def card_holders(*days_ago: int) -> list[CardHolder]:
    """Return a worker for each card, signed so many days ago."""
    return [CardHolder((Card(TODAY - timedelta(days=days)),)) for days in days_ago]


def campaign_record(holders: list[CardHolder], unit_size: int | None = 40, **values: Any) -> CampaignRecord:
    """Return a campaign that has one of everything, with the cards of the given workers."""
    draft = CampaignDraft(
        version=1, name="Cascade, Pier 66", organization_id=EMPLOYER, jobsite="Pier 66", lead_organizer="Robin Okafor",
        unit="All electricians\nNo supervisors", unit_size=unit_size, started_on=date(2025, 8, 1), remarks="Call Bo",
    )  # fmt: skip
    row = CampaignRow(
        draft.id, 1, draft.name, EMPLOYER, "Cascade Electric", draft.jobsite, CampaignStatus.ACTIVE, "Robin Okafor",
        unit_size, 34, 0, EmployerReceptiveness.RESISTANT, draft.started_on, None, None, TODAY, AT,
    )  # fmt: skip
    record = CampaignRecord(
        draft=draft,
        row=row,
        today=TODAY,
        count=count_cards(holders, TODAY, unit_size, RULES),
        history=card_history(holders, TODAY, RULES),
        lapsing=explain_lapsing(lapsing(holders, TODAY, 30, RULES), 30),
        assessments={
            WorkerAssessment.STRONG_SUPPORT: 9, WorkerAssessment.SUPPORT: 8, WorkerAssessment.HOSTILE: 2, None: 15,
        },
        committee=4,
        salts=(_salt(),),
        receptiveness=(_seen(2, 20), _seen(1, 90)),
        elections=(_election(),),
    )  # fmt: skip
    return replace(record, **values)


def _salt() -> SaltRow:
    return SaltRow(
        new_id(), 1, new_id(), "Silva, Ana", "0042", date(2025, 9, 1), "Electrician", "E-mail of September 1",
        SaltResult.REFUSED, date(2025, 9, 9), "Minh Silva", "",
    )  # fmt: skip


def _seen(digit: int, days: int) -> ReceptivenessRow:
    step = EmployerReceptiveness(str(digit))
    return ReceptivenessRow(new_id(), 1, step, TODAY - timedelta(days=days), "Called the police", "robin", AT)


def _election() -> ElectionRow:
    return ElectionRow(
        new_id(), 1, EMPLOYER, "19-RC-000123", "Cascade Electric", "Region 19", "A", "", "Single Labor Organization",
        TallyType.INITIAL, date(2019, 1, 4), date(2019, 2, 14), date(2019, 3, 1), "Certification of Results", 52,
        ("Brotherhood of Tests, Local 1",), (20,), 25, 45, None, None, False, False, "",
    )  # fmt: skip


def activity_row(**values: Any) -> ActivityRow:
    """Return an activity."""
    row = ActivityRow(
        new_id(), 1, TODAY, ActivityKind.CARD_SIGNING, EMPLOYER, "Cascade Electric", None, "", "Pier 66",
        "Robin Okafor", "Silva, Ana", 12, 5, ActivityOutcome.POSITIVE, EmployerReceptiveness.RESISTANT,
        date(2026, 3, 20), False, "At the gate after the day shift.", "robin", AT,
    )  # fmt: skip
    return replace(row, **values)
