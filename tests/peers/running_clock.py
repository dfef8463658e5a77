"""The real time, on top of which more of it can be let pass."""

from __future__ import annotations

import datetime as dt
import time

from appliance.clock import ManualClock


class RunningClock(ManualClock):
    def __init__(self) -> None:
        super().__init__()
        self._set_by_s = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + time.monotonic()

    def now(self) -> dt.datetime:
        more = super().monotonic() + self._set_by_s
        return dt.datetime.now(dt.UTC) + dt.timedelta(seconds=more)

    def is_set(self, by_s: float) -> None:
        """The wall clock jumps, as when a terminal hears of the right time; no time passes."""
        self._set_by_s += by_s
