"""How agreements and their parts are called and drawn: nouns, chips, and the days from which to which they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ip2a_desktop.domain.agreements import AgreementRow
from ip2a_desktop.domain.procedures import Side, StepForm
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.formats import day
from ip2a_desktop.ui.kit.kit import Noun

if TYPE_CHECKING:
    from ip2a_desktop.domain.agreement_drafts import VersionDraft, VersionRecord

AGREEMENTS = Noun("agreement", "agreements")
VERSIONS = Noun("version", "versions")
ARTICLES = Noun("article", "articles")
HOLIDAYS = Noun("holiday", "holidays")
STEPS = Noun("step", "steps")
LIMITS = Noun("limit", "limits")
CASES = Noun("case", "cases")

SAMPLE_CHIP = Chip("SAMPLE", "warning", "warn")
CONFIRMED_CHIP = Chip("Confirmed", "check-circle", "good")
_NO_VERSION = Chip("No version yet", "minus-circle", "neutral")
_NO_PROCEDURE = Chip("No procedure yet", "minus-circle", "neutral")
_FORM_ICONS = {
    StepForm.MEETING: "chats-circle",
    StepForm.COMMITTEE: "users-three",
    StepForm.COUNCIL: "bank",
    StepForm.ARBITRATION: "scales",
}
SIDE_ICONS = {Side.UNION: "users-three", Side.EMPLOYER: "buildings"}


def mark_chip(is_confirmed: bool) -> Chip:
    """Return the chip that says whether an admin confirmed the limits."""
    return CONFIRMED_CHIP if is_confirmed else SAMPLE_CHIP


def row_chip(row: AgreementRow) -> Chip:
    """Return the chip of an agreement: whether its newest version was confirmed."""
    return mark_chip(row.is_confirmed) if row.starts_on is not None else _NO_VERSION


def version_chip(version: VersionRecord) -> Chip:
    """Return the chip that says whether a version was confirmed; what has no procedure has nothing to confirm."""
    is_confirmed = version.confirmed_at is not None
    return mark_chip(is_confirmed) if version.steps or is_confirmed else _NO_PROCEDURE


def force_chip(version: VersionDraft, today: date) -> Chip:
    """Return the chip that says whether a version is in force on a day."""
    if version.starts_on is not None and version.starts_on > today:
        return Chip("Not yet in force", "calendar-blank", "info")
    if version.ends_on is not None and version.ends_on < today:
        return Chip("Ended", "clock-counter-clockwise", "neutral")
    return Chip("In force", "handshake", "good")


def form_chip(form: StepForm) -> Chip:
    """Return the chip of what a step is."""
    return Chip(form.label, _FORM_ICONS[form], "info" if form is StepForm.MEETING else "neutral")


def period(starts_on: date | None, ends_on: date | None) -> str:
    """Return from when to when something stands, such as ``6/1/2024 – 5/31/2027`` or ``since 6/1/2024``."""
    if starts_on is None:
        return ""
    return f"{day(starts_on)} – {day(ends_on)}" if ends_on is not None else f"since {day(starts_on)}"


def in_force(versions: Sequence[VersionRecord], today: date) -> VersionRecord | None:
    """Return the version that stands on a day; where none does, the newest; None where there is none at all.

    Args:
        versions: the versions, newest first.
        today: the day.
    """
    standing = (one for one in versions if force_chip(one.draft, today).text == "In force")
    return next(standing, versions[0] if versions else None)


def bin_words(row: AgreementRow) -> str:
    """Return that the record lies in the bin, since when and by whom; empty where it does not."""
    if row.deleted_at is None:
        return ""
    who = f" by {row.deleted_by}" if row.deleted_by else ""
    return f"This agreement was moved to the bin on {day(row.deleted_at.astimezone().date())}{who}."
