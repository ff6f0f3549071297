"""The rules of the fund in a dialog: cap, wait, bar and review levels; samples until an admin confirms them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.benevolence_fund import SAMPLE, FundSettings
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.fund_drafts import FundDraft
from ip2a_desktop.ui.benevolence.levels import LevelsList
from ip2a_desktop.ui.benevolence.words import NOBODY_YET, OFFICE
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.fields import MoneyField
from ip2a_desktop.ui.kit.form_session import FormPart, FormSession
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.tokens import GAP
from ip2a_desktop.ui.kit.widgets import label, line

if TYPE_CHECKING:
    from ip2a_desktop.services.benevolence_settings import BenevolenceSettings

FORM = "benevolence_fund"
_WIDTH = 640
_LEVELS_HEIGHT = 228


class RulesDialog(Dialog):
    """The rules of the fund; it reads them when it opens, and saves them for admins.

    Args:
        kit: the screens' tools.
        parent: the widget over whose window it appears.
        settings: reads and saves the rules.
        is_admin: says whether the person may change them; blocking, called in a worker.

    Signals:
        office_wanted(): the person wants to say who in the office is which member.
    """

    office_wanted = Signal()

    def __init__(self, kit: Kit, parent: QWidget, settings: BenevolenceSettings, is_admin: Callable[[], bool]) -> None:
        super().__init__("Rules of the fund", parent.window(), width=_WIDTH)
        self._kit = kit
        self._settings = settings
        self._is_admin = is_admin
        self._may_close = False
        self.sample = Notice("warn")
        self.nobody = Notice("info")
        self.refusal = Notice("bad")
        self.form = fund_form()
        self.form.load(FundDraft())
        self.session = FormSession(kit, self, "the rules of the fund", [FormPart(self.form, settings.save_fund, FORM)])
        self.levels = LevelsList(kit, settings)
        self.levels.setFixedHeight(_LEVELS_HEIGHT)
        for part in (self.sample, self.nobody, self.refusal, self.form):
            self.body.addWidget(part)
        self.body.addSpacing(GAP)
        self.body.addWidget(label("Review levels", "section"))
        self.body.addWidget(line())
        self.body.addWidget(self.levels)
        self.office_button = self.add_button(f"{OFFICE}…", on_click=self.office_wanted.emit, left=True)
        self.close_button = self.add_button("Close")
        self.save_button = self.add_button("Save rules", "primary", self.session.save)
        self.save_button.setEnabled(False)
        self.form.setEnabled(False)
        self.form.dirty_changed.connect(lambda _dirty: self._follow())
        self.session.refused.connect(self.refusal.say)
        self.session.saved.connect(lambda _changes: kit.messages.toast("The rules of the fund are saved", tone="good"))
        kit.bus.changed.connect(self._on_changed)
        self._may_edit = False
        self._was_read = False
        self.read()

    def read(self) -> None:
        """Read the rules and the levels."""
        settings, is_admin = self._settings, self._is_admin
        self._kit.tasks.run(self, lambda: (settings.load(), is_admin()), self._show, self._kit.show_error, key="rules")

    def reject(self) -> None:
        """Leave, asking about text that is not saved (Esc, Close)."""
        if self._may_close:
            super().reject()
        else:
            self.session.may_leave(self._leave)

    def _leave(self, may: bool) -> None:
        if may and self.isVisible():
            self._may_close = True
            super().reject()

    def _show(self, found: tuple[FundSettings, bool]) -> None:
        rules, self._may_edit = found
        if not self.form.is_dirty:
            self.form.load(rules.fund)
        self.form.setEnabled(self._may_edit)
        told = SAMPLE if self._may_edit else f"{SAMPLE}. An admin checks and confirms them."
        self.sample.say("" if rules.fund.is_confirmed else told)
        self.nobody.say("" if rules.is_office_known else NOBODY_YET)
        self.levels.show_levels(rules, read_only=not self._may_edit)
        self.save_button.setHidden(not self._may_edit)
        self._follow()
        self._fit()
        if not self._was_read:
            self._was_read = True
            (self.form if self._may_edit else self.close_button).setFocus()

    def _follow(self) -> None:
        self.save_button.setEnabled(self._may_edit and self.form.is_dirty)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(("benevolence_fund", "benevolence_level", "person_member", "person_family")):
            self.read()


def fund_form() -> Form:
    """Return the fields of the fund's rules, without values."""
    form = Form(FundDraft)
    form.add("cap_amount", MoneyField(), width=6, hint="Empty where the fund has no cap")
    form.add("cap_period", width=6)
    form.add("wait_days", width=6)
    form.add("bar_years", width=6)
    form.add("good_standing_only", width=6, words="Only for members in good standing")
    form.add("is_confirmed", width=6)
    return form
