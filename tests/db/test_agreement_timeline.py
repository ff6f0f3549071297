"""The timeline of an agreement on a real PostgreSQL: its own changes, and those of its versions' parts."""

import pytest

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.agreement_drafts import AgreementDraft, ArticleDraft, StepDraft, VersionDraft
from ip2a_desktop.domain.agreement_samples import SAMPLES
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.procedures import FirstStrike, GrievanceKind
from ip2a_desktop.services.agreement_timeline import AgreementTimeline
from ip2a_desktop.services.agreements import AgreementService
from ip2a_desktop.services.employers import EmployerService
from tests.conftest import RoundTrips
from tests.factories import saved_employer


def begun(agreements: AgreementService) -> tuple[AgreementDraft, VersionDraft]:
    agreement = check(AgreementDraft, {"name": "Inside Agreement"})
    version = check(VersionDraft, {"agreement_id": agreement.id, "name": "2024–2027", "starts_on": "2024-06-01"})
    agreements.begin(SAMPLES[0], version, agreement)
    return agreement, version


def test_what_began_together_is_told_together(database: Database) -> None:
    agreement, _ = begun(AgreementService(database))
    told = {one.what: one for one in AgreementTimeline(database).timeline("agreement", agreement.id)}
    assert set(told) == {
        "Agreement added",
        "Version “2024–2027” added",
        "3 steps of 2024–2027 added",
        "6 limits of 2024–2027 added",
        "32 holidays of 2024–2027 added",
    }
    steps = told["3 steps of 2024–2027 added"].changes[0].after
    assert set(steps.split(", ")) == {"Step 1", "Step 2", "Arbitration"}
    assert "Memorial Day" in told["32 holidays of 2024–2027 added"].changes[0].after


def test_each_change_says_what_it_was_of(database: Database, employers: EmployerService) -> None:
    agreements, timeline = AgreementService(database), AgreementTimeline(database)
    agreement, version = begun(agreements)
    cascade = saved_employer(employers, name="Cascade Electric")
    article = check(ArticleDraft, {"agreement_version_id": version.id, "number": "5.2", "title": "Overtime"})
    agreements.save_part(article)
    agreements.bin_part(ArticleDraft, [article.id])
    agreements.confirm(version.id, 1)
    kept = agreements.load(agreement.id)
    arbitration = kept.versions[0].steps[2]
    changes = {"first_strike": FirstStrike.GRIEVING, "entry_for": (GrievanceKind.POLICY, GrievanceKind.GROUP)}
    agreements.save_part(arbitration.model_copy(update=changes))
    agreements.save(kept.draft.model_copy(update={"organization_id": cascade.id}))
    told = timeline.timeline("agreement", agreement.id)
    assert [one.what for one in told[:5]] == [
        "Agreement changed",
        "Step “Arbitration” of 2024–2027 changed",
        "Version “2024–2027” confirmed against the agreement",
        "Article “5.2” of 2024–2027 moved to the bin",
        "Article “5.2” of 2024–2027 added",
    ]
    assert [(one.label, one.after) for one in told[0].changes] == [("Employer", "Cascade Electric")]
    assert [(one.label, one.before, one.after) for one in told[1].changes] == [
        ("Cases that begin here", "", "Union or policy, Group or class"),
        (
            "Strikes first",
            "The responding party (the employer)",
            "The grieving party (the union)",
        ),
    ]
    assert [one.label for one in told[4].changes] == ["Article", "Title"]


def test_steps_of_the_sample_are_named(database: Database) -> None:
    agreements = AgreementService(database)
    agreement, _ = begun(agreements)
    (step, *_rest) = agreements.load(agreement.id).versions[0].steps
    agreements.bin_part(StepDraft, [step.id])
    agreements.restore_part(StepDraft, [step.id])
    told = AgreementTimeline(database).timeline("agreement", agreement.id)
    assert [one.what for one in told[:2]] == [
        "Step “Step 1” of 2024–2027 brought back from the bin",
        "Step “Step 1” of 2024–2027 moved to the bin",
    ]


def test_one_round_trip_and_no_other_table(counted: tuple[Database, RoundTrips]) -> None:
    database, trips = counted
    agreement, _ = begun(AgreementService(database))
    trips.reset()
    assert AgreementTimeline(database).timeline("agreement", agreement.id)
    assert trips.count == 1
    with pytest.raises(ValueError, match="member"):
        AgreementTimeline(database).timeline("member", agreement.id)
