"""The record of who did what to a case, told in the words of the hall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time
from typing import Any

from ip2a_desktop.domain.casework_drafts import (
    ArbitrationDraft,
    FactSheetDraft,
    InformationRequestDraft,
    PanelistDraft,
    SettlementDraft,
)
from ip2a_desktop.domain.clocks import GrievanceStatus
from ip2a_desktop.domain.document_drafts import DocumentDraft
from ip2a_desktop.domain.drafts import Draft
from ip2a_desktop.domain.grievance_drafts import GrievanceDraft
from ip2a_desktop.domain.grievance_steps import AnswerDraft, CloseDraft, ExtensionDraft, MeetingDraft
from ip2a_desktop.domain.grievances import DeadlineState, Outcome
from ip2a_desktop.domain.note_drafts import NoteDraft
from ip2a_desktop.domain.notes import FieldChange, TimelineEntry
from ip2a_desktop.domain.procedures import Act, Lateness, Side
from ip2a_desktop.domain.timeline import DOCUMENT_FIELDS, Happening
from ip2a_desktop.domain.words import Word

_SUBJECTS: Mapping[str, tuple[str, tuple[type[Draft], ...]]] = {
    "grievance": ("Grievance", (GrievanceDraft, CloseDraft)),
    "grievance_grievant": ("Grievant", ()),
    "grievance_article": ("Article", ()),
    "grievance_step": ("Step", (MeetingDraft, AnswerDraft)),
    "grievance_deadline": ("Deadline", ()),
    "grievance_extension": ("Extension", (ExtensionDraft,)),
    "grievance_fact_sheet": ("Fact sheet", (FactSheetDraft,)),
    "information_request": ("Information request", (InformationRequestDraft,)),
    "settlement": ("Settlement", (SettlementDraft,)),
    "arbitration": ("Arbitration", (ArbitrationDraft,)),
    "arbitration_panelist": ("Name on the panel", (PanelistDraft,)),
    "note": ("Note", (NoteDraft,)),
    "attachment": ("Document", (DocumentDraft,)),
}
_LABELS = {
    "status": "Standing",
    "number": "Number",
    "state": "State",
    "due_on": "Due on",
    "explanation": "Why",
    "done_on": "Done on",
    "side": "Side",
    "lateness": "When late",
    "act": "For",
    "filed_on": "Filed on",
    "filed_time": "At",
    "reference": "Article",
    "is_lead": "Lead",
    "signs_for_all": "Signs for all",
    "from_on": "From",
    "to_on": "To",
    "strike_order": "Strike",
    "struck_by": "Struck by",
    "name": "Name",
}
_WORDS: Mapping[str, type[Word]] = {
    "status": GrievanceStatus,
    "state": DeadlineState,
    "side": Side,
    "struck_by": Side,
    "lateness": Lateness,
    "act": Act,
    "outcome": Outcome,
}
_HIDDEN = {
    "id",
    "number_year",
    "number_seq",
    "grievance_id",
    "member_id",
    "organization_id",
    "agreement_version_id",
    "agreement_article_id",
    "procedure_step_id",
    "merged_into_id",
    "follows_id",
    "position",
    "step_position",
    "due_at",
    "deleted_at",
    "deleted_by",
    *DOCUMENT_FIELDS,
}
_ACTIONS = {"insert": "added", "update": "changed", "delete": "removed"}


def told_case(one: Happening) -> TimelineEntry:
    """Return a line of the record of a case in words: what happened, and each changed field before and after."""
    before, after = one.before or {}, one.after or {}
    changes = tuple(_changes(one, before, after))
    return TimelineEntry(one.at, one.actor, _what(one, before, after), changes)


def _what(one: Happening, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    if one.table_name == "grievance_deadline":
        return _clock_words(one, before, after)
    subject = _SUBJECTS.get(one.table_name, (one.table_name.replace("_", " ").capitalize(), ()))[0]
    about = f" {one.about}" if one.about else ""
    if one.action == "update" and "deleted_at" in after:
        return f"{subject}{about} moved to the bin" if after["deleted_at"] else f"{subject}{about} brought back"
    if one.table_name == "grievance" and "status" in after and one.action == "update":
        return {
            "open": "Filed",
            "arbitration": "Taken to arbitration",
            "settled": "Settled",
            "closed": "Closed",
        }.get(str(after["status"]), "Grievance changed")
    if one.table_name == "grievance_step":
        if one.action == "insert":
            return "Filed at a step"
        return "Answer written down" if "answered_on" in after else "Step changed"
    return f"{subject}{about} {_ACTIONS[one.action]}"


def _clock_words(one: Happening, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    act = Act.from_text(one.about)
    name = f"Limit to {act.label.lower()}" if act else "Limit"
    if one.action == "insert":
        return f"{name} runs"
    if "state" in after:
        state = DeadlineState.from_text(str(after["state"]))
        return f"{name}: {state.label.lower()}" if state else name
    return f"{name} {'counted anew' if before.get('due_on') == after.get('due_on') else 'moved'}"


def _changes(one: Happening, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[FieldChange]:
    for name in after or before:
        if name in _HIDDEN or (one.table_name == "grievance_deadline" and _is_said(one, name)):
            continue
        old, new = _words(one, name, before.get(name)), _words(one, name, after.get(name))
        if old or new:
            yield FieldChange(_label(one, name), old, new)


def _is_said(one: Happening, name: str) -> bool:
    """What the title of a clock's line says already, or what did not change."""
    before, after = one.before or {}, one.after or {}
    return name in ("act", "state") or (one.action == "update" and before.get(name) == after.get(name))


def _drafts(one: Happening) -> tuple[type[Draft], ...]:
    return _SUBJECTS.get(one.table_name, ("", ()))[1]


def _label(one: Happening, name: str) -> str:
    if name in _LABELS:
        return _LABELS[name]
    draft = next((kind for kind in _drafts(one) if name in kind.model_fields), None)
    return draft.label(name) if draft else name.replace("_", " ").capitalize()


def _words(one: Happening, name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    kind = _WORDS.get(name) or _kind_of(one, name)
    word = kind.from_text(str(value)) if kind else None
    if word is not None:
        return word.label
    if name.endswith("_time"):
        return f"{time.fromisoformat(str(value)):%H:%M}"
    return str(value)


def _kind_of(one: Happening, name: str) -> type[Word] | None:
    for draft in _drafts(one):
        info = draft.model_fields.get(name)
        kinds = [info.annotation, *getattr(info.annotation, "__args__", ())] if info else []
        for kind in kinds:
            if isinstance(kind, type) and issubclass(kind, Word):
                return kind
    return None
