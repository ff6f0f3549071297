"""No false alarm: the filled database without a fault passes every check."""

from ip2a_desktop.domain.health import Verdict
from tests.conftest import Server
from tests.faults.copies import copy_of, hits


def test_the_filled_database_is_clean(server: Server, filled: str) -> None:
    with copy_of(server, filled) as copy:
        results = copy.looked()
    assert hits(results) == set()
    assert {one.verdict for one in results} == {Verdict.PASS}
