"""The cells of a file as values: dates, card numbers, phones and ZIPs as people really write them."""

import re
from datetime import date, datetime, timedelta

from ip2a_desktop.domain.formulas import unguarded

_UNSEEN = dict.fromkeys(map(ord, "\0\u200b\u2060\ufeff\u00ad"))
_ENDS = re.compile(r"^[\s\u200c\u200d]+|[\s\u200c\u200d]+$")  # joiners have a meaning inside a word only
_WHOLE_FLOAT = re.compile(r"(\d+)\.0+")
_PLACEHOLDERS = frozenset({"n/a", "na", "none", "null", "nil", "-", "--", "---", "–", "—", ".", "?", "unknown", "tbd"})
_EXCEL_ERRORS = frozenset({"#n/a", "#name?", "#ref!", "#value!", "#div/0!", "#null!", "#num!"})

_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS = _MONTH_NAMES.split()
_YEAR = r"(?P<year>\d{4}|\d{2})"
_DATES = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        rf"(?P<month>\d{{1,2}})([-/.])(?P<day>\d{{1,2}})\2{_YEAR}",
        rf"(?P<name>[A-Za-z]{{3,9}})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_YEAR}",
        rf"(?P<day>\d{{1,2}})[- ](?P<name>[A-Za-z]{{3,9}})\.?[- ]{_YEAR}",
    )
)
_TIME = re.compile(r"[T ]+(\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)\s*([AaPp]\.?[Mm]\.?)?\s*(Z|[+-]\d{2}:?\d{2})?$")
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAYS = range(3_654, 73_051)  # 1910 to 2099: what is smaller may be a year that was written alone


class NotUnderstood(ValueError):
    """A cell that cannot be read as its field; the text is a sentence for a person."""


def clean_cell(text: str) -> str:
    """Return a cell without what nobody sees: NULs, zero-width characters, odd blanks at the ends.

    An apostrophe that spreadsheets and our own exports put before ``=`` or ``+`` goes too.
    Curly quotes, dashes and line breaks stay.
    """
    plain = text.translate(_UNSEEN).replace("\u00a0", " ").replace("\u202f", " ")
    return unguarded(_ENDS.sub("", plain))


def is_placeholder(text: str) -> bool:
    """Say whether a cell only says that nothing is known, such as ``n/a`` or a dash."""
    return text.casefold() in _PLACEHOLDERS


def refuse_excel_error(text: str) -> None:
    """Raise where a cell holds what a broken formula leaves.

    Raises:
        NotUnderstood: it is one of Excel's error values.
    """
    if text.casefold() in _EXCEL_ERRORS:
        raise NotUnderstood(f"The cell holds the spreadsheet's error {text}.")


def read_number_text(text: str) -> str:
    """Return a number kept as text without the ``.0`` that spreadsheets add; leading zeros stay."""
    whole = _WHOLE_FLOAT.fullmatch(text)
    return whole.group(1) if whole else text


def read_postal_code(text: str) -> str:
    """Return a ZIP with the zeros that spreadsheets take from its beginning."""
    digits = read_number_text(text)
    if re.fullmatch(r"\d{3,4}", digits):
        return digits.zfill(5)
    if re.fullmatch(r"\d{7,8}", digits):
        return digits.zfill(9)
    return re.sub(r"\s*[-–]\s*", "-", digits).rstrip("-")


def read_ssn_last4(text: str) -> str:
    """Return the last four digits, also of a whole number that must not be kept."""
    digits = re.sub(r"[\s\-–.xX*•#]", "", read_number_text(text))
    if re.fullmatch(r"\d{9}", digits):
        return digits[-4:]
    return digits.zfill(4) if re.fullmatch(r"\d{3}", digits) else digits


def read_phone(text: str) -> str:
    """Return a phone number without what only spreadsheets add; a second number in the cell is left out."""
    first = re.split(r"\s*(?:[;|]|\bor\b|\s/\s)\s*", read_number_text(text), maxsplit=1)[0]
    return re.sub(r"^(?:tel|phone|cell|mobile|home|work)\s*[.:]?\s*", "", first, flags=re.IGNORECASE)


def read_date(text: str, today: date) -> date:
    """Return the day that a cell means; two-digit years never lie in the future.

    Args:
        text: ISO, month/day/year, a month's name, or the day number of a spreadsheet.
        today: the server's day.

    Raises:
        NotUnderstood: it is no date, or no day of the calendar.
    """
    plain = " ".join(_TIME.sub("", text).replace(",", " ").split())
    serial = _excel_day(plain)
    if serial is not None:
        return serial
    match = next((found for form in _DATES if (found := form.fullmatch(plain))), None)
    day = _day(match.groupdict(), today) if match else None
    if day is None:
        raise NotUnderstood(f"“{text}” is not a date: write month/day/year or 2026-03-06.")
    return day


def _day(parts: dict[str, str], today: date) -> date | None:
    # Names of months are read by hand: strptime knows only those of the desktop's language.
    name = parts.get("name", "").casefold()
    month = next((n for n, full in enumerate(_MONTHS, 1) if name and full.startswith(name[:4])), 0)
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += today.year // 100 * 100
        year -= 100 if year > today.year else 0
    try:
        return date(year, month or int(parts.get("month", 0)), int(parts["day"]))
    except ValueError:
        return None


def _excel_day(text: str) -> date | None:
    number = re.fullmatch(r"(\d{1,5})(?:\.\d+)?", text)
    if number is None or int(number.group(1)) not in _EXCEL_DAYS:
        return None
    return _EXCEL_EPOCH + timedelta(days=int(number.group(1)))


def read_moment(text: str, today: date) -> datetime:
    """Return the moment that a cell means: this desktop's zone where it names none, midnight for a day.

    Raises:
        NotUnderstood: it is no date, or no time of the day.
    """
    day = read_date(text, today)
    time = _TIME.search(text)
    if time is None:
        return datetime(day.year, day.month, day.day).astimezone()
    clock, half, zone = time.groups()
    hour, minute, second = (*(int(float(part)) for part in clock.split(":")), 0)[:3]
    if half:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    try:
        written = f"{day.isoformat()}T{hour:02}:{minute:02}:{second:02}{zone or ''}"
        return datetime.fromisoformat(written).astimezone()
    except ValueError:
        raise NotUnderstood(f"“{text}” is not a time: write 2026-03-06 8:30 AM.") from None
