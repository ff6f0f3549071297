"""A paper before it is printed: shown by Qt's own PDF view, printed, or saved as PDF."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMargins, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.services.files import file_name as safe_name
from ip2a_desktop.services.files import write_whole
from ip2a_desktop.ui.kit import actions
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.preview_bar import PreviewBar
from ip2a_desktop.ui.kit.printing import print_paper, printer_for
from ip2a_desktop.ui.kit.states import StateStack
from ip2a_desktop.ui.kit.theme import color, theme
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import ActionButton, button, label, line

MakePaper = Callable[[PaperSize], bytes]
"""Makes the PDF of a paper size; called in a worker."""

_SIZE: Final = "paper.size"
_FOLDER: Final = "paper.folder"
_WINDOW: Final = QSize(920, 860)


class PaperDialog(QDialog):
    """Shows a paper and offers to print or save it; show it with ``open``.

    Args:
        kit: the tools of every screen.
        title: what the paper is, such as "Member roster".
        make: makes the PDF; called again when the person chooses another paper size.
        file_name: words for the file's name when it is saved; the title where there are none.
        size: the paper to begin with; else the one that the person chose last, else the hall's own.
        parent: the window that it belongs to.

    Signals:
        shown(): a paper was made and is on screen.
        saved(Path): it was written to a file.
        printed(int): that many pages went to the printer.
    """

    shown = Signal()
    saved = Signal(object)
    printed = Signal(int)

    def __init__(
        self,
        kit: Kit,
        title: str,
        make: MakePaper,
        *,
        file_name: str = "",
        size: PaperSize | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kit = kit
        self._title = title
        self._make = make
        self._file_name = safe_name(file_name or title, ".pdf")
        self._size = size or PaperSize.from_text(kit.settings.get(_SIZE, "")) or kit.hall_paper()
        self._pdf = b""
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make_view()
        self._make_actions()
        self._arrange()
        theme().changed.connect(self._dress)
        self._dress()
        self._fit_to_screen()
        self._make_paper()

    @property
    def pdf(self) -> bytes:
        """The paper on screen, empty while it is made."""
        return self._pdf

    def _make_view(self) -> None:
        self.view = QPdfView(self)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setAccessibleName(f"Preview of {self._title}")
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocumentMargins(QMargins(MARGIN, MARGIN, MARGIN, MARGIN))
        self.view.setPageSpacing(GAP_WIDE)
        self.view.setDocument(self.document)
        self.bar = PreviewBar(self.view, self.document, self._size)
        self.bar.size_chosen.connect(self._on_size_chosen)
        self.stack = StateStack(self.view)

    def _make_actions(self) -> None:
        self.print_action = actions.make("print", self, self._ask_printer, tip="Send it to a printer")
        self.save_action = actions.make(
            "save", self, self._ask_file, text="Save as PDF", tip="Keep it as a file", icon_name="download-simple"
        )
        actions.make("find", self, self.bar.search.setFocus)
        actions.make("zoom_in", self, lambda: self.bar.step_zoom(1))
        actions.make("zoom_out", self, lambda: self.bar.step_zoom(-1))
        actions.make("zoom_fit", self, self.bar.fit_width)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(label(self._title, "title"), 1)
        head.addWidget(button("Close", "quiet", on_click=self.reject))  # as a sheet on a Mac it has no title bar
        head.addWidget(ActionButton(self.save_action))
        head.addWidget(ActionButton(self.print_action, "primary"))
        top = QVBoxLayout()
        top.setContentsMargins(MARGIN, GAP_WIDE, MARGIN, GAP_WIDE - GAP // 2)
        top.setSpacing(GAP_WIDE - GAP // 2)
        top.addLayout(head)
        top.addWidget(self.bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(line())
        layout.addWidget(self.stack, 1)
        self.view.setFocus()

    def _dress(self) -> None:
        """The desk that the sheets lie on; the sheets themselves stay white in every theme."""
        palette = self.view.palette()
        palette.setColor(QPalette.ColorRole.Dark, color("pressed"))
        self.view.setPalette(palette)

    def _fit_to_screen(self) -> None:
        room = self.screen().availableSize() * 0.92
        self.resize(_WINDOW.boundedTo(room))

    def _make_paper(self) -> None:
        self._set_ready(False)
        self.stack.show_loading("Setting the pages…", lambda: self._kit.tasks.drop(self, "paper"), self._make_paper)
        size, make = self._size, self._make
        self._kit.tasks.run(self, lambda: make(size), self._on_made, self._on_failed, key="paper", slow=True)

    def _on_made(self, pdf: bytes) -> None:
        self._pdf = pdf
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self.stack.show_content()
        self._set_ready(True)
        self.shown.emit()

    def _on_failed(self, error: Exception) -> None:
        self.stack.show_failed(error, self._make_paper)

    def _set_ready(self, ready: bool) -> None:
        for one in (self.print_action, self.save_action):
            one.setEnabled(ready)

    def _on_size_chosen(self, size: PaperSize) -> None:
        if size is self._size:
            return
        self._size = size
        self._kit.settings.set(_SIZE, size.value)
        self._make_paper()

    def _ask_file(self) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, "Save as PDF", self._kit.settings.get(_FOLDER, usual), "PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self._file_name)
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write the paper on screen to a file, whole or not at all."""
        pdf = self._pdf

        def written(_nothing: None) -> None:
            self._kit.settings.set(_FOLDER, str(path.parent))
            self._kit.messages.toast(f"Saved as {path.name}", tone="good")
            self.saved.emit(path)

        self._kit.tasks.run(self, lambda: write_whole(path, pdf), written, self._show_error)

    def _ask_printer(self) -> None:
        printer = printer_for(self._size, self._title)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinMax(1, max(1, self.document.pageCount()))
        dialog.accepted.connect(lambda: self.print_to(printer))
        QDialog.open(dialog)  # QPrintDialog's own wants a slot by its name

    def print_to(self, printer: QPrinter) -> None:
        """Send the paper on screen to a printer, in a worker, with progress and cancel."""
        pdf = self._pdf

        def sent(pages: int) -> None:
            words = "1 page is" if pages == 1 else f"{pages:,} pages are"
            self._kit.messages.toast(f"{words} with the printer", tone="good")
            self.printed.emit(pages)

        self._kit.tasks.run_long(
            self,
            lambda progress: print_paper(pdf, printer, progress),
            sent,
            self._show_error,
            title=f"Printing {self._title}",
        )

    def _show_error(self, error: Exception) -> None:
        self._kit.messages.show_error(error)
