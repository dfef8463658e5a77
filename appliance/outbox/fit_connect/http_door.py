"""The appliance's only door to HTTP: httpx, with a limit on every wait and on the size of every answer."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from appliance.outbox.ports import NotNow


@dataclass(frozen=True)
class DoorLimits:
    connect_s: float = 10.0
    """For the TLS handshake, too."""
    silence_s: float = 30.0
    """The longest pause while something is read or written."""
    whole_s: float = 60.0
    """For a whole exchange. A peer that drips never pauses for long."""
    least_bytes_per_s: int = 20_000
    """Each request gets so much more time for its body."""


USUAL = DoorLimits()
MOST_ANSWER_BYTES = 256 * 1024


@dataclass(frozen=True)
class Call:
    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    most_bytes: int = MOST_ANSWER_BYTES
    """Of the answer."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    retry_after: str = ""


class HttpDoor:
    """Calls come from one thread at a time. One connection, kept for the next call; no proxies, no redirects."""

    def __init__(self, ca_file: Path | None, limits: DoorLimits = USUAL) -> None:
        self._ca_file = ca_file
        self._limits = limits
        self._client: httpx.Client | None = None
        self._stream: Any = None
        self._hung_up = False

    def send(self, call: Call) -> Answer:
        """Return whatever was answered. Raises NotNow with an id for what kept us from an answer."""
        self._hung_up = False
        limit_s = self._limits.whole_s + len(call.body) / self._limits.least_bytes_per_s
        watchdog = threading.Timer(limit_s, self._hang_up)
        watchdog.daemon = True
        watchdog.start()
        try:
            return self._exchange(self._open(), call)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            self.close()  # a renewed CA file is read with the next call
            raise NotNow("timeout" if self._hung_up else _reason(error)) from error
        finally:
            watchdog.cancel()

    def close(self) -> None:
        client, self._client, self._stream = self._client, None, None
        if client is not None:
            client.close()

    def _exchange(self, client: httpx.Client, call: Call) -> Answer:
        body = bytearray()
        extensions = {"trace": self._notice}
        with client.stream(
            call.method, call.url, headers=call.headers, content=call.body, extensions=extensions
        ) as response:
            for chunk in response.iter_raw():
                body += chunk
                if len(body) > call.most_bytes:
                    raise NotNow("answer-too-large")
            return Answer(response.status_code, bytes(body), response.headers.get("retry-after", ""))

    def _open(self) -> httpx.Client:
        if self._client is None:
            self._client = httpx.Client(
                verify=_tls(self._ca_file),
                trust_env=False,
                follow_redirects=False,
                timeout=httpx.Timeout(self._limits.silence_s, connect=self._limits.connect_s),
                limits=httpx.Limits(max_connections=1, keepalive_expiry=4.0),
                # Nothing may come compressed: a small answer could unpack to any size.
                headers={"Accept-Encoding": "identity", "User-Agent": "MigraDo-Terminal"},
            )
        return self._client

    def _notice(self, event: str, info: Mapping[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._stream = info["return_value"]

    def _hang_up(self) -> None:
        """End what is under way, from the watchdog's thread: the blocked read or write ends with an error."""
        self._hung_up = True
        stream = self._stream
        connection = stream.get_extra_info("socket") if stream is not None else None
        if isinstance(connection, socket.socket):
            try:
                socket.socket.shutdown(connection, socket.SHUT_RDWR)
            except OSError:
                return


def _tls(ca_file: Path | None) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _reason(error: BaseException) -> str:
    if _caused_by(error, ssl.SSLCertVerificationError):
        return "certificate-not-trusted"
    if isinstance(error, httpx.TimeoutException):
        return "timeout"
    if isinstance(error, httpx.ConnectError):
        return "not-reachable"
    if isinstance(error, httpx.HTTPError):
        return "connection-broken"
    return "url-malformed" if isinstance(error, httpx.InvalidURL) else "ca-file-unreadable"


def _caused_by(error: BaseException | None, kind: type[BaseException]) -> bool:
    while error is not None:
        if isinstance(error, kind):
            return True
        error = error.__cause__ or error.__context__
    return False
