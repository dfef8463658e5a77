"""Says once a minute how much was dropped, so that a sender gone wild does not fill the log as well."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

INTERVAL_S = 60.0

log = logging.getLogger(__name__)


class Complaints:
    """Belongs to one thread."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._due: float | None = None
        self._dropped = 0

    def dropped(self, reason: str) -> None:
        """Count a message that was dropped. The reason names types, never the payload."""
        self._dropped += 1
        now = self._monotonic()
        if self._due is None or now >= self._due:
            log.warning("dropped %d messages, the last for %s", self._dropped, reason)
            self._due, self._dropped = now + INTERVAL_S, 0
