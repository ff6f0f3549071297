"""The activity log: what organizers did at all employers, to search, filter, print and export."""

from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.salting import ActivityKind, ActivityOutcome
from ip2a_desktop.domain.salting_records import ActivityRow
from ip2a_desktop.domain.scales import EmployerReceptiveness
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.filters import Choice, FilterSpec
from ip2a_desktop.ui.kit.formats import day, moment
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.list_spec import EmptyList, ListSpec
from ip2a_desktop.ui.kit.record_list_page import Papers, RecordListPage
from ip2a_desktop.ui.kit.record_view import MakeTabs
from ip2a_desktop.ui.organizing.activity_record import ActivityForms, ActivityView, activity_kind
from ip2a_desktop.ui.organizing.desk import Desk
from ip2a_desktop.ui.organizing.words import ACTIVITIES, follow_up_words, outcome_chip, receptiveness_chip

_TABLES = ("organizing_activity", "organizing_campaign", "organization", "member")

COLUMNS: tuple[Column[ActivityRow], ...] = (
    Column("done_on", "Day", lambda row: day(row.done_on), 112, value=lambda row: row.done_on),
    Column("kind", "Kind", lambda row: row.kind.label, 144),
    Column("employer", "Employer", lambda row: row.employer, 184),
    Column("outcome", "Outcome", lambda row: row.outcome.label, 128, chip=lambda row: outcome_chip(row.outcome)),
    Column("organizer", "Organizer", lambda row: row.organizer, 144),
    Column(
        "workers_contacted",
        "Reached",
        lambda row: f"{row.workers_contacted:,}",
        88,
        align="right",
        value=lambda row: row.workers_contacted,
    ),
    Column("cards_signed", "Cards", lambda row: f"{row.cards_signed:,}", 80, "right", value=lambda r: r.cards_signed),
    Column(
        "receptiveness",
        "Employer receptiveness",
        lambda row: row.receptiveness.label if row.receptiveness else "",
        192,
        chip=lambda row: receptiveness_chip(row.receptiveness),
    ),
    Column("follow_up_on", "Follow up", follow_up_words, 144, value=lambda row: row.follow_up_on),
    Column("campaign", "Campaign", lambda row: row.campaign, 176),
    Column("jobsite", "Jobsite", lambda row: row.jobsite, 152, shown=False),
    Column("member", "Member", lambda row: row.member, 152, shown=False),
    Column("description", "What happened", lambda row: row.description, 280, shown=False),
    Column("created_by", "Written by", lambda row: row.created_by, 112, shown=False),
    Column(
        "updated_at", "Updated", lambda row: moment(row.updated_at), 152, shown=False, value=lambda row: row.updated_at
    ),
)
_FOLLOW_UP = (
    Choice("open", "Still to do"),
    Choice("overdue", "Overdue"),
    Choice("today", "Today"),
    Choice("week", "Within a week"),
)


def filters(desk: Desk) -> tuple[FilterSpec, ...]:
    """Return the filters of the log."""
    return (
        FilterSpec("campaign", "Campaign", search=desk.campaign_choices),
        FilterSpec("employer", "Employer", search=desk.employer_choices),
        FilterSpec.of_words("kind", "Kind", ActivityKind),
        FilterSpec.of_words("outcome", "Outcome", ActivityOutcome),
        FilterSpec("follow_up", "Follow up", _FOLLOW_UP),
        FilterSpec.of_words("receptiveness", "Employer receptiveness", EmployerReceptiveness),
    )


class ActivityLogPage(RecordListPage):
    """The log with the activity beside it, the latest first.

    Args:
        kit: the screens' tools.
        desk: the organizers' use cases.
        papers: what can be printed.
        make_tabs: makes further tabs of an activity.
    """

    def __init__(self, kit: Kit, desk: Desk, papers: Papers, make_tabs: MakeTabs = dict) -> None:
        self.desk = desk
        kind = activity_kind(desk)
        spec = ListSpec(
            name=kind.name,
            title=kind.title,
            nouns=(ACTIVITIES.one, ACTIVITIES.many),
            source=desk.activities,
            columns=COLUMNS,
            tables=_TABLES,
            filters=filters(desk),
            search_hint="Search employer, jobsite, organizer, words",
            start=ListQuery(sort="done_on", descending=True),
            empty=EmptyList(
                "No activities yet",
                "Write down each visit, talk and meeting at an employer: how it went, and what is to be followed up.",
                "New activity",
                lambda: self.new(),  # noqa: PLW0108  # the page is not built yet
                kind.icon,
            ),
        )

        def make_view() -> ActivityView:
            view = ActivityView(kit, kind, desk)
            view.add_panels(make_tabs())
            return view

        super().__init__(kit, kind, spec, make_view, ActivityForms(kit, desk), papers)
