"""What agreements and cases must be: steps in their order, grievants, limits, an end that something made true."""

from ip2a_desktop.domain.health import Severity
from ip2a_desktop.maintenance.rules.rule import Rule

_LOOK = "Open the case and compare its steps with the papers."

_STEP_BEFORE_THE_LAST = """
SELECT s.id AS key, 'filed ' || to_char(s.filed_on, 'Mon FMDD, FMYYYY') || ', the step before it '
       || to_char(s.before, 'Mon FMDD, FMYYYY') AS detail
  FROM (SELECT id, filed_on,
               lag(coalesce(answered_on, filed_on)) OVER (PARTITION BY grievance_id ORDER BY position) AS before
          FROM grievance_step) AS s
 WHERE s.filed_on < s.before
"""

_STEP_MISSING = """
SELECT s.id AS key, '' AS detail
  FROM (SELECT x.id, p.agreement_version_id, x.position,
               lag(x.position) OVER (PARTITION BY x.grievance_id ORDER BY x.position) AS before
          FROM grievance_step AS x JOIN procedure_step AS p ON p.id = x.procedure_step_id) AS s
 WHERE EXISTS (SELECT FROM procedure_step AS p
                WHERE p.agreement_version_id = s.agreement_version_id AND p.deleted_at IS NULL
                  AND p.position > s.before AND p.position < s.position)
"""

_CLOSED_BEFORE_FILED = """
SELECT g.id AS key, '' AS detail FROM grievance AS g
 WHERE g.closed_on < g.occurred_on
    OR EXISTS (SELECT FROM grievance_step AS s WHERE s.grievance_id = g.id AND s.filed_on > g.closed_on)
"""

_PAST_EVERY_LIMIT = """
SELECT g.id AS key, 'the last limit ended ' || to_char(max(d.due_on), 'Mon FMDD, FMYYYY') AS detail
  FROM grievance AS g JOIN grievance_deadline AS d ON d.grievance_id = g.id AND d.state = 'open'
 WHERE g.status IN ('preparing', 'open') AND g.deleted_at IS NULL
 GROUP BY g.id HAVING max(d.due_at) < now()
"""

_NOT_SETTLED = """
SELECT g.id AS key, '' AS detail FROM grievance AS g
 WHERE (g.status = 'settled' OR g.outcome = 'settled')
   AND NOT EXISTS (SELECT FROM settlement AS s WHERE s.id = g.id AND s.signed_on IS NOT NULL)
"""

_NOT_DECIDED = """
SELECT g.id AS key, '' AS detail FROM grievance AS g
 WHERE g.outcome IN ('sustained', 'denied')
   AND NOT EXISTS (SELECT FROM grievance_step AS s WHERE s.grievance_id = g.id AND s.answered_on IS NOT NULL)
   AND NOT EXISTS (SELECT FROM arbitration AS a WHERE a.id = g.id AND a.award_on IS NOT NULL)
"""

_NOBODY = """
SELECT g.id AS key, '' AS detail FROM grievance AS g
 WHERE g.kind <> 'policy' AND g.deleted_at IS NULL
   AND NOT EXISTS (SELECT FROM grievance_grievant AS p WHERE p.grievance_id = g.id AND p.deleted_at IS NULL)
"""

_NO_LEAD = """
SELECT p.grievance_id AS key, '' AS detail FROM grievance_grievant AS p JOIN grievance AS g ON g.id = p.grievance_id
 WHERE p.deleted_at IS NULL AND g.deleted_at IS NULL
 GROUP BY p.grievance_id HAVING NOT bool_or(p.is_lead)
"""

_OPEN_UNFILED = """
SELECT g.id AS key, '' AS detail FROM grievance AS g
 WHERE g.status IN ('open', 'arbitration')
   AND NOT EXISTS (SELECT FROM grievance_step AS s WHERE s.grievance_id = g.id)
"""

_FILED_UNOPENED = """
SELECT g.id AS key, '' AS detail FROM grievance AS g
 WHERE g.status = 'preparing' AND EXISTS (SELECT FROM grievance_step AS s WHERE s.grievance_id = g.id)
"""

_COUNTER_BEHIND = """
SELECT g.number_year AS key, 'the counter says ' || coalesce(max(c.last)::text, 'nothing') || ', the last number is '
       || max(g.number_seq) AS detail
  FROM grievance AS g LEFT JOIN grievance_counter AS c ON c.year = g.number_year
 GROUP BY g.number_year HAVING coalesce(max(c.last), 0) < max(g.number_seq)
"""

# A version without an end lasts until the next one begins.
_OVERLAPPING = """
SELECT v.id AS key, o.name AS detail
  FROM agreement_version AS v
  JOIN agreement_version AS o ON o.agreement_id = v.agreement_id AND o.id <> v.id AND o.deleted_at IS NULL
                             AND (o.starts_on = v.starts_on OR o.starts_on BETWEEN v.starts_on AND v.ends_on
                                  OR v.starts_on BETWEEN o.starts_on AND o.ends_on)
 WHERE v.deleted_at IS NULL
"""

_NO_PROCEDURE = """
SELECT v.id AS key, '' AS detail FROM agreement_version AS v
 WHERE EXISTS (SELECT FROM grievance AS g WHERE g.agreement_version_id = v.id)
   AND NOT EXISTS (SELECT FROM procedure_step AS p WHERE p.agreement_version_id = v.id AND p.deleted_at IS NULL)
"""

CASES: tuple[Rule, ...] = (
    Rule(
        "grievance_step.out_of_order", "grievance_step", "Every step of a case was filed after the one before it",
        "A step of a case was filed before the one before it was done.",
        "{count} steps of cases were filed before the ones before them were done.", _LOOK, Severity.HIGH,
        query=_STEP_BEFORE_THE_LAST,
    ),
    Rule(
        "grievance_step.skipped", "grievance_step", "No step of a procedure was left out",
        "A case went on to a step and left one out.", "{count} steps of cases left out the one before them.",
        _LOOK, Severity.MEDIUM, query=_STEP_MISSING,
    ),
    Rule(
        "grievance_step.other_place", "grievance_step",
        "Every step of a case has the place that its procedure gives it",
        "A step of a case does not have the place that its procedure gives it.",
        "{count} steps of cases do not have the places that their procedures give them.", _LOOK, Severity.HIGH,
        "t.position <> {procedure_step_id}.position",
    ),
    Rule(
        "grievance_step.other_agreement", "grievance_step", "Every step of a case is one of its own agreement",
        "A step of a case is one of another agreement.", "{count} steps of cases are of other agreements.",
        _LOOK, Severity.HIGH, "{procedure_step_id}.agreement_version_id <> {grievance_id}.agreement_version_id",
    ),
    Rule(
        "grievance_step.in_future", "grievance_step", "Nothing was filed or answered in the future",
        "A step of a case was filed or answered in the future.",
        "{count} steps of cases were filed or answered in the future.", "Open the case and correct the day.",
        Severity.MEDIUM, "t.filed_on > {today} OR t.answered_on > {today}",
    ),
    Rule(
        "grievance_step.before_it_happened", "grievance_step", "No case was filed before it happened",
        "A step of a case was filed before what it is about happened.",
        "{count} steps of cases were filed before what they are about happened.", "Open the case and correct the day.",
        Severity.MEDIUM, "t.filed_on < {grievance_id}.occurred_on",
    ),
    Rule(
        "grievance.closed_before_filed", "grievance", "No case was decided before it was filed",
        "A case was closed before it was filed or before it happened.",
        "{count} cases were closed before they were filed or before they happened.",
        "Open the case and correct the day.",
        Severity.HIGH, query=_CLOSED_BEFORE_FILED,
    ),
    Rule(
        "grievance.past_every_limit", "grievance", "Every open case has a limit that still runs",
        "A case is open and every limit of it has passed.",
        "{count} cases are open and every limit of them has passed.",
        "Decide whether to appeal, to press for the answer, or to close the case.", Severity.MEDIUM,
        query=_PAST_EVERY_LIMIT,
    ),
    Rule(
        "grievance.settled_unsigned", "grievance", "Every settled case has a signed settlement",
        "A case counts as settled and has no signed settlement.",
        "{count} cases count as settled and have no signed settlement.",
        "Look for the settlement and write it down, or find out who changed the case.", Severity.HIGH,
        query=_NOT_SETTLED,
    ),
    Rule(
        "grievance.decided_by_nothing", "grievance", "Every case that was won or lost has an answer or an award",
        "A case counts as sustained or denied and has neither an answer nor an award.",
        "{count} cases count as sustained or denied and have neither an answer nor an award.",
        "Write down the answer or award that decided it.", Severity.HIGH, query=_NOT_DECIDED,
    ),
    Rule(
        "grievance.no_grievant", "grievance", "Every case has a grievant",
        "A case has no grievant and is no policy grievance.",
        "{count} cases have no grievant and are no policy grievances.",
        "Open the case and name the grievant.", Severity.HIGH, query=_NOBODY,
    ),
    Rule(
        "grievance.no_lead", "grievance", "One grievant of every case is the lead",
        "A case has grievants and none of them is the lead.",
        "{count} cases have grievants and none of them is the lead.",
        "Open the case and choose the lead.", Severity.MEDIUM, query=_NO_LEAD,
    ),
    Rule(
        "grievance.open_unfiled", "grievance", "Every open case was filed",
        "A case is open and no step of it was ever filed.",
        "{count} cases are open and no step of them was ever filed.",
        _LOOK, Severity.HIGH, query=_OPEN_UNFILED,
    ),
    Rule(
        "grievance.filed_unopened", "grievance", "No case that was filed is still being prepared",
        "A case was filed and still counts as being prepared.",
        "{count} cases were filed and still count as being prepared.", _LOOK, Severity.HIGH, query=_FILED_UNOPENED,
    ),
    Rule(
        "grievance_counter.behind", "grievance_counter", "The next number of a case is free",
        "The next case of a year would get a number that is taken.",
        "The next cases of {count} years would get numbers that are taken.",
        "An admin sets the counter to the last number of the year.", Severity.CRITICAL, query=_COUNTER_BEHIND,
    ),
    Rule(
        "agreement_version.overlapping", "agreement_version", "One version of an agreement is in force at a time",
        "A version of an agreement is in force at the same time as another.",
        "{count} versions of agreements are in force at the same time as others.",
        "Open the agreement and correct when its versions begin and end.", Severity.MEDIUM, query=_OVERLAPPING,
    ),
    Rule(
        "agreement_version.no_procedure", "agreement_version", "Every agreement with cases has a procedure",
        "A version of an agreement has cases and no procedure.",
        "{count} versions of agreements have cases and no procedure.", "Open the agreement and write its steps.",
        Severity.HIGH, query=_NO_PROCEDURE,
    ),
)  # fmt: skip
