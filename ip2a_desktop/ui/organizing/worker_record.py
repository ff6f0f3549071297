"""The page of one worker: how it is read and called, its form, and its tabs."""

from collections.abc import Collection, Mapping
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from ip2a_desktop.domain.addresses import shown_phone
from ip2a_desktop.domain.salting_drafts import WorkerDraft
from ip2a_desktop.domain.salting_records import WorkerRecord
from ip2a_desktop.ui.kit.facts import BlockColumns, Fact, FactBlock
from ip2a_desktop.ui.kit.form_session import FormPart
from ip2a_desktop.ui.kit.formats import day
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.record_form import RecordForm
from ip2a_desktop.ui.kit.record_kind import Heading, RecordKind
from ip2a_desktop.ui.kit.record_view import RecordView
from ip2a_desktop.ui.kit.timeline_panel import TimelinePanel
from ip2a_desktop.ui.kit.widgets import scrolled
from ip2a_desktop.ui.organizing.child_forms import add_worker_fields
from ip2a_desktop.ui.organizing.desk import Desk
from ip2a_desktop.ui.organizing.words import WORKERS, assessment_chip, bin_words, card_chip
from ip2a_desktop.ui.organizing.worker_parts import AssessmentsPanel, CardsPanel

FORM = "organizing_worker"
_STANDING = (
    Fact("assessment", "Assessment", always=True),
    Fact("assessed_on", "Assessed on"),
    Fact("card", "Card", always=True),
    Fact("counts", "Counts", always=True),
    Fact("committee", "Committee"),
    Fact("last_contact_on", "Last contact", always=True),
)
_JOB = (
    Fact("position", "Job", always=True),
    Fact("department", "Department"),
    Fact("shift", "Shift"),
    Fact("location", "Location"),
    Fact("unit", "Unit", always=True),
    Fact("left_on", "Left on"),
)
_REACH = (
    Fact("phone", "Phone", always=True),
    Fact("email", "E-mail", always=True),
    Fact("remarks", "Remarks"),
)


def worker_kind(desk: Desk) -> RecordKind:
    """Return what the shared pages need to know of workers."""
    return RecordKind(
        name="organizing_workers",
        title="Workers",
        noun=WORKERS,
        icon="users",
        table="organizing_worker",
        load=desk.workers.load,
        heading=heading_of,
        children=_children,
        to_bin=desk.workers.move_to_bin,
        restore=desk.workers.restore,
        watched=("worker_assessment", "authorization_card"),
        drafts=(FORM,),
    )


def heading_of(record: WorkerRecord) -> Heading:
    """Return who a worker is, in which campaign, and where the worker stands."""
    row = record.row
    words = (row.campaign, row.position, row.department)
    return Heading(row.name, assessment_chip(row.assessment), words, bin_words(row, WORKERS))


def _children(record: WorkerRecord) -> Mapping[str, Collection[UUID]]:
    return {"organizing_campaign": [record.row.campaign_id]}


class WorkerPanel(Panel):
    """The facts of a worker."""

    def __init__(self) -> None:
        super().__init__()
        self.standing = FactBlock("Where the worker stands", _STANDING)
        self.job = FactBlock("Job", _JOB)
        self.reach = FactBlock("How to reach", _REACH)
        columns = BlockColumns()
        columns.add(self.standing)
        columns.add(self.job, "right")
        columns.add(self.reach)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(columns))

    def show_record(self, record: WorkerRecord) -> None:
        """Show the facts."""
        draft, row = record.draft, record.row
        self.standing.show_values(
            {
                "assessment": assessment_chip(row.assessment),
                "assessed_on": day(row.assessed_on),
                "card": card_chip(row.card_state),
                "counts": row.card_sentence,
                "committee": "On the organizing committee" if draft.on_committee else "",
                "last_contact_on": day(draft.last_contact_on),
            }
        )
        unit = "In the unit" if draft.is_in_unit else "Outside the unit: a card does not count"
        job = {name: getattr(draft, name) for name in ("position", "department", "shift", "location")}
        self.job.show_values(job | {"unit": unit, "left_on": day(draft.left_on)})
        reach = {"phone": shown_phone(draft.phone), "email": draft.email, "remarks": draft.remarks}
        self.reach.show_values(reach)


class WorkerView(RecordView):
    """One worker with the history of assessments and cards.

    Args:
        kit: the screens' tools.
        kind: what :func:`worker_kind` returned.
        desk: the organizers' use cases.
    """

    def __init__(self, kit: Kit, kind: RecordKind, desk: Desk) -> None:
        super().__init__(kit, kind)
        self.worker = WorkerPanel()
        self.assessments = AssessmentsPanel(kit, desk)
        self.cards = CardsPanel(kit, desk)
        self.timeline = TimelinePanel(kit, desk.timeline, "organizing_worker")
        self.add_panel("Worker", self.worker)
        self.add_panel("Assessments", self.assessments)
        self.add_panel("Cards", self.cards)
        self.add_panel("Timeline", self.timeline)


class WorkerForms:
    """Makes the forms of workers.

    Args:
        kit: the screens' tools.
        desk: saves workers and finds campaigns.
    """

    def __init__(self, kit: Kit, desk: Desk) -> None:
        self._kit = kit
        self._desk = desk

    def new(self) -> RecordForm:
        """Return the form of a new worker, whose campaign is still to be chosen."""
        form = Form(WorkerDraft)
        form.section("Campaign")
        form.add("campaign_id", self._desk.campaign_field(self._kit.tasks), width=8, words="Campaign", required=True)
        return self._form(form, None, "New worker", "the new worker")

    def edit(self, record: WorkerRecord) -> RecordForm:
        """Return the form of a worker as it was read; a worker stays in the campaign."""
        return self._form(Form(WorkerDraft), record.draft, f"Edit {record.row.name}", record.row.name)

    def _form(self, form: Form, draft: WorkerDraft | None, title: str, what: str) -> RecordForm:
        form.section("Worker")
        add_worker_fields(form)
        if draft is None:
            form.load_new()
        else:
            form.load(draft)
        part = FormPart(form, self._desk.workers.save, FORM)
        return RecordForm(self._kit, title, what, form.draft.id, form.is_new, [part])
