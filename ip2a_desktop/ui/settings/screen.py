"""The settings page: look, hall and paper, data, about."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ip2a_desktop import __version__
from ip2a_desktop.config import APP_NAME
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.hall import HallDraft
from ip2a_desktop.domain.progress import Progress
from ip2a_desktop.domain.samples import SampleRemoved
from ip2a_desktop.ui.kit.brand import Mark
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.page import Page
from ip2a_desktop.ui.kit.theme import THEME_CHOICES, ThemeChoice, theme
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import button, label, line, scrolled
from ip2a_desktop.ui.settings.documents_folder import DocumentHooks, DocumentsFolder
from ip2a_desktop.ui.settings.hall_form import HallForm
from ip2a_desktop.ui.settings.theme_tiles import ThemeTiles

THEME_KEY: Final = "theme"
"""Where the chosen theme is remembered."""
_WIDEST: Final = 720
_NAME_WIDTH: Final = 148


@dataclass(frozen=True)
class SettingsHooks:
    """What the page does beyond itself; everything here but the paths blocks and runs in a worker.

    Args:
        load_hall: reads the hall's data.
        save_hall: writes it.
        has_sample: says whether sample data is there.
        remove_sample: takes the sample data away.
        data_folder: where this computer keeps its data.
        database: which database this is, in words.
        documents: reads and writes where documents are kept; None for who is no admin.
    """

    load_hall: Callable[[], HallDraft]
    save_hall: Callable[[HallDraft], Changes]
    has_sample: Callable[[], bool]
    remove_sample: Callable[[Progress], SampleRemoved]
    data_folder: Path
    database: str
    documents: DocumentHooks | None = None


class SettingsPage(Page):
    """Shows the settings, one section below the other."""

    def __init__(self, kit: Kit, hooks: SettingsHooks) -> None:
        super().__init__("settings", "Settings")
        self._kit = kit
        self._hooks = hooks
        self.tiles = ThemeTiles(theme().choice)
        self.tiles.chosen.connect(self._on_theme)
        self.hall = HallForm()
        self.hall.save_wanted.connect(self._save_hall)
        self.sample = self._sample_section()
        self.documents = DocumentsFolder(kit, hooks.documents) if hooks.documents is not None else None
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN, 0, MARGIN, MARGIN * 2)
        column.setSpacing(0)
        self._add_section(column, "Look", self.tiles, first=True)
        self._add_section(column, "Hall and paper", self.hall, "Printed papers carry the name and address.")
        self._add_section(column, "Data", self._data_section())
        column.addSpacing(GAP_WIDE)
        column.addWidget(self.sample)
        self._add_section(column, "About", self._about_section())
        column.addStretch(1)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inside, 1)
        row.addStretch(0)
        self.set_body(scrolled(body))

    def _add_section(
        self, column: QVBoxLayout, title: str, body: QWidget, hint: str = "", *, first: bool = False
    ) -> None:
        if not first:
            column.addSpacing(MARGIN + GAP)
        column.addWidget(label(title, "section"))
        if hint:
            column.addSpacing(2)
            column.addWidget(label(hint, "muted", wrap=True))
        column.addSpacing(GAP)
        column.addWidget(line())
        column.addSpacing(GAP_WIDE)
        column.addWidget(body)

    def _data_section(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP_WIDE)
        grid.setVerticalSpacing(GAP)
        grid.setColumnMinimumWidth(0, _NAME_WIDTH)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label("Database"), 0, 0)
        grid.addWidget(label(self._hooks.database, "value", wrap=True, selectable=True), 0, 1, 1, 2)
        grid.addWidget(label("Data folder"), 1, 0)
        grid.addWidget(label(str(self._hooks.data_folder), "value", wrap=True, selectable=True), 1, 1)
        grid.addWidget(button("Open folder", icon_name="folder-open", on_click=self._open_folder), 1, 2)
        if self.documents is not None:
            grid.addWidget(label("Documents"), 2, 0)
            grid.addWidget(self.documents, 2, 1, 1, 2)
        return made

    def _sample_section(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_WIDE)
        words = label(
            "Invented members, employers, grievances, applications to the fund and organizing activities are in this "
            "database.",
            "value",
            wrap=True,
        )
        name = label("Sample data")
        name.setFixedWidth(_NAME_WIDTH)
        row.addWidget(name)
        row.addWidget(words, 1)
        row.addWidget(button("Remove sample data", icon_name="eraser", on_click=self._ask_to_remove))
        made.hide()
        return made

    def _about_section(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_WIDE)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(f"{APP_NAME} {__version__}", "strong", selectable=True))
        words.addWidget(
            label(
                "Font: Inter (SIL Open Font License). Icons: Phosphor (MIT). Database: PostgreSQL.", "muted", wrap=True
            )
        )
        row.addWidget(Mark(40), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return made

    def activate(self) -> None:
        """Read what may have changed since, unless something is being typed."""
        self.tiles.tiles[theme().choice].setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.hall.is_dirty:
            self._kit.tasks.run(self, self._hooks.load_hall, self.hall.load, key="hall")
        if self.documents is not None:
            self.documents.read()
        self._kit.tasks.run(self, self._hooks.has_sample, self.sample.setVisible, key="sample")

    def _on_theme(self, choice: ThemeChoice) -> None:
        theme().choose(choice)
        self._kit.settings.set(THEME_KEY, choice)

    def _save_hall(self, draft: HallDraft) -> None:
        self.hall.save_button.setEnabled(False)
        self._kit.write(self, lambda: self._hooks.save_hall(draft), self._on_saved, self._on_not_saved)

    def _on_saved(self, _changes: Changes) -> None:
        self._kit.messages.toast("The hall’s data is saved", tone="good")
        self._kit.tasks.run(self, self._hooks.load_hall, self.hall.load, key="hall")

    def _on_not_saved(self, error: Exception) -> None:
        self.hall.save_button.setEnabled(True)
        self._on_failed(error)

    def _on_failed(self, error: Exception) -> None:
        self._kit.messages.show_error(error)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._hooks.data_folder)))

    def _ask_to_remove(self) -> None:
        self._kit.messages.confirm(
            "Remove the sample data?",
            "The invented members, employers, grievances, applications to the fund and organizing activities go. "
            "What you entered yourself, and what somebody worked on, stays.",
            "Remove sample data",
            self._remove,
            danger=True,
        )

    def _remove(self) -> None:
        def done(removed: SampleRemoved) -> None:
            self.sample.hide()
            self._kit.bus.publish(removed.changes)
            count = len(removed.kept)
            records = (
                "1 record that somebody worked on stays" if count == 1 else f"{count:,} records that are in use stay"
            )
            self._kit.messages.toast(f"The sample data is removed{f'; {records}' if count else ''}", tone="good")

        self._kit.tasks.run_long(
            self,
            self._hooks.remove_sample,
            done,
            self._on_failed,
            title="Removing sample data",
        )

    def may_close(self, answer: Callable[[bool], None]) -> None:
        """Ask about the hall's data where it is typed and not saved."""
        if not self.hall.is_dirty:
            answer(True)
            return
        self._kit.messages.confirm(
            "Discard the changes to the hall’s data?",
            "What you typed in Settings is not saved yet.",
            "Discard",
            lambda: answer(True),
            danger=True,
            on_no=lambda: answer(False),
        )


def is_theme(name: str) -> bool:
    """Say whether a remembered word names a theme."""
    return name in THEME_CHOICES
