"""`ip2adb` as an admin types it, on a real database."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, text
from typer.testing import CliRunner, Result

from ip2a_desktop.cli import app, main
from ip2a_desktop.db.embedded import SUPERUSER
from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.schema import HEAD
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.members import MemberService
from tests.conftest import PERSON, Server
from tests.factories import job, saved_employer, saved_member

EMPLOYERS = '''Case Name,City,States & Territories
"Sound Electric, ""Inc.""",Kent,WA
"Café
 Power – North’s",Tacoma,WA
"Sound Electric, ""Inc.""",Kent,WA
,Nowhere,WA
'''


@pytest.fixture
def ip2adb(database_url: URL) -> Any:
    """Run a command on the test's database."""

    def run(*words: str) -> Result:
        options = ["--database", database_url.render_as_string(hide_password=False)]
        return CliRunner().invoke(app, [*words, *options])

    return run


@pytest.fixture
def employers_file(tmp_path: Path) -> Path:
    """A file with quotes, a line break, a no-break space and one employer twice."""
    path = tmp_path / "employers.csv"
    path.write_text(EMPLOYERS, encoding="utf-8")
    return path


def told(result: Result) -> dict[str, Any]:
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_status_says_what_is_there(ip2adb: Any) -> None:
    facts = told(ip2adb("status", "--json"))
    assert (facts["person"], facts["holds"]["members"]) == ("ana", 0)
    assert "PostgreSQL 18" in ip2adb("status").stdout


def test_seed_gives_the_same_data_for_the_same_number(ip2adb: Any, members: MemberService) -> None:
    facts = told(ip2adb("seed", "--quick", "--seed", "7", "--today", "2026-01-31", "--json"))
    assert (facts["members"], facts["organizations"]) == (50, 20)
    assert (facts["grievances"], facts["applications"]) == (4, 6)
    first = members.first_page(ListQuery(), 1)[0]
    assert len(members.ids(ListQuery())) == 50
    assert ip2adb("seed", "--quick").exception is not None
    assert first.card_number


def test_an_import_and_its_way_back(
    ip2adb: Any, employers_file: Path, employers: EmployerService, database: Database
) -> None:
    tried = ip2adb("import", "employers", str(employers_file), "--dry-run", "--json")
    assert tried.exit_code == 1  # one row was left out
    assert told(tried)["left_out"][0].startswith("row 5")
    assert employers.total(in_bin=False) == 0
    facts = told(ip2adb("import", "employers", str(employers_file), "--map", "trade_name=City", "--json"))
    assert facts["columns"]["trade_name"] == "City"
    names = {row.name for row in employers.first_page(ListQuery(), 10)}
    assert names == {'Sound Electric, "Inc."', "Café Power – North’s"}
    back = told(ip2adb("import", "undo", facts["import"], "--json"))
    assert back["to_the_bin"] == 2
    assert employers.total(in_bin=False) == 0
    assert employers.total(in_bin=True) == 2


@pytest.mark.parametrize(
    ("on_match", "city", "phone"),
    [("skip", "Kent", None), ("update", "Tacoma", "+12065550142"), ("fill", "Kent", "+12065550142")],
)
def test_what_happens_to_who_is_here_is_said_by_on_match(
    ip2adb: Any, tmp_path: Path, members: MemberService, on_match: str, city: str, phone: str | None
) -> None:
    here = saved_member(members, card_number="0042", first_name="Ana", last_name="Ruiz", city="Kent")
    path = tmp_path / "roster.csv"
    path.write_text("Number,Given,Family,City,Phone\n0042,Ana,Ruiz,Tacoma,206-555-0142\n", encoding="utf-8")
    columns = ("card_number=Number", "first_name=Given", "last_name=Family")
    words = [word for column in columns for word in ("--map", column)]
    done = ip2adb("import", "members", str(path), *words, "--on-match", on_match, "--json")
    assert done.exit_code == 0, done.output
    kept = members.load(here.id).draft
    assert (kept.city, kept.phone or None) == (city, phone)


def test_what_a_file_says_is_printed_as_it_is(ip2adb: Any, tmp_path: Path) -> None:
    path = tmp_path / "list [bold].csv"
    path.write_text("Card Number,First Name,Last Name,Phone\n0042,Ana,Ruiz,[/red]\n", encoding="utf-8")
    shown = ip2adb("import", "members", str(path), "--map", "phone=Phone", "--dry-run")
    assert shown.exit_code == 1, shown.exception
    assert "[/red]" in shown.stdout
    assert "list [bold].csv" in shown.stdout


def test_a_column_that_is_not_there_is_said(
    ip2adb: Any, employers_file: Path, database_url: URL, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    words = ["ip2adb", "import", "employers", str(employers_file), "--map", "nonsense=City", "--database",
             database_url.render_as_string(hide_password=False)]  # fmt: skip
    monkeypatch.setattr("sys.argv", words)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "Nothing was imported" in capsys.readouterr().err


def test_reset_asks_for_the_word_and_keeps_the_old(open_folder: Path) -> None:
    data = ["--data", str(open_folder / "reset me")]
    runner = CliRunner()
    assert runner.invoke(app, ["seed", "--members", "3", "--organizations", "2", *data]).exit_code == 0
    refused = runner.invoke(app, ["reset", *data], input="yes\n")
    assert refused.exit_code == 1
    assert "Nothing was changed" in refused.stderr
    done = runner.invoke(app, ["reset", "--confirm", "reset", "--json", *data])
    assert told(done)["kept_as"].startswith("ip2a_until_")
    assert told(runner.invoke(app, ["status", "--json", *data]))["holds"]["members"] == 0
    assert told(runner.invoke(app, ["migrate", "--json", *data])) == {"from": HEAD, "to": HEAD}


def test_reset_of_a_server_s_database(
    ip2adb: Any, server: Server, database_url: URL, members: MemberService, database: Database
) -> None:
    saved_member(members)
    name = database_url.database or ""
    url = server.address.url(SUPERUSER, server.password, name).render_as_string(hide_password=False)
    busy = CliRunner().invoke(app, ["reset", "--confirm", "reset", "--database", url])
    assert "open on this database" in str(busy.exception)
    database.close()
    refused = CliRunner().invoke(app, ["reset", "--database", url], input="yes\n")
    assert refused.exit_code == 1
    done = told(CliRunner().invoke(app, ["reset", "--confirm", "reset", "--json", "--database", url]))
    assert done["kept_as"].startswith(f"{name}_until_")
    try:
        assert told(ip2adb("status", "--json"))["holds"]["members"] == 0
        with server.admin(done["kept_as"]) as connection:
            assert connection.scalar(text("SELECT count(*) FROM member")) == 1
    finally:
        with server.admin() as connection:
            connection.execute(text(f'DROP DATABASE "{done["kept_as"]}" WITH (FORCE)'))


def test_every_command_of_a_database_takes_an_address_and_prints_json() -> None:
    for words in (["seed"], ["status"], ["migrate"], ["reset"], ["import", "undo"], ["import", "members"],
                  ["import", "employers"], ["import", "elections"]):  # fmt: skip
        shown = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": "200", "TERM": "dumb"}).stdout
        assert ("--database" in shown, "--json" in shown, "--data " in shown) == (True, True, True), words


def test_a_server_s_database_is_brought_up(ip2adb: Any, server: Server, database_url: URL) -> None:
    url = server.address.url(SUPERUSER, server.password, database_url.database or "")
    words = ["migrate", "--json", "--database", url.render_as_string(hide_password=False)]
    assert told(CliRunner().invoke(app, words)) == {"from": HEAD, "to": HEAD}


def test_a_backup_is_made_listed_and_proved_again(ip2adb: Any, server: Server, open_folder: Path) -> None:
    with server.admin() as connection:
        connection.execute(text(f"GRANT ip2a_backup TO {PERSON}"))
    folder = open_folder / "backup-cli"
    data = ["--data", str(folder)]
    folder.mkdir(mode=0o711)
    nothing = ip2adb("backup", "verify", *data)
    assert nothing.exit_code == 1
    assert "no backup yet" in nothing.stderr
    made = ip2adb("backup", *data, "--json")
    assert made.exit_code == 0, made.output
    facts = json.loads(made.stdout)
    assert facts["proved"] is True
    assert Path(facts["file"]).stat().st_size == facts["bytes"]
    again = json.loads(ip2adb("backup", "verify", *data, "--json").stdout)
    assert again["proved"] is True
    assert Path(facts["file"]).name in json.loads(ip2adb("backup", "list", *data, "--json").stdout)
    Path(facts["file"]).write_bytes(b"")
    broken = ip2adb("backup", "verify", facts["file"], *data, "--json")
    assert broken.exit_code == 1
    assert "empty" in json.loads(broken.stdout)["proof"]


def test_a_dry_run_says_what_the_real_run_does(
    ip2adb: Any, server: Server, database: Database, database_url: URL, open_folder: Path
) -> None:
    members, employers = MemberService(database), EmployerService(database)
    members.save_employment(job(saved_member(members), saved_employer(employers)))
    with server.admin() as connection:
        connection.execute(text(f"GRANT ip2a_backup TO {PERSON}"))
    with server.admin(database_url.database or "") as connection:
        connection.execute(text("ALTER TABLE employment ALTER COLUMN is_current DROP EXPRESSION"))
        connection.execute(
            text("UPDATE employment SET started_on = '2020-01-01', ended_on = '2021-01-01', is_current = true")
        )
    folder = open_folder / "heal-cli"
    folder.mkdir(mode=0o711)
    data = ["--data", str(folder), "--json"]
    dry = json.loads(ip2adb("auto-heal", "--dry-run", *data).stdout)
    assert [one["rule"] for one in dry["repairs"]] == ["employment.current_with_end"]
    assert dry["repairs"][0]["rows"][0]["fields"] == {"is_current": ["Yes", "No"]}
    real = json.loads(ip2adb("auto-heal", *data).stdout)
    assert real["repairs"] == dry["repairs"]
    assert real["for_person"] == dry["for_person"]
    assert "compared" in real["backup"]
    assert json.loads(ip2adb("auto-heal", *data).stdout)["repairs"] == []
    found = ip2adb("integrity", "--repair", *data)
    assert json.loads(found.stdout)["repairs"] == []


def test_resilience_looks_seals_and_writes_what_it_saw(ip2adb: Any, tmp_path: Path, members: MemberService) -> None:
    saved_member(members)
    paper, plain, seals = tmp_path / "run.pdf", tmp_path / "run.txt", tmp_path / "seals.pdf"
    data = ["--data", str(tmp_path)]
    first = ip2adb("resilience", "--json", "--export", str(paper), "--certificate", str(seals), *data)
    facts = json.loads(first.stdout)
    assert first.exit_code == 1, first.output  # no backup was ever made
    assert {one["rule"] for one in facts["findings"]} >= {"backup.age"}
    assert len({one["check"] for one in facts["checks"]}) == len(facts["checks"]) > 40
    assert paper.read_bytes().startswith(b"%PDF")
    assert seals.read_bytes().startswith(b"%PDF")
    again = ip2adb("resilience", "--export", str(plain), *data)
    assert "No backup was ever made." in again.stdout
    assert "No backup was ever made." in plain.read_text(encoding="utf-8")
    assert "Seal" in (tmp_path / "audit-seals.jsonl").read_text(encoding="utf-8").title()


def test_a_server_that_was_moved_is_accepted(ip2adb: Any, tmp_path: Path, server: Server, database_url: URL) -> None:
    with server.admin(database_url.database or "") as connection:
        connection.execute(text("UPDATE server_mark SET system_identifier = '1'"))

    def rules(*more: str) -> set[str]:
        found = ip2adb("resilience", "--json", "--data", str(tmp_path), *more)
        return {one["rule"] for one in json.loads(found.stdout)["findings"]}

    assert "server.identity" in rules()
    assert "server.identity" not in rules("--accept-server")


def test_elections_come_in_and_go_again(ip2adb: Any, database: Database) -> None:
    path = str(Path(__file__).parents[1] / "data" / "elections.csv")
    tried = told(ip2adb("import", "elections", path, "--dry-run", "--json"))
    assert tried["written"] == "nothing (--dry-run)"
    assert EmployerService(database).total(in_bin=False) == 0
    facts = told(ip2adb("import", "elections", path, "--json"))
    assert (facts["rows"], facts["new_employers"]) == (tried["rows"], tried["new_employers"])
    assert facts["new_employers"] == EmployerService(database).total(in_bin=False) > 0
    again = told(ip2adb("import", "elections", path, "--on-match", "skip", "--json"))
    assert again["rows"]["Already here"] == facts["rows"]["New"]
    back = told(ip2adb("import", "undo", facts["import"], "--json"))
    assert back["to_the_bin"] == facts["new_employers"] + facts["rows"]["New"]
    assert EmployerService(database).total(in_bin=False) == 0
