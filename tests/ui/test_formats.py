"""Dates, times, money and numbers as people write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from ip2a_desktop.ui.kit import formats

DAY = date(2026, 3, 6)


@pytest.fixture
def in_locale(monkeypatch):
    """Let the system be one of this language and country."""

    def in_locale(name):
        formats.day_pattern.cache_clear()
        monkeypatch.setattr(QLocale, "system", lambda: QLocale(name))

    yield in_locale
    formats.day_pattern.cache_clear()


@pytest.mark.parametrize(
    ("locale", "shown"), [("en_US", "3/6/2026"), ("en_GB", "06/03/2026"), ("de_DE", "06.03.2026"), ("C", "2026-03-06")]
)
def test_a_day_is_written_as_the_system_writes_it_with_the_whole_year(in_locale, locale, shown):
    in_locale(locale)
    assert formats.day(DAY) == shown


def test_nothing_stays_nothing():
    assert [formats.day(None), formats.moment(None), formats.money(None), formats.number(None)] == [""] * 4
    assert formats.span(None, None) == ""


def test_a_moment_is_told_in_the_person_s_own_time():
    moment = datetime(2026, 3, 6, 14, 5, tzinfo=UTC)
    assert formats.day(moment.astimezone().date()) in formats.moment(moment)


def test_money_and_numbers():
    assert formats.money(Decimal("1041.5")) == "$1,041.50"
    assert formats.number(Decimal("40.00")) == "40"
    assert formats.number(Decimal("37.50")) == "37.5"
    assert formats.number(100) == "100"


def test_a_stretch_of_days():
    assert formats.span(DAY, None) == f"{formats.day(DAY)} – today"
    assert formats.span(None, DAY) == f"until {formats.day(DAY)}"
    assert formats.span(DAY, DAY) == f"{formats.day(DAY)} – {formats.day(DAY)}"
