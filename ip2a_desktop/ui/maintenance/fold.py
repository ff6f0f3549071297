"""A heading that opens and closes what stands below it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT

_CARET = 14


class Fold(QWidget):
    """Something that is there for who wants it; closed at first.

    Args:
        title: the heading.
        content: what is shown while it is open.

    Signals:
        toggled(bool): it was opened or closed.
    """

    toggled = Signal(bool)

    def __init__(self, title: str, content: QWidget) -> None:
        super().__init__()
        self.content = content
        self.head = QToolButton()
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setIconSize(QSize(_CARET, _CARET))
        self.head.setCheckable(True)
        self.head.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.head.setProperty("kind", "fold")
        self.head.toggled.connect(self._on_toggled)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(content)
        layout.setContentsMargins(0, GAP_TIGHT, 0, 0)
        content.hide()
        self.set_title(title)
        self._draw()

    def set_title(self, title: str) -> None:
        """Show another heading."""
        self.head.setText(title)
        self.head.setAccessibleName(title)

    @property
    def is_open(self) -> bool:
        """Whether the content is shown."""
        return self.head.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Open or close it."""
        self.head.setChecked(is_open)

    def _on_toggled(self, is_open: bool) -> None:
        self.content.setVisible(is_open)
        self._draw()
        self.toggled.emit(is_open)

    def _draw(self) -> None:
        self.head.setIcon(icon("caret-down" if self.is_open else "caret-right", "muted"))
