"""The declared rules in the middle of a filled hall: each fault by name, nothing else, nothing in look-alikes."""

from ip2a_desktop.domain.health import Verdict
from ip2a_desktop.maintenance.rules.all_rules import RULES
from tests.conftest import Server
from tests.faults.copies import copy_of, hits
from tests.faults.implied import IMPLIED_BY_RECORDS
from tests.faults.record_faults import FAULTS, LOOK_ALIKES, Fault
from tests.faults.rows import WORLD, id_of

_NAMES = {one.name for one in RULES}


def key_of(fault: Fault) -> str:
    """Return what the finding calls the row."""
    return fault.key[1:] if fault.key.startswith("=") else id_of(fault.key)


def test_every_declared_fault_is_found_among_real_records_and_nothing_else(server: Server, filled: str) -> None:
    with copy_of(server, filled) as copy:
        copy.plant(*WORLD, *(sql for fault in FAULTS for sql in fault.plant))
        results = copy.looked()
    seen = {one for one in hits(results) if not one[0].startswith("rules.")}
    wanted = {(fault.rule, key_of(fault)) for fault in FAULTS}
    assert wanted <= seen, sorted(wanted - seen)
    allowed = {(rule, id_of(name)) for rule, names in IMPLIED_BY_RECORDS.items() for name in names}
    assert seen - wanted <= allowed, sorted(seen - wanted - allowed)
    assert {one.verdict for one in results} <= {Verdict.PASS, Verdict.WARN, Verdict.FAIL}
    assert {rule for rule, _ in wanted} == _NAMES


def test_look_alikes_among_real_records_are_no_alarm(server: Server, filled: str) -> None:
    with copy_of(server, filled) as copy:
        copy.plant(*WORLD, *(sql for several in LOOK_ALIKES.values() for sql in several))
        results = copy.looked()
    # The one whose dates were made up, where those of an agreement are counted: so much is no look-alike.
    assert hits(results) == {("grievance_deadline.as_counted", id_of("running"))}
    assert {one.verdict for one in results} == {Verdict.PASS, Verdict.FAIL}
