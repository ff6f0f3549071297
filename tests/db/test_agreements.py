"""Agreements on a real PostgreSQL: samples, parts, confirming, who may write them."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.agreement_drafts import (
    AgreementDraft,
    ArticleDraft,
    HolidayDraft,
    LimitDraft,
    StepDraft,
    VersionDraft,
)
from ip2a_desktop.domain.agreement_samples import SAMPLES
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.errors import NotAllowed, NotFound, RuleViolation, StaleRecord
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.procedures import SAMPLE, Act, GrievanceKind
from ip2a_desktop.services.agreements import AgreementService
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.recounting import RecountService
from ip2a_desktop.ui.agreements.found import agreement_hits
from tests.conftest import RoundTrips
from tests.factories import saved_employer


@pytest.fixture
def agreements(database: Database) -> AgreementService:
    return AgreementService(database)


def begun(agreements: AgreementService, key: str = "default", **values: object) -> tuple[AgreementDraft, VersionDraft]:
    agreement = check(AgreementDraft, {"name": "Inside Agreement", **values})
    version = check(VersionDraft, {"agreement_id": agreement.id, "name": "2024–2027", "starts_on": "2024-06-01"})
    sample = next(one for one in SAMPLES if one.key == key)
    changes = agreements.begin(sample, version, agreement)
    assert changes == Changes.of("agreement", agreement.id) | Changes.of("agreement_version", version.id)
    return agreement, version


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.key)
def test_a_sample_is_read_again_as_the_same_procedure(agreements: AgreementService, sample) -> None:  # type: ignore[no-untyped-def]
    agreement, version = begun(agreements, sample.key)
    (kept,) = agreements.load(agreement.id).versions
    rules = kept.rules("America/Los_Angeles")
    assert rules.procedure == sample.procedure
    assert rules.calendar.holidays[date(2027, 7, 5)] == "Independence Day, observed"
    assert kept.draft == version.model_copy(update={"version": 1})


def test_a_version_is_a_sample_until_an_admin_confirms_it(
    agreements: AgreementService, person_with: Callable[..., Database]
) -> None:
    agreement, version = begun(agreements)
    kept = agreements.load(agreement.id)
    assert (kept.row.is_confirmed, kept.versions[0].rules(kept.zone).mark) == (False, SAMPLE)
    with pytest.raises(NotAllowed):
        AgreementService(person_with("ip2a_staff")).confirm(version.id, 1)
    agreements.confirm(version.id, 1)
    with pytest.raises(StaleRecord):
        agreements.confirm(version.id, 1)
    kept = agreements.load(agreement.id)
    assert (kept.row.is_confirmed, kept.versions[0].rules(kept.zone).mark) == (True, "")
    assert (kept.versions[0].confirmed_by, kept.versions[0].draft.version) == ("ana", 2)


def test_only_an_admin_writes_agreements(agreements: AgreementService, person_with: Callable[..., Database]) -> None:
    agreement, _ = begun(agreements)
    for duty in ("ip2a_staff", "ip2a_president", "ip2a_organizer", "ip2a_auditor"):
        clerk = AgreementService(person_with(duty))
        loaded = clerk.load(agreement.id).draft
        with pytest.raises(NotAllowed):
            clerk.save(loaded.model_copy(update={"name": "Another"}))
    admin = AgreementService(person_with("ip2a_admin"))
    admin.save(admin.load(agreement.id).draft.model_copy(update={"name": "Another"}))
    assert agreements.load(agreement.id).draft.name == "Another"


def test_parts_are_saved_and_go_to_the_bin(agreements: AgreementService) -> None:
    agreement, version = begun(agreements)
    article = check(ArticleDraft, {"agreement_version_id": version.id, "number": "5.2", "title": "Overtime"})
    agreements.save_part(article)
    with pytest.raises(RuleViolation) as refused:
        agreements.save_part(article.model_copy(update={"id": new_id()}))
    assert set(refused.value.problems) == {"number"}
    (step, *_) = agreements.load(agreement.id).versions[0].steps
    named = step.model_copy(update={"name": "First step", "entry_for": (GrievanceKind.DISCIPLINE,)})
    agreements.save_part(named)
    (kept,) = agreements.load(agreement.id).versions
    assert (kept.articles[0].title, kept.steps[0].name) == ("Overtime", "First step")
    assert kept.steps[0].entry_for == (GrievanceKind.DISCIPLINE,)
    with pytest.raises(StaleRecord):
        agreements.save_part(named.model_copy(update={"name": "Another"}))
    agreements.bin_part(ArticleDraft, [article.id])
    agreements.bin_part(StepDraft, [kept.steps[2].id])
    (kept,) = agreements.load(agreement.id).versions
    assert (kept.articles, len(kept.steps)) == ((), 2)
    agreements.restore_part(ArticleDraft, [article.id])
    assert len(agreements.load(agreement.id).versions[0].articles) == 1


def test_what_lies_in_the_bin_is_read_along(agreements: AgreementService, database: Database) -> None:
    agreement, version = begun(agreements)
    other = check(VersionDraft, {"agreement_id": agreement.id, "name": "2027–2030", "starts_on": "2027-06-01"})
    agreements.begin(SAMPLES[2], other)
    article = check(ArticleDraft, {"agreement_version_id": version.id, "number": "5.2", "title": "Overtime"})
    agreements.save_part(article)
    agreements.bin_part(ArticleDraft, [article.id])
    agreements.bin_part(VersionDraft, [other.id])
    (kept,) = agreements.load(agreement.id).versions
    recounts = RecountService(database)
    recounts.move_to_bin(version.id, HolidayDraft, [kept.holidays[0].id])
    recounts.move_to_bin(version.id, LimitDraft, [one.id for one in kept.limits if one.procedure_step_id is None])
    answer = next(one for one in kept.limits if one.act is Act.ANSWER and one.procedure_step_id == kept.steps[0].id)
    recounts.move_to_bin(version.id, LimitDraft, [answer.id])
    agreements.bin_part(StepDraft, [kept.steps[2].id])
    found = agreements.load(agreement.id).in_bin
    assert [(one.table, one.title, one.about, one.part_of) for one in found] == [
        ("procedure_step", "Arbitration", "", version.id),
        ("procedure_limit", "answer", "Step 1", version.id),
        ("procedure_limit", "grieve_again", "", version.id),
        ("agreement_holiday", "New Year’s Day", "", version.id),
        ("agreement_version", "2027–2030", "", None),
        ("agreement_article", "5.2", "Overtime", version.id),
    ]
    assert (found[3].started_on, found[0].deleted_by) == (date(2024, 1, 1), "ana")
    another, _ = begun(agreements, name="Another")
    assert agreements.load(another.id).in_bin == ()


def test_the_list_and_the_choices(agreements: AgreementService, employers: EmployerService) -> None:
    cascade = saved_employer(employers, name="Cascade Electric")
    agreement, version = begun(agreements, organization_id=cascade.id)
    begun(agreements, name="Other agreement")
    (row,) = agreements.first_page(ListQuery().with_filter("employer", [str(cascade.id)]), 10)
    assert (row.name, row.employer, row.newest_version) == ("Inside Agreement", "Cascade Electric", "2024–2027")
    assert (row.starts_on, row.open_cases) == (date(2024, 6, 1), 0)
    for sort in ("name", "employer", "newest_version", "starts_on", "is_confirmed", "open_cases", "updated_at"):
        assert len(agreements.ids(ListQuery(sort=sort))) == 2
    assert len(agreements.ids(ListQuery().with_filter("confirmed", ["yes"]))) == 0
    assert [one.name for one in agreements.versions("inside")] == ["Inside Agreement, 2024–2027"]
    assert agreements.versions("inside", on=date(2024, 1, 1)) == ()
    assert agreements.versions("inside", on=date(2025, 1, 1))[0].id == version.id
    agreements.move_to_bin([agreement.id])
    assert agreements.versions("inside") == ()
    agreements.restore([agreement.id])
    assert agreements.total(in_bin=False) == 2


def test_beginning_twice_counts_once(agreements: AgreementService) -> None:
    agreement = check(AgreementDraft, {"name": "Inside"})
    version = check(VersionDraft, {"agreement_id": agreement.id, "name": "2024", "starts_on": "2024-06-01"})
    agreements.begin(SAMPLES[0], version, agreement)
    agreements.begin(SAMPLES[0], version, agreement)
    (kept,) = agreements.load(agreement.id).versions
    assert (len(kept.steps), len(kept.limits), kept.draft.version) == (3, 6, 1)


def test_a_new_version_stands_beside_the_old_one(agreements: AgreementService) -> None:
    agreement, old = begun(agreements)
    new = check(VersionDraft, {"agreement_id": agreement.id, "name": "2027–2030", "starts_on": "2027-06-01"})
    agreements.begin(SAMPLES[2], new)
    kept = agreements.load(agreement.id)
    assert [one.draft.id for one in kept.versions] == [new.id, old.id]
    assert kept.row.newest_version == "2027–2030"
    assert [len(one.steps) for one in kept.versions] == [3, 3]


def test_an_agreement_that_is_not_there(agreements: AgreementService) -> None:
    with pytest.raises(NotFound):
        agreements.load(new_id())


def test_round_trips(counted: tuple[Database, RoundTrips]) -> None:
    database, trips = counted
    agreements = AgreementService(database)
    trips.reset()
    agreement, _ = begun(agreements)
    assert trips.count <= 2
    trips.reset()
    agreements.load(agreement.id)
    assert trips.count <= 2


def test_a_time_zone_that_is_none_is_refused(database: Database) -> None:
    with database.statement() as session:
        session.execute(text("INSERT INTO hall (id, name) VALUES (:id, 'Local 46')"), {"id": new_id()})
    with pytest.raises(Exception, match="time zone"), database.statement() as session:
        session.execute(text("UPDATE hall SET time_zone = 'Mars/Olympus'"))


def test_the_articles_of_a_version_are_found_by_number_and_by_words(agreements: AgreementService) -> None:
    _, version = begun(agreements)
    _, other = begun(agreements, name="Residential Agreement")
    for number, title in (("5.2", "Overtime"), ("9", "Discharge"), ("Appendix B", "Tools")):
        agreements.save_part(
            check(ArticleDraft, {"agreement_version_id": version.id, "number": number, "title": title})
        )

    def found(words: str) -> list[str]:
        return [one.reference for one in agreements.articles(version.id, words)]

    assert found("") == ["Art. 5.2 Overtime", "Art. 9 Discharge", "Appendix B Tools"]
    assert (found("overt"), found("5.2"), found("art 9"), found("tools")) == (
        ["Art. 5.2 Overtime"],
        ["Art. 5.2 Overtime"],
        ["Art. 9 Discharge"],
        ["Appendix B Tools"],
    )
    assert agreements.articles(other.id) == ()
    gone = agreements.articles(version.id, "9")[0].id
    agreements.bin_part(ArticleDraft, [gone])
    assert "Art. 9 Discharge" not in found("")


def test_the_search_over_everything_finds_agreements(agreements: AgreementService) -> None:
    agreement, _ = begun(agreements)
    asked = []
    find = agreement_hits(agreements, lambda *wanted: asked.append(wanted))
    assert find("") == []
    (hit,) = find("inside")
    assert (hit.title, hit.group) == ("Inside Agreement", "Agreements")
    hit.run()
    assert asked == [("agreements", agreement.id)]
