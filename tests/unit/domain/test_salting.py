"""Organizing: two opposite scales that never show a bare digit, and what their forms refuse."""

import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter

from ip2a_desktop.domain.drafts import Draft, check
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.notes import TimelineEntry
from ip2a_desktop.domain.salting_drafts import (
    ActivityDraft,
    AssessmentDraft,
    CampaignDraft,
    CardDraft,
    ReceptivenessDraft,
    SaltDraft,
    WorkerDraft,
)
from ip2a_desktop.domain.scales import EmployerReceptiveness, Scale, WorkerAssessment
from ip2a_desktop.domain.timeline import Happening, told

SCALES = [EmployerReceptiveness, WorkerAssessment]
STEPS = [step for scale in SCALES for step in scale]


@pytest.mark.parametrize("step", STEPS)
def test_a_digit_never_stands_without_its_words(step: Scale) -> None:
    for shown in (str(step), f"{step}", step.label, "".join(step)):
        assert shown == f"{step.digit} · {step.meaning}"
        assert step.meaning[0].isupper()


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_read_again_from_whatever_was_kept_of_it(step: Scale) -> None:
    scale = type(step)
    optional = TypeAdapter(scale | None)
    for kept in (step.digit, step.value, step.label, step):
        assert scale(kept) is step
        assert optional.validate_python(kept) is step
    for typed in (str(step.digit), step.label.upper(), step.meaning.lower()):
        assert scale.from_text(typed) is step
    assert copy.deepcopy(step) is step
    assert optional.validate_python(json.loads(optional.dump_json(step))) is step


def test_the_scales_run_in_opposite_directions_and_are_never_mistaken_for_each_other() -> None:
    assert EmployerReceptiveness(1) is EmployerReceptiveness.HOSTILE
    assert WorkerAssessment(1) is WorkerAssessment.STRONG_SUPPORT
    assert WorkerAssessment(5) is WorkerAssessment.HOSTILE
    assert not {str(step) for step in EmployerReceptiveness} & {str(step) for step in WorkerAssessment}
    assert [step.is_support for step in WorkerAssessment] == [True, True, False, False, False]
    with pytest.raises(ValueError, match="6"):
        WorkerAssessment(6)


def problems(kind: type[Draft], **values: Any) -> dict[str, str]:
    with pytest.raises(RuleViolation) as refused:
        check(kind, values)
    return refused.value.problems


ID = str(new_id())


@pytest.mark.parametrize(
    ("kind", "values", "field", "words"),
    [
        (CampaignDraft, {"name": "A"}, "organization_id", "Choose the employer."),
        (CampaignDraft, {"organization_id": ID, "name": " "}, "name", "A campaign needs a name."),
        (CampaignDraft, {"unit_size": 0}, "unit_size", "This must be 1 or more."),
        (CampaignDraft, {"goal_percent": 101}, "goal_percent", "This must be 100 or less."),
        (
            CampaignDraft,
            {"started_on": "2026-03-06", "petition_on": "2026-03-05"},
            "petition_on",
            "This day is before the campaign started.",
        ),
        (
            CampaignDraft,
            {"petition_on": "2026-03-06", "election_on": "2026-03-05"},
            "election_on",
            "This day is before the petition was filed.",
        ),
        (ActivityDraft, {}, "done_on", "Write the date."),
        (ActivityDraft, {"workers_contacted": -1}, "workers_contacted", "This must be 0 or more."),
        (
            ActivityDraft,
            {"done_on": "2026-03-06", "follow_up_on": "2026-03-05"},
            "follow_up_on",
            "The follow-up is before the activity.",
        ),
        (WorkerDraft, {"campaign_id": ID}, "last_name", "Write the first or the last name."),
        (AssessmentDraft, {"worker_id": ID}, "assessment", "Choose where the worker stands."),
        (AssessmentDraft, {"worker_id": ID, "assessment": 6}, "assessment", "Choose one of the list."),
        (
            CardDraft,
            {"signed_on": "2026-03-06", "revoked_on": "2026-03-05"},
            "revoked_on",
            "The card was taken back before it was signed.",
        ),
        (CardDraft, {"signed_on": "1066-10-14"}, "signed_on", "This date is before 1900 or after 2199."),
        (SaltDraft, {}, "member_id", "Choose the member who applied."),
        (
            SaltDraft,
            {"applied_on": "2026-03-06", "result_on": "2026-03-05"},
            "result_on",
            "The result is before the application.",
        ),
        (ReceptivenessDraft, {}, "receptiveness", "Choose how the employer meets the union."),
    ],
)
def test_what_a_form_refuses_stands_beside_its_field(
    kind: type[Draft], values: dict[str, Any], field: str, words: str
) -> None:
    assert problems(kind, **values)[field] == words


def test_a_worker_may_be_known_by_one_name_only() -> None:
    assert check(WorkerDraft, {"campaign_id": ID, "first_name": "Mike"}).last_name == ""
    assert check(WorkerDraft, {"campaign_id": ID, "last_name": "Silva"}).is_in_unit


def test_a_campaign_begins_with_the_usual_figures() -> None:
    rules = check(CampaignDraft, {"name": "A", "organization_id": ID}).card_rules
    assert (rules.months, rules.showing_percent, rules.goal_percent) == (6, 30, 65)


def happening(table: str, before: dict[str, Any] | None, after: dict[str, Any]) -> TimelineEntry:
    action = "insert" if before is None else "update"
    return told(Happening(datetime(2026, 3, 6, tzinfo=UTC), "ana", action, table, None, before, after))


def test_the_record_of_who_did_what_has_no_bare_digit_either() -> None:
    for table, field, label in (
        ("worker_assessment", "assessment", "1 · Strong support"),
        ("organizing_activity", "receptiveness", "1 · Hostile"),
        ("employer_receptiveness", "receptiveness", "1 · Hostile"),
    ):
        entry = happening(table, {field: 5}, {field: 1})
        assert [change.after for change in entry.changes] == [label]
        assert entry.changes[0].before.startswith("5 · ")


def test_a_tally_is_told_in_words() -> None:
    entry = happening("election", None, {"organization_id": ID, "unions": ["A", "B"], "votes_for": [3, None]})
    assert entry.what == "Election added"
    assert {change.label: change.after for change in entry.changes} == {"Unions": "A; B", "Votes for": "3; –"}
