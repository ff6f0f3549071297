"""What the papers show: plain data that a report turns into a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ip2a_desktop.domain.words import Word

if TYPE_CHECKING:
    from ip2a_desktop.domain.employers import EmployerRow
    from ip2a_desktop.domain.members import MemberRecord, MemberRow
    from ip2a_desktop.domain.notes import Note


class PaperSize(Word):
    """The paper that the office prints on."""

    LETTER = "letter", "Letter"
    A4 = "a4", "A4"


@dataclass(frozen=True)
class PaperContext:
    """What each page carries: paper size, the hall's name, who printed it and when (server time), what was filtered."""

    size: PaperSize
    hall: str
    printed_by: str
    printed_at: datetime
    subtitle: str = ""


@dataclass(frozen=True)
class MemberPaper:
    """The member record on paper; private fields are on it only where ``record.private`` is there."""

    record: MemberRecord
    notes: Sequence[Note]


@dataclass(frozen=True)
class MemberRoster:
    """The members on screen, in their order."""

    rows: Sequence[MemberRow]


@dataclass(frozen=True)
class EmployerRoster:
    """The organizations on screen, in their order."""

    rows: Sequence[EmployerRow]


@dataclass(frozen=True)
class MailingLabel:
    """One label: the lines of an address."""

    lines: tuple[str, ...]
