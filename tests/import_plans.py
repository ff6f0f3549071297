"""Plans of imports, made as the assistant makes them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ip2a_desktop.domain.imports import ImportKind, ImportPlan, MatchPolicy
from ip2a_desktop.services.imports import ImportService

ROSTER = (
    "Card,Last,First,Phone,City,Status,Born\n"
    "0042,Silva,Ana,206-555-0142,Seattle,active,3/6/1980\n"
    "0043,Muñoz,José,,Kent,Retired,\n"
)


def planner(imports: ImportService, folder: Path) -> Callable[..., ImportPlan]:
    """Return what writes a text to a file and plans its import with the columns that are likely."""

    def plan(
        content: str, kind: ImportKind = ImportKind.MEMBERS, on_match: MatchPolicy = MatchPolicy.SKIP, **choices: Any
    ) -> ImportPlan:
        path = folder / "file.csv"
        path.write_text(content, encoding="utf-8", newline="")
        source = imports.open(path, kind)
        return ImportPlan(source, kind, on_match, source.mapping, **choices)

    return plan
