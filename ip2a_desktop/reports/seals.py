"""The certificate of the seals over the record of who did what."""

from collections.abc import Iterator

from ip2a_desktop.domain.papers import PaperContext
from ip2a_desktop.domain.seals import Anchor, SealCertificate
from ip2a_desktop.reports import pen as look
from ip2a_desktop.reports.fields import fields, paragraphs
from ip2a_desktop.reports.flow import Block, Gap
from ip2a_desktop.reports.paper import Paper
from ip2a_desktop.reports.sections import SignatureLines, listing, section, strong, together
from ip2a_desktop.reports.tables import Column
from ip2a_desktop.reports.words import moment

_MEANING = (
    "Each seal is a fingerprint of every line of the record up to it and of the seal before. Whoever keeps this paper "
    "can tell later whether the record was changed: the seal with this number must still be the same. It makes "
    "tampering evident; it does not prevent it."
)
_RECENT: tuple[Column[Anchor], ...] = (
    Column("Seal", lambda one: f"{one.number:,}", kind=look.CELL_STRONG),
    Column("Sealed", lambda one: moment(one.sealed_at.astimezone()) if one.sealed_at else "", least=110),
    Column("Fingerprint", lambda one: " ".join(one.seal[at : at + 8] for at in range(0, 64, 8)), least=330),
)


def seal_certificate(certificate: SealCertificate, context: PaperContext) -> bytes:
    """Return the certificate: what was checked, what was found, and the newest seals in full."""
    title = "Certificate of the record"
    paper = Paper(title, context, ["Seals over the record of who did what"])
    return paper.render(_blocks(paper, certificate), title)


def _blocks(paper: Paper, certificate: SealCertificate) -> Iterator[Block]:
    report = certificate.report
    yield from strong(paper, report.words)
    yield Gap(8)
    facts = [
        ("Checked", moment(report.checked_at.astimezone())),
        ("Database", certificate.database),
        ("Rows sealed", f"{report.rows:,}"),
        ("Rows waiting", f"{report.unsealed:,}"),
        ("Seals", f"{report.seals:,}"),
        ("Copies compared", f"{report.compared:,}"),
    ]
    yield from section(paper, "What was checked", fields(facts, paper.width, paper.type))
    if report.problems:
        found = [
            block for one in report.problems for block in paragraphs(one.words, look.BODY, paper.width, paper.type)
        ]
        yield from section(paper, "What does not fit", found)
    yield from listing(paper, "The newest seals", _RECENT, certificate.recent, "Nothing was sealed yet.")
    yield from section(paper, "What a seal says", paragraphs(_MEANING, look.BODY, paper.width, paper.type))
    yield from together([SignatureLines(("Checked by", "Date"), paper.width)])
