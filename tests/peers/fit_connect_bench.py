"""The FIT-Connect transport with a receiver of its own, and the levers of every transport's bench."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from appliance.clock import Clock, SystemClock
from appliance.outbox.fit_connect.http_door import DoorLimits
from appliance.outbox.fit_connect.transport import FitConnectTransport
from appliance.outbox.ports import SaveMark
from appliance.outbox.progress import Mark, OfficeAnswer, Report
from appliance.outbox.settings import FitConnectDestination, FitConnectService
from appliance.outbox.submission import SealedSubmission
from tests.peers.fit_connect_control import CUTS, sender_settings, submission_of
from tests.peers.fit_connect_desk import SCHEMA, Desk
from tests.peers.fit_connect_receiver import FitConnectReceiver
from tests.peers.fit_connect_trouble import Troubles
from tests.peers.transport_bench import Cut, Received

QUICK = DoorLimits(connect_s=1.0, silence_s=1.0, whole_s=3.0)


def transport_settings(told: dict[str, str]) -> tuple[FitConnectService, FitConnectDestination]:
    """From what the receiver's process prints, or `sender_settings` returns."""
    service = FitConnectService(
        token_url=told["token_url"],
        submission_url=told["submission_url"],
        client_id=told["client_id"],
        client_secret_file=Path(told["client_secret_file"]),
        ca_file=Path(told["ca_file"]),
    )
    return service, FitConnectDestination(told["destination_id"], told["leika_key"])


class _Transport(FitConnectTransport):
    """Nobody listens during one hand-over, if the bench says so."""

    before: Callable[[], None] | None = None
    after: Callable[[], None] | None = None

    def hand_over(self, sealed: SealedSubmission, mark: Mark, save: SaveMark) -> Report:
        before, after = self.before, self.after
        self.before = self.after = None
        if before is None or after is None:
            return super().hand_over(sealed, mark, save)
        before()
        try:
            return super().hand_over(sealed, mark, save)
        finally:
            after()


class FitConnectBench:
    can_answer = True
    """A confirmation only: the office's categories are not published."""
    cuts: tuple[Cut, ...] = ("refused", "reset", "hanging", "server-error", "wrong-tls")
    schema_id = SCHEMA
    """What the destination takes; put it into the submissions of a test."""

    def __init__(self, directory: Path, clock: Clock | None = None, limits: DoorLimits = QUICK) -> None:
        self.directory = directory
        self.receiver = FitConnectReceiver(directory / "service")
        self._clock = clock or SystemClock()
        self._limits = limits
        self._roots: Path | None = None
        self.transport = self.restarted()
        self.transport.refresh()

    @property
    def desk(self) -> Desk:
        return self.receiver.desk

    @property
    def troubles(self) -> Troubles:
        return self.receiver.troubles

    def restarted(self) -> _Transport:
        """Another transport over the same cache, as after a start of the terminal; `transport` stays."""
        service, destination = transport_settings(sender_settings(self.receiver))
        service = replace(service, key_roots_file=self._roots)
        return _Transport(service, destination, self.directory / "keys", self._clock, self._limits)

    def trust(self, roots: Path) -> None:
        """Give the terminal the administration's roots, from its next start on, which is now."""
        self._roots = roots
        self.transport.close()
        self.transport = self.restarted()
        self.transport.refresh()

    def received(self) -> list[Received]:
        return [Received(one.sender_id, one.data, one.files[0], one.files[1:]) for one in self.desk.received()]

    def goes_away(self) -> None:
        self.receiver.goes_away()

    def comes_back(self) -> None:
        self.receiver.comes_back()

    def cut(self, how: Cut) -> None:
        if how == "refused":
            self.transport.before, self.transport.after = self.receiver.goes_away, self.receiver.comes_back
        elif how == "wrong-tls":
            self.transport.before, self.transport.after = self._foreign_certificate, lambda: None
        else:
            self.troubles.plan("attachment", CUTS[how])

    def _foreign_certificate(self) -> None:
        self.transport.close()  # the next call has to shake hands again
        self.troubles.plan("attachment", "wrong-tls")

    def loses_last_confirmation(self) -> None:
        self.troubles.plan("submit", "lost")

    def answers(self, submission_id: str, answer: OfficeAnswer) -> None:
        submission = submission_of(self.receiver, submission_id)
        if answer is OfficeAnswer.REFUSED:
            self.desk.reject(submission)
        else:
            self.desk.accept(submission)

    def refuses_next(self) -> None:
        self.desk.rejects_next = True

    def close(self) -> None:
        self.transport.close()
        self.receiver.close()
