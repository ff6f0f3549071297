"""Rows, records and contexts that the papers of these tests show, and readers of what was printed."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from pypdf import PdfReader

from ip2a_desktop.domain.employers import EmployerRow, OrganizationType, SignatoryStatus
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.member_drafts import MemberDraft, MemberPrivateDraft
from ip2a_desktop.domain.members import (
    Classification,
    ContactKind,
    EmploymentRow,
    MemberContact,
    MemberRecord,
    MemberRow,
    MemberStatus,
    MemberType,
    NoteVisibility,
    StatusChange,
)
from ip2a_desktop.domain.notes import Note
from ip2a_desktop.domain.papers import MemberPaper, PaperContext, PaperSize

PRINTED_AT = datetime(2026, 3, 6, 14, 5, tzinfo=UTC)

MEMBER = MemberRow(
    id=new_id(),
    version=1,
    card_number="0042",
    first_name="Ana",
    middle_name="",
    last_name="Silva",
    suffix="",
    preferred_name="",
    status=MemberStatus.ACTIVE,
    member_type=MemberType.A,
    classification=Classification.JOURNEY_WORKER,
    employer="Cascade Electric",
    phone="+12065550142",
    email="ana@example.org",
    address_line1="1200 Main St",
    address_line2="",
    city="Seattle",
    state="WA",
    postal_code="98101",
    home_local="46",
    referral_book="1",
    initiation_date=date(2010, 5, 1),
    updated_at=PRINTED_AT,
)

EMPLOYER = EmployerRow(
    id=new_id(),
    version=1,
    name="Cascade Electric",
    trade_name="",
    organization_type=OrganizationType.EMPLOYER,
    signatory_status=SignatoryStatus.SIGNATORY,
    agreement="Inside 2024–2027",
    contact="Dana Baker",
    phone="+12065550177",
    email="",
    address_line1="",
    address_line2="",
    city="Tacoma",
    state="WA",
    postal_code="",
    current_members=1234,
    updated_at=PRINTED_AT,
)


@pytest.fixture
def context():
    def context(size=PaperSize.LETTER, subtitle="", hall="AT&T <Local 46>"):
        return PaperContext(size, hall, "Robin Okafor", PRINTED_AT, subtitle)

    return context


@pytest.fixture
def member():
    return lambda **values: replace(MEMBER, id=new_id(), **values)


@pytest.fixture
def employer():
    return lambda **values: replace(EMPLOYER, id=new_id(), **values)


@pytest.fixture
def note():
    def note(body):
        return Note(new_id(), 1, body, NoteVisibility.OFFICERS, PRINTED_AT, "Robin Okafor", PRINTED_AT)

    return note


@pytest.fixture
def member_paper(member, note):
    """Return a function that makes the record of a member who has one of everything."""

    def member_paper(notes=(), private=True, **values):
        row = member(**values)
        job = EmploymentRow(
            new_id(), 1, row.id, row.name, row.card_number, new_id(), "Cascade Electric", "Foreman",
            date(2020, 3, 1), None, Decimal("40.00"), Decimal("1061.50"),
        )  # fmt: skip
        draft = MemberDraft(
            id=row.id,
            version=1,
            card_number=row.card_number,
            first_name=row.first_name,
            last_name=row.last_name,
            status_since=date(2019, 1, 2),
            phone="206 555 0142",
            skills="Welding\nFirst aid",
        )
        record = MemberRecord(
            draft,
            row,
            MemberPrivateDraft(id=row.id, version=1, birth_date=date(1984, 7, 9), ssn_last4="0042")
            if private
            else None,
            (StatusChange(MemberStatus.ACTIVE, date(2019, 1, 2), "Back from leave", PRINTED_AT, "Robin Okafor"),),
            (job,),
            (MemberContact(new_id(), 1, ContactKind.EMERGENCY, "Minh Silva", "Brother", "+12065550177", ""),),
        )
        return MemberPaper(record, [note(body) for body in notes])

    return member_paper


@pytest.fixture
def read():
    return lambda pdf: PdfReader(io.BytesIO(pdf), strict=True)


@pytest.fixture
def pages(read):
    """Return a function that gives the text of each page."""
    return lambda pdf: [page.extract_text() for page in read(pdf).pages]
