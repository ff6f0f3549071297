"""Which help pages there are, and their text; the page of keys is made from the table of actions."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ip2a_desktop.config import resource_path
from ip2a_desktop.ui.kit import actions

FIRST: Final = "getting_started"
KEYS: Final = "keys"
_ORDER: Final = (
    FIRST,
    "today",
    "grievances",
    "members",
    "employers",
    "agreements",
    "benevolence",
    "organizing",
    "organizing_workers",
    "organizing_activities",
    "imports",
    "bin",
    "maintenance",
    "settings",
    "office_server",
    KEYS,
)
_HEADING: Final = "# "


@dataclass(frozen=True)
class HelpPage:
    """One page: its name (that of the page it helps with), its title, its text in Markdown."""

    name: str
    title: str
    text: str


def _folder() -> Path:
    return resource_path("help")


def load(name: str) -> HelpPage | None:
    """Return the help page of a name, or None where nobody wrote one."""
    path = _folder() / f"{name}.md"
    if not path.is_file():
        return None
    text = path.read_text(encoding="utf-8")
    first = text.partition("\n")[0]
    if name == KEYS:
        text += "\n" + keys_text()
    return HelpPage(name, first.removeprefix(_HEADING).strip(), text)


def index() -> list[HelpPage]:
    """Return all help pages, the usual ones first, others behind them by name."""
    found = {path.stem for path in _folder().glob("*.md")}
    names = [name for name in _ORDER if name in found] + sorted(found.difference(_ORDER))
    pages = (load(name) for name in names)
    return [page for page in pages if page is not None]


def _row(*cells: str) -> str:
    return f"| `{cells[0]}` | {' | '.join(cells[1:])} |"


def keys_text() -> str:
    """Return the tables of keys in Markdown, one for each context, as they are on this system."""
    parts: list[str] = []
    for words, specs in actions.by_context():
        rows = [_row(*actions.shown_keys(spec), spec.tip) for spec in specs]
        parts += [f"## {words}", "", "| Keys | Action | What it does |", "|---|---|---|", *rows, ""]
    return "\n".join(parts)
