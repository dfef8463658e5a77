"""A printer on the network, raw port 9100."""

from __future__ import annotations

import select
import socket

from hardware.receipt_printer.transport import LineLost

_CHUNK = 4096
_CONNECT_SECONDS = 1.5
"""Below the two seconds in which a driver must be able to close."""


class TcpTransport:
    def __init__(self, host: str, port: int) -> None:
        """Connect. Raises OSError."""
        self._socket = socket.create_connection((host, port), _CONNECT_SECONDS)
        self._socket.setblocking(False)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)

    def write(self, data: bytes) -> int:
        try:
            return self._socket.send(data)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise LineLost(error.errno, "send") from error

    def read(self, timeout_seconds: float) -> bytes:
        readable, _, _ = select.select([self._socket], [], [], timeout_seconds)
        if not readable:
            return b""
        try:
            data = self._socket.recv(_CHUNK)
        except OSError as error:
            raise LineLost(error.errno, "recv") from error
        if not data:
            raise LineLost("closed by the printer")
        return data

    def close(self) -> None:
        self._socket.close()
