"""A procedure in sentences."""

import pytest

from ip2a_desktop.domain.agreement_samples import SAMPLES
from ip2a_desktop.domain.deadlines import Limit, Unit
from ip2a_desktop.domain.procedure_words import (
    act_phrase,
    chain,
    limit_sentence,
    missing_acts,
    missing_sentence,
    step_sentences,
)
from ip2a_desktop.domain.procedures import Act, GrievanceKind, Lateness, RunsFrom, Side, Step, StepLimit

DEFAULT, INSIDE = SAMPLES[0].procedure, SAMPLES[1].procedure
ONE, TWO, ARBITRATION = DEFAULT.steps


def limit(act: Act, number: int = 5, unit: Unit = Unit.WORKING_DAYS, **values: object) -> StepLimit:
    parts: dict[str, object] = {"side": Side.EMPLOYER, "runs_from": RunsFrom.FILED, "lateness": Lateness.MAY_ADVANCE}
    parts |= values
    counted = Limit(number, unit, str(parts.pop("article", "")), bool(parts.pop("counted", False)))
    return StepLimit(act, limit=counted, **parts)  # type: ignore[arg-type]  # the parts are those of a limit


@pytest.mark.parametrize(
    ("one", "step", "before", "sentence"),
    [
        (
            ONE.limits[0],
            ONE,
            None,
            (
                "The union files within 10 working days of the occurrence, or of the day it became known. "
                "Later than that, the case is given up."
            ),
        ),
        (
            ONE.limits[1],
            ONE,
            None,
            (
                "The employer answers within 5 working days of the filing. "
                "If it is late, the union may take the case to the next step."
            ),
        ),
        (
            TWO.limits[0],
            TWO,
            ONE,
            (
                "The union takes the case to Step 2 within 10 working days of the answer at Step 1. "
                "Later than that, the case is given up."
            ),
        ),
        (
            INSIDE.steps[0].limits[1],
            INSIDE.steps[0],
            None,
            (
                "The employer answers within 48 hours of the filing. "
                "If it is late, the union may take the case to the next step."
            ),
        ),
        (
            DEFAULT.after_settlement,
            None,
            None,
            (
                "The union may grieve again within 30 calendar days of the settlement, if it is not kept. "
                "Later than that, it no longer can."
            ),
        ),
        (
            limit(Act.MEET, 1, lateness=Lateness.ADVANCES, article="Art. 5.2", counted=True),
            ONE,
            None,
            (
                "The employer meets within 1 working day of the filing, that day counted (Art. 5.2). "
                "If it is late, the case goes to the next step by itself."
            ),
        ),
        (
            limit(Act.ANSWER, 30, Unit.ROLLED_DAYS, runs_from=RunsFrom.MET, lateness=Lateness.NO_EFFECT),
            ONE,
            None,
            (
                "The employer answers within 30 calendar days of the meeting, or on the next working day where the "
                "last day is none. Being late changes nothing."
            ),
        ),
        (
            limit(Act.MEET, 0, side=Side.UNION, lateness=Lateness.ABANDONED),
            ONE,
            None,
            "The union meets on the day of the filing. If it is late, it gives up its position.",
        ),
    ],
)
def test_a_limit_is_one_sentence_and_its_lateness_another(
    one: StepLimit, step: Step | None, before: Step | None, sentence: str
) -> None:
    assert limit_sentence(one, step, before) == sentence


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.key)
def test_every_sample_can_be_told(sample) -> None:  # type: ignore[no-untyped-def]
    before = None
    for step in sample.procedure.steps:
        told = [*step_sentences(step), *(limit_sentence(one, step, before) for one in step.limits)]
        assert told
        for sentence in told:
            assert sentence[0].isupper()
            assert sentence.endswith(".")
            assert ".." not in sentence
            assert "  " not in sentence
            assert "_" not in sentence
        before = step


def test_who_sits_how_it_decides_and_what_begins_there() -> None:
    assert step_sentences(TWO) == (
        "For the union: Business representative and steward; for the employer: Project manager or human resources.",
        "Group or class, union or policy and discipline (expedited) grievances begin here.",
    )
    assert step_sentences(ARBITRATION)[1:] == (
        "FMCS list of seven names, struck in turn.",
        "A panel of 7 names; the employer strikes first.",
    )
    only = Step(1, "Step 1", entry_for=frozenset({GrievanceKind.INDIVIDUAL}))
    assert step_sentences(only) == ("Individual grievances begin here.",)
    assert step_sentences(Step(1, "Step 1")) == ()


def test_what_the_agreement_sets_no_limit_for() -> None:
    assert missing_acts(ONE) == (Act.MEET,)
    assert missing_sentence(ONE) == "No limit to meet."
    assert missing_sentence(ARBITRATION) == "No limit to meet or to answer."
    assert missing_sentence(Step(1, "Step 1")) == "No limit to bring it here, to meet or to answer."


def test_what_a_limit_is_for() -> None:
    assert act_phrase(Act.FILE, ONE, None) == "file at Step 1"
    assert act_phrase(Act.FILE, TWO, ONE) == "go to Step 2"
    assert act_phrase(Act.ANSWER, TWO, ONE) == "answer at Step 2"
    assert act_phrase(Act.GRIEVE_AGAIN, None, None) == "grieve again after a settlement"


def test_the_steps_as_one_line() -> None:
    assert chain(DEFAULT.steps) == "Step 1 → Step 2 → Arbitration"
