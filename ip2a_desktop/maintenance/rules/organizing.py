"""What organizing must be: scores of the scale, and nothing done, signed or seen in the future."""

from ip2a_desktop.domain.health import Severity
from ip2a_desktop.maintenance.rules.rule import Rule

_DAY = "Open it and correct the day."


def _future(table: str, name: str, one: str, many: str, *columns: str) -> Rule:
    condition = " OR ".join(f"t.{column} > {{today}}" for column in columns)
    return Rule(
        f"{table}.in_future", table, f"No {name} in the future", one, many, _DAY, Severity.MEDIUM, condition
    )  # fmt: skip


def _score(table: str, column: str, noun: str) -> Rule:
    return Rule(
        f"{table}.score", table, f"Every {noun} is between 1 and 5",
        f"A {noun} is not between 1 and 5.", f"{{count}} {noun}s are not between 1 and 5.",
        "Open it and choose a step of the scale.", Severity.HIGH, f"t.{column} NOT BETWEEN 1 AND 5",
    )  # fmt: skip


ORGANIZING: tuple[Rule, ...] = (
    _score("worker_assessment", "assessment", "worker’s score"),
    _score("employer_receptiveness", "receptiveness", "employer’s score"),
    _score("organizing_activity", "receptiveness", "score of an activity"),
    _future("organizing_activity", "activity was done", "An activity was done in the future.",
            "{count} activities were done in the future.", "done_on"),
    _future("organizing_worker", "worker was reached", "A worker was last reached in the future.",
            "{count} workers were last reached in the future.", "last_contact_on"),
    _future("worker_assessment", "worker was assessed", "A worker was assessed in the future.",
            "{count} assessments are of days that have not come.", "assessed_on"),
    _future("authorization_card", "card was signed or taken back", "A card was signed or taken back in the future.",
            "{count} cards were signed or taken back in the future.", "signed_on", "revoked_on"),
    _future("salt", "salt applied", "A salt applied for a job in the future.",
            "{count} salts applied for jobs in the future.", "applied_on"),
    _future("employer_receptiveness", "employer was rated", "An employer was rated in the future.",
            "{count} ratings of employers are of days that have not come.", "rated_on"),
    Rule(
        "organizing_activity.other_employer", "organizing_activity",
        "Every activity is at the employer of its campaign",
        "An activity is at another employer than its campaign.",
        "{count} activities are at other employers than their campaigns.",
        "Open the activity and choose the campaign or the employer again.", Severity.LOW,
        "t.deleted_at IS NULL AND t.organization_id <> {campaign_id}.organization_id",
    ),
)  # fmt: skip
