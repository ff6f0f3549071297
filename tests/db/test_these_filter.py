"""The records that another page names, as a filter of every list."""

import pytest

from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import THESE, ListQuery, ids_of, these_value
from ip2a_desktop.services.agreements import AgreementService
from ip2a_desktop.services.benevolence import BenevolenceService
from ip2a_desktop.services.grievances import GrievanceService
from ip2a_desktop.services.salting import CampaignService
from tests.factories import saved_employer, saved_member


def only(*ids):
    return ListQuery().with_filter(THESE, [these_value(ids)])


def test_members_that_are_named_are_shown_alone(members):
    ana = saved_member(members, last_name="Silva", first_name="Ana")
    saved_member(members, last_name="Berg", first_name="Bo")
    query = only(ana.id, new_id())
    assert [row.id for row in members.first_page(query, 10)] == [ana.id]
    assert list(members.ids(query)) == [ana.id]
    assert query.is_narrowed


def test_a_search_narrows_them_further(members):
    ana = saved_member(members, last_name="Silva", first_name="Ana")
    bo = saved_member(members, last_name="Berg", first_name="Bo")
    query = ListQuery(search="berg", filters=only(ana.id, bo.id).filters)
    assert [row.id for row in members.first_page(query, 10)] == [bo.id]


def test_employers_too(employers):
    one = saved_employer(employers, name="Cascade Electric")
    saved_employer(employers, name="Berg Power")
    assert list(employers.ids(only(one.id))) == [one.id]


@pytest.mark.parametrize("service", [AgreementService, BenevolenceService, CampaignService, GrievanceService])
def test_every_list_knows_the_filter(database, service):
    assert list(service(database).ids(only(new_id()))) == []
    assert list(service(database).first_page(only(new_id()), 10)) == []


def test_the_ids_go_there_and_back():
    ids = [new_id(), new_id()]
    assert ids_of([these_value(ids)]) == ids
