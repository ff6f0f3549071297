"""The agreements' page: what the shared page of records needs to know of agreements."""

from typing import Any

from ip2a_desktop.services.agreements import AgreementService
from ip2a_desktop.ui.agreements.form import AgreementForms
from ip2a_desktop.ui.agreements.record import PARTS, AgreementView, agreement_kind
from ip2a_desktop.ui.agreements.recount import Recounts
from ip2a_desktop.ui.agreements.table import COLUMNS, EmployerChoices, filters
from ip2a_desktop.ui.agreements.words import AGREEMENTS
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.list_spec import EmptyList, ListSpec
from ip2a_desktop.ui.kit.record_list_page import RecordListPage
from ip2a_desktop.ui.kit.timeline_panel import TimelineSource

_TABLES = ("agreement", *PARTS[:1], "grievance", "organization")
"""Whose changes concern the list: its own rows, the newest version, the count of open cases, the employer."""


class AgreementsPage(RecordListPage):
    """The list of agreements with the agreement beside it.

    Args:
        kit: the screens' tools.
        agreements: the agreements' use cases.
        recounts: changes holidays and limits together with the dates of open cases.
        employers: finds organizations for filters and the form.
        timeline: tells what happened to an agreement.
    """

    def __init__(
        self,
        kit: Kit,
        agreements: AgreementService,
        recounts: Recounts,
        employers: EmployerChoices,
        timeline: TimelineSource,
    ) -> None:
        kind = agreement_kind(agreements)
        spec = ListSpec(
            name=kind.name,
            title=kind.title,
            nouns=(AGREEMENTS.one, AGREEMENTS.many),
            source=agreements,
            columns=COLUMNS,
            tables=_TABLES,
            filters=filters(employers),
            search_hint="Search by name",
            empty=EmptyList(
                "No agreements yet",
                "An agreement holds the steps and limits by which grievances are counted. "
                "Begin with a sample procedure and make it yours.",
                "New agreement",
                lambda: self.new(),  # noqa: PLW0108  # the page is not built yet
                kind.icon,
            ),
        )

        def make_view() -> AgreementView:
            return AgreementView(kit, kind, agreements, recounts, timeline)

        super().__init__(kit, kind, spec, make_view, AgreementForms(kit, agreements, employers))

    def open(self, **arguments: Any) -> None:
        """Show something particular: ``record``, ``search``, or ``new=True`` for the form of a new agreement."""
        super().open(**arguments)
        if arguments.get("new"):
            self.new()
