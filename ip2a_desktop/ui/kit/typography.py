"""The one type scale, in the font that comes with the program, so that every system lays out alike."""

import sys
from functools import cache
from typing import Final, Literal

from PySide6.QtGui import QFont, QFontDatabase

from ip2a_desktop.config import resource_path

TypeRole = Literal["caption", "body", "lead", "title", "display"]
Weight = Literal["regular", "medium", "semibold", "bold"]

_PIXELS: Final[dict[TypeRole, int]] = {"caption": 12, "body": 13, "lead": 15, "title": 20, "display": 28}
_WEIGHTS: Final[dict[Weight, QFont.Weight]] = {
    "regular": QFont.Weight.Normal,
    "medium": QFont.Weight.Medium,
    "semibold": QFont.Weight.DemiBold,
    "bold": QFont.Weight.Bold,
}
_USUAL_POINTS: Final = {"darwin": 13.0, "win32": 9.0}
"""The system font's usual size; a person who chose a larger one gets a larger scale."""
_USUAL_POINTS_ELSEWHERE: Final = 11.0
_LARGEST_FACTOR: Final = 2.0


@cache
def load_fonts() -> str:
    """Load the program's font once and return its family name.

    The system's own font is the answer where the files cannot be read, so that text shows in any case.
    """
    family = ""
    for path in sorted(resource_path("fonts", "inter").glob("*.ttf")):
        families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
        family = families[0] if families else family
    return family or QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


@cache
def factor() -> float:
    """Return how much larger than usual the person has set the system's text (1.0 .. 2.0)."""
    points = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    usual = _USUAL_POINTS.get(sys.platform, _USUAL_POINTS_ELSEWHERE)
    return min(max(points / usual, 1.0), _LARGEST_FACTOR)


def pixels(role: TypeRole) -> int:
    """Return the size of a step of the scale in (logical) pixels, the person's text size taken in."""
    return round(_PIXELS[role] * factor())


def font(role: TypeRole = "body", weight: Weight = "regular", *, tabular: bool = False) -> QFont:
    """Return the font of a step of the scale.

    Args:
        role: the step.
        weight: how heavy.
        tabular: figures of one width, for columns of numbers and dates.
    """
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    made = QFont([load_fonts(), system])
    made.setPixelSize(pixels(role))
    made.setWeight(_WEIGHTS[weight])
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def fixed_font() -> QFont:
    """Return the system's font of one width, for technical details."""
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    made.setPixelSize(pixels("caption"))
    return made
