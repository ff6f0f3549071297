"""The table of the bench: what, ours, the reference of the same run, their ratio, the bound, and whether it holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

_WIDTH = 132


@dataclass(frozen=True)
class Outcome:
    """One measurement.

    Args:
        what: what was measured.
        ours: our figure; None where it was not measured.
        unit: of both figures.
        bound: the most that ours may be; None: told for information.
        reference: the figure of the reference, measured in the same run.
        beside: what the reference is.
        most_ratio: the most that ours may be of the reference; None: the ratio is told for information.
        note: what else should be known, such as why something was not measured.
    """

    what: str
    ours: float | None
    unit: str
    bound: float | None = None
    reference: float | None = None
    beside: str = ""
    most_ratio: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours as a multiple of the reference."""
        return None if self.ours is None or not self.reference else self.ours / self.reference

    @property
    def ok(self) -> bool | None:
        """Whether the bound holds; None where there is none, or nothing was measured."""
        held = []
        if self.bound is not None and self.ours is not None:
            held.append(self.ours <= self.bound)
        if self.most_ratio is not None and self.ratio is not None:
            held.append(self.ratio <= self.most_ratio)
        return all(held) if held else None


def show(outcomes: Sequence[Outcome]) -> None:
    """Print the table."""
    table = Table(title="IP2A Desktop: speed and memory")
    for heading, justify in (("what", "left"), ("ours", "right"), ("reference", "right"), ("ratio", "right")):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]
    table.add_column("bound", justify="right")
    table.add_column("ok")
    for one in outcomes:
        ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
        table.add_row(
            one.what + (f"\n  {one.note}" if one.note else ""),
            _figure(one.ours, one.unit),
            f"{_figure(one.reference, one.unit)} {one.beside}".strip(),
            ratio,
            _bound(one),
            {True: "yes", False: "NO", None: "–"}[one.ok],
        )
    Console(width=_WIDTH).print(table)


def write(outcomes: Sequence[Outcome], path: Path) -> None:
    """Write the table as JSON."""
    rows = [asdict(one) | {"ratio": one.ratio, "ok": one.ok} for one in outcomes]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.1f} {unit}"


def _bound(one: Outcome) -> str:
    parts = [f"{one.bound:g} {one.unit}" if one.bound is not None else ""]
    parts.append(f"{one.most_ratio:g} x" if one.most_ratio is not None else "")
    return ", ".join(part for part in parts if part)
