"""Set-up: the project's .venv from the hash-pinned lock, done once and repaired when it was broken off."""

import hashlib
import importlib.util
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import debian
import qt_libraries

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
_BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = _BIN / ("python.exe" if sys.platform == "win32" else "python")

_INSTALLED = VENV / "ip2a-installed"  # holds the fingerprint of what was installed; written last
_UNFINISHED = VENV / "ip2a-unfinished"  # is there while an installation runs
_LIBRARIES = VENV / "ip2a-libraries"  # like _INSTALLED, written when no system library was missing


def tool(name: str) -> str:
    """Return the path of a program that the lock installs."""
    return str(_BIN / (f"{name}.exe" if sys.platform == "win32" else name))


def fingerprint(root: Path, python: str) -> str:
    """Return what an installation depends on, as a hash: the lock, the project file, this Python."""
    digest = hashlib.sha256(python.encode())
    for name in ("requirements.lock", "pyproject.toml"):
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def is_current(stamp: Path, wanted: str) -> bool:
    """Say whether a stamp file holds this fingerprint."""
    return stamp.is_file() and stamp.read_text(encoding="ascii") == wanted


def prepare() -> None:
    """Make the machine ready; costs nothing when it is.

    Raises:
        debian.MachineNotReady: a person has to bring something first, or the installation did not succeed.
    """
    wanted = fingerprint(ROOT, platform.python_version())
    if not (is_current(_INSTALLED, wanted) and PYTHON.is_file()):
        with _one_at_a_time():
            if not (is_current(_INSTALLED, wanted) and PYTHON.is_file()):
                _install(wanted)
    if sys.platform == "linux" and not is_current(_LIBRARIES, wanted) and qt_libraries.ensure(_pyside()):
        _LIBRARIES.write_text(wanted, encoding="ascii")


def _install(wanted: str) -> None:
    if not _is_usable():
        _make_venv()
    _INSTALLED.unlink(missing_ok=True)
    _UNFINISHED.touch()
    print("Installing the packages of requirements.lock into .venv (about a minute, once) ...", flush=True)
    _pip("--require-hashes", "--no-deps", "-r", str(LOCK))
    _pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    _UNFINISHED.unlink()
    _INSTALLED.write_text(wanted, encoding="ascii")


def _is_usable() -> bool:
    """Say whether .venv can be added to: whole, and made by the version of Python that runs now."""
    if not PYTHON.is_file() or _UNFINISHED.exists():
        return False
    described = (VENV / "pyvenv.cfg").read_text(encoding="utf-8")
    return venv_version(described) == ".".join(platform.python_version_tuple()[:2])


def venv_version(pyvenv_cfg: str) -> str:
    """Return the version of Python, such as 3.11, that a ``pyvenv.cfg`` names ('' when it names none)."""
    for line in pyvenv_cfg.splitlines():
        key, _, value = line.partition("=")
        if key.strip() in ("version", "version_info"):
            return ".".join(value.strip().split(".")[:2])
    return ""


def _make_venv() -> None:
    if Path(sys.prefix).resolve() == VENV:
        raise debian.MachineNotReady(
            ".venv has to be made anew: start this with the machine's own Python, not with the one in .venv."
        )
    if VENV.exists():
        print("Making .venv anew: it was left half finished or belongs to another Python.", flush=True)
        shutil.rmtree(VENV)
    VENV.mkdir()
    _UNFINISHED.touch()
    arguments = [] if _has_ensurepip() else ["--without-pip"]
    status = subprocess.run([sys.executable, "-m", "venv", *arguments, str(VENV)]).returncode
    _refuse_failure(status, "The virtual environment .venv could not be made")


def _has_ensurepip() -> bool:
    """Say whether venv can bring pip; Debian keeps that in a package of its own, brought here by root."""
    if importlib.util.find_spec("ensurepip") is not None:
        return True
    major, minor, _ = platform.python_version_tuple()
    package, purpose = f"python{major}.{minor}-venv", "Python's virtual environment"
    if debian.can_install():
        debian.install([package], purpose)
        return True
    if importlib.util.find_spec("pip") is not None:
        return False
    if debian.is_debian_like():
        raise debian.MachineNotReady(debian.please_install([package], purpose))
    raise debian.MachineNotReady(f"{sys.executable} has no pip: install pip for it, then start again.")


def _pip(*arguments: str) -> None:
    """Install into .venv with its own pip, or with this Python's pip where .venv has none."""
    inside = subprocess.run([str(PYTHON), "-c", "import pip"], capture_output=True).returncode == 0
    pip = [str(PYTHON), "-m", "pip"] if inside else [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    command = [*pip, "--disable-pip-version-check", "--no-input", "install", "--quiet", *arguments]
    status = subprocess.run(command, cwd=ROOT).returncode
    if status > 0:
        _UNFINISHED.unlink()  # pip ended by itself and took back what it had begun: .venv is whole
    _refuse_failure(status, "The packages could not be installed")


def _refuse_failure(status: int, failure: str) -> None:
    if status != 0:
        raise debian.MachineNotReady(f"{failure} (the reason stands above). The next start tries again.")


def _pyside() -> Path:
    found = sorted(VENV.glob("lib/python3*/site-packages/PySide6"))
    return found[0] if found else VENV


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold other set-ups of this folder back, in other processes too, until this one is done."""
    with (ROOT / ".venv-setup.lock").open("a+b") as handle:
        if sys.platform == "win32":
            try:
                msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)  # waits for ten seconds
            except OSError as busy:
                sentence = "Another set-up of this folder is running: start again when it is done."
                raise debian.MachineNotReady(sentence) from busy
        else:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield  # closing the file gives the lock back
