"""The frozen app: PyInstaller run on ip2a.spec, with what the system must have for that."""

import ctypes
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

import debian
from setup_machine import PYTHON, ROOT

_WORK = ROOT / ".pyinstaller"
_APP = ROOT / "dist" / "ip2a-desktop"


def package(arguments: Sequence[str]) -> int:
    """Build dist/ip2a-desktop; ``arguments`` go to PyInstaller. Return its exit status."""
    if sys.platform == "linux":
        _ensure_system_parts()
    command = [
        str(PYTHON), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
        "--workpath", str(_WORK / "work"), "--distpath", str(_APP.parent), *arguments, "ip2a.spec",
    ]  # fmt: skip
    # Its cache of changed libraries stays in the project too, not in the person's home.
    environment = {**os.environ, "PYINSTALLER_CONFIG_DIR": str(_WORK / "cache")}
    status = subprocess.run(command, cwd=ROOT, env=environment).returncode
    if status == 0:
        print(f"Built {_APP} ({size_of(_APP) / 1e6:.0f} MB).")
    return status


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder, links not followed."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


def _ensure_system_parts() -> None:
    """Bring what PyInstaller needs of a Linux system: objdump, and Python's own shared library."""
    packages = [] if shutil.which("objdump") else ["binutils"]
    if not _has_shared_python():
        major, minor, _ = platform.python_version_tuple()
        packages.append(f"libpython{major}.{minor}")
    if packages:
        debian.install(packages, "PyInstaller")


def _has_shared_python() -> bool:
    name = sysconfig.get_config_var("INSTSONAME") or ""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
