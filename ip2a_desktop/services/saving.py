"""Saving drafts: one statement, refused when somebody else saved first; the bin and back."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, Protocol, TypeVar, cast, get_args
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import ClauseElement, ColumnElement, Table, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import Base
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.drafts import Draft
from ip2a_desktop.domain.errors import NotFound, StaleRecord
from ip2a_desktop.domain.words import Word

D = TypeVar("D", bound=Draft)
_ID, _VERSION, _SENT = "its_id", "its_version", "sent_"
"""Names of parameters; a column's own name would be taken for its value."""


class _Columns(Protocol):
    """What every saved class maps."""

    __tablename__: str
    __table__: Table


def draft_of(kind: type[D], row: Any) -> D:
    """Return the draft of a row as it stands in the database, without checking it again."""
    values = {name: _from_column(field.annotation, getattr(row, name)) for name, field in kind.model_fields.items()}
    return cast(D, kind.model_construct(**values))


def values_of(draft: BaseModel) -> dict[str, Any]:
    """Return the columns of a draft, words as their stored values."""
    values = draft.model_dump(exclude={"id", "version"})
    return {name: value.value if isinstance(value, Enum) else value for name, value in values.items()}


def save_draft(database: Database, model: type[Base], draft: D, values: dict[str, Any] | None = None) -> Changes:
    """Insert or update one row in one statement, and return what changed.

    Sending the same draft twice (its first acknowledgement was lost) has the effect of sending it once.

    Args:
        database: where to.
        model: the mapped class.
        draft: the checked draft; ``version`` is the one it was loaded with.
        values: the columns, where they are not the draft's own fields.

    Raises:
        StaleRecord: somebody else saved the record since it was loaded; holds their draft.
        NotFound: the record is gone.
        RuleViolation: the database refused a value.
    """
    values = values_of(draft) if values is None else values
    with database.statement() as session:
        if not write_draft(session, model, draft, values):
            explain_refusal(database, model, draft, values)
    return Changes.of(_table(model).name, draft.id)


def write_draft(session: Session, model: type[Base], draft: Draft, values: dict[str, Any]) -> bool:
    """Insert or update one row in one statement; say whether the row was as the draft was loaded."""
    table = _table(model)
    plain = {name: value for name, value in values.items() if not isinstance(value, ClauseElement)}
    others = {name: value for name, value in values.items() if name not in plain}
    sent = {_SENT + name: value for name, value in plain.items()} | {_ID: draft.id}
    if draft.is_new:
        statement: Any = _insert(table, tuple(plain))
        session.execute(statement.values(others) if others else statement, sent)
        return True
    statement = _update(table, tuple(plain))
    found = session.execute(statement.values(others) if others else statement, sent | {_VERSION: draft.version})
    return found.first() is not None


@cache
def _insert(table: Table, columns: tuple[str, ...]) -> Any:
    """The statement that inserts a row, unless it is there already; made once, since that takes longer than to send."""
    values = _sent(table, columns) | {"id": bindparam(_ID, type_=table.c.id.type)}
    return insert(table).values(values).on_conflict_do_nothing(index_elements=["id"])


@cache
def _update(table: Table, columns: tuple[str, ...]) -> Any:
    """The statement that updates a row where it is as the draft was loaded."""
    conditions = [table.c.id == bindparam(_ID), table.c.version == bindparam(_VERSION)]
    if "deleted_at" in table.c:
        conditions.append(table.c.deleted_at.is_(None))
    return update(table).where(*conditions).values(_sent(table, columns)).returning(table.c.version)


def _sent(table: Table, columns: tuple[str, ...]) -> dict[str, Any]:
    return {name: bindparam(_SENT + name, type_=table.c[name].type) for name in columns}


def save_beside(database: Database, model: type[Base], draft: D, values: dict[str, Any] | None = None) -> Changes:
    """Save a row that shares the id of the record it belongs to, and is made when it is first needed.

    Two desktops may need it at once: unlike a record of its own, a row that is there already is no second sending.

    Raises:
        StaleRecord: somebody else saved or made the row since it was loaded.
    """
    if draft.is_new:
        table = _table(model)
        columns = values_of(draft) if values is None else values
        statement = insert(table).values(id=draft.id, **columns).on_conflict_do_nothing(index_elements=["id"])
        with database.statement() as session:
            made = session.execute(statement.returning(table.c.id)).first()
        if made is not None:
            return Changes.of(table.name, draft.id)
        draft = draft.model_copy(update={"version": 0})
    return save_draft(database, model, draft, values)


def explain_refusal(database: Database, model: type[Base], draft: D, values: dict[str, Any]) -> None:
    """Say why an update found no row, unless the row already is what was to be saved.

    Raises:
        NotFound: the record is gone, or in the bin.
        StaleRecord: somebody else saved it; holds their draft.
    """
    table = _table(model)
    with database.statement() as session:
        row = session.execute(select(table).where(table.c.id == draft.id)).first()
    if row is None:
        raise NotFound("This record is not there any more.", "Your text is still here.", "Copy what you need from it.")
    kept = row._mapping
    if kept.get("deleted_at") is not None:
        raise NotFound(
            f"{kept['deleted_by']} moved this record to the bin while you were editing it.",
            "Your text is still here.",
            "Bring the record back from the bin, then save again.",
        )
    if all(kept[name] == value for name, value in values.items()):
        return
    current = draft_of(type(draft), row) if set(type(draft).model_fields) <= set(kept) else None
    raise StaleRecord(draft.id, current, kept["updated_by"])


def move_to_bin(database: Database, model: type[Base], ids: Sequence[UUID]) -> Changes:
    """Move rows to the bin, in one statement; rows that are there already stay as they are."""
    return _set_bin(database, model, ids, func.clock_timestamp(), was_in_bin=False)


def restore(database: Database, model: type[Base], ids: Sequence[UUID]) -> Changes:
    """Bring rows back from the bin, in one statement."""
    return _set_bin(database, model, ids, None, was_in_bin=True)


def _set_bin(
    database: Database,
    model: type[Base],
    ids: Sequence[UUID],
    when: ColumnElement[datetime] | None,
    *,
    was_in_bin: bool,
) -> Changes:
    table = _table(model)
    state = table.c.deleted_at.is_not(None) if was_in_bin else table.c.deleted_at.is_(None)
    statement = update(table).where(table.c.id.in_(ids), state).values(deleted_at=when).returning(table.c.id)
    with database.statement() as session:
        return Changes.of(table.name, *session.execute(statement).scalars())


def _table(model: type[Base]) -> Table:
    mapped: _Columns = model  # type: ignore[assignment]  # every mapped class has a Table
    return mapped.__table__


def _from_column(annotation: Any, value: Any) -> Any:
    kinds = get_args(annotation) or (annotation,)  # a word, or a word that may be missing
    word: Any = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Word)), None)
    return word(value) if word is not None and isinstance(value, str | int) else value
