"""The form of a time limit, with the sentence that it makes: it can be read while it is written."""

from typing import cast
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ip2a_desktop.domain.agreement_drafts import LimitDraft
from ip2a_desktop.domain.agreements import starts_of
from ip2a_desktop.domain.deadlines import Unit
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.procedure_words import act_phrase, limit_sentence
from ip2a_desktop.domain.procedures import Act, Lateness, RunsFrom, Side, Step
from ip2a_desktop.ui.agreements.recount import Recounts, ask_before_saving, done_words
from ip2a_desktop.ui.agreements.words import LIMITS
from ip2a_desktop.ui.kit.choice_fields import ChoiceField
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE
from ip2a_desktop.ui.kit.widgets import frame, label

_WIDTH = 560


def new_limit(version_id: UUID, step_id: UUID | None, act: Act, *, is_first: bool) -> LimitDraft:
    """Return the draft of a limit as most agreements have it.

    Args:
        version_id: the version of the agreement.
        step_id: the step; None for the limit that a settlement starts.
        act: what the limit is for.
        is_first: whether the step is the first one.
    """
    union = act in (Act.FILE, Act.GRIEVE_AGAIN)
    starts = starts_of(act)
    later = act is Act.FILE and not is_first
    return LimitDraft.model_construct(
        agreement_version_id=version_id,
        procedure_step_id=step_id,
        act=act,
        side=Side.UNION if union else Side.EMPLOYER,
        number=30 if act is Act.GRIEVE_AGAIN else 10,
        unit=Unit.CALENDAR_DAYS if act is Act.GRIEVE_AGAIN else Unit.WORKING_DAYS,
        runs_from=RunsFrom.ANSWERED if later else starts[0],
        lateness=Lateness.ABANDONED if union else Lateness.MAY_ADVANCE,
    )


class Told(QWidget):
    """What stands in the form of a limit, as a sentence."""

    def __init__(self, form: Form, step: Step | None, before: Step | None) -> None:
        super().__init__()
        self._form = form
        self._step = step
        self._before = before
        self.words = label("", wrap=True)
        self.words.setMinimumHeight(self.words.fontMetrics().lineSpacing() * 2)
        inner = QVBoxLayout()
        inner.setContentsMargins(GAP_WIDE - 4, GAP, GAP_WIDE - 4, GAP)
        inner.addWidget(self.words)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame("panel", inner))
        form.edited.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        try:
            draft = cast(LimitDraft, self._form.check())
        except RuleViolation as violation:
            self.words.setText(next(iter(violation.problems.values())))
            return
        self.words.setText(limit_sentence(draft.limit, self._step, self._before))


def limit_dialog(
    kit: Kit, parent: QWidget, recounts: Recounts, draft: LimitDraft, step: Step | None, before: Step | None
) -> FormDialog:
    """Return the dialog in which a limit is written; dates that would change are shown before it is saved.

    Args:
        kit: the screens' tools.
        parent: the widget over whose window it appears.
        recounts: saves the limit together with the dates of open cases.
        draft: the limit.
        step: the step that it belongs to; None for the one that a settlement starts.
        before: the step before that one; None where it is the first.
    """
    form = Form(LimitDraft)
    form.add("number", width=4)
    form.add("unit", width=8)
    form.add("runs_from", ChoiceField(starts_of(draft.act)))
    form.add("counts_trigger_day")
    if draft.act in (Act.MEET, Act.ANSWER):
        form.add("side", width=4)
        form.add("lateness", width=8)
    else:
        form.add("lateness")
    form.add("article", width=6, hint="As every date quotes it, such as Art. 5.2")
    form.load(draft)
    phrase = act_phrase(draft.act, step, before)
    title = f"{'New limit' if draft.is_new else 'Limit'} to {phrase}"
    dialog = FormDialog(kit, parent, title, f"the limit to {phrase}", form, recounts.save, width=_WIDTH)
    dialog.add_strip(Told(form, step, before))
    dialog.session.ask = ask_before_saving(kit, dialog, recounts)
    dialog.session.saved.connect(lambda changes: kit.messages.toast(done_words(LIMITS, changes), tone="good"))
    return dialog
