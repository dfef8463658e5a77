"""Whether the disk takes what is written: told once when it stops, and once when it works again."""

from __future__ import annotations

from collections.abc import Callable

from appliance.outbox.events import OutboxDegraded, OutboxRestored
from appliance.storage.durable_file import error_name


class DiskState:
    def __init__(self, publish: Callable[[object], None]) -> None:
        self._publish = publish
        self.degraded = False
        self.failures = 0
        """In a row."""

    def failed(self, error: OSError) -> None:
        self.failures += 1
        if not self.degraded:
            self.degraded = True
            self._publish(OutboxDegraded(error_name(error)))

    def works(self) -> None:
        self.failures = 0
        if self.degraded:
            self.degraded = False
            self._publish(OutboxRestored())
