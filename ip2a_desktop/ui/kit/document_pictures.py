"""Pictures of documents: thumbnails and pages, drawn off the GUI thread; scans of several pages as one PDF."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageReader, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPdf import QPdfDocument

from ip2a_desktop.domain.documents import PDF, Content
from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.domain.papers import PaperSize

THUMBNAIL: Final = 160
"""The edge of a thumbnail in pixels; shown smaller, so that it is sharp at 200 %."""
_LARGEST: Final = 4000
"""The edge in pixels beyond which a picture is shown smaller."""
_SHEETS: Final = {PaperSize.LETTER: QPageSize.PageSizeId.Letter, PaperSize.A4: QPageSize.PageSizeId.A4}
_DPI: Final = 200


def thumbnail(content: Content) -> QImage:
    """Return a small picture of a document's first page; a null one where it cannot be drawn. Works in any thread."""
    if content.media_type == PDF:
        return _first_page(content.data)
    return _read(content.data, THUMBNAIL)


def picture(content: Content) -> QImage:
    """Return the picture of an image document.

    Raises:
        InputProblem: it cannot be drawn.
    """
    found = _read(content.data, _LARGEST)
    if found.isNull():
        raise InputProblem(
            f"“{content.name}” cannot be shown here.", "It is kept unchanged.", "Open it, or save a copy of it."
        )
    return found


def _read(data: bytes, edge: int) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)  # a photo lies as the camera was held
    size = reader.size()
    if size.width() > edge or size.height() > edge:
        reader.setScaledSize(size.scaled(edge, edge, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _first_page(data: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    size = document.pagePointSize(0).scaled(QSizeF(THUMBNAIL, THUMBNAIL), Qt.AspectRatioMode.KeepAspectRatio)
    drawn = document.render(0, size.toSize()) if document.pageCount() and not size.isEmpty() else QImage()
    document.close()
    if drawn.isNull():
        return drawn
    page = QImage(drawn.size(), QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    painter.drawImage(0, 0, drawn)
    painter.setPen(Qt.GlobalColor.lightGray)
    painter.drawRect(page.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return page


def one_pdf(pages: Sequence[Path], target: Path, paper: PaperSize) -> Path:
    """Write scanned pages as one PDF, one to a sheet. Works in any thread.

    Raises:
        InputProblem: a page cannot be read; nothing is written.
    """
    images = [_page_of(path) for path in pages]
    writer = QPdfWriter(str(target))
    writer.setCreator("IP2A Desktop")
    writer.setResolution(_DPI)
    painter = QPainter()
    for number, image in enumerate(images):
        wide = image.width() > image.height()
        orientation = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
        writer.setPageLayout(QPageLayout(QPageSize(_SHEETS[paper]), orientation, QMarginsF()))
        if number:
            writer.newPage()
        elif not painter.begin(writer):
            raise InputProblem("The pages could not be put together.", "Nothing was added.", "Add them one by one.")
        sheet = QSize(writer.width(), writer.height())
        size = image.size().scaled(sheet, Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (sheet.width() - size.width()) / 2, (sheet.height() - size.height()) / 2
        painter.drawImage(QRectF(left, top, size.width(), size.height()), image)
    painter.end()
    return target


def _page_of(path: Path) -> QImage:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.width() > _LARGEST or size.height() > _LARGEST:
        reader.setScaledSize(size.scaled(_LARGEST, _LARGEST, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise InputProblem(
            f"“{path.name[:80]}” is no picture of a page.",
            "Nothing was added.",
            "Choose the pictures of the pages again.",
        )
    return image
