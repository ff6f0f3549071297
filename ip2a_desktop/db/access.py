"""Who may do what: one matrix from which the grants are made (and their tests)."""

from sqlalchemy import Connection, text

OWNER = "ip2a_owner"

DUTIES = (
    "ip2a_staff",
    "ip2a_vp",
    "ip2a_manager",
    "ip2a_president",
    "ip2a_admin",
    "ip2a_organizer",
    "ip2a_auditor",
    "ip2a_private",
)
"""The group roles that a person can hold. ``ip2a_maintenance`` and ``ip2a_backup`` are for the server's jobs."""

MAINTENANCE = "ip2a_maintenance"
"""Sees all of the server's statistics and checks its files; who keeps a database alone holds it too."""

BACKUP_ROLE = "ip2a_backup"
"""Reads everything, row security aside; without it a dump of these tables fails."""

_OFFICE = ("ip2a_staff", "ip2a_vp", "ip2a_manager", "ip2a_president", "ip2a_admin")
_EVERYBODY = (*_OFFICE, "ip2a_organizer", "ip2a_auditor")

READ: tuple[str, ...] = ("SELECT",)
WRITE: tuple[str, ...] = ("SELECT", "INSERT", "UPDATE")

_AGREEMENTS = (
    "agreement",
    "agreement_version",
    "agreement_article",
    "agreement_holiday",
    "procedure_step",
    "procedure_limit",
)
_CASEWORK = ("information_request", "settlement", "arbitration", "arbitration_panelist")
_BY_VERBS = ("grievance_grievant", "grievance_article", "grievance_step", "grievance_deadline", "grievance_extension")
"""Written by the server's functions only, which hold the rules of a case."""

_FUND = ("person_member", "benevolence_fund", "benevolence_level")
_APPLICATIONS = ("person_family", "benevolence_application", "benevolence_budget_line", "benevolence_document")
_DECIDED = (
    "benevolence_step",
    "benevolence_review",
    "benevolence_recusal",
    "benevolence_answer",
    "benevolence_payment",
)
"""Approvals, denials and payments have no other door than the server's functions."""

_ORGANIZING = (
    "organizing_campaign",
    "organizing_activity",
    "organizing_worker",
    "worker_assessment",
    "authorization_card",
    "salt",
    "employer_receptiveness",
)
"""The most sensitive data in the house: one duty of its own, which no other includes."""


_CHECKS = ("maintenance_lease", "health_run", "health_problem", "health_mute")
"""Written by the admin who runs the checks."""


_LOOKERS: dict[str, tuple[str, ...]] = {"ip2a_admin": READ, "ip2a_auditor": READ}
"""Who may look, to check that a year's numbers go on where they were."""


def _matrix() -> dict[str, dict[str, tuple[str, ...]]]:
    """No duty holds DELETE on a record: records go to the bin, by an UPDATE."""
    records = (
        "member",
        "member_contact",
        "organization",
        "organization_contact",
        "employment",
        "note",
        "import_batch",
        "import_row",
    )
    readers = dict.fromkeys(_EVERYBODY, READ)
    writers = dict.fromkeys(_OFFICE, WRITE)
    matrix = dict.fromkeys(records, readers | writers)
    matrix["member_status_history"] = dict(readers)
    matrix["member_private"] = {"ip2a_private": WRITE}
    matrix["audit_log"] = dict(readers)
    matrix["hall"] = readers | {"ip2a_admin": WRITE}
    matrix |= dict.fromkeys(_AGREEMENTS, readers | {"ip2a_admin": WRITE})
    matrix |= dict.fromkeys(("grievance", *_CASEWORK), readers | writers)
    matrix |= dict.fromkeys(_BY_VERBS, readers)
    matrix["grievance_fact_sheet"] = writers
    matrix["grievance_counter"] = dict(_LOOKERS)
    insiders = dict.fromkeys((*_OFFICE, "ip2a_auditor"), READ)
    matrix |= dict.fromkeys(_FUND, insiders | {"ip2a_admin": WRITE})
    matrix |= dict.fromkeys(_APPLICATIONS, insiders | writers)
    matrix |= dict.fromkeys(_DECIDED, insiders)
    matrix["benevolence_counter"] = dict(_LOOKERS)
    organizers: dict[str, tuple[str, ...]] = {"ip2a_organizer": WRITE}
    matrix |= dict.fromkeys(_ORGANIZING, organizers)
    matrix["election"] = readers | writers
    insight = dict.fromkeys(("ip2a_admin", "ip2a_auditor"), READ)
    matrix["backup"] = insight | {"ip2a_admin": ("SELECT", "INSERT", "UPDATE")}
    matrix["backup_settings"] = insight | {"ip2a_admin": ("SELECT", "UPDATE")}
    matrix |= dict.fromkeys(("repair", "repair_journal", "repair_rule"), insight)
    matrix |= dict.fromkeys(("notice_channel", "notice", "notice_delivery"), insight | {"ip2a_admin": WRITE})
    matrix["attachment"] = readers | writers | organizers
    matrix["attachment_look"] = {"ip2a_private": READ}
    matrix["document_settings"] = readers | {"ip2a_admin": ("SELECT", "UPDATE")}
    matrix["document_check"] = insight | {"ip2a_admin": WRITE}
    matrix["column_layout"] = dict.fromkeys(_EVERYBODY, (*WRITE, "DELETE"))
    matrix |= {table: {"ip2a_admin": WRITE, "ip2a_auditor": READ} for table in _CHECKS}
    matrix["catalog_snapshot"] = {"ip2a_admin": READ, "ip2a_auditor": READ}
    matrix["alembic_version"] = dict(readers)
    matrix["audit_seal"] = dict(readers)
    watchers = dict.fromkeys(("ip2a_admin", "ip2a_auditor"), READ)
    matrix |= dict.fromkeys(("server_mark", "size_history", "login_seen", "query_time", "storage_report"), watchers)
    return matrix


MATRIX = _matrix()
"""Table -> duty -> verbs."""


def open_to_duties(connection: Connection, database: str) -> None:
    """Let those who hold a duty, and nobody else, into a database of the server."""
    quoted = connection.dialect.identifier_preparer.quote_identifier(database)
    connection.execute(text(f"REVOKE ALL ON DATABASE {quoted} FROM PUBLIC"))
    roles = ", ".join((*DUTIES, MAINTENANCE, BACKUP_ROLE))
    connection.execute(text(f"GRANT CONNECT, TEMPORARY ON DATABASE {quoted} TO {roles}"))


def apply_grants(connection: Connection) -> None:
    """Make the grants of the database equal to the matrix; run by the owner after each migration."""
    roles = ", ".join(DUTIES)
    statements = [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {roles}",
        f"GRANT USAGE ON SCHEMA public TO {roles}, {MAINTENANCE}",
        f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {MAINTENANCE}",
    ]
    statements += [
        f"GRANT {', '.join(verbs)} ON {table} TO {role}"
        for table, duties in MATRIX.items()
        for role, verbs in duties.items()
    ]
    connection.execute(text("; ".join(statements)))
