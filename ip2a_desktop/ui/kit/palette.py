"""Ctrl+K: one field that finds any person, employer, page or action, driven by the keyboard."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ip2a_desktop.ui.kit.palette_rows import HEADING_ROLE, HIT_ROLE, PaletteDelegate
from ip2a_desktop.ui.kit.states import words_of
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE
from ip2a_desktop.ui.kit.widgets import IconLabel, label, line

_WIDTH: Final = 620
_FROM_TOP: Final = 72
_MOST_HEIGHT: Final = 420
_SCRIM: Final = QColor(10, 14, 22, 110)


@dataclass(frozen=True)
class Hit:
    """Something that was found.

    Args:
        title: the name of the person, employer, page or action.
        subtitle: what tells it from others, such as "Member · 0046123".
        icon: a Phosphor icon's name.
        group: the heading that it stands under, such as "Members".
        run: opens or does it; called on the GUI thread.
    """

    title: str
    subtitle: str
    icon: str
    group: str
    run: Callable[[], object]


Provider = Callable[[str], Sequence[Hit]]
"""Finds hits for a text. Called off the GUI thread, so it touches no widget; an empty text asks for suggestions."""


def matching(hits: Iterable[Hit], text: str) -> list[Hit]:
    """Return the hits of which each word of ``text`` begins a word (for providers of a fixed list)."""
    wanted = text.casefold().split()

    def fits(hit: Hit) -> bool:
        words = f"{hit.title} {hit.subtitle}".casefold().split()
        return all(any(word.startswith(part) for word in words) for part in wanted)

    return [hit for hit in hits if fits(hit)]


def _with_margins(words: QWidget) -> QHBoxLayout:
    """Return a layout around words: a style sheet takes a label's own margins away."""
    row = QHBoxLayout()
    row.setContentsMargins(GAP_WIDE, GAP, GAP_WIDE, GAP)
    row.addWidget(words)
    return row


class Palette(QWidget):
    """The search over the whole window; it covers ``window`` while it is open.

    Args:
        window: what it covers.
        tasks: runs the providers.
        providers: where hits come from, in the order in which their groups are shown.
    """

    closed = Signal()

    def __init__(self, window: QWidget, tasks: Tasks, providers: Sequence[Provider]) -> None:
        super().__init__(window)
        self._host = window
        self._tasks = tasks
        self._providers = list(providers)
        self._found: dict[int, Sequence[Hit]] = {}
        self._waiting: set[int] = set()
        self._failed: dict[int, Exception] = {}
        self._came_from: QWidget | None = None
        self.hide()
        self._build()
        window.installEventFilter(self)

    def _build(self) -> None:
        self.field = QLineEdit()
        self.field.setProperty("look", "bare")
        self.field.setPlaceholderText("Find a member, an employer, a page or an action")
        self.field.setAccessibleName("Search everything")
        self.field.textChanged.connect(self._ask)
        self.field.installEventFilter(self)
        self.hits = QListWidget()
        self.hits.setItemDelegate(PaletteDelegate(self.hits))
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.setMouseTracking(True)
        self.hits.setUniformItemSizes(False)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.setAccessibleName("What was found")
        self.hits.itemClicked.connect(self._run)
        self._nothing = label("", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setContentsMargins(0, GAP_WIDE, 0, GAP_WIDE)
        self._panel = QFrame(self)
        self._panel.setProperty("role", "popup")
        shadow = QGraphicsDropShadowEffect(self._panel)
        shadow.setBlurRadius(40)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 80))
        self._panel.setGraphicsEffect(shadow)
        top = QHBoxLayout()
        top.setContentsMargins(GAP_WIDE, GAP + 2, GAP_WIDE, GAP + 2)
        top.setSpacing(GAP + 2)
        top.addWidget(IconLabel("magnifying-glass"))
        top.addWidget(self.field, 1)
        self._foot = label("↑ ↓ choose     Enter opens     Esc closes", "caption")
        layout = self._inside = QVBoxLayout(self._panel)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(line())
        layout.addWidget(self._nothing)
        layout.addWidget(self.hits, 1)
        layout.addWidget(line())
        layout.addLayout(_with_margins(self._foot))

    def add_provider(self, provider: Provider) -> None:
        """Add a place where hits come from."""
        self._providers.append(provider)

    def open(self, text: str = "") -> None:
        """Cover the window and take the keyboard."""
        self._came_from = self.window().focusWidget()
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.field.text() == text:
            self._ask(text)
        else:
            self.field.setText(text)

    def close_palette(self) -> None:
        """Uncover the window and give the keyboard back."""
        if self.isHidden():
            return
        self.hide()
        if self._came_from is not None and isValid(self._came_from) and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def _ask(self, text: str) -> None:
        self._waiting = set(range(len(self._providers)))
        self._failed.clear()
        for number, provider in enumerate(self._providers):
            self._tasks.run(
                self,
                lambda provider=provider: provider(text.strip()),  # type: ignore[misc]
                lambda hits, number=number: self._on_found(number, hits),  # type: ignore[misc]
                lambda error, number=number: self._on_not_found(number, error),  # type: ignore[misc]
                key=f"palette-{number}",
            )

    def _on_found(self, number: int, hits: Sequence[Hit]) -> None:
        self._found[number] = hits
        self._waiting.discard(number)
        self._show_hits()

    def _on_not_found(self, number: int, error: Exception) -> None:
        self._failed[number] = error
        self._on_found(number, ())

    def _show_hits(self) -> None:
        row = self.hits.currentRow()
        kept = self.hits.item(row).data(HIT_ROLE) if row > 1 else None
        self.hits.clear()
        group = ""
        for number in sorted(self._found):
            for hit in self._found[number]:
                if hit.group != group:
                    group = hit.group
                    self._add_heading(group)
                self._add_hit(hit, is_chosen=hit is kept)
        if self.hits.currentItem() is None:
            self._step(1)
        self._show_nothing()
        self._place()

    def _add_heading(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setData(HEADING_ROLE, True)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.hits.addItem(item)

    def _add_hit(self, hit: Hit, *, is_chosen: bool) -> None:
        item = QListWidgetItem(hit.title)
        item.setData(HIT_ROLE, hit)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.title}, {hit.subtitle}")
        self.hits.addItem(item)
        if is_chosen:
            self.hits.setCurrentItem(item)

    def _show_nothing(self) -> None:
        empty = self.hits.count() == 0
        text = self.field.text().strip()
        self._nothing.setVisible(empty or bool(self._failed))
        self.hits.setHidden(empty)
        if self._failed:
            why = words_of(next(iter(self._failed.values())))[0]
            self._nothing.setText(f"Not everything could be searched: {why}")
        elif self._waiting:
            self._nothing.setText("Searching…")
        else:
            self._nothing.setText(f"Nothing is called “{text}”. Try fewer letters." if text else "Begin to type.")

    def _place(self) -> None:
        rows = sum(self.hits.sizeHintForRow(row) for row in range(self.hits.count()))
        self.hits.setFixedHeight(min(rows + GAP, _MOST_HEIGHT, max(120, self.height() - 2 * _FROM_TOP - 100)))
        width = min(_WIDTH, self.width() - 4 * GAP)
        self._panel.setFixedWidth(width)
        self._inside.invalidate()
        self._inside.activate()
        self._panel.resize(width, self._inside.totalSizeHint().height())
        top = min(_FROM_TOP, max(GAP, (self.height() - self._panel.height()) // 2))
        self._panel.move((self.width() - width) // 2, top)

    def _step(self, by: int) -> None:
        row = self.hits.currentRow() + by
        while 0 <= row < self.hits.count():
            if self.hits.item(row).flags() & Qt.ItemFlag.ItemIsSelectable:
                self.hits.setCurrentRow(row)
                return
            row += by

    def _run(self, item: QListWidgetItem | None) -> None:
        hit = item.data(HIT_ROLE) if item is not None else None
        if isinstance(hit, Hit):
            self.close_palette()
            hit.run()

    def _on_key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self._step(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            for _ in range(6):
                self._step(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.hits.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            self.close_palette()
        else:
            return event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # keys are for this field now, not for the page below
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._on_key(event)
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._host.rect())
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _SCRIM)
        painter.end()
