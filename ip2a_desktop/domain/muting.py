"""Muting a finding: why, and until when."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from ip2a_desktop.domain.drafts import Draft, wrong

LONGEST = timedelta(days=366)
"""Nothing is muted for longer than a year: what was right to leave then may not be so any more."""


class MuteDraft(Draft):
    """What a person says when muting a finding.

    Args:
        fingerprint: of the finding.
        rule: the rule's name.
        reason: why it may stay as it is.
        until: the last day that it is muted.
        today: the day it is, against which ``until`` is checked.
    """

    fingerprint: str
    rule: str
    today: date
    reason: Annotated[str, Field(max_length=500, title="Why it may stay as it is")]
    until: Annotated[date, Field(title="Muted until")]

    @field_validator("reason")
    @classmethod
    def _has_words(cls, reason: str) -> str:
        if len(reason) < 3:
            raise wrong("Say in a few words why; others will read it.")
        return reason

    @field_validator("until")
    @classmethod
    def _is_near(cls, until: date, info: ValidationInfo) -> date:
        today: date | None = info.data.get("today")
        if today is not None and until < today:
            raise wrong("Choose a day that is still to come.")
        if today is not None and until > today + LONGEST:
            raise wrong("Choose a day within a year.")
        return until
