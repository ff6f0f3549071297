"""The headings of a list."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QWidget

_ROOM: Final = "\u2003\u2002"
"""White space as wide as the arrow: with a style sheet Qt draws the arrow over words that stand to the right."""


class ListHeader(QHeaderView):
    """The headings of a list; the arrow of the order stands beside the words, whichever side these stand on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:
        """Leave room for the arrow behind the words of a heading that stand to the right."""
        super().initStyleOptionForIndex(option, section)
        stands_right = Qt.AlignmentFlag(option.textAlignment) & Qt.AlignmentFlag.AlignRight
        if stands_right and self.isSortIndicatorShown() and self.sortIndicatorSection() == section:
            option.text += _ROOM
