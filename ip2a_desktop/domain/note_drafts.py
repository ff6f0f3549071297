"""Notes as their form edits them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from ip2a_desktop.domain.contact import LongText
from ip2a_desktop.domain.drafts import Draft, wrong
from ip2a_desktop.domain.members import NoteVisibility


def _body(text: str) -> str:
    if not text:
        raise wrong("Write the note first.")
    return text


class NoteDraft(Draft):
    """A note; ``subject_table`` is ``member``, ``organization``, ``grievance`` or ``benevolence_application``."""

    subject_table: str
    subject_id: UUID
    body: Annotated[LongText, AfterValidator(_body)] = Field("", title="Note", validate_default=True)
    visibility: NoteVisibility = Field(NoteVisibility.STAFF, title="Who may read it")
