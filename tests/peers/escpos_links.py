"""The lines of the emulated printer: a TCP port and a pty. Each reads on its own thread, and can be unplugged."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import threading
import tty
from pathlib import Path
from typing import Protocol


class Printer(Protocol):
    def receive(self, data: bytes) -> None: ...


class Link(Protocol):
    def open(self) -> None:
        """Plug in. Does nothing when it is plugged in."""

    def shut(self) -> None:
        """Unplug."""

    def close(self) -> None: ...

    def send(self, data: bytes) -> None: ...


class TcpLink:
    """Serves one connection after the other on the same port, as network printers do."""

    def __init__(self, printer: Printer, host: str, port: int) -> None:
        self._printer = printer
        self._host = host
        self.port = port
        self._listener: socket.socket | None = None
        self._connection: socket.socket | None = None
        self._lock = threading.Lock()

    def open(self) -> None:
        if self._listener is not None:
            return
        self._listener = socket.create_server((self._host, self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, args=(self._listener,), daemon=True).start()

    def shut(self) -> None:
        listener, self._listener = self._listener, None
        for end in (listener, self._connection):
            if end is not None:
                _hang_up(end)

    def close(self) -> None:
        self.shut()

    def send(self, data: bytes) -> None:
        with self._lock, contextlib.suppress(OSError):
            if self._connection is not None:
                self._connection.send(data, socket.MSG_DONTWAIT)

    def _serve(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._connection = connection
                with contextlib.suppress(OSError):
                    while data := connection.recv(1024):
                        self._printer.receive(data)
                self._connection = None
                connection.close()


class PtyLink:
    """A serial line: the driver opens `path`, a symbolic link to the slave side."""

    def __init__(self, printer: Printer, path: Path) -> None:
        self._printer = printer
        self._path = path
        self._master: int | None = None
        self._plugged = threading.Event()
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        if self._plugged.is_set():
            return
        master, slave = os.openpty()
        tty.setraw(slave)
        self._master = master
        self._path.unlink(missing_ok=True)
        self._path.symlink_to(os.ttyname(slave))
        self._plugged.set()
        self._thread = threading.Thread(target=self._serve, args=(master, slave), daemon=True)
        self._thread.start()

    def shut(self) -> None:
        """Unplug; the reading thread closes both ends, for a descriptor must not vanish under a read."""
        self._path.unlink(missing_ok=True)
        self._plugged.clear()
        if self._thread is not None:
            self._thread.join(2)

    def close(self) -> None:
        self.shut()

    def send(self, data: bytes) -> None:
        with contextlib.suppress(OSError):
            if self._master is not None:
                os.write(self._master, data)

    def _serve(self, master: int, slave: int) -> None:
        """Keep our own slave open, so that a driver that closes does not end the line."""
        while self._plugged.is_set():
            if select.select([master], [], [], 0.05)[0]:
                self._printer.receive(os.read(master, 1024))
        self._master = None
        os.close(slave)
        os.close(master)


def _hang_up(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
