"""The two scales of organizing, which run in opposite directions: a digit never stands without its words."""

from typing import Any, Self

from ip2a_desktop.domain.words import Word


class Scale(Word):
    """A scale from 1 to 5. Members are written ``NAME = 1, "Words"``.

    ``digit`` is what the database keeps and ``meaning`` says it in words. The label, and whatever is printed of
    a member, is both: ``2 · Resistant``. Members of the two scales are never equal, whatever their digit.
    """

    digit: int
    meaning: str

    def __new__(cls, digit: int | str, meaning: str = "") -> Self:
        label = f"{digit} · {meaning}"
        step = str.__new__(cls, label)
        step._value_ = str(digit)
        step.digit, step.meaning, step.label = int(digit), meaning, label
        return step

    @classmethod
    def _missing_(cls, value: object) -> Any:
        return next((step for step in cls if value in (step.digit, step.label)), None)

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """Return the step whose digit, words or label ``text`` is, case and punctuation aside, or None."""
        found = super().from_text(text)
        words = " ".join(text.casefold().split())
        return found or next((step for step in cls if step.meaning.casefold() == words), None)


class EmployerReceptiveness(Scale):
    """How an employer meets the union: 1 is the worst, 5 the best."""

    HOSTILE = 1, "Hostile"
    RESISTANT = 2, "Resistant"
    NEUTRAL = 3, "Neutral"
    RECEPTIVE = 4, "Receptive"
    SUPPORTIVE = 5, "Supportive"


class WorkerAssessment(Scale):
    """Where a worker stands, as organizers count: 1 is the best, 5 the worst."""

    STRONG_SUPPORT = 1, "Strong support"
    SUPPORT = 2, "Support"
    UNDECIDED = 3, "Undecided"
    AGAINST = 4, "Leans against"
    HOSTILE = 5, "Hostile"

    @property
    def is_support(self) -> bool:
        """Whether this worker would vote for the union as things stand."""
        return self in (WorkerAssessment.STRONG_SUPPORT, WorkerAssessment.SUPPORT)
