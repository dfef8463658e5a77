"""The way in: one call a message. Parses, folds, hands to history, and says that something changed.

The bench and the subscriber drive it alike:

    intake = Intake(time.time, history=HistoryWriter(...))   # history=None: live picture only
    intake.accept("terminal/v1/b3/health", b"{...}", retained=False)
    intake.fleet        # a frozen Fleet, from any thread
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Protocol

from appliance.telemetry.messages import Acknowledgement, EventMessage, MalformedMessage, encode
from monitor.fleet import Fleet, TerminalFacts
from monitor.received import Origin, Received, parse
from monitor.registry import fold

REPORT_INTERVAL_S = 60.0

log = logging.getLogger(__name__)


class Keeps(Protocol):
    """What history must be able to do for the intake."""

    def add(self, received: Received, before: TerminalFacts | None) -> None: ...


class Intake:
    """`accept` is called from one thread; everything else from any."""

    def __init__(
        self,
        now: Callable[[], float],
        fleet: Fleet | None = None,
        history: Keeps | None = None,
        on_acknowledged: Callable[[str, Acknowledgement], None] = lambda _id, _ack: None,
    ) -> None:
        self.fleet = fleet if fleet is not None else Fleet()
        self.version = 0
        """Grows with every message that changed the fleet: whoever shows it compares."""
        self.accepted = 0
        self.malformed = 0
        self._now = now
        self._history = history
        self._on_acknowledged = on_acknowledged
        self._reported_at = -REPORT_INTERVAL_S
        self._unreported = 0
        self._lock = threading.Lock()
        """Staff and the broker may change the fleet at the same moment."""

    def accept(self, topic: str, payload: bytes, retained: bool) -> None:
        """Take one message as it came from the broker. Never raises for what a terminal may have sent."""
        at = self._now()
        try:
            received = parse(topic, payload, at, Origin.RETAINED if retained else Origin.LIVE)
        except MalformedMessage:
            self._count_malformed(at)
            return
        if received is None:
            return
        self.accepted += 1
        if isinstance(received.content, Acknowledgement):
            self._on_acknowledged(received.name, received.content)
        with self._lock:
            self._take(received)

    def _take(self, received: Received) -> None:
        before = self.fleet.terminals.get(received.terminal)
        self.fleet = fold(self.fleet, received)
        if self._history is not None:
            self._history.add(received, before)
        self.version += 1

    def note(self, terminal: str, event: EventMessage) -> None:
        """Take an event of the monitor's own about a terminal. It is no sign of life of that terminal."""
        noted = Received(terminal, "event", "", event, encode(event), self._now(), Origin.RETAINED)
        with self._lock:
            self._take(noted)

    def changed(self) -> None:
        """Something else that is shown has changed: a command's fate, the broker, the history."""
        self.version += 1

    def _count_malformed(self, at: float) -> None:
        self.malformed += 1
        self._unreported += 1
        if at - self._reported_at >= REPORT_INTERVAL_S:
            log.warning("dropped %d malformed messages", self._unreported)
            self._reported_at, self._unreported = at, 0
