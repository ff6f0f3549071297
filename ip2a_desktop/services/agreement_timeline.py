"""The timeline of an agreement: what happened to it, its versions, and their articles, holidays, steps, limits."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, cast, or_, select
from sqlalchemy.dialects.postgresql import UUID as PG_UUID

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import (
    AgreementArticle,
    AgreementHoliday,
    AgreementVersion,
    AuditEntry,
    Organization,
    ProcedureLimit,
    ProcedureStep,
)
from ip2a_desktop.domain.notes import FieldChange, TimelineEntry
from ip2a_desktop.domain.procedures import Act
from ip2a_desktop.domain.timeline import Happening, told

_LONGEST_TIMELINE = 500
_MANY = {
    "agreement_article": "articles",
    "agreement_holiday": "holidays",
    "procedure_step": "steps",
    "procedure_limit": "limits",
}
"""Parts that are written many at a time: told as one line of the timeline."""
_FIELDS = ("at", "actor", "action", "table_name", "batch_id", "before", "after")


class AgreementTimeline:
    """Tells what happened to agreements."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def timeline(self, table: str, record_id: UUID) -> tuple[TimelineEntry, ...]:
        """Return what happened to an agreement and to what belongs to it, newest first, in one round trip.

        Args:
            table: ``agreement``; timelines of other tables are the notes' service's.
            record_id: the agreement.
        """
        if table != "agreement":
            raise ValueError(f"this is not the timeline of {table!r}")
        versions = select(AgreementVersion.id).where(AgreementVersion.agreement_id == record_id)
        statement = (
            select(
                *(getattr(AuditEntry, name) for name in (*_FIELDS, "xid")),
                _employer().label("employer"),
                *(made.label(name) for name, made in _names().items()),
            )
            .where(or_(AuditEntry.subject_id == record_id, AuditEntry.subject_id.in_(versions)))
            .order_by(AuditEntry.id.desc())
            .limit(_LONGEST_TIMELINE)
        )
        with self.database.statement() as session:
            found = session.execute(statement).all()
        return tuple(_told(rows) for rows in _together(found))


def _employer() -> ColumnElement[Any]:
    return (
        select(Organization.name)
        .where(Organization.id == cast(AuditEntry.after["organization_id"].astext, PG_UUID(as_uuid=True)))
        .correlate(AuditEntry)
        .scalar_subquery()
    )


def _names() -> dict[str, ColumnElement[Any]]:
    """What the parts are called now, each found by the row's own id."""
    own = AuditEntry.record_id
    of_limit = select(ProcedureStep.name).join(ProcedureLimit, ProcedureLimit.procedure_step_id == ProcedureStep.id)
    wanted = {
        "version_name": select(AgreementVersion.name).where(AgreementVersion.id.in_([own, AuditEntry.subject_id])),
        "article_number": select(AgreementArticle.number).where(AgreementArticle.id == own),
        "holiday_name": select(AgreementHoliday.name).where(AgreementHoliday.id == own),
        "step_name": select(ProcedureStep.name).where(ProcedureStep.id == own),
        "limit_act": select(ProcedureLimit.act).where(ProcedureLimit.id == own),
        "limit_step": of_limit.where(ProcedureLimit.id == own),
    }
    return {name: one.correlate(AuditEntry).scalar_subquery() for name, one in wanted.items()}


def _together(found: Sequence[Any]) -> list[list[Any]]:
    """Return the rows in their order, those that one write made of the same kind of part as one."""
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for number, row in enumerate(found):
        is_many = row.table_name in _MANY
        key = (row.xid, row.table_name, row.action, _goes_to_bin(row)) if is_many else (number,)
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def _goes_to_bin(row: Any) -> bool | None:
    after = row.after or {}
    return bool(after["deleted_at"]) if row.action == "update" and "deleted_at" in after else None


def _told(rows: Sequence[Any]) -> TimelineEntry:
    first = rows[0]
    values = {name: getattr(first, name) for name in _FIELDS}
    if len(rows) == 1:
        return told(Happening(**values, employer=first.employer, about=_about(first)))
    words = told(Happening(**values)).what.split(" ", 1)[1]
    names = list(dict.fromkeys(_name(row) for row in reversed(rows)))
    of_version = f" of {first.version_name}" if first.version_name else ""
    what = f"{len(rows):,} {_MANY[first.table_name]}{of_version} {words}"
    return TimelineEntry(first.at, first.actor, what, (FieldChange("", "", ", ".join(names)),))


def _about(row: Any) -> str:
    name = _name(row)
    if not name:
        return ""
    of_version = f" of {row.version_name}" if row.table_name in _MANY and row.version_name else ""
    return f"“{name}”{of_version}"


def _name(row: Any) -> str:
    """Return what a part is called; an agreement has the page's own name."""
    found: dict[str, str | None] = {
        "agreement_version": row.version_name,
        "agreement_article": row.article_number,
        "agreement_holiday": row.holiday_name,
        "procedure_step": row.step_name,
    }
    if row.table_name == "procedure_limit" and row.limit_act:
        act = Act(row.limit_act).label
        return f"{act} at {row.limit_step}" if row.limit_step else act
    return found.get(row.table_name) or ""
