"""What the shared pages need to know of members."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.members import MemberRecord
from ip2a_desktop.ui.kit.record_kind import Heading, RecordKind
from ip2a_desktop.ui.members.words import MEMBERS, bin_words, status_chip

if TYPE_CHECKING:
    from ip2a_desktop.services.members import MemberService

FORM, PRIVATE_FORM = "member", "member_private"
"""Under which names what is typed is kept in case of a crash."""


def member_kind(members: MemberService) -> RecordKind:
    """Return what the shared pages need to know of members."""
    return RecordKind(
        name="members",
        title="Members",
        noun=MEMBERS,
        icon="users",
        table="member",
        load=members.load,
        heading=heading,
        children=children,
        to_bin=members.move_to_bin,
        restore=members.restore,
        drafts=(FORM, PRIVATE_FORM),
        watched=("employment", "member_contact"),
    )


def heading(record: MemberRecord) -> Heading:
    """Say who a member is."""
    row = record.row
    words = (row.card_number, row.classification.label, row.employer)
    return Heading(row.full_name, status_chip(row.status), words, bin_words(row))


def children(record: MemberRecord) -> Mapping[str, Collection[UUID]]:
    """Return the ids of what belongs to a member."""
    return {
        "employment": [job.id for job in record.employments],
        "member_contact": [contact.id for contact in record.contacts],
        "member_private": [record.row.id],
        "organization": [job.organization_id for job in record.employments],
    }
