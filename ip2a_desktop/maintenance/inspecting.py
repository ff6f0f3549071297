"""How checks look: an inspection answers for one or more checks at once, and what goes wrong in it is never a pass."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import psycopg2
from sqlalchemy.exc import DBAPIError

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import Cancelled, HallError, NotAllowed
from ip2a_desktop.domain.health import Check, CheckResult, Verdict
from ip2a_desktop.domain.progress import Progress, silent
from ip2a_desktop.maintenance.asking import trouble_of

_MOST_SAID = 200  # letters of an error that nobody foresaw


@dataclass(frozen=True)
class Look:
    """What an inspection may use.

    Args:
        database: as the person who runs the checks.
        folder: the data folder of this desktop.
        with_files: whether attachments are read.
        progress: told within long looks; raises ``Cancelled``.
    """

    database: Database
    folder: Path
    with_files: bool = True
    progress: Progress = silent


class Inspection(Protocol):
    """Some checks that are answered together, in as few questions as possible.

    Where a check of theirs holds many rules and one of them could not be asked, they may yield that one as a result of
    its own, named ``<check>/<rule>``.
    """

    @property
    def checks(self) -> Sequence[Check]:
        """The checks that it answers, known before it looks."""
        ...

    def look(self, look: Look) -> Iterator[CheckResult]:
        """Yield a result for each of its checks; what is not yielded counts as not run."""
        ...


def inspect(
    inspections: Sequence[Inspection], look: Look, on_result: Callable[[CheckResult], None] = lambda _result: None
) -> Iterator[CheckResult]:
    """Yield one result for every check of the inspections, whatever happens inside them.

    Args:
        inspections: in the order of the report.
        look: what they may use; its ``progress`` is told after each inspection.
        on_result: told of each result at once, for a window that shows them live.

    Raises:
        Cancelled: the person cancelled; results yielded so far stand.
    """
    total = sum(len(one.checks) for one in inspections)
    done = 0
    for inspection in inspections:
        look.progress(done, total, inspection.checks[0].title)
        for result in _answers(inspection, _within(look, done, total, len(inspection.checks))):
            on_result(result)
            yield result
        done += len(inspection.checks)
    look.progress(total, total, "")


def _within(look: Look, before: int, total: int, checks: int) -> Look:
    """Return what an inspection may use, its progress as a part of the whole."""

    def progress(done: int, of: int, words: str) -> None:
        look.progress(before + checks * done // max(of, 1), total, words)

    return replace(look, progress=progress)


def _answers(inspection: Inspection, look: Look) -> Iterator[CheckResult]:
    left = {one.name: one for one in inspection.checks}
    began = time.perf_counter()
    verdict, why = Verdict.NOT_RUN, "It gave no answer."
    try:
        for result in inspection.look(look):
            left.pop(result.check.name, None)  # a single rule that could not be asked is beyond its check
            took = result.took or time.perf_counter() - began
            began = time.perf_counter()
            yield replace(result, took=took)
    except Cancelled:
        raise
    except NotAllowed as error:
        verdict, why = Verdict.PARTIAL, f"You may not see what it looks at. {error.what}"
    except HallError as error:
        why = error.what
    except (DBAPIError, psycopg2.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        trouble = trouble_of(cause if isinstance(cause, Exception) else error)
        verdict, why = trouble.verdict, trouble.words
    except Exception as error:  # noqa: BLE001 - a check that breaks says so, and the run goes on
        said = str(error).strip().split("\n", 1)[0][:_MOST_SAID]
        why = f"The check itself failed ({type(error).__name__}: {said})."
    for check in left.values():
        yield CheckResult(check, verdict, why)
