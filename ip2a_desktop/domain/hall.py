"""The hall: its name and address as letterheads show it."""

from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from ip2a_desktop.domain.contact import Email, Line, Phone, PostalCode, State
from ip2a_desktop.domain.deadlines import DEFAULT_ZONE
from ip2a_desktop.domain.drafts import Draft, wrong
from ip2a_desktop.domain.papers import PaperSize


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise wrong("Write a time zone such as America/Los_Angeles.")
    return name


class HallDraft(Draft):
    """The hall's own data as the settings page edits it."""

    name: Line = Field("", title="Name of the local")
    address_line1: Line = Field("", title="Address")
    address_line2: Line = Field("", title="Address, second line")
    city: Line = Field("", title="City")
    state: State = Field("", title="State")
    postal_code: PostalCode = Field("", title="ZIP")
    phone: Phone = Field("", title="Phone")
    email: Email = Field("", title="E-mail")
    paper_size: PaperSize = Field(PaperSize.LETTER, title="Paper")
    time_zone: Annotated[Line, AfterValidator(_known_zone)] = Field(DEFAULT_ZONE, title="Time zone")
