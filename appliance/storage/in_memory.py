"""The store's state in memory: the twin for tests and fleets, and what the durable store reads from."""

from __future__ import annotations

import datetime as dt
import threading
from collections import deque
from collections.abc import Iterable

from appliance.clock import Clock
from appliance.storage.records import (
    INCIDENTS_KEPT,
    CounterRecord,
    HelpNumberRecord,
    IncidentRecord,
    Record,
    SettingRecord,
    safe_id,
)


class InMemoryStore:
    def __init__(self, clock: Clock, records: Iterable[Record] = ()) -> None:
        self._clock = clock
        self._lock = threading.RLock()
        self._counters: dict[str, int] = {}
        self._settings: dict[str, str] = {}
        # One for each weekday: a clock that jumps to another day and back must not hand out a number twice.
        self._help_numbers: dict[int, HelpNumberRecord] = {}
        self._incidents: deque[IncidentRecord] = deque(maxlen=INCIDENTS_KEPT)
        self._last_sequence = 0
        for record in records:
            self._restore(record)

    def increment(self, counter: str, by: int = 1) -> int:
        with self._lock:
            value = self._counters.get(counter, 0) + by
            self._counters[counter] = value
            self._changed(CounterRecord(counter, value))
            return value

    def counter(self, name: str) -> int:
        with self._lock:
            return self._counters.get(name, 0)

    def add_incident(self, kind: str, *ids: str) -> IncidentRecord:
        with self._lock:
            self._last_sequence += 1
            incident = IncidentRecord(
                self._last_sequence, self._clock.now(), safe_id(kind), tuple(safe_id(one) for one in ids if one)
            )
            self._incidents.append(incident)
            self._changed(incident)
            return incident

    def incidents(self, limit: int = 100) -> tuple[IncidentRecord, ...]:
        with self._lock:
            return tuple(reversed(self._incidents))[:limit]

    def put_setting(self, key: str, value: str) -> None:
        with self._lock:
            self._settings[key] = value
            self._changed(SettingRecord(key, value))

    def get_setting(self, key: str) -> str | None:
        with self._lock:
            return self._settings.get(key)

    def next_help_number(self, today: dt.date) -> int:
        with self._lock:
            last = self._help_numbers.get(today.weekday())
            number = last.number + 1 if last and last.day == today else 1
            record = HelpNumberRecord(today, number)
            self._help_numbers[today.weekday()] = record
            self._changed(record)
            return number

    def flush(self, timeout: float = 5.0) -> bool:  # noqa: ARG002 - memory has nothing to wait for
        return True

    def close(self) -> None:
        pass

    def _changed(self, record: Record) -> None:
        """Tell a subclass what to make durable. Called with the lock held, so in the order of the changes."""

    def _restore(self, record: Record) -> None:
        match record:
            case CounterRecord(name, value):
                self._counters[name] = value
            case SettingRecord(key, value):
                self._settings[key] = value
            case HelpNumberRecord(day=day):
                self._help_numbers[day.weekday()] = record
            case IncidentRecord(sequence=sequence):
                self._incidents.append(record)
                self._last_sequence = max(self._last_sequence, sequence)
