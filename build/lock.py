"""The lock: requirements.lock made from pyproject.toml for every platform at once."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from debian import MachineNotReady
from setup_machine import LOCK, ROOT

_COMPILE = (
    "pip", "compile", "pyproject.toml",
    "--group", "dev",
    "--universal",
    "--python-version", "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--custom-compile-command", "python3 build/dev.py lock",
    "--quiet",
)  # fmt: skip


def make(arguments: Sequence[str]) -> int:
    """Make requirements.lock anew: ``lock [--upgrade]``; without --upgrade pins that still fit stay."""
    with tempfile.TemporaryDirectory(prefix="ip2a-lock-") as folder:
        uv = _install_uv(Path(folder))
        command = [str(uv), *_COMPILE, "--output-file", LOCK.name, *arguments]
        return subprocess.run(command, cwd=ROOT, env=uv_environment(os.environ)).returncode


def uv_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment with pip's index and certificates under the names that uv reads."""
    names = {"PIP_INDEX_URL": "UV_DEFAULT_INDEX", "PIP_CERT": "SSL_CERT_FILE"}
    told = {theirs: environment[ours] for ours, theirs in names.items() if ours in environment}
    return {**told, **environment}


def _install_uv(folder: Path) -> Path:
    """Install uv into a throw-away environment and return its path."""
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    for command in (
        [sys.executable, "-m", "venv", str(folder)],
        [str(scripts / "python"), "-m", "pip", "install", "-q", "uv"],
    ):
        if subprocess.run(command).returncode != 0:
            raise MachineNotReady("uv could not be installed (the reason stands above), so the lock stays as it was.")
    return scripts / "uv"
