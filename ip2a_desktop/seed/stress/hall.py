"""The whole stress hall: made up table by table, put into an empty database by COPY, all of it or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import URL

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.benevolence_fund import FundSettings
from ip2a_desktop.domain.employers import OrganizationType
from ip2a_desktop.domain.progress import Progress, silent
from ip2a_desktop.seed.chance import Chance
from ip2a_desktop.seed.names import Names
from ip2a_desktop.seed.organizations import Organizations
from ip2a_desktop.seed.places import Places
from ip2a_desktop.seed.sample import NUMBER
from ip2a_desktop.seed.stress.attachments import Keep, attachments
from ip2a_desktop.seed.stress.cases import Cases
from ip2a_desktop.seed.stress.fund import Fund
from ip2a_desktop.seed.stress.jobs import JobLines, counts
from ip2a_desktop.seed.stress.lines import Ids, Rows, Sheet
from ip2a_desktop.seed.stress.notes import notes
from ip2a_desktop.seed.stress.organizing import Organizing
from ip2a_desktop.seed.stress.people import Members, Pool
from ip2a_desktop.seed.stress.size import STRESS, StressSize
from ip2a_desktop.services.benevolence_settings import BenevolenceSettings
from ip2a_desktop.services.bulk import BulkService
from ip2a_desktop.services.hall import HallService
from ip2a_desktop.services.saving import values_of

_CONTACTS = 3
_OTHERS = (OrganizationType.UNION, OrganizationType.TRAINING_PARTNER, OrganizationType.UNION, OrganizationType.JATC)


@dataclass(frozen=True)
class StressMade:
    """How many rows were put into each table."""

    rows: dict[str, int]

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.rows.values())


def make_hall(
    url: URL | str, seed: int = NUMBER, scale: float = 1.0, *, today: date | None = None, progress: Progress = silent
) -> StressMade:
    """Fill an empty database with a whole hall: the one of ``ip2adb seed --stress``, or a share of it.

    Args:
        url: the address of the database for a person with all duties.
        seed: the same number gives the same rows on the same day.
        scale: 1 makes 10,000 members with 250,000 jobs, 0.01 a hundred with 2,500.
        today: the day that dates are told from; None takes the server's.
        progress: told how far it is; when it raises, nothing is kept.
    """
    database = Database(url)
    try:
        return seed_stress(database, STRESS.scaled(scale), number=seed, today=today, progress=progress)
    finally:
        database.close()


def seed_stress(
    database: Database,
    size: StressSize = STRESS,
    *,
    number: int = NUMBER,
    today: date | None = None,
    progress: Progress = silent,
    keep: Keep | None = None,
) -> StressMade:
    """Make up a whole hall and put it into an empty database, all of it or nothing.

    Args:
        database: where to, as a person with all duties.
        size: how many of what.
        number: the same number gives the same rows on the same day.
        today: the day that everything is told from; None takes the server's.
        progress: told how far it is; when it raises, nothing is kept.
        keep: writes small real contents of documents; None records their sizes only.

    Raises:
        RuleViolation: the hall is not empty.
        NotAllowed: this person does not hold all duties.
        Cancelled: the person cancelled.
    """
    day = today or HallService(database).now().date()
    rules = BenevolenceSettings(database).load()
    progress(0, 0, "Making up a hall")
    return StressMade(BulkService(database).put_in(stress_sheets(size, number, day, rules, keep), size.about, progress))


def stress_sheets(
    size: StressSize, number: int, today: date, rules: FundSettings, keep: Keep | None = None
) -> Iterator[Sheet]:
    """Yield the tables of a hall in the order in which they refer to each other, each made up when it is wanted."""

    def part(at: int, name: str) -> tuple[Chance, Ids]:
        chance = Chance(f"{number} {name}")
        return chance, Ids(Chance(f"{number} ids of {name}"), at)

    chance, ids = part(1, "organizations")
    names, places = Names(chance), Places(chance)
    pool = Pool(chance, names)
    organizations, contacts, employers = _organizations(chance, ids, names, places, size, today)
    yield organizations.sheet
    yield contacts.sheet
    chance, ids = part(2, "members")
    maker = Members(chance, ids, pool, places, today)
    members = maker.make(size.members)
    yield from maker.sheets
    chance, ids = part(3, "jobs")
    yield JobLines(chance, ids, employers, today).sheet(members, counts(chance, members, size.jobs))
    chance, ids = part(4, "cases")
    cases = Cases(chance, ids, members, employers, today)
    cases.make(size.grievances)
    yield from cases.sheets
    chance, ids = part(5, "fund")
    fund = Fund(chance, ids, rules, today)
    fund.make(members, size.applications)
    yield from fund.sheets
    chance, ids = part(6, "notes")
    subjects = {
        "member_id": [one.id for one in members], "organization_id": employers, "grievance_id": cases.case_ids,
    }  # fmt: skip
    yield notes(chance, ids, subjects).sheet
    chance, ids = part(7, "organizing")
    organizing = Organizing(chance, ids, pool, today)
    organizing.make(members, employers, size.campaigns, size.activities)
    yield from organizing.sheets
    chance, ids = part(8, "documents")
    yield attachments(chance, ids, [one.id for one in members], size.attachments, keep)


def _organizations(
    chance: Chance, ids: Ids, names: Names, places: Places, size: StressSize, today: date
) -> tuple[Rows, Rows, list[str]]:
    """Return organizations, their contacts, and the ids of those that employ."""
    makers = Organizations(chance, names, places, today)
    kinds = [OrganizationType.EMPLOYER] * size.employers
    kinds += [_OTHERS[at % len(_OTHERS)] for at in range(size.others)]
    organizations: Rows | None = None
    contacts: Rows | None = None
    employers = []
    for kind in kinds:
        draft = makers.one(kind)
        one_id = ids.new()
        if kind is OrganizationType.EMPLOYER:
            employers.append(one_id)
        values = values_of(draft)
        organizations = organizations or Rows("organization", "id", *values)
        organizations.add(one_id, *values.values())
        for contact in makers.contacts(draft, _CONTACTS):
            values = values_of(contact) | {"organization_id": one_id}
            contacts = contacts or Rows("organization_contact", "id", *values)
            contacts.add(ids.new(), *values.values())
    if organizations is None or contacts is None:
        raise ValueError("a hall has organizations")
    return organizations, contacts, employers
