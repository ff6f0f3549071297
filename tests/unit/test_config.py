"""Where the data lies: what the command line says, else the environment, else the person's own folder."""

from pathlib import Path

import pytest

from ip2a_desktop import config
from ip2a_desktop.cli.console import folder_of


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder that the environment names."""
    monkeypatch.setenv("IP2A_DATA", str(tmp_path / "from the environment"))
    monkeypatch.setenv("IP2A_DATABASE", "postgresql://hall/ip2a")
    return tmp_path / "from the environment"


def test_the_environment_names_folder_and_database(named: Path) -> None:
    assert config.settings() == config.Settings(named, "postgresql://hall/ip2a")
    assert folder_of(None) == named.resolve()


def test_the_command_line_comes_first(named: Path, tmp_path: Path) -> None:
    assert folder_of(tmp_path) == tmp_path.resolve() != named


@pytest.mark.parametrize(("is_root", "where"), [(True, "/var/lib/ip2a-desktop"), (False, "ip2a-desktop")])
def test_without_a_name_it_is_the_person_s_own(monkeypatch: pytest.MonkeyPatch, is_root: bool, where: str) -> None:
    monkeypatch.setattr(config, "runs_as_root", lambda: is_root)
    assert config.data_folder(None).as_posix().endswith(where)
