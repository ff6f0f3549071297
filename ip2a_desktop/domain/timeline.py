"""The record of who did what, told in the words of the hall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, get_args
from uuid import UUID

from ip2a_desktop.domain.addresses import shown_phone
from ip2a_desktop.domain.agreement_drafts import (
    AgreementDraft,
    ArticleDraft,
    HolidayDraft,
    LimitDraft,
    StepDraft,
    VersionDraft,
)
from ip2a_desktop.domain.benevolence_kept import FUND_MONEY, FUND_SERVER_FIELDS, FUND_SUBJECTS
from ip2a_desktop.domain.document_drafts import DocumentDraft, DocumentSettingsDraft
from ip2a_desktop.domain.drafts import Draft
from ip2a_desktop.domain.employer_drafts import EmployerContactDraft, EmployerDraft
from ip2a_desktop.domain.hall import HallDraft
from ip2a_desktop.domain.member_drafts import EmploymentDraft, MemberContactDraft, MemberDraft, MemberPrivateDraft
from ip2a_desktop.domain.note_drafts import NoteDraft
from ip2a_desktop.domain.notes import FieldChange, TimelineEntry
from ip2a_desktop.domain.salting_kept import SALTING_OWNERS, SALTING_SUBJECTS
from ip2a_desktop.domain.words import Word

_SUBJECTS: dict[str, tuple[str, type[Draft]]] = {
    "member": ("Member", MemberDraft),
    "member_private": ("Private fields", MemberPrivateDraft),
    "member_contact": ("Contact", MemberContactDraft),
    "organization": ("Organization", EmployerDraft),
    "organization_contact": ("Contact", EmployerContactDraft),
    "employment": ("Job", EmploymentDraft),
    "note": ("Note", NoteDraft),
    "attachment": ("Document", DocumentDraft),
    "document_settings": ("Folder of the documents", DocumentSettingsDraft),
    "hall": ("Hall", HallDraft),
    "agreement": ("Agreement", AgreementDraft),
    "agreement_version": ("Version", VersionDraft),
    "agreement_article": ("Article", ArticleDraft),
    "agreement_holiday": ("Holiday", HolidayDraft),
    "procedure_step": ("Step", StepDraft),
    "procedure_limit": ("Limit", LimitDraft),
    **FUND_SUBJECTS,
    **SALTING_SUBJECTS,
}
_ACTIONS = {"insert": "added", "update": "changed", "delete": "removed"}
_OWNERS = {"organization_contact": "organization_id", "note": "organization_id", **SALTING_OWNERS}
"""Whose record it is: told by the page that the timeline stands on."""
DOCUMENT_FIELDS = (
    "owner_table",
    "owner_id",
    "activity_id",
    "document_id",
    "replaces_id",
    "replaced_at",
    "sha256",
    "media_type",
    "byte_count",
    "waits_at",
)
"""What the server keeps of a document, and nobody needs to read."""
_HIDDEN = {
    "id",
    "member_id",
    "subject_id",
    "grievance_id",
    "application_id",
    "agreement_id",
    "agreement_version_id",
    "procedure_step_id",
    "is_current",
    "deleted_at",
    "deleted_by",
    "singleton",
    *DOCUMENT_FIELDS,
}


@dataclass(frozen=True)
class Happening:
    """One line of the record of who did what; ``about`` says which of many it was, such as a holiday's name."""

    at: datetime
    actor: str
    action: str
    table_name: str
    batch_id: UUID | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    employer: str | None = None
    about: str = ""


def told(one: Happening) -> TimelineEntry:
    """Return a line of the record in words: what happened, and each changed field before and after.

    Days and moments stay in their ISO form: the screen writes them as the person's system does.
    """
    subject, draft = _SUBJECTS.get(one.table_name, (one.table_name.replace("_", " ").capitalize(), Draft))
    before, after = one.before or {}, one.after or {}
    what = " ".join(part for part in (subject, one.about, _verb(one.action, before, after)) if part)
    if one.batch_id is not None:
        what += " by an import"
    hidden = {*_HIDDEN, _OWNERS.get(one.table_name, ""), *FUND_SERVER_FIELDS.get(one.table_name, ())}
    fields = [name for name in (after or before) if name not in hidden]
    order = list(draft.model_fields)
    fields.sort(key=lambda name: (order.index(name) if name in order else len(order), name))
    changes = (
        FieldChange(
            _label(draft, name),
            _words(draft, name, before.get(name), None),
            _words(draft, name, after.get(name), one),
        )
        for name in fields
    )
    return TimelineEntry(one.at, one.actor, what, tuple(c for c in changes if c.before or c.after))


def _verb(action: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    if action == "update" and "deleted_at" in after:
        return "moved to the bin" if after["deleted_at"] else "brought back from the bin"
    if action == "update" and after.get("confirmed_at"):
        return "confirmed against the agreement"
    return _ACTIONS[action]


def _label(draft: type[Draft], name: str) -> str:
    return draft.label(name) if name in draft.model_fields else name.replace("_", " ").capitalize()


def _words(draft: type[Draft], name: str, value: Any, one: Happening | None) -> str:
    if value is None or value == "":
        return ""
    if name == "organization_id":
        return (one.employer if one else None) or "another organization"
    kind = _word_kind(draft.model_fields[name].annotation) if name in draft.model_fields else None
    if kind is not None:
        values = value if isinstance(value, list) else [value]
        return ", ".join(_label_of(kind, str(each)) for each in values)
    return _plain(name, value)


def _word_kind(annotation: Any) -> type[Word] | None:
    """Return the list of words that a field takes, alone, optional or several; None where it takes no words."""
    kinds = [annotation, *get_args(annotation)]
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Word)), None)


def _label_of(kind: type[Word], value: str) -> str:
    word = kind.from_text(value)
    return word.label if word else value


def _plain(name: str, value: Any) -> str:
    if isinstance(value, list):
        return "; ".join("–" if each is None else _plain(name, each) for each in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float):
        return _number(name, Decimal(str(value)))
    return shown_phone(str(value)) if name.startswith("phone") else str(value)


def _number(name: str, value: Decimal) -> str:
    if name.endswith("rate") or name in FUND_MONEY:
        return f"${value:,.2f}"
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
