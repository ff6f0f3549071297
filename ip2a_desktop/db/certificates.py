"""Why a server's certificate was not accepted: the driver does not say, so the server is asked once more."""

import socket
import ssl
import struct

from ip2a_desktop.db.address import ServerAddress
from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.domain.profiles import USUAL_PORT

_SECONDS = 5
_TLS_PLEASE = struct.pack("!ii", 8, 80877103)  # PostgreSQL's own way to ask for an encrypted connection
_KEPT = "Your password was not sent."

# X509_V_ERR_… of OpenSSL.
_NOT_YET, _EXPIRED = 9, 10
_WORDS = {
    _EXPIRED: (
        "The server's certificate has expired.",
        "Ask whoever looks after the server to renew it. If this computer's clock is wrong, set it right.",
    ),
    _NOT_YET: (
        "The server's certificate does not hold yet.",
        "Look at this computer's clock; if it is right, ask whoever looks after the server.",
    ),
}


def why_refused(address: ServerAddress) -> DatabaseUnavailable | None:
    """Return what is wrong with the certificate that a server shows, None where nothing more can be told.

    Args:
        address: its ``sslrootcert`` is the authority to trust; several hosts are asked in turn.
    """
    for host, port in _hosts(address):
        try:
            _look(host, port, address.query.get("sslrootcert", "system"))
        except ssl.SSLCertVerificationError as error:
            if error.verify_code in _WORDS:
                what, next_step = _WORDS[error.verify_code]
                return DatabaseUnavailable(what, _KEPT, next_step)
        except OSError:  # this one cannot be asked; the next may
            continue
    return None


def _hosts(address: ServerAddress) -> list[tuple[str, int]]:
    names = (address.host or address.query.get("host", "")).split(",")
    ports = str(address.query.get("port", address.port or USUAL_PORT)).split(",")
    return [(name, int(ports[place % len(ports)])) for place, name in enumerate(names)]


def _look(host: str, port: int, authority: str) -> None:
    context = ssl.create_default_context(cafile=None if authority == "system" else authority)
    # As strict as the driver, no stricter: offices make their certificates themselves.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    context.check_hostname = False  # the driver says that by itself
    with socket.create_connection((host, port), _SECONDS) as plain:
        plain.sendall(_TLS_PLEASE)
        if plain.recv(1) == b"S":
            with context.wrap_socket(plain, server_hostname=host):
                pass
