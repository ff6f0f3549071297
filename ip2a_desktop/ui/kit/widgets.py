"""Small makers for labels, buttons, lines and scrolled columns, so that all screens use the same ones."""

from collections.abc import Callable
from html import escape
from typing import Final, Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ip2a_desktop.ui.kit.icons import icon, icon_pixmap
from ip2a_desktop.ui.kit.theme import theme
from ip2a_desktop.ui.kit.tokens import ICON

LabelRole = Literal[
    "display", "title", "section", "lead", "subtitle", "caption", "muted", "error", "value", "strong", "body"
]
ButtonKind = Literal["primary", "danger", "plain", "quiet"]

_ICON_TONES: Final[dict[str, str]] = {
    "primary": "on_accent",
    "danger": "on_danger",
    "plain": "text",
    "quiet": "accent_text",
}
_LEAST_WORDS: Final = 48
"""The least width of a label that can be elided."""
ICON_NAME: Final = "icon_name"
"""The property of an action that names its icon, so that a button can tint it."""


class WrappedLabel(QLabel):
    """A label of several lines that claims the height of its words.

    Qt's layouts forget to ask for it as soon as a label is aligned or stands in a frame of its own.
    """

    def setText(self, text: str) -> None:
        super().setText(text)
        self._claim()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._claim()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._claim()

    def _claim(self) -> None:
        before = self.minimumHeight()
        if before:
            self.setMinimumHeight(0)  # with it the label never answers a smaller height
        height = self.heightForWidth(self.width())
        if height > 0 or before:
            self.setMinimumHeight(max(height, 0))


class ElidedLabel(QLabel):
    """A label of one line that ends in an ellipsis where there is too little room, with all of it as a hint."""

    def __init__(self, text: str = "", role: LabelRole = "body") -> None:
        super().__init__()
        self._text = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._elide()

    def text(self) -> str:
        return self._text

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        super().setText(shown)
        self.setToolTip(escape(self._text) if shown != self._text else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self._elide()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._text)
        return QSize(width + 2 if self._text else 0, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), _LEAST_WORDS), super().minimumSizeHint().height())


def label(text: str = "", role: LabelRole = "body", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """Return a label that shows its text as it is (never as rich text, whatever is typed into a record)."""
    made = WrappedLabel() if wrap else QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    made.setText(text)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def button(
    text: str,
    kind: ButtonKind = "plain",
    *,
    icon_name: str = "",
    on_click: Callable[[], object] | None = None,
) -> QPushButton:
    """Return a push button. A click leaves the keyboard where it was; the Tab key reaches the button."""
    made = QPushButton(text)
    _dress(made, kind)
    if icon_name:
        made.setIcon(icon(icon_name, _ICON_TONES[kind]))
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


def _dress(made: QPushButton, kind: ButtonKind) -> None:
    made.setProperty("kind", kind)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setIconSize(QSize(ICON + 2, ICON - 2))  # wider than high: room before the word
    made.setAutoDefault(False)


def show_or_hide(widget: QWidget, shown: bool) -> None:
    """Show or hide a widget; one without a parent yet is never shown, or it would flash up as a window."""
    if not shown:
        widget.hide()
    elif widget.parentWidget() is not None:
        widget.show()


class ActionButton(QPushButton):
    """A push button that follows an action: its words, its hint, and whether it can be used or seen.

    The button of an action with a menu opens the menu.
    """

    def __init__(self, action: QAction, kind: ButtonKind = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verb = action
        self._kind: ButtonKind = kind
        self._has_room = True
        _dress(self, kind)
        self._follow()
        action.changed.connect(self._follow)
        menu = action.menu()
        if isinstance(menu, QMenu):
            self.setMenu(menu)
        else:
            self.clicked.connect(action.trigger)

    def _follow(self) -> None:
        self.setText(self.verb.text())
        self.setToolTip(self.verb.toolTip())
        self.setEnabled(self.verb.isEnabled())
        show_or_hide(self, self._has_room and self.verb.isVisible())
        name = self.verb.property(ICON_NAME)
        if name:
            self.setIcon(icon(str(name), _ICON_TONES[self._kind]))

    def set_room(self, has_room: bool) -> None:
        """Say whether there is room for the button; without it the button hides."""
        self._has_room = has_room
        show_or_hide(self, has_room and self.verb.isVisible())


def tool_button(icon_name: str, tip: str, on_click: Callable[[], object] | None = None) -> QToolButton:
    """Return a button with an icon alone; ``tip`` is its hint and its accessible name."""
    made = QToolButton()
    made.setIcon(icon(icon_name))
    made.setIconSize(QSize(ICON, ICON))
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


class IconLabel(QLabel):
    """An icon as a picture that follows the theme; it says nothing to a screen reader."""

    def __init__(self, name: str, tone: str = "muted", edge: int = ICON, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._tone = tone
        self._edge = edge
        self.setFixedSize(edge, edge)
        self._draw()
        theme().changed.connect(self._draw)

    def show_icon(self, name: str, tone: str) -> None:
        """Show another icon, or the same in another tone."""
        self._name = name
        self._tone = tone
        self._draw()

    def _draw(self) -> None:
        self.setPixmap(icon_pixmap(self._name, self._tone, self._edge, self.devicePixelRatioF()))


def line(*, upright: bool = False) -> QFrame:
    """Return a hairline."""
    made = QFrame()
    made.setProperty("role", "line_v" if upright else "line")
    return made


def frame(role: str, layout: QLayout | None = None) -> QFrame:
    """Return a frame of a look (``card``, ``panel``, ``popup``, ``notice`` ...) around a layout."""
    made = QFrame()
    made.setProperty("role", role)
    if layout is not None:
        made.setLayout(layout)
    return made


def column(*widgets: QWidget, spacing: int = 0, margin: int = 0) -> QVBoxLayout:
    """Return a column of widgets."""
    made = QVBoxLayout()
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(spacing)
    for one in widgets:
        made.addWidget(one)
    return made


def scrolled(content: QWidget) -> QScrollArea:
    """Return an area that scrolls ``content`` up and down and lies on whatever is behind it."""
    content.setProperty("role", "scrolled")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area
