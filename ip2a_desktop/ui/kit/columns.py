"""The columns of a list are data: what each one is called, shows, sorts by and exports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from ip2a_desktop.ui.kit.chips import Chip

Row = TypeVar("Row")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column of a list.

    Args:
        key: the name that :attr:`ip2a_desktop.domain.lists.ListQuery.sort` and saved layouts know it by.
        title: the words of the heading.
        text: what a cell shows; called in a worker, so it must not touch widgets.
        width: the width at first, in pixels.
        align: numbers stand to the right, everything else to the left.
        chip: what a cell shows as a chip instead of bare text; the text where it gives None.
        shown: whether the column is there before the person chose columns.
        sortable: whether a click on the heading sorts by it.
        value: the value that an export writes (a date, a number); the text where it is None.
    """

    key: str
    title: str
    text: Callable[[Row], str]
    width: int = 120
    align: Literal["left", "right"] = "left"
    chip: Callable[[Row], Chip | None] | None = None
    shown: bool = True
    sortable: bool = True
    value: Callable[[Row], Any] | None = None

    def exported(self, row: Row) -> Any:
        """Return what an export writes for a row: a date or number where the column has one, else text."""
        return self.text(row) if self.value is None else self.value(row)
