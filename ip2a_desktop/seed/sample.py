"""Sample data to look around with: the same number gives the same hall, seen from the same day."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.employers import OrganizationType
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.domain.progress import Progress, silent
from ip2a_desktop.domain.samples import USUAL, SampleData, SampleMade, SampleSize
from ip2a_desktop.seed.benevolence import sample_applications
from ip2a_desktop.seed.chance import Chance
from ip2a_desktop.seed.grievances import LARGEST_GROUP, SampleGrievances
from ip2a_desktop.seed.jobs import Jobs
from ip2a_desktop.seed.names import Names
from ip2a_desktop.seed.organizations import Organizations
from ip2a_desktop.seed.organizing import sample_organizing
from ip2a_desktop.seed.people import People
from ip2a_desktop.seed.places import Places
from ip2a_desktop.seed.remarks import Remarks
from ip2a_desktop.services.benevolence_settings import BenevolenceSettings
from ip2a_desktop.services.hall import HallService, duties
from ip2a_desktop.services.sample import SampleService

NUMBER = 46
"""The seed number where nobody names another."""

_ADMIN = "ip2a_admin"
Free = Callable[[Sequence[str]], Sequence[str]]


def seed_sample(
    database: Database,
    size: SampleSize = USUAL,
    *,
    number: int = NUMBER,
    today: date | None = None,
    progress: Progress = silent,
) -> SampleMade:
    """Make sample data and put it into the database, all of it or nothing.

    Args:
        database: where to.
        size: how many members and organizations.
        number: the same number gives the same data on the same day.
        today: the day that everything is told from; None takes the server's.
        progress: told how far it is; when it raises, nothing is kept.

    Raises:
        RuleViolation: sample data is there already.
        NotAllowed: this person may not write.
        Cancelled: the person cancelled.
    """
    service = SampleService(database)
    now = HallService(database).now().date()
    day = today or now
    progress(0, 0, "Making up a hall")
    data = sample_data(size, number, today=day, free=service.free_cards, organized_by=min(day, now))
    made = service.insert(data, progress)
    if _ADMIN in duties(database):  # nobody else writes the agreement that cases are brought under, or past decisions
        applications = _applications(service, made, data, Chance(number), day, size.applications)
        cases = _grievances(database, data, Chance(number), day, size.grievances)
        with service.recorded(made.batch_id, {"agreement": [cases.agreement_id], "grievance": cases.case_ids}):
            cases.make(progress)
        made = replace(made, grievances=len(cases.case_ids), applications=applications)
    return made


def _applications(
    service: SampleService, made: SampleMade, data: SampleData, chance: Chance, today: date, count: int
) -> int:
    """Let some of the sample's members in good standing ask the fund for help; return how many do."""
    later = {one.member_id for one in data.statuses}
    members = [one for one in data.members if one.id not in later and one.status is MemberStatus.ACTIVE]
    rules = BenevolenceSettings(service.database).load()
    sample = sample_applications(chance, today, members, rules, count)
    if sample.applications:
        service.insert_applications(made.batch_id, sample)
    return len(sample.applications)


def _grievances(database: Database, data: SampleData, chance: Chance, today: date, count: int) -> SampleGrievances:
    """Return the cases of some of the sample's members against some of its employers."""
    employers = [one.id for one in data.organizations if one.organization_type is OrganizationType.EMPLOYER]
    members = [one.id for one in data.members]
    return SampleGrievances(
        database, chance, today, members, employers, count if employers and len(members) >= LARGEST_GROUP else 0
    )


def sample_data(
    size: SampleSize, number: int = NUMBER, *, today: date, free: Free = tuple, organized_by: date | None = None
) -> SampleData:
    """Return sample data without writing it.

    Args:
        size: how many members and organizations.
        number: the same number gives the same data.
        today: the day that everything is told from.
        free: gives back those of some card numbers that nobody has.
        organized_by: the day that campaigns are told from, as nothing of them may lie in the future; else today.
    """
    chance = Chance(number)
    names, places = Names(chance), Places(chance)
    makers = Organizations(chance, names, places, today)
    organizations = makers.make(size.organizations)
    contacts = [one for organization in organizations for one in makers.contacts(organization)]
    people = People(chance, names, places, today)
    cards = _cards(chance, size.members, free)
    members = [people.make(cards) for _ in range(size.members)]
    employers = [one.id for one in organizations if one.organization_type is OrganizationType.EMPLOYER]
    jobs = Jobs(chance, employers, today)
    remarks = Remarks(chance)
    notes = [note for one in members for note in remarks.about_member(one.draft)]
    notes += [note for one in organizations for note in remarks.about_employer(one)]
    made_jobs = [job for one in members for job in jobs.make(one)]
    active = [one.draft.id for one in members if one.step is None and one.draft.status is MemberStatus.ACTIVE]
    organizing = sample_organizing(chance, names, places, organized_by or today, employers, active, size.activities)
    return SampleData(
        organizations=organizations,
        organization_contacts=contacts,
        members=[one.draft for one in members],
        private=[one.private for one in members if one.private is not None],
        member_contacts=[contact for one in members for contact in one.contacts],
        statuses=[one.step for one in members if one.step is not None],
        jobs=made_jobs,
        notes=notes,
        organizing=organizing,
    )


def _cards(chance: Chance, count: int, free: Free) -> Iterator[str]:
    """Yield card numbers of seven digits, many with zeros in front, that nobody has; some carry a letter."""
    numbers = chance.sample(range(10_000, 1_000_000), 2 * count + 100)
    cards = [f"{number:07}" + ("A" if at % 40 == 7 else "") for at, number in enumerate(numbers)]
    return iter(free(cards))
