"""What a load run does: how many people, how much each, with which pauses, and what they do how often."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Act(Enum):
    """What a person does: one operation, from the wish to the answer."""

    PAGE = "page", "the first page of the members' list"
    SCROLL = "scroll", "a window of rows further down"
    SEARCH = "search", "a name typed into the search"
    OPEN_MEMBER = "open member", "a member's page"
    NOTES = "notes", "the notes of a member"
    TIMELINE = "timeline", "who did what to a member"
    DOCKET = "docket", "the first page of the grievances"
    OPEN_CASE = "open case", "a grievance's page"
    OPEN_EMPLOYER = "open employer", "an employer's page"
    SAVE_NOTE = "save note", "a new note on a member"
    SAVE_CONTACT = "save contact", "a new contact of a member"
    SAVE_JOB = "save job", "a job that ended long ago"
    SAVE_MEMBER = "save member", "the member who is open, with the version that was read"
    CHANGE_MEMBER = "change member", "opened, changed and saved; put right where somebody was faster"
    NOTE_AND_LOOK = "note and look", "a note saved, and all of them read again"
    WRITE_LIST = "write list", "a page of the list written to a CSV file"
    READ_LIST = "read list", "the file read again"

    def __init__(self, label: str, about: str) -> None:
        self.label = label
        self.about = about


class Kind(Enum):
    """What acts are for."""

    READ = "read"
    WRITE = "write"
    MIXED = "mixed"
    FILES = "files"


ACTS: Mapping[Kind, Mapping[Act, int]] = {
    Kind.READ: {
        Act.PAGE: 20, Act.SCROLL: 38, Act.SEARCH: 10, Act.OPEN_MEMBER: 15, Act.NOTES: 9, Act.TIMELINE: 3,
        Act.DOCKET: 2, Act.OPEN_CASE: 2, Act.OPEN_EMPLOYER: 1,
    },
    Kind.WRITE: {Act.SAVE_NOTE: 40, Act.SAVE_CONTACT: 25, Act.SAVE_JOB: 10, Act.SAVE_MEMBER: 25},
    Kind.MIXED: {Act.CHANGE_MEMBER: 50, Act.NOTE_AND_LOOK: 50},
    Kind.FILES: {Act.WRITE_LIST: 50, Act.READ_LIST: 50},
}  # fmt: skip
"""How often each act is done within its kind."""


class Pattern(Enum):
    """How often each kind of act is done, of a hundred."""

    READ_HEAVY = "read_heavy", {Kind.READ: 80, Kind.WRITE: 10, Kind.MIXED: 8, Kind.FILES: 2}
    WRITE_HEAVY = "write_heavy", {Kind.READ: 25, Kind.WRITE: 50, Kind.MIXED: 20, Kind.FILES: 5}
    MIXED = "mixed", {Kind.READ: 50, Kind.WRITE: 20, Kind.MIXED: 20, Kind.FILES: 10}
    FILE_OPERATIONS = "file_operations", {Kind.READ: 30, Kind.WRITE: 10, Kind.MIXED: 10, Kind.FILES: 50}

    shares: Mapping[Kind, int]

    def __new__(cls, value: str, shares: Mapping[Kind, int]) -> "Pattern":
        """Take the first part as the name that is typed."""
        made = object.__new__(cls)
        made._value_ = value
        made.shares = shares
        return made

    @property
    def weights(self) -> dict[Act, float]:
        """How often each act is done, of a hundred."""
        return {
            act: share * weight / sum(ACTS[kind].values())
            for kind, share in self.shares.items()
            for act, weight in ACTS[kind].items()
        }


@dataclass(frozen=True)
class LoadPlan:
    """A load run.

    Args:
        users: how many people work at once, each with a connection of their own.
        operations: how many operations each of them does.
        think_time: the pause between two of them in milliseconds, on average; each is half to one and a half of it.
        ramp_up: the seconds within which people begin one after the other.
        pattern: what they do how often.
        processes: into how many processes they are put; None: as many as people, up to eight.
    """

    users: int = 50
    operations: int = 50
    think_time: float = 150.0
    ramp_up: float = 3.0
    pattern: Pattern = Pattern.MIXED
    processes: int | None = None

    @property
    def groups(self) -> list[int]:
        """How many people each process holds."""
        processes = min(self.users, self.processes or MOST_PROCESSES)
        return [self.users // processes + (at < self.users % processes) for at in range(processes)]


MOST_PROCESSES = 8
"""A process of Python with the services loaded takes some 90 MB and a second of a processor to start: two hundred of
them would measure the starting of Python on one machine, and not the database that two hundred desktops share."""

QUICK = LoadPlan(users=10, operations=20, ramp_up=0.5)
STRESS = LoadPlan(users=200, operations=80, ramp_up=4.0)
