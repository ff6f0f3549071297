"""What PostgreSQL says, as a sentence for a person: rules broken, rights missing, server away."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from psycopg2 import errorcodes

from ip2a_desktop.db.benevolence_rules import BENEVOLENCE_RULES, FORBIDDEN
from ip2a_desktop.db.connect_words import lost, why_not
from ip2a_desktop.db.document_rules import DOCUMENT_RULES
from ip2a_desktop.db.grievance_rules import AGREEMENT_RULES, GRIEVANCE_RULES
from ip2a_desktop.db.salting_rules import SALTING_RULES
from ip2a_desktop.domain.errors import DatabaseUnavailable, HallError, NotAllowed, RuleViolation

CONSTRAINTS: dict[str, tuple[str, str]] = {
    "stress_data_hall_empty": ("", "A stress hall goes into an empty database only. Run ip2adb reset first."),
    "member_card_number_unique": (
        "card_number",
        "Another member has this card number (look in the bin too).",
    ),
    "member_card_number_blank": ("card_number", "A member needs a card number."),
    "member_first_name_blank": ("first_name", "A member needs a first name."),
    "member_last_name_blank": ("last_name", "A member needs a last name."),
    "member_dates_sensible": ("status_since", "A date of this member is before 1900."),
    "member_status_known": ("status", "Choose a status of the list."),
    "member_type_known": ("member_type", "Choose a type of the list."),
    "member_classification_known": ("classification", "Choose a classification of the list."),
    "member_phone_form": ("phone", "Write a phone number with its area code."),
    "member_phone_other_form": ("phone_other", "Write a phone number with its area code."),
    "member_email_form": ("email", "Write an e-mail address such as ana@example.org."),
    "member_state_form": ("state", "Write the two letters of a state, such as WA."),
    "member_postal_code_form": ("postal_code", "Write a ZIP code of five digits, or ZIP+4."),
    "member_private_birth_date_sensible": ("birth_date", "Nobody is born in the future or before 1900."),
    "member_private_ssn_last4_form": ("ssn_last4", "Write only the last four digits, such as 0042."),
    "member_contact_name_blank": ("name", "A contact needs a name."),
    "organization_name_blank": ("name", "An organization needs a name."),
    "organization_contact_name_blank": ("name", "A contact needs a name."),
    "organization_contact_one_primary": ("is_primary", "Somebody else was just made the primary contact."),
    "employment_in_order": ("ended_on", "The job ends before it starts."),
    "employment_dates_sensible": ("started_on", "A date of this job is before 1900."),
    "employment_weekly_hours_range": ("weekly_hours", "A week has between 0 and 168 hours."),
    "employment_hourly_rate_range": ("hourly_rate", "A rate cannot be negative."),
    "employment_organization_id_fkey": ("organization_id", "This employer is not kept any more."),
    "note_body_blank": ("body", "Write the note first."),
    "hall_singleton_key": ("name", "Somebody else wrote this just now. Open Settings again to see it."),
    "health_mute_reason_blank": ("reason", "Write why this need not be told."),
    "health_mute_until_range": ("until", "Choose a day from today to a year from now."),
    "health_mute_one": ("reason", "Somebody else muted this just now."),
    **AGREEMENT_RULES,
    **GRIEVANCE_RULES,
    **BENEVOLENCE_RULES,
    **SALTING_RULES,
    **DOCUMENT_RULES,
}
"""Constraint -> the form's field and the sentence next to it."""

_CLASS_CONNECTION = "08"
_CLASS_RESOURCES = "53"
_CLASS_OPERATOR = "57"


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the driver raises inside the block into a domain error.

    Raises:
        HallError: for what a person can act upon; anything else (a bug of ours) goes up as it is.
    """
    try:
        yield
    except Exception as error:
        found = _sentence_for(error)
        if found is None:
            raise
        raise found from error


def _sentence_for(error: Exception) -> HallError | None:
    if isinstance(error, psycopg2.Error):  # from the driver itself, where no session stands between
        return _translate(error)
    inner = getattr(error, "orig", None)  # SQLAlchemy's DBAPIError, which is not loaded for this alone
    if isinstance(inner, psycopg2.Error):
        return _translate(inner, is_lost=bool(getattr(error, "connection_invalidated", False)))
    return None


_BY_CODE: dict[str, tuple[type[HallError], tuple[str, str, str]]] = {
    errorcodes.INSUFFICIENT_PRIVILEGE: (
        NotAllowed,
        ("You do not have the right to do this.", "Nothing was changed.", "Ask an admin to give you the duty."),
    ),
    errorcodes.LOCK_NOT_AVAILABLE: (
        DatabaseUnavailable,
        ("Somebody else is changing the same record right now.", "Nothing was changed.", "Try again in a moment."),
    ),
    errorcodes.QUERY_CANCELED: (
        DatabaseUnavailable,
        ("The database took too long over this and stopped.", "Nothing was changed.", "Try again in a moment."),
    ),
    errorcodes.DISK_FULL: (
        DatabaseUnavailable,
        ("The disk of the database server is full.", "Nothing was changed.", "Make room there and try again."),
    ),
    errorcodes.READ_ONLY_SQL_TRANSACTION: (
        DatabaseUnavailable,
        ("The database is read-only at the moment.", "Nothing was changed.", "Try again later."),
    ),
}
"""What PostgreSQL's codes mean to a person."""


def _translate(error: BaseException | None, *, is_lost: bool = False) -> HallError | None:
    code = getattr(error, "pgcode", None) or ""
    name = getattr(getattr(error, "diag", None), "constraint_name", None) or ""
    if name in CONSTRAINTS:
        return RuleViolation(dict([CONSTRAINTS[name]]))
    if name in FORBIDDEN:
        what, next_step = FORBIDDEN[name]
        return NotAllowed(what, "Nothing was changed.", next_step)
    if code in _BY_CODE:
        kind, words = _BY_CODE[code]
        return kind(*words)
    is_gone = is_lost or code[:2] in (_CLASS_CONNECTION, _CLASS_OPERATOR, _CLASS_RESOURCES)
    if is_gone or (not code and isinstance(error, psycopg2.OperationalError | psycopg2.InterfaceError)):
        return why_not(str(error)) or lost()
    return None
