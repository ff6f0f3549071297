"""Organizations on a real PostgreSQL: list, record, one primary contact, choices."""

import pytest

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.employer_drafts import EmployerContactDraft
from ip2a_desktop.domain.errors import NotFound
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.members import MemberService
from tests.conftest import RoundTrips
from tests.factories import job, saved_employer, saved_member


def test_what_is_saved_is_read_again(employers: EmployerService) -> None:
    kept = saved_employer(
        employers, name="AT&T <Local> “Électrique”", organization_type="jatc", signatory_status="project",
        website="www.example.org", state="or", remarks="a\nb",
    )  # fmt: skip
    assert employers.load(kept.id).draft == kept
    assert employers.first_page(ListQuery(search="electrique"), 5)[0].name == "AT&T <Local> “Électrique”"


def test_one_primary_contact(employers: EmployerService) -> None:
    kept = saved_employer(employers)
    for name in ("Bo", "Cy"):
        employers.save_contact(
            check(EmployerContactDraft, {"organization_id": kept.id, "name": name, "is_primary": True})
        )
    contacts = employers.load(kept.id).contacts
    assert [(c.name, c.is_primary) for c in contacts] == [("Cy", True), ("Bo", False)]
    assert employers.first_page(ListQuery(), 5)[0].contact == "Cy"
    employers.bin_contact([contacts[0].id])
    assert employers.load(kept.id).row.contact == ""


def test_current_and_former_members(employers: EmployerService, members: MemberService) -> None:
    kept = saved_employer(employers)
    now, then = saved_member(members), saved_member(members)
    members.save_employment(job(now, kept, started_on="2020-01-01"))
    members.save_employment(job(then, kept, started_on="2010-01-01", ended_on="2011-01-01"))
    record = employers.load(kept.id)
    assert [(e.card_number, e.is_current) for e in record.employments] == [
        (now.card_number, True), (then.card_number, False),
    ]  # fmt: skip
    assert record.row.current_members == 1


def test_choices_and_duplicates(employers: EmployerService) -> None:
    kept = saved_employer(employers, name="Cascade Electric, Inc.", city="Kent", state="WA")
    saved_employer(employers, name="Berg Power")
    (choice,) = employers.choices("casc")
    assert (choice.id, choice.place) == (kept.id, "Kent, WA")
    assert [d.why for d in employers.duplicates({"name": "cascade electric, inc."}, new_id())] == ["same name"]
    assert [d.why for d in employers.duplicates({"name": "Cascade Electrical"}, new_id())] == ["similar name"]


def test_orders_filters_and_bin(employers: EmployerService) -> None:
    first, second = saved_employer(employers, name="B", city="Kent"), saved_employer(employers, name="a")
    assert [row.name for row in employers.first_page(ListQuery(), 5)] == ["a", "B"]
    for sort in ("contact", "current_members", "city", "state", "signatory_status", "phone", "trade_name"):
        assert set(employers.ids(ListQuery(sort=sort))) == {first.id, second.id}
    assert list(employers.ids(ListQuery().with_filter("state", ["WA"]))) == []
    employers.move_to_bin([first.id])
    assert list(employers.ids(ListQuery())) == [second.id]
    employers.restore([first.id])
    assert employers.total(in_bin=False) == 2
    with pytest.raises(NotFound):
        employers.load(new_id())


def test_round_trips(counted: tuple[Database, RoundTrips]) -> None:
    database, trips = counted
    employers = EmployerService(database)
    kept = saved_employer(employers)
    for step in (
        lambda: employers.load(kept.id),
        lambda: employers.save(kept.model_copy(update={"city": "Kent"})),
    ):
        trips.reset()
        step()
        assert 0 < trips.count <= 2, trips.statements
