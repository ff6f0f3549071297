"""Identifiers that the client makes: ordered by time, each one new."""

from ip2a_desktop.domain.ids import new_id


def test_ids_are_uuids_of_version_7_in_the_order_of_time() -> None:
    made = [new_id() for _ in range(1_000)]
    assert {one.version for one in made} == {7}
    assert made == sorted(set(made))
