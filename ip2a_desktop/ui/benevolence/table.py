"""The columns and filters of the list of applications."""

from ip2a_desktop.domain.benevolence import ApplicationStatus, Reason
from ip2a_desktop.domain.benevolence_record import ApplicationRow
from ip2a_desktop.ui.benevolence.words import reason_chip, status_chip, waiting_chip, waiting_words
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.filters import Choice, FilterSpec
from ip2a_desktop.ui.kit.formats import day, moment, money


def _reason(row: ApplicationRow) -> str:
    return row.reason.label if row.reason else ""


def _paid(row: ApplicationRow) -> str:
    return money(row.paid) if row.paid else ""


COLUMNS: tuple[Column[ApplicationRow], ...] = (
    Column("number", "Number", lambda row: row.number, 114),
    Column("member", "Member", lambda row: row.member, 144),
    Column("status", "Status", lambda row: row.status.label, 176, chip=lambda row: status_chip(row.status)),
    Column("level", "Waiting for", waiting_words, 196, chip=waiting_chip),
    Column(
        "requested",
        "Requested",
        lambda row: money(row.requested),
        98,
        align="right",
        value=lambda row: row.requested,
    ),
    Column("approved", "Approved", lambda row: money(row.approved), 98, align="right", value=lambda row: row.approved),
    Column("paid", "Paid", _paid, 92, align="right", value=lambda row: row.paid),
    Column("need_by", "Needed by", lambda row: day(row.need_by), 100, value=lambda row: row.need_by),
    Column("reason", "Reason", _reason, 176, chip=lambda row: reason_chip(row.reason)),
    Column("card_number", "Card", lambda row: row.card_number, 96),
    Column(
        "submitted_on",
        "Handed in",
        lambda row: day(row.submitted_on),
        112,
        value=lambda row: row.submitted_on,
    ),
    Column(
        "decided_on",
        "Decided",
        lambda row: day(row.decided_on),
        112,
        shown=False,
        value=lambda row: row.decided_on,
    ),
    Column(
        "applied_on",
        "Applied",
        lambda row: day(row.applied_on),
        112,
        shown=False,
        value=lambda row: row.applied_on,
    ),
    Column(
        "updated_at", "Updated", lambda row: moment(row.updated_at), 152, shown=False, value=lambda row: row.updated_at
    ),
)

FILTERS: tuple[FilterSpec, ...] = (
    FilterSpec.of_words("status", "Status", ApplicationStatus),
    FilterSpec.of_words("reason", "Reason", Reason),
    FilterSpec("waiting", "Waiting", (Choice("me", "For my decision"),)),
)
