"""Runs a load: looks whether there is room, starts the processes together, and asks the server what it counted."""

import multiprocessing
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from typing import Any

from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import DatabaseUnavailable, RuleViolation
from ip2a_desktop.domain.progress import Progress, silent
from ip2a_desktop.maintenance.load.people import Lived, Post, work
from ip2a_desktop.maintenance.load.person import Ground
from ip2a_desktop.maintenance.load.plan import LoadPlan
from ip2a_desktop.maintenance.load.report import LoadReport, report_of

_START_SECONDS = 300.0
_LOOK_EVERY = 0.5
_GROUND = text("""
    SELECT r.table_name, r.record_id
      FROM import_row AS r JOIN import_batch AS b ON b.id = r.batch_id
      LEFT JOIN member AS m ON r.table_name = 'member' AND m.id = r.record_id AND m.deleted_at IS NULL
      LEFT JOIN organization AS o ON r.table_name = 'organization' AND o.id = r.record_id AND o.deleted_at IS NULL
                                 AND o.organization_type = 'employer'
      LEFT JOIN grievance AS g ON r.table_name = 'grievance' AND g.id = r.record_id AND g.deleted_at IS NULL
     WHERE b.kind = 'sample' AND b.taken_back_at IS NULL AND coalesce(m.id, o.id, g.id) IS NOT NULL
     ORDER BY coalesce(m.sort_name, o.sort_name, g.sort_name), r.record_id
""")
_ROOM = text("""
    SELECT current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer
           - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS free
""")
_COUNTED = text("""
    SELECT xact_commit AS commits, xact_rollback AS rollbacks, deadlocks, blks_hit, blks_read, temp_files,
           numbackends AS connections
      FROM pg_stat_database WHERE datname = current_database()
""")


def run_load(database: Database, plan: LoadPlan, progress: Progress = silent) -> LoadReport:
    """Let people work on the sample data, and say how it went.

    Args:
        database: where, as the person whose login all of them use.
        plan: how many, what, how long.
        progress: told how many processes are ready and done.

    Raises:
        RuleViolation: there is no sample data: what a load run writes must not come among real records.
        DatabaseUnavailable: the server takes fewer connections than people are wanted.
    """
    folder = Path(tempfile.mkdtemp(prefix="ip2a-load-"))
    try:
        ground = _ground(database, folder)
        _refuse_crowd(database, plan)
        before = _counted(database)
        with _processes(database, plan, ground) as crowd:
            arrived = crowd.arrive(progress)
            crowd.go.set()
            lived, most = crowd.finish(progress, lambda: _counted(database)["connections"])
        server = _between(before, _counted(database)) | {"connections_at_most": most}
        return report_of(plan, lived, arrived, server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _ground(database: Database, folder: Path) -> Ground:
    found: dict[str, list[Any]] = {"member": [], "organization": [], "grievance": []}
    with database.statement() as session:
        for table, record_id in session.execute(_GROUND):
            found[table].append(record_id)
    if len(found["member"]) < 2 or not found["organization"]:
        raise RuleViolation(
            {}, "A load run writes notes, contacts and jobs, so it works on sample data only. Run ip2adb seed first."
        )
    return Ground(tuple(found["member"]), tuple(found["organization"]), tuple(found["grievance"]), folder)


def _refuse_crowd(database: Database, plan: LoadPlan) -> None:
    with database.statement() as session:
        free = session.execute(_ROOM).scalar_one()
    if free < plan.users:
        raise DatabaseUnavailable(
            f"The server takes {free} more connections, and {plan.users} people need one each.",
            "Nothing was changed.",
            f"Run it with --users {max(1, free - 5)}, or have max_connections raised.",
        )


def _counted(database: Database) -> dict[str, int]:
    with database.statement() as session:
        return dict(session.execute(_COUNTED).one()._mapping)


def _between(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, Any]:
    """What the server counted meanwhile; it tells about a second late, so the very last may be missing."""
    hit, read = (after[name] - before[name] for name in ("blks_hit", "blks_read"))
    counts = {name: after[name] - before[name] for name in ("commits", "rollbacks", "deadlocks", "temp_files")}
    return counts | {"cache_percent": round(100 * hit / (hit + read), 2) if hit + read else 100.0}


class _Crowd:
    """The processes of a run."""

    def __init__(self, posts: list[Post]) -> None:
        context = multiprocessing.get_context("spawn")  # the same on every system; threads and sockets are not copied
        self.ready: Any = context.Queue()
        self.done: Any = context.Queue()
        self.go = context.Event()
        self.processes = [
            context.Process(target=work, args=(post, self.ready, self.go, self.done), daemon=True) for post in posts
        ]

    def arrive(self, progress: Progress) -> list[str]:
        """Wait until all processes are ready, and return what kept people away."""
        kept_away: list[str] = []
        for number, process in enumerate(self.processes):
            process.start()
            progress(number, len(self.processes), "Load: people arrive")
        for _ in self.processes:
            _, words = self._next(self.ready)
            kept_away += words
        return kept_away

    def finish(self, progress: Progress, connections: Any) -> tuple[list[Lived], int]:
        """Wait until all have ended; return what they lived through, and the most connections that were seen."""
        lived: list[Lived] = []
        most = 0
        while len(lived) < len(self.processes):
            progress(len(lived), len(self.processes), "Load: people are at work")
            most = max(most, connections())
            try:
                lived.append(self.done.get(timeout=_LOOK_EVERY))
            except Empty:
                self._refuse_dead(len(lived))
        return lived, most

    def _next(self, queue: Any) -> Any:
        try:
            return queue.get(timeout=_START_SECONDS)
        except Empty:
            raise _lost() from None

    def _refuse_dead(self, ended: int) -> None:
        if sum(not one.is_alive() for one in self.processes) > ended and self.done.empty():
            raise _lost()


def _lost() -> DatabaseUnavailable:
    return DatabaseUnavailable(
        "A process of the load run ended before its work did.", "What it wrote until then stands.", "Run it again."
    )


@contextmanager
def _processes(database: Database, plan: LoadPlan, ground: Ground) -> Iterator[_Crowd]:
    posts, first = [], 0
    for size in plan.groups:
        posts.append(Post(database.address, plan, ground, range(first, first + size)))
        first += size
    crowd = _Crowd(posts)
    try:
        yield crowd
    finally:
        for process in crowd.processes:
            if process.pid is not None:
                process.terminate()
                process.join()
