"""The store on disk: TinyDB over a file that is replaced atomically, written by one thread."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

from appliance.clock import Clock
from appliance.storage.committed_tables import CommittedTables
from appliance.storage.durable_file import DurableFile, Files, OsFiles, error_name
from appliance.storage.in_memory import InMemoryStore
from appliance.storage.records import Record, Report, StoreDegraded, StoreFileSetAside, StoreRestored
from appliance.storage.rows import Place, Tables, place_of, records_of, row_of, tables_from

HELP_NUMBER_WAIT_S = 1.0
CLOSE_WAIT_S = 2.0
FIRST_RETRY_S = 1.0
LONGEST_RETRY_S = 60.0


class TinyDbStore(InMemoryStore):
    """Reads from memory; every changed record waits, newest version only, for the writer thread."""

    def __init__(self, path: Path, clock: Clock, report: Report, files: Files | None = None) -> None:
        self._file = DurableFile(path, files or OsFiles())
        loaded = self._file.load(tables_from)
        tables: Tables = loaded.content or {}
        super().__init__(clock, records_of(tables))
        self._report = report
        self._from_backup = loaded.from_backup
        self._in_doubt = list(loaded.in_doubt)
        self._tables = CommittedTables(self._file, tables)
        self._wake = threading.Condition()
        self._pending: dict[Place, Record] = {}
        self._changes = 0
        self._durable_changes = 0
        self._failures = 0
        self._retry_delay_s = FIRST_RETRY_S
        self._retry_now = False
        self._closing = False
        self._degraded = False
        if self._in_doubt:
            self.add_incident("store-file-set-aside", *(doubtful.name for doubtful in self._in_doubt))
        self._writer = threading.Thread(target=self._write_forever, name="store-writer", daemon=True)
        self._writer.start()

    def next_help_number(self, today: dt.date) -> int:
        number = super().next_help_number(today)
        self.flush(HELP_NUMBER_WAIT_S)
        return number

    def flush(self, timeout: float = 5.0) -> bool:
        """Also tries a failing disk again at once, and does not wait longer than that try takes."""
        with self._wake:
            target, failures = self._changes, self._failures
            self._retry_now = self._degraded
            self._wake.notify_all()
            self._wake.wait_for(
                lambda: self._durable_changes >= target or self._failures > failures, timeout=timeout
            )
            return self._durable_changes >= target

    def close(self) -> None:
        self.flush(CLOSE_WAIT_S)
        with self._wake:
            self._closing = True
            self._wake.notify_all()
        self._writer.join(CLOSE_WAIT_S)

    def _changed(self, record: Record) -> None:
        with self._wake:
            self._pending[place_of(record)] = record
            self._changes += 1
            self._wake.notify_all()

    def _write_forever(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._pending or self._closing)
                if not self._pending:
                    return
                batch, self._pending = self._pending, {}
                changes = self._changes
            try:
                self._commit(batch.values())
            except Exception as error:  # noqa: BLE001 - the writer must outlive whatever the disk does
                if not self._wait_after_failure(batch, error):
                    return
            else:
                self._committed(changes)

    def _commit(self, records: Iterable[Record]) -> None:
        while self._in_doubt:
            aside = self._file.set_aside(self._in_doubt[0], self._clock.now())
            del self._in_doubt[0]
            self._report(StoreFileSetAside(aside.name, self._from_backup))
        for record in records:
            self._tables.put(place_of(record), row_of(record))
        self._tables.commit()

    def _committed(self, changes: int) -> None:
        with self._wake:
            self._durable_changes = changes
            recovered, self._degraded = self._degraded, False
            self._retry_delay_s = FIRST_RETRY_S
            self._wake.notify_all()
        if recovered:
            self._report(StoreRestored())

    def _wait_after_failure(self, batch: Mapping[Place, Record], error: Exception) -> bool:
        """Put the records back behind newer ones and wait for the next try; False when the store closes."""
        with self._wake:
            self._pending = {**batch, **self._pending}
            first, self._degraded = not self._degraded, True
            self._failures += 1
            self._retry_now = False
            self._wake.notify_all()
        if first:
            self._report(StoreDegraded(error_name(error)))
        with self._wake:
            self._wake.wait_for(lambda: self._retry_now or self._closing, timeout=self._retry_delay_s)
            self._retry_delay_s = min(self._retry_delay_s * 2, LONGEST_RETRY_S)
            return not self._closing
