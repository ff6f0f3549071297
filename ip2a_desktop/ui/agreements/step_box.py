"""One step of a procedure on screen: its number and name, who sits there, and both sides' limits as sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from ip2a_desktop.domain.procedure_words import (
    act_phrase,
    limit_sentence,
    missing_acts,
    missing_sentence,
    step_sentences,
)
from ip2a_desktop.domain.procedures import Act, Step
from ip2a_desktop.ui.agreements.words import SIDE_ICONS, form_chip
from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.chips import ChipLabel
from ip2a_desktop.ui.kit.theme import color
from ip2a_desktop.ui.kit.tokens import CONTROL_HEIGHT, GAP, GAP_TIGHT, GAP_WIDE
from ip2a_desktop.ui.kit.widgets import ElidedLabel, IconLabel, button, label, line, tool_button

if TYPE_CHECKING:
    from ip2a_desktop.domain.agreement_drafts import LimitDraft, StepDraft

_BADGE = 26
_INDENT = GAP_WIDE + _BADGE + GAP
"""Words stand below the step's name, not below its number."""
_DOWN = GAP
"""The first line of a limit stands in the middle of its buttons."""


@dataclass(frozen=True)
class StepVerbs:
    """What can be done with steps and limits."""

    edit_step: Callable[[UUID], object]
    bin_step: Callable[[UUID], object]
    add_limit: Callable[[UUID | None, Act], object]
    edit_limit: Callable[[UUID], object]
    bin_limit: Callable[[UUID], object]


class _Badge(QWidget):
    """The number of a step in a disc."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setFixedSize(_BADGE, _BADGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(color("info_line"))
        painter.setBrush(color("info_tint"))
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(color("info_text"))
        painter.setFont(typography.font("body", "semibold", tabular=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()


class LimitLine(QWidget):
    """One limit as a sentence, with what can be done with it."""

    def __init__(self, limit: LimitDraft, step: Step | None, before: Step | None, verbs: StepVerbs | None) -> None:
        super().__init__()
        self.limit = limit
        phrase = act_phrase(limit.act, step, before)
        self.words = label(limit_sentence(limit.limit, step, before), wrap=True, selectable=True)
        self.words.setContentsMargins(0, _DOWN, 0, _DOWN)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        icon = IconLabel(SIDE_ICONS[limit.side])
        icon.setToolTip(limit.side.label)
        row = QHBoxLayout(self)
        row.setContentsMargins(_INDENT, 0, GAP, 0)
        row.setSpacing(GAP)
        row.addLayout(_below(icon, _DOWN - 1))
        row.addWidget(self.words, 1)
        if verbs is not None:
            edit = tool_button("pencil-simple", f"Edit the limit to {phrase}", partial(verbs.edit_limit, limit.id))
            to_bin = tool_button("trash", f"Move the limit to {phrase} to the bin", partial(verbs.bin_limit, limit.id))
            for one in (edit, to_bin):
                one.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
                row.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)


def _below(widget: QWidget, distance: int) -> QVBoxLayout:
    """Return a column with the widget so far below its top."""
    made = QVBoxLayout()
    made.setContentsMargins(0, distance, 0, 0)
    made.addWidget(widget)
    made.addStretch(1)
    return made


class _Box(QFrame):
    """A card with a head, and lines below it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(name)
        self.limits: list[LimitLine] = []
        self.head = QHBoxLayout()
        self.head.setContentsMargins(GAP_WIDE, 0, GAP, 0)
        self.head.setSpacing(GAP)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, GAP + GAP_TIGHT, 0, GAP + GAP_TIGHT)
        self._column.setSpacing(GAP)
        self._column.addLayout(self.head)

    def add_sentence(self, words: str) -> None:
        """Add words below the name."""
        row = QHBoxLayout()
        row.setContentsMargins(_INDENT, 0, GAP_WIDE, 0)
        row.addWidget(label(words, "muted", wrap=True, selectable=True))
        self._column.addLayout(row)

    def add_missing(self, words: str, add: QPushButton | None) -> None:
        """Say for what there is no limit, with the button that adds one."""
        row = QHBoxLayout()
        row.setContentsMargins(_INDENT, 0, GAP, 0)
        row.setSpacing(0)
        row.addWidget(ElidedLabel(words, "caption"))
        if add is not None:
            row.addWidget(add)
        row.addStretch(1)
        self._column.addLayout(row)

    def add_limit(self, one: LimitLine) -> None:
        """Add a limit."""
        self.limits.append(one)
        self._column.addWidget(one)

    def add_rule(self) -> None:
        """Add a hairline between who sits there and the limits."""
        self._column.addWidget(line())


class StepBox(_Box):
    """A step.

    Args:
        draft: the step as it is kept.
        step: the step as the rules have it.
        before: the step before it; None where it is the first.
        limits: its limits.
        verbs: what can be done; None where nothing can be changed.
    """

    def __init__(
        self,
        draft: StepDraft,
        step: Step,
        before: Step | None,
        limits: Sequence[LimitDraft],
        verbs: StepVerbs | None,
    ) -> None:
        super().__init__(step.name)
        self.draft = draft
        self.add_button: QPushButton | None = None
        self.head.addWidget(_Badge(str(step.position)))
        self._name = ElidedLabel(step.name, "strong")
        self.head.addWidget(self._name)
        self._chip = ChipLabel(form_chip(step.form) if step.form.label != step.name else None)
        self.head.addWidget(self._chip)
        self.head.addStretch(1)
        if verbs is not None:
            self._add_verbs(step, verbs)
        for sentence in step_sentences(step):
            self.add_sentence(sentence)
        if limits:
            self.add_rule()
        for limit in sorted(limits, key=lambda one: list(Act).index(one.act)):
            self.add_limit(LimitLine(limit, step, before, verbs))
        missing = missing_acts(step)
        if missing:
            self.add_button = self._button_for(missing, step, verbs) if verbs is not None else None
            self.add_missing(missing_sentence(step), self.add_button)

    def _button_for(self, missing: Sequence[Act], step: Step, verbs: StepVerbs) -> QPushButton:
        made = button("Add limit", "quiet", icon_name="plus")
        made.setAccessibleName(f"Add a limit at {step.name}")
        menu = QMenu(made)
        words = {Act.FILE: "To bring the case here", Act.MEET: "To meet", Act.ANSWER: "To answer"}
        for act in missing:
            menu.addAction(words[act]).triggered.connect(partial(self._on_add, verbs, act))
        made.setMenu(menu)
        return made

    def _add_verbs(self, step: Step, verbs: StepVerbs) -> None:
        edit = tool_button("pencil-simple", f"Edit {step.name}", partial(verbs.edit_step, self.draft.id))
        to_bin = tool_button("trash", f"Move {step.name} to the bin", partial(verbs.bin_step, self.draft.id))
        for one in (edit, to_bin):
            one.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
            self.head.addWidget(one)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the chip out rather than cut name and chip to pieces."""
        super().resizeEvent(event)
        room = event.size().width() - 2 * _INDENT - 2 * CONTROL_HEIGHT - GAP
        has_room = room >= self._name.sizeHint().width() + self._chip.sizeHint().width()
        self._chip.setHidden(self._chip.chip is None or not has_room)

    def _on_add(self, verbs: StepVerbs, act: Act, _checked: bool = False) -> None:
        verbs.add_limit(self.draft.id, act)


class SettlementBox(_Box):
    """The limit that a settlement starts, or that there is none.

    Args:
        limit: the limit, where there is one.
        verbs: what can be done; None where nothing can be changed.
    """

    def __init__(self, limit: LimitDraft | None, verbs: StepVerbs | None) -> None:
        super().__init__("After a settlement")
        holder = QWidget()
        holder.setFixedSize(_BADGE, _BADGE)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(IconLabel("handshake"), 0, Qt.AlignmentFlag.AlignCenter)
        self.head.addWidget(holder)
        self.head.addWidget(label("After a settlement", "strong"))
        self.head.addStretch(1)
        self.add_button: QPushButton | None = None
        if limit is not None:
            self.add_limit(LimitLine(limit, None, None, verbs))
            return
        if verbs is not None:
            add = partial(verbs.add_limit, None, Act.GRIEVE_AGAIN)
            self.add_button = button("Add limit", "quiet", icon_name="plus", on_click=add)
            self.add_button.setAccessibleName("Add a limit after a settlement")
        self.add_missing("No limit to grieve again.", self.add_button)
