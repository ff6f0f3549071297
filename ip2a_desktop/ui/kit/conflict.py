"""Two people saved the same record: field by field, what it was, what one typed, and what the other saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from ip2a_desktop.domain.errors import RuleViolation, StaleRecord
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.formats import EMPTY
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE
from ip2a_desktop.ui.kit.widgets import label, line, scrolled

if TYPE_CHECKING:
    from ip2a_desktop.domain.drafts import Draft
    from ip2a_desktop.ui.kit.forms import Form

Side = Literal["mine", "theirs"]
_WIDTH = 760
_TALLEST = 380
_NARROWEST = 120
_SHARES = (2, 2, 3, 3)
_LONGEST = 32
"""Letters of a value that are shown; the whole text is in the hint."""


@dataclass(frozen=True)
class Difference:
    """A value that two people left differently."""

    name: str
    before: Any
    mine: Any
    theirs: Any

    @property
    def is_contested(self) -> bool:
        """Whether both changed it."""
        return self.before not in (self.mine, self.theirs)

    @property
    def proposed(self) -> Side | None:
        """The side that alone changed it; None where both did, for then a person must say."""
        if self.is_contested:
            return None
        return "theirs" if self.mine == self.before else "mine"


def differences(form: Form, theirs: Draft) -> tuple[Difference, ...]:
    """Return the fields in which what stands in a form differs from what somebody else saved."""
    try:
        mine = dict(form.check())  # as it would be saved: blanks folded, numbers in their stored form
    except RuleViolation:
        mine = form.values()
    before, new = dict(form.draft), dict(theirs)
    return tuple(
        Difference(name, before.get(name), mine[name], new[name])
        for name in form.field_names
        if mine[name] != new[name]
    )


class ConflictDialog(Dialog):
    """Asks for each difference whose value stays.

    Signals:
        solved(dict): the values to save on top of theirs.
    """

    solved = Signal(object)

    def __init__(self, parent: QWidget | None, form: Form, stale: StaleRecord) -> None:
        """Compare what stands in a form with what somebody else saved.

        Args:
            parent: the window that it belongs to.
            form: the form; what it was loaded with is "before", what stands in it is mine.
            stale: the refusal of the save, with their draft.
        """
        super().__init__("Somebody else changed this record", parent, tone="warn", width=_WIDTH)
        self._form = form
        self._who = stale.changed_by or "Somebody else"
        self.differences = differences(form, stale.current)
        self._sides: dict[str, QButtonGroup] = {}
        self.add_button("Keep editing")
        self.save_button = self.add_button("Save this", "primary", self._on_save, default=True)
        self.add_sentence(
            f"{self._who} saved it while you were editing. Choose what stays. Nothing is lost before you save."
        )
        grid = QWidget()
        self._grid = QGridLayout(grid)
        self._fill()
        area = scrolled(grid)
        area.setMinimumHeight(min(grid.sizeHint().height() + GAP, _TALLEST))
        self.body.addSpacing(GAP)
        self.body.addWidget(area)
        self._follow()

    def choose(self, name: str, side: Side) -> None:
        """Choose whose value of a field stays."""
        self._sides[name].button(0 if side == "mine" else 1).click()

    def values(self) -> dict[str, Any]:
        """Return the chosen values of all differences."""
        sides = {one.name: self._sides[one.name].checkedId() for one in self.differences}
        return {one.name: one.mine if sides[one.name] == 0 else one.theirs for one in self.differences}

    def _fill(self) -> None:
        self._grid.setContentsMargins(0, 0, GAP_WIDE, 0)
        self._grid.setHorizontalSpacing(GAP_WIDE)
        self._grid.setVerticalSpacing(GAP)
        for column, words in enumerate(("", "Before", "Yours", self._who)):
            self._grid.addWidget(label(words, "caption"), 0, column)
            self._grid.setColumnStretch(column, _SHARES[column])
            self._grid.setColumnMinimumWidth(column, _NARROWEST)
        for row, one in enumerate(self.differences, start=1):
            self._grid.addWidget(line(), 2 * row - 1, 0, 1, 4)
            self._add_row(2 * row, one)

    def _add_row(self, row: int, one: Difference) -> None:
        words = self._form.kind.label(one.name)
        name = label(words, "strong", wrap=True)
        if one.is_contested:
            name = label(f"{words}\nBoth changed it", "strong", wrap=True)
        before = label(_short(self._shown(one.name, one.before)), "muted", wrap=True)
        before.setToolTip(self._shown(one.name, one.before))
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(before, row, 1)
        group = QButtonGroup(self)
        group.idToggled.connect(lambda _id, _on: self._follow())
        for side, value in enumerate((one.mine, one.theirs)):
            text = self._shown(one.name, value)
            choice = QRadioButton(_short(text).replace("&", "&&"))
            choice.setToolTip(text)
            choice.setAccessibleName(f"{words}, {'yours' if side == 0 else self._who}: {text}")
            group.addButton(choice, side)
            choice.setChecked(one.proposed == ("mine", "theirs")[side])
            self._grid.addWidget(choice, row, 2 + side, Qt.AlignmentFlag.AlignLeft)
        self._sides[one.name] = group

    def _shown(self, name: str, value: Any) -> str:
        if name in self._form.field_names:
            return self._form.field(name).shown(value) or EMPTY
        return str(value) if value not in (None, "") else EMPTY

    def _follow(self) -> None:
        is_chosen = all(group.checkedId() >= 0 for group in self._sides.values())
        self.save_button.setEnabled(is_chosen)
        hint = "" if is_chosen else "Both of you changed a field: choose one of the two values first."
        self.save_button.setToolTip(hint)

    def _on_save(self) -> None:
        self.solved.emit(self.values())
        self.accept()


def solve(
    parent: QWidget | None, form: Form, stale: StaleRecord, on_solved: Callable[[], object]
) -> ConflictDialog | None:
    """Bring a form that was refused on top of what somebody else saved.

    The form is then loaded with their draft and holds the chosen values, so that it can be saved again. Where
    nobody needs to choose (the other one saved the very same values) that happens at once.

    Args:
        parent: the window that asks.
        form: the form whose save was refused.
        stale: the refusal; it brings their draft.
        on_solved: called when the form can be saved again.

    Returns:
        The dialog that asks, or None where there was nothing to ask.
    """

    def take(values: Mapping[str, Any]) -> None:
        form.load(stale.current)
        form.put(values)
        on_solved()

    if not differences(form, stale.current):
        take({})
        return None
    dialog = ConflictDialog(parent, form, stale)
    dialog.solved.connect(take)
    dialog.open()
    return dialog


def _short(text: str) -> str:
    line_ = " ".join(text.split())
    return line_ if len(line_) <= _LONGEST else f"{line_[:_LONGEST]}…"
