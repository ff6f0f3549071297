"""The hall's own data: read, saved by an admin, guarded against a colleague's save."""

from collections.abc import Callable

import pytest

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.errors import NotAllowed, RuleViolation, StaleRecord
from ip2a_desktop.domain.hall import HallDraft
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.services.hall import HallService


@pytest.fixture
def hall(database: Database) -> HallService:
    return HallService(database)


def test_before_anything_was_written_the_hall_has_no_name(hall: HallService) -> None:
    assert hall.load().name == hall.hall_name() == ""
    assert hall.load().paper_size is PaperSize.LETTER


def test_what_was_written_is_read_again(hall: HallService) -> None:
    words = {"name": "Local 46", "city": "Kent", "state": "WA", "phone": "206-555-0142", "paper_size": PaperSize.A4}
    loaded = hall.load()
    changes = hall.save(check(HallDraft, loaded.model_dump() | words))
    assert changes.touches(["hall"])
    kept = hall.load()
    assert (kept.name, kept.city, kept.state, kept.phone) == ("Local 46", "Kent", "WA", "+12065550142")
    assert kept.paper_size is PaperSize.A4
    assert hall.hall_name() == "Local 46"
    hall.save(kept.model_copy(update={"name": "IBEW Local 46"}))
    assert hall.load().name == "IBEW Local 46"


def test_a_second_first_save_does_not_make_a_second_hall(hall: HallService) -> None:
    mine, theirs = hall.load(), hall.load()
    hall.save(theirs.model_copy(update={"name": "Theirs"}))
    with pytest.raises(RuleViolation, match="just now"):
        hall.save(mine.model_copy(update={"name": "Mine"}))
    assert hall.load().name == "Theirs"


def test_a_colleague_s_save_is_noticed(hall: HallService) -> None:
    hall.save(hall.load().model_copy(update={"name": "Local 46"}))
    mine, theirs = hall.load(), hall.load()
    hall.save(theirs.model_copy(update={"city": "Kent"}))
    with pytest.raises(StaleRecord) as raised:
        hall.save(mine.model_copy(update={"city": "Tacoma"}))
    assert isinstance(raised.value.current, HallDraft)
    assert raised.value.current.city == "Kent"


def test_only_an_admin_writes_it(person_with: Callable[..., Database]) -> None:
    staff = HallService(person_with("ip2a_staff"))
    assert not staff.may("ip2a_admin")
    with pytest.raises(NotAllowed):
        staff.save(staff.load().model_copy(update={"name": "Mine"}))


def test_who_i_am_and_what_the_time_is(hall: HallService) -> None:
    assert hall.who_am_i() == "ana"
    assert hall.may("ip2a_admin")
    assert hall.now().tzinfo is not None
