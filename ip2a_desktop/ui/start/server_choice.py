"""What a person typed to reach the office server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ip2a_desktop.domain.profiles import ServerProfile

if TYPE_CHECKING:
    from ip2a_desktop.domain.profiles import TlsMode


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
    name: str = ""

    @classmethod
    def of(cls, known: ServerProfile, password: str = "") -> ServerChoice:
        """Return a server's profile as if it had been typed."""
        return cls(known.host, known.port, known.database, known.user, password, known.tls, known.ca_file, known.name)

    @property
    def profile(self) -> ServerProfile:
        """The server without the password; one without a name is called as its host."""
        name = self.name or self.host
        return ServerProfile(name, self.host, self.port, self.database, self.user, self.tls, self.ca_file)

    def kept(self) -> dict[str, Any]:
        """Return what may be written down: everything but the password."""
        return {name: value for name, value in vars(self).items() if name != "password"}
