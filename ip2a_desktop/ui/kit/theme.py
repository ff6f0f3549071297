"""The look of the program: palette, font and style sheet from the tokens, following the system's scheme live.

What screens use (all of it is styled in light, dark and high contrast):

- ``QLabel`` property ``role``: ``display`` ``title`` ``section`` ``lead`` ``subtitle`` ``caption`` ``muted``
  ``error`` ``value`` ``strong``; make one with :func:`ip2a_desktop.ui.kit.widgets.label`.
- ``QPushButton`` property ``kind``: ``primary`` (one on a page) ``danger`` ``plain`` ``quiet`` (a link);
  ``size``: ``large``; make one with :func:`ip2a_desktop.ui.kit.widgets.button`. ``QToolButton`` knows
  ``kind`` ``plain``.
- an editor with a fault: ``mark_invalid(editor, True)`` sets the property ``invalid`` and restyles it.
- ``QLineEdit`` property ``look``: ``search`` or ``bare``; ``QTextBrowser`` ``look``: ``bare``; ``QListView``
  ``look``: ``choices``; ``QTableView``, ``QListView``, ``QTreeView`` property ``frame``: ``box``.
- ``QFrame`` property ``role``: ``card`` ``panel`` ``popup`` ``line`` ``line_v`` ``notice`` (with ``tone``).
- painted things call :func:`color` inside ``paintEvent``; they are painted again when the theme changes.
  Whoever keeps a colour connects to ``theme().changed``.
"""

from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ip2a_desktop.config import THEMES, ThemeName
from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.stylesheet import style_sheet
from ip2a_desktop.ui.kit.tokens import SCHEMES, SchemeName

ThemeChoice = ThemeName
THEME_CHOICES: Final = THEMES

_ROLES: Final[dict[QPalette.ColorRole, str]] = {
    QPalette.ColorRole.Window: "surface",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent_text",
    QPalette.ColorRole.LinkVisited: "accent_text",
    QPalette.ColorRole.ToolTipBase: "toast",
    QPalette.ColorRole.ToolTipText: "on_toast",
    QPalette.ColorRole.Light: "hover",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border_strong",
    QPalette.ColorRole.Shadow: "border_strong",
}
_WORD_ROLES: Final = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.PlaceholderText,
)
_SYSTEM_SCHEMES: Final = {
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "contrast": Qt.ColorScheme.Dark,
    "contrast_light": Qt.ColorScheme.Light,
}


class Theme(QObject):
    """The theme of one application: what the person chose, and the scheme that it comes to now."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.choice: ThemeChoice = "system"
        self.scheme: SchemeName = "light"
        self._app = app
        self._applied = False
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)

    def choose(self, choice: ThemeChoice) -> None:
        """Take on what the person chose, and show it at once."""
        self.choice = choice
        hints = self._app.styleHints()
        if choice == "system":
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(_SYSTEM_SCHEMES[choice])
        self._show(self._wanted())

    def _wanted(self) -> SchemeName:
        if self.choice != "system":
            return self.choice
        hints = self._app.styleHints()
        wanted = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        return scheme_of_system(wanted, hints.colorScheme())

    def _on_system_changed(self) -> None:
        if self.choice == "system":
            self._show(self._wanted())

    def _show(self, scheme: SchemeName) -> None:
        if self._applied and scheme == self.scheme:
            return
        self.scheme = scheme
        self._applied = True
        _ACTIVE.update(SCHEMES[scheme])
        self._app.setFont(typography.font())
        self._app.setPalette(_palette(scheme))
        self._app.setStyleSheet(style_sheet(scheme))
        self.changed.emit()


def scheme_of_system(wants_contrast: bool, scheme: Qt.ColorScheme) -> SchemeName:
    """Return the scheme for what the system asks for; high contrast is light only where the system says so."""
    if wants_contrast:
        return "contrast_light" if scheme == Qt.ColorScheme.Light else "contrast"
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"


_ACTIVE: Final[dict[str, str]] = dict(SCHEMES["light"])


def _palette(scheme: SchemeName) -> QPalette:
    palette = QPalette()
    tokens = SCHEMES[scheme]
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(tokens[name]))
    for role in _WORD_ROLES:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens["disabled"]))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Base, QColor(tokens["sunken"]))
    return palette


def apply_theme(app: QApplication, choice: ThemeChoice = "system") -> Theme:
    """Show the program in a theme and give back the theme, whose ``changed`` tells later changes."""
    found = app.findChild(Theme)
    if found is None:
        app.setStyle("Fusion")
        found = Theme(app)
    found.choose(choice)
    return found


def theme() -> Theme:
    """Return the application's theme; the system's is applied where nobody chose one yet."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("The theme needs a QApplication.")
    return app.findChild(Theme) or apply_theme(app)


def color(token: str) -> QColor:
    """Return the colour of a token in the scheme that is shown now."""
    return QColor(_ACTIVE[token])


def restyle(widget: QWidget) -> None:
    """Have the style sheet look again at a widget whose properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def mark_invalid(editor: QWidget, invalid: bool) -> None:
    """Draw an editor as faulty (or no longer so)."""
    if bool(editor.property("invalid")) != invalid:
        editor.setProperty("invalid", invalid)
        restyle(editor)
