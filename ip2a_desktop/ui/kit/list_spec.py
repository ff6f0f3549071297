"""What a feature brings for its list: plain data, and the record beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from ip2a_desktop.domain.lists import ListQuery, ListSource
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.filters import FilterSpec


@dataclass(frozen=True)
class EmptyList:
    """What a list says when there is nothing at all in it.

    Args:
        title: such as "No members yet".
        sentence: what would put something here.
        button_text: the one useful button, "" for none.
        on_click: what it does.
        icon: a Phosphor icon's name.
    """

    title: str
    sentence: str = ""
    button_text: str = ""
    on_click: Callable[[], object] | None = None
    icon: str = "tray"


@dataclass(frozen=True)
class ListSpec:
    """A list.

    Args:
        name: names the page for help and its remembered layout.
        title: what people read.
        nouns: one and many, such as ``("member", "members")``.
        source: where rows come from.
        columns: what the table shows.
        tables: the tables whose changes concern this list, its own first.
        empty: what is said when there is nothing in the list.
        filters: what can be filtered by.
        search_hint: what the search field finds.
        start: the query at first.
    """

    name: str
    title: str
    nouns: tuple[str, str]
    source: ListSource[Any]
    columns: Sequence[Column[Any]]
    tables: tuple[str, ...]
    empty: EmptyList
    filters: Sequence[FilterSpec] = ()
    search_hint: str = "Search"
    start: ListQuery = field(default_factory=ListQuery)

    def counted(self, count: int) -> str:
        """Return a count with its noun, such as "1 member" or "10,012 members"."""
        return f"{count:,} {self.nouns[count != 1]}"


class Detail(Protocol):
    """The record beside the list: any widget that can do this."""

    def show_record(self, one: UUID | None) -> None:
        """Show a record, or that none is chosen."""
        ...

    def may_leave(self, answer: Callable[[bool], None]) -> None:
        """Call ``answer`` once: may another record be shown now? (Asks the person where text is not saved.)"""
        ...
