"""The one thread that writes history: rows are collected by whoever ingests, and written a batch a transaction."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, delete, func
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import SQLAlchemyError

from monitor.fleet import HOUR_S, TerminalFacts
from monitor.history_rows import Batch, Row
from monitor.history_tables import current, device_change, event, health, incident, usage
from monitor.received import Received
from monitor.settings import DAY_S, Retention

MAX_BATCH = 5000
MAX_WAIT_S = 0.2
MAX_WAITING = 20_000
"""Messages that wait for a slow disk. Beyond this the history has a gap; the live picture has none."""
REPORT_INTERVAL_S = 60.0
PRUNE_INTERVAL_S = HOUR_S

log = logging.getLogger(__name__)


class HistoryWriter:
    def __init__(
        self, engine: Engine, retention: Retention, on_written: Callable[[], None] = lambda: None
    ) -> None:
        self.lost = 0
        """Messages that history could not keep."""
        self._engine = engine
        self._retention = retention
        self._on_written = on_written
        self._batch = Batch()
        self._incidents: list[Row] = []
        self._waiting = 0
        self._writing = False
        self._lock = threading.Lock()
        self._due = threading.Event()
        self._written = threading.Condition()
        self._stopping = False
        self._reported_at = 0.0
        self._pruned_at = 0.0
        self._thread = threading.Thread(target=self._run, name="history-writer", daemon=True)

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def start(self) -> None:
        self._thread.start()

    def add(self, received: Received, before: TerminalFacts | None) -> None:
        """Take one message with what was known before it. Any thread; never waits for the disk."""
        with self._lock:
            if self._waiting >= MAX_WAITING:
                self.lost += 1
                return
            self._batch.add(received, before)
            self._waiting += 1
            full = self._waiting == MAX_BATCH
        if full:
            self._due.set()

    def add_incident(self, row: Row) -> None:
        with self._lock:
            self._incidents.append(row)

    def flush(self, timeout_s: float = 5.0) -> bool:
        """Wait until everything that was added before is written. For tests, the bench and the end."""
        deadline = time.monotonic() + timeout_s
        self._due.set()
        with self._written:
            return self._written.wait_for(self._idle, max(0.0, deadline - time.monotonic()))

    def close(self) -> None:
        self._stopping = True
        self._due.set()
        self._thread.join(10.0)

    def _idle(self) -> bool:
        with self._lock:
            return self._waiting == 0 and not self._incidents and not self._writing

    def _run(self) -> None:
        while not self._stopping:
            self._due.wait(MAX_WAIT_S)
            self._due.clear()
            self._write_waiting()
            self._prune_when_due()
        self._write_waiting()

    def _write_waiting(self) -> None:
        with self._lock:
            batch, self._batch = self._batch, Batch()
            incidents, self._incidents = self._incidents, []
            count, self._waiting = self._waiting, 0
            self._writing = bool(count or incidents)
        if not self._writing:
            return
        try:
            with self._engine.begin() as connection:
                write_batch(connection, batch)
                _upsert_incidents(connection, incidents)
        except SQLAlchemyError as error:
            self.lost += count
            self._report(error)
        with self._written:
            self._writing = False
            self._written.notify_all()
        self._on_written()

    def _prune_when_due(self) -> None:
        now = time.time()
        if now - self._pruned_at < PRUNE_INTERVAL_S:
            return
        self._pruned_at = now
        try:
            with self._engine.begin() as connection:
                prune(connection, now, self._retention)
        except SQLAlchemyError as error:
            self._report(error)

    def _report(self, error: Exception) -> None:
        if time.monotonic() - self._reported_at > REPORT_INTERVAL_S or not self._reported_at:
            self._reported_at = time.monotonic()
            log.error("history cannot be written: %s, %d messages lost so far", type(error).__name__, self.lost)


def write_batch(connection: Connection, batch: Batch) -> None:
    for tid, kind, name in batch.cleared:
        found = (current.c.tid == tid) & (current.c.kind == kind) & (current.c.name == name)
        connection.execute(delete(current).where(found))
    if batch.current:
        connection.execute(_UPSERT_CURRENT, list(batch.current.values()))
    if batch.health:
        connection.execute(_INSERT_HEALTH, batch.health)
    if batch.device_change:
        connection.execute(insert(device_change), batch.device_change)
    if batch.event:
        connection.execute(_INSERT_EVENT, batch.event)
    if batch.usage:
        rows: list[dict[str, Any]] = [
            {"tid": tid, "device": device, "hour": hour, "count": count}
            for (tid, device, hour), count in batch.usage.items()
        ]
        connection.execute(_ADD_USAGE, rows)


def prune(connection: Connection, now: float, retention: Retention) -> None:
    connection.execute(delete(health).where(health.c.at < now - retention.health_days * DAY_S))
    connection.execute(delete(event).where(event.c.at < now - retention.event_days * DAY_S))
    connection.execute(delete(device_change).where(device_change.c.at < now - retention.event_days * DAY_S))
    connection.execute(delete(incident).where(incident.c.ended < now - retention.incident_days * DAY_S))
    connection.execute(delete(usage).where(usage.c.hour < (now - retention.usage_days * DAY_S) // HOUR_S))


def _upsert_incidents(connection: Connection, rows: list[Row]) -> None:
    if rows:
        connection.execute(_UPSERT_INCIDENT, rows)


_new_current = insert(current)
_UPSERT_CURRENT = _new_current.on_conflict_do_update(
    index_elements=["tid", "kind", "name"],
    set_={
        "payload": _new_current.excluded.payload,
        "at": func.max(current.c.at, _new_current.excluded.at),
    },
)
_INSERT_HEALTH = insert(health).on_conflict_do_nothing()
_INSERT_EVENT = insert(event).on_conflict_do_nothing()
_new_usage = insert(usage)
_ADD_USAGE = _new_usage.on_conflict_do_update(
    index_elements=["tid", "device", "hour"], set_={"count": usage.c.count + _new_usage.excluded.count}
)
_new_incident = insert(incident)
_UPSERT_INCIDENT = _new_incident.on_conflict_do_update(
    index_elements=["key", "began"],
    set_={"ended": _new_incident.excluded.ended, "details": _new_incident.excluded.details},
)
