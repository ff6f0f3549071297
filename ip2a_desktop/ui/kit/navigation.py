"""The navigation at the left of the window: icon and word, folded to icons alone where somebody wants room."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ip2a_desktop.config import APP_NAME
from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.icons import icon, is_icon, paint_icon
from ip2a_desktop.ui.kit.page import Screen
from ip2a_desktop.ui.kit.theme import color
from ip2a_desktop.ui.kit.tokens import CONTROL_HEIGHT, GAP, ICON, RADIUS
from ip2a_desktop.ui.kit.widgets import label, tool_button

WIDE: Final = 224
NARROW: Final = 56
BOTTOM: Final = "bottom"
_INSET: Final = 10
"""From the edge of an item to its icon."""


class NavigationItem(QAbstractButton):
    """One line of the navigation; ``hint`` stands at its right (a key)."""

    def __init__(self, icon_name: str, words: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._hint = hint
        self._folded = False
        self.boxed = False
        self.setText(words)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_folded(False)

    def set_folded(self, folded: bool) -> None:
        """Show the icon alone, with the word as a hint under the pointer."""
        self._folded = folded
        keys = f" ({self._hint})" if self._hint else ""
        self.setToolTip(f"{self.text()}{keys}" if folded or self._hint else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(NARROW - 2 * GAP, CONTROL_HEIGHT + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground = self._ground()
        painter.setPen(QPen(color("border_strong"), 1) if self.boxed else Qt.PenStyle.NoPen)
        painter.setBrush(color(ground) if ground else Qt.BrushStyle.NoBrush)
        if ground or self.boxed:
            painter.drawRoundedRect(place, RADIUS, RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        self._paint_inside(painter)
        painter.end()

    def _ground(self) -> str:
        if self.isDown():
            return "pressed"
        if self.isChecked():
            return "selected"
        if self.underMouse():
            return "pressed"
        return "surface" if self.boxed else ""

    def _paint_inside(self, painter: QPainter) -> None:
        chosen = self.isChecked()
        filled = f"{self._icon_name}-fill"
        name = filled if chosen and is_icon(filled) else self._icon_name
        left = (self.width() - ICON) / 2 if self._folded else _INSET
        place = QRectF(left, (self.height() - ICON) / 2, ICON, ICON)
        paint_icon(painter, place, name, color("accent_text" if chosen else "muted"))
        if self._folded:
            return
        room = QRectF(self.rect()).adjusted(_INSET + ICON + GAP + 2, 0, -_INSET, 0)
        if self._hint:
            painter.setFont(typography.font("caption"))
            painter.setPen(color("muted"))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._hint)
            room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(self._hint) - GAP)
        font = typography.font("body", "semibold" if chosen else "medium")
        painter.setFont(font)
        words = "muted" if self.boxed else "accent_text" if chosen else "text"
        painter.setPen(color(words))
        shown = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class Navigation(QFrame):
    """The whole navigation.

    Signals:
        chosen(name): a page was chosen.
        search_wanted(): the search was pressed.
        folded_changed(bool): it was folded or unfolded.
    """

    chosen = Signal(str)
    search_wanted = Signal()
    help_wanted = Signal()
    folded_changed = Signal(bool)

    def __init__(self, screens: Sequence[Screen], search_keys: str, help_keys: str) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAccessibleName("Navigation")
        self.items: dict[str, NavigationItem] = {}
        self._captions: list[tuple[str, QLabel]] = []
        self._folded = False
        self._wanted_folded = False
        self._name = label(APP_NAME, "strong")
        self._fold = tool_button("caret-double-left", "Fold navigation", self.toggle)
        self.search = NavigationItem("magnifying-glass", "Search", search_keys)
        self.search.boxed = True
        self.search.clicked.connect(self.search_wanted)
        self._help = NavigationItem("question", "Help", help_keys)
        self._help.clicked.connect(self.help_wanted)
        self._build(screens)
        self.set_folded(False)

    def _build(self, screens: Sequence[Screen]) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP + 4, GAP, GAP)
        layout.setSpacing(2)
        top = QHBoxLayout()
        top.setContentsMargins(_INSET, 0, 0, 0)
        top.addWidget(self._name, 1)
        top.addWidget(self._fold)
        self._top = top
        layout.addLayout(top)
        layout.addSpacing(GAP)
        layout.addWidget(self.search)
        section = ""
        for screen in screens:
            if screen.section == BOTTOM:
                continue
            if screen.section != section:
                section = screen.section
                self._add_caption(layout, section)
            layout.addWidget(self._item(screen))
        layout.addStretch(1)
        layout.addWidget(self._help)
        for screen in screens:
            if screen.section == BOTTOM:
                layout.addWidget(self._item(screen))

    def _add_caption(self, layout: QVBoxLayout, words: str) -> None:
        layout.addSpacing(GAP + 6)
        caption = label(words, "caption")
        caption.setFixedHeight(22)
        self._captions.append((words, caption))
        layout.addWidget(caption)

    def _item(self, screen: Screen) -> NavigationItem:
        item = NavigationItem(screen.icon, screen.title)
        item.setCheckable(True)
        item.clicked.connect(lambda _checked=False: self._on_clicked(screen.name))
        self.items[screen.name] = item
        return item

    def _on_clicked(self, name: str) -> None:
        self.items[name].setChecked(True)  # a second click on the same page does not put it out
        self.chosen.emit(name)

    def set_current(self, name: str) -> None:
        """Mark the page that is shown."""
        for one, item in self.items.items():
            item.setChecked(one == name)

    def set_name(self, name: str) -> None:
        """Show the hall's name at the top."""
        room = WIDE - 2 * GAP - _INSET - self._fold.sizeHint().width()
        self._name.setText(self._name.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room))
        self._name.setToolTip(name)

    @property
    def folded(self) -> bool:
        """Whether it shows icons alone."""
        return self._folded

    def set_folded(self, folded: bool) -> None:
        """Fold or unfold, as the person wants it."""
        self._wanted_folded = folded
        self._show_folded(folded)

    def set_room(self, has_room: bool) -> None:
        """Fold while the window is narrow; with room it is again as the person wants it."""
        self._show_folded(self._wanted_folded or not has_room)

    def _show_folded(self, folded: bool) -> None:
        self._folded = folded
        self.setFixedWidth(NARROW if folded else WIDE)
        self._name.setHidden(folded)
        self._top.setContentsMargins(0 if folded else _INSET, 0, 0, 0)
        self._fold.setIcon(icon("caret-double-right" if folded else "caret-double-left", "muted"))
        self._fold.setToolTip("Unfold navigation" if folded else "Fold navigation")
        self._fold.setAccessibleName(self._fold.toolTip())
        for words, caption in self._captions:
            caption.setText("" if folded else words)
        for item in (*self.items.values(), self.search, self._help):
            item.set_folded(folded)

    def toggle(self) -> None:
        """Fold, or unfold."""
        self.set_folded(not self._folded)
        self.folded_changed.emit(self._folded)
