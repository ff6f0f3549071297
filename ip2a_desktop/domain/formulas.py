"""Text that a spreadsheet would take for a formula, and the apostrophe that keeps it text."""

import re

# What OWASP lists as the beginnings of formulas in CSV, and their full-width twins.
_BEGINS = "=+\\-@\t\r\n＝＋－＠"  # noqa: RUF001  # full width is meant
_RISKY = re.compile(f"'*[{_BEGINS}]")
_GUARDED = re.compile(f"'('*[{_BEGINS}])")


def guarded(text: str) -> str:
    """Return text that no spreadsheet runs: an apostrophe before what would begin a formula.

    A text that looks guarded already gets one more, so that :func:`unguarded` always gives back what it was.
    """
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that :func:`guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text
