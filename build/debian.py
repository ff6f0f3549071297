"""Debian packages: brought by apt-get as root, else named in one line for a person to run."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence


class MachineNotReady(Exception):
    """Something is missing that only a person can bring; the text says what and how."""


def is_debian_like() -> bool:
    """Say whether this machine installs its software with apt-get."""
    return sys.platform == "linux" and shutil.which("apt-get") is not None


def can_install() -> bool:
    """Say whether this process may install packages by itself."""
    return sys.platform != "win32" and is_debian_like() and os.geteuid() == 0


def please_install(packages: Sequence[str], purpose: str) -> str:
    """Return the sentence that asks a person for packages, with the one line to run."""
    line = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"
    return f"{purpose} needs packages of the system. Run this line, then start again:\n  {line}"


def install(packages: Sequence[str], purpose: str) -> None:
    """Bring packages by apt-get when this is root.

    Args:
        packages: names of Debian packages.
        purpose: what needs them, as the beginning of a sentence.

    Raises:
        MachineNotReady: not root, or apt-get did not succeed; the text holds the line to run.
    """
    if not can_install():
        raise MachineNotReady(please_install(packages, purpose))
    print(f"{purpose} needs packages of the system, brought by apt-get: {' '.join(packages)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # A source that cannot be reached need not matter for these packages: only the second step decides.
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, stdout=subprocess.DEVNULL)
    bring = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages]
    if subprocess.run(bring, env=quiet, stdout=subprocess.DEVNULL).returncode != 0:
        raise MachineNotReady(f"apt-get did not succeed (see above). {please_install(packages, purpose)}")
