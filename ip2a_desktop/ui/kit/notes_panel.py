"""The notes on a record: cards with who may read them; add, edit, to the bin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.members import NoteVisibility
from ip2a_desktop.domain.note_drafts import NoteDraft
from ip2a_desktop.domain.notes import Note
from ip2a_desktop.ui.kit.cards import Card
from ip2a_desktop.ui.kit.child_list import ChildList, ChildWords
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import moment
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit, Noun
from ip2a_desktop.ui.kit.tokens import Tone

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.form_drafts import KeptDraft

_FORM = "note"
"""Under which name what is typed is kept in case of a crash."""
NOTES = Noun("note", "notes")
_WORDS = ChildWords(
    NOTES,
    "note-pencil",
    "No notes yet",
    "Write down what the next person at this desk should know. You choose who may read it.",
)
_CHIPS: dict[NoteVisibility, tuple[str, Tone]] = {
    NoteVisibility.ALL: ("users", "neutral"),
    NoteVisibility.STAFF: ("user-circle", "info"),
    NoteVisibility.OFFICERS: ("lock-simple", "warn"),
}


class NotesSource(Protocol):
    """What reads and keeps notes (:class:`ip2a_desktop.services.notes.NoteService` does)."""

    def notes(self, table: str, record_id: UUID) -> tuple[Note, ...]:
        """Return the notes of a record that this person may read, newest first."""
        ...

    def save(self, draft: NoteDraft) -> Changes:
        """Save a note."""
        ...

    def move_to_bin(self, ids: Sequence[UUID]) -> Changes:
        """Move notes to the bin."""
        ...

    def restore(self, ids: Sequence[UUID]) -> Changes:
        """Bring notes back from the bin."""
        ...


class NotesPanel(ChildList):
    """The notes of one record, fetched when somebody looks at them.

    Args:
        kit: the screens' tools.
        source: reads and keeps notes.
        table: whose notes: ``member``, ``organization``, ``grievance`` or ``benevolence_application``.
    """

    def __init__(self, kit: Kit, source: NotesSource, table: str) -> None:
        super().__init__(_WORDS)
        self._kit = kit
        self._source = source
        self._table = table
        self._record: UUID | None = None
        self._notes: dict[UUID, Note] = {}
        self.dialog: FormDialog | None = None
        self.offer = self.offer_drafts(kit, _FORM)
        self.offer.continue_wanted.connect(self._continue)
        self.add_wanted.connect(self._add)
        self.edit_wanted.connect(self._edit)
        self.bin_wanted.connect(self._to_bin)
        self.restore_wanted.connect(lambda one: kit.bring_back([one], NOTES, source.restore))

    def show_record(self, record: Any) -> None:
        """Take the verbs away where the record is in the bin, and offer the notes that are there."""
        self.set_read_only(record.row.deleted_at is not None)
        self.show_bin(record.row.id, [one for one in getattr(record, "in_bin", ()) if one.table == "note"])

    def open_record(self, record_id: UUID) -> None:
        """Fetch the notes of a record and show them."""
        if record_id != self._record:
            self.states.show_loading(
                "Reading the notes…", lambda: self._kit.tasks.drop(self, "notes"), lambda: self.open_record(record_id)
            )
        self._kit.tasks.run(
            self,
            lambda: self._source.notes(self._table, record_id),
            self._shows(record_id),
            lambda error: self.states.show_failed(error, lambda: self.open_record(record_id)),
            key="notes",
        )

    def _shows(self, record_id: UUID) -> Callable[[tuple[Note, ...]], None]:
        def show(notes: tuple[Note, ...]) -> None:
            self._record = record_id
            self._notes = {note.id: note for note in notes}
            self.show_cards([_card(note) for note in notes])
            self.offer.look(self._is_mine)

        return show

    def _is_mine(self, kept: KeptDraft) -> bool:
        return kept.given.get("subject_id") == str(self._record)

    def _continue(self, kept: Sequence[KeptDraft]) -> None:
        self._add() if kept[0].version is None else self._edit(kept[0].record)
        if self.dialog is not None:
            self.dialog.session.bring_back(kept)
            self.offer.show_words("")

    def _add(self) -> None:
        if self._record is not None:
            self._open(NoteDraft.model_construct(subject_table=self._table, subject_id=self._record))

    def _edit(self, one: UUID) -> None:
        note, record = self._notes.get(one), self._record
        if note is not None and record is not None:
            self._open(
                NoteDraft.model_construct(
                    id=note.id,
                    version=note.version,
                    subject_table=self._table,
                    subject_id=record,
                    body=note.body,
                    visibility=note.visibility,
                )
            )

    def _open(self, draft: NoteDraft) -> None:
        self.dialog = note_dialog(self._kit, self, self._source.save, draft)
        self.dialog.open()

    def _to_bin(self, one: UUID) -> None:
        self._kit.move_to_bin(self, [one], NOTES, self._source.move_to_bin, self._source.restore)


def note_dialog(kit: Kit, parent: QWidget, save: Callable[[NoteDraft], Changes], draft: NoteDraft) -> FormDialog:
    """Return the dialog in which a note is written."""
    form = Form(NoteDraft)
    form.add("body")
    form.add("visibility")
    form.load(draft)
    title = "New note" if draft.is_new else "Edit note"
    given = {"subject_id": draft.subject_id}
    what = "the new note" if draft.is_new else "this note"
    return FormDialog(kit, parent, title, what, form, save, name=_FORM, given=given)


def _card(note: Note) -> Card:
    icon, tone = _CHIPS[note.visibility]
    changed = f" · changed {moment(note.updated_at)}" if note.version > 1 else ""
    return Card(
        note.id,
        chips=(Chip(note.visibility.label, icon, tone),),
        meta=f"{note.created_by} · {moment(note.created_at)}{changed}",
        body=note.body,
    )
