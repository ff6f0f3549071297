"""The errors that reach a person: each one says what happened, what was kept and what to do next."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID


class HallError(Exception):
    """A problem that a person can read and act upon.

    Args:
        what: what happened, one sentence.
        kept: what was kept or not changed, one sentence.
        next_step: what to do next, one sentence.
    """

    def __init__(self, what: str, kept: str = "", next_step: str = "") -> None:
        self.what = what
        self.kept = kept
        self.next_step = next_step
        super().__init__(" ".join(part for part in (what, kept, next_step) if part))


class RuleViolation(HallError):
    """What was to be saved breaks a rule; ``problems`` maps field names to sentences."""

    def __init__(self, problems: Mapping[str, str], what: str = "") -> None:
        self.problems = dict(problems)
        super().__init__(what or " ".join(self.problems.values()), "Nothing was saved.", "Correct it and save again.")


class StaleRecord(HallError):
    """Somebody else saved the record first; ``current`` is their draft (or None where it went to the bin)."""

    def __init__(self, record_id: UUID, current: Any, changed_by: str = "") -> None:
        self.record_id = record_id
        self.current = current
        self.changed_by = changed_by
        who = changed_by or "Somebody else"
        super().__init__(
            f"{who} changed this record while you were editing it.",
            "Your text is still here and nothing was overwritten.",
            "Compare both versions and choose what to keep.",
        )


class NotFound(HallError):
    """The record is not there (any more)."""


class NotAllowed(HallError):
    """The person lacks the right; PostgreSQL said so."""


class DatabaseUnavailable(HallError):
    """The server cannot be reached or did not answer; ``environment``, not a bug."""


class SchemaMismatch(HallError):
    """The database is of an older or newer version than this program."""


class InputProblem(HallError):
    """A file or value given by a person cannot be used."""


class Cancelled(HallError):
    """The person cancelled the work."""


class DocumentsAway(HallError):
    """The folder or share with the contents of the documents cannot be reached; ``environment``, not a bug."""
