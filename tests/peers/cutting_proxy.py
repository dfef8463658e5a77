"""A TCP proxy in front of a real server that breaks connections: refuses, resets in the middle, or is silent."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from typing import Literal

HOST = "127.0.0.1"
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER on, zero seconds: close() sends RST."""
Mood = Literal["pass", "reset", "hanging"]


class CuttingProxy:
    """Listens on `port`; the mood is asked for at every new connection."""

    def __init__(self, target_port: int) -> None:
        self.target_port = target_port
        self.connections = 0
        self._mood: Mood = "pass"
        self._reset_after = 0
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener: socket.socket | None = None
        self.port = 0
        self.listen()

    # the levers

    def listen(self) -> None:
        if self._listener is not None:
            return
        listener = socket.create_server((HOST, self.port))
        self.port = listener.getsockname()[1]
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), name="cutting-proxy", daemon=True).start()

    def refuse(self) -> None:
        """Stop listening: connections are refused."""
        listener, self._listener = self._listener, None
        if listener is not None:
            _cut(listener)
        self._reset_all()

    def hang(self) -> None:
        """Take connections and say nothing."""
        self._mood = "hanging"

    def reset_after(self, sent_bytes: int) -> None:
        """Reset a connection when the client has sent so much."""
        self._reset_after, self._mood = sent_bytes, "reset"

    def behave(self) -> None:
        self._mood = "pass"
        self.listen()

    def close(self) -> None:
        self.refuse()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(client, self._mood), daemon=True).start()

    def _serve(self, client: socket.socket, mood: Mood) -> None:
        self._remember(client)
        if mood == "hanging":
            return
        try:
            server = socket.create_connection((HOST, self.target_port), 5)
        except OSError:
            _reset(client)
            return
        server.settimeout(None)
        self._remember(server)
        limit = self._reset_after if mood == "reset" else None
        threading.Thread(target=self._pump, args=(server, client, None), daemon=True).start()
        self._pump(client, server, limit)

    def _pump(self, source: socket.socket, sink: socket.socket, limit: int | None) -> None:
        passed = 0
        try:
            while chunk := source.recv(65536):
                passed += len(chunk)
                if limit is not None and passed > limit:
                    _reset(source)
                    _cut(sink)
                    return
                sink.sendall(chunk)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            _cut(sink)

    def _remember(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            self._open.add(connection)

    def _reset_all(self) -> None:
        with self._lock:
            connections, self._open = self._open, set()
        for connection in connections:
            _cut(connection)


def _cut(connection: socket.socket) -> None:
    """Wake whoever waits on it, and close."""
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


def _reset(connection: socket.socket) -> None:
    """Close with RST instead of FIN."""
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    connection.close()
