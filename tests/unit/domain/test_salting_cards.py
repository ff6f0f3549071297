"""Authorization cards: the window of six months, shares of the unit, and the sentences that explain them."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ip2a_desktop.domain.cards import (
    Card,
    CardCount,
    CardHolder,
    CardRules,
    CardState,
    card_history,
    card_state,
    count_cards,
    explain_card,
    explain_lapsing,
    lapsing,
    last_day,
)
from ip2a_desktop.domain.days import months_after

RULES = CardRules()
ONE = timedelta(days=1)
DAYS = st.dates(date(2023, 1, 1), date(2027, 12, 31))
NEAR = st.dates(date(2025, 1, 1), date(2026, 12, 31))
CARDS = st.builds(
    lambda signed, back: Card(signed, None if back is None else signed + back * ONE),
    NEAR,
    st.none() | st.integers(0, 400),
)
HOLDERS = st.builds(
    CardHolder,
    st.lists(CARDS, max_size=4).map(lambda cards: tuple(sorted(cards, key=lambda card: card.signed_on))),
    st.booleans(),
    st.none() | NEAR,
)
CAMPAIGNS = st.lists(HOLDERS, max_size=12)


def signed(count, day="2026-01-05"):
    return [CardHolder((Card(date.fromisoformat(day)),)) for _ in range(count)]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-05", 6, "2026-07-05"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2025-07-15", 18, "2027-01-15"),
        ("2025-07-15", 0, "2025-07-15"),
    ],
)
def test_months_are_those_of_the_calendar(day, months, later):
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(later)


@given(DAYS, DAYS)
def test_a_card_counts_from_the_day_it_was_signed_through_the_same_day_six_months_later(signed_on, day):
    card = Card(signed_on)
    assert (card_state(card, day, RULES) is CardState.COUNTS) == (signed_on <= day <= months_after(signed_on, 6))
    assert last_day(card, RULES) < signed_on + timedelta(days=185)


@given(NEAR, st.integers(0, 400), DAYS)
def test_a_card_that_was_taken_back_does_not_count_from_that_day_on(signed_on, later, day):
    card = Card(signed_on, signed_on + later * ONE)
    if day >= card.revoked_on:
        assert card_state(card, day, RULES) is CardState.REVOKED
    assert (card_state(card, day, RULES) is CardState.COUNTS) == (signed_on <= day <= last_day(card, RULES))


@given(CAMPAIGNS, DAYS)
def test_the_history_says_for_each_day_what_counting_that_day_says(holders, day):
    history = card_history(holders, day, RULES)
    last = history[-1].counting if history else 0
    assert last == count_cards(holders, day, None, RULES).counting
    assert all(before.day < after.day for before, after in pairwise(history))
    assert all(before.counting != after.counting for before, after in pairwise(history))


@given(CAMPAIGNS, DAYS, NEAR)
def test_another_card_never_lowers_the_count_and_a_worker_counts_once(holders, day, signed_on):
    before = count_cards(holders, day, None, RULES)
    more = [
        CardHolder((*one.cards, Card(signed_on)), one.is_in_unit, one.left_on)
        for one in holders
    ]  # fmt: skip
    after = count_cards(more, day, None, RULES)
    assert before.counting <= after.counting <= len(holders)
    assert before.counting + before.lapsed + before.revoked + before.outside <= len(holders)


@given(st.integers(1, 5_000), st.integers(0, 5_000), st.integers(1, 100))
def test_a_goal_is_reached_exactly_when_the_share_is(size, counting, percent):
    goal = CardCount(date(2026, 3, 6), size, CardRules(6, percent), counting).showing
    assert goal.is_reached == (100 * counting >= percent * size)
    assert goal.missing == max(0, goal.needed - counting)


def test_who_left_or_is_outside_the_unit_does_not_count():
    holders = [
        *signed(2),
        CardHolder((Card(date(2026, 1, 5)),), left_on=date(2026, 3, 6)),
        CardHolder((Card(date(2026, 1, 5)),), is_in_unit=False),
        CardHolder((Card(date(2025, 1, 5)),)),
        CardHolder((Card(date(2026, 1, 5), date(2026, 2, 1)),)),
        CardHolder(),
    ]
    count = count_cards(holders, date(2026, 3, 6), 40, RULES)
    assert (count.counting, count.lapsed, count.revoked, count.outside) == (2, 1, 1, 2)
    assert count_cards(holders, date(2026, 3, 5), 40, RULES).counting == 3


def test_every_figure_explains_itself():
    assert count_cards(signed(26), date(2026, 3, 6), 80, RULES).sentences == (
        "26 cards of 80 in the unit count on Mar 6, 2026: 32.5 %.",
        "Showing of interest (30 %): 24 cards of the unit needed, reached with 2 to spare.",
        "Before filing (65 %): 52 cards of the unit needed, 26 still missing.",
    )
    assert count_cards(signed(1), date(2026, 3, 6), None, RULES).sentences == (
        "1 card counts on Mar 6, 2026.",
        "How many workers are in the unit is not written down, so no share can be told.",
    )
    crowded = count_cards([*signed(3), *signed(1, "2025-01-05")], date(2026, 3, 6), 2, RULES).sentences
    assert crowded[1:] == (
        "Showing of interest (30 %): 1 card of the unit needed, reached with 2 to spare.",
        "Before filing (65 %): 2 cards of the unit needed, reached with 1 to spare.",
        "There are more cards than workers in the unit: correct its size.",
        "1 card lapsed: older than 6 months.",
    )
    assert count_cards(signed(3), date(2026, 3, 6), 10, RULES).showing.sentence.endswith("needed, just reached.")


def test_a_share_is_never_rounded_up():
    assert count_cards(signed(2), date(2026, 3, 6), 3, RULES).percent == Decimal("66.6")
    assert not CardCount(date(2026, 3, 6), 10_000, RULES, 2_999).showing.is_reached


@pytest.mark.parametrize(
    ("card", "sentence"),
    [
        (Card(date(2026, 1, 5)), "Signed Jan 5, 2026: counts through Jul 5, 2026 (6 months)."),
        (
            Card(date(2025, 9, 5)),
            "Signed Sep 5, 2025: counted through Mar 5, 2026 (6 months), a new card is needed.",
        ),
        (
            Card(date(2026, 1, 5), date(2026, 2, 1)),
            "Signed Jan 5, 2026, taken back on Feb 1, 2026: does not count.",
        ),
        (Card(date(2026, 3, 7)), "Signed Mar 7, 2026: does not count before that day."),
    ],
)
def test_every_card_explains_itself(card, sentence):
    assert explain_card(card, date(2026, 3, 6), RULES) == sentence


def test_cards_that_lapse_soon_are_told_before():
    holders = [*signed(1, "2025-09-08"), *signed(2, "2025-09-20"), *signed(4, "2026-03-01")]
    ends = lapsing(holders, date(2026, 3, 6), 30, RULES)
    assert ends == (date(2026, 3, 8), date(2026, 3, 20), date(2026, 3, 20))
    assert explain_lapsing(ends, 30) == "3 cards will lapse within 30 days, the first after Mar 8, 2026."
    assert explain_lapsing(ends[:1], 30) == "1 card will lapse within 30 days, its last day is Mar 8, 2026."
    assert explain_lapsing((), 30) == ""
