"""How evenly the screen turns: pictures a second and the longest stall since the last question."""

from __future__ import annotations

from collections.abc import Callable

from appliance.health.snapshot import FrameRate


class FrameTimes:
    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._last = self._since = monotonic()
        self._turns = 0
        self._longest = 0.0

    def turned(self) -> None:
        now = self._monotonic()
        self._longest = max(self._longest, now - self._last)
        self._last = now
        self._turns += 1

    def read(self) -> FrameRate:
        """Return what was measured since the last reading, and begin anew."""
        elapsed = max(self._last - self._since, 0.001)
        rate = FrameRate(round(self._turns / elapsed, 1), round(self._longest * 1000, 1))
        self._since, self._turns, self._longest = self._last, 0, 0.0
        return rate
