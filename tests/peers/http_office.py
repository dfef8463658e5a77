"""An office behind HTTPS, for endurance tests: it takes what comes, keeps doubles, and fails on command.

One connection after the other: whoever asks is answered after everything that was sent before has been dealt with.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import socket
import ssl
import struct
import tempfile
import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx
import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from appliance.outbox.jwe import OfficeKey, office_key
from appliance.outbox.ports import NotNow, SaveMark
from appliance.outbox.progress import Mark, Report, Stage
from appliance.outbox.submission import SealedSubmission, Submission
from tests.peers.office_twin import key_pair, opened, sealed_for_twin
from tests.peers.transport_bench import Cut

NAME = "http-office"
PATIENCE_S = 0.5
"""Of the sender."""
SILENCE_S = 0.8
AWAY_S = 0.3
IN_THE_MIDDLE: tuple[Cut, ...] = ("reset", "hanging", "server-error")
"""Cuts of a request that has begun; the others meet the next connection."""
_RESET = struct.pack("ii", 1, 0)


def certificate(directory: Path, name: str) -> Path:
    """Make a self-signed certificate for 127.0.0.1 with its key, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = directory / f"{name}.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


class QuietServer(HTTPServer):
    def handle_error(self, *_request: object) -> None:
        """Broken connections are what this is for."""


class HttpOffice:
    """Arrivals are counted after the office has opened them with its own key."""

    cuts: tuple[Cut, ...] = ("refused", "reset", "hanging", "server-error", "wrong-tls")

    def __init__(self, seed: int = 0) -> None:
        self._dice = random.Random(seed)
        self._directory = tempfile.TemporaryDirectory(prefix="http-office-")
        directory = Path(self._directory.name)
        self._certificate, foreign = certificate(directory, "office"), certificate(directory, "foreign")
        self._right, self._wrong = _context(self._certificate), _context(foreign)
        self._arrived: list[str] = []
        self._cut: Cut | None = None
        self._port = 0
        self._closing = False
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._is_up = threading.Event()
        self._thread.start()
        self._is_up.wait(10)

    def address(self) -> dict[str, str]:
        public = key_pair()[1].key.as_pem(private=False).decode()
        trusted = self._certificate.read_text()
        return {
            "url": f"https://localhost:{self._port}",
            "trusted": trusted[trusted.index("-----BEGIN CERT") :],
            "key": public,
        }

    def received(self) -> list[str]:
        return list(self._arrived)

    def cut(self, how: Cut) -> None:
        self._cut = how

    def close(self) -> None:
        self._closing = True
        self._thread.join(5)
        self._directory.cleanup()

    # one connection after the other

    def _serve(self) -> None:
        server = self._listening()
        while not self._closing:
            if self._cut == "refused":
                self._cut = None
                server.server_close()
                time.sleep(AWAY_S)
                server = self._listening()
            server.handle_request()
        server.server_close()

    def _listening(self) -> QuietServer:
        server = QuietServer(("127.0.0.1", self._port), self._handler())
        server.timeout = 0.02
        self._port = server.server_port
        self._is_up.set()
        return server

    def _handler(office) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - `self` is the request below
        class Request(BaseHTTPRequestHandler):
            timeout = 2.0

            def setup(self) -> None:
                self.request.settimeout(self.timeout)
                self.request = office._secured(self.request)
                super().setup()

            def do_GET(self) -> None:
                submission_id = self.path.rpartition("/")[2]
                office._answer(self, 200 if submission_id in office._arrived else 404)

            def do_POST(self) -> None:
                office._take(self)

            def log_message(self, *_words: object) -> None:
                pass

        return Request

    def _secured(self, connection: socket.socket) -> ssl.SSLSocket:
        context = self._right
        if self._cut == "wrong-tls":
            self._cut, context = None, self._wrong
        try:
            return context.wrap_socket(connection, server_side=True)
        except OSError:
            connection.close()
            raise

    def _take(self, request: BaseHTTPRequestHandler) -> None:
        cut = self._cut if self._cut in IN_THE_MIDDLE else None
        if cut is not None:
            self._cut = None
        length = int(request.headers["Content-Length"])
        if cut == "reset" and self._dice.random() < 0.5:
            request.rfile.read(length // 2)
            _reset(request)
            return
        body = request.rfile.read(length)
        if len(body) < length:
            return
        if cut is None or self._dice.random() < 0.5:
            self._arrived.append(self._opened(body))
        if cut == "reset":
            _reset(request)
        elif cut == "hanging":
            time.sleep(SILENCE_S)
        else:
            self._answer(request, 503 if cut == "server-error" else 201)

    @staticmethod
    def _opened(body: bytes) -> str:
        sealed = msgspec.msgpack.decode(body, type=SealedSubmission)
        data: dict[str, Any] = json.loads(opened(sealed.parts[0].body, key_pair()[0]))
        assert data["id"] == sealed.id
        return sealed.id

    @staticmethod
    def _answer(request: BaseHTTPRequestHandler, status: int) -> None:
        request.send_response(status)
        request.send_header("Content-Length", "0")
        request.end_headers()


def _context(path: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def _reset(request: BaseHTTPRequestHandler) -> None:
    """Close without a word: the other side gets an RST."""
    connection: socket.socket = request.connection
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    request.close_connection = True
    socket.close(connection.detach())


class HttpOfficeTransport:
    """The sending side: a mark before the POST, and a question by id whenever there was no answer."""

    name = NAME

    def __init__(self, address: Mapping[str, str]) -> None:
        self._key: OfficeKey = office_key(address["key"].encode())
        context = ssl.create_default_context(cadata=address["trusted"])
        self._client = httpx.Client(base_url=address["url"], verify=context, timeout=PATIENCE_S, trust_env=False)

    def seal(self, submission: Submission) -> SealedSubmission:
        return sealed_for_twin(submission, self.name, self._key)

    def can_seal(self) -> str:
        return ""

    def refresh(self) -> None:
        pass

    def hand_over(self, sealed: SealedSubmission, mark: Mark, save: SaveMark) -> Report:
        save(mark.plus(step="posting"))
        answer = self._request("POST", sealed.id, msgspec.msgpack.encode(sealed))
        if answer.status_code != 201:
            raise NotNow(f"status-{answer.status_code}")
        return Report(Stage.HANDED_OVER, final=True)

    def ask(self, submission_id: str, mark: Mark) -> Report:  # noqa: ARG002 - asked by its id alone
        answer = self._request("GET", submission_id, b"")
        if answer.status_code not in (200, 404):
            raise NotNow(f"status-{answer.status_code}")
        arrived = answer.status_code == 200
        return Report(Stage.HANDED_OVER, final=True) if arrived else Report(Stage.WAITING)

    def test(self) -> tuple[str, ...]:
        return ()

    def close(self) -> None:
        self._client.close()

    def _request(self, method: str, submission_id: str, body: bytes) -> httpx.Response:
        try:
            return self._client.request(method, f"/submissions/{submission_id}", content=body)
        except httpx.HTTPError as error:
            raise NotNow(type(error).__name__) from error
