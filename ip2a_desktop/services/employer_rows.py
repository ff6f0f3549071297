"""A line of the list of organizations, made of what the database gave; a start needs no SQLAlchemy for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from ip2a_desktop.domain.employers import EmployerRow, OrganizationType, SignatoryStatus

EMPLOYER_FIELDS = tuple(one.name for one in fields(EmployerRow))


def employer_row(found: Sequence[Any]) -> EmployerRow:
    """Return an organization as a line of the list, made of values in the order of its fields."""
    values = dict(zip(EMPLOYER_FIELDS, found, strict=True))
    values["organization_type"] = OrganizationType(values["organization_type"])
    values["signatory_status"] = SignatoryStatus(values["signatory_status"])
    values["contact"] = values["contact"] or ""
    values["deleted_by"] = values["deleted_by"] or ""
    return EmployerRow(**values)
