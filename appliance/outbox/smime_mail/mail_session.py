"""One conversation with the site's mail server, from connecting to its last answer. Raises TransportFailure."""

from __future__ import annotations

import contextlib
import ipaddress
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from appliance.outbox.ports import NotNow
from appliance.outbox.settings import MailService
from appliance.outbox.smime_mail.bounded_smtp import BoundedSMTP, Waits
from appliance.outbox.smime_mail.replies import Step, failure

_GOODBYE_S = 2.0
_START = 354


class MailSession:
    def __init__(self, client: BoundedSMTP) -> None:
        self._client = client

    def offer(self, sender: str, recipient: str, size: int) -> None:
        """Say from whom, to whom and how large. Nothing is transferred yet."""
        with _as_not_now():
            options = [f"SIZE={size}"] if self._client.has_extn("size") else []
            code, _ = self._client.mail(sender, options)
        if code != 250:
            raise failure(Step.SENDER, code)
        with _as_not_now():
            code, _ = self._client.rcpt(recipient)
        if code not in (250, 251):
            raise failure(Step.RECIPIENT, code)

    def transfer(self, message: bytes) -> None:
        """Send the mail and wait until the server has taken it on itself."""
        with _as_not_now():
            self._client.allow_for_content()
            try:
                code, _ = self._client.data(message)
            except smtplib.SMTPDataError as refused:
                code = refused.smtp_code
        if not 200 <= code < 300:
            raise failure(Step.CONTENT, code)

    def withdraw(self) -> None:
        with _as_not_now():
            self._client.rset()


@contextmanager
def mail_session(service: MailService, waits: Waits) -> Iterator[MailSession]:
    """Connect, verify the server's certificate, sign in. Raises NotNow."""
    with _as_not_now():
        client = _connected(service, waits)
    try:
        with _as_not_now():
            _introduce(client, service)
        yield MailSession(client)
        _say_goodbye(client)
    finally:
        client.close()


def why_not_secure(service: MailService) -> str:
    """Return `mail-without-tls` where passwords and mails would cross a network in the clear."""
    return "mail-without-tls" if service.security == "none" and not _is_local(service.host) else ""


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _connected(service: MailService, waits: Waits) -> BoundedSMTP:
    at_once = _tls(service) if service.security == "tls" else None
    return BoundedSMTP(service.host, service.port, waits, at_once)


def _introduce(client: BoundedSMTP, service: MailService) -> None:
    client.ehlo_or_helo_if_needed()
    if service.security == "starttls":
        client.starttls(context=_tls(service))
        client.ehlo()
    if service.password_file is not None:
        client.login(service.user, _password(service))


def _tls(service: MailService) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=service.ca_file)
    except OSError as error:
        raise NotNow("ca-unreadable") from error


def _password(service: MailService) -> str:
    try:
        return service.password_file.read_text("utf-8").strip() if service.password_file else ""
    except (OSError, ValueError) as error:
        raise NotNow("auth") from error


def _say_goodbye(client: BoundedSMTP) -> None:
    with contextlib.suppress(OSError, ValueError):
        if client.sock is not None:
            client.sock.settimeout(_GOODBYE_S)
        client.quit()


@contextmanager
def _as_not_now() -> Iterator[None]:
    """Turn whatever smtplib, TLS and the network raise into NotNow with an id; replies' texts are not kept."""
    try:
        yield
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise NotNow(_reason(error)) from error


def _reason(error: Exception) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            return "tls-untrusted"
        case ssl.SSLError():
            return "tls"
        case smtplib.SMTPAuthenticationError():
            return "auth"
        case smtplib.SMTPNotSupportedError():
            return "not-supported"
        case smtplib.SMTPResponseException():
            return f"smtp-{error.smtp_code}" if error.smtp_code > 0 else "smtp-garbled"
        case smtplib.SMTPServerDisconnected():
            return "connection-lost"
        case TimeoutError():
            return "timeout"
        case ConnectionResetError() | BrokenPipeError():
            return "connection-lost"
        case smtplib.SMTPException() | ValueError():
            return "smtp-garbled"
        case _:
            return "unreachable"
