"""What the fund's applications must be: approved by every level, by others than the member, paid within both."""

from ip2a_desktop.domain.health import Severity
from ip2a_desktop.maintenance.rules.rule import Rule

_GRANTED = "('approved', 'partly_paid', 'paid')"
_ASK = "Show it to the president and look in the timeline who wrote it."

_OVER_APPROVED = """
SELECT a.id AS key, to_char(sum(p.amount), 'FM$999,999,990.00') || ' of '
       || coalesce(to_char(a.approved, 'FM$999,999,990.00'), 'nothing') AS detail
  FROM benevolence_application AS a
  JOIN benevolence_payment AS p ON p.application_id = a.id AND p.voided_at IS NULL
 GROUP BY a.id, a.approved HAVING sum(p.amount) > coalesce(a.approved, 0)
"""

# What a level set the cap aside for, with a reason, is not over it; nor what was paid under a cap that was higher then.
_OVER_CAP = """
WITH fund AS (
    SELECT cap_amount, cap_period FROM benevolence_fund WHERE cap_amount IS NOT NULL
), paid AS (
    SELECT a.member_id, p.application_id, p.paid_on, p.amount,
           CASE f.cap_period WHEN 'calendar_year'
               THEN sum(p.amount) OVER (PARTITION BY a.member_id, extract(year FROM p.paid_on)
                                        ORDER BY p.paid_on RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
               ELSE sum(p.amount) OVER (PARTITION BY a.member_id ORDER BY p.paid_on
                                        RANGE BETWEEN '364 days' PRECEDING AND CURRENT ROW) END AS in_period,
           greatest(f.cap_amount, (SELECT max(r.cap_amount) FROM benevolence_review AS r
                                    WHERE r.application_id = p.application_id)) AS cap
      FROM fund AS f, benevolence_payment AS p JOIN benevolence_application AS a ON a.id = p.application_id
     WHERE p.voided_at IS NULL
)
SELECT DISTINCT p.application_id AS key, '' AS detail FROM paid AS p
 WHERE p.in_period > p.cap
   AND NOT EXISTS (SELECT FROM benevolence_review AS r
                     JOIN benevolence_application AS a ON a.id = r.application_id
                    WHERE a.member_id = p.member_id AND btrim(r.override_reason) <> '' AND r.decision = 'approved')
"""

_TWO_LEVELS = """
SELECT DISTINCT r.id AS key, '' AS detail
  FROM benevolence_review AS r
  JOIN benevolence_step AS s ON (s.application_id, s.round, s.position) = (r.application_id, r.round, r.position)
  JOIN benevolence_review AS o ON o.application_id = r.application_id AND o.reviewer = r.reviewer AND o.id <> r.id
  JOIN benevolence_step AS x ON (x.application_id, x.round, x.position) = (o.application_id, o.round, o.position)
 WHERE x.level_id <> s.level_id
"""

_OWN_CASE = """
SELECT r.id AS key, '' AS detail FROM benevolence_review AS r
  JOIN benevolence_application AS a ON a.id = r.application_id
 WHERE EXISTS (SELECT FROM person_member AS p WHERE p.login = r.reviewer AND p.member_id = a.member_id)
"""

_FAMILY_CASE = """
SELECT r.id AS key, '' AS detail FROM benevolence_review AS r
  JOIN benevolence_application AS a ON a.id = r.application_id
 WHERE EXISTS (SELECT FROM person_family AS f WHERE f.login = r.reviewer AND f.member_id = a.member_id
                  AND f.deleted_at IS NULL AND f.created_at <= r.reviewed_at)
"""

_AFTER_DECISION = """
SELECT r.id AS key, '' AS detail FROM benevolence_review AS r
  JOIN benevolence_application AS a ON a.id = r.application_id AND a.round = r.round
 WHERE timezone(ip2a_zone(), r.reviewed_at)::date > a.decided_on
    OR EXISTS (SELECT FROM benevolence_review AS o WHERE o.application_id = r.application_id AND o.round = r.round
                  AND o.decision = 'denied' AND o.reviewed_at < r.reviewed_at)
"""

_LEVEL_MISSING = f"""
SELECT a.id AS key, min(s.name) AS detail
  FROM benevolence_application AS a
  JOIN benevolence_step AS s ON s.application_id = a.id AND s.round = a.round
 WHERE a.status IN {_GRANTED}
   AND NOT EXISTS (SELECT FROM benevolence_review AS r
                    WHERE (r.application_id, r.round, r.position) = (s.application_id, s.round, s.position)
                      AND r.decision = 'approved')
 GROUP BY a.id
"""

_NO_LEVEL = f"""
SELECT a.id AS key, '' AS detail FROM benevolence_application AS a
 WHERE a.status IN {_GRANTED}
   AND NOT EXISTS (SELECT FROM benevolence_step AS s WHERE s.application_id = a.id AND s.round = a.round)
"""

_OTHER_AMOUNT = f"""
SELECT a.id AS key, '' AS detail FROM benevolence_application AS a
 WHERE a.status IN {_GRANTED}
   AND a.approved > (SELECT min(r.amount) FROM benevolence_review AS r
                      WHERE r.application_id = a.id AND r.round = a.round AND r.decision = 'approved')
"""

_PAID_NOTHING = """
SELECT a.id AS key, '' AS detail FROM benevolence_application AS a
 WHERE a.status IN ('partly_paid', 'paid')
   AND NOT EXISTS (SELECT FROM benevolence_payment AS p WHERE p.application_id = a.id AND p.voided_at IS NULL)
"""

_COUNTER_BEHIND = """
SELECT a.number_year AS key, 'the counter says ' || coalesce(max(c.last)::text, 'nothing') || ', the last number is '
       || max(a.number_seq) AS detail
  FROM benevolence_application AS a LEFT JOIN benevolence_counter AS c ON c.year = a.number_year
 GROUP BY a.number_year HAVING coalesce(max(c.last), 0) < max(a.number_seq)
"""

FUND: tuple[Rule, ...] = (
    Rule(
        "benevolence_payment.before_approval", "benevolence_payment", "Nothing was paid before it was approved",
        "A payment was made before the application was approved.",
        "{count} payments were made before the applications were approved.", _ASK, Severity.CRITICAL,
        "t.voided_at IS NULL AND (t.paid_on < {application_id}.decided_on"
        f" OR {{application_id}}.status NOT IN {_GRANTED})",
    ),
    Rule(
        "benevolence_payment.in_future", "benevolence_payment", "Nothing was paid in the future",
        "A payment is of a day that has not come.", "{count} payments are of days that have not come.",
        "Void the payment and record it again with its day.", Severity.MEDIUM,
        "t.voided_at IS NULL AND t.paid_on > {today}",
    ),
    Rule(
        "benevolence_application.over_approved", "benevolence_application", "No more was paid than was approved",
        "More was paid on an application than was approved.",
        "More was paid on {count} applications than was approved.",
        _ASK, Severity.CRITICAL, query=_OVER_APPROVED,
    ),
    Rule(
        "benevolence_application.over_cap", "benevolence_application", "Nobody was paid more than the cap",
        "A member was paid more than the cap, and no level wrote why.",
        "Members were paid more than the cap on {count} applications, and no level wrote why.", _ASK, Severity.HIGH,
        query=_OVER_CAP,
    ),
    Rule(
        "benevolence_review.two_levels", "benevolence_review", "Nobody decided at two levels of one application",
        "Somebody decided at two levels of one application.",
        "{count} reviews are by somebody who also decided at another level of the same application.", _ASK,
        Severity.HIGH, query=_TWO_LEVELS,
    ),
    Rule(
        "benevolence_review.own_case", "benevolence_review", "Nobody decided on their own application",
        "Somebody decided on their own application.", "{count} reviews are by the applicants themselves.", _ASK,
        Severity.CRITICAL, query=_OWN_CASE,
    ),
    Rule(
        "benevolence_review.family_case", "benevolence_review", "Nobody decided on an application of their family",
        "Somebody decided on an application of their family.", "{count} reviews are by family of the applicants.", _ASK,
        Severity.HIGH, query=_FAMILY_CASE,
    ),
    Rule(
        "benevolence_review.after_decision", "benevolence_review", "No level decided after the final decision",
        "A review came after the final decision.", "{count} reviews came after the final decisions.", _ASK,
        Severity.HIGH, query=_AFTER_DECISION,
    ),
    Rule(
        "benevolence_application.level_missing", "benevolence_application", "Every level approved what was approved",
        "An application counts as approved and a level of it never approved.",
        "{count} applications count as approved and a level of them never approved.", _ASK, Severity.CRITICAL,
        query=_LEVEL_MISSING,
    ),
    Rule(
        "benevolence_application.no_level", "benevolence_application", "Everything approved had a level to approve it",
        "An application counts as approved and had no level to approve it.",
        "{count} applications count as approved and had no level to approve them.", _ASK, Severity.CRITICAL,
        query=_NO_LEVEL,
    ),
    Rule(
        "benevolence_application.over_level", "benevolence_application",
        "No more was approved than each level approved",
        "More stands as approved on an application than a level of it approved.",
        "More stands as approved on {count} applications than a level of them approved.", _ASK, Severity.CRITICAL,
        query=_OTHER_AMOUNT,
    ),
    Rule(
        "benevolence_application.paid_nothing", "benevolence_application", "What counts as paid was paid",
        "An application counts as paid and has no payment.", "{count} applications count as paid and have no payment.",
        "Record the payment, or find out who changed the application.", Severity.HIGH, query=_PAID_NOTHING,
    ),
    Rule(
        "benevolence_counter.behind", "benevolence_counter", "The next number of an application is free",
        "The next application of a year would get a number that is taken.",
        "The next applications of {count} years would get numbers that are taken.",
        "An admin sets the counter to the last number of the year.", Severity.CRITICAL, query=_COUNTER_BEHIND,
    ),
)  # fmt: skip
