"""A server that says whatever it is told to, to whoever connects: for protocols spoken by nobody in his senses."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterable
from types import TracebackType

HOST = "127.0.0.1"
Say = Callable[[], Iterable[bytes]]


class RudeServer:
    """Says one piece at once, and the next after whatever it hears; then closes, or stays silent.

    `heard` holds what clients said.
    """

    def __init__(self, say: Say, *, waits_for_client: bool = True, stays: bool = False) -> None:
        self.heard = bytearray()
        self._say = say
        self._waits = waits_for_client
        self._stays = stays
        self._stopped = threading.Event()
        self._listener = socket.create_server((HOST, 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, name="rude-server", daemon=True)
        self._thread.start()

    def __enter__(self) -> RudeServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                with connection, contextlib.suppress(OSError):
                    self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        connection.settimeout(0.2)
        for piece in self._say():
            connection.sendall(piece)
            if self._stopped.is_set() or (self._waits and not self._listen(connection)):
                return
        while self._stays and self._listen(connection):
            pass

    def _listen(self, connection: socket.socket) -> bool:
        """Return False when nobody is there any more."""
        while not self._stopped.is_set():
            try:
                said = connection.recv(65536)
            except TimeoutError:
                continue
            self.heard += said[:65536]
            return bool(said)
        return False
