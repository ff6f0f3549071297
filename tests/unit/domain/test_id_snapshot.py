"""The snapshot of ordered ids: where an id lies, and how two snapshots compare."""

import pytest

from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import IdSnapshot

IDS = [new_id() for _ in range(100)]


def test_an_id_is_found_where_it_lies():
    snapshot = IdSnapshot.of(IDS)
    assert [snapshot.position(one) for one in (IDS[0], IDS[50], IDS[99])] == [0, 50, 99]
    assert snapshot.position(new_id()) is None


@pytest.mark.parametrize("count", [3, 40])
def test_many_ids_are_found_in_one_pass_and_strangers_left_out(count):
    snapshot = IdSnapshot.of(IDS)
    assert snapshot.positions([*IDS[:count], new_id()]) == {one: row for row, one in enumerate(IDS[:count])}


def test_equal_snapshots_share_everything():
    one, other = IdSnapshot.of(IDS), IdSnapshot.of(IDS)
    assert one.is_same(other)
    assert (one.shared_head(other), one.shared_tail(other)) == (100, 0)


@pytest.mark.parametrize(
    ("ids", "head", "tail"),
    [
        (IDS[:30] + IDS[31:], 30, 69),
        ([*IDS[:30], new_id(), *IDS[30:]], 30, 70),
        ([new_id(), *IDS], 0, 100),
        (IDS[:-1], 99, 0),
        ([], 0, 0),
        (IDS[50:] + IDS[:50], 0, 0),
    ],
)
def test_the_shared_head_and_tail_of_two_snapshots(ids, head, tail):
    old, new = IdSnapshot.of(IDS), IdSnapshot.of(ids)
    assert not old.is_same(new)
    assert (old.shared_head(new), old.shared_tail(new)) == (head, tail)
