"""The fund's rules and levels as their forms edit them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field

from ip2a_desktop.domain.benevolence_drafts import Amount
from ip2a_desktop.domain.benevolence_fund import _NOTHING, CapPeriod, LevelDuty
from ip2a_desktop.domain.contact import Line
from ip2a_desktop.domain.drafts import Draft, wrong


class FundDraft(Draft):
    """The fund's rules as the settings page edits them; samples until an admin confirms them."""

    cap_amount: Amount = Field(None, title="Cap for one member")
    cap_period: CapPeriod = Field(CapPeriod.CALENDAR_YEAR, title="Counted over")
    wait_days: int = Field(90, title="Days to wait before applying again", ge=0, le=3650)
    bar_years: int = Field(3, title="Years barred after a false statement", ge=0, le=99)
    good_standing_only: bool = Field(True, title="Only for members in good standing (active or retired)")
    is_confirmed: bool = Field(False, title="Verified against the fund's rules")


def _name(text: str) -> str:
    if not text:
        raise wrong("A level needs a name.")
    return text


class LevelDraft(Draft):
    """A review level: its place in the order, who decides there, and from which amount on it is needed."""

    position: int = Field(1, title="Order", ge=1, le=99)
    name: Annotated[Line, AfterValidator(_name)] = Field("", title="Name", validate_default=True)
    duty: LevelDuty = Field(LevelDuty.VP, title="Decided by")
    threshold: Decimal = Field(_NOTHING, title="From this amount on", ge=0, max_digits=12, decimal_places=2)
