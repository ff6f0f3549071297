"""Forms that are loaded when the first of them is opened: they bring what checks their fields along."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.record_form import RecordForm
    from ip2a_desktop.ui.kit.record_stage import Forms


class LateForms:
    """Stands for what makes the forms of one kind of record.

    Args:
        load: loads and makes it.
    """

    def __init__(self, load: Callable[[], Forms]) -> None:
        self._load = load

    @cached_property
    def _forms(self) -> Forms:
        return self._load()

    def new(self) -> RecordForm:
        """Return the form of a new record."""
        return self._forms.new()

    def edit(self, record: Any) -> RecordForm:
        """Return the form of a record as it was read."""
        return self._forms.edit(record)
