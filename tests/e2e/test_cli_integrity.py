"""`ip2adb integrity` as an admin types it, on a real database."""

import json
from typing import Any

import pytest
from sqlalchemy import URL, text
from typer.testing import CliRunner, Result

from ip2a_desktop.cli import app
from ip2a_desktop.domain.samples import QUICK
from ip2a_desktop.maintenance.rules.all_rules import NOT_THERE_YET
from ip2a_desktop.seed.sample import seed_sample
from tests.faults.rows import WORLD, id_of, job, member


@pytest.fixture
def integrity(database_url: URL) -> Any:
    """Run the command on the test's database."""

    def run(*words: str, url: URL = database_url) -> Result:
        return CliRunner().invoke(
            app, ["integrity", *words, "--database", url.render_as_string(hide_password=False)], terminal_width=160
        )

    return run


@pytest.fixture
def broken(server: Any, database_url: URL) -> None:
    """An orphan, and a member of a status that is not on the list."""
    with server.admin(database_url.database or "") as connection:
        connection.execute(text("SET session_replication_role = replica"))
        for one in (
            *WORLD,
            job("x", "nobody"),
            "ALTER TABLE member DROP CONSTRAINT member_status_known",
            member("y", status="gone", last_name="Broken [bold]"),
        ):
            connection.execute(text(one))


def test_a_clean_hall_exits_with_0(integrity: Any, database: Any) -> None:
    seed_sample(database, QUICK)
    said = integrity("--no-files")
    assert said.exit_code == 0, said.output
    assert "checks passed." in said.stdout
    assert all(one in said.stdout.replace("\n", " ") for one in NOT_THERE_YET)
    facts = json.loads(integrity("--json").stdout)
    assert (facts["verdict"], facts["findings"], facts["kind"]) == ("pass", [], "integrity")
    assert facts["not_there_yet"] == list(NOT_THERE_YET)


@pytest.mark.usefixtures("broken")
def test_findings_exit_with_1_and_say_what_to_do(integrity: Any) -> None:
    said = integrity("--no-files")
    assert said.exit_code == 1
    words = " ".join(said.stdout.split())
    assert "1 job refers to a member that is not there." in words
    assert "Broken [bold], Ana" in words  # nothing that a person typed is markup
    facts = json.loads(integrity("--json").stdout)
    orphan = next(one for one in facts["findings"] if one["rule"] == "employment_member_id_fkey")
    assert (orphan["table"], orphan["severity"], orphan["repair"]) == ("employment", "high", "preview")
    assert [one["id"] for one in orphan["items"]] == [id_of("x")]
    assert len(orphan["fingerprint"]) == 16
    again = json.loads(integrity("--json").stdout)
    assert [one["fingerprint"] for one in again["findings"]] == [one["fingerprint"] for one in facts["findings"]]


def test_who_may_not_look_exits_with_2(integrity: Any, person_with: Any) -> None:
    admin = person_with("ip2a_admin").url
    said = integrity("--no-files", url=admin)
    assert said.exit_code == 2
    assert "saw a part only" in said.stdout
    staff = integrity("--no-files", url=person_with("ip2a_staff").url)
    assert staff.exit_code != 0
