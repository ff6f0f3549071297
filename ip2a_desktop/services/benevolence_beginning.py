"""A new application with its household and checklist: everything in one statement, or nothing."""

from functools import cache

from sqlalchemy import TextClause, text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.benevolence_drafts import ApplicationDraft, NewApplicationDraft
from ip2a_desktop.domain.changes import Changes

_SAVE = """
    WITH application AS (
        INSERT INTO benevolence_application («columns»)
        SELECT «sent»
          FROM jsonb_populate_record(CAST(NULL AS benevolence_application), CAST(:application AS jsonb)) AS s
            ON CONFLICT (id) DO NOTHING
        RETURNING id
    ), line AS (
        INSERT INTO benevolence_budget_line (id, application_id, kind, description, amount)
        SELECT s.id, a.id, s.kind, s.description, s.amount
          FROM application AS a,
               jsonb_populate_recordset(CAST(NULL AS benevolence_budget_line), CAST(:lines AS jsonb)) AS s
    ), document AS (
        INSERT INTO benevolence_document (id, application_id, kind, description, received_on)
        SELECT s.id, a.id, s.kind, s.description, s.received_on
          FROM application AS a,
               jsonb_populate_recordset(CAST(NULL AS benevolence_document), CAST(:documents AS jsonb)) AS s
    )
    SELECT count(*) FROM application
"""
"""Sent twice it finds the application there, and its lines with it."""


def begin(database: Database, draft: NewApplicationDraft) -> Changes:
    """Save a new application with its household and checklist, in one statement.

    Raises:
        RuleViolation: the database refused a value; nothing was saved.
    """
    children = {"lines", "documents"}
    sent = {
        "application": draft.model_dump_json(exclude=children | {"version"}),
        "lines": _rows(draft, "lines"),
        "documents": _rows(draft, "documents"),
    }
    with database.statement() as session:
        session.execute(_statement(), sent)
    return Changes.of("benevolence_application", draft.id)


def _rows(draft: NewApplicationDraft, name: str) -> str:
    return f"[{','.join(one.model_dump_json() for one in getattr(draft, name))}]"


@cache
def _statement() -> TextClause:
    columns = [name for name in ApplicationDraft.model_fields if name != "version"]
    made = _SAVE.replace("«columns»", ", ".join(columns))
    return text(made.replace("«sent»", ", ".join(f"s.{name}" for name in columns)))
