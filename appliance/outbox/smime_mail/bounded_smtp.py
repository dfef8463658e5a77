"""smtplib with limits: how long a conversation lasts, and how much a server may say."""

from __future__ import annotations

import smtplib
import socket
import ssl
from dataclasses import dataclass
from typing import BinaryIO

from appliance.outbox.smime_mail.watch import Watch

MOST_REPLY_LINES = 100
"""smtplib takes 8 KiB a line and any number of lines; EHLO of large servers has about 15."""


@dataclass(frozen=True)
class Waits:
    """Seconds."""

    connect: float = 10
    reply: float = 30
    content: float = 120
    """For sending the mail, and for the answer to it: a server that is given up too early has perhaps taken it."""
    whole: float = 300


class ReplyLines:
    """A server's lines, counted from one command to the next. Raises OSError when there are too many."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._left = MOST_REPLY_LINES

    def begin(self) -> None:
        self._left = MOST_REPLY_LINES

    def readline(self, limit: int = -1) -> bytes:
        if self._left == 0:
            raise OSError("too many lines")
        self._left -= 1
        return self._stream.readline(limit)

    def close(self) -> None:
        self._stream.close()


class BoundedSMTP(smtplib.SMTP):
    """Connects in its constructor, in TLS from the first byte if `tls_at_once` is given."""

    def __init__(self, host: str, port: int, waits: Waits, tls_at_once: ssl.SSLContext | None = None) -> None:
        self.waits = waits
        self._tls_at_once = tls_at_once
        self._watch: Watch | None = None
        self.file: ReplyLines | None = None
        try:
            # Given here, or smtplib looks for a name of our own in the DNS.
            super().__init__(host, port, local_hostname="localhost", timeout=waits.connect)
            self.local_hostname = _address_literal(self.sock)
        except BaseException:
            self.close()
            raise

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = socket.create_connection((host, port), timeout)
        self._watch = Watch(plain, self.waits.whole)
        plain.settimeout(self.waits.reply)
        return self._tls_at_once.wrap_socket(plain, server_hostname=host) if self._tls_at_once else plain

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = ReplyLines(self.sock.makefile("rb"))
        if self.file is not None:
            self.file.begin()
        return super().getreply()

    def allow_for_content(self) -> None:
        if self.sock is not None:
            self.sock.settimeout(self.waits.content)

    def close(self) -> None:
        super().close()
        if self._watch is not None:
            self._watch.close()


def _address_literal(connection: socket.socket | None) -> str:
    """Return what a client without a name says in EHLO (RFC 5321, 4.1.3)."""
    address = connection.getsockname()[0] if connection else "127.0.0.1"
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"
