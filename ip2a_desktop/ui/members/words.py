"""How members are called and drawn: nouns, and a chip for each status, contact and job."""

from ip2a_desktop.domain.members import (
    ContactKind,
    EmploymentRow,
    MemberRow,
    MemberStatus,
    MemberType,
)
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.formats import day
from ip2a_desktop.ui.kit.kit import Noun
from ip2a_desktop.ui.kit.tokens import Tone

MEMBERS = Noun("member", "members")
JOBS = Noun("job", "jobs")
CONTACTS = Noun("contact", "contacts")

_STATUS: dict[MemberStatus, tuple[str, Tone]] = {
    MemberStatus.ACTIVE: ("check-circle", "good"),
    MemberStatus.INACTIVE: ("pause-circle", "neutral"),
    MemberStatus.SUSPENDED: ("prohibit", "bad"),
    MemberStatus.WITHDRAWN: ("sign-out", "warn"),
    MemberStatus.RETIRED: ("armchair", "info"),
    MemberStatus.DECEASED: ("flower", "neutral"),
}
_CONTACT: dict[ContactKind, tuple[str, Tone]] = {
    ContactKind.EMERGENCY: ("first-aid", "bad"),
    ContactKind.FAMILY: ("heart", "info"),
    ContactKind.BENEFICIARY: ("identification-card", "neutral"),
    ContactKind.OTHER: ("user-circle", "neutral"),
}


def status_chip(status: MemberStatus) -> Chip:
    """Return the chip of a status."""
    icon, tone = _STATUS[status]
    return Chip(status.label, icon, tone)


def contact_chip(kind: ContactKind) -> Chip:
    """Return the chip that says what a contact is for."""
    icon, tone = _CONTACT[kind]
    return Chip(kind.label, icon, tone)


def job_chip(job: EmploymentRow) -> Chip | None:
    """Return the chip of a current job; an ended one has none, its dates say so."""
    return Chip("Current", "briefcase", "good") if job.is_current else None


def type_words(member_type: MemberType) -> str:
    """Return the type of membership; empty where none was set."""
    return "" if member_type is MemberType.NONE else member_type.label


def bin_words(row: MemberRow) -> str:
    """Return that the record lies in the bin, since when and by whom; empty where it does not."""
    if row.deleted_at is None:
        return ""
    who = f" by {row.deleted_by}" if row.deleted_by else ""
    return f"This member was moved to the bin on {day(row.deleted_at.astimezone().date())}{who}."
