"""A twin of a transport and the office behind it, in memory: sealed for real, not idempotent, so doubles show."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc import jwe
from joserfc.jwk import RSAKey

from appliance.outbox.jwe import ALGORITHM, ENCRYPTION, OfficeKey, encrypt, office_key
from appliance.outbox.ports import CannotSeal, NotNow, RefusedByReceiver, SaveMark
from appliance.outbox.progress import Mark, OfficeAnswer, Report, Stage
from appliance.outbox.submission import SealedPart, SealedSubmission, Submission

STEP = "step"


@functools.cache
def key_pair() -> tuple[rsa.RSAPrivateKey, OfficeKey]:
    """Return one for the whole process: making them takes longer than any test."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private, office_key(public)


def sealed_for_twin(submission: Submission, name: str, key: OfficeKey) -> SealedSubmission:
    """Seal data and PDF as one package each."""
    parts = [("data", submission.data), ("pdf", submission.pdf)]
    parts += [(paper.name, paper.pdf) for paper in submission.papers]
    return SealedSubmission(
        id=submission.id,
        office=submission.office,
        kind=submission.kind.value,
        form_id=submission.form_id,
        transport=name,
        key_id=key.kid,
        created_at=submission.created_at.isoformat(),
        parts=tuple(SealedPart(part, "application/jose", encrypt(body, key, "bytes")) for part, body in parts),
    )


def opened(body: bytes, private: rsa.RSAPrivateKey) -> bytes:
    plaintext = jwe.decrypt_compact(
        body.decode(), RSAKey.import_key(private), algorithms=[ALGORITHM, ENCRYPTION]
    ).plaintext
    assert plaintext is not None
    return plaintext


@dataclass
class OfficeTwin:
    """The office keeps what has arrived; nobody there looks for doubles."""

    name: str = "twin"
    arrived: list[str] = field(default_factory=list)
    opened: list[bytes] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    is_away: bool = False
    has_no_key: bool = False
    is_closed: bool = False
    refreshed: int = 0
    _refuses_next: str = ""
    _loses_confirmation: bool = False
    _breaks: Exception | None = None
    _news: dict[str, Report] = field(default_factory=dict)

    # levers

    def goes_away(self) -> None:
        self.is_away = True

    def comes_back(self) -> None:
        self.is_away = False

    def loses_next_confirmation(self) -> None:
        self._loses_confirmation = True

    def refuses_next(self, reason: str = "schema-mismatch") -> None:
        self._refuses_next = reason

    def breaks_once(self, error: Exception) -> None:
        self._breaks = error

    def answers(self, submission_id: str, answer: OfficeAnswer) -> None:
        self._news[submission_id] = Report(Stage.CONFIRMED, answer)

    def reports(self, submission_id: str, report: Report) -> None:
        self._news[submission_id] = report

    # the transport

    def seal(self, submission: Submission) -> SealedSubmission:
        if self.has_no_key:
            raise CannotSeal("key-expired")
        return sealed_for_twin(submission, self.name, key_pair()[1])

    def can_seal(self) -> str:
        return "key-expired" if self.has_no_key else ""

    def refresh(self) -> None:
        self._reach()
        self.refreshed += 1

    def hand_over(self, sealed: SealedSubmission, mark: Mark, save: SaveMark) -> Report:
        self._reach()
        if self._refuses_next:
            reason, self._refuses_next = self._refuses_next, ""
            raise RefusedByReceiver(reason)
        save(mark.plus(**{STEP: "sending"}))
        self.arrived.append(sealed.id)
        self.opened.append(opened(sealed.parts[0].body, key_pair()[0]))
        if self._loses_confirmation:
            self._loses_confirmation = False
            raise NotNow("connection-lost")
        return Report(Stage.HANDED_OVER)

    def ask(self, submission_id: str, mark: Mark) -> Report:  # noqa: ARG002 - asked by its id alone
        self._reach()
        self.asked.append(submission_id)
        if submission_id in self._news:
            return self._news[submission_id]
        return Report(Stage.HANDED_OVER if submission_id in self.arrived else Stage.WAITING)

    def test(self) -> tuple[str, ...]:
        return ("reached",)

    def close(self) -> None:
        self.is_closed = True

    def _reach(self) -> None:
        if self._breaks is not None:
            error, self._breaks = self._breaks, None
            raise error
        if self.is_away:
            raise NotNow("connection-refused")


def data_of(submission_id: str) -> bytes:
    return json.dumps({"id": submission_id}).encode()
