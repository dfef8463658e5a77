"""What the terminal may ask of its store. No call raises for a full or broken disk; `StoreReport`s tell of it."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from appliance.storage.records import IncidentRecord


class Store(Protocol):
    """Safe to call from any thread. Reads come from memory; writes reach the disk in order, soon after."""

    def increment(self, counter: str, by: int = 1) -> int:
        """Add to a counter that starts at 0, and return its new value."""

    def counter(self, name: str) -> int: ...

    def add_incident(self, kind: str, *ids: str) -> IncidentRecord:
        """Remember that something happened. Empty ids are left out, what is none is redacted; 1,000 are kept."""

    def incidents(self, limit: int = 100) -> tuple[IncidentRecord, ...]:
        """Return the newest incidents, newest first."""

    def put_setting(self, key: str, value: str) -> None: ...

    def get_setting(self, key: str) -> str | None: ...

    def next_help_number(self, today: dt.date) -> int:
        """Return 1, 2, 3 … anew each day. On disk before it returns, unless the disk takes over a second."""

    def flush(self, timeout: float = 5.0) -> bool:
        """Wait until all that was written before is on disk; False if it is not after `timeout` seconds."""

    def close(self) -> None:
        """Flush, within bounds, and stop."""
