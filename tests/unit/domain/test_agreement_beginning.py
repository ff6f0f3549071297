"""What begins an agreement: its drafts, and the procedures that a version can begin with."""

from datetime import date
from uuid import UUID

import pytest

from ip2a_desktop.domain.agreement_beginning import (
    AS_BEFORE,
    OWN,
    NewAgreementDraft,
    NewVersionDraft,
    procedures_to_begin_with,
    span_name,
)
from ip2a_desktop.domain.agreement_drafts import VersionDraft, VersionRecord
from ip2a_desktop.domain.agreement_samples import SAMPLES, sample_parts
from ip2a_desktop.domain.agreements import starts_of
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.procedures import Act, RunsFrom

ZONE = "America/Los_Angeles"
GOOD = {"name": "Inside Agreement", "version_name": "2024–2027", "starts_on": "2024-06-01", "ends_on": "2027-05-31"}


def version(agreement: UUID, *, with_steps: bool = True) -> VersionRecord:
    draft = check(VersionDraft, {"agreement_id": agreement, "name": "2021–2024", "starts_on": "2021-06-01"})
    parts = sample_parts(SAMPLES[2], draft.id, date(2021, 6, 1))
    steps, limits = (parts.steps, parts.limits) if with_steps else ((), ())
    return VersionRecord(draft, None, "", 0, (), parts.holidays, steps, limits)


def test_an_agreement_begins_with_a_version() -> None:
    draft = check(NewAgreementDraft, GOOD)
    assert (draft.agreement.id, draft.agreement.name, draft.sample) == (draft.id, "Inside Agreement", SAMPLES[0].key)
    first = draft.first_version
    assert (first.id, first.agreement_id, first.name) == (draft.version_id, draft.id, "2024–2027")
    assert (first.starts_on, first.ends_on) == (date(2024, 6, 1), date(2027, 5, 31))


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"name": "", "version_name": "", "starts_on": None}, {"name", "version_name", "starts_on"}),
        ({"ends_on": "2023-01-01"}, {"ends_on"}),
        ({"ends_on": "2299-01-01"}, {"ends_on"}),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(values: dict[str, object], fields: set[str]) -> None:
    with pytest.raises(RuleViolation) as refused:
        check(NewAgreementDraft, GOOD | values)
    assert set(refused.value.problems) == fields


def test_a_version_that_ends_before_it_starts_is_told_beside_its_end() -> None:
    with pytest.raises(RuleViolation) as refused:
        check(
            NewVersionDraft,
            {"agreement_id": new_id(), "name": "2024", "starts_on": "2024-06-01", "ends_on": "2024-05-31"},
        )
    assert refused.value.problems == {"ends_on": "The version ends before it starts."}


def test_another_version_without_its_choice() -> None:
    draft = check(NewVersionDraft, {"agreement_id": new_id(), "name": "2024", "starts_on": "2024-06-01"})
    assert draft.sample == OWN
    assert type(draft.itself) is VersionDraft
    assert draft.itself.model_dump() == draft.model_dump(exclude={"sample"})


def test_a_new_version_can_begin_like_an_older_one() -> None:
    old, bare = version(new_id()), version(new_id(), with_steps=False)
    kept, *samples = procedures_to_begin_with([bare, old], ZONE)
    assert tuple(samples) == SAMPLES
    assert (kept.key, kept.name) == (f"{AS_BEFORE}{old.draft.id}", "As in 2021–2024")
    assert kept.procedure == SAMPLES[2].procedure


def test_how_versions_are_mostly_called() -> None:
    assert span_name(date(2024, 6, 1), date(2027, 5, 31)) == "2024–2027"
    assert span_name(date(2024, 6, 1), date(2024, 12, 31)) == "2024"
    assert span_name(date(2024, 6, 1), None) == "2024"
    assert span_name(None, date(2027, 5, 31)) == ""


def test_from_what_a_limit_can_be_counted() -> None:
    assert starts_of(Act.MEET) == (RunsFrom.FILED,)
    assert starts_of(Act.ANSWER) == (RunsFrom.FILED, RunsFrom.MET)
    assert starts_of(Act.GRIEVE_AGAIN) == (RunsFrom.SETTLED,)
    assert RunsFrom.SETTLED not in starts_of(Act.FILE)
