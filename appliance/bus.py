"""The one way from any thread to the owner thread: publish anywhere, dispatch in one place."""

from __future__ import annotations

import logging
import queue
from collections.abc import Callable
from typing import TypeAlias

Subscriber: TypeAlias = Callable[[object], None]

log = logging.getLogger(__name__)


class Bus:
    """Events are delivered in the order of their publication, on the thread that calls `dispatch_pending`."""

    def __init__(self) -> None:
        self._pending: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._subscribers: list[Subscriber] = []

    def subscribe(self, subscriber: Subscriber) -> None:
        """Register on the owner thread; what was dispatched before is not told again."""
        self._subscribers.append(subscriber)

    def publish(self, event: object) -> None:
        """Put a frozen event on the bus. Any thread; never blocks."""
        self._pending.put(event)

    def dispatch_pending(self) -> int:
        """Deliver what is waiting, and what that gives rise to. Returns the number of events."""
        delivered = 0
        while True:
            try:
                event = self._pending.get_nowait()
            except queue.Empty:
                return delivered
            delivered += 1
            for subscriber in self._subscribers:
                self._deliver(subscriber, event)

    @staticmethod
    def _deliver(subscriber: Subscriber, event: object) -> None:
        try:
            subscriber(event)
        except Exception as error:  # noqa: BLE001 - one listener's failure must not reach the others
            # Only types are logged: an exception's text may carry what a visitor typed.
            log.error("subscriber failed on %s: %s", type(event).__name__, type(error).__name__)
