"""The checklist of documents: what has come in and what is still missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.benevolence import DocumentKind
from ip2a_desktop.domain.benevolence_drafts import DocumentDraft
from ip2a_desktop.domain.benevolence_record import ApplicationRecord, Document
from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.ui.benevolence.words import DOCUMENTS
from ip2a_desktop.ui.kit.cards import Card
from ip2a_desktop.ui.kit.child_list import ChildList, ChildWords
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import day, today
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit

if TYPE_CHECKING:
    from ip2a_desktop.services.benevolence import BenevolenceService
    from ip2a_desktop.ui.kit.form_drafts import KeptDraft

FORM = "benevolence_document"
_WORDS = ChildWords(
    DOCUMENTS,
    "files",
    "Nothing on the checklist yet",
    "Write down which bills, statements and proofs are needed; tick each one off when it comes in.",
)


class DocumentsPanel(ChildList):
    """The checklist of one application, what is missing first.

    Args:
        kit: the screens' tools.
        fund: saves documents.
    """

    def __init__(self, kit: Kit, fund: BenevolenceService) -> None:
        super().__init__(_WORDS)
        self._kit = kit
        self._fund = fund
        self._application: UUID | None = None
        self._documents: dict[UUID, Document] = {}
        self._is_open = False
        self.dialog: FormDialog | None = None
        self.offer = self.offer_drafts(kit, FORM)
        self.offer.continue_wanted.connect(self._continue)
        self.received_action = self.add_verb("Came in today", "check-square", self._received, self._is_missing)
        self.add_wanted.connect(self._add)
        self.edit_wanted.connect(self._edit)
        self.bin_wanted.connect(self._to_bin)
        self.restore_wanted.connect(lambda one: kit.bring_back([one], DOCUMENTS, self._restorer()))

    def show_record(self, record: ApplicationRecord) -> None:
        """Show the checklist; documents may come in until the decision."""
        self._application = record.row.id
        self._documents = {one.id: one for one in record.documents}
        decided = record.outcome.decided_on is not None
        self._is_open = record.row.deleted_at is None and not decided
        self.set_read_only(not self._is_open)
        found = sorted(record.documents, key=lambda one: (one.received_on is not None, one.kind.label))
        self.show_cards([_card(one) for one in found])
        ended = [one for one in record.in_bin if one.table == FORM]
        self.show_bin(record.row.id, [_known(one) for one in ended])

    def open_record(self, record_id: UUID) -> None:
        """Look whether something was being written here when the program ended."""
        self.offer.look(lambda kept: kept.given.get("application_id") == str(self._application))

    def _is_missing(self, one: UUID) -> bool:
        return one in self._documents and self._documents[one].received_on is None

    def _continue(self, kept: Sequence[KeptDraft]) -> None:
        self._add() if kept[0].version is None else self._edit(kept[0].record)
        if self.dialog is not None:
            self.dialog.session.bring_back(kept)
            self.offer.show_words("")

    def _add(self) -> None:
        if self._application is not None:
            self._open(DocumentDraft.model_construct(application_id=self._application, kind=DocumentKind.BILL))

    def _edit(self, one: UUID) -> None:
        if self._application is not None and one in self._documents and self._is_open:
            self._open(draft_of(self._documents[one], self._application))

    def _open(self, draft: DocumentDraft) -> None:
        form = Form(DocumentDraft)
        form.add("kind", width=7)
        form.add("received_on", width=5, hint="Empty while it is still missing")
        form.add("description")
        form.load(draft)
        title, what = ("New document", "the new document") if draft.is_new else ("Edit document", "this document")
        given = {"application_id": draft.application_id}
        self.dialog = FormDialog(self._kit, self, title, what, form, self._fund.save_document, name=FORM, given=given)
        self.dialog.open()

    def _received(self, one: UUID) -> None:
        if self._application is None:
            return
        fund = self._fund
        draft = draft_of(self._documents[one], self._application).model_copy(update={"received_on": today()})
        words = f"{draft.kind.label} came in"
        self._kit.write(
            self, lambda: fund.save_document(draft), lambda _done: self._kit.messages.toast(words, tone="good")
        )

    def _to_bin(self, one: UUID) -> None:
        if self._application is None or not self._is_open:
            return
        self._kit.move_to_bin(self, [one], DOCUMENTS, self._fund.bin_document, self._restorer())

    def _restorer(self) -> Callable[[Sequence[UUID]], Changes]:
        fund, application = self._fund, self._application

        def restore(ids: Sequence[UUID]) -> Changes:
            # The page that shows the application does not know the document while it is in the bin.
            told = [application] if application is not None else []
            return fund.restore_document(ids) | Changes.of("benevolence_application", *told)

        return restore


def _known(one: Binned) -> Binned:
    """Name a document in the bin by what it is, as the cards do."""
    return replace(one, title=DocumentKind(one.about).label, about=one.title)


def _card(document: Document) -> Card:
    if document.received_on is None:
        chip = Chip("Missing", "hourglass-medium", "warn")
    else:
        chip = Chip("Came in", "check-circle", "good")
    return Card(document.id, document.kind.label, (chip,), day(document.received_on), document.description)


def draft_of(document: Document, application: UUID) -> DocumentDraft:
    """Return the draft of a document as it was read."""
    return DocumentDraft.model_construct(
        id=document.id,
        version=document.version,
        application_id=application,
        kind=document.kind,
        description=document.description,
        received_on=document.received_on,
    )
