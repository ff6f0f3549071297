"""The developer's command: what it decides before it touches the machine."""

from pathlib import Path

import pytest

import checks
import debian
import dev
import lock
import qt_libraries
import setup_machine

LDD = """
\tlibGL.so.1 => /lib/x86_64-linux-gnu/libGL.so.1 (0x00007f1)
\tlibxcb-cursor.so.0 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f2)
\tlibEGL.so.1 => not found
"""


def write_project(root: Path, lock_text: str = "a==1") -> None:
    (root / "requirements.lock").write_text(lock_text)
    (root / "pyproject.toml").write_text("[project]")


def test_missing_libraries_are_read_from_ldd() -> None:
    assert qt_libraries.missing_in(LDD) == {"libxcb-cursor.so.0", "libEGL.so.1"}


def test_missing_libraries_become_packages_once_each() -> None:
    missing = ["libglib-2.0.so.0", "libgthread-2.0.so.0", "libxcb-cursor.so.0", "libodd.so.3"]
    assert qt_libraries.packages_for(missing) == (["libglib2.0-0", "libxcb-cursor0"], ["libodd.so.3"])


def test_a_person_without_root_gets_one_line_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "can_install", lambda: False)
    with pytest.raises(debian.MachineNotReady) as refused:
        debian.install(["libegl1", "libgl1"], "Qt")
    lines = [line for line in str(refused.value).splitlines() if "apt-get install" in line]
    assert len(lines) == 1
    assert lines[0].endswith("libegl1 libgl1")


def test_only_libraries_that_this_session_needs_stop_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    xcb = tmp_path / "Qt/plugins/platforms/libqxcb.so"
    xcb.parent.mkdir(parents=True)
    xcb.touch()
    monkeypatch.setattr(debian, "can_install", lambda: False)
    monkeypatch.setattr(qt_libraries, "_ldd", lambda paths: LDD if str(xcb) in paths else "")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert qt_libraries.ensure(tmp_path) is False
    monkeypatch.setenv("DISPLAY", ":0")
    with pytest.raises(debian.MachineNotReady, match="libxcb-cursor"):
        qt_libraries.ensure(tmp_path)


@pytest.mark.parametrize(
    ("display", "given", "started"),
    [
        (True, [], []),
        (False, [], ["--tour", dev._TOUR_FOLDER]),
        (False, ["--theme", "dark"], ["--tour", dev._TOUR_FOLDER, "--theme", "dark"]),
        (False, ["--smoke-test"], ["--smoke-test"]),
    ],
)
def test_without_a_display_run_says_so_and_takes_the_tour(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    display: bool,
    given: list[str],
    started: list[str],
) -> None:
    calls: list[list[str]] = []
    monkeypatch.setattr(dev, "_can_show_windows", lambda: display)
    monkeypatch.setattr(dev, "_app", lambda arguments, **_environment: calls.append(list(arguments)) or 0)
    assert dev.run(given) == 0
    assert calls == [started]
    assert ("no display" in capsys.readouterr().out) is ("--tour" in started)


def test_the_stamp_is_current_until_lock_or_python_changes(tmp_path: Path) -> None:
    write_project(tmp_path)
    stamp = tmp_path / "stamp"
    assert not setup_machine.is_current(stamp, setup_machine.fingerprint(tmp_path, "3.11.7"))
    stamp.write_text(setup_machine.fingerprint(tmp_path, "3.11.7"))
    assert setup_machine.is_current(stamp, setup_machine.fingerprint(tmp_path, "3.11.7"))
    assert not setup_machine.is_current(stamp, setup_machine.fingerprint(tmp_path, "3.14.0"))
    write_project(tmp_path, "a==2")
    assert not setup_machine.is_current(stamp, setup_machine.fingerprint(tmp_path, "3.11.7"))


@pytest.mark.parametrize(
    ("described", "version"),
    [("home = /usr/bin\nversion = 3.11.2\n", "3.11"), ("version_info = 3.14.0.final.0\n", "3.14"), ("", "")],
)
def test_the_python_of_a_venv_is_read_from_its_description(described: str, version: str) -> None:
    assert setup_machine.venv_version(described) == version


@pytest.mark.parametrize(("processors", "workers"), [(1, "2"), (2, "2"), (6, "6"), (64, "8")])
def test_workers_follow_the_processors(processors: int, workers: str) -> None:
    assert checks.pytest_command([], processors) == ["pytest", "-n", workers]


def test_fast_leaves_slow_tests_out_and_keeps_other_arguments() -> None:
    command = checks.pytest_command(["tests/unit", "--fast", "-x"], 2)
    assert command == ["pytest", "-n", "2", "-m", "not slow", "tests/unit", "-x"]


def test_a_tour_may_name_its_folder_first() -> None:
    assert dev.split_folder(["pictures", "--scale", "2"]) == ("pictures", ["--scale", "2"])
    assert dev.split_folder(["--scale", "2"]) == (str(setup_machine.ROOT / "tour"), ["--scale", "2"])


def test_every_command_is_in_the_help_with_a_sentence() -> None:
    lines = {line.split()[0]: line for line in dev.usage().splitlines()[2:]}
    assert set(lines) == set(dev.COMMANDS)
    assert all(len(line.split()) > 3 for line in lines.values())


def test_the_lock_follows_pips_index_unless_uv_has_its_own() -> None:
    pip = {"PIP_INDEX_URL": "https://index.example/simple"}
    assert lock.uv_environment(pip)["UV_DEFAULT_INDEX"] == pip["PIP_INDEX_URL"]
    own = {**pip, "UV_DEFAULT_INDEX": "https://own.example/simple"}
    assert lock.uv_environment(own)["UV_DEFAULT_INDEX"] == own["UV_DEFAULT_INDEX"]


def test_the_lock_pins_with_hashes_and_names_no_place() -> None:
    text = setup_machine.LOCK.read_text(encoding="utf-8")
    pinned = [line for line in text.splitlines() if line and line[0] not in " #"]
    assert pinned
    assert all("==" in line and line.endswith("\\") for line in pinned)
    assert text.count("--hash=sha256:") >= len(pinned)
    assert not any(word in text for word in ("://", "--find-links", "--index-url", " @ "))
