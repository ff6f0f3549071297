"""The parts of the bench: to add one, write a module with ``outcomes(hall)`` and name it here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.bench import (
    catalog,
    docket,
    documents,
    integrity,
    members_list,
    papers,
    recount,
    sealing,
    start,
    stress,
    windows,
    workplaces,
)
from tests.bench.cases import CASES
from tests.bench.halls import Data, Hall
from tests.bench.million import MEMBERS
from tests.bench.outcome import Outcome


@dataclass(frozen=True)
class Part:
    """A part of the bench.

    Args:
        name: what ``--only`` takes.
        measure: measures on a database and returns the rows of the table.
        data: what that database holds; parts that name the same share it, in the order below.
    """

    name: str
    measure: Callable[[Hall], list[Outcome]]
    data: Data


PARTS = (
    Part("start", start.outcomes, MEMBERS),
    Part("windows", windows.outcomes, MEMBERS),
    Part("list", members_list.outcomes, MEMBERS),
    Part("docket", docket.outcomes, CASES),
    Part("papers", papers.outcomes, CASES),
    Part("recount", recount.outcomes, CASES),
    Part("catalog", catalog.outcomes, workplaces.HALL),
    Part("integrity", integrity.outcomes, workplaces.HALL),
    Part("integrity-million", integrity.outcomes, workplaces.MILLION),
    Part("stress", stress.outcomes, stress.HALL),
    Part("documents", documents.outcomes, documents.DOCUMENTS),
    Part("seals", sealing.outcomes, sealing.LINES),
)
