"""Phone numbers and postal addresses as people write them."""

import re

REGION = "US"
"""Whose numbers are written without a country code."""
EXTENSION = ";ext="
"""Stands before the extension in a number as it is stored."""
_US_NUMBER = re.compile(r"\+1(\d{3})(\d{3})(\d{4})")

STATES = [
    "AL",
    "AK",
    "AZ",
    "AR",
    "CA",
    "CO",
    "CT",
    "DE",
    "DC",
    "FL",
    "GA",
    "HI",
    "ID",
    "IL",
    "IN",
    "IA",
    "KS",
    "KY",
    "LA",
    "ME",
    "MD",
    "MA",
    "MI",
    "MN",
    "MS",
    "MO",
    "MT",
    "NE",
    "NV",
    "NH",
    "NJ",
    "NM",
    "NY",
    "NC",
    "ND",
    "OH",
    "OK",
    "OR",
    "PA",
    "RI",
    "SC",
    "SD",
    "TN",
    "TX",
    "UT",
    "VT",
    "VA",
    "WA",
    "WV",
    "WI",
    "WY",
    "AS",
    "GU",
    "MP",
    "PR",
    "VI",
    "UM",
    "AA",
    "AE",
    "AP",
]


def shown_phone(stored: str) -> str:
    """Return a stored phone number as people write it; a number that is not understood is shown as it is."""
    if not stored:
        return ""
    usual = _US_NUMBER.fullmatch(stored)
    if usual:  # nearly all of them, in every row of a list; the library gives the same
        return "({}) {}-{}".format(*usual.groups())
    import phonenumbers  # noqa: PLC0415 - a list shows before anybody needs its tables

    try:
        number = phonenumbers.parse(stored.replace(EXTENSION, " ext. "), REGION)
    except phonenumbers.NumberParseException:
        return stored
    style = phonenumbers.PhoneNumberFormat
    national = number.country_code == 1
    return phonenumbers.format_number(number, style.NATIONAL if national else style.INTERNATIONAL)


def address_lines(line1: str, line2: str, city: str, state: str, postal_code: str) -> tuple[str, ...]:
    """Return a postal address as the lines of an envelope, empty ones left out."""
    place = " ".join(part for part in (f"{city}," if city and state else city, state, postal_code) if part)
    return tuple(line for line in (line1, line2, place) if line)
