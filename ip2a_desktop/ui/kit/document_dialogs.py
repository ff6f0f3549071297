"""A document looked at inside the program, and the versions that it had."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QWidget

from ip2a_desktop.domain.documents import PDF, Content, Document, Looked, shown_size
from ip2a_desktop.ui.kit.cards import Card, CardLine, CardList
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.document_pictures import picture
from ip2a_desktop.ui.kit.formats import moment
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.states import StateStack

_LOOK: Final = QSize(860, 720)
_HISTORY: Final = QSize(560, 420)
_HOW: Final = {"preview": "Looked at it", "open": "Opened it", "save": "Saved a copy"}


class _Image(QLabel):
    """One picture, as large as its room."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = QPixmap()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(1, 1)

    def show_image(self, image: QImage) -> None:
        """Show a picture."""
        self._whole = QPixmap.fromImage(image)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the picture as large as its room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._whole.isNull():
            return
        ratio = self.devicePixelRatioF()
        room = (self.size() * ratio).boundedTo(self._whole.size())
        how = (Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        shown = self._whole.scaled(room, *how)
        shown.setDevicePixelRatio(ratio)
        self.setPixmap(shown)


class DocumentDialog(Dialog):
    """Shows a picture or PDF; show it with ``open``.

    Args:
        kit: the screens' tools.
        parent: the widget over whose window it appears.
        document: what is shown.
        load: reads its content; called in a worker.
    """

    def __init__(self, kit: Kit, parent: QWidget, document: Document, load: Callable[[], Content]) -> None:
        super().__init__(document.name, parent.window(), width=480)
        self._kit = kit
        self._load = load
        self.image = _Image()
        self.image.setAccessibleName(f"Picture of {document.name}")
        self.pages = QPdfView(self)
        self.pages.setFrameShape(QFrame.Shape.NoFrame)
        self.pages.setAccessibleName(f"Pages of {document.name}")
        self.pages.setPageMode(QPdfView.PageMode.MultiPage)
        self.pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._buffer = QBuffer(self)
        self._pdf = QPdfDocument(self)
        self.pages.setDocument(self._pdf)
        self._views = QStackedWidget()
        self._views.addWidget(self.image)
        self._views.addWidget(self.pages)
        self.states = StateStack(self._views)
        parts = (document.kind, shown_size(document.byte_count), document.description)
        self.add_sentence(" · ".join(part for part in parts if part))
        self.body.addWidget(self.states, 1)
        self.add_button("Close", default=True)
        self._read()

    @property
    def is_shown(self) -> bool:
        """Whether the document is on screen."""
        return self._pdf.pageCount() > 0 or not self.image.pixmap().isNull()

    def _fit(self) -> None:
        self.resize(_LOOK.boundedTo(self.screen().availableSize() * 0.9))

    def _read(self) -> None:
        self.states.show_loading("Reading the document…", self.reject)
        self._kit.tasks.run(self, self._work, self._show, self._on_failed, key="content", slow=True)

    def _work(self) -> tuple[Content, QImage | None]:
        content = self._load()
        return content, None if content.media_type == PDF else picture(content)

    def _show(self, found: tuple[Content, QImage | None]) -> None:
        content, image = found
        if image is not None:
            self.image.show_image(image)
            self._views.setCurrentWidget(self.image)
        else:
            self._buffer.setData(QByteArray(content.data))
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self._pdf.load(self._buffer)
            self._views.setCurrentWidget(self.pages)
        self.states.show_content()

    def _on_failed(self, error: Exception) -> None:
        self.states.show_failed(error, self._read)


class HistoryDialog(Dialog):
    """The versions of a document, and of a private one who looked at it; show it with ``open``.

    Args:
        parent: the widget over whose window it appears.
        versions: the latest first.
        looks: the latest first.
        save: asks where to save a copy of a version.
    """

    def __init__(
        self, parent: QWidget, versions: Sequence[Document], looks: Sequence[Looked], save: Callable[[UUID], object]
    ) -> None:
        super().__init__(f"History of {versions[0].name}", parent.window(), width=_HISTORY.width())
        self.list = CardList("Versions")
        self.list.setMinimumHeight(_HISTORY.height() - 160)
        self.list.show_cards([*(_version_card(one) for one in versions), *(_look_card(one) for one in looks)])
        self.list.choose(versions[0].id)
        self.body.addWidget(self.list, 1)
        self.save_button = self.add_button("Save a copy…", on_click=lambda: self._save(save))
        self.add_button("Close", default=True)

    def _save(self, save: Callable[[UUID], object]) -> None:
        if self.list.current_id is not None:
            save(self.list.current_id)


def _version_card(one: Document) -> Card:
    state = "The newest version" if one.replaced_at is None else f"Replaced {moment(one.replaced_at)}"
    return Card(
        one.id,
        one.name,
        meta=f"{one.created_by} · {moment(one.created_at)}",
        body=f"{state} · {one.kind} · {shown_size(one.byte_count)}",
    )


def _look_card(one: Looked) -> Card:
    return Card(None, meta=moment(one.at), lines=(CardLine(one.by, _HOW.get(one.how, one.how)),))
