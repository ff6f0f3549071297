"""Lists as a start asks for them: the same rows as the service gives, without its help from the second time on."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.services.employer_rows import employer_row
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.kept_questions import KeptQuestions
from ip2a_desktop.services.list_at_start import ListAtStart
from ip2a_desktop.services.member_rows import member_row
from ip2a_desktop.services.members import MemberService
from tests.factories import saved_employer, saved_member

LISTS: list[Any] = [(MemberService, member_row), (EmployerService, employer_row)]


@pytest.fixture
def at_start(database: Database, tmp_path: Path) -> Callable[..., ListAtStart[Any]]:
    def make(kind: Any, row: Any, edition: str = "1", *, may_load: bool = True) -> ListAtStart[Any]:
        def load() -> Any:
            assert may_load, "the service was loaded"
            return kind(database)

        return ListAtStart(kind.__name__, database, KeptQuestions(tmp_path / "q.json", edition), lambda: row, load)

    return make


@pytest.mark.parametrize(("kind", "row"), LISTS)
@pytest.mark.parametrize("query", [ListQuery(), ListQuery(sort="city", descending=True), ListQuery(in_bin=True)])
def test_what_was_kept_gives_the_same_rows(database, at_start, kind, row, query) -> None:
    for number in range(5):
        saved_member(MemberService(database), last_name=f"Berg {number}", city="Kent" if number % 2 else "")
        saved_employer(EmployerService(database), name=f"Cascade {number}", city="Kent" if number % 2 else "")
    service = kind(database)
    expected = list(service.first_page(query, 60))
    first = at_start(kind, row)
    assert list(first.first_page(query, 60)) == expected
    assert list(first.ids(query)) == list(service.ids(query))
    later = at_start(kind, row, may_load=False)
    assert list(later.first_page(query, 60)) == expected
    assert list(later.ids(query)) == list(service.ids(query))


def test_a_search_is_never_kept(database, at_start, tmp_path) -> None:
    saved_member(MemberService(database), last_name="Ångström")
    query = ListQuery(search="angst")
    one = at_start(MemberService, member_row)
    assert [row.last_name for row in one.first_page(query, 60)] == ["Ångström"]
    assert len(one.ids(query)) == 1
    assert not (tmp_path / "q.json").exists()


def test_questions_of_another_edition_or_a_torn_file_are_asked_anew(database, at_start, tmp_path) -> None:
    member = saved_member(MemberService(database))
    at_start(MemberService, member_row).first_page(ListQuery(), 60)
    assert at_start(MemberService, member_row, "2").first_page(ListQuery(), 60)[0].id == member.id
    assert json.loads((tmp_path / "q.json").read_text())["edition"] == "2"
    (tmp_path / "q.json").write_text("{")
    assert at_start(MemberService, member_row, "2").first_page(ListQuery(), 60)[0].id == member.id
