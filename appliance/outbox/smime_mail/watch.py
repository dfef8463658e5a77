"""One time limit over a whole conversation: a peer that sends a byte now and then cannot hold the outbox."""

from __future__ import annotations

import contextlib
import socket
import threading


class Watch:
    """Shuts a connection down when its time is over; whoever waits on it gets an error at once.

    It holds a duplicate of the socket, so TLS can be put over it meanwhile and no foreign connection is ever hit.
    """

    def __init__(self, connection: socket.socket, seconds: float) -> None:
        self.expired = False
        self._connection = connection.dup()
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._shut_down)
        self._timer.daemon = True
        self._timer.start()

    def close(self) -> None:
        self._timer.cancel()
        with self._lock:
            self._connection.close()

    def _shut_down(self) -> None:
        with self._lock, contextlib.suppress(OSError):
            self.expired = True
            self._connection.shutdown(socket.SHUT_RDWR)
