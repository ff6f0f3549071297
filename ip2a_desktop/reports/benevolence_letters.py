"""Letters to the member: approved, denied, what is still needed, or what is to be corrected."""

from collections.abc import Callable, Iterator

from ip2a_desktop.domain.benevolence import ApplicationStatus, Decision, Payee
from ip2a_desktop.domain.benevolence_fund import INVENTED
from ip2a_desktop.domain.benevolence_record import ApplicationRecord, Review
from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.domain.papers import PaperContext
from ip2a_desktop.reports import pen as look
from ip2a_desktop.reports.fields import paragraphs
from ip2a_desktop.reports.flow import Block, Gap, Line
from ip2a_desktop.reports.paper import Paper
from ip2a_desktop.reports.sections import SignatureLines, together
from ip2a_desktop.reports.words import day, money

TO_THE_MEMBER = "Confidential – for the member named above."


def decision_letter(record: ApplicationRecord, context: PaperContext) -> bytes:
    """Return the letter that tells the member what was decided, or what is still needed.

    Raises:
        InputProblem: nothing was decided yet, and nothing was asked.
    """
    status = record.outcome.status
    if status.is_granted:
        subject, body = "was approved", _approved
    elif status is ApplicationStatus.DENIED:
        subject, body = "was denied", _denied
    elif status is ApplicationStatus.NEEDS_INFORMATION:
        subject, body = "needs more information", _asked
    elif record.was_sent_back:
        subject, body = "has to be corrected", _sent_back
    else:
        raise InputProblem(
            "There is nothing to write to the member yet.",
            "Nothing was printed.",
            "A letter follows an approval, a denial, a question for more information, or an application sent back.",
        )
    title = f"Your application {record.row.number} {subject}"
    paper = Paper(title, context, [INVENTED] if record.is_invented else [], TO_THE_MEMBER)
    return paper.render(_letter(paper, record, context, body), f"{title}: {record.applicant.full_name}")


def _letter(
    paper: Paper, record: ApplicationRecord, context: PaperContext, body: Callable[[ApplicationRecord], Iterator[str]]
) -> Iterator[Block]:
    yield Line(day(context.printed_at), look.BODY)
    yield Gap(look.BODY.leading)
    for line in (record.applicant.full_name, *record.applicant.address):
        yield from paragraphs(line, look.BODY, paper.width, paper.type)
    yield Gap(look.BODY.leading)
    for text in (f"Dear {record.applicant.full_name},", *body(record), *_aside(record)):
        yield from paragraphs(text, look.BODY, paper.width, paper.type)
        yield Gap(look.BODY.leading * 0.7)
    whose = f"For the benevolence fund of {context.hall}" if context.hall else "For the benevolence fund"
    signature = SignatureLines((paper.type.elide(whose, look.SMALL, paper.width / 2 - 20), "Date"), paper.width)
    yield from together([Line("Sincerely,", look.BODY), Gap(8), signature])


def _about(record: ApplicationRecord) -> str:
    reason = f" ({record.draft.reason.label.lower()})" if record.draft.reason else ""
    on = f" of {day(record.outcome.submitted_on)}" if record.outcome.submitted_on else ""
    return f"your application{on} for {money(record.draft.requested)}{reason}"


def _approved(record: ApplicationRecord) -> Iterator[str]:
    approved = money(record.outcome.approved)
    yield f"On {day(record.outcome.decided_on)} the fund approved {approved} on {_about(record)}."
    account = f", account {record.draft.account}" if record.draft.account else ""
    if record.draft.payee_kind is Payee.VENDOR:
        yield f"The fund pays {record.draft.payee}{account} directly."
    else:
        yield f"The fund pays {record.draft.payee or 'you'}{account}."
    last = _last(record, Decision.APPROVED)
    if last is not None and last.comment:
        yield last.comment


def _denied(record: ApplicationRecord) -> Iterator[str]:
    yield f"On {day(record.outcome.decided_on)} {_about(record)} was denied."
    last = _last(record, Decision.DENIED)
    if last is not None:
        yield f"The reason: {last.comment}"
    yield "If you think that something was overlooked, please call or visit the hall."


def _asked(record: ApplicationRecord) -> Iterator[str]:
    yield f"Before the fund can decide on {_about(record)}, it needs to know more:"
    last = _last(record, Decision.NEEDS_INFORMATION)
    if last is not None:
        yield last.comment
    missing = [f"– {one.kind.label}" + (f": {one.description}" if one.description else "")
               for one in record.missing_documents]  # fmt: skip
    if missing:
        yield "\n".join(["These documents have not come in yet:", *missing])
    yield "Please bring or send it to the hall. Your application keeps its place."


def _sent_back(record: ApplicationRecord) -> Iterator[str]:
    yield f"The fund could not decide on {_about(record)}. Please correct this:"
    last = _last(record, Decision.SENT_BACK)
    if last is not None:
        yield last.comment
    yield "Then sign the application again and hand it in at the hall. It keeps its number."


def _last(record: ApplicationRecord, decision: Decision) -> Review | None:
    return next((one for one in reversed(record.reviews) if one.decision is decision), None)


def _aside(record: ApplicationRecord) -> Iterator[str]:
    """Who took no part is told with the decision."""
    if record.outcome.decided_on is None:
        return
    for one in record.recusals:
        yield f"{one.recused_name} took no part in this decision; {one.alternate_name} sat as {one.level} instead."
