"""The help window: an index at the left, the page at the right; it stays open beside the work."""

from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ip2a_desktop.ui.help import pages
from ip2a_desktop.ui.help.document import help_document
from ip2a_desktop.ui.kit.theme import theme
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import label

_WIDTH: Final = 860
_HEIGHT: Final = 640
_INDEX_WIDTH: Final = 200
_NAME: Final = Qt.ItemDataRole.UserRole


class HelpWindow(QDialog):
    """Shows the help pages; it is no modal window, so a person reads and works."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help")
        self.resize(_WIDTH, _HEIGHT)
        self.page_name = ""
        self.index = QListWidget()
        self.index.setProperty("look", "choices")
        self.index.setAccessibleName("Help pages")
        self.index.setStyleSheet("QListWidget { background: transparent; }")
        self.browser = QTextBrowser()
        self.browser.setProperty("look", "bare")
        self.browser.setAccessibleName("Help page")
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(self._on_link)
        for page in pages.index():
            item = QListWidgetItem(page.title)
            item.setData(_NAME, page.name)
            self.index.addItem(item)
        self.index.currentItemChanged.connect(self._on_chosen)
        theme().changed.connect(self._show)
        self._lay_out()

    def _lay_out(self) -> None:
        left = QFrame()
        left.setObjectName("navigation")
        left.setFixedWidth(_INDEX_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(GAP, GAP_WIDE, GAP, GAP)
        caption = label("Help", "caption")
        column.addWidget(caption)
        column.addWidget(self.index, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        words = QVBoxLayout()
        words.setContentsMargins(MARGIN + GAP, MARGIN, 4, GAP)
        words.addWidget(self.browser)
        row.addLayout(words, 1)

    def show_page(self, name: str) -> None:
        """Show the page of a name (the first page where there is none), and bring the window to the front."""
        wanted = name if pages.load(name) is not None else pages.FIRST
        for row in range(self.index.count()):
            if self.index.item(row).data(_NAME) == wanted:
                self.index.setCurrentRow(row)
        self.show()
        self.activateWindow()
        self.browser.setFocus()

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.page_name = str(item.data(_NAME))
            self._show()

    def _show(self) -> None:
        page = pages.load(self.page_name)
        if page is None:
            return
        document = help_document(page.text)
        document.setParent(self.browser)
        self.browser.setDocument(document)

    def _on_link(self, url: QUrl) -> None:
        if url.isRelative():
            self.show_page(url.path().removesuffix(".md"))
        elif url.scheme() == "https":
            QDesktopServices.openUrl(url)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)
