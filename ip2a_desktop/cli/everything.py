"""`ip2adb all`: the whole round of an admin: data, checks, repairs as a rehearsal, a backup, people at work."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ip2a_desktop.cli.console import DatabaseOption, DataOption, JsonOption, folder_of, opened, progress_bar, tell
from ip2a_desktop.cli.health_text import exit_code
from ip2a_desktop.domain.errors import HallError
from ip2a_desktop.domain.health import RunKind
from ip2a_desktop.domain.progress import Progress
from ip2a_desktop.maintenance.joined import backup_service, repair_service
from ip2a_desktop.maintenance.load.plan import QUICK, STRESS
from ip2a_desktop.maintenance.load.running import run_load
from ip2a_desktop.maintenance.runs import HealthService
from ip2a_desktop.seed.sample import seed_sample
from ip2a_desktop.seed.stress.hall import seed_stress
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.opening import Opened
from ip2a_desktop.services.sample import SampleService

_out = Console(highlight=False)
_SAID = {0: "well", 1: "look at it", 2: "could not look"}

Part = Callable[[Progress], tuple[int, str]]
"""A part of the round: gives back its exit code and a sentence."""


@dataclass(frozen=True)
class Step:
    """How a part of the round went.

    Args:
        part: its name.
        code: 0 all is well, 1 something was found, 2 it could not look.
        words: in a sentence.
        seconds: how long it took.
    """

    part: str
    code: int
    words: str
    seconds: float


def everything(
    stress: Annotated[
        bool, typer.Option("--stress", help="A whole hall where the database is empty, and 200 people at work.")
    ] = False,
    no_files: Annotated[bool, typer.Option("--no-files", help="Leave the attachments out.")] = False,
    json: JsonOption = False,
    database: DatabaseOption = None,
    data: DataOption = None,
) -> None:
    """Seed where it is empty, then integrity, auto-heal as a rehearsal, resilience, a backup, people at work.

    Exit code: 0 all went well, 1 something was found, 2 something could not be looked at; the gravest of all parts.
    """
    with opened(database, data) as found, progress_bar(quiet=json) as progress:
        round_ = Round(found, data_folder=folder_of(data), is_stress=stress, with_files=not no_files)
        steps = [step_of(name, part, progress) for name, part in round_.parts.items()]
    code = max(one.code for one in steps)
    if json:
        tell({"code": code, "parts": [asdict(one) for one in steps]}, as_json=True)
    else:
        _show(steps)
    raise typer.Exit(code)


def step_of(name: str, part: Part, progress: Progress) -> Step:
    """Run a part; one that cannot look does not keep the others from it."""
    began = perf_counter()
    try:
        code, words = part(progress)
    except HallError as error:
        code, words = 2, f"{error.what} {error.next_step}".strip()
    return Step(name, code, words, round(perf_counter() - began, 1))


class Round:
    """The parts of the round on one database.

    Args:
        found: the database.
        data_folder: of this desktop.
        is_stress: whether it is to be large.
        with_files: whether attachments are read.
    """

    def __init__(self, found: Opened, *, data_folder: Path, is_stress: bool, with_files: bool) -> None:
        self._found = found
        self._folder = data_folder
        self._is_stress = is_stress
        self._with_files = with_files

    @property
    def parts(self) -> dict[str, Part]:
        """The parts by name, in their order."""
        return {
            "seed": self._seed,
            "integrity": lambda progress: self._look(RunKind.INTEGRITY, progress),
            "auto-heal --dry-run": self._rehearse,
            "resilience": lambda progress: self._look(RunKind.RESILIENCE, progress),
            "backup": self._back_up,
            "load": self._load,
        }

    def _seed(self, progress: Progress) -> tuple[int, str]:
        database = self._found.database
        services = (MemberService(database), EmployerService(database))
        if any(one.total(in_bin=in_bin) for one in services for in_bin in (False, True)):
            return 0, "There are records already; nothing was added."
        if self._is_stress:
            return 0, f"{seed_stress(database, progress=progress).total:,} records were made."
        made = seed_sample(database, progress=progress)
        return 0, f"{made.members:,} members and {made.organizations:,} organizations were made."

    def _look(self, kind: RunKind, progress: Progress) -> tuple[int, str]:
        health = HealthService(self._found.database, self._folder)
        run = health.run(kind, with_files=self._with_files, progress=progress)
        return exit_code(run), run.sentence

    def _rehearse(self, progress: Progress) -> tuple[int, str]:
        service = repair_service(self._found.database, self._folder, self._found.local)
        report = service.auto_heal(True, progress, with_files=self._with_files)
        last = report.after or report.before
        return exit_code(last) if last is not None else 2, report.sentence

    def _back_up(self, progress: Progress) -> tuple[int, str]:
        made = backup_service(self._found.database, self._folder, self._found.local).back_up(progress)
        return 0 if made.is_verified else 1, made.proof

    def _load(self, progress: Progress) -> tuple[int, str]:
        if not SampleService(self._found.database).is_there():
            return 0, "Left out: it writes, and these are no sample data."
        report = run_load(self._found.database, STRESS if self._is_stress else QUICK, progress)
        said = f"{report.at_work} people, {report.a_second:,.0f} operations a second, {report.all.failed} failed"
        return 0 if report.is_clean else 1, f"{said}, 99 of 100 within {report.all.p99:,.0f} ms."


def _show(steps: list[Step]) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("part", "", "seconds", "what it says"):
        table.add_column(heading, justify="right" if heading == "seconds" else "left")
    for one in steps:
        table.add_row(one.part, _SAID[one.code], f"{one.seconds:.1f}", escape(one.words))
    _out.print(table)
