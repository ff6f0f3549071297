"""Seals over the record of who did what: made, checked against copies kept elsewhere, certified on paper.

PostgreSQL makes and checks them (``audit_seal_make()``, ``audit_seal_check()``). Somebody with a superuser's rights
can rewrite the record with all its seals, so what proves anything is a copy that lies elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health import Check, CheckResult, Finding, Group, Item, Severity, Verdict
from ip2a_desktop.domain.papers import PaperContext, PaperSize
from ip2a_desktop.domain.seals import Anchor, SealCertificate, SealFault, SealProblem, SealReport
from ip2a_desktop.maintenance.anchors import AnchorBook, manifest_anchors
from ip2a_desktop.maintenance.inspecting import Look
from ip2a_desktop.services.hall import HallService

CHAIN = Check("audit.chain", "The record of who did what is as it was sealed", Group.AUDIT)
SEALED = Check("audit.sealed", "What was written since is sealed", Group.AUDIT)

_RECENT = 12
_WHICH = "SELECT s.id::text, current_database()::text, s.folder FROM backup_settings AS s"
_LATEST = "SELECT number, encode(seal, 'hex'), sealed_at FROM audit_seal ORDER BY number DESC LIMIT %(most)s"
_STATE = (
    "SELECT clock_timestamp(), s.seals, s.sealed_rows, s.unsealed_rows, s.last_number, s.last_seal, s.last_sealed_at "
    "FROM audit_seal_state() AS s"
)
_THESE = "SELECT number, encode(seal, 'hex') FROM audit_seal WHERE number = ANY(%(numbers)s)"


class SealService:
    """The use cases of seals.

    Args:
        database: as an admin; :meth:`latest_anchor` as anybody.
        folder: this desktop's data folder, where the seals that it saw are kept.
        printer: turns a certificate into a PDF; given by the composition root.
    """

    def __init__(
        self,
        database: Database,
        folder: Path | None = None,
        printer: Callable[[SealCertificate, PaperContext], bytes] | None = None,
    ) -> None:
        self.database = database
        self._folder = folder
        self._printer = printer

    def seal(self) -> Anchor | None:
        """Seal what is new and keep a copy on this desktop; None where nothing is new.

        Raises:
            NotAllowed: by somebody who is neither admin nor maintenance.
            DatabaseUnavailable: another one is sealing right now.
        """
        sql = "SELECT s.number, encode(s.seal, 'hex'), s.sealed_at FROM audit_seal_make() AS s WHERE s.number > 0"
        made = [Anchor(*row) for row in self.database.fetch(sql, {})]
        self._keep(made)
        return made[0] if made else None

    def latest_anchor(self) -> Anchor | None:
        """Return the newest seal, for manifests, notices and papers; None where nothing was sealed yet."""
        rows = self.database.fetch(_LATEST, {"most": 1})
        return Anchor(*rows[0]) if rows else None

    def anchor_text(self) -> str:
        """Return the newest seal as a manifest keeps it, empty where there is none."""
        return str(self.latest_anchor() or "")

    def verify(self, anchors: Sequence[Anchor] = ()) -> SealReport:
        """Count and hash the whole record again, and compare the chain with every copy kept elsewhere.

        Args:
            anchors: more copies, such as one typed from a paper.

        Raises:
            NotAllowed: by somebody who is neither admin nor maintenance.
        """
        elsewhere = {*anchors, *self._kept()}
        found = [
            SealProblem(SealFault(fault), number, expected, rows, first, last)
            for number, fault, expected, rows, first, last in self.database.fetch(
                "SELECT number, problem, expected, found, first_at, last_at FROM audit_seal_check()", {}
            )
        ]
        at, seals, sealed, unsealed, number, seal, sealed_at = self.database.fetch(_STATE, {})[0]
        latest = Anchor(number, seal, sealed_at) if number is not None else None
        problems = (*found, *self._against(elsewhere))
        return SealReport(at, seals, sealed, unsealed, problems, latest, len({one.seal for one in elsewhere}))

    def certificate(self) -> SealCertificate:
        """Return what the paper about the seals shows, checked now."""
        recent = [Anchor(*row) for row in self.database.fetch(_LATEST, {"most": _RECENT})]
        return SealCertificate(self.verify(), recent, self.database.url.database or "")

    def print_certificate(self, size: PaperSize) -> bytes:
        """Return the paper about the seals, as a PDF: it is itself a copy kept elsewhere.

        Raises:
            ValueError: this service was made without a printer.
        """
        if self._printer is None:
            raise ValueError("no printer of certificates was given")
        hall = HallService(self.database)
        certificate = self.certificate()
        at = certificate.report.checked_at.astimezone()
        return self._printer(certificate, PaperContext(size, hall.hall_name(), hall.who_am_i(), at))

    def keep_here(self) -> None:
        """Keep a copy of the newest seal on this desktop, also where another one made it."""
        latest = self.latest_anchor()
        self._keep([latest] if latest else [])

    def _keep(self, anchors: Sequence[Anchor]) -> None:
        if self._folder is not None and anchors:
            self._book(self._folder, *self._which()[:2]).keep(anchors)

    def _kept(self) -> tuple[Anchor, ...]:
        if self._folder is None:
            return ()
        database_id, name, backups = self._which()
        folders = {Path(backups)} if backups else {self._folder / "backups"}
        in_manifests = [one for folder in folders for one in manifest_anchors(folder, database_id, name)]
        return (*self._book(self._folder, database_id, name).all(), *in_manifests)

    def _which(self) -> tuple[str, str, str]:
        database_id, name, backups = self.database.fetch(_WHICH, {})[0]
        return database_id, name, backups

    def _book(self, folder: Path, database_id: str, name: str) -> AnchorBook:
        return AnchorBook(folder, f"{database_id} {name}")

    def _against(self, elsewhere: set[Anchor]) -> Iterator[SealProblem]:
        """Yield what differs between the chain and the copies."""
        if not elsewhere:
            return
        numbers = sorted({one.number for one in elsewhere})
        here = dict(self.database.fetch(_THESE, {"numbers": numbers}))
        for number in numbers:
            if number not in here:
                yield SealProblem(SealFault.CUT, number)
            elif any(one.seal != here[number] for one in elsewhere if one.number == number):
                yield SealProblem(SealFault.REWRITTEN, number)


class SealingInspection:
    """Seals what is new and looks at nothing else: the less waits for a seal, the less can be changed before it."""

    checks: Sequence[Check] = (SEALED,)

    def look(self, look: Look) -> Iterator[CheckResult]:
        """Yield the one result."""
        service = SealService(look.database, look.folder)
        made = service.seal()
        service.keep_here()
        words = f"Sealed: {made.words}." if made else "Nothing was written since the last seal."
        yield CheckResult(SEALED, Verdict.PASS, words)


class SealInspection:
    """Checks the chain, then seals what is new."""

    checks: Sequence[Check] = (CHAIN,)

    def look(self, look: Look) -> Iterator[CheckResult]:
        """Yield the one result."""
        service = SealService(look.database, look.folder)
        report = service.verify()
        made = service.seal()
        service.keep_here()
        yield chain(report, made)


def chain(report: SealReport, made: Anchor | None) -> CheckResult:
    """Judge a check of the seals; without a copy kept elsewhere it saw a part only."""
    figures = {"seals": float(report.seals), "rows": float(report.rows)}
    if report.problems:
        items = tuple(Item(f"{one.number}:{one.fault}", one.words) for one in report.problems)
        finding = Finding(
            CHAIN.name, Severity.CRITICAL, "audit_log", report.words,
            "Somebody with a superuser's rights changed the record, or this is an older copy of the database. "
            "Change nothing; keep the server's log and the backups, and compare with the last paper that shows a seal.",
            len(items), items,
        )  # fmt: skip
        return CheckResult(CHAIN, Verdict.FAIL, finding.words, (finding,), figures)
    if not report.seals:
        words = f"Sealed for the first time: {made.words}." if made else "There is nothing to seal yet."
        return CheckResult(CHAIN, Verdict.PASS, words, figures=figures)
    verdict = Verdict.PASS if report.compared else Verdict.PARTIAL
    return CheckResult(CHAIN, verdict, report.words, figures=figures)
