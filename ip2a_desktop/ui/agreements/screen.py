"""The agreements' page: what the shared page of records needs to know of agreements."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ip2a_desktop.ui.agreements.form import AgreementForms
from ip2a_desktop.ui.agreements.record import PARTS, AgreementView, agreement_kind
from ip2a_desktop.ui.agreements.recount import Recounts
from ip2a_desktop.ui.agreements.rights import EditRight
from ip2a_desktop.ui.agreements.table import COLUMNS, EmployerChoices, filters
from ip2a_desktop.ui.agreements.words import AGREEMENTS
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.list_spec import EmptyList, ListSpec
from ip2a_desktop.ui.kit.record_header import RecordVerbs
from ip2a_desktop.ui.kit.record_list_page import RecordListPage
from ip2a_desktop.ui.kit.timeline_panel import TimelineSource

if TYPE_CHECKING:
    from ip2a_desktop.services.agreements import AgreementService
    from ip2a_desktop.ui.kit.record_stage import RecordStage

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
        may_edit: says whether the person may change agreements; called in a worker.
    """

    def __init__(
        self,
        kit: Kit,
        agreements: AgreementService,
        recounts: Recounts,
        employers: EmployerChoices,
        timeline: TimelineSource,
        may_edit: Callable[[], bool],
    ) -> None:
        kind = agreement_kind(agreements)
        right = EditRight(kit, may_edit)
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
            return AgreementView(kit, kind, agreements, recounts, timeline, right)

        self._right = right
        super().__init__(kit, kind, spec, make_view, AgreementForms(kit, agreements, employers))
        right.setParent(self)
        right.changed.connect(self._follow_right)
        self._follow_right()

    def _window_verbs(self, host: QWidget, stage: RecordStage) -> RecordVerbs:
        verbs = super()._window_verbs(host, stage)
        for verb in (verbs.edit, verbs.to_bin):
            verb.setVisible(self._right.is_held)
        return verbs

    def _follow_right(self) -> None:
        """Offer to change agreements to those who may."""
        for verb in (self.new_action, self.edit_action, self.bin_action):
            verb.setVisible(self._right.is_held)

    def open(self, **arguments: Any) -> None:
        """Show something particular: ``record``, ``search``, or ``new=True`` for the form of a new agreement."""
        super().open(**arguments)
        if arguments.get("new"):
            self.new()
