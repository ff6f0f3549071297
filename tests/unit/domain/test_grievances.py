"""Drafts and words of grievances."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from ip2a_desktop.domain.casework_drafts import ArbitrationDraft, InformationRequestDraft, SettlementDraft
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.grievance_drafts import GrievanceDraft
from ip2a_desktop.domain.grievance_steps import AnswerDraft, CloseDraft, ExtensionDraft, moment_of
from ip2a_desktop.domain.grievances import days_left_words
from ip2a_desktop.domain.hall import HallDraft
from ip2a_desktop.domain.ids import new_id

ID = new_id()
CASE = {
    "organization_id": ID,
    "agreement_version_id": ID,
    "occurred_on": "2026-02-20",
    "grievants": [{"member_id": ID}],
}


def wrong(kind, **values):
    with pytest.raises(RuleViolation) as refused:
        check(kind, values)
    return refused.value.problems


def test_what_a_case_needs():
    problems = wrong(GrievanceDraft)
    assert set(problems) == {"organization_id", "agreement_version_id", "occurred_on", "grievants"}
    assert "Name the grievant" in wrong(GrievanceDraft, **{**CASE, "grievants": []})["grievants"]
    assert check(GrievanceDraft, {**CASE, "grievants": [], "kind": "policy"}).grievants == ()
    assert "before it happened" in wrong(GrievanceDraft, **CASE, knew_on="2026-02-19")["knew_on"]
    assert "since when it was known" in wrong(GrievanceDraft, **CASE, trigger_used="knowledge")["trigger_used"]
    assert set(wrong(GrievanceDraft, **{**CASE, "occurred_on": "9999-12-31"})) == {"occurred_on"}
    assert set(wrong(GrievanceDraft, **CASE, statement="x" * 100_001)) == {"statement"}


def test_one_of_the_grievants_is_the_lead():
    one, other = new_id(), new_id()
    first = check(GrievanceDraft, {**CASE, "grievants": [{"member_id": one}, {"member_id": other}, {"member_id": one}]})
    assert [(who.member_id, who.is_lead) for who in first.grievants] == [(one, True), (other, False)]
    chosen = [{"member_id": one}, {"member_id": other, "is_lead": True}]
    assert [who.is_lead for who in check(GrievanceDraft, {**CASE, "grievants": chosen}).grievants] == [False, True]
    both = [{"member_id": one, "is_lead": True}, {"member_id": other, "is_lead": True}]
    assert set(wrong(GrievanceDraft, **{**CASE, "grievants": both})) == {"grievants"}
    cited = [{"reference": "Art. 5.2"}, {"reference": " Art.  5.2 "}]
    assert len(check(GrievanceDraft, {**CASE, "articles": cited}).articles) == 1


def test_extensions_are_mutual_written_and_longer():
    given = {"grievance_id": ID, "position": 1, "act": "answer", "due_on": "2026-03-06"}
    assert set(wrong(ExtensionDraft, **given)) == {
        "to_on", "agreed_on", "agreed_union", "agreed_employer", "document",
    }  # fmt: skip
    said = {"agreed_on": "2026-03-03", "agreed_union": "A", "agreed_employer": "B", "document": "letter"}
    assert "later date" in wrong(ExtensionDraft, **given, **said, to_on="2026-03-06")[""]
    assert check(ExtensionDraft, {**given, **said, "to_on": "2026-03-09"}).to_on == date(2026, 3, 9)


def test_answers_closes_and_papers_say_what_is_missing():
    assert (
        "next step"
        in wrong(AnswerDraft, grievance_id=ID, answered_on="2026-03-06", disposition="appealed")["disposition"]
    )
    assert "how the case ended" in wrong(CloseDraft, closed_on="2026-03-06")[""]
    assert "merged" in wrong(CloseDraft, closed_on="2026-03-06", outcome="merged")[""]
    assert "merged" in wrong(CloseDraft, closed_on="2026-03-06", outcome="denied", merged_into_id=ID)[""]
    assert "both sides" in wrong(SettlementDraft, terms="x", signed_on="2026-03-06")[""]
    signed = {"terms": "x", "signed_on": "2026-03-06", "union_signer": "A", "employer_signer": "B"}
    assert "after it was signed" in wrong(SettlementDraft, **signed, comply_by="2026-03-05")[""]
    request = {"grievance_id": ID, "requested_on": "2026-03-06", "items": "x"}
    assert "before it was made" in wrong(InformationRequestDraft, **request, due_on="2026-03-05")[""]
    assert "incomplete answer" in wrong(InformationRequestDraft, **request, is_incomplete=True)[""]
    assert "after the demand" in wrong(ArbitrationDraft, demanded_on="2026-03-06", hearing_on="2026-03-05")[""]
    assert "after the hearing" in wrong(ArbitrationDraft, demanded_on="2026-03-06", briefs_due_on="2026-03-07")[""]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (None, ""),
        (0, "Due today"),
        (1, "1 day left"),
        (12, "12 days left"),
        (-1, "1 day late"),
        (-1200, "1,200 days late"),
    ],
)
def test_days_left_in_words(days, words):
    assert days_left_words(days) == words


def test_an_hour_is_the_halls_hour():
    zone = ZoneInfo("America/Los_Angeles")
    at = moment_of(date(2026, 3, 6), time(14, 5), zone)
    assert at.isoformat() == "2026-03-06T14:05:00-08:00"
    assert moment_of(date(2026, 3, 6), None, zone) == date(2026, 3, 6)
    assert moment_of(None, time(14, 5), zone) is None


def test_the_hall_has_a_time_zone():
    assert HallDraft().time_zone == "America/Los_Angeles"
    assert check(HallDraft, {"time_zone": "Pacific/Honolulu"}).time_zone == "Pacific/Honolulu"
    assert set(wrong(HallDraft, time_zone="Mars/Olympus")) == {"time_zone"}
