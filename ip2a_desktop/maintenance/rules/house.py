"""What the house itself must be: nothing gone without a line of who did it, no import left half done."""

from ip2a_desktop.domain.health import Severity
from ip2a_desktop.maintenance.rules.rule import Rule

AUDITED = (
    "hall", "member", "member_private", "member_contact", "organization", "organization_contact", "employment", "note",
    "import_batch", "agreement", "agreement_version", "agreement_article", "agreement_holiday", "procedure_step",
    "procedure_limit", "grievance", "grievance_grievant", "grievance_article", "grievance_step", "grievance_extension",
    "grievance_fact_sheet", "information_request", "settlement", "arbitration", "arbitration_panelist", "person_member",
    "person_family", "benevolence_fund", "benevolence_level", "benevolence_application", "benevolence_budget_line",
    "benevolence_document", "benevolence_review", "benevolence_recusal", "benevolence_answer", "benevolence_payment",
    "organizing_campaign", "organizing_activity", "organizing_worker", "worker_assessment", "authorization_card",
    "salt",
    "employer_receptiveness", "election", "attachment",
)  # fmt: skip
"""The tables whose writes are written down, each row by its id."""

_STILL_THERE = " UNION ALL ".join(f"SELECT id FROM {table}" for table in AUDITED)

# Whoever makes a row and whoever removes it leaves a line; a row that is gone without one was removed past the rules.
_VANISHED = f"""
SELECT a.record_id AS key, min(replace(a.table_name, '_', ' ')) AS detail
  FROM audit_log AS a
 WHERE a.action = 'insert' AND a.table_name IN ({", ".join(f"'{table}'" for table in AUDITED)})
   AND NOT EXISTS (SELECT FROM ({_STILL_THERE}) AS there WHERE there.id = a.record_id)
   AND NOT EXISTS (SELECT FROM audit_log AS d WHERE d.action = 'delete' AND d.record_id = a.record_id)
 GROUP BY a.record_id
"""

HOUSE: tuple[Rule, ...] = (
    Rule(
        "audit_log.vanished", "audit_log", "Nothing is gone without a line of who removed it",
        "A record is gone and nobody is written down who removed it.",
        "{count} records are gone and nobody is written down who removed them.",
        "Find out who worked on the server itself, and bring them back from a backup.", Severity.CRITICAL,
        query=_VANISHED,
    ),
    Rule(
        "import_batch.unfinished", "import_batch", "Every import was finished",
        "An import was begun and never finished.", "{count} imports were begun and never finished.",
        "Take it back in Imports, and import the file again.", Severity.LOW,
        "t.finished_at IS NULL AND t.taken_back_at IS NULL AND t.started_at < {today} - 1",
    ),
)  # fmt: skip
