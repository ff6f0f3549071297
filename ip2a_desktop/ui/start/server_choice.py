"""What a person typed to reach the office server."""

from dataclasses import dataclass
from typing import Literal

TlsMode = Literal["verify-full", "verify-ca", "require", "disable"]


@dataclass(frozen=True)
class ServerChoice:
    """What a person typed to reach the office server. An empty ``ca_file`` means the computer's own list."""

    host: str
    port: int
    database: str
    user: str
    password: str
    tls: TlsMode
    ca_file: str
