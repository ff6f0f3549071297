"""The two papers of a case that are never merged: the grievance form, and the union's own fact sheet."""

from collections.abc import Iterator

from ip2a_desktop.domain.casework_drafts import FactSheetDraft
from ip2a_desktop.domain.errors import NotAllowed
from ip2a_desktop.domain.grievance_form import FormGrievant, FormStep, GrievanceForm
from ip2a_desktop.domain.grievance_records import GrievanceRecord
from ip2a_desktop.domain.papers import PaperContext
from ip2a_desktop.domain.procedures import GrievanceKind
from ip2a_desktop.reports import pen as look
from ip2a_desktop.reports.fields import Field, fields, paragraphs
from ip2a_desktop.reports.flow import Block, Gap, Line
from ip2a_desktop.reports.paper import Paper
from ip2a_desktop.reports.sections import SignatureLines, listing, section, together, words
from ip2a_desktop.reports.tables import Column
from ip2a_desktop.reports.words import count, day

UNION_CONFIDENTIAL = "UNION CONFIDENTIAL – never to be given to the employer."
_ROOM_TO_WRITE = 42.0

_GRIEVANTS: tuple[Column[FormGrievant], ...] = (
    Column("Grievant", lambda one: one.name, kind=look.CELL_STRONG, least=150),
    Column("Classification", lambda one: one.classification),
    Column("Hired", lambda one: day(one.hire_date)),
)

_WHO = ("seniority", "management", "witnesses")
_FACTS = ("what_happened", "when_it_happened", "how_often", "within_limits", "where_it_happened")
_CASE = ("why_violation", "settlement_wanted", "employer_position", "documents", "arbitration_limit")
_JUST_CAUSE = (
    "test_notice",
    "test_reasonable_rule",
    "test_investigation",
    "test_fair_investigation",
    "test_proof",
    "test_equal_treatment",
    "test_penalty",
)


def grievance_form(form: GrievanceForm, context: PaperContext) -> bytes:
    """Return the employer's copy: who, a short statement, the articles, the remedy, and a block for each step."""
    facts = [f"{form.kind} grievance" + (f", filed {day(form.filed_on)}" if form.filed_on else "")]
    paper = Paper(f"Grievance {form.number}", context, facts, confidentiality="")
    return paper.render(_form(paper, form), f"Grievance {form.number}: {form.brought_by}")


def _form(paper: Paper, form: GrievanceForm) -> Iterator[Block]:
    rows = [
        ("Grievant", form.brought_by),
        *_only(form),
        ("Employer", form.employer),
        ("Jobsite", form.jobsite),
        ("Supervisor", form.supervisor),
        ("Agreement", form.agreement),
        ("Happened on", day(form.occurred_on)),
        ("Steward", form.steward),
        ("Representative", form.representative),
    ]
    yield from section(paper, "Who and where", fields(rows, paper.width, paper.type))
    title = count(len(form.grievants), "grievant", "grievants")
    if len(form.grievants) > 1 and not form.has_list:
        yield from listing(paper, title, _GRIEVANTS, form.grievants)
    yield from words(paper, "Statement of the grievance", form.statement)
    yield from words(paper, "Violation", form.violation)
    yield from words(paper, "Remedy", form.remedy)
    signers = ("Grievant", "Date", "For the union", "Date")
    yield from together([SignatureLines(signers, paper.width), Gap(14)])
    for step in form.steps:
        yield from _step(paper, step)
    if form.has_list:
        yield from listing(paper, title, _GRIEVANTS, form.grievants)


def _only(form: GrievanceForm) -> list[Field]:
    """What is said of a single grievant; of more there is a table."""
    if len(form.grievants) != 1:
        return []
    only = form.grievants[0]
    return [("Classification", only.classification), ("Hired", day(only.hire_date))]


def _step(paper: Paper, step: FormStep) -> Iterator[Block]:
    known = (
        ("Received", day(step.received_on)),
        ("Meeting", day(step.met_on)),
        ("Present", step.attended),
        ("Answered", day(step.answered_on)),
        ("Disposition", step.disposition),
    )
    answer = paragraphs(step.answer, look.BODY, paper.width, paper.type) if step.answer else [Gap(_ROOM_TO_WRITE)]
    signers = (
        _signed(paper, "Union", step.union_signer),
        "Date",
        _signed(paper, "Employer", step.employer_signer),
        "Date",
    )
    head = [*fields(known, paper.width, paper.type), Gap(4), Line("Answer", look.SMALL, keeps_next=True)]
    remark = paper.type.elide(step.sits, look.SMALL, paper.width * 0.6)
    blocks = [*head, *answer, SignatureLines(signers, paper.width)]
    yield from section(paper, step.name, blocks if step.answer else together(blocks), remark)


def _signed(paper: Paper, caption: str, name: str) -> str:
    """The caption of one of four lines to sign on."""
    return paper.type.elide(f"{caption}: {name}" if name else caption, look.SMALL, paper.width / 4 - 18)


def fact_sheet(case: GrievanceRecord, context: PaperContext) -> bytes:
    """Return the union's own paper: who, what, when, where, why, what is wanted, and what the employer says.

    Raises:
        NotAllowed: the record was read without a duty that sees the fact sheet.
    """
    sheet = case.fact_sheet
    if sheet is None:
        raise NotAllowed(
            "The fact sheet is for the office of the union only.",
            "Nothing was printed.",
            "Ask somebody of the office to print it.",
        )
    facts = [f"Grievance {case.row.number} · {case.row.kind.label} · {case.row.status.label}", UNION_CONFIDENTIAL]
    paper = Paper("Fact sheet", context, facts, UNION_CONFIDENTIAL)
    return paper.render(_sheet(paper, case, sheet), f"Fact sheet, grievance {case.row.number} (union confidential)")


def _sheet(paper: Paper, case: GrievanceRecord, sheet: FactSheetDraft) -> Iterator[Block]:
    rows = (
        ("Grievant", case.row.who),
        ("Employer", case.row.employer),
        ("Jobsite", case.draft.jobsite),
        ("Supervisor", case.draft.supervisor),
        ("Steward", case.draft.steward),
        ("Representative", case.draft.representative),
        ("Agreement", case.agreement),
        ("Happened on", day(case.draft.occurred_on)),
        ("Prepared by", sheet.prepared_by),
    )
    yield from section(paper, "The case", fields(rows, paper.width, paper.type))
    for names in (_WHO, _FACTS, _CASE):
        for name in names:
            yield from _part(paper, sheet, name)
    if case.row.kind is GrievanceKind.DISCIPLINE or any(getattr(sheet, name) for name in _JUST_CAUSE):
        for name in _JUST_CAUSE:
            yield from _part(paper, sheet, name)
        label = FactSheetDraft.label("representation")
        yield from section(paper, label, [Line(sheet.representation.label, look.BODY)])
    if case.rules.mark:
        yield from paragraphs(f"Time limits: {case.rules.mark}", look.STRONG, paper.width, paper.type)
        yield Gap(8)
    signers = ("Prepared by", "Date", "Grievant", "Date")
    yield from together([SignatureLines(signers, paper.width)])


def _part(paper: Paper, sheet: FactSheetDraft, name: str) -> Iterator[Block]:
    text = getattr(sheet, name)
    blocks = paragraphs(text, look.BODY, paper.width, paper.type) if text else [Line("Not written yet.", look.EMPTY)]
    yield from section(paper, FactSheetDraft.label(name), blocks)
