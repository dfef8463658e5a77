"""The transport: seals a submission into one file, and lays it into the office's directory exactly once."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cryptography import x509

from appliance.clock import Clock
from appliance.outbox.certificates import read_certificate, why_not_valid
from appliance.outbox.jwe import OfficeKey, read_office_key
from appliance.outbox.package import sealed_package
from appliance.outbox.ports import CannotSeal, RefusedByReceiver, SaveMark
from appliance.outbox.progress import Mark, Report, Stage
from appliance.outbox.settings import SftpDestination
from appliance.outbox.sftp_drop.asyncssh_drop import Waits, asyncssh_drop
from appliance.outbox.sftp_drop.drop import Drop, judge, look, put
from appliance.outbox.sftp_drop.names import PROBE, names_of
from appliance.outbox.submission import SealedPart, SealedSubmission, Submission

PART, MEDIA_TYPE = "package", "application/jose"
_CERTIFICATE = b"-----BEGIN CERTIFICATE-----"
Connect = Callable[[], AbstractContextManager[Drop]]


@dataclass(frozen=True)
class _Office:
    key: OfficeKey
    certificate: x509.Certificate | None
    """Where the key came in one: it expires."""


class SftpDropTransport:
    name = "sftp"

    def __init__(
        self,
        destination: SftpDestination,
        clock: Clock,
        waits: Waits | None = None,
        connect: Connect | None = None,
    ) -> None:
        self._destination = destination
        self._clock = clock
        self._connect: Connect = connect or partial(asyncssh_drop, destination, waits or Waits())
        self._office: _Office | str = "keys-not-read"
        with contextlib.suppress(CannotSeal):
            self.refresh()

    def seal(self, submission: Submission) -> SealedSubmission:
        key = self._usable_key()
        part = SealedPart(PART, MEDIA_TYPE, sealed_package(submission, key))
        return SealedSubmission.of(submission, self.name, key.kid, (part,))

    def can_seal(self) -> str:
        try:
            self._usable_key()
        except CannotSeal as problem:
            return problem.reason
        return ""

    def refresh(self) -> None:
        """Read the office's key again: it rotates by being replaced. What is wrong with it holds until mended."""
        try:
            self._office = _read_office(self._destination.office_key_file)
        except CannotSeal as problem:
            self._office = problem.reason
            raise
        self._usable_key()

    def hand_over(self, sealed: SealedSubmission, mark: Mark, save: SaveMark) -> Report:
        package = next((part.body for part in sealed.parts if part.name == PART), None)
        if package is None:
            raise RefusedByReceiver("package-part-missing")
        names = names_of(sealed.id, self._destination)
        with self._connect() as drop:
            found = look(drop, names, self._destination.directory)
            report = judge(found, mark)
            if report.stage is not Stage.WAITING:
                return _handed_over(report)
            put(drop, names, package, found, mark, save)
        return Report(Stage.HANDED_OVER)

    def ask(self, submission_id: str, mark: Mark) -> Report:
        with self._connect() as drop:
            found = look(drop, names_of(submission_id, self._destination), self._destination.directory)
        return judge(found, mark)

    def test(self) -> tuple[str, ...]:
        """Sign in, write a file, read its size, remove it."""
        self.refresh()
        key, destination = self._usable_key(), self._destination
        probe = f"{destination.directory}/{PROBE}"
        with self._connect() as drop:
            look(drop, names_of("migrado-test", destination), destination.directory)
            drop.write(probe, b"MigraDo\n")
            drop.remove(probe)
            answers = drop.has_directory(destination.answers_directory)
        return (
            f"office's key has {key.bits} bits, kid {key.kid}",
            f"{destination.host} is the pinned host, and {destination.directory} can be written to",
            f"{destination.answers_directory} is {'there' if answers else 'not there: the office cannot answer'}",
        )

    def close(self) -> None:
        """Nothing is held between calls."""

    def _usable_key(self) -> OfficeKey:
        office = self._office
        if isinstance(office, str):
            raise CannotSeal(office)
        problem = why_not_valid(office.certificate, self._clock.now()) if office.certificate else ""
        if problem:
            raise CannotSeal(problem)
        return office.key


def _read_office(path: Path) -> _Office:
    key = read_office_key(path)
    try:
        holds_certificate = _CERTIFICATE in path.read_bytes()
    except OSError as error:
        raise CannotSeal("key-unreadable") from error
    return _Office(key, read_certificate(path) if holds_certificate else None)


def _handed_over(report: Report) -> Report:
    """`hand_over` returns how far it came; a refusal found on the way is told by `ask`."""
    if report.stage is Stage.REFUSED:
        raise RefusedByReceiver(report.reason)
    return report
