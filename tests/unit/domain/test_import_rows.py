"""A row's cells become values, and what is not understood a sentence."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ip2a_desktop.domain.import_rows import RowReader, missing_for_new
from ip2a_desktop.domain.imports import ImportKind
from ip2a_desktop.domain.members import Classification

TODAY = date(2026, 3, 6)


def read(kind=ImportKind.MEMBERS, **cells):
    mapping = {name: name for name in cells}
    return RowReader(kind, list(cells), mapping, TODAY).read(list(cells.values()))


def test_values_are_as_the_forms_keep_them():
    row = read(
        card_number="0042.0",
        full_name="O’Brien, Seán Q, Jr.",
        phone="(206) 555-0142",
        email="Sean@Example.org",
        postal_code="1234",
        state="Wash.",
        classification="App 3",
        birth_date="3/6/62",
        ssn_last4="123-45-0042",
        address_line1="12\u00a0Main  St",
    )
    assert row.problems == {}
    assert row.values == {
        "card_number": "0042",
        "first_name": "Seán",
        "middle_name": "Q",
        "last_name": "O’Brien",
        "suffix": "Jr.",
        "phone": "+12065550142",
        "email": "Sean@example.org",
        "postal_code": "01234",
        "state": "WA",
        "classification": Classification.APPRENTICE_3,
        "address_line1": "12 Main St",
    }
    assert row.private == {"birth_date": date(1962, 3, 6), "ssn_last4": "0042"}


def test_blank_and_unknown_cells_say_nothing_but_a_name_may_be_null():
    row = read(
        card_number="1", last_name="Null", first_name="None", phone="n/a", email=" ", city="\u3000\u200d", state="-"
    )
    assert row.values == {"card_number": "1", "last_name": "Null", "first_name": "None"}
    assert row.problems == {}


def test_each_cell_that_is_not_understood_has_its_sentence():
    row = read(
        card_number="1", last_name="#REF!", first_name="A", phone="12", email="at home", status="Wizard",
        initiation_date="13/13/2020", birth_date="2030-01-01", postal_code="WA", state="Elsewhere",
    )  # fmt: skip
    assert set(row.problems) == {
        "last_name", "phone", "email", "status", "initiation_date", "birth_date", "postal_code", "state",
    }  # fmt: skip
    assert row.values == {"card_number": "1", "first_name": "A"}
    assert row.problems["phone"].startswith("Phone “12”: Write a phone number")
    assert "spreadsheet's error" in row.problems["last_name"]
    assert row.private == {}


def test_a_row_that_matches_nobody_says_what_it_lacks():
    row = read(card_number="", full_name="Silva, Ana")
    assert row.problems == {}
    assert missing_for_new(ImportKind.MEMBERS, row.values) == ("A new member needs a card number.",)


def test_employers_keep_curly_quotes_and_long_legal_names():
    name = "“Smith’s” Electric – " + "A Subsidiary; " * 20
    row = read(ImportKind.EMPLOYERS, name=name, city="Wilkes-Barre", state="PA")
    assert row.values["name"] == name.strip()
    assert row.problems == {}


@given(st.lists(st.text(max_size=40), min_size=8, max_size=8))
def test_no_text_breaks_the_reader(cells):
    names = ["card_number", "full_name", "phone", "email", "birth_date", "status", "referral_registered_at", "city"]
    row = RowReader(ImportKind.MEMBERS, names, {name: name for name in names}, TODAY).read(cells)
    assert all(sentence for sentence in row.problems.values())
    assert not set(row.problems) & set(row.values)
