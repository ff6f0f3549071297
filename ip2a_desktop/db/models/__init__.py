"""The mapped classes, one module a feature; migrations make the tables."""

from ip2a_desktop.db.models.audit import AuditEntry
from ip2a_desktop.db.models.base import Base
from ip2a_desktop.db.models.employers import Employment, Organization, OrganizationContact
from ip2a_desktop.db.models.hall import ColumnLayout, Hall
from ip2a_desktop.db.models.imports import ImportBatch, ImportRow
from ip2a_desktop.db.models.members import Member, MemberContact, MemberPrivate, MemberStatusHistory
from ip2a_desktop.db.models.notes import Note

__all__ = [
    "AuditEntry",
    "Base",
    "ColumnLayout",
    "Employment",
    "Hall",
    "ImportBatch",
    "ImportRow",
    "Member",
    "MemberContact",
    "MemberPrivate",
    "MemberStatusHistory",
    "Note",
    "Organization",
    "OrganizationContact",
]
