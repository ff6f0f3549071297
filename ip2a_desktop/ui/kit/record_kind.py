"""What the shared pages (record, list with record, own windows) need to know of one kind of record."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.kit import BinVerb, Noun


class HasRow(Protocol):
    """A record as services read it: it brings its line of the list along."""

    @property
    def row(self) -> Any: ...


@dataclass(frozen=True)
class Heading:
    """Who a record is.

    Args:
        title: the name.
        chip: its state.
        words: what else says who it is, most telling first.
        in_bin: such as ``Moved to the bin on 3/6/2026 by ana``; empty where it is not in the bin.
    """

    title: str
    chip: Chip | None = None
    words: Sequence[str] = ()
    in_bin: str = ""

    @property
    def subtitle(self) -> str:
        """The telling words as one line."""
        return " · ".join(one for one in self.words if one)


@dataclass(frozen=True)
class RecordKind:
    """One kind of record: members, organizations.

    Args:
        name: names its page, its help and its layout, such as ``members``.
        title: the page's title, such as "Members".
        noun: such as member, members.
        icon: a Phosphor icon's name.
        table: the name under which changes of the record are told, such as ``member``.
        load: the service's verb that reads one; called in a worker; gives something with a ``row``.
        heading: says who a record is.
        children: the ids of what belongs to a record, by table: a change of them reads it again.
        to_bin: the service's verb that moves records to the bin.
        restore: the service's verb that brings them back.
        drafts: the names under which its forms keep what is typed in case of a crash.
        has_own_verbs: whether the page of a record brings an accent button of its own, so that "Edit" is a plain one.
        watched: tables of which any change reads the record again, as a new child says not whose it is.
    """

    name: str
    title: str
    noun: Noun
    icon: str
    table: str
    load: Callable[[UUID], Any]
    heading: Callable[[Any], Heading]
    children: Callable[[Any], Mapping[str, Collection[UUID]]]
    to_bin: BinVerb
    restore: BinVerb
    watched: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    has_own_verbs: bool = False
