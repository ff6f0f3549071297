"""The form of a case: who, where, when and what; the day until which it must be filed is told while one types."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ip2a_desktop.domain.clocks import CaseFacts, GrievanceStatus, TriggerUsed, open_clocks
from ip2a_desktop.domain.grievance_drafts import GrievanceDraft
from ip2a_desktop.domain.grievances import MADE_WHOLE, days_left_words
from ip2a_desktop.domain.procedures import GrievanceKind, Rules
from ip2a_desktop.ui.grievances.article_picker import ArticlePicker
from ip2a_desktop.ui.grievances.articles_field import ArticlesField
from ip2a_desktop.ui.grievances.desk import Desk
from ip2a_desktop.ui.grievances.grievants_field import GrievantsField, Person
from ip2a_desktop.ui.grievances.words import case_title
from ip2a_desktop.ui.kit.fields import Found, LookupField
from ip2a_desktop.ui.kit.form_session import FormPart
from ip2a_desktop.ui.kit.formats import today
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.record_form import RecordForm

if TYPE_CHECKING:
    from ip2a_desktop.domain.grievance_records import GrievanceRecord

FORM = "grievance"
"""Under which name what is typed is kept in case of a crash."""
_FOLLOWS = "The earlier case, where this one is filed because its settlement was not kept."
_SET_BY_FILING = ("kind", "agreement_version_id")


class GrievanceForms:
    """Makes the forms of cases.

    Args:
        kit: the screens' tools.
        desk: saves cases, and finds what they name.
    """

    def __init__(self, kit: Kit, desk: Desk) -> None:
        self._kit = kit
        self._desk = desk

    def new(self) -> RecordForm:
        """Return the form of a new case."""
        form = self._form()
        form.load(GrievanceDraft.model_construct(remedy=MADE_WHOLE))
        return self._record_form(form, "New grievance", "the new grievance")

    def edit(self, record: GrievanceRecord) -> RecordForm:
        """Return the form of a case as it was read; what filing has set stays."""
        form = self._form()
        employer, version = form.field("organization_id"), form.field("agreement_version_id")
        if isinstance(employer, LookupField) and record.draft.organization_id is not None:
            employer.know(record.draft.organization_id, record.row.employer)
        if isinstance(version, LookupField) and record.draft.agreement_version_id is not None:
            version.know(record.draft.agreement_version_id, record.agreement)
        follows = form.field("follows_id")
        if isinstance(follows, LookupField) and record.draft.follows_id is not None:
            follows.know(record.draft.follows_id, record.follows)
        grievants = form.field("grievants")
        if isinstance(grievants, GrievantsField):
            grievants.know([Person(one.member_id, one.name, one.card_number) for one in record.grievants])
        form.load(record.draft)
        is_filed = record.row.status is not GrievanceStatus.PREPARING
        if is_filed:
            for name in _SET_BY_FILING:
                form.field(name).set_read_only(True)
        form.edited.emit()  # what follows from the dates is told at once
        made = self._record_form(form, f"Edit {case_title(record.row)}", record.row.number)
        if is_filed:
            made.add_strip(_told("This case is filed: its kind and its agreement stay as they are."))
        return made

    def _record_form(self, form: Form, title: str, what: str) -> RecordForm:
        draft = form.draft
        return RecordForm(self._kit, title, what, draft.id, draft.is_new, [FormPart(form, self._desk.cases.save, FORM)])

    def _form(self) -> Form:
        desk, tasks = self._desk, self._kit.tasks
        form = Form(GrievanceDraft)
        form.section("Who and where")
        form.add("grievants", GrievantsField(tasks, desk.find_people), hint="The first one is the lead.")
        form.add("kind", width=4)
        form.add("group_name", width=4)
        form.add("priority", width=4)
        form.add("organization_id", LookupField(tasks, desk.find_employers, "employer"), width=6, required=True)
        form.add("jobsite", width=6)
        form.section("When")
        happened: list[date | None] = [None]  # as it stands in the form; read by the search, which is in a worker

        def versions(text: str) -> list[Found]:
            return desk.find_versions(text, happened[0])

        form.add("occurred_on", width=4)
        form.add("knew_on", width=4)
        form.add("trigger_used", width=4)
        form.add("agreement_version_id", LookupField(tasks, versions, "agreement"), width=12, required=True)
        form.add_note(DeadlineTeller(self._kit, desk, form))
        form.section("What")
        articles = ArticlesField()
        form.add_note(ArticlePicker(tasks, desk, form, articles))
        form.add("articles", articles)
        form.add("other_provisions")
        form.add("statement")
        form.add("remedy")
        form.add("follows_id", LookupField(tasks, desk.find_cases, "case"), width=12, hint=_FOLLOWS)
        form.section("For the union")
        form.add("steward", width=4)
        form.add("representative", width=4)
        form.add("supervisor", width=4)

        def follow() -> None:
            day = form.values()["occurred_on"]
            happened[0] = day if isinstance(day, date) else None

        form.edited.connect(follow)
        return form


def _told(words: str) -> Notice:
    notice = Notice("info")
    notice.say(words)
    return notice


class DeadlineTeller(QWidget):
    """Tells below the dates of a form until when the case must be filed, and why.

    Args:
        kit: the screens' tools.
        desk: reads the rules of the chosen agreement.
        form: the form.
    """

    def __init__(self, kit: Kit, desk: Desk, form: Form) -> None:
        super().__init__()
        self._kit = kit
        self._desk = desk
        self._form = form
        self._rules: dict[UUID, Rules] = {}
        self.in_time = Notice("info")
        self.late = Notice("warn")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.in_time)
        layout.addWidget(self.late)
        form.edited.connect(self.tell)
        self.hide()

    def tell(self) -> None:
        """Tell the day that follows from what stands in the form; nothing where too little does."""
        values = self._form.values()
        version = values["agreement_version_id"]
        if not isinstance(version, UUID) or not isinstance(values["occurred_on"], date):
            self._show("", is_late=False)
        elif version in self._rules:
            self._show(*sentence(values, self._rules[version], today()))
        else:
            read = partial(self._desk.rules.rules, version)
            self._kit.tasks.run(self._form, read, partial(self._know, version), key="rules")

    def _know(self, version: UUID, rules: Rules) -> None:
        self._rules[version] = rules
        self.tell()

    def _show(self, words: str, is_late: bool) -> None:
        self.in_time.say("" if is_late else words)
        self.late.say(words if is_late else "")
        self.setVisible(bool(words))


def sentence(values: dict[str, Any], rules: Rules, on: date) -> tuple[str, bool]:
    """Return until when a case must be filed and why, in words, and whether that day is over."""
    if not rules.procedure.steps:
        return "This version of the agreement has no procedure yet: write its steps on the page Agreements.", True
    facts = CaseFacts(
        values["kind"] or GrievanceKind.INDIVIDUAL,
        GrievanceStatus.PREPARING,
        values["occurred_on"],
        values["knew_on"],
        values["trigger_used"] or TriggerUsed.OCCURRENCE,
    )
    clocks = open_clocks(facts, rules)
    if not clocks:
        return "The agreement sets no time limit for filing.", False
    due = clocks[0].deadline
    days = (due.due_on - on).days
    mark = f" {rules.mark}." if rules.mark else ""
    return f"File by {due.explanation}. {days_left_words(days)}.{mark}", days < 0
