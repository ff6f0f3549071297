"""Icons: drawn from the Phosphor font that qtawesome brings, in the colours of the theme that is shown now.

Only qtawesome's files are read: importing its code would load ten more fonts at every start.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from ip2a_desktop.ui.kit.theme import color
from ip2a_desktop.ui.kit.tokens import ICON

_FONT: Final = "phosphor-1.3.0.ttf"
_NAMES: Final = "phosphor-charmap-1.3.0.json"
_UNKNOWN: Final = "circle-dashed"
_FILL: Final = 0.94
"""How much of the icon's square the glyph takes."""


@cache
def _folder() -> Path:
    found = find_spec("qtawesome")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("The package qtawesome, which brings the icons, is not installed.")
    return Path(found.submodule_search_locations[0]) / "fonts"


@cache
def _family() -> str:
    loaded = QFontDatabase.addApplicationFont(str(_folder() / _FONT))
    families = QFontDatabase.applicationFontFamilies(loaded)
    if not families:
        raise FileNotFoundError("The icon font could not be loaded.")
    return families[0]


@cache
def _glyphs() -> dict[str, str]:
    codes: dict[str, str] = json.loads((_folder() / _NAMES).read_text(encoding="utf-8"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}


def is_icon(name: str) -> bool:
    """Say whether the icon font has an icon of this name."""
    return name in _glyphs()


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Draw an icon into a square with a colour of one's own; an unknown name draws a dashed circle."""
    font = QFont(_family())
    font.setPixelSize(max(1, round(min(rect.width(), rect.height()) * _FILL)))
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _glyphs().get(name, _glyphs()[_UNKNOWN]))
    painter.restore()


class _TintedIcon(QIconEngine):
    """An icon that looks up its colour whenever it is drawn, so that a change of theme needs no new icons.

    In a place wider than high it stands at the left: that is how buttons get room between icon and word.
    """

    def __init__(self, name: str, tone: str) -> None:
        super().__init__()
        self._name = name
        self._tone = tone

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        tone = "disabled" if mode == QIcon.Mode.Disabled else self._tone
        edge = min(rect.width(), rect.height())
        across = 0 if rect.width() > edge else (rect.width() - edge) / 2
        square = QRectF(rect.left() + across, rect.top() + (rect.height() - edge) / 2, edge, edge)
        paint_icon(painter, square, self._name, color(tone))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        drawn = QPixmap(size * scale)
        drawn.setDevicePixelRatio(scale)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return drawn

    def clone(self) -> QIconEngine:
        return _TintedIcon(self._name, self._tone)

    def key(self) -> str:
        return f"{self._name}/{self._tone}"


def icon(name: str, tone: str = "text") -> QIcon:
    """Return an icon by its Phosphor name (such as ``users`` or ``users-fill``).

    Args:
        name: the icon's name.
        tone: the token that gives its colour (``text``, ``muted``, ``accent_text``, ``on_accent`` ...).

    Raises:
        KeyError: the icon font has no icon of this name.
    """
    if name not in _glyphs():
        raise KeyError(name)
    return QIcon(_TintedIcon(name, tone))


def icon_pixmap(name: str, tone: str = "text", edge: int = ICON, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a picture of ``edge`` logical pixels with ``ratio`` device pixels each."""
    return icon(name, tone).pixmap(QSize(edge, edge), ratio)
