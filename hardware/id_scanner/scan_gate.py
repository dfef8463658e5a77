"""From a reader's bytes to events: only while armed, one document or code at a time, unseen otherwise."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable

from hardware.events import CodeScanned, DocumentScanned, HardwareEvent, Publish, ScanFailed, ScanFailure
from hardware.id_scanner.frames import QUIET_SECONDS, Frame, Framing, Outcome
from hardware.id_scanner.mrz import MrzError, parse_mrz
from hardware.ports import Wanted


class ScanGate:
    """Armed until what is wanted has been read.

    A document that cannot be read is told and leaves it armed, so that the visitor tries again; who is asked for
    a code and shows anything else hears nothing of it.
    """

    def __init__(self, publish: Publish, today: Callable[[], dt.date]) -> None:
        self._publish = publish
        self._today = today
        self._wanted: Wanted | None = None
        self._round = 0
        self._lock = threading.RLock()

    @property
    def armed_round(self) -> int | None:
        """A number that is new each time the gate is armed; None while it is not."""
        with self._lock:
            return None if self._wanted is None else self._round

    def arm(self, wanted: Wanted = Wanted.DOCUMENT) -> None:
        with self._lock:
            if self._wanted is not wanted:
                self._wanted = wanted
                self._round += 1

    def disarm(self) -> None:
        """Nothing is published from here on, until armed again."""
        with self._lock:
            self._wanted = None

    def take(self, frame: Frame) -> None:
        with self._lock:
            if self._wanted is not (Wanted.CODE if frame.outcome is Outcome.CODE else Wanted.DOCUMENT):
                return
            event = self._event(frame)
            if not isinstance(event, ScanFailed):
                self._wanted = None
            self._publish(event)

    def _event(self, frame: Frame) -> HardwareEvent:
        if frame.outcome is Outcome.CODE:
            return CodeScanned(frame.lines[0])
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
