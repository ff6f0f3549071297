"""Turns Markdown into a page that reads well: sizes of the scale, room between lines, keys as caps."""

from typing import Final

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.theme import color
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE
from ip2a_desktop.ui.kit.typography import TypeRole

_LINE_HEIGHT: Final = 150.0
_INDENT: Final = 20
_HEADINGS: Final[dict[int, TypeRole]] = {1: "title", 2: "lead", 3: "body"}
_PROPORTIONAL: Final = 1
"""QTextBlockFormat.LineHeightTypes.ProportionalHeight, which the bindings want as a number."""


def help_document(markdown: str) -> QTextDocument:
    """Return a document of a Markdown text in the theme that is shown now."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setIndentWidth(_INDENT)
    document.setDefaultFont(typography.font())
    document.setMarkdown(markdown)
    block = document.begin()
    while block.isValid():
        _dress_block(block)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)
    return document


def _dress_block(block: QTextBlock) -> None:
    cursor = QTextCursor(block)
    level = block.blockFormat().headingLevel()
    shape = QTextBlockFormat(block.blockFormat())
    shape.setLineHeight(130.0 if level else _LINE_HEIGHT, _PROPORTIONAL)
    shape.setTopMargin((0 if level == 1 else GAP_WIDE + GAP) if level else 0)
    shape.setBottomMargin(GAP if level or cursor.currentTable() is None else 0)
    if block.textList() is not None:
        shape.setBottomMargin(GAP // 2)
    cursor.setBlockFormat(shape)
    if level:
        _dress_heading(block, level)
    else:
        _dress_words(block)


def _select(block: QTextBlock, start: int, length: int) -> QTextCursor:
    cursor = QTextCursor(block)
    cursor.setPosition(start)
    cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _dress_heading(block: QTextBlock, level: int) -> None:
    words = QTextCharFormat()
    words.setFont(typography.font(_HEADINGS.get(level, "body"), "semibold"))
    words.setForeground(color("text"))
    _select(block, block.position(), max(0, block.length() - 1)).setCharFormat(words)


def _dress_words(block: QTextBlock) -> None:
    """Draw what stands in backquotes as a key cap, and links in the accent."""
    pieces: list[tuple[int, int, QTextCharFormat]] = []
    iterator = block.begin()
    while not iterator.atEnd():
        piece = iterator.fragment()
        pieces.append((piece.position(), piece.length(), QTextCharFormat(piece.charFormat())))
        iterator += 1
    for start, length, shape in pieces:
        if shape.fontFixedPitch():
            shape.setFont(typography.font("caption", "medium"))
            shape.setBackground(color("pressed"))
            shape.setForeground(color("text"))
            _select(block, start, length).setCharFormat(shape)
        elif shape.isAnchor():
            shape.setForeground(color("accent_text"))
            shape.setFontUnderline(True)
            _select(block, start, length).setCharFormat(shape)


def _dress_table(table: QTextTable) -> None:
    shape = table.format()
    shape.setBorder(0)
    shape.setCellPadding(5)
    shape.setCellSpacing(0)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shape.setColumnWidthConstraints(
        [QTextLength(QTextLength.Type.PercentageLength, share) for share in _shares(table.columns())]
    )
    shape.setBottomMargin(GAP)
    table.setFormat(shape)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        cursor = cell.firstCursorPosition()
        cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        words = QTextCharFormat()
        words.setFont(typography.font("caption", "medium"))
        words.setForeground(QColor(color("muted")))
        words.setFontWeight(QFont.Weight.Medium)
        cursor.mergeCharFormat(words)


def _shares(columns: int) -> list[int]:
    return [20, 28, 52] if columns == 3 else [100 // columns] * columns
