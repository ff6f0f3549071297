"""The parts of an agreement's version read along with something else, and the rules made of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Label, Select, func, select

from ip2a_desktop.db.models import (
    AgreementArticle,
    AgreementHoliday,
    AgreementVersion,
    Hall,
    ProcedureLimit,
    ProcedureStep,
)
from ip2a_desktop.domain.agreement_drafts import ArticleDraft, HolidayDraft, LimitDraft, Parts, StepDraft, VersionDraft
from ip2a_desktop.domain.deadlines import DEFAULT_ZONE
from ip2a_desktop.domain.drafts import Draft
from ip2a_desktop.services import saving
from ip2a_desktop.services.reading import json_rows, parsed

PART_MODELS: Mapping[type[Draft], Any] = {
    VersionDraft: AgreementVersion,
    ArticleDraft: AgreementArticle,
    HolidayDraft: AgreementHoliday,
    StepDraft: ProcedureStep,
    LimitDraft: ProcedureLimit,
}
"""The mapped class of each part of an agreement."""

_ORDER: Mapping[type[Draft], str] = {
    ArticleDraft: "number",
    HolidayDraft: "day",
    StepDraft: "position",
    LimitDraft: "id",
}


def part_select(kind: type[Draft], versions: ColumnElement[UUID] | Sequence[UUID] | Select[Any]) -> Select[Any]:
    """Return the select of one kind of part of some versions, those in the bin left out."""
    model = PART_MODELS[kind]
    columns = (getattr(model, name) for name in kind.model_fields)
    of_versions = model.agreement_version_id.in_(versions)
    return select(*columns).where(of_versions, model.deleted_at.is_(None)).order_by(getattr(model, _ORDER[kind]))


def part_values(draft: Draft) -> dict[str, Any]:
    """Return the columns of an agreement or one of its parts."""
    values: dict[str, Any] = saving.values_of(draft)
    if "entry_for" in values:
        values["entry_for"] = [kind.value for kind in values["entry_for"]]
    return values


def rules_columns(versions: Select[Any]) -> list[Label[Any]]:
    """Return columns from which :func:`parts_of` makes the rules of the version that ``versions`` selects."""
    confirmed = select(AgreementVersion.confirmed_at).where(AgreementVersion.id.in_(versions))
    return [
        json_rows(part_select(StepDraft, versions)).label("rule_steps"),
        json_rows(part_select(LimitDraft, versions)).label("rule_limits"),
        json_rows(part_select(HolidayDraft, versions)).label("rule_holidays"),
        confirmed.scalar_subquery().label("rule_confirmed_at"),
        zone().label("rule_zone"),
    ]


def parts_of(found: Any) -> Parts:
    """Return the rows of a version out of what :func:`rules_columns` selected."""
    confirmed_at: datetime | None = found.rule_confirmed_at
    return Parts(
        parsed(StepDraft, found.rule_steps),
        parsed(LimitDraft, found.rule_limits),
        parsed(HolidayDraft, found.rule_holidays),
        found.rule_zone,
        confirmed_at is not None,
    )


def zone() -> ColumnElement[str]:
    """Return the hall's time zone as a column."""
    return func.coalesce(select(Hall.time_zone).limit(1).scalar_subquery(), DEFAULT_ZONE)
