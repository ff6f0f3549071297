"""Sample organizations: contractors, unions, training partners and a JATC, with the people one calls there."""

import re
from datetime import date

from ip2a_desktop.domain.employer_drafts import EmployerContactDraft, EmployerDraft
from ip2a_desktop.domain.employers import OrganizationType, SignatoryStatus
from ip2a_desktop.seed.chance import Chance, years_before
from ip2a_desktop.seed.names import Names, mail_name
from ip2a_desktop.seed.places import Places

_NATURE = (
    "Cascade", "Rainier", "Puget", "Evergreen", "Olympic", "Snoqualmie", "Salish",
    "Cedar River", "Skyline", "Harbor",
    "Summit", "Emerald", "Northwind", "Orca", "Glacier", "Columbia", "Ridgeline", "Tidewater", "Larch", "Beacon Hill",
)  # fmt: skip
_TRADES = (
    "Electric", "Electric", "Electric", "Electrical Contractors", "Electrical Services", "Power & Light",
    "Power Systems",
    "Industrial Electric", "Controls", "Low Voltage", "Electrical Construction", "Line Construction",
    "Solar & Electric",
)  # fmt: skip
_FORMS = (", Inc.", ", Inc.", " LLC", " LLC", " Co.", " Corporation", ", L.P.", "")
_AGREEMENTS = ("Inside Wire Agreement", "Residential Agreement", "Limited Energy Agreement", "Sound & Communication")
_STATUSES = {
    SignatoryStatus.SIGNATORY: 62,
    SignatoryStatus.PROJECT: 10,
    SignatoryStatus.PENDING: 6,
    SignatoryStatus.FORMER: 10,
    SignatoryStatus.NOT_SIGNATORY: 12,
}
_TITLES = ("Owner", "President", "Operations manager", "Project manager", "Superintendent", "Payroll", "HR director")
_PARTNERS = (
    "Harbor Skills Center", "Cascade Community College", "South Sound Technical College", "Women in Trades Northwest",
    "Veterans Trade Bridge", "Evergreen Career Institute", "Valley Workforce Partners",
)  # fmt: skip
_JATCS = ("Evergreen Electrical JATC", "Inland Electrical JATC", "Peninsula Electrical JATC")
_UNIONS = "Electrical Workers Local {n}", "Pipe Trades Local {n}", "Carpenters Local {n}", "Ironworkers Local {n}"
_LATER_REMARKS = ("", "", "", "Prefers calls before 7 a.m.", "Certified payroll by e-mail only.", "Pays by the 15th.")


class Organizations:
    """Makes organizations and their contacts."""

    def __init__(self, chance: Chance, names: Names, places: Places, today: date) -> None:
        self._chance = chance
        self._names = names
        self._places = places
        self._today = today
        self._taken: set[str] = set()

    def make(self, count: int) -> list[EmployerDraft]:
        """Return organizations; most are employers, and of twenty one is a union and one a training partner."""
        others = max(1, count // 20)
        kinds = [OrganizationType.UNION] * others + [OrganizationType.TRAINING_PARTNER] * others
        kinds += [OrganizationType.JATC] if count >= 10 else []
        kinds = [OrganizationType.EMPLOYER] * max(0, count - len(kinds)) + kinds
        return [self.one(kind) for kind in kinds[:count]]

    def one(self, kind: OrganizationType) -> EmployerDraft:
        """Return one organization of a kind."""
        name = self._free_name(kind)
        site = "".join(re.findall(r"[a-z0-9]+", name.casefold())[:2])
        values: dict[str, object] = {
            "name": name,
            "organization_type": kind,
            "phone": self._places.phone(),
            "email": f"office@{site}.example.com" if self._chance.happens(0.8) else "",
            "website": f"www.{site}.example.com" if self._chance.happens(0.6) else "",
            "remarks": self._chance.choice(_LATER_REMARKS),
            **self._places.address(business=True),
        }
        if kind is OrganizationType.EMPLOYER:
            values |= self._standing(name)
        return EmployerDraft.model_validate(values)

    def _standing(self, name: str) -> dict[str, object]:
        status = self._chance.weighted(_STATUSES)
        values: dict[str, object] = {"signatory_status": status}
        if self._chance.happens(0.2):
            values["trade_name"] = f"{name.split(' ')[0]} {self._chance.choice(('Service', 'Voice & Data', 'Solar'))}"
        if status in (SignatoryStatus.SIGNATORY, SignatoryStatus.FORMER, SignatoryStatus.PROJECT):
            values["agreement"] = self._chance.choice(_AGREEMENTS)
            values["signatory_since"] = self._chance.day(years_before(self._today, 35), years_before(self._today, 0.5))
        return values

    def _free_name(self, kind: OrganizationType) -> str:
        while True:
            name = self._name(kind)
            if name not in self._taken:
                self._taken.add(name)
                return name

    def _name(self, kind: OrganizationType) -> str:
        if kind is OrganizationType.UNION:
            return self._chance.choice(_UNIONS).format(n=self._chance.randint(900, 989))
        if kind is not OrganizationType.EMPLOYER:
            names = _JATCS if kind is OrganizationType.JATC else _PARTNERS
            free = [name for name in names if name not in self._taken]
            return self._chance.choice(free) if free else f"{self._names.last_name()} Training Center"
        if self._chance.happens(0.45):
            owner = self._names.last_name()
            owner = f"{owner} & {self._chance.choice(('Sons', 'Daughters', self._names.last_name()))}"
        else:
            owner = self._chance.choice(_NATURE)
        return f"{owner} {self._chance.choice(_TRADES)}{self._chance.choice(_FORMS)}"

    def contacts(self, organization: EmployerDraft, count: int | None = None) -> list[EmployerContactDraft]:
        """Return people at an organization, one to four or so many; the first is the primary contact."""
        domain = organization.email.partition("@")[2]
        titles = self._chance.some(_TITLES, 4) if count is None else self._chance.sample(_TITLES, count)
        return [self._contact(organization, title, domain, at == 0) for at, title in enumerate(titles)]

    def _contact(self, organization: EmployerDraft, title: str, domain: str, is_primary: bool) -> EmployerContactDraft:
        name = self._names.other()
        local = mail_name(name)
        return EmployerContactDraft(
            organization_id=organization.id,
            name=name.full,
            title=title,
            phone=self._places.phone() if self._chance.happens(0.9) else "",
            email=f"{local}@{domain}" if local and domain and self._chance.happens(0.8) else "",
            is_primary=is_primary,
        )
