"""An office's mailbox behind a real SMTP server (aiosmtpd, TLS, sign-in), opened with OpenSSL's own command.

It drops doubles by Message-ID, as Cyrus does, and keeps every raw delivery to look at.
"""

from __future__ import annotations

import asyncio
import email
import email.policy
import logging
import ssl
import subprocess
import warnings
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Session
from aiosmtpd.smtp import Envelope as SmtpEnvelope

from tests.peers.authority import Pair
from tests.peers.mosquitto_peer import free_port

HOST = "127.0.0.1"
# With implicit TLS aiosmtpd does not see that the password is safe.
warnings.filterwarnings("ignore", "Requiring AUTH", UserWarning, "aiosmtpd")
logging.getLogger("mail.log").setLevel(logging.ERROR)
USER, PASSWORD = "terminal", "Utopia-1"
Security = Literal["tls", "starttls", "none"]


@dataclass
class Delivery:
    recipients: list[str]
    raw: bytes

    @property
    def headers(self) -> EmailMessage:
        return email.message_from_bytes(self.raw, policy=email.policy.default)


@dataclass
class OpenedMail:
    headers: EmailMessage
    inside: EmailMessage
    text: str
    attachments: dict[str, bytes]


@dataclass
class Mailbox:
    """What aiosmtpd calls, and the levers. Replies are whole SMTP replies."""

    deliveries: list[Delivery] = field(default_factory=list)
    recipient_reply: str = ""
    content_reply: str = ""
    drops_connection_after_taking: bool = False

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: SmtpEnvelope, address: str, _options: list[str]
    ) -> str:
        reply, self.recipient_reply = self.recipient_reply, ""
        if not reply:
            envelope.rcpt_tos.append(address)
        return reply or "250 2.1.5 ok"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: SmtpEnvelope
    ) -> str:
        reply, self.content_reply = self.content_reply, ""
        if reply:
            return reply
        assert isinstance(envelope.content, bytes)
        self.deliveries.append(Delivery(list(envelope.rcpt_tos), envelope.content))
        if self.drops_connection_after_taking:
            self.drops_connection_after_taking = False
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 2.0.0 taken"

    def kept(self) -> list[Delivery]:
        """Return what stays after doubles were dropped."""
        return list({delivery.headers["Message-ID"]: delivery for delivery in reversed(self.deliveries)}.values())[
            ::-1
        ]


class _Server(Controller):
    """aiosmtpd would do STARTTLS or implicit TLS by two different arguments."""

    def __init__(self, mailbox: Mailbox, tls: ssl.SSLContext | None, security: Security) -> None:
        def sign_in(server: SMTP, session: Session, envelope: SmtpEnvelope, how: str, data: object) -> AuthResult:
            given = (getattr(data, "login", b""), getattr(data, "password", b""))
            return AuthResult(success=given == (USER.encode(), PASSWORD.encode()), handled=False)

        super().__init__(
            mailbox,
            hostname=HOST,
            port=free_port(),
            ssl_context=tls if security == "tls" else None,
            tls_context=tls if security == "starttls" else None,
            require_starttls=security == "starttls",
            authenticator=sign_in,
            auth_required=True,
            auth_require_tls=False,
            data_size_limit=80_000_000,
        )


class MailboxPeer:
    def __init__(self, server_pair: Pair | None, security: Security = "tls") -> None:
        self.mailbox = Mailbox()
        self._security = security
        tls = None
        if server_pair is not None:
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(server_pair.certificate, server_pair.key)
        self._controller = _Server(self.mailbox, tls, security)
        self._controller.start()
        self.port = self._controller.port

    def close(self) -> None:
        self._controller.stop()


def open_mail(raw: bytes, office: Pair, trusted: Path) -> OpenedMail:
    """Decrypt with the office's key, verify the site's signature, take the parts out."""
    signed = _openssl(
        raw, "cms", "-decrypt", "-inform", "SMIME", "-recip", str(office.certificate), "-inkey", str(office.key)
    )
    entity = _openssl(signed, "cms", "-verify", "-inform", "SMIME", "-CAfile", str(trusted))
    inside = email.message_from_bytes(entity, policy=email.policy.default)
    text = inside.get_body(("plain",))
    assert text is not None
    attachments = {part.get_filename() or "": part.get_payload(decode=True) for part in inside.iter_attachments()}
    outside = email.message_from_bytes(raw, policy=email.policy.default)
    return OpenedMail(outside, inside, text.get_content(), attachments)  # type: ignore[arg-type]


def _openssl(stdin: bytes, *arguments: str) -> bytes:
    return subprocess.run(["openssl", *arguments], input=stdin, check=True, capture_output=True, timeout=30).stdout
