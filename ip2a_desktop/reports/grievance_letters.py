"""What goes from the union to the employer about a case: the information request, the settlement to be signed."""

from collections.abc import Iterator

from ip2a_desktop.domain.casework_drafts import InformationRequestDraft, SettlementDraft
from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.domain.grievance_records import GrievanceRecord
from ip2a_desktop.domain.papers import PaperContext
from ip2a_desktop.reports import pen as look
from ip2a_desktop.reports.fields import fields, paragraphs
from ip2a_desktop.reports.flow import Block, Gap, Line
from ip2a_desktop.reports.paper import Paper
from ip2a_desktop.reports.sections import SignatureLines, section, together, words
from ip2a_desktop.reports.words import day, money

_AFTER = 9.0


def information_request(case: GrievanceRecord, request: InformationRequestDraft, context: PaperContext) -> bytes:
    """Return the letter that asks the employer for information about a case."""
    paper = Paper("Request for information", context, [f"Grievance {case.row.number}"], confidentiality="")
    name = f"Request for information of {day(request.requested_on)}, grievance {case.row.number}"
    return paper.render(_letter(paper, case, request, context), name)


def _letter(
    paper: Paper, case: GrievanceRecord, request: InformationRequestDraft, context: PaperContext
) -> Iterator[Block]:
    yield Line(day(request.requested_on), look.BODY)
    yield Gap(look.BODY.leading)
    for line in (request.addressed_to, case.row.employer, *case.employer_address):
        if line:
            yield from paragraphs(line, look.BODY, paper.width, paper.type)
    yield Gap(look.BODY.leading)
    yield from _said(paper, f"Sent by {request.how.label.lower()}")
    who = f" of {case.row.who}" if case.grievants else ""
    need = f"To represent its members in grievance {case.row.number}{who}, the union asks for the following:"
    yield from _said(paper, need)
    yield from paragraphs(request.items, look.BODY, paper.width, paper.type)
    yield Gap(_AFTER)
    if request.reason:
        yield from _said(paper, "The union needs it for this reason:")
        yield from _said(paper, request.reason)
    if request.due_on:
        yield from _said(paper, f"Please send it by {day(request.due_on)}.")
    yield from _said(
        paper,
        "If part of it is ready earlier, please send that part then. If something asked for does not exist or will not "
        "be given, please say so in writing, and why.",
    )
    whose = case.draft.representative or case.draft.steward or context.hall or "For the union"
    signature = SignatureLines((paper.type.elide(whose, look.SMALL, paper.width / 2 - 20), "Date"), paper.width)
    yield from together([Line("Sincerely,", look.BODY), Gap(8), signature])


def _said(paper: Paper, text: str) -> Iterator[Block]:
    yield from paragraphs(text, look.BODY, paper.width, paper.type)
    yield Gap(_AFTER)


def settlement_agreement(case: GrievanceRecord, context: PaperContext) -> bytes:
    """Return the settlement for both sides to sign, or as they signed it.

    Raises:
        InputProblem: nothing was written yet.
    """
    if case.settlement is None:
        raise InputProblem(
            "No settlement was written for this case yet.",
            "Nothing was printed.",
            "Write the terms first, then print them for both sides to sign.",
        )
    title = "Settlement agreement"
    paper = Paper(title, context, [f"Grievance {case.row.number}"], confidentiality="")
    return paper.render(_settlement(paper, case, case.settlement, context), f"{title}, grievance {case.row.number}")


def _settlement(
    paper: Paper, case: GrievanceRecord, settlement: SettlementDraft, context: PaperContext
) -> Iterator[Block]:
    rows = [
        ("Union", context.hall),
        ("Employer", case.row.employer),
        ("Grievant", case.row.who),
        ("Agreement", case.agreement),
        ("Amount", money(settlement.amount)),
        ("To be kept by", day(settlement.comply_by)),
    ]
    yield from section(paper, "Parties", fields(rows, paper.width, paper.type))
    yield from words(paper, "Terms", settlement.terms)
    ends = f"With this, grievance {case.row.number} is settled."
    precedent = (
        "Both sides may cite it in other cases."
        if settlement.is_precedent
        else "It sets no precedent, and neither side cites it in any other case but to have it kept."
    )
    yield from section(paper, "Effect", paragraphs(f"{ends} {precedent}", look.BODY, paper.width, paper.type))
    signed = day(settlement.signed_on)
    captions = (
        _by("For the union", settlement.union_signer, signed),
        _by("For the employer", settlement.employer_signer, signed),
    )
    yield from together([SignatureLines(captions, paper.width)])


def _by(side: str, name: str, signed: str) -> str:
    return ", ".join(part for part in (f"{side}: {name}" if name else side, signed or "date") if part)
