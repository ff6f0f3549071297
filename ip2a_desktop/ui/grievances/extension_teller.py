"""Tells in the form of an extension which dates of the case it moves, old and new, before it is saved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ip2a_desktop.domain.deadlines import Extension
from ip2a_desktop.domain.extending import moved_by
from ip2a_desktop.ui.kit.formats import EMPTY, day
from ip2a_desktop.ui.kit.notice import Notice

if TYPE_CHECKING:
    from ip2a_desktop.domain.grievance_records import DeadlineRow, GrievanceRecord
    from ip2a_desktop.ui.kit.forms import Form


class ExtensionTeller(Notice):
    """A strip that follows the new date while it is typed.

    Args:
        form: the extension's.
        case: whose dates move.
        clock: the one that gets more time.
    """

    def __init__(self, form: Form, case: GrievanceRecord, clock: DeadlineRow) -> None:
        super().__init__("info")
        self._form = form
        self._case = case
        self._clock = clock
        form.edited.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        to = self._form.values()["to_on"]
        told = [f"{self._clock.explanation}."]
        if isinstance(to, date) and to > self._clock.due_on:
            more = Extension(to, self._case.today, "", "")
            changes = moved_by(self._case, (self._clock.position, self._clock.act), more)
            told += [f"{one.what}: {day(one.before) or EMPTY} → {day(one.after) or EMPTY}" for one in changes]
        self.say("\n".join(told))
