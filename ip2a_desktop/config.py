"""Settings from the environment, the person's data folder, and where the program's own files lie."""

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

from ip2a_desktop import __version__

APP_NAME = "IP2A Desktop"
ENV_PREFIX = "IP2A_"
ThemeName = Literal["system", "light", "dark", "contrast", "contrast_light"]
THEMES: Final[tuple[ThemeName, ...]] = get_args(ThemeName)
"""The colours that a person can choose."""
_FOLDER = "ip2a-desktop"
_FOR_SHOW = "for-show"  # the file that marks a named data folder as a tour's


@dataclass(frozen=True)
class Arguments:
    """What the command line of the windowed program says.

    Args:
        data: folder of the embedded database and the person's settings.
        database: URL of a database, instead of the embedded one.
        theme: colours for this session; None keeps the person's choice.
        scale: magnification for this session.
        tour: folder for the pictures of a tour through every screen.
        smoke_test: whether to open every screen once and end.
    """

    data: Path | None = None
    database: str | None = None
    theme: ThemeName | None = None
    scale: int = 1
    tour: Path | None = None
    smoke_test: bool = False


@dataclass(frozen=True)
class Settings:
    """What the environment says; arguments on the command line override it.

    Args:
        data: ``IP2A_DATA``, folder of the embedded database and the person's settings.
        database: ``IP2A_DATABASE``, URL of a database, instead of the embedded one.
    """

    data: Path | None = None
    database: str | None = None


def settings() -> Settings:
    """Return what the environment says."""
    if not any(name.upper().startswith(ENV_PREFIX) for name in os.environ):
        return Settings()
    from ip2a_desktop.environment import Environment  # noqa: PLC0415 - a tenth of a second, and mostly nothing is set

    found = Environment()
    return Settings(found.data, found.database)


def runs_as_root() -> bool:
    """Say whether the program runs as root (never on Windows)."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def data_folder(chosen: Path | None) -> Path:
    """Return the folder that holds the embedded database, drafts and settings (not made yet).

    Root gets a folder outside its home: the server runs as another user there, and the home stays closed.
    """
    if chosen is not None:
        return chosen.expanduser().resolve()
    if runs_as_root():
        return Path("/var/lib") / _FOLDER
    import platformdirs  # noqa: PLC0415 - root, and who names a folder, needs none of it

    return Path(platformdirs.user_data_dir(_FOLDER, appauthor=False))


def folder_for_show(named: Path | None) -> Path:
    """Return the data folder of a tour: the named one where it is new or a tour's, else a fresh one to throw away.

    So a tour never touches a person's data.
    """
    if named is not None:
        folder = data_folder(named)
        if not folder.exists() or not any(folder.iterdir()) or (folder / _FOR_SHOW).exists():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / _FOR_SHOW).touch()
            return folder
    folder = Path(tempfile.mkdtemp(prefix="ip2a-tour-"))
    if runs_as_root():
        folder.chmod(0o711)  # the server's own user has to pass
    return folder


def is_throwaway(folder: Path) -> bool:
    """Say whether a folder of :func:`folder_for_show` is one that nobody named."""
    return not (folder / _FOR_SHOW).exists()


def _program_folder() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def edition() -> str:
    """Return what tells this program's code from another: its version, and from source the newest of its modules."""
    if getattr(sys, "_MEIPASS", None):
        return __version__
    folders = [Path(__file__).parent / part for part in ("domain", "services", "db/models")]
    times = [one.stat().st_mtime_ns for folder in folders for one in os.scandir(folder) if one.name.endswith(".py")]
    return f"{__version__} {len(times)} {max(times)}"


def resource_path(*parts: str) -> Path:
    """Return the path of a file in ``resources/``, from source and from the frozen program alike."""
    return _program_folder().joinpath("resources", *parts)


def migrations_path() -> Path:
    """Return the folder of the Alembic migrations, from source and from the frozen program alike."""
    return _program_folder() / "migrations"
