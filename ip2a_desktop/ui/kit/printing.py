"""A finished paper onto a printer: each page drawn at its true size, off the GUI thread."""

from collections.abc import Iterator

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.domain.progress import Progress

_SHEETS = {PaperSize.LETTER: QPageSize.PageSizeId.Letter, PaperSize.A4: QPageSize.PageSizeId.A4}
_POINTS = 72.0
_FINEST = 400
"""Dots an inch, in shades of grey: a finer page reads no better, and stands in memory as a whole."""


def printer_for(size: PaperSize, name: str) -> QPrinter:
    """Return the system's usual printer, set to a paper size; ``name`` is the job's name in its queue."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(_SHEETS[size]))
    printer.setFullPage(True)  # the paper brings its own margins
    printer.setDocName(name)
    printer.setCreator("IP2A Desktop")
    return printer


def print_paper(pdf: bytes, printer: QPrinter, progress: Progress) -> int:
    """Print the pages that the person chose in the system's dialog; return how many.

    Raises:
        InputProblem: the printer does not take the job, or stopped while it ran.
        Cancelled: from ``progress``; pages that were sent already are printed.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    pages = list(_chosen(printer, document.pageCount()))
    painter = QPainter()
    if not painter.begin(printer):
        raise _refused(printer)
    try:
        for done, page in enumerate(pages):
            progress(done, len(pages), f"Page {done + 1:,} of {len(pages):,}")
            if done and not printer.newPage():
                raise _refused(printer)
            _draw(painter, printer, document, page)
        progress(len(pages), len(pages), "All pages are with the printer")
    finally:
        painter.end()
        document.close()
    return len(pages)


def _refused(printer: QPrinter) -> InputProblem:
    return InputProblem(
        f"The printer {printer.printerName()} does not take the paper.".replace("  ", " "),
        "Your records are unchanged.",
        "Look whether it is on and has paper, or save the paper as PDF.",
    )


def _chosen(printer: QPrinter, count: int) -> Iterator[int]:
    """Yield the pages to print, counted from 0, in the order and as often as was asked for."""
    first, last = printer.fromPage() or 1, min(printer.toPage() or count, count)
    pages = range(first - 1, last)
    backwards = printer.pageOrder() == QPrinter.PageOrder.LastPageFirst
    ordered = list(reversed(pages)) if backwards else list(pages)
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        yield from ordered * copies
    else:
        yield from (page for page in ordered for _ in range(copies))


def _draw(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    """Draw one page at its true size; only where the sheet is too small for it, smaller."""
    dots = printer.resolution()
    size = document.pagePointSize(page)
    sheet = printer.pageLayout().fullRectPixels(dots)
    wanted = QSizeF(size.width() * dots / _POINTS, size.height() * dots / _POINTS)
    if wanted.width() > sheet.width() * 1.01 or wanted.height() > sheet.height() * 1.01:
        wanted.scale(QSizeF(sheet.size()), Qt.AspectRatioMode.KeepAspectRatio)
    fine = min(1.0, _FINEST / dots)
    left = (sheet.width() - wanted.width()) / 2
    place = QRectF(left, 0, wanted.width(), wanted.height())
    # The renderer knows 32 bits only; papers are black on white, and grey is a quarter of the printer's data.
    drawn = document.render(
        page, (wanted * fine).toSize(), format=QImage.Format.Format_RGB32, fillColor=Qt.GlobalColor.white
    )
    painter.drawImage(place, drawn.convertToFormat(QImage.Format.Format_Grayscale8))
