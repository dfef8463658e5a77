"""A site's update server: HTTPS for whoever has a certificate of the site, ranges, and faults on command."""

from __future__ import annotations

import re
import socket
import ssl
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any

_RESET = struct.pack("ii", 1, 0)
_PIECE = 4096


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_request: object) -> None:
        """Handshakes that fail and connections that break are what this is for."""


class UpdateServer:
    def __init__(self, certificate: Path, key: Path, ca: Path, host: str = "127.0.0.1") -> None:
        self.files: dict[str, bytes] = {}
        self.asked: list[str] = []
        """The Range header of each request that was let in; empty for all of it."""
        self.cuts: list[int] = []
        """After so many bytes of the next bodies the connection is reset."""
        self.hangs_after: int | None = None
        self.knows_ranges = True
        self.status = 0
        """Not 0: the answer to everything."""
        self._released = threading.Event()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        context.load_verify_locations(ca)
        context.verify_mode = ssl.CERT_REQUIRED
        peer = self

        class Handler(BaseHTTPRequestHandler):
            timeout = 10

            def setup(self) -> None:
                self.request = context.wrap_socket(self.request, server_side=True)
                super().setup()

            def do_GET(self) -> None:
                peer.answer(self)

            def log_message(self, *_words: Any) -> None:
                pass

        self._server = _Server((host, 0), Handler)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> UpdateServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._released.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, asking: BaseHTTPRequestHandler) -> None:
        said = asking.headers.get("Range", "")
        self.asked.append(said)
        content = self.files.get(asking.path.removeprefix("/"))
        if self.status or content is None:
            asking.send_error(self.status or 404)
            return
        wanted = re.fullmatch(r"bytes=(\d+)-", said) if self.knows_ranges else None
        begin = int(wanted[1]) if wanted else 0
        if wanted and begin >= len(content):
            asking.send_error(416)
            return
        asking.send_response(206 if wanted else 200)
        asking.send_header("Content-Length", str(len(content) - begin))
        if wanted:
            asking.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
        asking.end_headers()
        self._send(asking, content[begin:])

    def _send(self, asking: BaseHTTPRequestHandler, body: bytes) -> None:
        cut = self.cuts.pop(0) if self.cuts else None
        for at in range(0, len(body), _PIECE):
            if cut is not None and at >= cut:
                asking.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                asking.connection.close()
                return
            if self.hangs_after is not None and at >= self.hangs_after:
                self._released.wait(30)
                return
            asking.wfile.write(body[at : at + _PIECE])
