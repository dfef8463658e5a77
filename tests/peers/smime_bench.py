"""The bench of S/MIME mail: the transport, a proxy that breaks connections, and an office's mailbox behind it."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path

from appliance.clock import ManualClock
from appliance.outbox.progress import OfficeAnswer
from appliance.outbox.settings import MailDestination, MailService
from appliance.outbox.smime_mail.bounded_smtp import Waits
from appliance.outbox.smime_mail.transport import SmimeMailTransport
from tests.peers.authority import LONG_AGO, Authority, Pair
from tests.peers.cutting_proxy import HOST, CuttingProxy
from tests.peers.mailbox_peer import PASSWORD, USER, MailboxPeer, OpenedMail, Security, open_mail
from tests.peers.transport_bench import BadKey, Cut, Received

WAITS = Waits(connect=2, reply=2, content=5, whole=8)
SENDER, OFFICE = "terminal@migrado.example.org", "eingang@wohnungsamt.example.org"


class SmimeBench:
    can_answer = False
    cuts: tuple[Cut, ...] = ("refused", "reset", "hanging", "server-error", "wrong-tls")

    def __init__(self, security: Security = "tls", waits: Waits = WAITS) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="smime-"))
        self.authority = Authority(self.directory)
        self.site = self.authority.issue("site")
        self.office = self.authority.issue("office")
        self._offices = [self.office]
        self.peer = MailboxPeer(
            None if security == "none" else self.authority.issue("server", bits=2048, for_mail=False), security
        )
        self.proxy = CuttingProxy(self.peer.port)
        self._foreign: MailboxPeer | None = None
        password_file = self.directory / "password"
        password_file.write_text(f"{PASSWORD}\n")
        self.service = MailService(
            host=HOST,
            port=self.proxy.port,
            security=security,
            sender=SENDER,
            certificate_file=self.site.certificate,
            key_file=self.site.key,
            user=USER,
            password_file=password_file,
            ca_file=self.authority.file,
        )
        self.office_file = self.directory / "office-as-set.pem"
        shutil.copy(self.office.certificate, self.office_file)
        self.clock = ManualClock()
        self.transport = SmimeMailTransport(
            self.service, MailDestination(OFFICE, self.office_file), self.clock, waits
        )

    # what the office has

    def received(self) -> list[Received]:
        return [received_mail(opened) for opened in self.opened()]

    def opened(self) -> list[OpenedMail]:
        return [self._open(delivery.raw) for delivery in self.peer.mailbox.kept()]

    def _open(self, raw: bytes) -> OpenedMail:
        *others, last = self._offices
        for office in others:
            try:
                return open_mail(raw, office, self.authority.file)
            except Exception:  # noqa: BLE001, S112 - sealed to another of the office's keys
                continue
        return open_mail(raw, last, self.authority.file)

    # the levers

    def goes_away(self) -> None:
        self.proxy.refuse()

    def comes_back(self) -> None:
        self.proxy.target_port = self.peer.port
        self.proxy.behave()
        self.peer.mailbox.recipient_reply = self.peer.mailbox.content_reply = ""

    def cut(self, how: Cut) -> None:
        match how:
            case "refused":
                self.proxy.refuse()
            case "reset":
                self.proxy.reset_after(8_000)
            case "hanging":
                self.proxy.hang()
            case "server-error":
                self.peer.mailbox.content_reply = "451 4.3.0 try again later"
            case "wrong-tls":
                self.proxy.target_port = self._foreign_server().port

    def loses_last_confirmation(self) -> None:
        self.peer.mailbox.drops_connection_after_taking = True

    def answers(self, submission_id: str, answer: OfficeAnswer) -> None:  # noqa: ARG002 - cannot
        raise AssertionError("an office cannot answer by mail")

    def refuses_next(self) -> None:
        self.peer.mailbox.recipient_reply = "550 5.1.1 no such mailbox"

    def changes_key(self) -> None:
        office = self.authority.issue(f"office-{len(self._offices)}")
        self._offices.append(office)
        shutil.copy(office.certificate, self.office_file)

    def offers_bad_key(self, kind: BadKey) -> None:
        match kind:
            case "too-weak":
                shutil.copy(self.authority.issue("weak", bits=2048).certificate, self.office_file)
            case "expired":
                until = LONG_AGO + dt.timedelta(days=1)
                shutil.copy(self.authority.issue("old", until=until).certificate, self.office_file)
            case "private":
                shutil.copy(self.office.key, self.office_file)
            case "garbage":
                self.office_file.write_bytes(b"\x00garbage")
            case "missing":
                self.office_file.unlink()

    def close(self) -> None:
        self.transport.close()
        self.proxy.close()
        self.peer.close()
        if self._foreign is not None:
            self._foreign.close()
        shutil.rmtree(self.directory)

    def _foreign_server(self) -> MailboxPeer:
        """Return a server that would take everything, with a certificate of another authority."""
        if self._foreign is None:
            pair: Pair = Authority(self.directory, "stranger").issue("foreign", bits=2048, for_mail=False)
            self._foreign = MailboxPeer(pair, "tls")
        return self._foreign

    def received_by_stranger(self) -> int:
        return len(self._foreign.mailbox.deliveries) if self._foreign else 0


def received_mail(opened: OpenedMail) -> Received:
    parts = opened.attachments
    papers = tuple(body for name, body in sorted(parts.items()) if name.startswith("unterlage"))
    (pdf,) = (parts[name] for name in ("antrag.pdf", "nachricht.pdf") if name in parts)
    return Received(opened.headers["X-MigraDo-Submission"], parts["daten.json"], pdf, papers)
