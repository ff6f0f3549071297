"""Contact data as draft fields: phone numbers, e-mail and postal addresses, checked by the libraries of the field."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from ip2a_desktop.domain.addresses import EXTENSION, REGION, STATES
from ip2a_desktop.domain.drafts import wrong


def normal_phone(text: str) -> str:
    """Return a phone number as it is stored: E.164, with ``;ext=`` where it has an extension.

    Numbers are read as US numbers unless they begin with ``+``. An empty text stays empty.

    Raises:
        PydanticCustomError: the text is not a possible phone number.
    """
    if not text:
        return ""
    import phonenumbers  # noqa: PLC0415 - a list of members shows before anybody needs its tables

    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        raise wrong("Write a phone number with its area code, such as 206 555 0142.") from None
    if not phonenumbers.is_possible_number(number):
        raise wrong("Write a phone number with its area code, such as 206 555 0142.")
    plain = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return plain + (f"{EXTENSION}{number.extension}" if number.extension else "")


def normal_email(text: str) -> str:
    """Return a checked e-mail address; an empty text stays empty.

    Raises:
        PydanticCustomError: the text is not an e-mail address.
    """
    if not text:
        return ""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - as above

    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        raise wrong("Write an e-mail address such as ana@example.org.") from None


def _state(text: str) -> str:
    code = text.upper()
    if code and code not in STATES:
        raise wrong("Write the two letters of a state, such as WA.")
    return code


def _postal_code(text: str) -> str:
    if not text:
        return ""
    match = re.fullmatch(r"(\d{5})(?:[- ]?(\d{4}))?", text)
    if match is None:
        raise wrong("Write a ZIP code of five digits, or ZIP+4.")
    return "-".join(part for part in match.groups() if part)


def _one_line(text: str) -> str:
    if "\0" in text:
        raise wrong("This text holds a character that cannot be stored.")
    return re.sub(r"\s+", " ", text).strip()


def _long_text(text: str) -> str:
    if "\0" in text:
        raise wrong("This text holds a character that cannot be stored.")
    return text.strip()


Line = Annotated[str, AfterValidator(_one_line), Field(max_length=200)]
"""One line of text: inner white space is folded."""

LegalName = Annotated[str, AfterValidator(_one_line), Field(max_length=500)]
"""One line with room for the legal names of employers, which list every subsidiary and trade name."""

LongText = Annotated[str, AfterValidator(_long_text), Field(max_length=100_000)]
"""Text of many lines."""

Phone = Annotated[str, AfterValidator(normal_phone)]
Email = Annotated[str, AfterValidator(normal_email)]
State = Annotated[str, AfterValidator(_state)]
PostalCode = Annotated[str, AfterValidator(_postal_code)]
