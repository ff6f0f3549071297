"""Columns are guessed from their headings, and a guess stands only where the cells agree."""

from datetime import date

import pytest

from ip2a_desktop.domain.import_fields import FIELDS, mapping_problems, mapping_warnings, plain_heading
from ip2a_desktop.domain.import_guess import guess_mapping
from ip2a_desktop.domain.imports import ImportKind

TODAY = date(2026, 3, 6)
MEMBERS, EMPLOYERS = ImportKind.MEMBERS, ImportKind.EMPLOYERS


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Member #", "card_number"),
        ("Card No.", "card_number"),
        ("LName", "last_name"),
        ("Surname", "last_name"),
        ("First Nmae", "first_name"),
        ("Name", "full_name"),
        ("Member", "full_name"),
        ("MI", "middle_name"),
        ("Cell", "phone"),
        ("E-Mail Address", "email"),
        ("ZipCode", "postal_code"),
        ("Zip+4", "postal_code"),
        ("St", "state"),
        ("Home City", "city"),
        ("Date of Birth", "birth_date"),
        ("DOB", "birth_date"),
        ("Last 4 of SSN", "ssn_last4"),
        ("A/BA", "member_type"),
        ("Date Initiated", "initiation_date"),
    ],
)
def test_headings_of_members(heading, field):
    assert guess_mapping(MEMBERS, [heading], [], TODAY) == {field: heading}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Case Name", "name"),
        ("Contractor", "name"),
        ("Company Name", "name"),
        ("States & Territories", "state"),
        ("Company City", "city"),
        ("DBA", "trade_name"),
        ("Web Site", "website"),
    ],
)
def test_headings_of_employers(heading, field):
    assert guess_mapping(EMPLOYERS, [heading], [], TODAY) == {field: heading}


def test_every_field_goes_by_its_own_title():
    for kind, fields in FIELDS.items():
        for field in fields:
            assert guess_mapping(kind, [field.title], [], TODAY) == {field.name: field.title}


def test_headings_are_written_as_they_are_compared():
    for fields in FIELDS.values():
        for field in fields:
            assert [plain_heading(one) for one in field.headings] == list(field.headings)


def test_a_guess_needs_cells_that_make_sense():
    assert guess_mapping(EMPLOYERS, ["Status"], [["Closed"], ["Open"]], TODAY) == {}
    assert guess_mapping(EMPLOYERS, ["Status"], [["Signatory"], ["n/a"]], TODAY) == {"signatory_status": "Status"}
    assert guess_mapping(MEMBERS, ["Phone"], [["yes"], ["no"]], TODAY) == {}


def test_two_phones_find_two_fields_and_a_column_is_used_once():
    found = guess_mapping(MEMBERS, ["Home Phone", "Cell", "Phone (2)"], [], TODAY)
    assert found == {"phone": "Cell", "phone_other": "Phone (2)"}
    assert guess_mapping(MEMBERS, ["Home Phone"], [], TODAY) == {"phone": "Home Phone"}


def test_a_whole_name_is_needless_beside_its_parts():
    found = guess_mapping(MEMBERS, ["Name", "First Name", "Last Name"], [], TODAY)
    assert "full_name" not in found


def test_what_is_missing_is_said():
    assert mapping_problems(MEMBERS, {"card_number": "Card", "last_name": "Last"})
    assert not mapping_problems(MEMBERS, {"full_name": "Name"})
    assert mapping_warnings(MEMBERS, {"full_name": "Name"})
    assert mapping_problems(EMPLOYERS, {"city": "City"})
    assert not mapping_problems(EMPLOYERS, {"name": "Employer"})
