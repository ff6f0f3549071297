"""What people write about a document, and where documents are kept, as forms edit them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath
from typing import Annotated

from pydantic import AfterValidator, Field

from ip2a_desktop.domain.contact import Line, LongText
from ip2a_desktop.domain.documents import DocumentCategory
from ip2a_desktop.domain.drafts import Draft, wrong

LONGEST_NAME = 255
_LONGEST_SUFFIX = 20
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f/\\]")


def clean_name(name: str) -> str:
    """Return the name of a file as it is kept: one line, without slashes, at most 255 characters, never empty."""
    plain = name.encode("utf-8", "replace").decode("utf-8")
    plain = _NOT_IN_NAMES.sub("_", plain).strip() or "document"
    if len(plain) <= LONGEST_NAME:
        return plain
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix) > _LONGEST_SUFFIX:
        stem, suffix = plain, ""
    ending = f"….{suffix}" if suffix else "…"
    return stem[: LONGEST_NAME - len(ending)] + ending


def _name(text: str) -> str:
    if not text:
        raise wrong("A document needs a name.")
    if len(text) > LONGEST_NAME or _NOT_IN_NAMES.search(text):
        raise wrong("Write a name of at most 255 characters, without slashes.")
    return text


class DocumentDraft(Draft):
    """What people write about a document."""

    name: Annotated[str, AfterValidator(_name)] = Field("", title="Name", validate_default=True)
    category: DocumentCategory = Field(DocumentCategory.GENERAL, title="Category")
    description: Line = Field("", title="Description")
    expires_on: date | None = Field(None, title="Expires")
    is_private: bool = Field(False, title="Private")


def _folders(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines:
        if not (PurePosixPath(line).is_absolute() or PureWindowsPath(line).is_absolute()):
            raise wrong(f"“{line}” is not a whole path. Write it from its beginning.")
    return "\n".join(lines)


class DocumentSettingsDraft(Draft):
    """Where the contents of documents lie; each line is one way to reach the same folder."""

    folders: Annotated[LongText, AfterValidator(_folders)] = Field("", title="Folder or share")
    most_megabytes: int = Field(100, ge=1, le=2000, title="Largest file (megabytes)")
