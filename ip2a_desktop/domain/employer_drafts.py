"""Organizations and their contacts as their forms edit them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from ip2a_desktop.domain.contact import Email, LegalName, Line, LongText, Phone, PostalCode, State
from ip2a_desktop.domain.drafts import Draft, wrong
from ip2a_desktop.domain.employers import OrganizationType, SignatoryStatus
from ip2a_desktop.domain.member_drafts import SensibleDate


def _name(text: str) -> str:
    if not text:
        raise wrong("An organization needs a name.")
    return text


def _contact_name(text: str) -> str:
    if not text:
        raise wrong("A contact needs a name.")
    return text


def _website(text: str) -> str:
    if text and (" " in text or "." not in text):
        raise wrong("Write a web address such as www.example.org.")
    return text


class EmployerDraft(Draft):
    """An organization as the form edits it."""

    name: Annotated[LegalName, AfterValidator(_name)] = Field("", title="Name", validate_default=True)
    trade_name: Line = Field("", title="Doing business as")
    organization_type: OrganizationType = Field(OrganizationType.EMPLOYER, title="Type")
    signatory_status: SignatoryStatus = Field(SignatoryStatus.NOT_SIGNATORY, title="Signatory status")
    signatory_since: SensibleDate = Field(None, title="Signatory since")
    agreement: Line = Field("", title="Agreement (CBA)")
    phone: Phone = Field("", title="Phone")
    email: Email = Field("", title="E-mail")
    website: Annotated[Line, AfterValidator(_website)] = Field("", title="Website")
    address_line1: Line = Field("", title="Address")
    address_line2: Line = Field("", title="Address, second line")
    city: Line = Field("", title="City")
    state: State = Field("", title="State")
    postal_code: PostalCode = Field("", title="ZIP")
    remarks: LongText = Field("", title="Remarks")


class EmployerContactDraft(Draft):
    """A person at an organization; at most one is the primary contact."""

    organization_id: UUID
    name: Annotated[Line, AfterValidator(_contact_name)] = Field("", title="Name", validate_default=True)
    title: Line = Field("", title="Title")
    phone: Phone = Field("", title="Phone")
    email: Email = Field("", title="E-mail")
    is_primary: bool = Field(False, title="Primary contact")
    remarks: LongText = Field("", title="Remarks")
