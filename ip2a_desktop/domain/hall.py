"""The hall: its name and address as letterheads show it."""

from pydantic import Field

from ip2a_desktop.domain.contact import Email, Line, Phone, PostalCode, State
from ip2a_desktop.domain.drafts import Draft
from ip2a_desktop.domain.papers import PaperSize


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
