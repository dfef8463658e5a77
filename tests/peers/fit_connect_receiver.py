"""A FIT-Connect of our own on loopback: OAuth, destinations, keys, submissions, event log, over HTTPS.

`python -m tests.peers.fit_connect_receiver --port 0 --directory DIR` runs it as a process; its first line on
standard output is JSON with all that a sender needs, and the control port's number (see `fit_connect_control`).
"""

from __future__ import annotations

import contextlib
import json
import re
import secrets
import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.peers.fit_connect_desk import Desk, Refused
from tests.peers.fit_connect_keys import jwk, root, write_server_identity
from tests.peers.fit_connect_trouble import HANG_S, Mishap, Place, Troubles, reset

CLIENT_ID, CLIENT_SECRET = "migrado-utopia", "nur zum Testen: +/=&"
PREFIX = "/submission-api"
_ROUTES: tuple[tuple[str, str, Place], ...] = (
    ("POST", r"/token", "token"),
    ("GET", PREFIX + r"/\.well-known/jwks\.json", "jwks"),
    ("GET", PREFIX + r"/v2/destinations/([^/]+)", "destination"),
    ("GET", PREFIX + r"/v2/destinations/([^/]+)/keys/([^/]+)", "key"),
    ("POST", PREFIX + r"/v2/submissions", "create"),
    ("PUT", PREFIX + r"/v2/submissions/([^/]+)/attachments/([^/]+)", "attachment"),
    ("PUT", PREFIX + r"/v2/submissions/([^/]+)", "submit"),
    ("GET", PREFIX + r"/v2/cases/([^/]+)/events", "events"),
)


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
        super().__init__(address, _Handler)
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
            self.RequestHandlerClass(connection, client_address, self)
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


class _HungUp(OSError):
    pass


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        return

    def do_GET(self) -> None:
        self._handle("GET")

    def do_POST(self) -> None:
        self._handle("POST")

    def do_PUT(self) -> None:
        self._handle("PUT")

    def _handle(self, method: str) -> None:
        receiver = self.server.receiver
        url = urlsplit(self.path)
        for wanted, pattern, place in _ROUTES:
            match = re.fullmatch(pattern, url.path)
            if match and wanted == method:
                break
        else:
            receiver.desk.faults.append(f"{method} {url.path}")
            self._answer(404, {"type": "about:blank"})
            return
        receiver.requests.append(place)
        mishap = receiver.troubles.take(place)
        body = self._read(mishap)
        if mishap is not None and mishap != "lost":
            self._go_wrong(mishap)
            return
        status, content = self._served(place, match.groups(), parse_qs(url.query), body)
        if mishap == "lost":
            self._hang_up()
        self._answer(status, content)

    def _served(
        self, place: Place, parts: tuple[str, ...], query: dict[str, list[str]], body: bytes
    ) -> tuple[int, Any]:
        receiver = self.server.receiver
        with receiver.lock:
            try:
                if place not in ("token", "jwks") and not self._authorized():
                    return 401, {
                        "type": "https://schema.fitko.de/fit-connect/submission-api/problems/unauthorized"
                    }
                return self._work(place, parts, query, body)
            except Refused as refused:
                uri = f"https://schema.fitko.de/fit-connect/submission-api/problems/{refused.problem}"
                return refused.status, {"type": uri, "title": "…", "status": refused.status}

    def _work(
        self, place: Place, parts: tuple[str, ...], query: dict[str, list[str]], body: bytes
    ) -> tuple[int, Any]:
        desk = self.server.receiver.desk
        kind = self.headers.get("Content-Type", "")
        match place:
            case "token":
                return self._token(kind, body)
            case "jwks":
                signer = desk.service_signer
                return 200, {"keys": [jwk(signer.key, signer.kid, "verify")]}
            case "destination":
                return (200, desk.destination) if parts[0] == desk.destination["destinationId"] else (404, {})
            case "key":
                return (200, desk.keys[parts[1]]) if parts[1] in desk.keys else (404, {})
            case "create":
                return 201, desk.create(json.loads(body))
            case "attachment":
                desk.attach(parts[0], parts[1], kind, body.decode("ascii"))
                return 204, None
            case "submit":
                desk.submit(parts[0], kind, json.loads(body))
                return 200, {"submissionId": parts[0]}
            case "events":
                offset, limit = int(query.get("offset", ["0"])[0]), int(query.get("limit", ["500"])[0])
                return 200, desk.events(parts[0], offset, limit)

    def _token(self, kind: str, body: bytes) -> tuple[int, Any]:
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        wanted = {"grant_type": "client_credentials", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
        if kind != "application/x-www-form-urlencoded" or form != wanted:
            return 401, {"error": "invalid_client"}
        token = secrets.token_urlsafe(40)
        self.server.receiver.tokens.add(token)
        return 200, {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": self.server.receiver.token_life_s,
            "scope": "https://schema.fitko.de/fit-connect/oauth/scopes/send-submissions",
        }

    def _authorized(self) -> bool:
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        return scheme == "Bearer" and token in self.server.receiver.tokens

    def _read(self, mishap: Mishap | None) -> bytes:
        length = int(self.headers.get("Content-Length") or 0)
        if mishap == "reset":
            self.rfile.read(length // 2)
            reset(self.connection)
            raise _HungUp
        return self.rfile.read(length)

    def _go_wrong(self, mishap: Mishap) -> None:
        receiver = self.server.receiver
        match mishap:
            case "hang":
                receiver.troubles.released.wait(HANG_S)
                self._hang_up()
            case "hang-up":
                self._hang_up()
            case "drip":
                self._drip()
            case "huge":
                self._huge()
            case "garbage":
                self._raw(200, b'{"half": ')
            case "deep":
                self._raw(200, b"[" * 100_000)
            case "redirect":
                self._raw(302, b"", {"Location": f"{receiver.url}/elsewhere"})
            case "429":
                self._raw(429, b"{}", {"Retry-After": receiver.troubles.retry_after})
            case "401":
                self._raw(401, b"")
            case _:
                uri = "https://schema.fitko.de/fit-connect/submission-api/problems/made-up"
                self._answer(int(mishap), {"type": uri})

    def _drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Slow: ")
        for _ in range(200):
            if self.server.receiver.troubles.released.wait(0.1):
                break
            self.wfile.write(b"a")
        self._hang_up()

    def _huge(self) -> None:
        """Announces no length and sends a hundred megabytes, as far as anybody reads them."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Connection", "close")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b" " * 1_000_000)

    def _hang_up(self) -> None:
        socket.socket.shutdown(self.connection, socket.SHUT_RDWR)
        raise _HungUp

    def _answer(self, status: int, content: Any) -> None:
        self._raw(status, b"" if content is None else json.dumps(content).encode())

    def _raw(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _context(certificate: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


if __name__ == "__main__":
    from tests.peers.fit_connect_control import main

    main()
