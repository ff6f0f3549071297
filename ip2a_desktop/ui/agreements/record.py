"""The page of one agreement: how it is read and called, which version is shown, and its tabs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.agreements import AgreementRecord
from ip2a_desktop.ui.agreements.articles import ArticlesPanel
from ip2a_desktop.ui.agreements.chosen import ChosenVersion
from ip2a_desktop.ui.agreements.form import FORM
from ip2a_desktop.ui.agreements.holidays import HolidaysPanel
from ip2a_desktop.ui.agreements.procedure import ProcedurePanel
from ip2a_desktop.ui.agreements.recount import Recounts
from ip2a_desktop.ui.agreements.rights import EditRight
from ip2a_desktop.ui.agreements.version_strip import VersionStrip
from ip2a_desktop.ui.agreements.versions import VersionsPanel
from ip2a_desktop.ui.agreements.words import AGREEMENTS, bin_words, row_chip
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.record_kind import Heading, RecordKind
from ip2a_desktop.ui.kit.record_view import RecordView
from ip2a_desktop.ui.kit.timeline_panel import TimelinePanel, TimelineSource

if TYPE_CHECKING:
    from ip2a_desktop.services.agreements import AgreementService

PARTS = ("agreement_version", "agreement_article", "agreement_holiday", "procedure_step", "procedure_limit")
"""The tables of what belongs to an agreement."""


def agreement_kind(agreements: AgreementService) -> RecordKind:
    """Return what the shared pages need to know of agreements."""
    return RecordKind(
        name="agreements",
        title="Agreements",
        noun=AGREEMENTS,
        icon="article",
        table="agreement",
        load=agreements.load,
        heading=heading_of,
        children=_children,
        to_bin=agreements.move_to_bin,
        restore=agreements.restore,
        watched=PARTS,
        drafts=(FORM,),
    )


def heading_of(record: AgreementRecord) -> Heading:
    """Return what an agreement is: whom it binds, and how many open cases are under it."""
    row = record.row
    cases = (
        f"{row.open_cases:,} open {'case' if row.open_cases == 1 else 'cases'}" if row.open_cases else "no open cases"
    )
    return Heading(row.name, row_chip(row), (row.employer or "Many employers", cases), bin_words(row))


def _children(record: AgreementRecord) -> Mapping[str, Collection[UUID]]:
    employer = record.draft.organization_id
    return {"organization": [employer] if employer is not None else []}


class AgreementView(RecordView):
    """One agreement with its tabs; they show the version that is chosen above them.

    Args:
        kit: the screens' tools.
        kind: what :func:`agreement_kind` returned.
        agreements: saves versions, articles and steps, confirms versions.
        recounts: saves holidays and limits together with the dates of open cases.
        timeline: tells what happened.
        right: whether the person may change agreements.
    """

    def __init__(
        self,
        kit: Kit,
        kind: RecordKind,
        agreements: AgreementService,
        recounts: Recounts,
        timeline: TimelineSource,
        right: EditRight,
    ) -> None:
        super().__init__(kit, kind)
        self.chosen = ChosenVersion(right, self)
        self.strip = VersionStrip(kit, agreements, self.chosen)
        self.add_strip(self.strip)
        self.procedure = ProcedurePanel(kit, agreements, recounts, self.chosen)
        self.holidays = HolidaysPanel(kit, recounts, self.chosen)
        self.articles = ArticlesPanel(kit, agreements, self.chosen)
        self.versions = VersionsPanel(kit, agreements, self.chosen)
        self.timeline = TimelinePanel(kit, timeline, "agreement")
        self.add_panel("Procedure", self.procedure)
        self.add_panel("Holidays", self.holidays)
        self.add_panel("Articles", self.articles)
        self.add_panel("Versions", self.versions)
        self.add_panel("Timeline", self.timeline)
        self.loaded.connect(self.chosen.show_record)
