"""The arithmetic of authorization cards: which count on a day, their share of the unit, what is still needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from ip2a_desktop.domain.days import full_day, months_after
from ip2a_desktop.domain.words import Word

_DAY = timedelta(days=1)
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class CardRules:
    """How long a card counts, and the shares of the unit that are wanted; each campaign has its own figures."""

    months: int = 6
    showing_percent: int = 30
    goal_percent: int = 65


@dataclass(frozen=True)
class Card:
    """A card as it is counted."""

    signed_on: date
    revoked_on: date | None = None


@dataclass(frozen=True)
class CardHolder:
    """A worker with all cards ever signed, the newest last; who has left or is outside the unit does not count."""

    cards: tuple[Card, ...] = ()
    is_in_unit: bool = True
    left_on: date | None = None

    def belongs(self, day: date) -> bool:
        """Say whether the worker was in the unit on a day."""
        return self.is_in_unit and (self.left_on is None or day < self.left_on)

    def card_on(self, day: date) -> Card | None:
        """Return the newest card that was signed by a day: a newer card stands for the older ones."""
        signed = [card for card in self.cards if card.signed_on <= day]
        return max(reversed(signed), key=lambda card: card.signed_on) if signed else None


def share(counting: int, unit_size: int | None) -> Decimal | None:
    """Return how many percent of the unit that is, in tenths and never rounded up; None without the unit's size."""
    return (Decimal(100 * counting) / unit_size).quantize(_TENTH, ROUND_DOWN) if unit_size else None


class CardState(Word):
    """Whether a card counts on a day, and why not."""

    COUNTS = "counts", "Counts"
    LAPSED = "lapsed", "Lapsed"
    REVOKED = "revoked", "Taken back"
    NOT_YET = "not_yet", "Signed later"


def last_day(card: Card, rules: CardRules) -> date:
    """Return the last day on which a card counts; before it was signed where it was taken back at once."""
    lapses = months_after(card.signed_on, rules.months)
    return lapses if card.revoked_on is None else min(lapses, card.revoked_on - _DAY)


def card_state(card: Card, day: date, rules: CardRules) -> CardState:
    """Return whether a card counts on a day."""
    if day < card.signed_on:
        return CardState.NOT_YET
    if card.revoked_on is not None and card.revoked_on <= day:
        return CardState.REVOKED
    return CardState.COUNTS if day <= last_day(card, rules) else CardState.LAPSED


def explain_card(card: Card, day: date, rules: CardRules) -> str:
    """Return in a sentence until when a card counts, or why it does not on a day."""
    signed = f"Signed {full_day(card.signed_on)}"
    months = "one month" if rules.months == 1 else f"{rules.months} months"
    match card_state(card, day, rules):
        case CardState.COUNTS:
            return f"{signed}: counts through {full_day(last_day(card, rules))} ({months})."
        case CardState.LAPSED:
            return f"{signed}: counted through {full_day(last_day(card, rules))} ({months}), a new card is needed."
        case CardState.REVOKED:
            return f"{signed}, taken back on {full_day(card.revoked_on or day)}: does not count."
        case _:
            return f"{signed}: does not count before that day."


@dataclass(frozen=True)
class Goal:
    """A share of the unit: how many cards it takes and how many are missing."""

    name: str
    percent: int
    needed: int
    counting: int

    @property
    def missing(self) -> int:
        """Cards that are still to come."""
        return max(0, self.needed - self.counting)

    @property
    def is_reached(self) -> bool:
        """Whether there are enough cards."""
        return not self.missing

    @property
    def sentence(self) -> str:
        """The goal in words."""
        wanted = f"{self.name} ({self.percent} %): {_cards(self.needed)} of the unit needed"
        if self.missing:
            return f"{wanted}, {self.missing:,} still missing."
        spare = self.counting - self.needed
        return f"{wanted}, reached with {spare:,} to spare." if spare else f"{wanted}, just reached."


@dataclass(frozen=True)
class CardCount:
    """The cards of a campaign on a day; each worker counts once."""

    day: date
    unit_size: int | None
    rules: CardRules
    counting: int
    lapsed: int = 0
    revoked: int = 0
    outside: int = 0

    @property
    def percent(self) -> Decimal | None:
        """The share of the unit in tenths of a percent, never rounded up; None without the unit's size."""
        return share(self.counting, self.unit_size)

    @property
    def showing(self) -> Goal | None:
        """The showing of interest that a petition needs."""
        return self._goal("Showing of interest", self.rules.showing_percent)

    @property
    def goal(self) -> Goal | None:
        """What organizers wait for before they file."""
        return self._goal("Before filing", self.rules.goal_percent)

    def _goal(self, name: str, percent: int) -> Goal | None:
        if not self.unit_size:
            return None
        return Goal(name, percent, -(-self.unit_size * percent // 100), self.counting)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The count, the shares and what does not count, one sentence each."""
        on = f"on {full_day(self.day)}"
        if self.showing is None or self.goal is None:
            said = [f"{_cards(self.counting)} {_verb(self.counting)} {on}.", _NO_SIZE]
        else:
            of_unit = f"of {self.unit_size:,} in the unit"
            said = [f"{_cards(self.counting)} {of_unit} {_verb(self.counting)} {on}: {self.percent} %."]
            said += [self.showing.sentence, self.goal.sentence]
            if self.unit_size and self.counting > self.unit_size:
                said.append("There are more cards than workers in the unit: correct its size.")
        return (*said, *self._not_counted())

    def _not_counted(self) -> Iterator[str]:
        if self.lapsed:
            yield f"{_cards(self.lapsed)} lapsed: older than {self.rules.months} months."
        if self.revoked:
            yield f"{_cards(self.revoked)} taken back."
        if self.outside:
            yield f"{_cards(self.outside)} of workers who left or are outside the unit."


_NO_SIZE = "How many workers are in the unit is not written down, so no share can be told."


def count_cards(holders: Iterable[CardHolder], day: date, unit_size: int | None, rules: CardRules) -> CardCount:
    """Return the cards of a campaign on a day."""
    found = Counter[CardState]()
    outside = 0
    for holder in holders:
        card = holder.card_on(day)
        if card is None:
            continue
        state = card_state(card, day, rules)
        if holder.belongs(day):
            found[state] += 1
        else:
            outside += state is CardState.COUNTS
    return CardCount(
        day, unit_size, rules, found[CardState.COUNTS], found[CardState.LAPSED], found[CardState.REVOKED], outside
    )


def lapsing(holders: Iterable[CardHolder], day: date, within: int, rules: CardRules) -> tuple[date, ...]:
    """Return the last days of the cards that count on a day and will lapse within so many days, the next one first."""
    ends = []
    for holder in holders:
        card = holder.card_on(day)
        if card and holder.belongs(day) and card_state(card, day, rules) is CardState.COUNTS:
            ends.append(last_day(card, rules))
    return tuple(sorted(end for end in ends if end < day + timedelta(days=within)))


def explain_lapsing(ends: tuple[date, ...], within: int) -> str:
    """Return in a sentence how many cards lapse soon; "" where none does."""
    if not ends:
        return ""
    last = f"its last day is {full_day(ends[0])}" if len(ends) == 1 else f"the first after {full_day(ends[0])}"
    return f"{_cards(len(ends))} will lapse within {within} days, {last}."


@dataclass(frozen=True)
class CardPoint:
    """How many cards counted from a day on."""

    day: date
    counting: int


def card_history(holders: Iterable[CardHolder], until: date, rules: CardRules) -> tuple[CardPoint, ...]:
    """Return the days on which the number of cards that count changed, up to a day, with the number from then on."""
    steps = Counter[date]()
    for holder in holders:
        for first, behind in _spans(holder, rules):
            if first < behind and first <= until:
                steps[first] += 1
                steps[behind] -= 1
    points: list[CardPoint] = []
    counting = 0
    for day in sorted(day for day, change in steps.items() if change and day <= until):
        counting += steps[day]
        points.append(CardPoint(day, counting))
    return tuple(points)


def _spans(holder: CardHolder, rules: CardRules) -> Iterator[tuple[date, date]]:
    """Yield for each card the first day on which it counts, and the first on which it does no more."""
    if not holder.is_in_unit:
        return
    newest = {card.signed_on: card for card in holder.cards}  # of one day the last one stands
    cards = [newest[day] for day in sorted(newest)]
    for at, card in enumerate(cards):
        ends = [last_day(card, rules) + _DAY]
        if at + 1 < len(cards):
            ends.append(cards[at + 1].signed_on)
        if holder.left_on is not None:
            ends.append(holder.left_on)
        yield card.signed_on, min(ends)


def _cards(number: int) -> str:
    return f"{number:,} card" if number == 1 else f"{number:,} cards"


def _verb(number: int) -> str:
    return "counts" if number == 1 else "count"
