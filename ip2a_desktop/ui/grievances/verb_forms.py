"""The forms in which it is written down that a case goes on: one small dialog for each verb."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.casework_drafts import SettlementDraft
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.grievance_steps import AnswerDraft, CloseDraft, ExtensionDraft, FilingDraft, MeetingDraft
from ip2a_desktop.domain.grievance_verbs import Offer, Verb, outcomes
from ip2a_desktop.domain.grievances import Disposition, Outcome
from ip2a_desktop.ui.grievances.desk import Desk
from ip2a_desktop.ui.grievances.extension_teller import ExtensionTeller
from ip2a_desktop.ui.kit.fields import ChoiceField, LookupField, MoneyField
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit, Write
from ip2a_desktop.ui.kit.notice import Notice

if TYPE_CHECKING:
    from ip2a_desktop.domain.drafts import Draft
    from ip2a_desktop.domain.grievance_records import DeadlineRow, GrievanceRecord

_NEVER_AGAIN = "A closed case never opens again; what comes later is a new case that follows it."


class VerbForms:
    """Makes the dialogs of the verbs.

    Args:
        kit: the screens' tools.
        desk: carries the verbs out.
    """

    def __init__(self, kit: Kit, desk: Desk) -> None:
        self._kit = kit
        self._desk = desk

    def dialog(self, parent: QWidget, case: GrievanceRecord, offer: Offer) -> FormDialog:
        """Return the dialog of a verb that was offered; extensions and strikes have their own ways."""
        make: dict[Verb, Callable[[QWidget, GrievanceRecord, Offer], FormDialog]] = {
            Verb.FILE: self._file,
            Verb.APPEAL: self._go_on,
            Verb.ARBITRATE: self._go_on,
            Verb.MEET: self._meet,
            Verb.ANSWER: self._answer,
            Verb.SETTLE: self._settle,
            Verb.WITHDRAW: self._withdraw,
            Verb.CLOSE: self._close,
        }
        return make[offer.verb](parent, case, offer)

    def extension(self, parent: QWidget, case: GrievanceRecord, clock: DeadlineRow) -> FormDialog:
        """Return the dialog in which more time for a clock is written down."""
        form = Form(ExtensionDraft)
        form.add("to_on", width=6)
        form.add("agreed_on", width=6)
        form.add("agreed_union", width=6)
        form.add("agreed_employer", width=6)
        form.add("document", hint="The letter or e-mail in which both sides agree.")
        given = {"grievance_id": case.row.id, "position": clock.position, "act": clock.act, "due_on": clock.due_on}
        form.load_new(**given, agreed_on=case.today, agreed_union=case.row.representative or case.row.steward)
        title = f"More time: {case.words(clock)[0].lower()}{case.words(clock)[1:]}"
        dialog = self._made(parent, title, "Extend", form, self._desk.verbs.extend)
        dialog.add_strip(ExtensionTeller(form, case, clock))
        return dialog

    # -- the verbs -------------------------------------------------------------------------------------------------

    def _file(self, parent: QWidget, case: GrievanceRecord, offer: Offer) -> FormDialog:
        return self._filing(parent, case, offer, self._desk.verbs.file_grievance)

    def _go_on(self, parent: QWidget, case: GrievanceRecord, offer: Offer) -> FormDialog:
        return self._filing(parent, case, offer, self._desk.verbs.advance_step)

    def _filing(
        self, parent: QWidget, case: GrievanceRecord, offer: Offer, save: Callable[[FilingDraft], Changes]
    ) -> FormDialog:
        form = Form(FilingDraft)
        form.add("filed_on", width=7, words="Demanded on" if offer.verb is Verb.ARBITRATE else "")
        form.add("filed_time", width=5)
        form.load(
            FilingDraft.model_construct(
                version=case.row.version, grievance_id=case.row.id, filed_on=case.today, filed_time=None
            )
        )
        verb = {Verb.FILE: "File", Verb.APPEAL: "Appeal", Verb.ARBITRATE: "Demand"}[offer.verb]
        return self._made(parent, offer.text, verb, form, save, offer.warning)

    def _meet(self, parent: QWidget, case: GrievanceRecord, offer: Offer) -> FormDialog:
        form = Form(MeetingDraft)
        form.add("met_on", width=7)
        form.add("met_time", width=5)
        form.add("union_attended", hint="Who took part, such as the steward and the representative.")
        form.add("employer_attended")
        form.load(_of_step(MeetingDraft, case, "met_on"))
        return self._made(parent, offer.text, "Save", form, self._desk.verbs.record_meeting, offer.warning)

    def _answer(self, parent: QWidget, case: GrievanceRecord, offer: Offer) -> FormDialog:
        form = Form(AnswerDraft)
        form.add("answered_on", width=7)
        form.add("answered_time", width=5)
        form.add("answer", hint="What the employer says; it is printed on the grievance form.")
        kinds = (Disposition.ACCEPTED, Disposition.REJECTED, Disposition.MEDIATION)
        form.add("disposition", ChoiceField(kinds, empty="Not decided yet"))
        form.add("union_signer", width=6)
        form.add("employer_signer", width=6)
        form.load(_of_step(AnswerDraft, case, "answered_on"))
        return self._made(parent, offer.text, "Save", form, self._desk.verbs.record_answer, offer.warning)

    def _settle(self, parent: QWidget, case: GrievanceRecord, offer: Offer) -> FormDialog:
        form = settlement_form()
        kept = case.settlement or SettlementDraft.model_construct(
            id=case.row.id, signed_on=case.today, union_signer=case.row.representative or case.row.steward
        )
        form.load(kept)
        save = partial(self._desk.verbs.settle, case.row.version)
        words = "Once both sides have signed, the terms do not change any more."
        return self._made(parent, "Settle", "Settle", form, save, words, tone="info", width=640)

    def _withdraw(self, parent: QWidget, case: GrievanceRecord, offer: Offer) -> FormDialog:
        form = Form(CloseDraft)
        form.add("closed_on", width=6, words="Withdrawn on")
        form.add("close_remarks", words="Why")
        form.load(_ending(case, Outcome.WITHDRAWN))
        return self._made(parent, "Withdraw", "Withdraw", form, self._desk.verbs.withdraw, _NEVER_AGAIN)

    def _close(self, parent: QWidget, case: GrievanceRecord, offer: Offer) -> FormDialog:
        ways = outcomes(case)
        form = Form(CloseDraft)
        outcome = form.add("outcome", ChoiceField(ways, empty=None if len(ways) == 1 else "Choose…"), width=7)
        form.add("closed_on", width=5)
        if Outcome.MERGED in ways:
            others = LookupField(self._kit.tasks, self._desk.find_cases, "case")
            form.add("merged_into_id", others, hint="Only where another case takes this one up.")
        form.add("close_remarks")
        form.load(_ending(case, ways[0] if len(ways) == 1 else None))
        outcome.setFocus()
        return self._made(parent, "Close", "Close", form, self._desk.verbs.close, _NEVER_AGAIN)

    def _made(
        self,
        parent: QWidget,
        title: str,
        verb: str,
        form: Form,
        save: Callable[[Any], Changes],
        warning: str = "",
        *,
        tone: str = "warn",
        width: int = 560,
    ) -> FormDialog:
        dialog = FormDialog(self._kit, parent, title, "what you wrote", form, save, verb=verb, width=width)
        if warning:
            dialog.add_strip(_strip(tone, warning))
        # What stands there already is right as often as not: it counts without a keystroke.
        dialog.session.also = lambda: _as_it_stands(form, save)
        return dialog


def settlement_form() -> Form:
    """Return the fields of a settlement, without values."""
    form = Form(SettlementDraft)
    form.add("terms")
    form.add("amount", MoneyField(), width=4)
    form.add("comply_by", width=4)
    form.add("is_precedent", width=4)
    form.add("signed_on", width=4)
    form.add("union_signer", width=4)
    form.add("employer_signer", width=4)
    return form


def _as_it_stands(form: Form, save: Callable[[Any], Changes]) -> Write | None:
    if form.is_dirty or form.is_new:
        return None  # the session writes it
    draft = form.check()
    return lambda: save(draft)


def _strip(tone: Any, words: str) -> Notice:
    notice = Notice(tone)
    notice.say(words)
    return notice


def _of_step(kind: type[Any], case: GrievanceRecord, day: str) -> Draft:
    """Return the draft of a meeting or an answer at the step where the case is; today where none was written."""
    now = case.now_at
    if now is None:
        raise ValueError("a case that was not filed is at no step")
    own = {name: getattr(now, name) for name in kind.model_fields if name != "grievance_id"}
    if own[day] is None:
        own[day] = case.today
    made: Draft = kind.model_construct(**own, grievance_id=case.row.id)
    return made


def _ending(case: GrievanceRecord, outcome: Outcome | None) -> CloseDraft:
    return CloseDraft.model_construct(id=case.row.id, version=case.row.version, outcome=outcome, closed_on=case.today)
