"""A health check on paper: verdict, findings with their rows, what could not look, muted, every check, the seal."""

from datetime import timedelta

import pytest

from ip2a_desktop.domain.health import HealthPaper
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.reports.health import health_report
from tests.ui.fake_health import ENDED, NOW, FakeHealth, results, run


def flat(pages):
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize("size", PaperSize)
def test_the_report_tells_everything(size, context, pages):
    older = run(started=NOW - timedelta(hours=3), found=results(ended=False))
    newer = run()
    paper = HealthPaper(newer, FakeHealth().compare(older, newer), "Mar 6, 2026 · 4f1d2c")
    text = flat(pages(health_report(paper, context(size))))
    for words in (
        "2 things need you, 1 can be repaired, 3 checks passed, 1 saw a part only, 1 could not look.",
        "Full health check · Mar 6, 2026, 8:00 AM UTC · by ana on front-desk · 1.4 s",
        "Seal of the record of who did what: Mar 6, 2026 · 4f1d2c",
        "1 new · 2 still open · 0 fixed",
        "2 open cases have no grievant.",
        "Critical, for a person. Open each case and name who it is for.",
        "Kowalski, Ana 7",
        "High, new, repaired by itself.",
        "You may not see replicas: the login lacks the duty of maintenance.",
        "Every check",
        "Card numbers are there once",
    ):
        assert words in text


def test_what_is_muted_is_told_with_its_reason(context, pages):
    text = flat(pages(health_report(HealthPaper(run(muted={ENDED.fingerprint: "The import is not done"})), context())))
    assert "Muted: The import is not done" in text


def test_a_run_that_found_nothing_says_so(context, pages):
    text = flat(pages(health_report(HealthPaper(run(found=())), context())))
    assert "Nothing was found that needs anybody." in text
    assert "No check has looked." in text
