"""What a repair would do and what it did: plans row by row, the journal, and undoing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.health import CheckResult, HealthRun, Repair, Severity
from ip2a_desktop.domain.words import Word


class RepairKind(Word):
    """What becomes of one row."""

    CHANGE = "change", "Changed"
    ADD = "add", "Added"
    SET_ASIDE = "set_aside", "Set aside"
    SERVER = "server", "Server work"


class RepairState(Word):
    """What became of a repair in the journal."""

    APPLIED = "applied", "Repaired"
    UNDONE = "undone", "Taken back"
    UNDONE_PARTLY = "undone_partly", "Taken back in part"


@dataclass(frozen=True)
class FieldRepair:
    """One field of a row before and after.

    Args:
        name: the column, such as ``end_date``; never shown.
        label: the column's human label, such as ``Last day``.
        before: as a person reads it; empty where the field is empty.
        after: likewise.
    """

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RowRepair:
    """What a repair does to one row.

    Args:
        key: what tells this row from the others of its plan; what :meth:`RepairService.apply` takes.
        table: the row's table.
        record_id: the row's id; None for an object of the server.
        words: what a person knows it by, such as a member's name.
        kind: changed, added, set aside.
        fields: each field that changes; empty where the whole row is added or set aside.
        why: one sentence where the fields do not say it, such as why a parent is recreated.
        expected: the stored values that it was shown with; never shown.
        changes: the stored values that it gets; never shown.
    """

    key: str
    table: str
    record_id: UUID | None
    words: str
    kind: RepairKind
    fields: tuple[FieldRepair, ...] = ()
    why: str = ""
    expected: Mapping[str, Any] = field(default_factory=dict)
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RepairPlan:
    """What one rule's repair would do, row by row; nothing is changed yet.

    Args:
        rule: the rule's name, such as ``employment.current_with_end``; never shown.
        title: what is wrong, a few words.
        severity: the finding's.
        repair: SAFE (auto-heal may do it) or PREVIEW (a person accepts).
        rows: each row as it would change.
        advice: what the repair does and what it keeps, one sentence.
        for_person: why this many go to a person and auto-heal leaves them; empty where it would do them.
    """

    rule: str
    title: str
    severity: Severity
    repair: Repair
    rows: tuple[RowRepair, ...]
    advice: str = ""
    for_person: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all its rows."""
        return tuple(one.key for one in self.rows)


@dataclass(frozen=True)
class RepairDone:
    """What a repair did, and what its check says afterwards.

    Args:
        run_id: the repair run, under which the journal keeps its rows.
        repaired: rows that were repaired.
        left: rows that were accepted but no longer stood as previewed, each with its reason.
        after: the rule's check, looked at again; None where it could not be asked.
        changes: for the other screens.
    """

    run_id: UUID
    repaired: int
    left: tuple[tuple[str, str], ...] = ()
    after: CheckResult | None = None
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True)
class JournalEntry:
    """One line of the journal: one rule's rows of one repair.

    Args:
        id: what :meth:`RepairService.undo` takes.
        at: server time.
        person: the login that repaired.
        machine: the desktop's name.
        title: what was repaired, such as ``Ended jobs marked current``.
        rows: what was done, row by row, as it was previewed.
        state: whether it was taken back.
        automatic: auto-heal did it.
        undone_at: when it was taken back.
        undone_by: who took it back.
        rule: the rule's name; never shown.
    """

    id: UUID
    at: datetime
    person: str
    machine: str
    title: str
    rows: tuple[RowRepair, ...]
    state: RepairState = RepairState.APPLIED
    automatic: bool = False
    undone_at: datetime | None = None
    undone_by: str = ""
    rule: str = ""


@dataclass(frozen=True)
class LaterEdit:
    """A row that somebody edited after the repair, so that it was not put back without asking.

    Args:
        words: what a person knows the row by.
        fields: ``before`` = what the repair left, ``after`` = what stands now.
        person: who edited it.
        at: when.
        record_id: the row.
    """

    words: str
    fields: tuple[FieldRepair, ...]
    person: str = ""
    at: datetime | None = None
    record_id: UUID | None = None


@dataclass(frozen=True)
class UndoDone:
    """What taking a repair back did.

    Args:
        put_back: rows that stand again as before the repair.
        later_edits: rows that were left as they are because somebody edited them since.
        changes: for the other screens.
    """

    put_back: int
    later_edits: tuple[LaterEdit, ...] = ()
    changes: Changes = field(default_factory=Changes)

    @property
    def clean(self) -> bool:
        """Whether every row could be put back."""
        return not self.later_edits

    @property
    def sentence(self) -> str:
        """What happened, for a person."""
        rows = f"{self.put_back:,} {'row is' if self.put_back == 1 else 'rows are'} as before the repair."
        if self.clean:
            return rows
        left = len(self.later_edits)
        return f"{rows} {left:,} {'was' if left == 1 else 'were'} edited since and left as {_they(left)}."


def _they(number: int) -> str:
    return "it is" if number == 1 else "they are"


@dataclass(frozen=True)
class HealReport:
    """What auto-heal did, or in a dry run would do.

    Args:
        dry_run: whether nothing was changed.
        plans: what was repaired, or would be, row by row.
        for_person: plans that it leaves for a person, each with its ``for_person`` sentence.
        before: the check before.
        after: the check after; None in a dry run.
        told: whom the notice goes to, one sentence; empty in a dry run.
        backup: the sentence of the verified backup that was made first; empty in a dry run.
        changes: for the other screens.
    """

    dry_run: bool
    plans: tuple[RepairPlan, ...]
    for_person: tuple[RepairPlan, ...] = ()
    before: HealthRun | None = None
    after: HealthRun | None = None
    told: str = ""
    backup: str = ""
    changes: Changes = field(default_factory=Changes)

    @property
    def sentence(self) -> str:
        """The outcome in one sentence."""
        number = rows_in(self.plans)
        if not number:
            return "There is nothing to repair by itself."
        rows = f"{number:,} {'row' if number == 1 else 'rows'}"
        if self.dry_run:
            return f"{rows} would be repaired; nothing was changed."
        return f"{rows} {'was' if number == 1 else 'were'} repaired."


def rows_in(plans: Sequence[RepairPlan]) -> int:
    """Return how many rows the plans touch."""
    return sum(len(one.rows) for one in plans)
