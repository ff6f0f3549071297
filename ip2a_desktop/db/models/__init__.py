"""The mapped classes, one module a feature; migrations make the tables."""

from ip2a_desktop.db.models.agreements import (
    Agreement,
    AgreementArticle,
    AgreementHoliday,
    AgreementVersion,
    ProcedureLimit,
    ProcedureStep,
)
from ip2a_desktop.db.models.audit import AuditEntry
from ip2a_desktop.db.models.backups import Backup, BackupSettings
from ip2a_desktop.db.models.base import Base
from ip2a_desktop.db.models.benevolence import (
    BenevolenceApplication,
    BenevolenceBudgetLine,
    BenevolenceCounter,
    BenevolenceDocument,
    BenevolenceFund,
    BenevolenceLevel,
)
from ip2a_desktop.db.models.benevolence_review import (
    BenevolenceAnswer,
    BenevolencePayment,
    BenevolenceRecusal,
    BenevolenceReview,
    BenevolenceStep,
)
from ip2a_desktop.db.models.casework import Arbitration, FactSheet, InformationRequest, Panelist, Settlement
from ip2a_desktop.db.models.documents import Attachment, AttachmentLook, DocumentCheck, DocumentSettings
from ip2a_desktop.db.models.elections import Election
from ip2a_desktop.db.models.employers import Employment, Organization, OrganizationContact
from ip2a_desktop.db.models.grievances import (
    Grievance,
    GrievanceArticle,
    GrievanceCounter,
    GrievanceDeadline,
    GrievanceExtension,
    GrievanceGrievant,
    GrievanceStep,
)
from ip2a_desktop.db.models.hall import ColumnLayout, Hall
from ip2a_desktop.db.models.health import CatalogEntry, HealthMute, HealthProblem, MaintenanceLease, StoredRun
from ip2a_desktop.db.models.imports import ImportBatch, ImportRow
from ip2a_desktop.db.models.members import Member, MemberContact, MemberPrivate, MemberStatusHistory
from ip2a_desktop.db.models.notes import Note
from ip2a_desktop.db.models.notices import Notice, NoticeChannel, NoticeDelivery
from ip2a_desktop.db.models.persons import PersonFamily, PersonMember
from ip2a_desktop.db.models.repairs import Repair, RepairJournal, RepairRule
from ip2a_desktop.db.models.salting import (
    Activity,
    Assessment,
    AuthorizationCard,
    Campaign,
    Receptiveness,
    Salt,
    Worker,
)
from ip2a_desktop.db.models.seals import (
    AuditSeal,
    LoginSeen,
    QueryTime,
    ServerMark,
    SizeHistory,
    StorageReport,
)

__all__ = [
    "Activity",
    "Agreement",
    "AgreementArticle",
    "AgreementHoliday",
    "AgreementVersion",
    "Arbitration",
    "Assessment",
    "Attachment",
    "AttachmentLook",
    "AuditEntry",
    "AuditSeal",
    "AuthorizationCard",
    "Backup",
    "BackupSettings",
    "Base",
    "BenevolenceAnswer",
    "BenevolenceApplication",
    "BenevolenceBudgetLine",
    "BenevolenceCounter",
    "BenevolenceDocument",
    "BenevolenceFund",
    "BenevolenceLevel",
    "BenevolencePayment",
    "BenevolenceRecusal",
    "BenevolenceReview",
    "BenevolenceStep",
    "Campaign",
    "CatalogEntry",
    "ColumnLayout",
    "DocumentCheck",
    "DocumentSettings",
    "Election",
    "Employment",
    "FactSheet",
    "Grievance",
    "GrievanceArticle",
    "GrievanceCounter",
    "GrievanceDeadline",
    "GrievanceExtension",
    "GrievanceGrievant",
    "GrievanceStep",
    "Hall",
    "HealthMute",
    "HealthProblem",
    "ImportBatch",
    "ImportRow",
    "InformationRequest",
    "LoginSeen",
    "MaintenanceLease",
    "Member",
    "MemberContact",
    "MemberPrivate",
    "MemberStatusHistory",
    "Note",
    "Notice",
    "NoticeChannel",
    "NoticeDelivery",
    "Organization",
    "OrganizationContact",
    "Panelist",
    "PersonFamily",
    "PersonMember",
    "ProcedureLimit",
    "ProcedureStep",
    "QueryTime",
    "Receptiveness",
    "Repair",
    "RepairJournal",
    "RepairRule",
    "Salt",
    "ServerMark",
    "Settlement",
    "SizeHistory",
    "StorageReport",
    "StoredRun",
    "Worker",
]
