"""One line of a form: fields on twelve columns of one width, so that they stand below each other from line to line."""

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

COLUMNS = 12


class FormLine(QLayout):
    """Places widgets side by side; each takes some of the twelve columns.

    Args:
        gap: pixels between two columns.
    """

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self._spans: list[int] = []
        self.setContentsMargins(QMargins())

    @property
    def room(self) -> int:
        """How many columns are free."""
        return COLUMNS - sum(self._spans)

    def add_field(self, widget: QWidget, columns: int) -> None:
        """Add a widget that takes so many columns."""
        self._spans.append(columns)
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out and return it, or None beyond the last."""
        if not 0 <= index < len(self._items):
            return None
        self._spans.pop(index)
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        """Take all the width there is."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Messages wrap: the narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the highest field."""
        return max((_height(item, place) for item, place in self._places(QRect(0, 0, width, 0))), default=0)

    def setGeometry(self, rect: QRect) -> None:
        """Put every field onto its columns."""
        super().setGeometry(rect)
        for item, place in self._places(rect):
            item.setGeometry(QRect(place.x(), rect.y(), place.width(), rect.height()))

    def sizeHint(self) -> QSize:
        """Return the height of the highest field; the width is what the form gives."""
        return QSize(0, max((item.sizeHint().height() for item in self._items), default=0))

    def minimumSize(self) -> QSize:
        """Return the least height."""
        return QSize(0, max((item.minimumSize().height() for item in self._items), default=0))

    def _places(self, rect: QRect) -> list[tuple[QLayoutItem, QRect]]:
        column = (rect.width() + self._gap) / COLUMNS
        places: list[tuple[QLayoutItem, QRect]] = []
        start = 0
        for item, span in zip(self._items, self._spans, strict=True):
            left, right = round(start * column), round((start + span) * column) - self._gap
            places.append((item, QRect(rect.x() + left, rect.y(), max(right - left, 1), rect.height())))
            start += span
        return places


def _height(item: QLayoutItem, place: QRect) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(place.width())
    return item.sizeHint().height()
