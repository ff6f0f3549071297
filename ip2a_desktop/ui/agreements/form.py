"""The forms of an agreement: a new one with its first version and a procedure to begin with, or its own fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.agreement_beginning import OWN, NewAgreementDraft
from ip2a_desktop.domain.agreement_drafts import AgreementDraft
from ip2a_desktop.domain.agreement_samples import SAMPLES
from ip2a_desktop.domain.agreements import AgreementRecord
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.ui.agreements.samples_field import SamplesField
from ip2a_desktop.ui.agreements.table import EmployerChoices
from ip2a_desktop.ui.agreements.version_form import name_after_dates
from ip2a_desktop.ui.kit.fields import Found, LookupField
from ip2a_desktop.ui.kit.form_session import FormPart
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.record_form import RecordForm

if TYPE_CHECKING:
    from ip2a_desktop.services.agreements import AgreementService

FORM = "agreement"
"""Under which name what is typed is kept in case of a crash."""
_EMPLOYER_HINT = "Only where it binds one employer; leave it empty for an agreement of many."


class AgreementForms:
    """Makes the forms of agreements.

    Args:
        kit: the screens' tools.
        agreements: saves agreements.
        employers: finds the employer.
    """

    def __init__(self, kit: Kit, agreements: AgreementService, employers: EmployerChoices) -> None:
        self._kit = kit
        self._agreements = agreements
        self._employers = employers

    def new(self) -> RecordForm:
        """Return the form of a new agreement."""
        draft = NewAgreementDraft.model_construct()
        form = Form(NewAgreementDraft)
        form.section("Agreement")
        form.add("name", width=6)
        form.add("organization_id", self._employer_field(), width=6, hint=_EMPLOYER_HINT)
        form.section("First version")
        form.add("starts_on", width=3)
        form.add("ends_on", width=3)
        form.add("version_name", width=6)
        form.section("Procedure")
        form.add(
            "sample",
            SamplesField(SAMPLES),
            words="New from a sample procedure: steps, limits and the usual holidays. Everything can be changed.",
            required=False,
            hint="Samples are no law. They stay marked SAMPLE until an admin confirms them against your agreement.",
        )
        form.section("Remarks")
        form.add("remarks", words="What else one should know")
        form.load(draft)
        name_after_dates(form, "version_name")
        part = FormPart(form, self._begin, FORM)
        return RecordForm(self._kit, "New agreement", "the new agreement", draft.id, True, [part])

    def edit(self, record: AgreementRecord) -> RecordForm:
        """Return the form of an agreement's own fields as they were read."""
        draft = record.draft
        field = self._employer_field()
        if draft.organization_id is not None:
            field.know(draft.organization_id, record.row.employer)
        form = Form(AgreementDraft)
        form.section("Agreement")
        form.add("name", width=6)
        form.add("organization_id", field, width=6, hint=_EMPLOYER_HINT)
        form.add("remarks", words="What else one should know")
        form.load(draft)
        part = FormPart(form, self._agreements.save, FORM)
        return RecordForm(self._kit, f"Edit {draft.name}", draft.name, draft.id, False, [part])

    def _begin(self, draft: NewAgreementDraft) -> Changes:
        """Make the agreement, its version, and what the chosen sample puts into it; in a worker."""
        if draft.sample == OWN:
            return self._agreements.save(draft.agreement) | self._agreements.save_part(draft.first_version)
        sample = next(one for one in SAMPLES if one.key == draft.sample)
        return self._agreements.begin(sample, draft.first_version, draft.agreement)

    def _employer_field(self, parent: QWidget | None = None) -> LookupField:
        def search(text: str) -> list[Found]:
            return [Found(one.id, one.name, one.place) for one in self._employers.choices(text)]

        return LookupField(self._kit.tasks, search, "employer", parent)
