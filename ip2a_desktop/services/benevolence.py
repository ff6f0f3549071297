"""The benevolence fund: the list of applications, an application with all that hangs on it, saving, the bin."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from ip2a_desktop.db.models import (
    BenevolenceApplication,
    BenevolenceBudgetLine,
    BenevolenceDocument,
    BenevolencePayment,
    BenevolenceStep,
    Member,
)
from ip2a_desktop.domain.benevolence import ApplicationStatus, Reason
from ip2a_desktop.domain.benevolence_drafts import ApplicationDraft, BudgetLineDraft, DocumentDraft, NewApplicationDraft
from ip2a_desktop.domain.benevolence_fund import Cap
from ip2a_desktop.domain.benevolence_record import Applicant, ApplicationRecord, ApplicationRow, Outcome, Person
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import NotFound
from ip2a_desktop.domain.fund_drafts import FundDraft
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.members import Classification, MemberStatus
from ip2a_desktop.services import saving
from ip2a_desktop.services.benevolence_beginning import begin
from ip2a_desktop.services.benevolence_reading import CHILDREN, ME, record_columns
from ip2a_desktop.services.hall import duties
from ip2a_desktop.services.listing import ListService
from ip2a_desktop.services.reading import parsed
from ip2a_desktop.services.searching import matching

_IN_REVIEW = [one.value for one in ApplicationStatus if one.is_in_review]
_WITH_LEVELS = [*_IN_REVIEW, ApplicationStatus.NEEDS_INFORMATION.value]
_ROW_COLUMNS = [
    "id",
    "version",
    "number",
    "member_id",
    "reason",
    "status",
    "requested",
    "approved",
    "applied_on",
    "need_by",
    "submitted_on",
    "decided_on",
    "updated_at",
    "deleted_at",
    "deleted_by",
]
_APPLICANT = ["classification", "phone", "email", "address_line1", "address_line2", "city", "state", "postal_code"]


def member_name() -> ColumnElement[Any]:
    """Return the member's name as lists show it: ``Last, First Middle, Suffix``."""
    given = func.concat_ws(" ", Member.first_name, func.nullif(Member.middle_name, ""))
    return func.concat_ws(", ", Member.last_name, given, func.nullif(Member.suffix, ""))


def _of_member(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    return (
        select(column)
        .where(Member.id == BenevolenceApplication.member_id)
        .correlate(BenevolenceApplication)
        .scalar_subquery()
    )


def paid() -> ColumnElement[Any]:
    """Return what was paid on an application, voided payments left out."""
    of_this = (BenevolencePayment.application_id == BenevolenceApplication.id, BenevolencePayment.voided_at.is_(None))
    return (
        select(func.coalesce(func.sum(BenevolencePayment.amount), 0))
        .where(*of_this)
        .correlate(BenevolenceApplication)
        .scalar_subquery()
    )


def _turn() -> ColumnElement[Any]:
    return func.benevolence_turn(BenevolenceApplication.id)


def _level() -> ColumnElement[Any]:
    """The name of the level that the application waits for."""
    name = (
        select(BenevolenceStep.name)
        .where(
            BenevolenceStep.application_id == BenevolenceApplication.id,
            BenevolenceStep.round == BenevolenceApplication.round,
            BenevolenceStep.position == _turn(),
        )
        .correlate(BenevolenceApplication)
        .scalar_subquery()
    )
    return case((BenevolenceApplication.status.in_(_WITH_LEVELS), name), else_="")


def _waits_for_me() -> ColumnElement[bool]:
    """Asked of the database's own rule, and only where a level has to decide at all."""
    open_to_me = func.benevolence_barred(BenevolenceApplication.id, _turn(), ME).is_(None)
    return case((BenevolenceApplication.status.in_(_IN_REVIEW), open_to_me), else_=false())


class BenevolenceService(ListService[ApplicationRow]):
    """The use cases of the applications' list and page; how an application goes on is the verbs' service."""

    model = BenevolenceApplication

    def columns(self) -> Select[Any]:
        """Return the select of a row's columns."""
        taken_then = func.nullif(BenevolenceApplication.card_number, "")
        return select(
            *(getattr(BenevolenceApplication, name) for name in _ROW_COLUMNS),
            member_name().label("member"),
            func.coalesce(taken_then, Member.card_number).label("card_number"),
            paid().label("paid"),
            _level().label("level"),
            _waits_for_me().label("waits_for_me"),
        ).join(Member, Member.id == BenevolenceApplication.member_id)

    def row(self, found: Any) -> ApplicationRow:
        """Return one row of the list."""
        values = {name: found._mapping[name] for name in ApplicationRow.__dataclass_fields__}
        values["reason"] = Reason(values["reason"]) if values["reason"] else None
        values["status"] = ApplicationStatus(values["status"])
        values["level"] = values["level"] or ""
        values["deleted_by"] = values["deleted_by"] or ""
        return ApplicationRow(**values)

    def order(self, sort: str) -> ColumnElement[Any]:
        """Return what the list is ordered by."""
        computed = {"paid": paid, "level": _level, "waits_for_me": _waits_for_me}
        if sort in computed:
            return computed[sort]()
        if sort in ("member", "card_number"):
            return _of_member(Member.sort_name if sort == "member" else Member.card_number)
        if sort == "number":
            return BenevolenceApplication.sort_name.expression
        if sort in _ROW_COLUMNS:
            return getattr(BenevolenceApplication, sort).expression  # type: ignore[no-any-return]
        raise ValueError(f"applications cannot be sorted by {sort!r}")

    def filtered(self, name: str, values: tuple[str, ...]) -> ColumnElement[bool]:
        """Return the condition of one filter: ``status``, ``reason``, ``year``, ``member``; ``waiting`` is for me."""
        if name in ("status", "reason"):
            return getattr(BenevolenceApplication, name).in_(values)  # type: ignore[no-any-return]
        if name == "year":
            return BenevolenceApplication.number_year.in_([int(value) for value in values])
        if name == "member":
            return BenevolenceApplication.member_id.in_([UUID(value) for value in values])
        if name == "waiting":
            return _waits_for_me()
        raise ValueError(f"applications cannot be filtered by {name!r}")

    def first_rows(self, query: ListQuery, limit: int) -> Select[Any]:
        """Return the first ``limit`` rows; a fund has thousands of applications, so the plain way is the quick one."""
        return self._narrow(self.columns(), query).limit(limit)

    def _conditions(self, query: ListQuery) -> list[ColumnElement[bool]]:
        """A word may stand in the application itself, or in what is searched of its member."""
        found = []
        for word in query.search.split():
            member = select(Member.id).where(*matching(Member.search_text, word))
            in_application = and_(*matching(BenevolenceApplication.search_text, word))
            found.append(or_(in_application, BenevolenceApplication.member_id.in_(member)))
        return [*found, *(self._filtered(name, values) for name, values in query.filters if values)]

    def waiting(self) -> int:
        """Return how many applications wait for the decision of the person at the desk."""
        statement = select(func.count()).select_from(BenevolenceApplication)
        with self.database.statement() as session:
            wanted = statement.where(BenevolenceApplication.deleted_at.is_(None), _waits_for_me())
            return session.scalar(wanted) or 0

    # -- the record ---------------------------------------------------------------------------------------------

    def load(self, application_id: UUID) -> ApplicationRecord:
        """Return all that the application's page shows, in one round trip (and one more to know the person).

        Raises:
            NotFound: there is no such application.
        """
        held = duties(self.database)
        statement = self.columns().add_columns(*record_columns(_ROW_COLUMNS, _APPLICANT))
        with self.database.statement() as session:
            found = session.execute(statement.where(BenevolenceApplication.id == application_id)).first()
        if found is None:
            raise NotFound("This application is not there any more.", "Nothing was changed.", "Refresh the list.")
        outcome = {name: getattr(found, name) for name in Outcome.__dataclass_fields__}
        children = {name: parsed(kind, getattr(found, name)) for name, kind in CHILDREN.items()}
        return ApplicationRecord(
            draft=saving.draft_of(ApplicationDraft, found),
            row=self.row(found),
            applicant=_applicant(found),
            outcome=Outcome(**outcome | {"status": ApplicationStatus(found.status)}),
            fund=parsed(FundDraft, found.fund)[0],
            cap=parsed(Cap, [found.cap])[0],
            problems=tuple(found.problems),
            is_invented=found.is_invented,
            person=Person(found.me, held, found.my_member_id, frozenset(found.my_family)),
            **children,
        )

    def save(self, draft: ApplicationDraft) -> Changes:
        """Save what the form holds, in one round trip; what was handed in stays as it is until it is sent back.

        Raises:
            StaleRecord: somebody else saved it since it was loaded.
            RuleViolation: the database refused a value, or the application was handed in.
        """
        return saving.save_draft(self.database, BenevolenceApplication, draft)

    def begin(self, draft: NewApplicationDraft) -> Changes:
        """Save a new application with its household and checklist, in one statement.

        Raises:
            RuleViolation: the database refused a value; nothing was saved.
        """
        return begin(self.database, draft)

    def move_to_bin(self, ids: Sequence[UUID]) -> Changes:
        """Move applications to the bin.

        Raises:
            RuleViolation: one of them is neither a fresh draft nor withdrawn; none was moved.
        """
        return saving.move_to_bin(self.database, BenevolenceApplication, ids)

    def restore(self, ids: Sequence[UUID]) -> Changes:
        """Bring applications back from the bin."""
        return saving.restore(self.database, BenevolenceApplication, ids)

    # -- the household and the documents ------------------------------------------------------------------------

    def save_line(self, draft: BudgetLineDraft) -> Changes:
        """Save a line of the household's budget.

        Raises:
            StaleRecord: somebody else saved it since it was loaded.
            RuleViolation: the application was handed in.
        """
        return self._of(draft.application_id, saving.save_draft(self.database, BenevolenceBudgetLine, draft))

    def bin_line(self, ids: Sequence[UUID]) -> Changes:
        """Move lines of the budget to the bin."""
        return saving.move_to_bin(self.database, BenevolenceBudgetLine, ids)

    def restore_line(self, ids: Sequence[UUID]) -> Changes:
        """Bring lines of the budget back from the bin."""
        return saving.restore(self.database, BenevolenceBudgetLine, ids)

    def save_document(self, draft: DocumentDraft) -> Changes:
        """Save a document of the checklist; documents may come in until the decision.

        Raises:
            StaleRecord: somebody else saved it since it was loaded.
            RuleViolation: the application was decided.
        """
        return self._of(draft.application_id, saving.save_draft(self.database, BenevolenceDocument, draft))

    def bin_document(self, ids: Sequence[UUID]) -> Changes:
        """Move documents of the checklist to the bin."""
        return saving.move_to_bin(self.database, BenevolenceDocument, ids)

    def restore_document(self, ids: Sequence[UUID]) -> Changes:
        """Bring documents of the checklist back from the bin."""
        return saving.restore(self.database, BenevolenceDocument, ids)

    def _of(self, application_id: UUID, changes: Changes) -> Changes:
        return changes | Changes.of("benevolence_application", application_id)


def _applicant(found: Any) -> Applicant:
    return Applicant(
        id=found.member_id,
        full_name=found.full_name,
        card_number=found.card_number,
        standing=MemberStatus(found.standing_then),
        **{name: getattr(found, name) for name in _APPLICANT}
        | {"classification": Classification(found.classification)},
    )
