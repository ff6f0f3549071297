"""The form of an application; while it is typed it tells what is left of the cap and what speaks against helping."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from ip2a_desktop.domain.benevolence import ApplicationStatus
from ip2a_desktop.domain.benevolence_drafts import ApplicationDraft, NewApplicationDraft
from ip2a_desktop.domain.benevolence_fund import Cap, dollars
from ip2a_desktop.domain.benevolence_record import ApplicationRecord
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.lists import ListQuery, ListSource
from ip2a_desktop.domain.members import MemberRow
from ip2a_desktop.ui.benevolence.whole import DocumentsField, HouseholdField
from ip2a_desktop.ui.kit.fields import Found, LookupField, MoneyField
from ip2a_desktop.ui.kit.form_session import FormPart
from ip2a_desktop.ui.kit.formats import today
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.record_form import RecordForm

if TYPE_CHECKING:
    from ip2a_desktop.services.benevolence import BenevolenceService

FORM = "benevolence_application"
"""Under which name what is typed is kept in case of a crash."""
_MOST_FOUND = 50


class Asked(Protocol):
    """What a member could be given now."""

    @property
    def cap(self) -> Cap: ...

    @property
    def problems(self) -> tuple[str, ...]: ...


FindOutlook = Callable[[UUID, UUID], Asked]
"""Gives what is left for a member, one application aside; called in a worker."""


class ApplicationForms:
    """Makes the forms of applications.

    Args:
        kit: the screens' tools.
        fund: saves applications.
        members: finds members.
        outlook: knows what is left for a member.
    """

    def __init__(
        self, kit: Kit, fund: BenevolenceService, members: ListSource[MemberRow], outlook: FindOutlook
    ) -> None:
        self._kit = kit
        self._fund = fund
        self.members = members
        self._outlook = outlook

    def new(self) -> RecordForm:
        """Return the form of a new application, dated today, with its household and checklist."""
        draft = NewApplicationDraft.model_construct(applied_on=today())
        form = whole_form(member_field(self._kit, self.members))
        return self._made(form, draft, self._fund.begin, "New application", "the new application")

    def edit(self, record: ApplicationRecord) -> RecordForm:
        """Return the form of an application as it was read."""
        number = record.row.number
        made = self._form(record.draft, record.row.member, f"Edit {number} · {record.applicant.full_name}", number)
        if record.outcome.status is not ApplicationStatus.DRAFT:
            made.parts[0].form.set_read_only(True)
            made.refusal.show_words("This application was handed in and stays as it is. Send it back to correct it.")
        return made

    def correct(self, record: ApplicationRecord, problems: Mapping[str, str]) -> RecordForm:
        """Return the form of an application that is not ready, with what it lacks beside the fields."""
        made = self.edit(record)
        made.parts[0].form.show_problems(problems, focus=False)
        return made

    def _form(self, draft: ApplicationDraft, member: str, title: str, what: str) -> RecordForm:
        lookup = member_field(self._kit, self.members)
        if draft.member_id is not None and member:
            lookup.know(draft.member_id, member)
        return self._made(application_form(lookup), draft, self._fund.save, title, what)

    def _made(
        self, form: Form, draft: ApplicationDraft, save: Callable[[Any], Changes], title: str, what: str
    ) -> RecordForm:
        form.load(draft)
        made = RecordForm(self._kit, title, what, draft.id, draft.is_new, [FormPart(form, save, FORM)])
        made.add_strip(OutlookStrip(self._kit, form, self._outlook))
        return made


def member_field(kit: Kit, members: ListSource[MemberRow]) -> LookupField:
    """Return a field that finds a member by name or card number."""

    def search(text: str) -> list[Found]:
        found = members.first_page(ListQuery(search=text), _MOST_FOUND)
        return [Found(one.id, one.name, " · ".join((one.card_number, one.status.label))) for one in found]

    return LookupField(kit.tasks, search, "member")


def application_form(lookup: LookupField) -> Form:
    """Return the fields of an application that was saved before; ``lookup`` finds its member."""
    return _add_fields(Form(ApplicationDraft), lookup, lambda _form: None)


def whole_form(lookup: LookupField) -> Form:
    """Return the fields of a new application, with those of its household and checklist."""

    def add_children(form: Form) -> None:
        for name, field in (("lines", HouseholdField()), ("documents", DocumentsField())):
            form.section(form.kind.label(name))
            form.add(name, field)
            form.cells[name].label.hide()  # the heading says it

    return _add_fields(Form(NewApplicationDraft), lookup, add_children)


def _add_fields(form: Form, lookup: LookupField, add_children: Callable[[Form], None]) -> Form:
    form.section("Who asks, and for what")
    form.add("member_id", lookup, width=8, required=True)
    form.add("applied_on", width=4)
    form.add("reason", width=4)
    form.add("requested", MoneyField(), width=4)
    form.add("need_by", width=4)
    form.add("narrative")
    form.section("Whom the fund pays")
    form.add("payee_kind", width=4)
    form.add("payee", width=4)
    form.add("account", width=4)
    form.section("Household")
    form.add("dependents", width=4)
    form.add("earners", width=4)
    form.add("officer_relation", width=4, hint="Empty where there is none")
    form.add("other_aid", width=6)
    form.add("earlier_requests", width=6)
    add_children(form)
    form.section("Declaration")
    form.add("is_declared", width=8)
    form.add("signed_on", width=4)
    form.add("handed_in_by", width=6)
    form.add("representative_relation", width=6)
    return form


class OutlookStrip(Notice):
    """Tells what is left for the chosen member, and what speaks against helping; it looks while the person types.

    Args:
        kit: the screens' tools.
        form: the form of the application, loaded already.
        find: knows what is left; called in a worker.
    """

    def __init__(self, kit: Kit, form: Form, find: FindOutlook) -> None:
        super().__init__("info")
        self._kit = kit
        self._form = form
        self._find = find
        self._member: UUID | None = None
        self._known: Asked | None = None
        form.edited.connect(self._look)
        form.settled.connect(self._tell)
        self._look()

    def _look(self) -> None:
        member = self._form.values().get("member_id")
        if member == self._member:
            self._tell()
            return
        self._member, self._known = member, None
        self.show_words("")
        if member is None:
            return
        find, own = self._find, self._form.draft.id
        self._kit.tasks.run(
            self,
            lambda: find(member, own),
            self._on_known,
            lambda _error: self._on_known(None),  # it is a hint only; handing in tells whether the database is there
            key="outlook",
        )

    def _on_known(self, known: Asked | None) -> None:
        self._known = known
        self._tell()

    def _tell(self) -> None:
        known = self._known
        if known is None:
            return
        requested = self._form.values().get("requested")
        said = [f"{known.cap.sentence}."]
        if isinstance(requested, Decimal) and not known.cap.allows(requested):
            said.append(f"{dollars(requested)} is more than that: an approval would have to set the cap aside.")
        said += known.problems
        self.show_words(" ".join(said))
