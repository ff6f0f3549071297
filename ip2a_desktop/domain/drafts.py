"""The base of every draft: what a form edits, checked field by field with sentences for people."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.ids import new_id

_SENTENCES = {
    "missing": "Fill in this field.",
    "date_from_datetime_parsing": "Write a date such as 2026-03-06.",
    "date_parsing": "Write a date such as 2026-03-06.",
    "date_type": "Write a date such as 2026-03-06.",
    "decimal_parsing": "Write a number such as 41.50.",
    "decimal_type": "Write a number such as 41.50.",
    "decimal_max_digits": "This number is too large.",
    "decimal_max_places": "Use at most two digits after the point.",
    "decimal_whole_digits": "This number is too large.",
    "int_parsing": "Write a whole number.",
    "int_from_float": "Write a whole number.",
    "int_type": "Write a whole number.",
    "enum": "Choose one of the list.",
    "too_long": "This text is too long ({max_length} characters at most).",
    "string_too_long": "This text is too long ({max_length} characters at most).",
    "greater_than_equal": "This must be {ge} or more.",
    "less_than_equal": "This must be {le} or less.",
}


class Draft(BaseModel):
    """What a form edits. ``version`` is the version it was loaded with, None for a new record."""

    model_config = ConfigDict(str_strip_whitespace=True, extra="forbid", validate_assignment=False)

    id: UUID = Field(default_factory=new_id)
    version: int | None = None

    @property
    def is_new(self) -> bool:
        """Whether the record was never saved."""
        return self.version is None

    @classmethod
    def label(cls, field: str) -> str:
        """Return the words that people see for a field."""
        return cls.model_fields[field].title or field.replace("_", " ").capitalize()


D = TypeVar("D", bound=Draft)


def wrong(sentence: str) -> PydanticCustomError:
    """Return the error that a validator raises: one sentence for a person."""
    return PydanticCustomError("hall_rule", "{sentence}", {"sentence": sentence})


def problems_of(error: ValidationError) -> dict[str, str]:
    """Return the sentences of a validation error by field name ("" for the whole record)."""
    found: dict[str, str] = {}
    for one in error.errors(include_url=False):
        field = str(one["loc"][0]) if one["loc"] else ""
        sentence = _SENTENCES.get(one["type"], one["msg"]).format(**one.get("ctx", {}))
        found.setdefault(field, sentence)
    return found


def check(kind: type[D], values: Mapping[str, Any]) -> D:
    """Return the checked draft made of ``values``.

    Raises:
        RuleViolation: with a sentence for each field that is wrong.
    """
    try:
        return kind.model_validate(dict(values))
    except ValidationError as error:
        raise RuleViolation(problems_of(error)) from error
