"""The part of the style sheet for lists, menus, tabs, scroll bars, frames and dialogs."""

VIEWS = """
QTableView, QListView, QTreeView {
    background: $surface; color: $text; border: none; outline: 0; gridline-color: $border;
    selection-background-color: $selected; selection-color: $text; alternate-background-color: $surface;
}
QTableView:focus, QListView:focus, QTreeView:focus { border: none; }
QTableView[frame="box"], QListView[frame="box"], QTreeView[frame="box"] {
    border: 1px solid $border; border-radius: ${radius}px;
}
QTableView QTableCornerButton::section { background: $surface; border: none; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
    background: $surface; color: $muted; border: none; border-bottom: 1px solid $border;
    padding: 0 12px; font-size: ${px_caption}px; font-weight: 500;
}
QHeaderView::section:hover { color: $text; background: $hover; }
QHeaderView::section:vertical { border-bottom: none; border-right: 1px solid $border; padding: 0 8px; }
QHeaderView::up-arrow { image: url("$icons/up-$scheme.svg"); width: 12px; height: 12px;
    subcontrol-position: center right; right: 6px; }
QHeaderView::down-arrow { image: url("$icons/down-$scheme.svg"); width: 12px; height: 12px;
    subcontrol-position: center right; right: 6px; }
QComboBox QAbstractItemView {
    background: $raised; border: 1px solid $border_strong; border-radius: ${radius}px; padding: 4px;
    outline: 0;
    selection-background-color: $selected; selection-color: $text;
}
QListView[look="choices"]::item { min-height: 28px; padding: 0 8px; border-radius: 4px; }
QListView[look="choices"]::item:hover { background: $hover; }
QListView[look="choices"]::item:selected { background: $selected; color: $text; }

QMenu { background: $raised; color: $text; border: 1px solid $border_strong; padding: 5px; }
QMenu::item { padding: 6px 28px 6px 10px; border-radius: 4px; min-height: 18px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $border; margin: 5px 6px; }
QMenu::indicator { margin-left: 8px; }
QMenu::right-arrow { image: url("$icons/right-$scheme.svg"); width: 12px; height: 12px; right: 6px; }
QMenuBar { background: $window; color: $text; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; }

QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { background: transparent; }
QTabBar::tab {
    background: transparent; color: $muted; border: none; border-bottom: 2px solid transparent;
    padding: 8px 2px; margin-right: 20px; font-weight: 500;
}
QTabBar::tab:hover { color: $text; border-bottom-color: $border_strong; }
QTabBar::tab:selected { color: $accent_text; border-bottom-color: $accent_text; }
QTabBar::tab:focus { background: $hover; }
QTabBar::tab:disabled { color: $disabled; }
QTabBar::tear { width: 0; image: none; border: none; }

QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget#qt_scrollarea_viewport { background: transparent; }
QScrollArea > QWidget#qt_scrollarea_viewport > QWidget[role="scrolled"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $border_strong; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 32px; margin: 2px 3px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 3px 2px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QSplitter::handle { background: $border; }
QSplitter::handle:hover, QSplitter::handle:pressed { background: $accent; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QProgressBar { background: $pressed; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QGroupBox { border: none; margin-top: 28px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; padding: 0; }

QFrame[role="line"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="line_v"] { background: $border; border: none; max-width: 1px; min-width: 1px; }
QFrame[role="card"] { background: $surface; border: 1px solid $border; border-radius: ${radius_large}px; }
QFrame[role="panel"] { background: $window; border: none; border-radius: ${radius_large}px; }
QFrame[role="popup"] { background: $raised; border: 1px solid $border_strong;
    border-radius: ${radius_large}px; }
QFrame[role="popup"] QListView { background: transparent; }
QFrame[role="toast"] { background: $toast; border: 1px solid $border_strong;
    border-radius: ${radius_large}px; }
QFrame[role="toast"] QLabel { color: $on_toast; }
QFrame[role="toast"] QPushButton { background: transparent; border: 1px solid transparent;
    color: $toast_action;
    padding: 0 8px; font-weight: 600; }
QFrame[role="toast"] QPushButton:hover { border-color: $toast_action; }
QFrame[role="toast"] QPushButton:focus { border: 2px solid $toast_action; padding: 0 7px; }
QFrame[role="notice"] { border-radius: ${radius}px; }
QFrame[role="notice"][tone="neutral"] { background: $neutral_tint; border: 1px solid $neutral_line; }
QFrame[role="notice"][tone="info"] { background: $info_tint; border: 1px solid $info_line; }
QFrame[role="notice"][tone="good"] { background: $good_tint; border: 1px solid $good_line; }
QFrame[role="notice"][tone="warn"] { background: $warn_tint; border: 1px solid $warn_line; }
QFrame[role="notice"][tone="bad"] { background: $bad_tint; border: 1px solid $bad_line; }

QWidget[role="ground"] { background: $window; }
QFrame#navigation { background: $window; border: none; border-right: 1px solid $border; }
QFrame#navigation QLabel[role="caption"] { padding-left: 10px; }
QStatusBar { background: $window; border-top: 1px solid $border; color: $muted; font-size: ${px_caption}px; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; font-size: ${px_caption}px; }
QStatusBar QSizeGrip { width: 0; height: 0; }
QStatusBar QPushButton[kind="status"] { background: transparent; border: 1px solid transparent; color: $text;
    font-size: ${px_caption}px; padding: 0 7px; min-height: 20px; max-height: 20px; border-radius: 4px; }
QStatusBar QPushButton[kind="status"]:hover { background: $hover; }
QStatusBar QPushButton[kind="status"]:pressed { background: $pressed; }
QStatusBar QPushButton[kind="status"]:focus { border: 2px solid $focus; padding: 0 6px; min-height: 18px; }

QCalendarWidget QWidget#qt_calendar_navigationbar { background: $raised; border-bottom: 1px solid $border; }
QCalendarWidget QToolButton { color: $text; font-weight: 600; padding: 4px 8px; }
QCalendarWidget QAbstractItemView { background: $raised; selection-background-color: $accent;
    selection-color: $on_accent; outline: 0; }
"""
