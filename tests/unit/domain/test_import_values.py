"""Cells as people write them: dates, words, ZIPs, names."""

from datetime import date, datetime

import pytest

from ip2a_desktop.domain.import_values import (
    NotUnderstood,
    clean_cell,
    read_date,
    read_moment,
    read_number_text,
    read_phone,
    read_postal_code,
    read_ssn_last4,
)
from ip2a_desktop.domain.import_words import read_state, read_word
from ip2a_desktop.domain.members import Classification, MemberStatus, MemberType
from ip2a_desktop.domain.person_names import split_name

TODAY = date(2026, 3, 6)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-06",
        "2026/3/6",
        "3/6/2026",
        "03-06-2026",
        "3.6.2026",
        "3/6/26",
        "20260306",
        "46087",
        "46087.0",
        "Mar 6, 2026",
        "March 6th, 2026",
        "6-Mar-26",
        "6 March 2026",
        "2026-03-06 00:00:00",
        "3/6/2026 8:30 AM",
    ],
)
def test_a_day_is_read_however_it_is_written(text):
    assert read_date(text, TODAY) == TODAY


@pytest.mark.parametrize("text", ["Sept 3 2020", "Sep. 3, 2020", "September 3 2020"])
def test_months_are_known_by_their_first_letters(text):
    assert read_date(text, TODAY) == date(2020, 9, 3)


def test_years_of_two_digits_never_lie_in_the_future():
    assert read_date("3/6/62", TODAY) == date(1962, 3, 6)
    assert read_date("1/1/26", TODAY) == date(2026, 1, 1)
    assert read_date("1/1/27", TODAY) == date(1927, 1, 1)


@pytest.mark.parametrize("text", ["13/13/2020", "2/30/2020", "1985", "soon", "", "2020", "3/6"])
def test_what_is_no_day_is_refused_with_an_example(text):
    with pytest.raises(NotUnderstood, match="2026-03-06"):
        read_date(text, TODAY)


def test_a_moment_keeps_its_time_and_gets_a_zone():
    assert read_moment("3/6/2026 1:05 PM", TODAY) == datetime(2026, 3, 6, 13, 5).astimezone()
    assert read_moment("2026-03-06T12:30:00Z", TODAY) == datetime.fromisoformat("2026-03-06T12:30:00+00:00")
    assert read_moment("3/6/2026 12:10 am", TODAY).hour == 0
    with pytest.raises(NotUnderstood):
        read_moment("2026-03-06 25:00", TODAY)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("JW", Classification.JOURNEY_WORKER),
        ("Journeyman Wireman", Classification.JOURNEY_WORKER),
        ("App 3", Classification.APPRENTICE_3),
        ("3rd Year Apprentice", Classification.APPRENTICE_3),
        ("Apprentice, 3rd year", Classification.APPRENTICE_3),
        ("third year", Classification.APPRENTICE_3),
        ("A5", Classification.APPRENTICE_5),
        ("retired", Classification.RETIREE),
        ("A", MemberType.A),
        ("b.a.", MemberType.BA),
        ("A", MemberStatus.ACTIVE),
        ("In good standing", MemberStatus.ACTIVE),
        ("Dec.", MemberStatus.DECEASED),
    ],
)
def test_words_of_the_hall_are_known_by_their_abbreviations(text, word):
    assert read_word(type(word), text) is word


def test_an_unknown_word_names_those_that_are_known():
    with pytest.raises(NotUnderstood, match=r"“Plumber” is none of these: .*Journey worker; Foreman"):
        read_word(Classification, "Plumber")


def test_what_spreadsheets_do_to_numbers_is_undone():
    assert read_number_text("0042") == "0042"
    assert read_number_text("1234.0") == "1234"
    assert read_number_text("12.5") == "12.5"
    assert read_postal_code("1234") == "01234"
    assert read_postal_code("98101.0") == "98101"
    assert read_postal_code("98101-") == "98101"
    assert read_postal_code("12341234") == "012341234"
    assert read_phone("2065550142.0") == "2065550142"
    assert read_phone("206-555-0142 / 206-555-0143") == "206-555-0142"


def test_of_a_whole_social_security_number_only_four_digits_are_kept():
    assert read_ssn_last4("123-45-6789") == "6789"
    assert read_ssn_last4("xxx-xx-0042") == "0042"
    assert read_ssn_last4("42") == "42"


def test_cells_lose_what_nobody_sees_and_keep_what_was_written():
    assert clean_cell("\ufeff\u00a0O’Brien \u200b– “Seán”\0 ") == "O’Brien – “Seán”"
    assert clean_cell("'=1+1") == "=1+1"
    assert clean_cell("'+1 206 555 0142") == "+1 206 555 0142"
    assert clean_cell("'t Hooft") == "'t Hooft"


def test_joiners_inside_persian_and_indic_names_stay():
    assert clean_cell("نیک\u200cپی") == "نیک\u200cپی"
    assert clean_cell("ක්\u200dෂ") == "ක්\u200dෂ"
    assert clean_cell("\u200cعلی\u200d ") == "علی"  # at the ends they join nothing


@pytest.mark.parametrize(("text", "code"), [("WA", "WA"), ("wash.", "WA"), ("W. Virginia", "WV"), ("Penna.", "PA")])
def test_states_are_known_by_name(text, code):
    assert read_state(text) == code


def test_a_state_that_is_none_stays_as_it_is():
    assert read_state("Elsewhere") == "Elsewhere"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Smith, John Q", ("John", "Q", "Smith", "")),
        ("SMITH JR., JOHN", ("JOHN", "", "SMITH", "JR.")),
        ("Smith, John Q, III", ("John", "Q", "Smith", "III")),
        ("John Q. Smith Jr", ("John", "Q.", "Smith", "Jr")),
        ("Maria de la Cruz", ("Maria", "", "de la Cruz", "")),
        ("O’Brien, Seán", ("Seán", "", "O’Brien", "")),
        ("Nguyễn Văn Ánh", ("Nguyễn", "Văn", "Ánh", "")),
    ],
)
def test_a_whole_name_is_split(text, parts):
    assert tuple(split_name(text)[key] for key in ("first_name", "middle_name", "last_name", "suffix")) == parts


def test_one_word_is_no_whole_name():
    with pytest.raises(NotUnderstood, match="first and a last name"):
        split_name("Cher")
