"""Where a person is in a list, carried from one order of ids to the next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import IdSnapshot
from ip2a_desktop.ui.kit.place import Place, SelectedIds, joined, moved, ranges_of

IDS = [new_id() for _ in range(40)]
OLD = IdSnapshot.of(IDS)


def rows_of(ranges):
    return [row for first, last in ranges for row in range(first, last + 1)]


def test_rows_become_ranges():
    assert ranges_of([5, 1, 2, 3, 2]) == ((1, 3), (5, 5))
    assert joined([(4, 6), (0, 1), (2, 2), (5, 9)]) == ((0, 2), (4, 9))


def test_the_same_order_keeps_the_place():
    place = Place(3, ((2, 4),), 1, -7)
    assert moved(place, OLD, IdSnapshot.of(IDS)) == place


def test_a_row_inserted_above_shifts_everything():
    new = IdSnapshot.of([new_id(), *IDS])
    assert moved(Place(3, ((2, 4),), 1, -7), OLD, new) == Place(4, ((3, 5),), 2, -7)


def test_a_current_record_that_is_gone_hands_over_to_the_one_that_took_its_row():
    new = IdSnapshot.of(IDS[:10] + IDS[13:])
    assert moved(Place(12, ((10, 12),), 12), OLD, new) == Place(10, ((10, 10),), 10)
    new = IdSnapshot.of(IDS[:-1])
    assert moved(Place(39, ((39, 39),), 39), OLD, new) == Place(38, ((38, 38),), 38)


def test_nothing_is_left_to_be_at():
    assert moved(Place(3, ((2, 4),), 1), OLD, IdSnapshot.of([])) == Place()


def test_everything_selected_stays_selected_when_only_the_order_changes():
    new = IdSnapshot.of(IDS[::-1])
    assert moved(Place(0, ((0, 39),), 0), OLD, new) == Place(39, ((0, 39),), 39)


@given(st.permutations(range(40)), st.sets(st.integers(0, 39)), st.integers(0, 40), st.integers(0, 39))
def test_the_same_records_are_selected_in_any_new_order(order, chosen, kept, current):
    new_ids = [IDS[row] for row in order[:kept]]
    found = moved(Place(current, ranges_of(chosen), current), OLD, IdSnapshot.of(new_ids))
    survivors = {IDS[row] for row in chosen} & set(new_ids)
    if survivors:
        assert {new_ids[row] for row in rows_of(found.selected)} == survivors
    elif found.selected:
        assert found.selected == ((found.current, found.current),)
    if IDS[current] in new_ids:
        assert new_ids[found.current] == IDS[current]


def test_selected_ids_are_a_sequence_made_on_demand():
    ids = SelectedIds(OLD, ((1, 3), (10, 10)))
    assert list(ids) == [IDS[1], IDS[2], IDS[3], IDS[10]]
    assert (len(ids), ids[-1], ids[1:3]) == (4, IDS[10], [IDS[2], IDS[3]])
    with pytest.raises(IndexError):
        ids[4]
