"""Sample data: the same number gives the same hall, in the shapes of a real one."""

import itertools
import re
from collections import Counter, defaultdict
from datetime import date, timedelta

import phonenumbers
import pytest

from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.employer_drafts import EmployerDraft
from ip2a_desktop.domain.employers import OrganizationType
from ip2a_desktop.domain.member_drafts import EmploymentDraft, MemberDraft
from ip2a_desktop.domain.members import Classification, MemberStatus
from ip2a_desktop.domain.samples import QUICK, SampleSize
from ip2a_desktop.seed.chance import Chance
from ip2a_desktop.seed.places import Places
from ip2a_desktop.seed.sample import sample_data

TODAY = date(2026, 3, 6)


def told(data):
    """Everything but the ids, which are new each time."""
    lists = (data.organizations, data.organization_contacts, data.members, data.private, data.member_contacts)
    ids = {"id", "member_id", "organization_id", "subject_id"}
    drafts = [one.model_dump(exclude=ids) for rows in (*lists, data.jobs, data.notes) for one in rows]
    return drafts, [(step.status, step.since, step.reason) for step in data.statuses]


@pytest.fixture(scope="module")
def data():
    return sample_data(SampleSize(400, 60), 46, today=TODAY)


def test_one_number_gives_the_same_hall_and_another_gives_another():
    assert told(sample_data(QUICK, 7, today=TODAY)) == told(sample_data(QUICK, 7, today=TODAY))
    assert told(sample_data(QUICK, 7, today=TODAY)) != told(sample_data(QUICK, 8, today=TODAY))


@pytest.mark.parametrize("size", [QUICK, SampleSize(1, 1), SampleSize(3, 0), SampleSize(0, 3)])
def test_there_are_as_many_as_were_asked_for(size):
    data = sample_data(size, 1, today=TODAY)
    assert (len(data.members), len(data.organizations)) == (size.members, size.organizations)


def test_shares_are_those_of_a_real_local(data):
    statuses = Counter(one.status for one in data.members)
    classes = Counter(one.classification for one in data.members)
    count = len(data.members)
    assert 0.83 < statuses[MemberStatus.ACTIVE] / count < 0.93
    assert 0.33 < classes[Classification.JOURNEY_WORKER] / count < 0.47
    assert 0.78 < sum(bool(one.phone) for one in data.members) / count < 0.92
    assert 0.58 < sum(bool(one.email) for one in data.members) / count < 0.72
    current = {job.member_id for job in data.jobs if job.ended_on is None}
    assert 0.45 < len(current) / count < 0.7


def test_everything_passes_the_rules_of_the_forms(data):
    for kind, rows in ((MemberDraft, data.members), (EmployerDraft, data.organizations), (EmploymentDraft, data.jobs)):
        for one in rows:
            assert check(kind, one.model_dump()) == one


def test_card_numbers_are_unique_and_keep_their_zeros(data):
    cards = [one.card_number for one in data.members]
    assert len(set(cards)) == len(cards)
    assert any(card.startswith("00") for card in cards)


def test_numbers_that_are_taken_are_left_to_their_members():
    first = sample_data(QUICK, 3, today=TODAY).members[0].card_number
    without = sample_data(QUICK, 3, today=TODAY, free=lambda cards: [card for card in cards if card != first])
    assert first not in {one.card_number for one in without.members}


def test_phones_are_possible_and_reach_nobody(data):
    for member in data.members:
        if member.phone:
            assert member.phone[5:10] == "55501"
            assert phonenumbers.is_possible_number(phonenumbers.parse(member.phone))


def test_jobs_follow_each_other_within_the_member_s_years(data):
    employers = {one.id for one in data.organizations if one.organization_type is OrganizationType.EMPLOYER}
    jobs = defaultdict(list)
    for job in data.jobs:
        assert job.organization_id in employers
        assert 18 <= job.hourly_rate <= 75
        assert job.started_on <= (job.ended_on or TODAY) <= TODAY
        jobs[job.member_id].append(job)
    for of_one in jobs.values():
        assert all(before.ended_on <= after.started_on for before, after in itertools.pairwise(of_one))


def test_nobody_is_initiated_as_a_child_or_in_the_future(data):
    born = {one.id: one.birth_date for one in data.private if one.birth_date}
    for member in data.members:
        assert member.initiation_date <= TODAY
        if member.id in born:
            assert member.initiation_date - born[member.id] > timedelta(days=17 * 365)


def test_each_organization_has_one_primary_contact(data):
    primary = Counter(one.organization_id for one in data.organization_contacts if one.is_primary)
    assert primary == Counter(one.id for one in data.organizations)


def test_some_names_have_accents_and_some_another_script(data):
    names = [one.last_name for one in data.members]
    assert any(not name.isascii() for name in names)
    assert any(name[0] > "\u3000" or "Ѐ" <= name[0] <= "ӿ" for name in names)


def test_addresses_look_like_addresses() -> None:
    places = Places(Chance(46))
    for business in (True, False):
        found = [places.address(business=business) for _ in range(200)]
        assert all(re.fullmatch(r"[1-9]\d+ \D+", one["address_line1"]) for one in found)
        assert any(one["address_line2"] for one in found)
