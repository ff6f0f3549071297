"""Papers: what a record or list on screen becomes when it is printed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import Protocol
from uuid import UUID

from ip2a_desktop.domain.addresses import address_lines
from ip2a_desktop.domain.employers import EmployerRow
from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.domain.lists import ListQuery, ListSource
from ip2a_desktop.domain.members import MemberRecord, MemberRow
from ip2a_desktop.domain.notes import Note
from ip2a_desktop.domain.papers import (
    EmployerRoster,
    MailingLabel,
    MemberPaper,
    MemberRoster,
    PaperContext,
    PaperSize,
)
from ip2a_desktop.services.batches import RowT, in_order


class Members(ListSource[MemberRow], Protocol):
    """The list of members, and one member's record."""

    def load(self, member_id: UUID) -> MemberRecord:
        """Return all about one member."""
        ...


class Notes(Protocol):
    """The notes of a record."""

    def notes(self, table: str, record_id: UUID) -> tuple[Note, ...]:
        """Return the notes that the person may read."""
        ...


class Hall(Protocol):
    """Who prints, when, under which letterhead."""

    def who_am_i(self) -> str:
        """Return the person's name."""
        ...

    def now(self) -> datetime:
        """Return the server's time."""
        ...

    def hall_name(self) -> str:
        """Return the hall's name."""
        ...


@dataclass(frozen=True)
class Printers:
    """What turns the data of a paper into a PDF; given by the composition root, as services see no reports."""

    member_record: Callable[[MemberPaper, PaperContext], bytes]
    member_roster: Callable[[MemberRoster, PaperContext], bytes]
    employer_roster: Callable[[EmployerRoster, PaperContext], bytes]
    mailing_labels: Callable[[Sequence[MailingLabel], PaperContext, int], bytes]


@dataclass(frozen=True)
class Labels:
    """The labels of some members or organizations, and how many of them have no address to print."""

    labels: tuple[MailingLabel, ...]
    without_address: int
    whom: str = "members"


class PaperService:
    """Fetches what a paper shows and prints it; every method is called off the GUI thread.

    ``about`` is the line below the title: in words, which search and filters are on.
    """

    def __init__(
        self,
        members: Members,
        employers: ListSource[EmployerRow],
        notes: Notes,
        hall: Hall,
        load_printers: Callable[[], Printers],
    ) -> None:
        self._members = members
        self._employers = employers
        self._notes = notes
        self._hall = hall
        self._load_printers = load_printers

    @cached_property
    def _printers(self) -> Printers:
        """Loaded with the first paper: a session begins sooner without them."""
        return self._load_printers()

    def member_record(self, member_id: UUID, size: PaperSize) -> bytes:
        """Return the PDF of one member's record.

        Raises:
            NotFound: the member is not there.
        """
        record = self._members.load(member_id)
        paper = MemberPaper(record, self._notes.notes("member", member_id))
        return self._printers.member_record(paper, self._context(size))

    def member_roster(self, query: ListQuery | Sequence[UUID], size: PaperSize, about: str = "") -> bytes:
        """Return the PDF of a list of members, in its order."""
        rows = _rows(self._members, query)
        return self._printers.member_roster(MemberRoster(rows), self._context(size, about))

    def employer_roster(self, query: ListQuery | Sequence[UUID], size: PaperSize, about: str = "") -> bytes:
        """Return the PDF of a list of organizations, in its order."""
        rows = _rows(self._employers, query)
        return self._printers.employer_roster(EmployerRoster(rows), self._context(size, about))

    def labels(self, query: ListQuery | Sequence[UUID]) -> Labels:
        """Return the address labels of members, in the list's order."""
        rows = _rows(self._members, query)
        addressed = tuple(MailingLabel((row.full_name, *lines)) for row in rows if (lines := _address(row)))
        return Labels(addressed, len(rows) - len(addressed))

    def employer_labels(self, query: ListQuery | Sequence[UUID]) -> Labels:
        """Return the address labels of organizations, in the list's order, for the attention of the primary contact."""
        rows = _rows(self._employers, query)
        addressed = tuple(
            MailingLabel((row.name, *([f"Attn: {row.contact}"] if row.contact else []), *lines))
            for row in rows
            if (lines := _address(row))
        )
        return Labels(addressed, len(rows) - len(addressed), "organizations")

    def mailing_labels(self, query: ListQuery | Sequence[UUID], size: PaperSize, start_at: int = 1) -> bytes:
        """Return the PDF of address labels; members without an address are left out.

        Args:
            query: a list as it is on screen, or the ids of the chosen members.
            size: Letter is for Avery 5160, A4 for L7160.
            start_at: the first label to print on, counted from 1.

        Raises:
            InputProblem: nobody has an address, or the sheet has no such label.
        """
        return self.print_labels(self.labels(query), size, start_at)

    def print_labels(self, labels: Labels, size: PaperSize, start_at: int = 1) -> bytes:
        """Return the PDF of labels that were fetched before.

        Raises:
            InputProblem: there are none, or the sheet has no such label.
        """
        if not labels.labels:
            raise InputProblem(
                f"None of these {labels.whom} has an address.",
                "Nothing was printed.",
                f"Write their addresses first, or choose other {labels.whom}.",
            )
        return self._printers.mailing_labels(labels.labels, self._context(size), start_at)

    def _context(self, size: PaperSize, about: str = "") -> PaperContext:
        # The server says when; the desk only says in which time zone people read it.
        now = self._hall.now().astimezone()
        return PaperContext(size, self._hall.hall_name(), self._hall.who_am_i(), now, about)


def _rows(source: ListSource[RowT], query: ListQuery | Sequence[UUID]) -> list[RowT]:
    ids = source.ids(query) if isinstance(query, ListQuery) else query
    return list(chain.from_iterable(in_order(source, ids)))


def _address(row: MemberRow | EmployerRow) -> tuple[str, ...]:
    return address_lines(row.address_line1, row.address_line2, row.city, row.state, row.postal_code)
