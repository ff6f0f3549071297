"""What every page of the window is made of: the title line with its verbs, and the body below it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, HEADER_HEIGHT, MARGIN
from ip2a_desktop.ui.kit.widgets import ActionButton, ElidedLabel, tool_button

_MORE: Final = "More"
_LEAST_WIDTH: Final = 240
_LEAST_TITLE: Final = 48
_TITLE_SHARE: Final = 0.4
_SUBTITLE_SHARE: Final = 0.2
"""How much of the line long words keep before the buttons make room for them."""


class PageHeader(QFrame):
    """The title of a page with its count at the left, its verbs at the right.

    The first verb is the accent button, the next ones are plain buttons, the rest is in a menu; plain buttons
    that find no room go into the menu too.
    """

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plain: list[ActionButton] = []
        self._always_in_menu: list[QAction] = []
        self._primary: ActionButton | None = None
        self._back: QWidget | None = None
        self._title = ElidedLabel(title, "title")
        self._subtitle = ElidedLabel(subtitle, "subtitle")
        self._beside = QHBoxLayout()
        self._beside.setSpacing(GAP)
        self._verbs = QHBoxLayout()
        self._verbs.setSpacing(GAP)
        self._menu = QMenu(self)
        self._more = tool_button("dots-three", _MORE)
        self._more.setMenu(self._menu)
        self._more.setPopupMode(self._more.ToolButtonPopupMode.InstantPopup)
        self._more.setProperty("kind", "plain")
        self._more.hide()
        self.setFixedHeight(HEADER_HEIGHT)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        row.setSpacing(GAP_WIDE - 4)
        row.addWidget(self._title)
        row.addWidget(self._subtitle)
        row.addLayout(self._beside)
        row.addStretch(1)
        row.addLayout(self._verbs)
        row.addWidget(self._more)
        self._row = row

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)
        self._fit()

    @property
    def title(self) -> str:
        """The title that is shown."""
        return self._title.text()

    def set_subtitle(self, subtitle: str) -> None:
        """Show the count or the few words beside the title."""
        self._subtitle.setText(subtitle)
        self._fit()

    def set_back(self, action: QAction | None) -> None:
        """Show an arrow before the title that leads back, or none."""
        if self._back is not None:
            self._back.hide()
            self._back.deleteLater()
            self._back = None
        if action is not None:
            arrow = tool_button("arrow-left", action.toolTip(), action.trigger)
            self._row.insertWidget(0, arrow)
            self._back = arrow

    def add_beside_title(self, widget: QWidget) -> None:
        """Put a small widget (a chip) beside the title; it is never cut."""
        widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._beside.addWidget(widget)

    def set_verbs(
        self, primary: QAction | None = None, plain: Sequence[QAction] = (), more: Sequence[QAction] = ()
    ) -> None:
        """Show the page's verbs.

        Args:
            primary: the verb of the accent button.
            plain: the verbs of the plain buttons, most used first.
            more: the verbs of the menu; a separator action among them is a line.
        """
        for one in [*self._plain, *([self._primary] if self._primary else [])]:
            self._verbs.removeWidget(one)
            one.hide()  # it lives on until the event loop comes round
            one.setParent(None)
            one.deleteLater()
        self._plain = [ActionButton(action) for action in plain]
        self._primary = ActionButton(primary, "primary") if primary else None
        self._always_in_menu = list(more)
        for one in [*self._plain, *([self._primary] if self._primary else [])]:
            self._verbs.addWidget(one)
        self._fit()

    @property
    def verbs(self) -> list[QAction]:
        """All verbs of the page, the most used first."""
        primary = [self._primary.verb] if self._primary is not None else []
        return [*primary, *(one.verb for one in self._plain), *self._always_in_menu]

    def _fit(self) -> None:
        """Move plain buttons into the menu from the last on, as long as the line is too narrow."""
        title, aside = self._words_room()
        fixed = [self._back, self._primary, self._more]
        taken = sum(one.sizeHint().width() + GAP_WIDE for one in fixed if one is not None)
        room = self.width() - 2 * MARGIN - title - aside - taken - self._beside.sizeHint().width()
        moved: list[QAction] = []
        for one in self._plain:
            width = one.sizeHint().width() + GAP if one.verb.isVisible() else 0
            fits = not moved and room >= width
            one.set_room(fits)
            if fits:
                room -= width
            elif width:
                moved.append(one.verb)
        # The words beside the title are elided before the title is.
        self._title.setMinimumWidth(min(self._title.sizeHint().width(), max(_LEAST_TITLE, title + aside + room)))
        self._fill_menu(moved)

    def _words_room(self) -> tuple[int, int]:
        """Return how many pixels the title and the words beside it can claim."""
        title = min(self._title.sizeHint().width(), round(self.width() * _TITLE_SHARE))
        aside = min(self._subtitle.sizeHint().width(), round(self.width() * _SUBTITLE_SHARE))
        return title, aside + GAP_WIDE

    def _fill_menu(self, moved: list[QAction]) -> None:
        self._menu.clear()
        self._menu.addActions(moved)
        if moved and self._always_in_menu:
            self._menu.addSeparator()
        self._menu.addActions(self._always_in_menu)
        self._more.setHidden(not any(action.isVisible() for action in self._menu.actions()))

    def minimumSizeHint(self) -> QSize:
        """Claim little room: the buttons go into the menu first, then the title is elided."""
        return QSize(_LEAST_WIDTH, HEADER_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class Page(QWidget):
    """A page of the main window: header above, body below.

    Args:
        page_name: names the page for help (``resources/help/<page_name>.md``) and its remembered layout.
        title: what people read.
    """

    page_wanted = Signal(str, object)
    """Asks the window for another page: its name, and a dict of the arguments of its ``open``."""

    def __init__(self, page_name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page_name = page_name
        self.header = PageHeader(title)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.header)
        self.setAccessibleName(title)

    @property
    def title(self) -> str:
        """What people read as the page's title."""
        return self.header.title

    def set_body(self, body: QWidget) -> None:
        """Put the page's content below its title line."""
        self._layout.addWidget(body, 1)

    def open(self, **arguments: Any) -> None:
        """Show something particular, such as one record; called by ``show_page`` after the page is shown."""

    def activate(self) -> None:
        """Take the keyboard; called each time the page comes to the front."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_close(self, answer: Callable[[bool], None]) -> None:
        """Say whether the window may close: call ``answer`` once, at once or after asking the person."""
        answer(True)


@dataclass(frozen=True)
class Screen:
    """A page as the navigation knows it; the page itself is made when it is first shown.

    Args:
        name: the page's name, the same as its ``page_name``.
        title: the word in the navigation.
        icon: a Phosphor icon's name; with ``-fill`` behind it the same icon filled.
        make: makes the page.
        section: the heading that it stands under; ``bottom`` puts it at the foot of the navigation.
    """

    name: str
    title: str
    icon: str
    make: Callable[[], Page]
    section: str = "Office"
