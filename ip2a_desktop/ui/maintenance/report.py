"""What a run found: what changed since the one before, findings by part, what could not look, muted, passed."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from ip2a_desktop.domain.health import (
    CheckResult,
    Comparison,
    Finding,
    Group,
    HealthRun,
    Mute,
    Severity,
    Verdict,
    is_quiet,
)
from ip2a_desktop.ui.kit.chips import Chip, ChipLabel
from ip2a_desktop.ui.kit.formats import day
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, GAP_WIDE
from ip2a_desktop.ui.kit.widgets import button, frame, label
from ip2a_desktop.ui.maintenance.checks import ChecksTable
from ip2a_desktop.ui.maintenance.finding_card import Can, FindingCard
from ip2a_desktop.ui.maintenance.fold import Fold
from ip2a_desktop.ui.maintenance.words import many, verdict_chip

MOST_CARDS: Final = 40
"""So many findings are shown at once: a hundred take a quarter of a second to lay out."""
_BLIND: Final = (Verdict.NOT_RUN, Verdict.PARTIAL)


class Report(QWidget):
    """A whole run below its verdict.

    Signals:
        show_wanted(Finding): show its records.
        repair_wanted(Finding): preview its repair.
        backups_wanted(): show the backups.
        mute_wanted(Finding): mute it.
        unmute_wanted(UUID): hear of it again.
    """

    show_wanted = Signal(object)
    repair_wanted = Signal(object)
    backups_wanted = Signal()
    mute_wanted = Signal(object)
    unmute_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[FindingCard] = []
        self.changes: QWidget | None = None
        self.passed: Fold | None = None
        self.muted: Fold | None = None
        self.fixed: Fold | None = None
        self.blind: list[QWidget] = []
        self.rest_button: QPushButton | None = None
        self._findings = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)

    def show_run(
        self,
        run: HealthRun,
        comparison: Comparison | None,
        mutes: Sequence[Mute],
        can: Can,
    ) -> None:
        """Show a run.

        Args:
            run: what was found.
            comparison: with the run before; None where there is none, or it is not read yet.
            mutes: what is muted now.
            can: what this person can do with a finding.
        """
        _clear(self._column)
        self.cards, self.blind = [], []
        new = {one.fingerprint: one.count for one in comparison.new} if comparison is not None else {}
        self.changes = self._changes(comparison)
        self._findings = QVBoxLayout()
        self._findings.setSpacing(GAP)
        self._column.addLayout(self._findings)
        self._add_findings(run, new, can, MOST_CARDS)
        self._add_blind([one for one in run.results if one.verdict in _BLIND])
        self.fixed = self._add_fixed(comparison)
        self.muted = self._add_muted(run, mutes)
        self.passed = self._add_passed([one for one in run.results if one.verdict is Verdict.PASS])
        self._column.addStretch(1)

    def _changes(self, comparison: Comparison | None) -> QWidget | None:
        """What is new, open and fixed since the run before, as chips."""
        if comparison is None:
            return None
        chips = [
            Chip(f"{len(comparison.new):,} new", "sparkle", "warn" if comparison.new else "neutral"),
            Chip(f"{len(comparison.still_open):,} still open", "hourglass", "neutral"),
            Chip(f"{len(comparison.fixed):,} fixed", "check-circle", "good" if comparison.fixed else "neutral"),
        ]
        if comparison.unknown:
            chips.append(Chip(f"{len(comparison.unknown):,} not looked at again", "eye-slash", "warn"))
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(label("Since the check before:", "muted"))
        for chip in chips:
            row.addWidget(ChipLabel(chip))
        row.addStretch(1)
        self._column.addWidget(made)
        return made

    def _add_findings(self, run: HealthRun, new: Mapping[str, int], can: Can, most: int | None) -> None:
        """Show the findings; on a morning on which everything is wrong, the gravest first and the rest when asked."""
        _clear(self._findings)
        self.cards = []
        by_group: dict[Group, list[Finding]] = {}
        for result in run.results:
            loud = [one for one in result.findings if not is_quiet(one, run.muted)]
            by_group.setdefault(result.check.group, []).extend(loud)
        order = list(Severity)
        for group in sorted((one for one in Group if by_group.get(one)), key=lambda one: _gravest(by_group[one])):
            found = sorted(by_group[group], key=lambda one: order.index(one.severity))
            shown = found if most is None else found[: most - len(self.cards)]
            if shown:
                self._heading(group.label, many(len(found), "finding", "findings"), self._findings)
            for one in shown:
                card = FindingCard(one, can, new=new.get(one.fingerprint, 0))
                card.backups_wanted.connect(self.backups_wanted)
                card.show_wanted.connect(self.show_wanted)
                card.repair_wanted.connect(self.repair_wanted)
                card.mute_wanted.connect(self.mute_wanted)
                self.cards.append(card)
                self._findings.addWidget(card)
        left = sum(map(len, by_group.values())) - len(self.cards)
        self.rest_button = None
        if left:
            words = f"Show the other {many(left, 'finding', 'findings')}"
            self.rest_button = button(words, on_click=lambda: self._add_findings(run, new, can, None))
            self._findings.addWidget(self.rest_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_blind(self, results: Sequence[CheckResult]) -> None:
        if not results:
            return
        self._heading("Could not look", "These checks say nothing about your records, good or bad")
        column = QVBoxLayout()
        column.setContentsMargins(GAP_WIDE, GAP_WIDE - GAP_TIGHT, GAP_WIDE, GAP_WIDE - GAP_TIGHT)
        column.setSpacing(GAP_WIDE - GAP_TIGHT)
        for result in results:
            line = _blind_line(result)
            self.blind.append(line)
            column.addWidget(line)
        self._column.addWidget(frame("card", column))

    def _add_fixed(self, comparison: Comparison | None) -> Fold | None:
        if comparison is None or not comparison.fixed:
            return None
        words = [label(f"•  {one.words}", wrap=True, selectable=True) for one in comparison.fixed]
        return self._fold(f"Fixed since the check before ({len(words):,})", _stacked(words))

    def _add_muted(self, run: HealthRun, mutes: Sequence[Mute]) -> Fold | None:
        if not mutes:
            return None
        return self._fold(f"Muted ({len(mutes):,})", _stacked([self._mute_line(run, one) for one in mutes]))

    def _mute_line(self, run: HealthRun, mute: Mute) -> QWidget:
        title = _muted_words(run, mute)
        made = QFrame()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(label(title, wrap=True))
        words = f"{mute.reason} · muted by {mute.muted_by} until {day(mute.until)}"
        column.addWidget(label(words, "caption", wrap=True))
        row.addLayout(column, 1)
        unmute = button("Unmute", icon_name="bell", on_click=lambda: self.unmute_wanted.emit(mute.id))
        unmute.setAccessibleName(f"Unmute {title}")
        row.addWidget(unmute, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _add_passed(self, results: Sequence[CheckResult]) -> Fold | None:
        if not results:
            return None
        table = ChecksTable("Passed checks")
        table.show_results(results)
        table.fit()
        return self._fold(f"{many(len(results), 'check', 'checks')} passed", table)

    def _fold(self, title: str, content: QWidget) -> Fold:
        made = Fold(title, content)
        self._column.addSpacing(GAP)
        self._column.addWidget(made)
        return made

    def _heading(self, title: str, remark: str, place: QVBoxLayout | None = None) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.setContentsMargins(0, GAP_WIDE, 0, GAP_TIGHT)
        row.addWidget(label(title, "section"))
        row.addWidget(label(remark, "caption"), 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        (place or self._column).addLayout(row)


def _muted_words(run: HealthRun, mute: Mute) -> str:
    """Return what is muted, as the run that is shown says it."""
    found = (one for result in run.results for one in result.findings)
    fitting = (one.words for one in found if mute.fingerprint in (one.fingerprint, *one.fingerprints()))
    return next(fitting, "Something that this check did not find")


def _gravest(findings: Sequence[Finding]) -> int:
    order = list(Severity)
    return min(order.index(one.severity) for one in findings)


def _blind_line(result: CheckResult) -> QWidget:
    made = QFrame()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GAP_WIDE)
    chip = ChipLabel(verdict_chip(result.verdict))
    chip.setFixedWidth(152)
    row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(label(result.check.title, "strong", wrap=True))
    column.addWidget(label(result.words, "muted", wrap=True, selectable=True))
    row.addLayout(column, 1)
    return made


def _stacked(widgets: Sequence[QWidget]) -> QWidget:
    column = QVBoxLayout()
    column.setContentsMargins(GAP_WIDE, GAP_WIDE - GAP_TIGHT, GAP_WIDE, GAP_WIDE - GAP_TIGHT)
    column.setSpacing(GAP_WIDE - GAP_TIGHT)
    for one in widgets:
        column.addWidget(one)
    return frame("card", column)


def _clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _clear(inner)
            inner.deleteLater()
