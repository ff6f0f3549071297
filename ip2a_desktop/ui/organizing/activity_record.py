"""The page of one activity: how it is read and called, its form, and its tabs."""

from collections.abc import Collection, Mapping
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ip2a_desktop.domain.salting_drafts import ActivityDraft
from ip2a_desktop.domain.salting_records import ActivityRecord
from ip2a_desktop.ui.kit.facts import BlockColumns, Fact, FactBlock, block_layout
from ip2a_desktop.ui.kit.form_session import FormPart
from ip2a_desktop.ui.kit.formats import day, today
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.record_form import RecordForm
from ip2a_desktop.ui.kit.record_kind import Heading, RecordKind
from ip2a_desktop.ui.kit.record_view import RecordView
from ip2a_desktop.ui.kit.timeline_panel import TimelinePanel
from ip2a_desktop.ui.kit.value_label import ValueLabel
from ip2a_desktop.ui.kit.widgets import scrolled
from ip2a_desktop.ui.organizing.desk import Desk
from ip2a_desktop.ui.organizing.words import (
    ACTIVITIES,
    WORKERS,
    bin_words,
    follow_up_words,
    outcome_chip,
    receptiveness_chip,
)

FORM = "organizing_activity"
_WHERE = (
    Fact("employer", "Employer", always=True),
    Fact("jobsite", "Jobsite"),
    Fact("campaign", "Campaign", always=True),
    Fact("organizer", "Organizer", always=True),
    Fact("member", "Member"),
)
_RESULT = (
    Fact("outcome", "Outcome", always=True),
    Fact("contacted", "Reached", always=True),
    Fact("cards", "Cards signed", always=True),
    Fact("receptiveness", "Receptiveness", always=True),
    Fact("follow_up", "Follow up", always=True),
)


def activity_kind(desk: Desk) -> RecordKind:
    """Return what the shared pages need to know of activities."""
    return RecordKind(
        name="organizing_activities",
        title="Activity log",
        noun=ACTIVITIES,
        icon="clipboard-text",
        table="organizing_activity",
        load=desk.activities.load,
        heading=heading_of,
        children=_children,
        to_bin=desk.activities.move_to_bin,
        restore=desk.activities.restore,
        drafts=(FORM,),
    )


def heading_of(record: ActivityRecord) -> Heading:
    """Return what was done, when, and where."""
    row = record.row
    title = f"{row.kind.label}, {day(row.done_on)}"
    return Heading(title, outcome_chip(row.outcome), (row.employer, row.jobsite), bin_words(row, ACTIVITIES))


def _children(record: ActivityRecord) -> Mapping[str, Collection[UUID]]:
    return {"organization": [record.row.organization_id]}


class _Told(QWidget):
    """What happened, in full."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What happened")
        self._words = ValueLabel()
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        block_layout(self, "What happened").addWidget(self._words)

    def show_text(self, text: str) -> None:
        """Show a text, or nothing."""
        self._words.setText(text)
        self.setHidden(not text)


class ActivityPanel(Panel):
    """The facts of an activity."""

    def __init__(self) -> None:
        super().__init__()
        self.where = FactBlock("Where and who", _WHERE)
        self.result = FactBlock("How it went", _RESULT)
        self._told = _Told()
        columns = BlockColumns()
        columns.add(self.where)
        columns.add(self.result, "right")
        columns.add(self._told)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(columns))

    def show_record(self, record: ActivityRecord) -> None:
        """Show the facts."""
        row = record.row
        where = {name: getattr(row, name) for name in ("employer", "jobsite", "organizer", "member")}
        self.where.show_values(where | {"campaign": row.campaign or "Before there was one"})
        self.result.show_values(
            {
                "outcome": outcome_chip(row.outcome),
                "contacted": WORKERS.count(row.workers_contacted),
                "cards": f"{row.cards_signed:,}",
                "receptiveness": receptiveness_chip(row.receptiveness) or "Not rated",
                "follow_up": follow_up_words(row) or "Nothing to follow up",
            }
        )
        self._told.show_text(row.description)


class ActivityView(RecordView):
    """One activity.

    Args:
        kit: the screens' tools.
        kind: what :func:`activity_kind` returned.
        desk: the organizers' use cases.
    """

    def __init__(self, kit: Kit, kind: RecordKind, desk: Desk) -> None:
        super().__init__(kit, kind)
        self.activity = ActivityPanel()
        self.timeline = TimelinePanel(kit, desk.timeline, "organizing_activity")
        self.add_panel("Activity", self.activity)
        self.add_panel("Timeline", self.timeline)


class ActivityForms:
    """Makes the forms of activities.

    Args:
        kit: the screens' tools.
        desk: saves activities; finds employers, campaigns and members.
    """

    def __init__(self, kit: Kit, desk: Desk) -> None:
        self._kit = kit
        self._desk = desk

    def new(self) -> RecordForm:
        """Return the form of a new activity of today."""
        draft = ActivityDraft.model_construct(done_on=today())
        return self._form(draft, {}, "New activity", "the new activity")

    def edit(self, record: ActivityRecord) -> RecordForm:
        """Return the form of an activity as it was read."""
        row = record.row
        known = {"organization_id": row.employer, "campaign_id": row.campaign, "member_id": row.member}
        return self._form(record.draft, known, "Edit activity", "this activity")

    def _form(self, draft: ActivityDraft, known: Mapping[str, str], title: str, what: str) -> RecordForm:
        tasks, desk = self._kit.tasks, self._desk
        fields = {
            "organization_id": desk.employer_field(tasks),
            "campaign_id": desk.campaign_field(tasks),
            "member_id": desk.member_field(tasks),
        }
        for name, words in known.items():
            one = getattr(draft, name)
            if one is not None:
                fields[name].know(one, words)
        form = Form(ActivityDraft)
        form.section("Activity")
        form.add("done_on", width=4)
        form.add("kind", width=4)
        form.add("outcome", width=4)
        form.add("organization_id", fields["organization_id"], width=6, required=True)
        form.add("campaign_id", fields["campaign_id"], width=6, hint="Empty before there is one")
        form.add("jobsite", width=6)
        form.add("organizer", width=6)
        form.add("member_id", fields["member_id"], width=6)
        form.section("How it went")
        form.add("workers_contacted", width=4)
        form.add("cards_signed", width=4)
        form.add("receptiveness", width=4)
        form.add("description")
        form.section("Follow up")
        form.add("follow_up_on", width=4)
        form.add("is_followed_up", width=4)
        form.load(draft)
        part = FormPart(form, desk.activities.save, FORM)
        return RecordForm(self._kit, title, what, draft.id, draft.is_new, [part])
