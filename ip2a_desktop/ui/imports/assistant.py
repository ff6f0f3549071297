"""The import in four steps: the file, its columns, what would happen, what happened."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ip2a_desktop.domain.errors import Cancelled
from ip2a_desktop.domain.import_fields import mapping_warnings
from ip2a_desktop.domain.imports import ImportKind, ImportPlan, ImportSummary, Preview, SourceFile
from ip2a_desktop.domain.progress import Progress
from ip2a_desktop.services.imports import ImportService
from ip2a_desktop.ui.imports.columns_step import ColumnsStep
from ip2a_desktop.ui.imports.file_step import FileStep
from ip2a_desktop.ui.imports.preview_step import Answers, PreviewStep
from ip2a_desktop.ui.imports.step_bar import StepBar
from ip2a_desktop.ui.imports.summary_step import SummaryStep
from ip2a_desktop.ui.imports.words import NOUNS, ROWS
from ip2a_desktop.ui.imports.working import Working
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.tokens import GAP, MARGIN
from ip2a_desktop.ui.kit.widgets import button, label, line

EMPLOYERS: Final = NOUNS[ImportKind.EMPLOYERS]
FILE, COLUMNS, PREVIEW, SUMMARY = range(4)
_NAMES: Final = ("File", "Columns", "Preview", "Done")
_FOLDER: Final = "import.folder"


class ImportAssistant(QWidget):
    """Leads through an import; nothing is written before the button of the third step.

    Signals:
        finished(): the person leaves the assistant.
        undo_wanted(ImportSummary): the import that just ended is to be taken back.
        save_wanted(ImportSummary, SourceFile): its rejected rows are to be saved.
        records_wanted(ImportSummary, SourceFile): show the records in their list.
    """

    finished = Signal()
    undo_wanted = Signal(object)
    save_wanted = Signal(object, object)
    records_wanted = Signal(object, object)

    def __init__(self, kit: Kit, imports: ImportService) -> None:
        super().__init__()
        self._kit = kit
        self._imports = imports
        self._source: SourceFile | None = None
        self._plan: ImportPlan | None = None
        self._preview: Preview | None = None
        self.summary: ImportSummary | None = None
        self.bar = StepBar(_NAMES)
        self.file_step = FileStep()
        self.columns_step = ColumnsStep()
        self.preview_step = PreviewStep(kit)
        self.summary_step = SummaryStep()
        self.working = Working()
        self._steps = (self.file_step, self.columns_step, self.preview_step, self.summary_step)
        self._wants_keyboard = False
        self.file_step.drop.folder = kit.settings.get(_FOLDER, _documents())
        self._stack = QStackedWidget()
        self.back_button = button("Back", icon_name="arrow-left", on_click=self._on_back)
        self.next_button = button("Next", "primary", on_click=self._on_next)
        self.cancel_button = button("Cancel", "quiet", on_click=self.finished.emit)
        self._said = label("", "muted")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for one in (*self._steps, self.working):
            self._stack.addWidget(one)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(MARGIN, GAP + 4, MARGIN, GAP + 4)
        foot.setSpacing(GAP)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self._said, 1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.next_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(line())
        layout.addWidget(self._stack, 1)
        layout.addWidget(line())
        layout.addWidget(self._foot)

    def _connect(self) -> None:
        self.file_step.file_chosen.connect(self.open_file)
        self.file_step.reading_changed.connect(self._on_reading_changed)
        self.file_step.kind_changed.connect(self._on_kind_changed)
        self.columns_step.changed.connect(self._check_columns)
        self.preview_step.answered.connect(self._on_answered)
        self.preview_step.leniency_changed.connect(self._on_leniency_changed)
        self.summary_step.again_wanted.connect(self.begin)
        self.summary_step.records_wanted.connect(lambda: self.records_wanted.emit(self.summary, self._source))
        self.summary_step.undo_wanted.connect(lambda: self.undo_wanted.emit(self.summary))
        self.summary_step.save_wanted.connect(lambda: self.save_wanted.emit(self.summary, self._source))

    # -- where one is -------------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """The current step."""
        return self.bar.current

    @property
    def is_begun(self) -> bool:
        """Whether leaving would throw something away: a file is open and not imported yet."""
        return self._source is not None and self.step != SUMMARY

    @property
    def _kind(self) -> ImportKind:
        return self.file_step.kind.value

    def begin(self, kind: ImportKind | None = None) -> None:
        """Begin with another file."""
        self._source = self._plan = self._preview = self.summary = None
        if kind is not None:
            self.file_step.set_kind(kind)
        self.file_step.clear()
        self._show_step(FILE)

    def _show_step(self, step: int) -> None:
        self.bar.go_to(step)
        self._stack.setCurrentWidget(self._steps[step])
        self._foot.setVisible(True)
        self.back_button.setVisible(step in (COLUMNS, PREVIEW))
        self.cancel_button.setVisible(step != SUMMARY)
        self.next_button.setEnabled(True)
        self._said.setText("")
        if step == FILE:
            self.next_button.setText("Next")
            self.next_button.setEnabled(self._source is not None)
        elif step == COLUMNS:
            self.next_button.setText("Preview")
            self._check_columns()
        elif step == PREVIEW:
            self._show_preview_verb()
        else:
            self.next_button.setText("Close")
        self._take_keyboard()

    def _take_keyboard(self) -> None:
        waits_for_file = self.step == FILE and self._source is None
        place = self.file_step.drop.choose_button if waits_for_file else self.next_button
        self._wants_keyboard = not place.isEnabled()
        place.setFocus()

    def _show_preview_verb(self) -> None:
        count = self._preview.counts.writing if self._preview is not None else 0
        self.next_button.setText(f"Import {ROWS.count(count)}" if count else "Nothing to import")
        self.next_button.setEnabled(bool(count))
        new = self._preview.new_employers if self._preview is not None else 0
        along = f" {EMPLOYERS.count(new)} who are not here yet come in with them." if new else ""
        self._said.setText(f"Nothing was written yet.{along}")

    def _on_back(self) -> None:
        self._show_step(self.step - 1)

    def _on_next(self) -> None:
        verbs = (self._to_columns, self._to_preview, self._run, self.finished.emit)
        verbs[self.step]()

    # -- the file -----------------------------------------------------------------------------------------

    def open_file(self, path: Path, sheet: str = "", heading_row: int | None = None) -> None:
        """Open a file and look at it."""
        self._kit.settings.set(_FOLDER, str(path.parent))
        self.file_step.drop.folder = str(path.parent)
        kind, imports = self._kind, self._imports
        self._work(
            f"Opening {path.name}",
            lambda progress: imports.open(path, kind, sheet=sheet, heading_row=heading_row, progress=progress),
            self._on_opened,
            FILE,
        )

    def _on_opened(self, source: SourceFile) -> None:
        self._source = source
        self.file_step.show_source(source)
        self._show_step(FILE)

    def _on_reading_changed(self, sheet: str, heading_row: int) -> None:
        if self._source is not None:
            self.open_file(self._source.path, sheet, None if sheet != self._source.sheet else heading_row)

    def _on_kind_changed(self, kind: ImportKind) -> None:
        source, imports = self._source, self._imports
        if source is not None:
            self.next_button.setEnabled(False)
            self._kit.tasks.run(
                self, lambda: imports.with_mapping(source, kind), self._on_opened, self._on_failed, key="mapping"
            )

    # -- the columns --------------------------------------------------------------------------------------

    def _to_columns(self) -> None:
        if self._source is not None:
            self.columns_step.show_source(self._source, self._kind)
            self._show_step(COLUMNS)

    def _check_columns(self) -> None:
        kind, mapping, imports = self._kind, self.columns_step.mapping, self._imports
        self.next_button.setEnabled(False)

        def show(problems: tuple[str, ...]) -> None:
            self.columns_step.show_problems(problems, mapping_warnings(kind, mapping))
            self.next_button.setEnabled(not problems)
            if self._wants_keyboard:
                self._take_keyboard()

        self._kit.tasks.run(self, lambda: imports.problems(kind, mapping), show, self._on_failed, key="columns")

    def _to_preview(self) -> None:
        if self._source is not None:
            source = replace(self._source, mapping=self.columns_step.mapping)
            plan = ImportPlan(source, self._kind, self.file_step.policy.value, source.mapping)
            self._source = source
            self._look(plan, COLUMNS)

    # -- the preview --------------------------------------------------------------------------------------

    def _look(self, plan: ImportPlan, back_to: int) -> None:
        self._plan = plan
        imports = self._imports
        title = f"Checking {plan.source.name}"
        self._work(title, lambda progress: imports.preview(plan, progress), self._on_previewed, back_to)

    def _on_previewed(self, preview: Preview) -> None:
        self._preview = preview
        self.preview_step.show_preview(preview)
        self._show_step(PREVIEW)

    def _on_answered(self, answers: Answers) -> None:
        if self._plan is not None:
            self._look(replace(self._plan, answers={**self._plan.answers, **answers}), PREVIEW)

    def _on_leniency_changed(self, lenient: bool) -> None:
        if self._plan is not None:
            self._look(replace(self._plan, without_bad_cells=lenient), PREVIEW)

    # -- the import ---------------------------------------------------------------------------------------

    def _run(self) -> None:
        preview, imports = self._preview, self._imports
        if preview is not None:
            title = f"Importing {preview.plan.source.name}"
            self._work(
                title,
                lambda progress: imports.run(preview.plan, progress, expected=preview.counts),
                self._on_imported,
                PREVIEW,
            )

    def _on_imported(self, summary: ImportSummary) -> None:
        self.summary = summary
        self._kit.bus.publish(summary.changes)
        self.summary_step.show_summary(summary)
        self._show_step(SUMMARY)

    # -- work ---------------------------------------------------------------------------------------------

    def _work(self, title: str, work: Callable[[Progress], Any], on_done: Callable[[Any], None], back_to: int) -> None:
        """Show the work in the place of the step until it ends; a failure leads back to ``back_to``."""

        def failed(error: Exception) -> None:
            self._show_step(back_to)
            if isinstance(error, Cancelled):
                error = Cancelled(f"{title} was cancelled.", "Nothing was written.")
            self._on_failed(error)

        self._stack.setCurrentWidget(self.working)
        self._foot.setVisible(False)
        self.working.follow(self._kit.tasks.run_long(self, work, on_done, failed, title=title))

    def _on_failed(self, error: Exception) -> None:
        self._kit.messages.show_error(error)


def _documents() -> str:
    """Where people keep their files; their home where there is no folder for documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return documents if Path(documents).is_dir() else str(Path.home())
