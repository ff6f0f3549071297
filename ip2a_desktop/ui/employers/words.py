"""How organizations are called and drawn: nouns, and a chip for each type, signatory status, contact and job."""

from ip2a_desktop.domain.employers import EmployerContact, EmployerRow, OrganizationType, SignatoryStatus
from ip2a_desktop.domain.members import EmploymentRow
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.formats import day
from ip2a_desktop.ui.kit.kit import Noun
from ip2a_desktop.ui.kit.tokens import Tone

ORGANIZATIONS = Noun("organization", "organizations")
CONTACTS = Noun("contact", "contacts")
JOBS = Noun("job", "jobs")

_TYPE: dict[OrganizationType, tuple[str, Tone]] = {
    OrganizationType.EMPLOYER: ("buildings", "neutral"),
    OrganizationType.UNION: ("users-three", "info"),
    OrganizationType.TRAINING_PARTNER: ("graduation-cap", "info"),
    OrganizationType.JATC: ("student", "info"),
}
_SIGNATORY: dict[SignatoryStatus, tuple[str, Tone]] = {
    SignatoryStatus.SIGNATORY: ("handshake", "good"),
    SignatoryStatus.PROJECT: ("map-pin", "info"),
    SignatoryStatus.PENDING: ("chats-circle", "warn"),
    SignatoryStatus.FORMER: ("clock-counter-clockwise", "neutral"),
    SignatoryStatus.NOT_SIGNATORY: ("minus-circle", "neutral"),
}


def type_chip(kind: OrganizationType) -> Chip:
    """Return the chip of a type."""
    icon, tone = _TYPE[kind]
    return Chip(kind.label, icon, tone)


def signatory_chip(kind: OrganizationType, status: SignatoryStatus) -> Chip | None:
    """Return the chip of a signatory status.

    That a union or a school has signed nothing says nothing about it, so it gets no chip.
    """
    if status is SignatoryStatus.NOT_SIGNATORY and kind is not OrganizationType.EMPLOYER:
        return None
    icon, tone = _SIGNATORY[status]
    return Chip(status.label, icon, tone)


def primary_chip(contact: EmployerContact) -> Chip | None:
    """Return the chip of the primary contact; the others have none."""
    return Chip("Primary", "star", "info") if contact.is_primary else None


def job_chip(job: EmploymentRow) -> Chip | None:
    """Return the chip of a current job; an ended one has none, its dates say so."""
    return Chip("Current", "briefcase", "good") if job.is_current else None


def place_words(row: EmployerRow) -> str:
    """Return city and state, such as ``Kent, WA``."""
    return ", ".join(part for part in (row.city, row.state) if part)


def bin_words(row: EmployerRow) -> str:
    """Return that the record lies in the bin, since when and by whom; empty where it does not."""
    if row.deleted_at is None:
        return ""
    who = f" by {row.deleted_by}" if row.deleted_by else ""
    return f"This organization was moved to the bin on {day(row.deleted_at.astimezone().date())}{who}."
