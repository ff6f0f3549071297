"""The one table of colours (light, dark, high contrast), and the distances of the 8-pixel rhythm.

Every colour on screen comes from here: the palette, the style sheet, icons, chips and painted widgets.
``PAIRS`` lists each text colour with each background that it stands on; a test proves 4.5:1 for all of them
in all three schemes.
"""

from typing import Final, Literal

SchemeName = Literal["light", "dark", "contrast"]
Tone = Literal["neutral", "info", "good", "warn", "bad"]

TONES: Final[tuple[Tone, ...]] = ("neutral", "info", "good", "warn", "bad")

SPACE: Final = 8
"""One step of the rhythm, in pixels; distances are whole or half steps."""
GAP_TIGHT: Final = SPACE // 2
GAP: Final = SPACE
GAP_WIDE: Final = SPACE * 2
MARGIN: Final = SPACE * 3
"""The margin of a page and of a dialog."""
CONTROL_HEIGHT: Final = SPACE * 4
"""The height of a button or a field."""
ROW_HEIGHT: Final = SPACE * 5
"""The height of a line in a list."""
HEADER_HEIGHT: Final = SPACE * 8
"""The height of a page's title line."""
RADIUS: Final = 6
RADIUS_LARGE: Final = 10
ICON: Final = 18
"""The edge of an icon beside a word."""

_TABLE: Final[dict[str, tuple[str, str, str]]] = {
    # name: (light, dark, high contrast)
    # backgrounds, from the far end to the near one
    "window": ("#F6F7F9", "#15171B", "#000000"),
    "surface": ("#FFFFFF", "#1C1F24", "#000000"),
    "raised": ("#FFFFFF", "#252930", "#0D0D0D"),
    "sunken": ("#F2F4F7", "#17191D", "#000000"),
    "field": ("#FFFFFF", "#16181C", "#000000"),
    "hover": ("#F0F2F5", "#272B32", "#262626"),
    "pressed": ("#E4E8ED", "#31363E", "#404040"),
    "selected": ("#E8EDFD", "#2A3354", "#0A3270"),
    "selected_idle": ("#EEF0F4", "#2A2E36", "#1F2A3D"),
    # lines
    "border": ("#E5E8EC", "#2E333B", "#8C8C8C"),
    "border_strong": ("#C2C8D1", "#4B525E", "#FFFFFF"),
    "focus": ("#3D5AD6", "#8DA2FF", "#00E5FF"),
    "focus_on_accent": ("#0B1340", "#FFFFFF", "#0066FF"),
    # words
    "text": ("#1A1D23", "#ECEEF1", "#FFFFFF"),
    "muted": ("#57606D", "#A7AFBB", "#E0E0E0"),
    "disabled": ("#979FAB", "#69717D", "#9E9E9E"),
    # the one accent
    "accent": ("#3D5AD6", "#4D68E3", "#FFD60A"),
    "accent_hover": ("#324DC4", "#435ED9", "#FFE566"),
    "accent_pressed": ("#2A42AC", "#3A53C6", "#FFFFFF"),
    "accent_text": ("#3450C8", "#AAB9FF", "#FFE14D"),
    "on_accent": ("#FFFFFF", "#FFFFFF", "#000000"),
    # a button that destroys
    "danger": ("#C62F2F", "#C93B3B", "#FFC2C2"),
    "danger_hover": ("#AF2525", "#BD3333", "#FFE0E0"),
    "on_danger": ("#FFFFFF", "#FFFFFF", "#000000"),
    # tones of chips, messages and notices
    "neutral_text": ("#4A5362", "#C3CAD4", "#FFFFFF"),
    "neutral_tint": ("#EEF0F4", "#2D323A", "#000000"),
    "neutral_line": ("#D9DDE4", "#3D434D", "#FFFFFF"),
    "info_text": ("#0B5A8C", "#8CCBF5", "#7FD4FF"),
    "info_tint": ("#E2F1FB", "#17303F", "#000000"),
    "info_line": ("#BFDFF4", "#264B61", "#7FD4FF"),
    "good_text": ("#17663B", "#86D9A5", "#7CFF9E"),
    "good_tint": ("#E3F5EA", "#173325", "#000000"),
    "good_line": ("#BDE5CC", "#25523A", "#7CFF9E"),
    "warn_text": ("#7D4F06", "#F0C674", "#FFD98A"),
    "warn_tint": ("#FDF2D9", "#3A2E14", "#000000"),
    "warn_line": ("#F1DBA6", "#5B4820", "#FFD98A"),
    "bad_text": ("#A82424", "#FFA3A3", "#FF9C9C"),
    "bad_tint": ("#FDEAEA", "#3F1F22", "#000000"),
    "bad_line": ("#F3C6C6", "#673135", "#FF9C9C"),
    # the message that slides up at the bottom, and the hint under the pointer
    "toast": ("#23272F", "#ECEEF1", "#000000"),
    "on_toast": ("#FFFFFF", "#1A1D23", "#FFFFFF"),
    "toast_action": ("#B4C2FF", "#2F49BD", "#FFE14D"),
}

SCHEMES: Final[dict[SchemeName, dict[str, str]]] = {
    "light": {name: colours[0] for name, colours in _TABLE.items()},
    "dark": {name: colours[1] for name, colours in _TABLE.items()},
    "contrast": {name: colours[2] for name, colours in _TABLE.items()},
}

_GROUNDS = ("window", "surface", "raised", "sunken", "field", "hover", "selected", "selected_idle")

PAIRS: Final[tuple[tuple[str, str], ...]] = (
    *(("text", ground) for ground in (*_GROUNDS, "pressed")),
    *(("muted", ground) for ground in _GROUNDS),
    *(("accent_text", ground) for ground in _GROUNDS),
    *(("on_accent", ground) for ground in ("accent", "accent_hover", "accent_pressed")),
    *(("on_danger", ground) for ground in ("danger", "danger_hover")),
    *((f"{tone}_text", ground) for tone in TONES for ground in (f"{tone}_tint", "surface", "raised")),
    *(("text", f"{tone}_tint") for tone in TONES),
    *(("muted", f"{tone}_tint") for tone in TONES),
    ("on_toast", "toast"),
    ("toast_action", "toast"),
    ("bad_text", "window"),
    ("good_text", "window"),
    ("warn_text", "window"),
)
"""Each text colour with each background it is drawn on."""

RINGS: Final[tuple[tuple[str, str], ...]] = (
    *(("focus", ground) for ground in _GROUNDS),
    ("focus_on_accent", "accent"),
    ("focus_on_accent", "danger"),
)
"""Each focus ring with what it must stand out from, 3:1 at least."""


def luminance(colour: str) -> float:
    """Return the relative luminance (0 black .. 1 white) of ``#RRGGBB``, as WCAG 2 defines it."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (1 .. 21) of two colours, as WCAG 2 defines it."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)
