"""A FIT-Connect of our own on loopback: OAuth, destinations, keys, submissions, event log, over HTTPS.

`python -m tests.peers.fit_connect_receiver --port 0 --directory DIR` runs it as a process; its first line on
standard output is JSON with all that a sender needs, and the control port's number (see `fit_connect_control`).
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.peers.fit_connect_desk import Desk
from tests.peers.fit_connect_handler import CLIENT_SECRET, Handler
from tests.peers.fit_connect_keys import root, write_server_identity
from tests.peers.fit_connect_trouble import HANG_S, Troubles


class FitConnectReceiver:
    """Levers on `desk` (service and office) and `troubles` (the wire)."""

    def __init__(self, directory: Path, port: int = 0) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        authority, stranger = root("Utopia TLS"), root("Stranger TLS")
        self.ca_file = directory / "ca.pem"
        self.ca_file.write_bytes(authority.pem())
        self.secret_file = directory / "client-secret"
        self.secret_file.write_text(CLIENT_SECRET + "\n", encoding="utf-8")
        self.tls = _context(*write_server_identity(directory, authority, "server"))
        self.foreign_tls = _context(*write_server_identity(directory, stranger, "stranger"))
        self.troubles = Troubles()
        self.tokens: set[str] = set()
        self.token_life_s = 1800
        self.requests: list[str] = []
        """Place of each request, in order; for tests of what is asked how often."""
        self.lock = threading.RLock()
        self._server: _Server | None = _Server(("127.0.0.1", port), self)
        self.port = self._server.server_address[1]
        self.desk = Desk(f"https://127.0.0.1:{self.port}")
        self._serve(self._server)

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def goes_away(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            self.troubles.released.set()
            server.shutdown()
            server.server_close()
            server.cut_all()

    def comes_back(self) -> None:
        if self._server is None:
            self.troubles.released = threading.Event()
            self._server = _Server(("127.0.0.1", self.port), self)
            self._serve(self._server)

    def close(self) -> None:
        self.goes_away()

    def _serve(self, server: _Server) -> None:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True, name="fit-connect").start()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 32

    def __init__(self, address: tuple[str, int], receiver: FitConnectReceiver) -> None:
        super().__init__(address, Handler)
        self.receiver = receiver
        self._open: set[socket.socket] = set()

    def finish_request(self, request: Any, client_address: Any) -> None:
        foreign = self.receiver.troubles.next_is_wrong_tls()
        context = self.receiver.foreign_tls if foreign else self.receiver.tls
        request.settimeout(HANG_S)
        try:
            connection = context.wrap_socket(request, server_side=True)
        except OSError:
            if foreign:
                self.receiver.troubles.wrong_tls_happened()
            return
        self._open.add(connection)
        try:
            Handler(connection, client_address, self)
        except OSError:
            pass
        finally:
            self._open.discard(connection)
            connection.close()

    def cut_all(self) -> None:
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                socket.socket.shutdown(connection, socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        self.receiver.desk.faults.append("handler-failed")
        super().handle_error(request, client_address)


def _context(certificate: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


if __name__ == "__main__":
    from tests.peers.fit_connect_control import main

    main()
