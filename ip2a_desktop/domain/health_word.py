"""What the page Today says of the database's health: one sentence and how grave it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ip2a_desktop.domain.health import HealthRun, Verdict

_TONES: dict[Verdict, Literal["good", "warn", "bad"]] = {
    Verdict.PASS: "good",
    Verdict.WARN: "warn",
    Verdict.FAIL: "bad",
    Verdict.PARTIAL: "warn",
    Verdict.NOT_RUN: "warn",
}


@dataclass(frozen=True)
class HealthWord:
    """The health of the database in one sentence.

    Args:
        words: the sentence.
        tone: how grave it is; what nobody looked at is never ``good``.
        at: when it was looked at; None where nobody has yet.
    """

    words: str
    tone: Literal["neutral", "good", "warn", "bad"] = "neutral"
    at: datetime | None = None


NOT_YET = HealthWord("No check has run yet.")
"""Said until the first health check has run."""


def health_word(run: HealthRun | None) -> HealthWord:
    """Return what the page Today says of the last run; None where there was none."""
    if run is None:
        return NOT_YET
    return word_of(run.verdict, run.sentence, run.ended_at or run.started_at)


def word_of(verdict: Verdict, sentence: str, at: datetime) -> HealthWord:
    """Return what is said of a run with this verdict and sentence."""
    return HealthWord(sentence, _TONES[verdict], at)
