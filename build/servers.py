"""The system's own PostgreSQL, on which the tests of a shared office server run: found, or brought as a package."""

from pathlib import Path

import debian

_PLACE = Path("/usr/lib/postgresql")
_PACKAGE = "postgresql"
_PURPOSE = "The tests on a server with TLS"

TESTS = (
    "tests/db/test_schema.py",
    "tests/db/test_members.py",
    "tests/db/test_grievances.py",
    "tests/db/test_benevolence.py",
    "tests/db/test_benevolence_rules.py",
    "tests/db/test_integrity.py",
    "tests/db/test_integrity_rules.py",
    "tests/db/test_backups.py",
    "tests/maintenance/test_catalog_checks.py",
    "tests/maintenance/test_all_checks.py",
)
"""What runs on it once more: schema, members, cases, the fund's rules, integrity, resilience, backups."""


def ensure() -> None:
    """Make sure that it is here.

    Raises:
        debian.MachineNotReady: it is not, and this machine or this user cannot bring it; the text says how.
    """
    if any(_PLACE.glob("*/bin/initdb")):
        return
    if not debian.is_debian_like():
        raise debian.MachineNotReady(
            f"{_PURPOSE} need PostgreSQL in {_PLACE}, as Debian's packages put it. Leave --all-servers out here."
        )
    debian.install([_PACKAGE], _PURPOSE)
