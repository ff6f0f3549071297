"""What a start loads before its first rows are on screen: neither SQLAlchemy nor what checks forms or makes papers."""

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import URL

from ip2a_desktop.db.engine import Database
from ip2a_desktop.services.members import MemberService
from tests.factories import saved_member

_HEAVY = (
    *("sqlalchemy", "alembic", "pydantic", "reportlab", "psutil", "openpyxl", "PySide6.QtPdf", "keyring"),
    "ip2a_desktop.domain.health",  # the light at the foot comes after the rows
)
_ROOT = Path(__file__).resolve().parents[2]
_CHILD = """
import sys
from tests.bench import start_child
*arguments, heavy = sys.argv[1:]
said = start_child.say
def tell():
    start_child.say = lambda: None
    print(" ".join(name for name in heavy.split(",") if name in sys.modules) or "none", flush=True)
    said()
start_child.say = tell
sys.exit(start_child.main(arguments))
"""

_IMPORTS = """
import builtins
was = builtins.__import__
import ip2a_desktop.app.ground
import ip2a_desktop.ui.main_window
print("alone" if builtins.__import__ is was else "replaced")
"""


def started(url: URL, folder: Path) -> list[str]:
    """Start the program on the list of members; return what of the heavy was loaded, and what it said last."""
    arguments = ["--data", str(folder), "--database", url.render_as_string(hide_password=False), ",".join(_HEAVY)]
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, *arguments],
        cwd=_ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        timeout=90,
        check=True,
    )
    return done.stdout.split()


def test_the_first_rows_come_before_what_they_do_not_need(database_url: URL, tmp_path: Path) -> None:
    database = Database(database_url)
    for number in range(70):  # more than a page, so that all ids are asked for too
        saved_member(MemberService(database), last_name=f"Berg {number}")
    database.close()
    first = started(database_url, tmp_path)
    assert "sqlalchemy" in first, "the first start has to make up its questions"
    second = started(database_url, tmp_path)
    assert second == ["none", "rows"]
    kept = (tmp_path / "questions.json").read_text(encoding="utf-8")
    assert "Berg" not in kept


def test_qt_leaves_python_s_import_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IMPORTS], cwd=_ROOT, stdout=subprocess.PIPE, text=True, timeout=90, check=True
    )
    assert done.stdout.split() == ["alone"]


def test_nobody_uses_the_switch_that_goes_with_it() -> None:
    users = [path.name for path in (_ROOT / "ip2a_desktop").rglob("*.py") if "from __feature__ import" in _code(path)]
    assert users == []


def _code(path: Path) -> str:
    return "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if "``" not in line)
