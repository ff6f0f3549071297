"""The environment's variables, read and checked."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(BaseSettings):
    """``IP2A_DATA`` and ``IP2A_DATABASE``."""

    model_config = SettingsConfigDict(env_prefix="IP2A_", extra="ignore")

    data: Path | None = None
    database: str | None = None
