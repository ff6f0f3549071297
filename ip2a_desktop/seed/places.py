"""Addresses and phone numbers of the sample data: real towns, invented streets, numbers that reach nobody."""

from dataclasses import dataclass

from faker import Faker

from ip2a_desktop.seed.chance import Chance

_TOWNS = (
    "Seattle|WA|981|04 06 08 18 22 33 44 46 78;Tacoma|WA|984|02 05 08 22;Everett|WA|982|01 03 08;Kent|WA|980|30 31 32;"
    "Renton|WA|980|55 57 58;Bellevue|WA|980|04 06 07;Auburn|WA|980|01 02;Kirkland|WA|980|33 34;Burien|WA|981|66 68;"
    "Bremerton|WA|983|10 12;Olympia|WA|985|01 02 06;Shoreline|WA|981|55 77;Federal Way|WA|980|03 23;"
    "Bellingham|WA|982|25 26;Lynnwood|WA|980|36 37;Puyallup|WA|983|71 72;Spokane|WA|992|01 05;Yakima|WA|989|01 08;"
    "Vancouver|WA|986|60 61;Portland|OR|972|02 12;Coeur d’Alene|ID|838|14 15"
)
AREA_CODES = {206: 40, 253: 18, 425: 18, 360: 16, 509: 4, 564: 2, 503: 1, 208: 1}
_UNITS = ("Apt {n}", "Unit {n}", "# {n}")
_SUITES = ("Suite {n}00", "Suite {n}10", "Building {n}")


@dataclass(frozen=True)
class Town:
    """A town with its state and some of its ZIP codes."""

    city: str
    state: str
    postal_codes: tuple[str, ...]


def _towns() -> tuple[Town, ...]:
    rows = (entry.split("|") for entry in _TOWNS.split(";"))
    return tuple(Town(city, state, tuple(f"{begin}{end}" for end in ends.split())) for city, state, begin, ends in rows)


TOWNS = _towns()


class Places:
    """Gives out addresses and phone numbers."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._faker = Faker("en_US")
        self._faker.seed_instance(chance.getrandbits(32))

    def phone(self) -> str:
        """Return a number of the block that is kept for stories: 555-01xx."""
        return f"+1{self._chance.weighted(AREA_CODES)}55501{self._chance.randint(0, 99):02}"

    def address(self, *, business: bool) -> dict[str, str]:
        """Return an address by field; offices are in the larger towns, which come first."""
        shares = {town: 1 / (at + 3) for at, town in enumerate(TOWNS)}
        town = self._chance.weighted(shares)
        second = ""
        if self._chance.happens(0.25):
            forms = _SUITES if business else _UNITS
            second = self._chance.choice(forms).format(n=self._chance.randint(1, 9))
        return {
            "address_line1": f"{self._faker.random_int(12, 19_999)} {self.street()}",
            "address_line2": second,
            "city": town.city,
            "state": town.state,
            "postal_code": self._chance.choice(town.postal_codes),
        }

    def street(self) -> str:
        """Return the name of a street."""
        return str(self._faker.street_name())
