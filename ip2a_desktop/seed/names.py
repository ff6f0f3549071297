"""Names of people as a hall has them: of many origins, with their accents, and a few in their own script."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from faker import Faker

from ip2a_desktop.seed.chance import Chance

ORIGINS = {
    "en_US": 52.0, "es_MX": 15, "en_IN": 4, "pl_PL": 4, "pt_BR": 3, "no_NO": 3, "de_DE": 3, "it_IT": 3, "fr_FR": 2,
    "vi": 5, "tr_TR": 1, "cs_CZ": 1, "sv_SE": 1.5, "ru_RU": 0.6, "uk_UA": 0.6, "zh_CN": 0.5, "ko_KR": 0.4, "ja_JP": 0.4,
}  # fmt: skip
_VIETNAMESE_LAST = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ")
_VIETNAMESE_FIRST = {
    "male": ("Minh", "Hùng", "Dũng", "Tuấn", "Quân", "Đức", "Long", "Thành"),
    "female": ("Linh", "Hương", "Thảo", "Mai", "Ngọc", "Yến", "Phương", "Lan"),
}
FEMALE = 0.14


@dataclass(frozen=True)
class PersonName:
    """The parts of a name."""

    first: str
    last: str
    middle: str = ""
    suffix: str = ""

    @property
    def full(self) -> str:
        """The name as one says it."""
        return " ".join(part for part in (self.first, self.middle, self.last, self.suffix) if part)


class Names:
    """Gives out names."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._number = chance.getrandbits(32)
        self._faker = cache(self._made)

    def _made(self, origin: str) -> Faker:
        faker = Faker(origin)
        faker.seed_instance(f"{self._number} {origin}")
        return faker

    def member(self) -> PersonName:
        """Return the name of a member, some with a middle name or a suffix."""
        sex = "female" if self._chance.happens(FEMALE) else "male"
        origin = self._chance.weighted(ORIGINS)
        first, last = self.pair(origin, sex)
        middle = ""
        if self._chance.happens(0.45) and origin == "en_US":
            middle = self.pair(origin, sex)[0]
            middle = middle[0] if self._chance.happens(0.7) else middle
        suffix = self._chance.choice(("Jr.", "Sr.", "III")) if sex == "male" and self._chance.happens(0.03) else ""
        return PersonName(first, last, middle, suffix)

    def other(self) -> PersonName:
        """Return the name of somebody else: a relative, or a person at an employer."""
        sex = "female" if self._chance.happens(0.5) else "male"
        return PersonName(*self.pair(self._chance.weighted(ORIGINS), sex))

    def last_name(self) -> str:
        """Return a last name for the name of a company."""
        return str(self._faker("en_US").last_name())

    def pair(self, origin: str, sex: str) -> tuple[str, str]:
        """Return a first and a last name of one origin."""
        if origin == "vi":
            return self._chance.choice(_VIETNAMESE_FIRST[sex]), self._chance.choice(_VIETNAMESE_LAST)
        faker = self._faker(origin)
        first = getattr(faker, f"first_name_{sex}")()
        last = getattr(faker, f"last_name_{sex}", faker.last_name)()
        return str(first), str(last)


def mail_name(name: PersonName) -> str:
    """Return what stands before the @ of a person's address; empty where the name has no Latin letters."""
    parts = (_latin(part) for part in (name.first, name.last))
    return ".".join(part for part in parts if part)


def _latin(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("Đ", "D").replace("ł", "l").replace("ø", "o"))
    return "".join(letter for letter in plain.lower() if letter.isascii() and letter.isalpha())
