"""The place where a file is dropped or chosen, and what is said of the one that was."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ip2a_desktop.domain.imports import SourceFile
from ip2a_desktop.ui.kit.theme import color
from ip2a_desktop.ui.kit.tokens import GAP_TIGHT, GAP_WIDE, MARGIN, RADIUS_LARGE, SPACE
from ip2a_desktop.ui.kit.widgets import IconLabel, button, label

FILE_FILTER = "CSV and Excel (*.csv *.tsv *.txt *.xlsx *.xlsm);;All files (*)"
_ENCODINGS = {
    "utf-8": "Unicode",
    "utf-8-sig": "Unicode",
    "cp1252": "Western European",
    "mac_roman": "Macintosh",
    "cp437": "DOS",
}
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}


def dropped_file(event: QDropEvent) -> Path | None:
    """Return the file that hangs at the pointer, None where it is none or more than one."""
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


class DropArea(QWidget):
    """A dashed place for a file; shows the file's name and what it is once one was opened.

    Signals:
        file_chosen(Path): the person chose or dropped a file.
    """

    file_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._is_hovered = False
        self.dialog: QFileDialog | None = None
        self.folder = ""
        self.setAcceptDrops(True)
        self.setMinimumHeight(SPACE * 11)
        self._picture = IconLabel("file-arrow-up", "accent_text", 32)
        self._title = label("", "section")
        self._about = label("", "muted")
        self.choose_button = button("", icon_name="folder-open", on_click=self.ask)
        words = QVBoxLayout()
        words.setSpacing(GAP_TIGHT)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._about)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, GAP_WIDE, MARGIN, GAP_WIDE)
        row.setSpacing(GAP_WIDE)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        row.addWidget(self.choose_button)
        self.setAccessibleName("The file to import")
        self.clear()

    def ask(self) -> None:
        """Ask for a file."""
        dialog = QFileDialog(self.window(), "Import a file", self.folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(FILE_FILTER)
        dialog.fileSelected.connect(lambda path: self.file_chosen.emit(Path(path)))
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        self.dialog = dialog
        dialog.open()

    def clear(self) -> None:
        """Ask for a file again."""
        self._picture.show_icon("file-arrow-up", "accent_text")
        self._title.setText("Drop a CSV or Excel file here")
        self._about.setText("or choose one from this computer. Nothing is written before the last step.")
        self.choose_button.setText("Choose a file…")

    def show_source(self, source: SourceFile) -> None:
        """Show the file that was opened."""
        self._picture.show_icon("file-text" if source.encoding else "table", "accent_text")
        self._title.setText(source.name)
        self._about.setText(" · ".join(_facts(source)))
        self.choose_button.setText("Choose another…")
        self.setAccessibleDescription(f"{source.name}, {self._about.text()}")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            self._hover(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hover(False)
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.file_chosen.emit(path)

    def _hover(self, hovered: bool) -> None:
        self._is_hovered = hovered
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(color("accent" if self._is_hovered else "border_strong"), 1.5 if self._is_hovered else 1)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(color("selected" if self._is_hovered else "surface"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS_LARGE, RADIUS_LARGE)
        painter.end()


def _facts(source: SourceFile) -> list[str]:
    size = source.size / 1024
    facts = [f"{source.row_count:,} rows", f"{len(source.headings):,} columns"]
    facts.append(f"{max(size, 1):,.0f} KB" if size < 1024 else f"{size / 1024:,.1f} MB")
    if source.encoding:
        encoding = _ENCODINGS.get(source.encoding, source.encoding.upper())
        facts.append(f"CSV with {_DELIMITERS.get(source.delimiter, 'commas')}, {encoding}")
    else:
        facts.append("Excel")
    return facts
