"""The way of a case as a picture: a line of stations with marks, names and dates, each with its reason as a hint."""

from collections.abc import Callable, Sequence
from html import escape
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ip2a_desktop.ui.grievances.stations import Due, Station
from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.icons import paint_icon
from ip2a_desktop.ui.kit.theme import color, theme
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, Tone

_MARK = 22.0
_ICON = 13.0
_LEAST = 132
"""A station is at least so wide; where there are too many for that, those that are over show their marks alone."""
_SMALL = 40


class StepLine(QWidget):
    """Shows the stations of a case side by side. What it shows is also its accessible description."""

    def __init__(self) -> None:
        super().__init__()
        self.stations: tuple[Station, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Steps")
        theme().changed.connect(self.update)

    def show_stations(self, stations: Sequence[Station]) -> None:
        """Show the stations of another case, or another standing of this one."""
        self.stations = tuple(stations)
        self.setAccessibleDescription(". ".join(one.hint.replace("\n", ", ") for one in self.stations))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the station with the most lines."""
        lines = max((len(one.lines) + len(one.dues) for one in self.stations), default=0)
        body = QFontMetricsF(typography.font("body", "semibold")).height()
        small = QFontMetricsF(typography.font("caption")).height()
        return QSize(_LEAST, round(_MARK + GAP_TIGHT + body + lines * (small + 2)) + 4)

    def minimumSizeHint(self) -> QSize:
        """As high, but as narrow as one station."""
        return QSize(_LEAST, self.sizeHint().height())

    def places(self) -> list[tuple[Station, QRectF, bool]]:
        """Return where each station stands, and whether it has room for words.

        Where the room is short the stations that are over, then those far ahead, shrink to their marks.
        """
        small = self._small()
        wide = len(self.stations) - len(small)
        room = (self.width() - len(small) * _SMALL) / max(wide, 1)
        found, left = [], 0.0
        for place, station in enumerate(self.stations):
            width = _SMALL if place in small else room
            found.append((station, QRectF(left, 0, width, self.height()), place not in small))
            left += width
        return found

    def _small(self) -> set[int]:
        small: set[int] = set()
        order = [n for n, one in enumerate(self.stations) if one.standing == "done"]
        order += [n for n, one in reversed(list(enumerate(self.stations))) if one.standing == "ahead" and not one.dues]
        order += [n for n, one in reversed(list(enumerate(self.stations))) if one.standing == "ahead" and one.dues]
        for place in order:
            wide = len(self.stations) - len(small)
            if wide <= 1 or (self.width() - len(small) * _SMALL) / wide >= _LEAST:
                break
            small.add(place)
        return small

    # -- look -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, the marks and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = self.places()
        middle = _MARK / 2 + 1
        for (_, place, _), (following, after, _) in pairwise(places):
            is_done = following.standing != "ahead"
            pen = QPen(color("accent" if is_done else "border_strong"), 2)
            pen.setStyle(Qt.PenStyle.SolidLine if is_done else Qt.PenStyle.DotLine)
            painter.setPen(pen)
            start, end = place.left() + _MARK + GAP_TIGHT, after.left() - GAP_TIGHT
            painter.drawLine(QPointF(start, middle), QPointF(max(start, end), middle))
        for station, place, has_words in places:
            self._mark(painter, station, QRectF(place.left() + 1, 1, _MARK, _MARK))
            if has_words:
                self._words(painter, station, place)
        painter.end()

    def _mark(self, painter: QPainter, station: Station, place: QRectF) -> None:
        if station.standing == "end":
            ground, edge, ink, icon = (
                f"{station.tone}_tint",
                f"{station.tone}_text",
                f"{station.tone}_text",
                station.icon,
            )
        else:
            ground, edge, ink, icon = {
                "done": ("accent", "accent", "on_accent", "check"),
                "now": ("surface", "accent", "accent_text", "map-pin"),
                "ahead": ("surface", "border_strong", "muted", ""),
                "passed": ("surface", "border_strong", "muted", "minus"),
            }[station.standing]
        painter.setPen(QPen(color(edge), 2))
        painter.setBrush(color(ground))
        painter.drawEllipse(place)
        if icon:
            inner = QRectF(0, 0, _ICON, _ICON)
            inner.moveCenter(place.center())
            paint_icon(painter, inner, icon, color(ink))

    def _words(self, painter: QPainter, station: Station, place: QRectF) -> None:
        body = typography.font("body", "semibold" if station.standing in ("now", "end") else "medium")
        metrics = QFontMetricsF(body)
        room = place.width() - GAP
        top = _MARK + GAP_TIGHT + 2
        painter.setFont(body)
        painter.setPen(color("muted" if station.standing == "ahead" else "text"))
        self._text(painter, metrics, station.name, QRectF(place.left(), top, room, metrics.height()))
        top += metrics.height() + 2
        small = typography.font("caption")
        metrics = QFontMetricsF(small)
        painter.setFont(small)
        for line in station.lines:
            painter.setPen(color("muted"))
            self._text(painter, metrics, line, QRectF(place.left(), top, room, metrics.height()))
            top += metrics.height() + 2
        for one in station.dues:
            self._due(painter, metrics, one, QRectF(place.left(), top, room, metrics.height()))
            top += metrics.height() + 2

    def _due(self, painter: QPainter, metrics: QFontMetricsF, one: Due, place: QRectF) -> None:
        ink = color(_ink(one.tone))
        edge = metrics.height() - 2
        paint_icon(painter, QRectF(place.left(), place.top() + 1, edge, edge), one.icon, ink)
        painter.setPen(ink)
        room = place.adjusted(edge + GAP_TIGHT, 0, 0, 0)
        self._text(painter, metrics, fitting(one, metrics.horizontalAdvance, room.width()), room)

    @staticmethod
    def _text(painter: QPainter, metrics: QFontMetricsF, words: str, place: QRectF) -> None:
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    # -- hints ----------------------------------------------------------------------------------------------------

    def hint_at(self, x: float) -> str:
        """Return the words of the station at a place, empty where there is none."""
        return next((one.hint for one, place, _ in self.places() if place.left() <= x < place.right()), "")

    def event(self, event: QEvent) -> bool:
        """Explain the station under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.hint_at(event.pos().x())
            rows = escape(words).replace("\n", "<br>")
            QToolTip.showText(event.globalPos(), f"<p style='white-space:pre-wrap'>{rows}</p>" if rows else "", self)
            return True
        return super().event(event)


def fitting(one: Due, width: Callable[[str], float], room: float) -> str:
    """Return the longest words of what is due that find room: without the time left, then the day alone."""
    candidates = (one.words, one.words.partition(" · ")[0], one.day)
    return next((words for words in candidates if words and width(words) <= room), one.day or one.words)


def _ink(tone: Tone) -> str:
    return "muted" if tone == "neutral" else f"{tone}_text"
