"""The system libraries Qt needs on Linux: found by asking the dynamic loader, brought as Debian packages."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import debian

PURPOSE = "Qt, which draws the windows,"

# What every Qt program loads, even without a display; paths inside the PySide6 folder.
_ALWAYS = (
    "QtWidgets.abi3.so",
    "QtPdfWidgets.abi3.so",
    "QtSvg.abi3.so",
    "Qt/plugins/platforms/libqoffscreen.so",
)
# What a real window loads as well.
_X11 = ("Qt/plugins/platforms/libqxcb.so", "Qt/plugins/xcbglintegrations/libqxcb-glx-integration.so")
_WAYLAND = ("Qt/plugins/platforms/libqwayland.so",)

DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}


def packages_for(libraries: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the Debian packages that hold these libraries, and the libraries no package is known for."""
    names = sorted(set(libraries))
    packages = {DEBIAN_PACKAGES[name] for name in names if name in DEBIAN_PACKAGES}
    return sorted(packages), [name for name in names if name not in DEBIAN_PACKAGES]


def missing_in(ldd_output: str) -> set[str]:
    """Return the names that ``ldd`` reports as not found."""
    return set(re.findall(r"^\s*(\S+) => not found", ldd_output, re.MULTILINE))


def has_display() -> bool:
    """Say whether windows can be shown in this session (Linux)."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _missing(pyside: Path, files: Iterable[str]) -> set[str]:
    paths = [str(pyside / name) for name in files if (pyside / name).exists()]
    return missing_in(_ldd(paths)) if paths else set()


def _ldd(paths: list[str]) -> str:
    if shutil.which("ldd") is None:
        return ""
    plain = {**os.environ, "LC_ALL": "C"}
    return subprocess.run(["ldd", *paths], capture_output=True, text=True, env=plain).stdout


def _needed_here() -> tuple[str, ...]:
    """Return the files that must load in this session; a session of Wayland with X beside it needs X only."""
    if os.environ.get("DISPLAY"):
        return _ALWAYS + _X11
    return _ALWAYS + _WAYLAND if has_display() else _ALWAYS


def ensure(pyside: Path) -> bool:
    """Make sure that Qt's libraries load: as root bring what is missing, else say what to run.

    Args:
        pyside: the installed ``PySide6`` folder.

    Returns:
        True when nothing is missing, so that the answer can be remembered; False when only libraries are
        missing that this session does without.

    Raises:
        debian.MachineNotReady: a library is missing that this session needs.
    """
    everything = _ALWAYS + _X11 + _WAYLAND
    missing = _missing(pyside, everything)
    if missing and debian.can_install():
        _bring(missing)
        missing = _missing(pyside, everything)
    needed = _missing(pyside, _needed_here()) if missing else set()
    if needed:
        raise debian.MachineNotReady(_what_to_do(needed))
    return not missing


def _bring(missing: set[str]) -> None:
    """Install the packages; a failure is told here and weighed by the caller, who looks again."""
    packages, _ = packages_for(missing)
    if packages:
        try:
            debian.install(packages, PURPOSE)
        except debian.MachineNotReady as problem:
            print(problem, flush=True)


def _what_to_do(needed: set[str]) -> str:
    packages, unknown = packages_for(needed)
    if debian.is_debian_like() and packages and not unknown:
        return debian.please_install(packages, PURPOSE)
    names = ", ".join(sorted(needed))
    return f"{PURPOSE} misses libraries of the system: {names}. Install them, then start again."
