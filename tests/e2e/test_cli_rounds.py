"""`ip2adb load`, `all` and `seed --stress` as an admin types them."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL
from typer.testing import CliRunner, Result

from ip2a_desktop.cli import app
from ip2a_desktop.cli.everything import step_of
from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.domain.progress import silent
from ip2a_desktop.services.members import MemberService
from tests.factories import saved_employer, saved_member


@pytest.fixture
def ip2adb(database_url: URL, open_folder: Path) -> Any:
    """Run a command on the test's database, with a data folder that the server's user can reach."""
    folder = open_folder / f"data {database_url.database}"

    def run(*words: str) -> Result:
        options = ["--database", database_url.render_as_string(hide_password=False), "--data", str(folder)]
        return CliRunner().invoke(app, [*words, *options])

    return run


def test_load_tells_everything_and_writes_it(ip2adb: Any, tmp_path: Path) -> None:
    ip2adb("seed", "--quick")
    export = tmp_path / "load.json"
    words = ("--users", "2", "--ops", "6", "--think-time", "1", "--ramp-up", "0", "--pattern", "write_heavy")
    result = ip2adb("load", *words, "--export", str(export), "--json")
    assert result.exit_code == 0, result.output
    facts = json.loads(result.stdout)
    assert json.loads(export.read_text(encoding="utf-8")) == facts
    assert (facts["users"], facts["all"]["count"], facts["all"]["failed"]) == (2, 12, 0)
    assert facts["shares"]["write"] == 50
    assert {"commits", "deadlocks", "cache_percent", "connections_at_most"} <= set(facts["server"])


def test_load_for_people_says_how_users_are_run(ip2adb: Any) -> None:
    ip2adb("seed", "--quick")
    result = ip2adb("load", "--users", "1", "--ops", "2", "--think-time", "1", "--ramp-up", "0")
    said = " ".join(result.stdout.split())
    assert "a connection of their own; they shared 1 process," in said
    assert "operations a second" in said


def test_all_leaves_real_records_alone_and_has_one_exit_code(
    ip2adb: Any, members: MemberService, employers: Any
) -> None:
    saved_employer(employers)
    saved_member(members)
    result = ip2adb("all", "--json")
    facts = json.loads(result.stdout)
    parts = {one["part"]: one for one in facts["parts"]}
    assert list(parts) == ["seed", "integrity", "auto-heal --dry-run", "resilience", "backup", "load"]
    assert parts["seed"]["words"].startswith("There are records already")
    assert parts["load"]["words"].startswith("Left out")
    assert (parts["integrity"]["code"], parts["backup"]["code"]) == (0, 0), facts
    assert result.exit_code == facts["code"] == max(one["code"] for one in facts["parts"])
    assert members.total(in_bin=False) == 1


def test_a_part_that_cannot_look_is_told_and_the_others_go_on() -> None:
    def broken(_progress: object) -> tuple[int, str]:
        raise DatabaseUnavailable("Nobody answers.", "Nothing was changed.", "Try again.")

    step = step_of("load", broken, silent)
    assert (step.code, step.words) == (2, "Nobody answers. Try again.")


def test_stress_is_a_size_of_its_own(ip2adb: Any) -> None:
    assert ip2adb("seed", "--stress", "--quick").exit_code == 2
