"""How a notice leaves the house: the log file, e-mail, Slack, a webhook; each says why where it could not."""

import ipaddress
import json
import logging
import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from ip2a_desktop.domain.health import Severity
from ip2a_desktop.domain.notices import ChannelKind

LOG_FILE = "notices.jsonl"
_SECONDS = 10
_SLACK = "https://hooks.slack.com/services/"
_PORTS = {"starttls": 587, "ssl": 465, "insecure": 25}


class NotSent(Exception):
    """A message did not go; the text says why, for a person."""


@dataclass(frozen=True)
class Message:
    """What is sent: it tells nothing personal.

    Args:
        priority: the gravest of what it tells.
        title: one line.
        body: the rest.
        at: server time.
    """

    priority: Severity
    title: str
    body: str
    at: datetime


def send(
    kind: ChannelKind,
    address: str,
    settings: Mapping[str, str],
    secret: str,
    message: Message,
    folder: Path,
    resolve: Callable[[str], list[str]],
) -> None:
    """Send one message on one channel.

    Args:
        kind: which way.
        address: where to, without any secret.
        settings: what else the kind needs.
        secret: the password, or Slack's address with its token.
        message: what to send.
        folder: this desktop's data folder, for the log.
        resolve: gives the addresses of a host name.

    Raises:
        NotSent: why it did not go.
    """
    if kind is ChannelKind.LOG:
        _log(folder / LOG_FILE, message)
    elif kind is ChannelKind.EMAIL:
        _by_apprise(kind, _email_url(address, settings, secret), message)
    elif kind is ChannelKind.SLACK:
        if not secret.startswith(_SLACK):
            raise NotSent(f"Slack's address begins with {_SLACK}; enter it again.")
        _by_apprise(kind, secret, message)
    else:
        check_address(address, settings, resolve)
        parts = urlsplit(address)
        _by_apprise(kind, f"jsons://{parts.netloc}{parts.path}{'?' + parts.query if parts.query else ''}", message)


def check_address(address: str, settings: Mapping[str, str], resolve: Callable[[str], list[str]]) -> None:
    """Refuse a webhook that is not encrypted, not allowed, or inside the house.

    Args:
        address: such as ``https://hooks.example.org/ip2a``.
        settings: ``allowed`` names the one host that an admin allowed.
        resolve: gives the addresses of a host name.

    Raises:
        NotSent: what is wrong with it.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme != "https" or not host or parts.username:
        raise NotSent("A webhook's address begins with https:// and holds no password.")
    if host != settings.get("allowed", ""):
        raise NotSent(f"The server {host} is not on the list of allowed servers; an admin allows it in the channel.")
    try:
        found = [ipaddress.ip_address(one) for one in resolve(host)]
    except (OSError, ValueError) as error:
        raise NotSent(f"The name {host} is not known on this network.") from error
    if not found or any(not one.is_global or one.is_multicast for one in found):
        raise NotSent(f"{host} is an address inside this network, which a webhook may not reach.")


def addresses_of(host: str) -> list[str]:
    """Return the addresses of a host name, as this computer's network knows them."""
    return sorted({str(one[4][0]).partition("%")[0] for one in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)})


def _log(file: Path, message: Message) -> None:
    line = {
        "at": message.at.isoformat(),
        "priority": message.priority.value,
        "title": message.title,
        "body": message.body,
    }
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as target:
            target.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as error:
        raise NotSent(f"The log {file} cannot be written: {error.strerror or error}.") from error


def _email_url(address: str, settings: Mapping[str, str], secret: str) -> str:
    server, mode = settings.get("server", ""), settings.get("mode", "starttls")
    if not server or mode not in _PORTS:
        raise NotSent("The channel names no mail server.")
    port = settings.get("port") or str(_PORTS[mode])
    user = settings.get("user", "")
    who = f"{quote(user, safe='')}:{quote(secret, safe='')}@" if user else ""
    sender = settings.get("sender") or address
    scheme = "mailto" if mode == "insecure" else "mailtos"
    query = f"smtp={quote(server)}&from={quote(sender)}&to={quote(address)}&mode={mode}"
    return f"{scheme}://{who}{server}:{port}/?{query}"


class _Heard(logging.Handler):
    """Keeps what the sending library complains about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.words: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.words.append(record.getMessage())


def _sender(kind: ChannelKind, url: str) -> Any:
    """Return apprise's sender of a kind: named one by one, since the packaged program has no folder to look in."""
    from apprise import AppriseAsset  # noqa: PLC0415 - a tenth of a second, and mostly there is nothing to send
    from apprise.plugins.custom_json import NotifyJSON  # noqa: PLC0415 - as above
    from apprise.plugins.email.base import NotifyEmail  # noqa: PLC0415 - as above
    from apprise.plugins.slack import NotifySlack  # noqa: PLC0415 - as above

    asset = AppriseAsset(app_id="IP2A Desktop", app_desc="", http_redirects=False)
    readers: dict[ChannelKind, tuple[Any, Callable[[str], Any]]] = {
        ChannelKind.EMAIL: (NotifyEmail, NotifyEmail.parse_url),
        ChannelKind.SLACK: (NotifySlack, NotifySlack.parse_native_url),
        ChannelKind.WEBHOOK: (NotifyJSON, NotifyJSON.parse_url),
    }
    make, read = readers[kind]
    found = read(f"{url}{'&' if '?' in url else '?'}rto={_SECONDS}&cto={_SECONDS}")
    try:
        return make(**found, asset=asset) if found else None
    except TypeError:  # how apprise says that a part of the address is missing
        return None


def _by_apprise(kind: ChannelKind, url: str, message: Message) -> None:
    sender = _sender(kind, url)
    if sender is None:
        raise NotSent("The channel's address or settings cannot be used; look at each of them.")
    heard = _Heard()
    speaking = logging.getLogger("apprise")
    speaks_up = speaking.propagate
    speaking.addHandler(heard)
    speaking.propagate = False  # its words go to the channel's own line, not to the log
    try:
        delivered = sender.notify(body=message.body or message.title, title=message.title)
    finally:
        speaking.propagate = speaks_up
        speaking.removeHandler(heard)
    if not delivered:
        said = heard.words[-1] if heard.words else "The far side did not take it."
        raise NotSent(said if said.endswith(".") else f"{said}.")
