"""The twin of all transports: an office in memory that takes each submission once, with levers named as verbs.

Really sealed, to a key made at the start, so that what waits on the disk looks like what really waits there.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from joserfc.jwk import RSAKey

from appliance.outbox.jwe import LEAST_BITS, OfficeKey, office_key
from appliance.outbox.package import sealed_package
from appliance.outbox.ports import CannotSeal, NotNow, RefusedByReceiver, SaveMark
from appliance.outbox.progress import Mark, OfficeAnswer, Report, Stage
from appliance.outbox.submission import SealedPart, SealedSubmission, Submission

PART = "package"
STEP, BEGUN = "step", "begun"
PACKAGES_KEPT = 100
"""Ids are kept longer, as twins run for weeks."""


@dataclass
class SimulatedOffice:
    """What has arrived, and the office's private keys."""

    packages: dict[str, bytes] = field(default_factory=dict)
    """Sealed, by id, in the order of arrival; the last `PACKAGES_KEPT`."""
    taken: set[str] = field(default_factory=set)
    answers: dict[str, OfficeAnswer] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    keys: list[RSAKey] = field(default_factory=lambda: [RSAKey.generate_key(LEAST_BITS)])

    def take(self, submission_id: str, package: bytes) -> None:
        """Idempotent: what came before is not taken again."""
        if submission_id not in self.taken:
            self.taken.add(submission_id)
            self.packages[submission_id] = package
        while len(self.packages) > PACKAGES_KEPT:
            del self.packages[next(iter(self.packages))]


class SimulatedTransport:
    def __init__(self, office: SimulatedOffice | None = None, name: str = "simulated") -> None:
        self.name = name
        self.office = office or SimulatedOffice()
        self.attempts = 0
        self._key: OfficeKey | str = ""
        self._offered = self._public_key()
        self._away = ""
        self._cut_before = ""
        self._cut_after = ""
        self._refuses = False
        self._lock = threading.RLock()
        self.refresh()

    # the port

    def seal(self, submission: Submission) -> SealedSubmission:
        key = self._key
        if isinstance(key, str):
            raise CannotSeal(key)
        part = SealedPart(PART, "application/jose", sealed_package(submission, key))
        return SealedSubmission.of(submission, self.name, key.kid, (part,))

    def can_seal(self) -> str:
        key = self._key
        return key if isinstance(key, str) else ""

    def refresh(self) -> None:
        try:
            self._key = office_key(self._offered)
        except CannotSeal as problem:
            self._key = problem.reason
            raise

    def hand_over(self, sealed: SealedSubmission, mark: Mark, save: SaveMark) -> Report:
        with self._lock:
            self.attempts += 1
            self._reach()
            self._break(before=True)
            save(mark.plus(**{STEP: BEGUN}))
            if self._refuses:
                self._refuses = False
                self.office.refused.add(sealed.id)
                raise RefusedByReceiver("refused-by-receiver")
            self.office.take(sealed.id, sealed.parts[0].body)
            self._break(before=False)
            return Report(Stage.HANDED_OVER)

    def ask(self, submission_id: str, mark: Mark) -> Report:  # noqa: ARG002 - the office knows it better
        with self._lock:
            self._reach()
            answer = self.office.answers.get(submission_id, OfficeAnswer.NONE)
            if submission_id in self.office.refused or answer is OfficeAnswer.REFUSED:
                return Report(Stage.REFUSED, OfficeAnswer.REFUSED, reason="refused-by-receiver", final=True)
            if submission_id not in self.office.taken:
                return Report(Stage.WAITING)
            if answer is OfficeAnswer.NONE:
                return Report(Stage.HANDED_OVER)
            return Report(Stage.CONFIRMED, answer, final=answer is OfficeAnswer.DECIDED)

    def test(self) -> tuple[str, ...]:
        self.refresh()
        self._reach()
        return ("the simulated office is there",)

    def close(self) -> None:
        """Nothing is held."""

    # the levers

    def goes_away(self, reason: str = "unreachable") -> None:
        self._away = reason

    def comes_back(self) -> None:
        self._away = ""

    def breaks_next(self, reason: str = "connection-lost") -> None:
        """The connection breaks in the next hand-over, before the office has it."""
        self._cut_before = reason

    def loses_last_confirmation(self) -> None:
        """The office takes the next one, and the connection breaks before it could say so."""
        self._cut_after = "connection-lost"

    def refuses_next(self) -> None:
        self._refuses = True

    def answers(self, submission_id: str, answer: OfficeAnswer) -> None:
        self.office.answers[submission_id] = answer

    def changes_key(self) -> None:
        """Effective from the next `refresh`; what was sealed before can still be opened."""
        self.office.keys.append(RSAKey.generate_key(LEAST_BITS))
        self._offered = self._public_key()

    def offers_key(self, content: bytes) -> None:
        """Give whatever this is for the office's key; effective from the next `refresh`."""
        self._offered = content

    def _public_key(self) -> bytes:
        return self.office.keys[-1].as_pem(private=False)

    def _reach(self) -> None:
        if self._away:
            raise NotNow(self._away)

    def _break(self, *, before: bool) -> None:
        if before:
            reason, self._cut_before = self._cut_before, ""
        else:
            reason, self._cut_after = self._cut_after, ""
        if reason:
            raise NotNow(reason)
