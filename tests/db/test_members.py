"""Members on a real PostgreSQL: list, record, stale saves, duplicates, the bin, jobs."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import NotAllowed, NotFound, RuleViolation, StaleRecord
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.member_drafts import MemberPrivateDraft
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.members import MemberService
from tests.conftest import RoundTrips
from tests.factories import job, member_draft, saved_employer, saved_member


def names(members: MemberService, query: ListQuery) -> list[str]:
    page = members.first_page(query, 100)
    assert [row.id for row in page] == list(members.ids(query))
    return [row.first_name for row in page]


def test_what_is_saved_is_read_again(members: MemberService) -> None:
    draft = member_draft(
        first_name="Łucja", last_name="O’Neil-Ибрагим", phone="206 555 0142 x7", email="L@Example.org", state="wa",
        postal_code="981011234", status="retired", classification="apprentice_3", referral_book="Book 1",
    )  # fmt: skip
    members.save(draft)
    assert members.load(draft.id).draft == draft.model_copy(update={"version": 1, "status_since": None})


@pytest.mark.parametrize(
    "words",
    [
        "ŁUCJA",
        "lucja",
        "luc",
        "l",
        "neil",
        "0077",
        "lucja oneil-x",
        "lucja@ex",
        "(206) 555-0142",
        "2065550142",
        "555 0142",
        "20",
        "12065550142",
        "+1-206-555-0142",
    ],
)
def test_search_takes_names_cards_mail_and_phones_case_and_accents_aside(members: MemberService, words: str) -> None:
    saved_member(
        members, first_name="Łucja", last_name="Neil oneil-x", card_number="A0077", phone="2065550142",
        email="lucja@example.org",
    )  # fmt: skip
    saved_member(members, first_name="Bo", last_name="Berg", card_number="B1", phone="3605550199")
    assert names(members, ListQuery(search=words)) == ["Łucja"]


def test_whose_name_begins_with_the_word_stands_first(members: MemberService) -> None:
    saved_member(members, first_name="Edgar", last_name="Adams")
    saved_member(members, first_name="Ana", last_name="García")
    saved_member(members, first_name="Gary", last_name="Berg")
    assert names(members, ListQuery(search="gar")) == ["Ana", "Edgar", "Gary"]
    assert names(members, ListQuery(search="gar", sort="card_number")) == ["Edgar", "Ana", "Gary"]


def test_the_longest_names_of_any_script_are_kept_whole_and_found(members: MemberService) -> None:
    longest = "𠀋" * 199 + "ß"
    saved_member(members, first_name=longest, middle_name=longest, last_name=longest, preferred_name=longest)
    (row,) = members.first_page(ListQuery(search="𠀋"), 2)
    assert (row.first_name, row.last_name) == (longest, longest)


def test_search_letters_mean_themselves(members: MemberService) -> None:
    saved_member(members, first_name="Ana")
    assert names(members, ListQuery(search="%")) == []
    assert names(members, ListQuery(search="a_a\\ '; DROP TABLE member; --\0")) == []


def test_filters_and_orders(members: MemberService, employers: EmployerService) -> None:
    cascade = saved_employer(employers)
    first = saved_member(members, first_name="A", last_name="Zed", status="retired", initiation_date="2001-02-03")
    saved_member(members, first_name="B", last_name="émile")
    saved_member(members, first_name="C", last_name="Eden", initiation_date="1999-01-01")
    members.save_employment(job(first, cascade, started_on="2020-01-01"))
    assert names(members, ListQuery()) == ["C", "B", "A"]
    assert names(members, ListQuery(descending=True)) == ["A", "B", "C"]
    assert names(members, ListQuery(sort="initiation_date", descending=True)) == ["A", "C", "B"]
    assert names(members, ListQuery(sort="employer")) == ["A", "C", "B"]
    assert names(members, ListQuery().with_filter("status", ["active"])) == ["C", "B"]
    assert names(members, ListQuery().with_filter("employer", [str(cascade.id)])) == ["A"]
    row = members.first_page(ListQuery(search="zed"), 1)[0]
    assert (row.employer, row.status) == (cascade.name, MemberStatus.RETIRED)
    for sort in (
        "card_number",
        "status",
        "classification",
        "city",
        "phone",
        "email",
        "updated_at",
        "member_type",
    ):
        assert sorted(names(members, ListQuery(sort=sort))) == ["A", "B", "C"]


def test_two_writers_never_lose_an_edit(members: MemberService) -> None:
    mine = saved_member(members)
    theirs = members.load(mine.id).draft
    members.save(theirs.model_copy(update={"city": "Tacoma"}))
    with pytest.raises(StaleRecord) as refused:
        members.save(mine.model_copy(update={"city": "Seattle"}))
    assert refused.value.current.city == "Tacoma"
    assert refused.value.changed_by == "ana"
    assert members.load(mine.id).draft.city == "Tacoma"


def test_a_write_by_hand_is_noticed_too(members: MemberService, database: Database) -> None:
    mine = saved_member(members)
    with database.transaction() as session:
        session.execute(text("UPDATE member SET city = 'Kent'"))
    with pytest.raises(StaleRecord):
        members.save(mine.model_copy(update={"city": "Seattle"}))


def test_sending_a_save_twice_counts_once(members: MemberService) -> None:
    draft = member_draft()
    members.save(draft)
    members.save(draft)
    loaded = members.load(draft.id).draft
    changed = loaded.model_copy(update={"city": "Seattle"})
    members.save(changed)
    members.save(changed)
    assert members.load(draft.id).draft.version == 2
    assert members.total(in_bin=False) == 1


def test_card_number_is_unique_whatever_its_case_and_blanks(members: MemberService) -> None:
    saved_member(members, card_number="a 0077")
    with pytest.raises(RuleViolation) as refused:
        members.save(member_draft(card_number="A0077"))
    assert set(refused.value.problems) == {"card_number"}


def test_the_bin_and_back(members: MemberService) -> None:
    kept = saved_member(members)
    changes = members.move_to_bin([kept.id])
    assert changes.ids("member") == {kept.id}
    assert len(members.ids(ListQuery())) == 0
    (binned,) = members.first_page(ListQuery(in_bin=True), 10)
    assert (binned.id, binned.deleted_by) == (kept.id, "ana")
    assert not members.move_to_bin([kept.id]).ids("member")
    with pytest.raises(NotFound, match="moved this record to the bin"):
        members.save(kept.model_copy(update={"city": "Seattle"}))
    members.restore([kept.id])
    assert members.total(in_bin=False) == 1
    assert members.load(kept.id).row.deleted_at is None


def test_status_history_follows_the_status(members: MemberService) -> None:
    draft = saved_member(members, status_since="2020-01-01")
    members.save(draft.model_copy(update={"status": MemberStatus.SUSPENDED, "status_reason": "Dues"}))
    record = members.load(draft.id)
    assert [(s.status, s.reason) for s in record.statuses] == [
        (MemberStatus.SUSPENDED, "Dues"), (MemberStatus.ACTIVE, ""),
    ]  # fmt: skip
    assert record.statuses[1].since == date(2020, 1, 1)
    members.save(record.draft.model_copy(update={"status_since": date(2024, 5, 1)}))
    assert [s.since for s in members.load(draft.id).statuses] == [date(2024, 5, 1), date(2020, 1, 1)]


def test_jobs_end_and_are_corrected(members: MemberService, employers: EmployerService) -> None:
    member, employer = saved_member(members), saved_employer(employers)
    draft = job(member, employer, started_on="2020-01-01", hourly_rate="41.5", position="Foreman")
    members.save_employment(draft)
    (kept,) = members.load(member.id).employments
    assert (kept.employer, kept.hourly_rate, kept.is_current) == (employer.name, Decimal("41.50"), True)
    assert employers.load(employer.id).row.current_members == 1
    ended = draft.model_copy(update={"version": kept.version, "ended_on": date(2019, 1, 1)})
    with pytest.raises(RuleViolation) as refused:
        members.save_employment(ended)
    assert set(refused.value.problems) == {"ended_on"}
    members.save_employment(ended.model_copy(update={"ended_on": date(2021, 1, 1)}))
    assert employers.load(employer.id).row.current_members == 0
    assert members.load(member.id).row.employer == ""
    members.bin_employment([draft.id])
    assert members.load(member.id).employments == ()
    members.restore_employment([draft.id])
    assert len(members.load(member.id).employments) == 1


def test_private_fields_need_the_private_duty(members: MemberService, person_with) -> None:  # type: ignore[no-untyped-def]
    member = saved_member(members)
    private = members.load(member.id).private
    assert private == MemberPrivateDraft(id=member.id)
    members.save_private(private.model_copy(update={"birth_date": date(1980, 1, 2), "ssn_last4": "0042"}))
    kept = members.load(member.id).private
    assert (kept.birth_date, kept.ssn_last4, kept.version) == (date(1980, 1, 2), "0042", 1)
    clerk = MemberService(person_with("ip2a_staff"))
    assert clerk.load(member.id).private is None
    with pytest.raises(NotAllowed):
        clerk.save_private(kept.model_copy(update={"ssn_last4": "1"}))
    with pytest.raises(StaleRecord):
        members.save_private(private.model_copy(update={"ssn_last4": "7777"}))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"card_number": "a0077"}, "same card number"),
        ({"email": "LUCJA@example.org"}, "same e-mail"),
        ({"phone": "(206) 555-0142"}, "same phone"),
        ({"first_name": "lucja", "last_name": "Johnson"}, "same name"),
        ({"first_name": "Johnson", "last_name": "Łucja"}, "same name"),
        ({"first_name": "Lucja", "last_name": "Johnsen"}, "similar name"),
    ],
)
def test_somebody_you_already_have_is_noticed(members: MemberService, typed: dict[str, str], why: str) -> None:
    saved_member(
        members, first_name="Łucja", last_name="Johnson", card_number="A 0077", phone="2065550142",
        email="lucja@example.org",
    )  # fmt: skip
    saved_member(members, first_name="Bo", last_name="Berg")
    (found,) = members.duplicates(typed, new_id())
    assert (found.name, found.why) == ("Łucja Johnson", why)
    assert members.duplicates(typed, found.id) == ()


def test_round_trips(counted: tuple[Database, RoundTrips]) -> None:
    database, trips = counted
    members = MemberService(database)
    draft = saved_member(members)
    saved = [draft.model_copy(update={"city": "Kent"}), member_draft()]
    steps = {
        "open the list": (lambda: (members.first_page(ListQuery(), 50), members.ids(ListQuery())), 2),
        "a window of rows": (lambda: members.rows([draft.id]), 1),
        "open a record": (lambda: members.load(draft.id), 2),
        "save a change": (lambda: members.save(saved[0]), 2),
        "save a new one": (lambda: members.save(saved[1]), 2),
        "move to the bin": (lambda: members.move_to_bin([draft.id]), 2),
    }
    for name, (step, most) in steps.items():
        trips.reset()
        step()
        assert 0 < trips.count <= most, (name, trips.statements)


def test_a_member_who_is_not_there(members: MemberService) -> None:
    with pytest.raises(NotFound):
        members.load(UUID(int=1))
