"""Members of a stress hall with their private data, contacts and histories; nobody twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from typing import Generic, TypeVar

from ip2a_desktop.domain.members import Classification, MemberStatus
from ip2a_desktop.seed.chance import Chance, years_before
from ip2a_desktop.seed.names import FEMALE, ORIGINS, Names, PersonName, mail_name
from ip2a_desktop.seed.people import CLASSIFICATIONS, HOME_LOCALS, MAIL, REASONS, RELATIONS, SKILLS, STANDING
from ip2a_desktop.seed.places import AREA_CODES, TOWNS, Places
from ip2a_desktop.seed.stress.lines import Ids, Rows, Sheet

T = TypeVar("T")
_OF_EACH_ORIGIN = 14  # names, times how usual the origin is
_STREETS = 300


@dataclass(slots=True)
class Member:
    """What the rest of the hall has to know of a member; days as ordinals."""

    id: str
    card: str
    first_name: str
    last_name: str
    classification: Classification
    status: MemberStatus
    works_from: int
    works_until: int


class Weighted(Generic[T]):
    """Picks of a list by how often they come, with the weights added up once."""

    def __init__(self, chance: Chance, shares: Mapping[T, float]) -> None:
        self._chance = chance
        self._keys = list(shares)
        self._sums = list(accumulate(shares.values()))

    def pick(self) -> T:
        """Return one."""
        return self._chance.choices(self._keys, cum_weights=self._sums)[0]


class Pool:
    """Names of many origins, put together anew for each person."""

    def __init__(self, chance: Chance, names: Names) -> None:
        self._chance = chance
        self._origins = Weighted(chance, ORIGINS)
        self._first: dict[tuple[str, str], list[str]] = {}
        self._last: dict[str, list[str]] = {}
        for origin, share in ORIGINS.items():
            wanted = range(max(12, round(share * _OF_EACH_ORIGIN)))
            for sex in ("male", "female"):
                pairs = [names.pair(origin, sex) for _ in wanted]
                self._first[origin, sex] = sorted({first for first, _ in pairs})
                self._last[origin] = sorted({*self._last.get(origin, ()), *(last for _, last in pairs)})

    def person(self, female: float) -> PersonName:
        """Return a name; so many of them are a woman's."""
        chance = self._chance
        sex = "female" if chance.random() < female else "male"
        origin = self._origins.pick()
        middle = ""
        if origin == "en_US" and chance.random() < 0.45:
            middle = chance.choice(self._first[origin, sex])
            middle = middle[0] if chance.random() < 0.7 else middle
        suffix = chance.choice(("Jr.", "Sr.", "III")) if sex == "male" and chance.random() < 0.03 else ""
        return PersonName(chance.choice(self._first[origin, sex]), chance.choice(self._last[origin]), middle, suffix)


class Members:
    """Makes members, in the shapes that the sample data has."""

    def __init__(self, chance: Chance, ids: Ids, pool: Pool, places: Places, today: date) -> None:
        self._chance = chance
        self._ids = ids
        self._pool = pool
        self._today = today
        self._streets = [places.street() for _ in range(_STREETS)]
        self._towns = Weighted(chance, {town: 1 / (at + 3) for at, town in enumerate(TOWNS)})
        self._areas = Weighted(chance, AREA_CODES)
        self._classifications = Weighted(chance, CLASSIFICATIONS)
        self._standing = Weighted(chance, STANDING)
        self._locals = Weighted(chance, HOME_LOCALS)
        self._relations = Weighted(chance, RELATIONS)
        self._taken: set[tuple[str, str, object]] = set()
        self._members = Rows(
            "member", "id", "card_number", "first_name", "middle_name", "last_name", "suffix", "status", "status_since",
            "status_reason", "member_type", "classification", "home_local", "initiation_date", "hire_date",
            "referral_book", "referral_registered_at", "phone", "phone_other", "email", "address_line1", "city",
            "state", "postal_code", "skills",
        )  # fmt: skip
        self._private = Rows("member_private", "id", "birth_date", "ssn_last4")
        self._contacts = Rows("member_contact", "id", "member_id", "kind", "name", "relation", "phone")
        self._history = Rows("member_status_history", "id", "member_id", "status", "since", "reason")

    def make(self, count: int) -> list[Member]:
        """Return so many members."""
        cards = self._chance.sample(range(10_000, 10_000 + 100 * count), count)
        return [self._one(f"{number:07}" + ("A" if at % 40 == 7 else "")) for at, number in enumerate(cards)]

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The rows of all that were made, in the order in which they refer to each other."""
        return self._members.sheet, self._private.sheet, self._contacts.sheet, self._history.sheet

    def _one(self, card: str) -> Member:
        chance = self._chance
        classification = self._classifications.pick()
        status = MemberStatus.RETIRED if classification is Classification.RETIREE else self._standing.pick()
        age, initiated = self._began(classification)
        hired = min(self._today, chance.day(initiated, initiated.replace(month=12, day=28)))
        left = self._left(status, initiated)
        reason = chance.choice(REASONS[status]) if status in REASONS else ""
        name, born, phone = self._somebody_new(years_before(initiated, age))
        one_id = self._ids.new()
        self._members.add(
            one_id, card, name.first, name.middle, name.last, name.suffix, status, left or initiated, reason,
            self._member_type(classification), classification, self._locals.pick(), initiated,
            hired if chance.random() < 0.9 else None, *self._book(status), phone,
            self._phone() if chance.random() < 0.15 else "", self._email(name, card), *self._address(),
            ", ".join(chance.some(SKILLS, 4)) if chance.random() < 0.5 else "",
        )  # fmt: skip
        self._history.add(self._ids.new(), one_id, MemberStatus.ACTIVE, initiated, "")
        if left is not None:
            self._history.add(self._ids.new(), one_id, status, left, reason)
        last4 = f"{chance.randrange(10_000):04}" if chance.random() < 0.4 else ""
        if born or last4:
            self._private.add(one_id, born, last4)
        self._add_contacts(one_id, name)
        until = left or self._today
        return Member(
            one_id, card, name.first, name.last, classification, status, hired.toordinal(),
            max(hired, until).toordinal(),
        )  # fmt: skip

    def _began(self, classification: Classification) -> tuple[float, date]:
        """Return the age at initiation and its day; apprentices began as many years ago as they are in."""
        chance = self._chance
        if classification.value.startswith("apprentice"):
            year = int(classification.value[-1])
            return chance.triangular(18, 42, 22), years_before(self._today, chance.uniform(year - 0.98, year - 0.05))
        old = classification in (Classification.RETIREE, Classification.HONORARY)
        member_for = chance.triangular(25, 48, 34) if old else chance.triangular(5, 38, 12)
        return chance.triangular(18, 38, 23), years_before(self._today, member_for)

    def _left(self, status: MemberStatus, initiated: date) -> date | None:
        if status is MemberStatus.ACTIVE:
            return None
        first = years_before(self._today, 8 if status is MemberStatus.RETIRED else 3)
        return self._chance.day(max(first, initiated), self._today)

    def _somebody_new(self, born: date) -> tuple[PersonName, date | None, str]:
        """Return a name with birth date and phone that nobody else has together."""
        while True:
            name = self._pool.person(FEMALE)
            birth = born if self._chance.random() < 0.75 else None
            phone = self._phone() if self._chance.random() < 0.85 else ""
            who = (name.first, name.last)
            marks = {(*who, one) for one in (birth, phone) if one}
            if not marks & self._taken:
                self._taken |= marks
                return name, birth, phone

    def _member_type(self, classification: Classification) -> str:
        draw = self._chance.random()
        if classification.value.startswith("apprentice"):
            return "ba" if draw < 0.6 else "a" if draw < 0.95 else "none"
        return "a" if draw < 0.84 else "ba" if draw < 0.97 else "none"

    def _book(self, status: MemberStatus) -> tuple[str, datetime | None]:
        if status is not MemberStatus.ACTIVE or self._chance.random() >= 0.2:
            return "", None
        day = self._today - timedelta(days=self._chance.randint(1, 145))
        return f"Book {1 if self._chance.random() < 0.7 else 2}", datetime.combine(
            day, time(15, self._chance.randrange(60))
        )

    def _phone(self) -> str:
        return f"+1{self._areas.pick()}55501{self._chance.randrange(100):02}"

    def _email(self, name: PersonName, card: str) -> str:
        if self._chance.random() >= 0.65:
            return ""
        return f"{mail_name(name) or 'member'}{card.lower()}@{self._chance.choice(MAIL)}"

    def _address(self) -> tuple[str, str, str, str]:
        if self._chance.random() >= 0.93:
            return "", "", "", ""
        town = self._towns.pick()
        street = f"{self._chance.randint(12, 19_999)} {self._chance.choice(self._streets)}"
        return street, town.city, town.state, self._chance.choice(town.postal_codes)

    def _add_contacts(self, member_id: str, name: PersonName) -> None:
        chance = self._chance
        draw = chance.random()
        for kind in ("emergency", "family")[: 0 if draw < 0.35 else 1 if draw < 0.85 else 2]:
            other = self._pool.person(0.5)
            last = name.last if chance.random() < 0.6 else other.last
            words = f"{other.first} {last}"
            self._contacts.add(self._ids.new(), member_id, kind, words, self._relations.pick(), self._phone())
