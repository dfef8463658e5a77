"""The transport: seals a submission into an S/MIME mail, and hands it to the site's mail server.

A mail cannot be asked for. Handed over means that the site's mail server has taken it; when its last answer was
lost, the same mail is sent again: docs/decisions/0013-mail-is-sent-again.md.
"""

from __future__ import annotations

import contextlib
from base64 import encodebytes
from dataclasses import dataclass
from email.message import EmailMessage

from cryptography import x509

from appliance.clock import Clock
from appliance.outbox.certificates import check_for_mail, fingerprint, read_certificate, why_not_valid
from appliance.outbox.ports import CannotSeal, NotNow, RefusedByReceiver, SaveMark
from appliance.outbox.progress import Mark, Report, Stage
from appliance.outbox.settings import MailDestination, MailService
from appliance.outbox.smime_mail.bounded_smtp import Waits
from appliance.outbox.smime_mail.letter import POLICY, Envelope, envelope_for, letter
from appliance.outbox.smime_mail.mail_session import mail_session, why_not_secure
from appliance.outbox.smime_mail.sealing import Signer, encrypt, read_signer, sign
from appliance.outbox.submission import SealedPart, SealedSubmission, Submission

PART, MEDIA_TYPE = "mail", "application/pkcs7-mime"
STEP, BEGUN, ACCEPTED = "step", "data", "accepted"
TAKEN = Report(Stage.HANDED_OVER, final=True)


@dataclass(frozen=True, repr=False)
class _Keys:
    office: x509.Certificate
    signer: Signer


class SmimeMailTransport:
    name = "smime"

    def __init__(
        self, service: MailService, destination: MailDestination, clock: Clock, waits: Waits | None = None
    ) -> None:
        self._service = service
        self._destination = destination
        self._clock = clock
        self._waits = waits or Waits()
        self._keys: _Keys | str = "keys-not-read"
        with contextlib.suppress(CannotSeal):
            self.refresh()

    def seal(self, submission: Submission) -> SealedSubmission:
        keys = self._usable_keys()
        outside = envelope_for(submission, self._service.sender, self._destination.address)
        body = encrypt(sign(letter(submission, outside), keys.signer), keys.office)
        part = SealedPart(PART, MEDIA_TYPE, body)
        key_id, routing = fingerprint(keys.office), dict(outside.headers())
        return SealedSubmission.of(submission, self.name, key_id, (part,), routing)

    def can_seal(self) -> str:
        try:
            self._usable_keys()
        except CannotSeal as problem:
            return problem.reason
        return ""

    def refresh(self) -> None:
        """Read all files again: keys rotate by being replaced. What is wrong with them holds until mended."""
        try:
            office = read_certificate(self._destination.certificate_file)
            check_for_mail(office)
            self._keys = _Keys(office, read_signer(self._service.certificate_file, self._service.key_file))
        except CannotSeal as problem:
            self._keys = problem.reason
            raise
        self._usable_keys()

    def hand_over(self, sealed: SealedSubmission, mark: Mark, save: SaveMark) -> Report:
        if mark.get(STEP) == ACCEPTED:
            return TAKEN
        self._insist_on_tls()
        message = outer_mail(sealed)
        with mail_session(self._service, self._waits) as session:
            session.offer(self._service.sender, self._destination.address, len(message))
            save(mark.plus(**{STEP: BEGUN}))
            session.transfer(message)
            with contextlib.suppress(OSError):  # taken is taken, even if the disk is full now
                save(mark.plus(**{STEP: ACCEPTED}))
        return TAKEN

    def ask(self, submission_id: str, mark: Mark) -> Report:  # noqa: ARG002 - a mailbox cannot be asked
        """Nobody can be asked. `may-have-arrived`: it is sent again, and the mailbox drops a double."""
        if mark.get(STEP) == ACCEPTED:
            return TAKEN
        return Report(Stage.WAITING, reason="may-have-arrived" if mark.get(STEP) == BEGUN else "")

    def test(self) -> tuple[str, ...]:
        """Go as far as the recipient's address and withdraw: nothing is sent."""
        self.refresh()
        self._insist_on_tls()
        keys = self._usable_keys()
        with mail_session(self._service, self._waits) as session:
            session.offer(self._service.sender, self._destination.address, 0)
            session.withdraw()
        return (
            f"office's certificate is valid until {keys.office.not_valid_after_utc:%Y-%m-%d}",
            f"site's certificate is valid until {keys.signer.certificate.not_valid_after_utc:%Y-%m-%d}",
            f"{self._service.host} is reached and takes mail for {self._destination.address}",
        )

    def close(self) -> None:
        """Nothing is held between calls."""

    def _usable_keys(self) -> _Keys:
        keys, now = self._keys, self._clock.now()
        if isinstance(keys, str):
            raise CannotSeal(keys)
        problem = why_not_valid(keys.office, now) or keys.signer.why_not(now) or why_not_secure(self._service)
        if problem:
            raise CannotSeal(problem)
        return keys

    def _insist_on_tls(self) -> None:
        problem = why_not_secure(self._service)
        if problem:
            raise NotNow(problem)


def outer_mail(sealed: SealedSubmission) -> bytes:
    """Return the mail as it goes over the wire: the same bytes at every try."""
    ciphertext = next((part.body for part in sealed.parts if part.name == PART), None)
    if ciphertext is None:
        raise RefusedByReceiver("mail-part-missing")
    mail = EmailMessage(policy=POLICY)
    for name, value in _outside(sealed).headers():
        mail[name] = value
    mail["X-MigraDo-Submission"] = sealed.id
    mail["MIME-Version"] = "1.0"
    mail["Content-Type"] = f"{MEDIA_TYPE}; smime-type=enveloped-data; name=smime.p7m"
    mail["Content-Disposition"] = "attachment; filename=smime.p7m"
    mail["Content-Transfer-Encoding"] = "base64"
    mail.set_payload(encodebytes(ciphertext).decode("ascii"))
    return mail.as_bytes()


def _outside(sealed: SealedSubmission) -> Envelope:
    routing = sealed.routing
    return Envelope(routing["From"], routing["To"], routing["Date"], routing["Message-ID"], routing["Subject"])
