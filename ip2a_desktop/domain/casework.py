"""The words of a case's papers: who was represented, how information was asked for."""

from __future__ import annotations

from ip2a_desktop.domain.words import Word


class Representation(Word):
    """Whether the grievant asked for representation at an investigatory interview (Weingarten)."""

    NO_INTERVIEW = "no_interview", "There was no such interview"
    GRANTED = "granted", "Asked, and it was granted"
    REFUSED = "refused", "Asked, and it was refused"
    NOT_ASKED = "not_asked", "Did not ask"


class RequestHow(Word):
    """How an information request reached the employer."""

    EMAIL = "email", "E-mail"
    MAIL = "mail", "Mail"
    IN_PERSON = "in_person", "In person"
    FAX = "fax", "Fax"
