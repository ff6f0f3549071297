"""Settings from the environment, the person's data folder, and where the program's own files lie."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

APP_NAME = "IP2A Desktop"
_FOLDER = "ip2a-desktop"


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
    theme: Literal["system", "light", "dark", "contrast"] | None = None
    scale: int = 1
    tour: Path | None = None
    smoke_test: bool = False


class Settings(BaseSettings):
    """What the environment says; arguments on the command line override it."""

    model_config = SettingsConfigDict(env_prefix="IP2A_", extra="ignore")

    data: Path | None = Field(None, description="folder of the embedded database and the person's settings")
    database: str | None = Field(None, description="URL of a database, instead of the embedded one")


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
    return Path(platformdirs.user_data_dir(_FOLDER, appauthor=False))


def _program_folder() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resource_path(*parts: str) -> Path:
    """Return the path of a file in ``resources/``, from source and from the frozen program alike."""
    return _program_folder().joinpath("resources", *parts)


def migrations_path() -> Path:
    """Return the folder of the Alembic migrations, from source and from the frozen program alike."""
    return _program_folder() / "migrations"
