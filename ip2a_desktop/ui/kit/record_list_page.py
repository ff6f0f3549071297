"""The page of a kind of record: its list, the record beside it or wide or in windows of its own, forms, bin, papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.ui.kit.actions import make
from ip2a_desktop.ui.kit.draft_offer import DraftOffer
from ip2a_desktop.ui.kit.export_menu import Exporter, ListState
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.list_page import ListPage
from ip2a_desktop.ui.kit.list_spec import ListSpec
from ip2a_desktop.ui.kit.print_menu import PaperChoice, Printing
from ip2a_desktop.ui.kit.record_header import RecordHeader, RecordVerbs
from ip2a_desktop.ui.kit.record_kind import RecordKind
from ip2a_desktop.ui.kit.record_stage import Forms, RecordStage

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.form_drafts import KeptDraft
    from ip2a_desktop.ui.kit.record_form import RecordForm
    from ip2a_desktop.ui.kit.record_view import RecordView
    from ip2a_desktop.ui.kit.record_window import RecordWindow

_AFTER_ROWS = 80
"""Milliseconds after a list's first rows until the page of a record is made, so that the rows are painted by then."""


@dataclass(frozen=True)
class Papers:
    """What can be printed.

    Args:
        of_list: the papers of a list as it is on screen.
        of_record: the papers of one record.
    """

    of_list: Callable[[ListState], Sequence[PaperChoice]]
    of_record: Callable[[Any], Sequence[PaperChoice]]


class RecordListPage(ListPage):
    """The list of one kind of record with all that can be done to them.

    A feature derives from it, and brings the kind, the list, the view, the forms and the papers.
    """

    def __init__(
        self,
        kit: Kit,
        kind: RecordKind,
        spec: ListSpec,
        make_view: Callable[[], RecordView],
        forms: Forms,
        papers: Papers | None = None,
    ) -> None:
        """Build the page; rows are asked for when it is first shown.

        Args:
            kit: the screens' tools.
            kind: how records are read and called.
            spec: the list.
            make_view: makes the page of one record, for the place beside the list and for each window.
            forms: makes forms.
            papers: what can be printed; None where there is no paper of these records.
        """
        self.kit = kit
        self.kind = kind
        self._make_view = make_view
        self._forms = forms
        self._papers = papers
        self._go_narrow_after_form = False
        self._just_saved: UUID | None = None
        self.stage = RecordStage(kit, kind, make_view, forms)
        self.windows: list[RecordWindow] = []
        super().__init__(spec, kit.tasks, kit.messages, detail=lambda: self.stage, on_layout=self._save_layout)
        self.apply_layout(kit.load_layout(kind.name))
        self.offer = DraftOffer(kit, kind.drafts)
        self._add_offer()
        self._make_verbs()
        self._connect_record()
        self._dress()
        self._make_record_later()

    def _add_offer(self) -> None:
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, self.offer.in_margin())
        self.offer.continue_wanted.connect(self._on_continue)
        if self.kind.drafts:
            self.offer.look()

    # -- verbs ----------------------------------------------------------------------------------------------------

    def _make_verbs(self) -> None:
        one = self.kind.noun.one
        self.exporter = Exporter(self.kit, self, self.spec.source, self.kind.noun)
        self.printing = Printing(self.kit, self)
        self.new_action = make("new", self, self.new, text=f"New {one}")
        self.edit_action = make("edit", self, self.edit)
        self.print_action = self.printing.verb(self.papers_now)
        self.print_action.setVisible(self._papers is not None)
        self.export_action = self.exporter.verb(self.list_state)
        self.bin_action = make("delete", self.table, self.move_to_bin)
        self.table.context_actions = [self.edit_action, self.bin_action]
        verbs = RecordVerbs(self.edit_action, [self.print_action], self.bin_action, [self.new_action])
        self._record_header = RecordHeader(self.header, self.stage, verbs)

    def list_state(self) -> ListState:
        """Return what the list shows and what of it is chosen, for export and print."""
        visible = self.table.layout_of_columns.visible()
        order = [*visible, *(place for place in range(len(self.spec.columns)) if place not in visible)]
        columns = [self.spec.columns[place] for place in order]
        model = self.list.model
        return ListState(self.query, self.selected_ids(), model.rowCount(), columns, self._about())

    def _about(self) -> str:
        """Return search and filters in words."""
        text = self.query.search.strip()
        filters = [
            f"{one.spec.label}: {', '.join(choice.label for choice in one.chosen)}"
            for one in self.list.filters.buttons
            if one.chosen
        ]
        return " · ".join([*([f"“{text}”"] if text else []), *filters])

    def papers_now(self) -> list[PaperChoice | None]:
        """Return what can be printed now: the record, and where the list is seen, the list."""
        if self._papers is None:
            return []
        record = self.stage.record
        of_record: list[PaperChoice | None] = list(self._papers.of_record(record)) if record is not None else []
        if self.is_wide:
            return of_record
        return [*of_record, *([None] if of_record else []), *self._papers.of_list(self.list_state())]

    # -- what a person does ---------------------------------------------------------------------------------------

    def new(self) -> None:
        """Open the form of a new record over the whole page."""
        self.show_form(self._forms.new)

    def show_form(self, make_form: Callable[[], RecordForm]) -> None:
        """Open a form over the whole page, asking first about text that is not saved."""

        def go(may: bool) -> None:
            if may:
                self._widen_for_form()
                self.stage.show_form(make_form())

        self.stage.may_leave(go)

    def edit(self) -> None:
        """Open the form of the current record over the whole page."""
        one = self.stage.record_id if self.is_wide else self.current_id
        if one is not None and self.stage.form is None:
            self._widen_for_form()
            self.stage.edit(one)

    def _on_continue(self, kept: Sequence[KeptDraft]) -> None:
        """Open the form that was open when the program ended."""

        def begin(make_form: Callable[[], RecordForm]) -> None:
            def made() -> RecordForm:
                form = make_form()
                form.bring_back(kept)
                self.offer.show_words("")
                return form

            self.show_form(made)

        if kept[0].version is None and kept[0].form == self.kind.drafts[0]:
            begin(self._forms.new)
            return
        load, one = self.kind.load, kept[0].record
        self.kit.tasks.run(
            self, lambda: load(one), lambda record: begin(lambda: self._forms.edit(record)), self.kit.show_error
        )

    def move_to_bin(self) -> None:
        """Move the chosen records (wide: the one that is shown) to the bin, and offer to bring them back."""
        shown = self.stage.record_id
        ids = ([shown] if shown is not None else []) if self.is_wide else list(self.selected_ids())
        if self.stage.form is None and ids:
            self.set_wide(False)
            self.stage.view.expect_leave(shown in ids)
            self.kit.move_to_bin(self, ids, self.kind.noun, self.kind.to_bin, self.kind.restore, self._on_bin_failed)

    def show_record(self, one: UUID, *, wide: bool = False) -> None:
        """Bring a record into view; wide it is shown whether the list holds it or not."""

        def go(may: bool) -> None:
            if may:
                self.table.show_record(one)
                self.stage.show_record(one)
                self._shown_id = one
                self.set_wide(wide or self.is_wide)

        self.list.start()
        self.stage.may_leave(go)

    def open_window(self, one: UUID) -> RecordWindow:
        """Show a record in a window of its own; one that has its window already comes to the front."""
        from ip2a_desktop.ui.kit.record_window import RecordWindow  # noqa: PLC0415 - no start opens one

        for window in self.windows:
            if window.stage.record_id == one:
                window.show_record(one)
                return window
        stage = RecordStage(self.kit, self.kind, self._make_view, self._forms)
        window = RecordWindow(self.kit, stage, lambda host: self._window_verbs(host, stage))
        window.closed.connect(lambda: self.windows.remove(window))
        self.windows.append(window)
        window.show_record(one)
        return window

    def _window_verbs(self, host: QWidget, stage: RecordStage) -> RecordVerbs:
        def edit() -> None:
            if stage.record_id is not None:
                stage.edit(stage.record_id)

        def to_bin() -> None:
            if stage.record_id is not None:
                self.kit.move_to_bin(stage, [stage.record_id], self.kind.noun, self.kind.to_bin, self.kind.restore)

        printing = self._window_papers(host, stage)
        return RecordVerbs(make("edit", host, edit), printing, make("delete", stage.view.heading_bar, to_bin))

    def _window_papers(self, host: QWidget, stage: RecordStage) -> list[QAction]:
        """Return the verb "Print" of a window, where there is anything to print."""
        of_record = self._papers.of_record if self._papers is not None else None
        if of_record is None:
            return []

        def papers() -> Sequence[PaperChoice]:
            return of_record(stage.record) if stage.record is not None else []

        return [Printing(self.kit, host).verb(papers)]

    # -- what happens ---------------------------------------------------------------------------------------------

    def _make_record_later(self) -> None:
        """Let the rows come on screen first, then make the place beside them where a record will stand."""
        after = QTimer(self, singleShot=True, interval=_AFTER_ROWS)
        after.timeout.connect(lambda: self.stage.view)
        for come in (self.list.model.shown, self.list.model.failed):
            come.connect(after.start, Qt.ConnectionType.SingleShotConnection)

    def _connect_record(self) -> None:
        self.list.counted.disconnect(self.header.set_subtitle)
        self.list.counted.connect(self._on_counted)
        self._count = ""
        self.stage.changed.connect(self._follow_verbs)
        self.stage.saved.connect(self._on_saved)
        self.list.model.counted.connect(self._look_for_saved)
        self.stage.form_left.connect(self._on_form_left)
        self.window_wanted.connect(self.open_window)
        self.current_changed.connect(self._on_current)
        self.selection_changed.connect(lambda _count: self._follow_verbs())
        self.kit.bus.changed.connect(self.refresh)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what changed; F5 reads the record again too."""
        super().refresh(changes)
        if changes is None:
            self.stage.reload()

    def set_wide(self, wide: bool) -> None:
        """Show the record over the whole page, or the list beside it again; a form is asked about first."""
        if not wide and self.is_wide and self.stage.form is not None:
            self._go_narrow_after_form = True
            self.stage.leave_form()
            return
        super().set_wide(wide)
        self._dress()
        is_other = self.stage.record_id not in (self.current_id, self._just_saved)
        if not wide and self.stage.form is None and is_other:
            self.stage.show_record(self.current_id)

    def may_close(self, answer: Callable[[bool], None]) -> None:
        """Ask the forms here and in the windows; when all may go the windows close."""
        asked = [self.stage.may_leave, *(window.may_leave for window in self.windows)]

        def ask(left: Sequence[Callable[[Callable[[bool], None]], None]]) -> None:
            if not left:
                for window in list(self.windows):
                    window.close_now()
                answer(True)
            else:
                left[0](lambda may: ask(left[1:]) if may else answer(False))

        ask(asked)

    def _on_bin_failed(self, error: Exception) -> None:
        self.stage.view.expect_leave(False)
        self.kit.show_error(error)

    def _on_saved(self, one: UUID) -> None:
        """Bring what was saved into view, as soon as the list holds it."""
        self._just_saved = one
        self._look_for_saved()

    def _look_for_saved(self) -> None:
        if self._just_saved is not None and self.list.model.ids.position(self._just_saved) is not None:
            one, self._just_saved = self._just_saved, None
            self.table.show_record(one)

    def _on_current(self, one: UUID | None) -> None:
        self._just_saved = None
        self._follow_verbs()

    def _widen_for_form(self) -> None:
        self._go_narrow_after_form = not self.is_wide
        super().set_wide(True)
        self._dress()

    def _on_form_left(self) -> None:
        if self._go_narrow_after_form:
            self._go_narrow_after_form = False
            self.set_wide(False)

    def _on_follow(self) -> None:
        # A form that is open stays, whatever becomes of the list behind it.
        if not (self.is_wide and self.stage.form is not None):
            self._shown_id = self.stage.record_id  # a form that was left, or a colleague, may have shown another
            super()._on_follow()

    def _on_counted(self, words: str) -> None:
        self._count = words
        if not self.is_wide:
            self.header.set_subtitle(words)

    def _dress(self) -> None:
        """Let the title line tell of the record where it is wide, else of the list."""
        self.stage.set_heading_shown(not self.is_wide)
        self._record_header.is_on = self.is_wide
        self._record_header.dress()
        if not self.is_wide:
            self.header.set_title(self.kind.title)
            self.header.set_subtitle(self._count)
            plain = [self.edit_action, self.print_action, self.export_action]
            self.header.set_verbs(self.new_action, plain, [self.bin_action])
        self._follow_verbs()

    def _follow_verbs(self) -> None:
        self.new_action.setEnabled(not self.is_wide or self.stage.form is None)
        self.export_action.setEnabled(not self.is_wide)
        if not self.is_wide:
            self.print_action.setEnabled(True)
            self.edit_action.setEnabled(self.current_id is not None)
            self.bin_action.setEnabled(len(self.selected_ids()) > 0)

    def _save_layout(self, layout: dict[str, Any]) -> None:
        save, name = self.kit.save_layout, self.kind.name
        self.kit.tasks.run(self, lambda: save(name, layout), lambda _nothing: None, key="layout", delay=400)
