"""Pictures of the program as a person sees it: a window with the dialogs and menus that lie over it."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from ip2a_desktop.ui.kit.theme import color

_BEHIND = QColor(10, 14, 22, 70)
_DARK = 100
"""How light (0 .. 255) letters on paper are at most."""


def picture_of(window: QWidget) -> QPixmap:
    """Return a picture of a window, with what is open over it drawn where it lies (or in the middle)."""
    picture = window.grab()
    over = sorted((one for one in QApplication.topLevelWidgets() if _lies_over(one, window)), key=_depth)
    if not over:
        return picture
    painter = QPainter(picture)
    if any(one.isModal() for one in over):
        painter.fillRect(QRect(QPoint(0, 0), window.size()), _BEHIND)
    for one in over:
        _draw(painter, window, one)
    painter.end()
    return picture


def _lies_over(one: QWidget, window: QWidget) -> bool:
    if one is window or not one.isVisible() or not isinstance(one, QDialog | QMenu):
        is_popup = one is not window and one.isVisible() and one.windowType() == Qt.WindowType.Popup
        return is_popup and one.size().width() < window.width()
    return True


def _depth(one: QWidget) -> int:
    """Return how many windows a dialog lies over: one that was opened from another lies over it."""
    parent = one.parentWidget()
    return 0 if parent is None else 1 + _depth(parent.window())


def _draw(painter: QPainter, window: QWidget, one: QWidget) -> None:
    place = QRect(QPoint(0, 0), one.size())
    if isinstance(one, QDialog):
        place.moveCenter(window.rect().center())
        place.moveTop(max(0, place.top() - window.height() // 12))
    else:
        place.moveTopLeft(window.mapFromGlobal(one.mapToGlobal(QPoint(0, 0))))
        place.moveLeft(max(0, min(place.left(), window.width() - place.width())))
        place.moveTop(max(0, min(place.top(), window.height() - place.height())))
    painter.drawPixmap(place.topLeft(), one.grab())
    painter.setPen(QPen(color("border_strong"), 1))
    painter.drawRect(place.adjusted(0, 0, -1, -1))


def has_ink(widget: QWidget) -> bool:
    """Say whether anything dark stands in the middle of a widget: papers are drawn some time after they are there."""
    image = widget.grab().toImage()
    inside = QRect(image.width() // 4, image.height() // 8, image.width() // 2, image.height() * 3 // 4)
    places = ((x, y) for y in range(inside.top(), inside.bottom(), 2) for x in range(inside.left(), inside.right()))
    return any(image.pixelColor(x, y).lightness() < _DARK for x, y in places)
