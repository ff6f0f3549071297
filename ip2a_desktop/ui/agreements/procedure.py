"""The procedure of a version: its steps in their order, each limit as a sentence; add, edit, to the bin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ip2a_desktop.domain.agreement_drafts import LimitDraft, StepDraft, VersionRecord
from ip2a_desktop.domain.agreements import AgreementRecord
from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.procedures import Act, Step
from ip2a_desktop.ui.agreements.chosen import ChosenVersion
from ip2a_desktop.ui.agreements.limit_form import limit_dialog, new_limit
from ip2a_desktop.ui.agreements.recount import Recounts, bin_part, bring_back
from ip2a_desktop.ui.agreements.step_box import SettlementBox, StepBox, StepVerbs
from ip2a_desktop.ui.agreements.step_form import FORM, step_dialog
from ip2a_desktop.ui.agreements.words import LIMITS, STEPS
from ip2a_desktop.ui.kit.draft_offer import DraftOffer
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.states import StateStack
from ip2a_desktop.ui.kit.tokens import GAP, MARGIN
from ip2a_desktop.ui.kit.widgets import IconLabel, button, scrolled

if TYPE_CHECKING:
    from ip2a_desktop.services.agreements import AgreementService
    from ip2a_desktop.ui.kit.form_drafts import KeptDraft

_WIDEST = 1120
_MOST_STEPS = 20
_EMPTY = "The steps that a grievance goes through, who sits at each, and how long each side has."


class ProcedurePanel(Panel):
    """The steps and limits of the chosen version.

    Args:
        kit: the screens' tools.
        agreements: saves steps.
        recounts: saves limits together with the dates of open cases.
        chosen: the version whose procedure is shown.
    """

    def __init__(self, kit: Kit, agreements: AgreementService, recounts: Recounts, chosen: ChosenVersion) -> None:
        super().__init__()
        self._kit = kit
        self._agreements = agreements
        self._recounts = recounts
        self._chosen = chosen
        self._shown: object = ()
        self.boxes: list[StepBox] = []
        self.settlement: SettlementBox | None = None
        self.dialog: FormDialog | None = None
        self.add_button = button("Add step", icon_name="plus", on_click=self.add_step)
        self.bin_button = button("", "quiet", icon_name="trash")
        self._bin_menu = QMenu(self.bin_button)
        self.bin_button.setMenu(self._bin_menu)
        self.offer = DraftOffer(kit, [FORM])
        self.offer.continue_wanted.connect(self._continue)
        self._lay_out()
        chosen.changed.connect(self._follow_version)
        self._follow_version()

    def show_record(self, record: AgreementRecord) -> None:
        """Nothing yet: the steps follow the version that is chosen."""

    def open_record(self, record_id: UUID) -> None:
        """Look whether a step was being written here when the program ended."""
        self.offer.look(self._is_mine)

    # -- what a person does ---------------------------------------------------------------------------------------

    def add_step(self) -> None:
        """Open the form of a new step, after all others."""
        version = self._chosen.version
        if version is not None:
            last = max((one.position for one in version.steps), default=0)
            place = min(last + 1, _MOST_STEPS)
            draft = StepDraft.model_construct(
                agreement_version_id=version.draft.id, position=place, name=f"Step {place}"
            )
            self._open_step(draft)

    def edit_step(self, one: UUID) -> None:
        """Open the form of a step."""
        step = next((step for step in self._steps if step.id == one), None)
        if step is not None:
            self._open_step(step)

    def bin_step(self, one: UUID) -> None:
        """Move a step that no case has reached to the bin; its limits go out of sight, and come back, with it."""
        version = self._chosen.version
        if version is not None:
            bin_part(self._kit, self, self._recounts, version.draft.id, StepDraft, one, STEPS)

    def restore_step(self, one: UUID) -> None:
        """Bring a step back from the bin, asking first where dates of open cases would change."""
        version = self._chosen.version
        if version is not None:
            bring_back(self._kit, self, self._recounts, version.draft.id, StepDraft, one, STEPS)

    def add_limit(self, step_id: UUID | None, act: Act) -> None:
        """Open the form of a new limit of a step; without one, of the limit that a settlement starts."""
        version = self._chosen.version
        if version is not None:
            step, before = self._around(step_id)
            self._edit_limit(new_limit(version.draft.id, step_id, act, is_first=before is None), step, before)

    def edit_limit(self, one: UUID) -> None:
        """Open the form of a limit."""
        version = self._chosen.version
        limit = next((limit for limit in version.limits if limit.id == one), None) if version is not None else None
        if limit is not None:
            self._edit_limit(limit, *self._around(limit.procedure_step_id))

    def bin_limit(self, one: UUID) -> None:
        """Move a limit to the bin, asking first where dates of open cases would change."""
        version = self._chosen.version
        if version is not None:
            bin_part(self._kit, self, self._recounts, version.draft.id, LimitDraft, one, LIMITS)

    def restore_limit(self, one: UUID) -> None:
        """Bring a limit back from the bin, asking first where dates of open cases would change."""
        version = self._chosen.version
        if version is not None:
            bring_back(self._kit, self, self._recounts, version.draft.id, LimitDraft, one, LIMITS)

    def _edit_limit(self, draft: LimitDraft, step: Step | None, before: Step | None) -> None:
        self._open(limit_dialog(self._kit, self, self._recounts, draft, step, before))

    def _open_step(self, draft: StepDraft) -> None:
        self._open(step_dialog(self._kit, self, self._recounts, draft))

    def _open(self, dialog: FormDialog) -> None:
        self.dialog = dialog
        dialog.open()

    # -- what was typed before a crash ----------------------------------------------------------------------------

    def _is_mine(self, kept: KeptDraft) -> bool:
        version = self._chosen.version
        return version is not None and kept.given.get("agreement_version_id") == str(version.draft.id)

    def _continue(self, kept: Sequence[KeptDraft]) -> None:
        self.add_step() if kept[0].version is None else self.edit_step(kept[0].record)
        if self.dialog is not None:
            self.dialog.session.bring_back(kept)
            self.offer.show_words("")

    # -- look -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(MARGIN, GAP + 4, MARGIN, GAP + 4)
        bar.addWidget(self.add_button)
        bar.addStretch(1)
        bar.addWidget(self.bin_button)
        content = QWidget()
        content.setMaximumWidth(_WIDEST)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        self._column.setSpacing(GAP // 2)
        self._area = scrolled(content)
        self.states = StateStack(self._area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.offer.in_margin(below=0))
        layout.addLayout(bar)
        layout.addWidget(self.states, 1)

    @property
    def _steps(self) -> list[StepDraft]:
        version = self._chosen.version
        return sorted(version.steps, key=lambda one: one.position) if version is not None else []

    def _around(self, step_id: UUID | None) -> tuple[Step | None, Step | None]:
        """Return a step and the one before it, as the rules have them."""
        record, version = self._chosen.record, self._chosen.version
        place = next((place for place, one in enumerate(self._steps) if one.id == step_id), None)
        if record is None or version is None or place is None:
            return None, None
        steps = version.rules(record.zone).procedure.steps
        return steps[place], steps[place - 1] if place else None

    def _follow_version(self) -> None:
        version, read_only = self._chosen.version, self._chosen.is_read_only
        self.add_button.setHidden(version is None or read_only)
        self.add_button.setEnabled(len(self._steps) < _MOST_STEPS)
        self._show_bin(read_only)
        wanted = (version.draft.id, version.steps, version.limits, read_only) if version is not None else None
        if wanted == self._shown:
            return
        self._shown = wanted
        focused, scrolled_to = _focused_name(self), self._area.verticalScrollBar().value()
        self._clear()
        if version is None:
            self.states.show_empty("No version yet", "Add a version of the agreement first.", icon="list-numbers")
        elif not version.steps:
            self.states.show_empty("No steps yet", _EMPTY, icon="list-numbers")
        else:
            self.states.show_content()
            self._show_steps(version, read_only)
            self._area.verticalScrollBar().setValue(scrolled_to)
            _focus_again(self, focused)

    def _show_bin(self, read_only: bool) -> None:
        """Offer the steps and limits that lie in the bin, each to be brought back."""
        verbs = {"procedure_step": self.restore_step, "procedure_limit": self.restore_limit}
        binned = [one for table in verbs for one in self._chosen.in_bin(table)]
        self.bin_button.setText(f"In the bin ({len(binned):,})")
        self.bin_button.setHidden(read_only or not binned)
        self._bin_menu.clear()
        for one in binned:
            action = self._bin_menu.addAction(f"Bring back {_binned_words(one)}".replace("&", "&&"))
            action.triggered.connect(partial(_call, verbs[one.table], one.id))

    def _clear(self) -> None:
        self.boxes, self.settlement = [], None
        while self._column.count():
            item = self._column.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()

    def _add(self, widget: QWidget) -> None:
        """Add a widget that has its height from now on: by itself a layout shows it a moment later."""
        self._column.addWidget(widget)
        widget.show()

    def _show_steps(self, version: VersionRecord, read_only: bool) -> None:
        all_verbs = StepVerbs(self.edit_step, self.bin_step, self.add_limit, self.edit_limit, self.bin_limit)
        verbs = None if read_only else all_verbs
        for draft in self._steps:
            step, before = self._around(draft.id)
            own = [one for one in version.limits if one.procedure_step_id == draft.id]
            if step is not None:
                if self.boxes:
                    self._add(_arrow())
                box = StepBox(draft, step, before, own, verbs)
                self.boxes.append(box)
                self._add(box)
        after = next((one for one in version.limits if one.procedure_step_id is None), None)
        self.settlement = SettlementBox(after, verbs)
        self._column.addSpacing(GAP)
        self._add(self.settlement)
        self._column.addStretch(1)
        # At once, or the steps would be painted squeezed into the old height before the area asks for the new one.
        self._column.activate()
        QCoreApplication.sendEvent(self._area, QEvent(QEvent.Type.LayoutRequest))


def _call(verb: Callable[[UUID], object], one: UUID, _checked: bool = False) -> None:
    verb(one)


def _binned_words(one: Binned) -> str:
    """Return what lies in the bin: a step's name, or what a limit was for."""
    if one.table == "procedure_step":
        return one.title
    act = Act(one.title).label.lower()
    return f"the limit to {act} at {one.about}" if one.about else f"the limit to {act}"


def _arrow() -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(MARGIN - 4, 0, 0, 0)  # below the number of the step
    row.addWidget(IconLabel("arrow-down", "muted"))
    row.addStretch(1)
    return holder


def _focused_name(panel: QWidget) -> str:
    """Return what has the keyboard in the panel, so that it has it again once the steps are drawn anew."""
    focused = QApplication.focusWidget()
    return focused.accessibleName() if focused is not None and panel.isAncestorOf(focused) else ""


def _focus_again(panel: QWidget, name: str) -> None:
    if name:
        found = (one for one in panel.findChildren(QWidget) if one.accessibleName() == name and one.isVisibleTo(panel))
        for one in found:
            one.setFocus(Qt.FocusReason.OtherFocusReason)
            return
