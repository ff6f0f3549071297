"""A proxy on loopback between the program and its server, which freezes, cuts and loses what it is told to."""

import selectors
import socket
import threading
from pathlib import Path
from types import TracebackType

from ip2a_desktop.db.embedded import Address

_CHUNK = 65_536


class Proxy:
    """Forwards connections to a server until the block ends; at most ``most`` at a time.

    ``lose_answers`` makes it take what the program sends to
    the server, and cut the connection instead of bringing the answer back, once what was sent held ``marker``.
    """

    def __init__(self, address: Address, most: int = 50) -> None:
        self.lose_answers = False
        self.marker = b""
        self.lost = 0
        self._address = address
        self._most = most
        self._over = threading.Event()
        self._thawed = threading.Event()
        self._thawed.set()
        self._threads: list[threading.Thread] = []
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(0.1)
        self.port: int = self._listening.getsockname()[1]

    def __enter__(self) -> "Proxy":
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._over.set()
        self._thawed.set()
        self.cut()
        for thread in self._threads:
            thread.join(5)
        self._listening.close()

    def cut(self) -> None:
        """End every connection."""
        with self._lock:
            for one in self._open:
                try:
                    one.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue

    def freeze(self) -> None:
        """Let nothing through, and keep the connections open: a network that has gone silent."""
        self._thawed.clear()

    def thaw(self) -> None:
        """Let it all through again."""
        self._thawed.set()

    def _start(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                client, _ = self._listening.accept()
            except TimeoutError:
                continue
            if len(self._open) >= 2 * self._most:
                client.close()
                continue
            self._start(self._serve, client)

    def _connect(self) -> socket.socket:
        if Path(self._address.host).is_absolute():
            server = socket.socket(socket.AF_UNIX)
            server.connect(f"{self._address.host}/.s.PGSQL.{self._address.port}")
            return server
        return socket.create_connection((self._address.host, self._address.port))

    def _serve(self, client: socket.socket) -> None:
        server = self._connect()
        with self._lock:
            self._open |= {client, server}
        try:
            self._forward(client, server)
        except OSError:
            pass  # the other side ended it
        finally:
            with self._lock:
                self._open -= {client, server}
            client.close()
            server.close()

    def _forward(self, client: socket.socket, server: socket.socket) -> None:
        held = False
        with selectors.DefaultSelector() as waiting:
            waiting.register(client, selectors.EVENT_READ, server)
            waiting.register(server, selectors.EVENT_READ, client)
            while not self._over.is_set():
                for key, _ in waiting.select(0.1):
                    source = key.fileobj
                    assert isinstance(source, socket.socket)
                    data = source.recv(_CHUNK)
                    if not data:
                        return
                    self._thawed.wait()
                    if source is client and self.lose_answers and self.marker in data:
                        held = True
                    if source is server and held:
                        self.lost += 1
                        return
                    key.data.sendall(data)
