"""The page of one application: how it is read and called, what stands above its tabs, and the tabs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from PySide6.QtCore import Signal

from ip2a_desktop.domain.benevolence_record import ApplicationRecord
from ip2a_desktop.domain.benevolence_review import Verb, offered
from ip2a_desktop.ui.benevolence.documents import DocumentsPanel
from ip2a_desktop.ui.benevolence.household import HouseholdPanel
from ip2a_desktop.ui.benevolence.payments import PaymentsPanel
from ip2a_desktop.ui.benevolence.profile import ApplicationPanel
from ip2a_desktop.ui.benevolence.review import ReviewPanel
from ip2a_desktop.ui.benevolence.summary import Summary
from ip2a_desktop.ui.benevolence.verbs import FORMS, VerbDialogs
from ip2a_desktop.ui.benevolence.words import APPLICATIONS, DOCUMENTS, bin_words, status_chip
from ip2a_desktop.ui.kit.draft_offer import DraftOffer
from ip2a_desktop.ui.kit.formats import day
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notes_panel import NotesPanel, NotesSource
from ip2a_desktop.ui.kit.record_kind import Heading, RecordKind
from ip2a_desktop.ui.kit.record_view import RecordView
from ip2a_desktop.ui.kit.timeline_panel import TimelinePanel, TimelineSource

if TYPE_CHECKING:
    from ip2a_desktop.services.benevolence import BenevolenceService
    from ip2a_desktop.services.benevolence_settings import BenevolenceSettings
    from ip2a_desktop.services.benevolence_verbs import BenevolenceVerbs
    from ip2a_desktop.ui.kit.form_drafts import KeptDraft


def application_kind(fund: BenevolenceService) -> RecordKind:
    """Return what the shared pages need to know of applications."""
    return RecordKind(
        name="benevolence",
        title="Benevolence",
        noun=APPLICATIONS,
        icon="heart-straight",
        table="benevolence_application",
        load=fund.load,
        heading=heading_of,
        children=_children,
        to_bin=fund.move_to_bin,
        restore=fund.restore,
        watched=("benevolence_fund", "person_member", "person_family"),
        drafts=("benevolence_application",),
    )


def heading_of(record: ApplicationRecord) -> Heading:
    """Return whose application it is, for what, and until when help is needed."""
    row = record.row
    words = (
        row.number,
        f"Card {row.card_number}" if row.card_number else "",
        row.reason.label if row.reason else "",
        f"needed by {day(row.need_by)}" if row.need_by else "",
    )
    return Heading(record.applicant.full_name, status_chip(row.status), words, bin_words(row))


def _children(record: ApplicationRecord) -> Mapping[str, Collection[UUID]]:
    return {
        "benevolence_budget_line": [one.id for one in record.lines],
        "benevolence_document": [one.id for one in record.documents],
        "member": [record.row.member_id],
        # What is promised to the member elsewhere changes what is left here.
        "benevolence_application": [one.id for one in record.earlier],
    }


class Notes(NotesSource, TimelineSource, Protocol):
    """What reads and keeps notes and tells the timeline."""


class ApplicationView(RecordView):
    """One application with its tabs.

    Args:
        kit: the screens' tools.
        kind: what :func:`application_kind` returned.
        fund: saves lines and documents.
        verbs: carries out what follows.
        settings: knows who can decide.
        notes: reads and saves notes, tells the timeline.

    Signals:
        correct_wanted(record, dict): it is not ready to be handed in; the problems by field.
    """

    correct_wanted = Signal(object, object)

    def __init__(
        self,
        kit: Kit,
        kind: RecordKind,
        fund: BenevolenceService,
        verbs: BenevolenceVerbs,
        settings: BenevolenceSettings,
        notes: Notes,
    ) -> None:
        super().__init__(kit, kind)
        self.summary = Summary()
        self.application = ApplicationPanel()
        self.household = HouseholdPanel(kit, fund)
        self.documents = DocumentsPanel(kit, fund)
        self.review = ReviewPanel()
        self.payments = PaymentsPanel()
        self.notes = NotesPanel(kit, notes, "benevolence_application")
        self.timeline = TimelinePanel(kit, notes, "benevolence_application")
        self.dialogs = VerbDialogs(kit, self, verbs, settings)
        self.offer = DraftOffer(kit, tuple(dict.fromkeys(FORMS.values())))
        self.add_strip(self.offer.in_margin(below=0))
        self.add_strip(self.summary)
        self.add_panel("Application", self.application)
        self.add_panel("Household", self.household)
        self.add_panel("Documents", self.documents)
        self.add_panel("Review", self.review)
        self.add_panel("Payments", self.payments)
        self.add_panel("Notes", self.notes)
        self.add_panel("Timeline", self.timeline)
        self.loaded.connect(self._on_shown)
        self.summary.wanted.connect(self.do)
        self.payments.pay_wanted.connect(lambda: self.do(Verb.PAY))
        self.payments.void_wanted.connect(lambda one: self.do(Verb.VOID, one))
        self.dialogs.correct_wanted.connect(lambda problems: self.correct_wanted.emit(self.record, problems))
        self.dialogs.read_again.connect(self.reload)
        self.offer.continue_wanted.connect(self._continue)

    def do(self, verb: Verb, payment: UUID | None = None) -> None:
        """Do what a verb says; which payment is voided is asked where there are several."""
        if self.record is None:
            return
        if verb is Verb.VOID and payment is None:
            standing = [one.id for one in self.record.payments if one.counts]
            if len(standing) > 1:
                self.show_panel(self.payments)
                self.payments.choose(standing[-1])
                self.kit.messages.toast("Choose the payment, then void it", tone="info")
                return
            payment = standing[0]
        self.dialogs.run(verb, self.record, payment)

    def _on_shown(self, record: ApplicationRecord) -> None:
        self.summary.show_record(record)
        missing = len(record.missing_documents) if record.outcome.decided_on is None else 0
        self.tabs.setTabText(2, f"Documents ({missing})" if missing else "Documents")
        self.tabs.setTabToolTip(2, f"{DOCUMENTS.count(missing)} did not come in yet" if missing else "")
        self.offer.look(lambda kept: kept.given.get("application_id") == str(record.row.id))

    def _continue(self, kept: Sequence[KeptDraft]) -> None:
        """Open the form that was open when the program ended, where its verb is still offered."""
        verb = next((one for one in Verb if one.value == kept[0].given.get("verb")), None)
        if verb is None or self.record is None or verb not in offered(self.record):
            self.kit.messages.toast("This cannot be done any more: the application went on", tone="warn")
            return
        of = kept[0].given.get("of")
        self.dialogs.run(verb, self.record, UUID(of) if of else None, kept)
        self.offer.show_words("")
