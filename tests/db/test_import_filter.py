"""The records of one import, as a filter of their list."""

from uuid import UUID

import pytest

from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.imports import ImportKind, MatchPolicy
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.services.imports import ImportService
from ip2a_desktop.services.members import MemberService
from tests.import_plans import ROSTER, planner

MORE = "Card,Last,First,City\n0042,Silva,Ana,Tacoma\n0099,Berg,Bo,Kent\n0043,Muñoz,José,Kent\n"


@pytest.fixture
def imports(database):
    return ImportService(database)


@pytest.fixture
def plan(imports, tmp_path):
    return planner(imports, tmp_path)


def of(batch: UUID) -> ListQuery:
    return ListQuery().with_filter("import", [str(batch)])


def names(service, query):
    shown = [row.name for row in service.first_page(query, 100)]
    assert len(service.ids(query)) == len(shown)
    return shown


def test_what_came_in_and_what_was_changed_are_shown(imports, plan, members):
    first = imports.run(plan(ROSTER))
    second = imports.run(plan(MORE, on_match=MatchPolicy.UPDATE))
    assert names(members, of(first.batch_id)) == ["Muñoz, José", "Silva, Ana"]
    assert names(members, of(second.batch_id)) == ["Berg, Bo", "Silva, Ana"]  # nothing changed for José
    both = ListQuery().with_filter("import", [str(first.batch_id), str(second.batch_id)])
    assert names(members, both) == ["Berg, Bo", "Muñoz, José", "Silva, Ana"]
    searched = ListQuery(search="berg", filters=of(second.batch_id).filters)
    assert names(members, searched) == ["Berg, Bo"]


def test_an_import_that_was_taken_back_shows_nothing(imports, plan, members):
    imports.run(plan(ROSTER))
    second = imports.run(plan(MORE, on_match=MatchPolicy.UPDATE))
    imports.undo(second.batch_id)
    assert names(members, of(second.batch_id)) == []


def test_employers_too(imports, plan, members, employers):
    done = imports.run(plan("Name,City\nCascade Electric,Kent\nBerg Power,Kent\n", ImportKind.EMPLOYERS))
    assert names(employers, of(done.batch_id)) == ["Berg Power", "Cascade Electric"]
    assert names(members, of(done.batch_id)) == []


def test_an_import_that_nobody_knows_shows_nothing(members, person_with):
    assert names(members, of(new_id())) == []
    assert names(MemberService(person_with("ip2a_staff")), of(new_id())) == []
