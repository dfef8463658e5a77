"""The demo's levers, reached over a socket: one word a line in, and what it needs; `ok` or what is wrong out."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

_LONGEST_LINE = 1000
LeverTable: TypeAlias = Mapping[str, Callable[..., object]]
"""By name; what stands behind the name on the line is handed to the lever."""


class LeverServer:
    """Serves a Unix socket on a thread of its own; levers are pulled one at a time."""

    def __init__(self, path: Path, levers: LeverTable) -> None:
        path.unlink(missing_ok=True)
        pulling = threading.Lock()

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                line = self.rfile.readline(_LONGEST_LINE).decode().strip()
                with pulling:
                    self.wfile.write(f"{_pull(levers, line)}\n".encode())

        self._server = socketserver.ThreadingUnixStreamServer(str(path), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, name="levers", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _pull(levers: LeverTable, line: str) -> str:
    word, *more = line.split(maxsplit=1)[:2] or [""]
    if word not in levers:
        return f"no such lever: {word}"
    try:
        levers[word](*more)
    except Exception as error:  # noqa: BLE001 - a peer that is away must not end the demo
        return f"{word}: {type(error).__name__}"
    return "ok"


def pull(path: Path, word: str, timeout: float = 20.0) -> str:
    """Pull a lever of the server at `path` (`scanner.show_code MIGRADO:…`), and return its answer."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(timeout)
        client.connect(str(path))
        client.sendall(f"{word}\n".encode())
        return client.makefile().readline().strip()
