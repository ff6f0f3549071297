"""The program's mark: the icon of its windows, and the same as a picture on a page."""

from functools import cache
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from ip2a_desktop.config import APP_NAME, resource_path

_EDGE: Final = 56


@cache
def app_icon() -> QIcon:
    """Return the icon of the program's windows."""
    return QIcon(str(resource_path("icons", "ip2a.png")))


class Mark(QLabel):
    """The program's mark, ``edge`` pixels wide and high."""

    def __init__(self, edge: int = _EDGE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(str(resource_path("icons", "ip2a.png"))).scaled(
            QSize(edge, edge) * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        drawn.setDevicePixelRatio(ratio)
        self.setPixmap(drawn)
        self.setFixedSize(edge, edge)
        self.setAccessibleName(APP_NAME)
