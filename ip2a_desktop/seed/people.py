"""Sample members in the shapes of a real local: classifications, standing, ages, what is known and what is not."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from ip2a_desktop.domain.member_drafts import MemberContactDraft, MemberDraft, MemberPrivateDraft
from ip2a_desktop.domain.members import Classification, ContactKind, MemberStatus, MemberType
from ip2a_desktop.domain.samples import StatusStep
from ip2a_desktop.seed.chance import Chance, years_before
from ip2a_desktop.seed.names import Names, mail_name
from ip2a_desktop.seed.places import Places

CLASSIFICATIONS = {
    Classification.APPRENTICE_1: 10, Classification.APPRENTICE_2: 10, Classification.APPRENTICE_3: 8,
    Classification.APPRENTICE_4: 7, Classification.APPRENTICE_5: 5, Classification.JOURNEY_WORKER: 40,
    Classification.FOREMAN: 12, Classification.RETIREE: 5, Classification.HONORARY: 3,
}  # fmt: skip
# With the retirees among them, 88 of 100 are active.
STANDING = {
    MemberStatus.ACTIVE: 88.0, MemberStatus.INACTIVE: 3.2, MemberStatus.SUSPENDED: 1.4, MemberStatus.WITHDRAWN: 1.6,
    MemberStatus.DECEASED: 0.8,
}  # fmt: skip
REASONS = {
    MemberStatus.INACTIVE: ("Left the trade for now", "Traveling", "Medical leave"),
    MemberStatus.SUSPENDED: ("Dues six months behind",),
    MemberStatus.WITHDRAWN: ("Honorary withdrawal card", "Moved to another local"),
    MemberStatus.RETIRED: ("Normal retirement", "Disability pension", "Early retirement"),
    MemberStatus.DECEASED: ("",),
}
SKILLS = (
    "OSHA 10", "OSHA 30", "CPR and first aid", "Forklift", "Aerial lift", "Welding", "Fiber optics", "Fire alarm",
    "Motor controls", "Conduit bending", "Cable splicing", "Crane signals", "Traffic flagger",
)  # fmt: skip
MAIL = ("example.com", "example.net", "example.org")
HOME_LOCALS = {"46": 88, "76": 3, "191": 3, "48": 2, "112": 2, "77": 1, "1245": 1}
RELATIONS = {"Spouse": 45, "Partner": 15, "Parent": 20, "Sibling": 12, "Child": 8}
_BEGINNER = 18
_OFFICE_OPENS = time(15, 0, tzinfo=UTC)  # 7 or 8 in the morning at the hall


@dataclass
class MadeMember:
    """A member with what belongs to them; ``works_from`` and ``works_until`` bound their jobs."""

    draft: MemberDraft
    works_from: date
    works_until: date
    private: MemberPrivateDraft | None = None
    contacts: list[MemberContactDraft] = field(default_factory=list)
    step: StatusStep | None = None


class People:
    """Makes members."""

    def __init__(self, chance: Chance, names: Names, places: Places, today: date) -> None:
        self._chance = chance
        self._names = names
        self._places = places
        self._today = today

    def make(self, cards: Iterator[str]) -> MadeMember:
        """Return one member, who gets the next of the card numbers."""
        classification = self._chance.weighted(CLASSIFICATIONS)
        status = self._status(classification)
        born, initiated = self._days(classification)
        hired = min(self._today, self._chance.day(initiated, initiated.replace(month=12, day=28)))
        left = self._left(status, initiated)
        draft = MemberDraft.model_validate(
            {
                "card_number": next(cards),
                **self._person(),
                "status": status,
                "status_since": left or initiated,
                "status_reason": self._chance.choice(REASONS[status]) if status in REASONS else "",
                "member_type": self._member_type(classification),
                "classification": classification,
                "home_local": self._chance.weighted(HOME_LOCALS),
                "initiation_date": initiated,
                "hire_date": hired if self._chance.happens(0.9) else None,
                **self._book(status),
                "skills": ", ".join(self._chance.some(SKILLS, 4)) if self._chance.happens(0.5) else "",
            }
        )
        made = MadeMember(draft, hired, left or self._today)
        made.private = self._private(draft, born)
        made.contacts = self._contacts(draft)
        if left is not None:
            made.step = StatusStep(draft.id, status, left, draft.status_reason)
        return made

    def _status(self, classification: Classification) -> MemberStatus:
        if classification is Classification.RETIREE:
            return MemberStatus.RETIRED
        return self._chance.weighted(STANDING)

    def _days(self, classification: Classification) -> tuple[date, date]:
        """Return the day of birth and of initiation; apprentices began as many years ago as they are in."""
        if classification.value.startswith("apprentice"):
            year = int(classification.value[-1])
            initiated = years_before(self._today, self._chance.uniform(year - 0.98, year - 0.05))
            age = self._chance.triangular(_BEGINNER, 42, 22)
        else:
            old = classification in (Classification.RETIREE, Classification.HONORARY)
            member_for = self._chance.triangular(25, 48, 34) if old else self._chance.triangular(5, 38, 12)
            initiated = years_before(self._today, member_for)
            age = self._chance.triangular(_BEGINNER, 38, 23)
        return years_before(initiated, age), initiated

    def _left(self, status: MemberStatus, initiated: date) -> date | None:
        """Return the day on which a member was no longer active, or None."""
        if status is MemberStatus.ACTIVE:
            return None
        first = years_before(self._today, 8 if status is MemberStatus.RETIRED else 3)
        return self._chance.day(max(first, initiated), self._today)

    def _member_type(self, classification: Classification) -> MemberType:
        if classification.value.startswith("apprentice"):
            return self._chance.weighted({MemberType.BA: 60, MemberType.A: 35, MemberType.NONE: 5})
        return self._chance.weighted({MemberType.A: 84, MemberType.BA: 13, MemberType.NONE: 3})

    def _person(self) -> dict[str, str]:
        name = self._names.member()
        local = mail_name(name)
        values = {
            "first_name": name.first,
            "middle_name": name.middle,
            "last_name": name.last,
            "suffix": name.suffix,
            "phone": self._places.phone() if self._chance.happens(0.85) else "",
            "phone_other": self._places.phone() if self._chance.happens(0.15) else "",
        }
        if self._chance.happens(0.65):
            local = local or f"member{self._chance.randint(1000, 9999)}"
            values["email"] = f"{local}{self._chance.randint(1, 99)}@{self._chance.choice(MAIL)}"
        if self._chance.happens(0.93):
            values |= self._places.address(business=False)
        return values

    def _book(self, status: MemberStatus) -> dict[str, object]:
        if status is not MemberStatus.ACTIVE or not self._chance.happens(0.2):
            return {}
        day = self._chance.day(years_before(self._today, 0.4), self._today)
        registered = datetime.combine(day, _OFFICE_OPENS).replace(minute=self._chance.randint(0, 59))
        return {"referral_book": f"Book {self._chance.weighted({1: 70, 2: 30})}", "referral_registered_at": registered}

    def _private(self, draft: MemberDraft, born: date) -> MemberPrivateDraft | None:
        known = {"birth_date": born} if self._chance.happens(0.75) else {}
        last4 = {"ssn_last4": f"{self._chance.randint(0, 9999):04}"} if self._chance.happens(0.4) else {}
        if not known and not last4:
            return None
        return MemberPrivateDraft.model_validate({"id": draft.id, **known, **last4})

    def _contacts(self, draft: MemberDraft) -> list[MemberContactDraft]:
        count = self._chance.weighted({0: 35, 1: 50, 2: 15})
        return [self._contact(draft, ContactKind.EMERGENCY if at == 0 else ContactKind.FAMILY) for at in range(count)]

    def _contact(self, draft: MemberDraft, kind: ContactKind) -> MemberContactDraft:
        name = self._names.other()
        last = draft.last_name if self._chance.happens(0.6) else name.last
        return MemberContactDraft(
            member_id=draft.id,
            kind=kind,
            name=f"{name.first} {last}",
            relation=self._chance.weighted(RELATIONS),
            phone=self._places.phone(),
        )
