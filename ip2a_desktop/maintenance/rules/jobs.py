"""What jobs must be: in order, of somebody who works, at somebody who employs."""

from ip2a_desktop.domain.health import Repair, Severity
from ip2a_desktop.maintenance.rules.rule import Rule

_CURRENT = "t.is_current AND t.deleted_at IS NULL"

# Two at once is what life does; a question, and only where both are at the same time and neither is in the bin.
_TWO_CURRENT = """
SELECT e.member_id AS key, count(*)::text || ' current jobs' AS detail
  FROM employment AS e
 WHERE e.is_current AND e.deleted_at IS NULL
 GROUP BY e.member_id HAVING count(*) > 1
"""

JOBS: tuple[Rule, ...] = (
    Rule(
        "employment.current_with_end", "employment", "No current job has an end date",
        "A job is marked current and has an end date.", "{count} jobs are marked current and have an end date.",
        "Take the end date away, or let Repair mark the job as ended.", Severity.HIGH,
        "t.is_current AND t.ended_on IS NOT NULL", repair=Repair.SAFE,
    ),
    Rule(
        "employment.ended_marked_current", "employment", "Every job without an end date is current",
        "A job is marked as ended and has no end date.", "{count} jobs are marked as ended and have no end date.",
        "Write the day on which it ended; nobody else knows it.", Severity.HIGH,
        "t.is_current IS NOT TRUE AND t.ended_on IS NULL",
    ),
    Rule(
        "employment.starts_far_ahead", "employment", "No job starts more than a year ahead",
        "A job starts more than a year ahead.", "{count} jobs start more than a year ahead.",
        "Open the member and correct the day.", Severity.MEDIUM, "t.started_on > {today} + 366",
    ),
    Rule(
        "employment.ends_far_ahead", "employment", "No job ends more than a year ahead",
        "A job ends more than a year ahead.", "{count} jobs end more than a year ahead.",
        "Open the member and correct the day.", Severity.MEDIUM, "t.ended_on > {today} + 366",
    ),
    Rule(
        "employment.of_deceased", "employment", "Nobody who died has a current job",
        "A deceased member has a current job.", "{count} current jobs are of deceased members.",
        "Open the member and write the day on which the job ended.", Severity.MEDIUM,
        f"{_CURRENT} AND {{member_id}}.status = 'deceased'",
    ),
    Rule(
        "employment.of_withdrawn", "employment", "Nobody who withdrew has a current job",
        "A member who withdrew has a current job.", "{count} current jobs are of members who withdrew.",
        "Open the member and write the day on which the job ended, or correct the status.", Severity.MEDIUM,
        f"{_CURRENT} AND {{member_id}}.status = 'withdrawn'",
    ),
    Rule(
        "employment.wrong_type", "employment", "Employers are organizations that employ",
        "A job is at an organization that is not kept as an employer.",
        "{count} jobs are at organizations that are not kept as employers.",
        "Open the organization and correct its type, or choose another employer for the job.", Severity.LOW,
        "t.deleted_at IS NULL AND {organization_id}.organization_type <> 'employer'", screen="members",
    ),
    Rule(
        "employment.at_deleted", "employment", "No current job is at an organization in the bin",
        "A current job is at an organization that is in the bin.",
        "{count} current jobs are at organizations that are in the bin.",
        "Bring the organization back, or write the day on which the job ended.", Severity.MEDIUM,
        f"{_CURRENT} AND {{organization_id}}.deleted_at IS NOT NULL AND {{member_id}}.deleted_at IS NULL",
    ),
    Rule(
        "employment.two_current", "member", "Nobody has two current jobs",
        "A member has two or more current jobs; that may be right.",
        "{count} members have two or more current jobs; that may be right.",
        "Ask whether the earlier job ended, and write its last day.", Severity.LOW, query=_TWO_CURRENT,
    ),
)  # fmt: skip
