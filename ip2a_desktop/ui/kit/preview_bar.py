"""The bar above a paper's preview: pages, size on screen, paper size, search in the text."""

from typing import Final

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT
from ip2a_desktop.ui.kit.widgets import label, line, tool_button

_ZOOMS: Final = (50, 75, 100, 125, 150, 200, 300)
_FIT_WIDTH: Final = "Fit width"
_FIT_PAGE: Final = "Fit page"


class _SearchField(QLineEdit):
    """A search field: Enter goes to the next place, Shift+Enter to the one before."""

    step = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            event.accept()
            return
        super().keyPressEvent(event)


class PreviewBar(QWidget):
    """Steers a PDF view. The paper size is the person's choice: ``size_chosen(PaperSize)``."""

    size_chosen = Signal(object)

    def __init__(self, view: QPdfView, document: QPdfDocument, size: PaperSize) -> None:
        super().__init__()
        self._view = view
        self._document = document
        self._pages = 0
        self._found = QPdfSearchModel(self)
        self._found.setDocument(document)
        view.setSearchModel(self._found)
        self._make_pages()
        self._make_zoom()
        self._make_search()
        self.paper = QComboBox()
        self.paper.setAccessibleName("Paper size")
        for one in PaperSize:
            self.paper.addItem(one.label, one.value)
        self.paper.setCurrentIndex(self.paper.findData(size.value))
        self.paper.activated.connect(lambda _row: self.size_chosen.emit(PaperSize(self.paper.currentData())))
        self._arrange()
        view.pageNavigator().currentPageChanged.connect(self._on_page_shown)
        document.pageCountChanged.connect(self._on_count_changed)
        self._on_count_changed(document.pageCount())

    def _make_pages(self) -> None:
        self.page = QLineEdit("1")
        self.page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page.setAccessibleName("Page")
        self.page.setFixedWidth(60)
        self.page.editingFinished.connect(self._on_page_typed)
        self.count = label("", "muted")
        self._before = tool_button("caret-left", "Page before", lambda: self.step_page(-1))
        self._after = tool_button("caret-right", "Next page", lambda: self.step_page(1))

    def _make_zoom(self) -> None:
        self.zoom = QComboBox()
        self.zoom.setAccessibleName("Size on screen")
        self.zoom.addItem(_FIT_WIDTH)
        self.zoom.addItem(_FIT_PAGE)
        for percent in _ZOOMS:
            self.zoom.addItem(f"{percent} %", percent)
        self.zoom.activated.connect(lambda _row: self._apply_zoom())
        self._smaller = tool_button("magnifying-glass-minus", "Smaller", lambda: self.step_zoom(-1))
        self._larger = tool_button("magnifying-glass-plus", "Larger", lambda: self.step_zoom(1))

    def _make_search(self) -> None:
        self.search = _SearchField()
        self.search.setProperty("look", "search")
        self.search.setPlaceholderText("Find in this paper")
        self.search.setAccessibleName("Find in this paper")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(152)
        self.search.setMaximumWidth(240)
        self.search.textChanged.connect(self._on_search)
        self.search.step.connect(self.step_found)
        self.found = label("", "caption")
        self._place = -1
        self._found.countChanged.connect(self._on_found)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_TIGHT)
        groups = (
            (self._before, self.page, self.count, self._after),
            (self._smaller, self.zoom, self._larger),
            (self.paper,),
        )
        for number, group in enumerate(groups):
            if number:
                row.addSpacing(GAP)
                row.addWidget(line(upright=True))
                row.addSpacing(GAP)
            for one in group:
                row.addWidget(one)
        row.addStretch(1)
        row.addWidget(self.found)
        row.addSpacing(GAP_TIGHT)
        row.addWidget(self.search, 2)

    def go_to(self, page: int) -> None:
        """Show a page, counted from 1."""
        if 1 <= page <= self._pages and page - 1 != self._view.pageNavigator().currentPage():
            self._view.pageNavigator().jump(page - 1, QPointF(), 0)

    def step_page(self, step: int) -> None:
        """Show the next page (1) or the one before (-1)."""
        self.go_to(self._view.pageNavigator().currentPage() + 1 + step)

    def _on_page_typed(self) -> None:
        if self.page.text().strip().isdecimal():
            self.go_to(min(int(self.page.text()), self._pages))
        self._on_page_shown(self._view.pageNavigator().currentPage())

    def _on_page_shown(self, page: int) -> None:
        self.page.setText(str(page + 1))
        self._before.setEnabled(page > 0)
        self._after.setEnabled(page + 1 < self._pages)

    def _on_count_changed(self, count: int) -> None:
        self._pages = count
        self.count.setText(f"of {count:,}")
        self._on_page_shown(self._view.pageNavigator().currentPage())

    def step_zoom(self, step: int) -> None:
        """Show the paper one step larger (1) or smaller (-1) than it is now."""
        now = self._percent()
        choices = [one for one in _ZOOMS if (one > now + 1 if step > 0 else one < now - 1)]
        if choices:
            self.zoom.setCurrentIndex(self.zoom.findData(choices[0] if step > 0 else choices[-1]))
            self._apply_zoom()

    def fit_width(self) -> None:
        """Make the paper as wide as the window."""
        self.zoom.setCurrentIndex(0)
        self._apply_zoom()

    def _percent(self) -> float:
        """Return how large the paper is on screen now; its true size is 100."""
        chosen = self.zoom.currentData()
        if chosen is not None:
            return float(chosen)
        size = self._document.pagePointSize(max(0, self._view.pageNavigator().currentPage()))
        if size.isEmpty():
            return 100.0
        margins = self._view.documentMargins()
        area = self._view.viewport().size().shrunkBy(margins)
        across = area.width() / (size.width() * self._view.logicalDpiX() / 72)
        if self.zoom.currentIndex() == 0:
            return 100 * across
        return 100 * min(across, area.height() / (size.height() * self._view.logicalDpiY() / 72))

    def _apply_zoom(self) -> None:
        percent = self.zoom.currentData()
        if percent is not None:
            self._view.setZoomMode(QPdfView.ZoomMode.Custom)
            self._view.setZoomFactor(percent / 100)
        elif self.zoom.currentIndex() == 0:
            self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        else:
            self._view.setZoomMode(QPdfView.ZoomMode.FitInView)

    def _on_search(self, text: str) -> None:
        self._place = -1
        self._found.setSearchString(text.strip())
        self._on_found()

    def _on_found(self) -> None:
        """Show how many places there are; the first one is shown as soon as it is found."""
        count = self._found.count()
        if count and self._place < 0:
            self.step_found(1)
        elif not self.search.text().strip():
            self.found.setText("")
        else:
            self.found.setText(f"{self._place + 1:,} of {count:,}" if count else "Not found")

    def step_found(self, step: int) -> None:
        """Show the next place (1) or the one before (-1), round the end."""
        count = self._found.count()
        if not count:
            return
        self._place = (self._place + step) % count if self._place >= 0 else 0
        self._view.setCurrentSearchResultIndex(self._place)
        result = self._found.resultAtIndex(self._place)
        self._view.pageNavigator().jump(result.page(), result.location(), 0)
        self.found.setText(f"{self._place + 1:,} of {count:,}")
