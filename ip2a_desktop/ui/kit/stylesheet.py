"""The one style sheet of the program, made from the tokens and the type scale."""

from string import Template

from ip2a_desktop.config import resource_path
from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.stylesheet_views import VIEWS
from ip2a_desktop.ui.kit.tokens import CONTROL_HEIGHT, RADIUS, RADIUS_LARGE, SCHEMES, SchemeName

_WORDS = """
QLabel[role="display"] { font-size: ${px_display}px; font-weight: 600; color: $text; }
QLabel[role="title"] { font-size: ${px_title}px; font-weight: 600; color: $text; }
QLabel[role="subtitle"] { font-size: ${px_body}px; color: $muted; }
QLabel[role="lead"] { font-size: ${px_lead}px; color: $muted; }
QLabel[role="section"] { font-size: ${px_lead}px; font-weight: 600; color: $text; }
QLabel[role="caption"] { font-size: ${px_caption}px; font-weight: 500; color: $muted; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="error"] { font-size: ${px_caption}px; color: $bad_text; }
QLabel[role="value"] { color: $text; }
QLabel[role="strong"] { font-weight: 600; color: $text; }
QToolTip { background: $toast; color: $on_toast; border: 1px solid $toast; padding: 4px 8px; }
"""

_BUTTONS = """
QPushButton {
    background: $raised; color: $text; border: 1px solid $border_strong; border-radius: ${radius}px;
    padding: 0 13px; min-height: ${inner}px; font-weight: 500;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $pressed; }
QPushButton:focus { border: 2px solid $focus; padding: 0 12px; min-height: ${inner_focus}px; }
QPushButton:disabled { color: $disabled; border-color: $border; background: $surface; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[kind="primary"]:focus { border: 2px solid $focus_on_accent; }
QPushButton[kind="primary"]:disabled { background: $pressed; color: $disabled; border-color: $pressed; }
QPushButton[kind="danger"] { background: $danger; color: $on_danger; border: 1px solid $danger; }
QPushButton[kind="danger"]:hover, QPushButton[kind="danger"]:pressed {
    background: $danger_hover; border-color: $danger_hover;
}
QPushButton[kind="danger"]:focus { border: 2px solid $focus_on_accent; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent; color: $accent_text; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:pressed, QPushButton[kind="quiet"]:checked { background: $pressed; }
QPushButton[kind="quiet"]:focus { border: 2px solid $focus; }
QPushButton[kind="quiet"]:disabled { color: $disabled; }
QPushButton[big="true"] {
    min-height: ${large}px; padding: 0 19px; font-size: ${px_lead}px; border-radius: ${radius_large}px;
}
QPushButton[big="true"]:focus { min-height: ${large_focus}px; padding: 0 18px; }
QPushButton::menu-indicator { image: url("$icons/down-$scheme.svg"); width: 12px; height: 12px;
    subcontrol-position: right center; right: 8px; }
QToolButton {
    background: transparent; color: $text; border: 1px solid transparent; border-radius: ${radius}px;
    padding: 5px;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked, QToolButton:open { background: $pressed; }
QToolButton:focus { border: 2px solid $focus; padding: 4px; }
QToolButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; }
QToolButton[kind="plain"] { border: 1px solid $border_strong; background: $raised; }
QToolButton[kind="plain"]:hover { background: $hover; }
QToolButton[kind="plain"]:focus { border: 2px solid $focus; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
    background: $field; color: $text; border: 1px solid $border_strong; border-radius: ${radius}px;
    padding: 0 8px; selection-background-color: $accent; selection-color: $on_accent;
    placeholder-text-color: $muted;
}
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${inner}px; }
QPlainTextEdit, QTextEdit { padding: 4px 4px; }
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QComboBox:hover, QAbstractSpinBox:hover {
    border-color: $muted;
}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid $focus; padding: 0 7px; min-height: ${inner_focus}px;
}
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $focus; padding: 3px 3px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled,
QAbstractSpinBox:disabled { background: $sunken; color: $disabled; border-color: $border;
}
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] { background: $sunken; border-color: $border; }
*[invalid="true"] { border: 1px solid $bad_text; background: $bad_tint; }
*[invalid="true"]:focus { border: 2px solid $bad_text; }
QLineEdit[look="search"] { background: $sunken; border-color: $border; }
QLineEdit[look="search"]:focus { background: $field; border: 2px solid $focus; }
QLineEdit[look="bare"], QLineEdit[look="bare"]:focus {
    border: none; background: transparent; padding: 0; font-size: ${px_lead}px;
}
QTextBrowser[look="bare"], QTextEdit[look="bare"], QTextEdit[look="bare"]:focus {
    border: none; background: transparent; padding: 0;
}
QComboBox QLineEdit, QAbstractSpinBox QLineEdit, QComboBox QLineEdit:focus, QAbstractSpinBox QLineEdit:focus {
    border: none; background: transparent; padding: 0; min-height: 0;
}
QComboBox::drop-down { border: none; width: 26px; subcontrol-position: center right; }
QComboBox::down-arrow { image: url("$icons/down-$scheme.svg"); width: 14px; height: 14px; }
QDateEdit::drop-down { border: none; width: 26px; subcontrol-position: center right; }
QDateEdit::down-arrow { image: url("$icons/down-$scheme.svg"); width: 14px; height: 14px; }
QSpinBox, QDoubleSpinBox { padding-left: 8px; padding-right: 20px; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button {
    border: none; width: 20px; background: transparent;
}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url("$icons/up-$scheme.svg"); width: 12px;
    height: 12px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url("$icons/down-$scheme.svg"); width: 12px;
    height: 12px; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; color: $text; border: 1px solid transparent;
    border-radius: 4px; padding: 0 4px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $focus; padding: 0 3px; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QAbstractItemView::indicator, QRadioButton::indicator, QGroupBox::indicator,
QMenu::indicator { width: 14px; height: 14px; border: 1px solid $border_strong; background: $field;
    border-radius: 4px;
}
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QMenu::indicator:checked {
    background: $accent; border-color: $accent; image: url("$icons/check-$tick.svg");
}
QCheckBox::indicator:indeterminate {
    background: $accent; border-color: $accent; image: url("$icons/dash-$tick.svg");
}
QRadioButton::indicator:checked { border: 5px solid $accent; width: 6px; height: 6px;
    background: $on_accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $sunken;
    border-color: $border; }
"""


def style_sheet(scheme: SchemeName) -> str:
    """Return the style sheet of a scheme."""
    names: dict[str, str] = dict(SCHEMES[scheme])
    names |= {f"px_{role}": str(typography.pixels(role)) for role in ("caption", "body", "lead", "title", "display")}
    names |= {
        "radius": str(RADIUS),
        "radius_large": str(RADIUS_LARGE),
        "inner": str(CONTROL_HEIGHT - 2),
        "inner_focus": str(CONTROL_HEIGHT - 4),
        "large": str(CONTROL_HEIGHT + 6),
        "large_focus": str(CONTROL_HEIGHT + 4),
        "icons": resource_path("icons").as_posix(),
        "scheme": scheme,
        "tick": "dark" if scheme == "contrast" else "light",
    }
    return Template(_WORDS + _BUTTONS + _FIELDS + VIEWS).substitute(names)
