"""All declared rules, and what of the hall's rules has no table yet."""

from ip2a_desktop.maintenance.rules.cases import CASES
from ip2a_desktop.maintenance.rules.fund import FUND
from ip2a_desktop.maintenance.rules.house import HOUSE
from ip2a_desktop.maintenance.rules.jobs import JOBS
from ip2a_desktop.maintenance.rules.members import MEMBERS
from ip2a_desktop.maintenance.rules.organizing import ORGANIZING
from ip2a_desktop.maintenance.rules.rule import Rule

RULES: tuple[Rule, ...] = (*MEMBERS, *JOBS, *CASES, *FUND, *ORGANIZING, *HOUSE)
"""In the order of the report."""

NOT_THERE_YET = ("students", "cohorts", "credentials")
"""Records that this version of the program does not keep, so that no check of them stands in the report as passed."""
