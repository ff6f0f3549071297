"""The one table of colours (light, dark, and both in high contrast), and the distances of the 8-pixel rhythm.

Every colour on screen comes from here: the palette, the style sheet, icons, chips and painted widgets.
``PAIRS`` lists each text colour with each background that it stands on; a test proves 4.5:1 for all of them
in all schemes, and 7:1 in high contrast.
"""

from typing import Final, Literal

SchemeName = Literal["light", "dark", "contrast", "contrast_light"]
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

_TABLE: Final[dict[str, tuple[str, str, str, str]]] = {
    # name: (light, dark, high contrast, light high contrast)
    # backgrounds, from the far end to the near one
    "window": ("#F6F7F9", "#15171B", "#000000", "#FFFFFF"),
    "surface": ("#FFFFFF", "#1C1F24", "#000000", "#FFFFFF"),
    "raised": ("#FFFFFF", "#252930", "#0D0D0D", "#FFFFFF"),
    "sunken": ("#F2F4F7", "#17191D", "#000000", "#FFFFFF"),
    "field": ("#FFFFFF", "#16181C", "#000000", "#FFFFFF"),
    "hover": ("#F0F2F5", "#272B32", "#262626", "#E6E6E6"),
    "pressed": ("#E4E8ED", "#31363E", "#404040", "#CCCCCC"),
    "selected": ("#E8EDFD", "#2A3354", "#0A3270", "#CFE0FF"),
    "selected_idle": ("#EEF0F4", "#2A2E36", "#1F2A3D", "#E2E6EE"),
    # lines
    "border": ("#E5E8EC", "#2E333B", "#8C8C8C", "#666666"),
    "border_strong": ("#C2C8D1", "#4B525E", "#FFFFFF", "#000000"),
    "focus": ("#3D5AD6", "#8DA2FF", "#00E5FF", "#B3008F"),
    "focus_on_accent": ("#0B1340", "#FFFFFF", "#0066FF", "#FF8AE2"),
    # words
    "text": ("#1A1D23", "#ECEEF1", "#FFFFFF", "#000000"),
    "muted": ("#57606D", "#A7AFBB", "#E0E0E0", "#262626"),
    "disabled": ("#979FAB", "#69717D", "#9E9E9E", "#666666"),
    # the one accent
    "accent": ("#3D5AD6", "#4D68E3", "#FFD60A", "#00297A"),
    "accent_hover": ("#324DC4", "#435ED9", "#FFE566", "#001F5C"),
    "accent_pressed": ("#2A42AC", "#3A53C6", "#FFFFFF", "#000000"),
    "accent_text": ("#3450C8", "#AAB9FF", "#FFE14D", "#00297A"),
    "on_accent": ("#FFFFFF", "#FFFFFF", "#000000", "#FFFFFF"),
    # a button that destroys
    "danger": ("#C62F2F", "#C93B3B", "#FFC2C2", "#7A0000"),
    "danger_hover": ("#AF2525", "#BD3333", "#FFE0E0", "#5C0000"),
    "on_danger": ("#FFFFFF", "#FFFFFF", "#000000", "#FFFFFF"),
    # tones of chips, messages and notices
    "neutral_text": ("#4A5362", "#C3CAD4", "#FFFFFF", "#000000"),
    "neutral_tint": ("#EEF0F4", "#2D323A", "#000000", "#FFFFFF"),
    "neutral_line": ("#D9DDE4", "#3D434D", "#FFFFFF", "#000000"),
    "info_text": ("#0B5A8C", "#8CCBF5", "#7FD4FF", "#003A66"),
    "info_tint": ("#E2F1FB", "#17303F", "#000000", "#FFFFFF"),
    "info_line": ("#BFDFF4", "#264B61", "#7FD4FF", "#003A66"),
    "good_text": ("#17663B", "#86D9A5", "#7CFF9E", "#00401A"),
    "good_tint": ("#E3F5EA", "#173325", "#000000", "#FFFFFF"),
    "good_line": ("#BDE5CC", "#25523A", "#7CFF9E", "#00401A"),
    "warn_text": ("#7D4F06", "#F0C674", "#FFD98A", "#573300"),
    "warn_tint": ("#FDF2D9", "#3A2E14", "#000000", "#FFFFFF"),
    "warn_line": ("#F1DBA6", "#5B4820", "#FFD98A", "#573300"),
    "bad_text": ("#A82424", "#FFA3A3", "#FF9C9C", "#7A0000"),
    "bad_tint": ("#FDEAEA", "#3F1F22", "#000000", "#FFFFFF"),
    "bad_line": ("#F3C6C6", "#673135", "#FF9C9C", "#7A0000"),
    # the message that slides up at the bottom, and the hint under the pointer
    "toast": ("#23272F", "#ECEEF1", "#000000", "#FFFFFF"),
    "on_toast": ("#FFFFFF", "#1A1D23", "#FFFFFF", "#000000"),
    "toast_action": ("#B4C2FF", "#2F49BD", "#FFE14D", "#00297A"),
}

SCHEMES: Final[dict[SchemeName, dict[str, str]]] = {
    "light": {name: colours[0] for name, colours in _TABLE.items()},
    "dark": {name: colours[1] for name, colours in _TABLE.items()},
    "contrast": {name: colours[2] for name, colours in _TABLE.items()},
    "contrast_light": {name: colours[3] for name, colours in _TABLE.items()},
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
