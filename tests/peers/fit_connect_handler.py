"""The wire of the make-believe FIT-Connect: one connection, its requests, and what goes wrong with them."""

from __future__ import annotations

import json
import re
import secrets
import socket
import threading
from http.server import BaseHTTPRequestHandler
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from tests.peers.fit_connect_desk import DESTINATION, Desk, Refused
from tests.peers.fit_connect_keys import jwk
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


class Receiver(Protocol):
    desk: Desk
    troubles: Troubles
    tokens: set[str]
    token_life_s: int
    requests: list[str]
    lock: threading.RLock

    @property
    def url(self) -> str: ...


class _HungUp(OSError):
    pass


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Any

    def log_message(self, *_: Any) -> None:
        return

    def do_GET(self) -> None:
        self._handle("GET")

    def do_POST(self) -> None:
        self._handle("POST")

    def do_PUT(self) -> None:
        self._handle("PUT")

    def _receiver(self) -> Receiver:
        receiver: Receiver = self.server.receiver
        return receiver

    def _handle(self, method: str) -> None:
        receiver = self._receiver()
        url = urlsplit(self.path)
        found = _route(method, url.path)
        if found is None:
            receiver.desk.faults.append(f"{method} {url.path}")
            self._answer(404, {"type": "about:blank"})
            return
        place, parts = found
        receiver.requests.append(place)
        mishap = receiver.troubles.take(place)
        body = self._read(mishap)
        if mishap is not None and mishap != "lost":
            self._go_wrong(mishap)
            return
        status, content = self._served(place, parts, parse_qs(url.query), body)
        if mishap == "lost":
            self._hang_up()
        self._answer(status, content)

    def _served(
        self, place: Place, parts: tuple[str, ...], query: dict[str, list[str]], body: bytes
    ) -> tuple[int, Any]:
        receiver = self._receiver()
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
        desk = self._receiver().desk
        kind = self.headers.get("Content-Type", "")
        match place:
            case "token":
                return self._token(kind, body)
            case "jwks":
                signer = desk.service_signer
                return 200, {"keys": [jwk(signer.key, signer.kid, "verify")]}
            case "destination":
                return (200, desk.destination) if parts[0] == DESTINATION else (404, {})
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
        self._receiver().tokens.add(token)
        return 200, {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": self._receiver().token_life_s,
            "scope": "https://schema.fitko.de/fit-connect/oauth/scopes/send-submissions",
        }

    def _authorized(self) -> bool:
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        return scheme == "Bearer" and token in self._receiver().tokens

    def _read(self, mishap: Mishap | None) -> bytes:
        length = int(self.headers.get("Content-Length") or 0)
        if mishap == "reset":
            self.rfile.read(length // 2)
            reset(self.connection)
            raise _HungUp
        return self.rfile.read(length)

    def _go_wrong(self, mishap: Mishap) -> None:
        receiver = self._receiver()
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
            if self._receiver().troubles.released.wait(0.1):
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
            self._receiver().troubles.megabytes_taken += 1

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


def _route(method: str, path: str) -> tuple[Place, tuple[str, ...]] | None:
    for wanted, pattern, place in _ROUTES:
        match = re.fullmatch(pattern, path)
        if match and wanted == method:
            return place, match.groups()
    return None
