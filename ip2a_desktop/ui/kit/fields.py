"""Which field edits which value of a draft; all fields of the kit are found here."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from types import UnionType
from typing import Any, Union, get_args, get_origin

from annotated_types import MaxLen
from pydantic.fields import FieldInfo
from pydantic.functional_validators import AfterValidator
from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.contact import normal_phone
from ip2a_desktop.domain.words import Word
from ip2a_desktop.ui.kit.choice_fields import CheckField, ChoiceField
from ip2a_desktop.ui.kit.date_field import DateField, MomentField
from ip2a_desktop.ui.kit.field import Field
from ip2a_desktop.ui.kit.lookup_field import Found, LookupField
from ip2a_desktop.ui.kit.number_fields import MoneyField, NumberField
from ip2a_desktop.ui.kit.text_fields import LineField, PhoneField, TextField
from ip2a_desktop.ui.kit.time_field import TimeField

__all__ = [
    "CheckField",
    "ChoiceField",
    "DateField",
    "Field",
    "Found",
    "LineField",
    "LookupField",
    "MomentField",
    "MoneyField",
    "NumberField",
    "PhoneField",
    "TextField",
    "TimeField",
    "field_for",
]

_LONG = 1_000
"""Text that may be longer than this gets many lines."""
_BY_TYPE: dict[type, type[QWidget]] = {
    bool: CheckField,
    datetime: MomentField,
    date: DateField,
    time: TimeField,
    Decimal: NumberField,
    int: NumberField,
}


def field_for(info: FieldInfo) -> QWidget:
    """Return a new field (see :class:`~ip2a_desktop.ui.kit.field.Field`) for a value of a draft.

    Raises:
        TypeError: the kit has no field for values of this type (another record: give a ``LookupField``).
    """
    kind, is_optional = _kind_of(info.annotation)
    if isinstance(kind, type) and issubclass(kind, Word):
        return ChoiceField(kind, empty="Not set" if is_optional else None)
    if kind is str:
        return _for_text(info.metadata)
    if kind in _BY_TYPE:
        return _BY_TYPE[kind]()
    raise TypeError(f"no field edits {info.annotation!r}")


def _kind_of(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, UnionType):
        kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
        return kinds[0], True
    return annotation, False


def _for_text(metadata: Iterable[Any]) -> QWidget:
    rules = list(metadata)
    if any(isinstance(rule, AfterValidator) and rule.func is normal_phone for rule in rules):
        return PhoneField()
    lengths = [rule.max_length for rule in rules if isinstance(rule, MaxLen)]
    if lengths and min(lengths) > _LONG:
        return TextField()
    # No limit in the field itself: Qt would cut off pasted text without a word, the draft says a sentence.
    return LineField()
