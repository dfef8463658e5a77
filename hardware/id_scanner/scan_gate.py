"""From a reader's bytes to events: only while armed, one document at a time, unseen otherwise."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable

from hardware.events import DocumentScanned, HardwareEvent, Publish, ScanFailed, ScanFailure
from hardware.id_scanner.frames import QUIET_SECONDS, Frame, Framing, Outcome
from hardware.id_scanner.mrz import MrzError, parse_mrz


class ScanGate:
    """Armed until a document has been read; a failed reading leaves it armed, so that the visitor tries again."""

    def __init__(self, publish: Publish, today: Callable[[], dt.date]) -> None:
        self._publish = publish
        self._today = today
        self._armed = False
        self._round = 0
        self._lock = threading.RLock()

    @property
    def armed_round(self) -> int | None:
        """A number that is new each time the gate is armed; None while it is not."""
        with self._lock:
            return self._round if self._armed else None

    def arm(self) -> None:
        with self._lock:
            if not self._armed:
                self._armed = True
                self._round += 1

    def disarm(self) -> None:
        """Nothing is published from here on, until armed again."""
        with self._lock:
            self._armed = False

    def take(self, frame: Frame) -> None:
        with self._lock:
            if not self._armed:
                return
            event = self._event(frame)
            if isinstance(event, DocumentScanned):
                self._armed = False
            self._publish(event)

    def _event(self, frame: Frame) -> HardwareEvent:
        if frame.outcome is Outcome.TRUNCATED:
            return ScanFailed(ScanFailure.TRUNCATED)
        if frame.outcome is Outcome.DAMAGED:
            return ScanFailed(ScanFailure.UNREADABLE)
        try:
            return DocumentScanned(parse_mrz(frame.lines, self._today()))
        except MrzError:
            return ScanFailed(ScanFailure.UNREADABLE)


class DocumentReader:
    """Feeds a gate from a stream of bytes. Belongs to the device's thread; `now` is in monotonic seconds.

    A document of which anything arrived before the gate was armed is skipped to its end.
    """

    def __init__(self, framing: Framing, gate: ScanGate) -> None:
        self._framing = framing
        self._gate = gate
        self._round: int | None = None
        self._skip_until = 0.0

    def receive(self, data: bytes, now: float) -> None:
        self._follow_gate()
        if self._round is None or now < self._skip_until:
            self._skip_until = now + QUIET_SECONDS
            return
        self._pass_on(self._framing.feed(data, now))

    def tick(self, now: float) -> None:
        """Call while nothing arrives."""
        self._follow_gate()
        self._pass_on(self._framing.expire(now))

    def reset(self) -> None:
        self._framing.reset()

    def _pass_on(self, frames: Iterable[Frame]) -> None:
        for frame in frames:
            self._gate.take(frame)

    def _follow_gate(self) -> None:
        armed_round = self._gate.armed_round
        if armed_round != self._round:
            self._round = armed_round
            self._framing.reset()
