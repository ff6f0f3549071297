"""Child rows read along with their record: arrays of JSON in one statement, parsed into dataclasses."""

from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import ScalarSelect, Select, func, literal_column, select

T = TypeVar("T")
_adapters: dict[Any, TypeAdapter[Any]] = {}


def json_rows(statement: Select[Any]) -> ScalarSelect[Any]:
    """Return a scalar subquery that gives all rows of ``statement``, in its order, as one JSON array."""
    rows = statement.subquery("child")
    return (
        select(func.coalesce(func.json_agg(literal_column("child")), literal_column("'[]'::json")))
        .select_from(rows)
        .scalar_subquery()
    )


def parsed(kind: type[T], rows: list[dict[str, Any]]) -> tuple[T, ...]:
    """Return the dataclasses made of what :func:`json_rows` gave."""
    adapter = _adapters.get(kind)
    if adapter is None:  # to make one takes longer than to read a page with it
        adapter = _adapters[kind] = TypeAdapter(tuple[kind, ...])  # type: ignore[valid-type]
    found: tuple[T, ...] = adapter.validate_python(rows)
    return found
