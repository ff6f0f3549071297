"""The workers' page: everybody in all campaigns, with assessments in words and cards, to search, filter and export."""

from ip2a_desktop.domain.addresses import shown_phone
from ip2a_desktop.domain.cards import CardState
from ip2a_desktop.domain.salting_records import NOT_ASSESSED, WorkerRow
from ip2a_desktop.domain.scales import WorkerAssessment
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.filters import Choice, FilterSpec
from ip2a_desktop.ui.kit.formats import day, moment
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.list_spec import EmptyList, ListSpec
from ip2a_desktop.ui.kit.record_list_page import RecordListPage
from ip2a_desktop.ui.organizing.desk import Desk
from ip2a_desktop.ui.organizing.words import WORKERS, assessment_chip, card_chip
from ip2a_desktop.ui.organizing.worker_record import WorkerForms, WorkerView, worker_kind

_TABLES = ("organizing_worker", "worker_assessment", "authorization_card", "organizing_campaign")
_NONE = "none"

COLUMNS: tuple[Column[WorkerRow], ...] = (
    Column("last_name", "Name", lambda row: row.name, 184),
    Column(
        "assessment",
        "Worker assessment",
        lambda row: row.assessment_words,
        176,
        chip=lambda row: assessment_chip(row.assessment),
    ),
    Column(
        "card_state",
        "Card",
        lambda row: card_chip(row.card_state).text,
        160,
        chip=lambda row: card_chip(row.card_state),
    ),
    Column("campaign", "Campaign", lambda row: row.campaign, 176),
    Column("card_signed_on", "Signed", lambda row: day(row.card_signed_on), 112, value=lambda row: row.card_signed_on),
    Column("position", "Job", lambda row: row.position, 152),
    Column("department", "Department", lambda row: row.department, 136),
    Column("shift", "Shift", lambda row: row.shift, 96),
    Column("location", "Location", lambda row: row.location, 128, shown=False),
    Column("on_committee", "Committee", lambda row: "Yes" if row.on_committee else "", 104),
    Column(
        "last_contact_on", "Last contact", lambda row: day(row.last_contact_on), 120, value=lambda r: r.last_contact_on
    ),
    Column(
        "assessed_on", "Assessed", lambda row: day(row.assessed_on), 112, shown=False, value=lambda r: r.assessed_on
    ),
    Column("is_in_unit", "In the unit", lambda row: "Yes" if row.is_in_unit else "No", 96, shown=False),
    Column("left_on", "Left", lambda row: day(row.left_on), 112, shown=False, value=lambda row: row.left_on),
    Column("phone", "Phone", lambda row: shown_phone(row.phone), 148, shown=False),
    Column("email", "E-mail", lambda row: row.email, 208, shown=False),
    Column(
        "updated_at", "Updated", lambda row: moment(row.updated_at), 152, shown=False, value=lambda row: row.updated_at
    ),
)


def filters(desk: Desk) -> tuple[FilterSpec, ...]:
    """Return the filters of the list."""
    steps = tuple(Choice(step.value, step.label) for step in WorkerAssessment)
    states = (CardState.COUNTS, CardState.LAPSED, CardState.REVOKED)
    cards = tuple(Choice(state.value, card_chip(state).text) for state in states)
    return (
        FilterSpec("campaign", "Campaign", search=desk.campaign_choices),
        FilterSpec("assessment", "Worker assessment", (*steps, Choice(_NONE, NOT_ASSESSED))),
        FilterSpec("card", "Card", (*cards, Choice(_NONE, card_chip(None).text))),
        FilterSpec(
            "unit",
            "Unit",
            (Choice("in", "In the unit"), Choice("out", "Outside the unit"), Choice("left", "Left the job")),
        ),
        FilterSpec("committee", "Committee", (Choice("yes", "On the committee"), Choice("no", "Not on the committee"))),
    )


class WorkersPage(RecordListPage):
    """The list of workers with the worker beside it.

    Args:
        kit: the screens' tools.
        desk: the organizers' use cases.
    """

    def __init__(self, kit: Kit, desk: Desk) -> None:
        self.desk = desk
        kind = worker_kind(desk)
        spec = ListSpec(
            name=kind.name,
            title=kind.title,
            nouns=(WORKERS.one, WORKERS.many),
            source=desk.workers,
            columns=COLUMNS,
            tables=_TABLES,
            filters=filters(desk),
            search_hint="Search name, job, department, phone",
            empty=EmptyList(
                "No workers yet",
                "Workers belong to a campaign: who works there, where each one stands, and who signed a card.",
                "New worker",
                lambda: self.new(),  # noqa: PLW0108  # the page is not built yet
                kind.icon,
            ),
        )
        super().__init__(kit, kind, spec, lambda: WorkerView(kit, kind, desk), WorkerForms(kit, desk))
