"""The certificate of the seals: what was found, and each seal in full."""

from datetime import UTC, datetime

from ip2a_desktop.domain.papers import PaperContext, PaperSize
from ip2a_desktop.domain.seals import Anchor, SealCertificate, SealFault, SealProblem, SealReport
from ip2a_desktop.reports.seals import seal_certificate

AT = datetime(2026, 3, 6, 14, 5, tzinfo=UTC)
CONTEXT = PaperContext(PaperSize.LETTER, "Local 46", "ana", AT)
SEALS = (Anchor(2, "0123456789abcdef" * 4, AT), Anchor(1, "f" * 64, AT))


def certificate(*problems: SealProblem, seals: tuple[Anchor, ...] = SEALS) -> bytes:
    latest = seals[0] if seals else None
    report = SealReport(AT, len(seals), 120 if seals else 0, 3, problems, latest, 4)
    return seal_certificate(SealCertificate(report, seals, "ip2a"), CONTEXT)


def test_a_whole_record(pages) -> None:
    said = " ".join(pages(certificate()))
    assert "120 rows fit 2 seals; 4 copies kept outside the database agree." in said
    assert "01234567 89abcdef" in said
    assert "What does not fit" not in said


def test_what_does_not_fit_is_named(pages) -> None:
    problem = SealProblem(SealFault.DELETED, 2, 60, 58, AT, AT)
    said = " ".join(
        pages(certificate(problem, SealProblem(SealFault.CUT, 3), SealProblem(SealFault.FORGED, None, 0, 1)))
    )
    assert "3 things do not fit the seals." in said
    assert "Seal 2, Mar 06, 2026 to Mar 06, 2026: rows are missing (2 of 60)." in said
    assert "Seal 3: the newest seals are missing." in said
    assert "Outside the seals: rows were written by hand (1)." in said


def test_nothing_sealed_yet(pages) -> None:
    assert "Nothing was sealed yet." in " ".join(pages(certificate(seals=())))


def test_an_anchor_is_read_as_it_is_written() -> None:
    assert Anchor.read(str(SEALS[0])) == Anchor(2, SEALS[0].seal)
    assert SEALS[0].words == "Seal 2: 01234567 89abcdef"
