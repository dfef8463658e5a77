"""All entries in memory, and the files behind them: what changed is on disk before anybody hears of it."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import replace

from appliance.outbox.decisions import is_forgotten
from appliance.outbox.disk_state import DiskState
from appliance.outbox.entry import Entry
from appliance.outbox.events import OutboxFileSetAside
from appliance.outbox.index import Index
from appliance.outbox.ports import OutboxChanged, SubmissionProgressed
from appliance.outbox.recovery import recover
from appliance.outbox.shelf import Shelf


class Ledger:
    """Any thread may read and add; changes to an entry come from the outbox's own thread."""

    def __init__(self, shelf: Shelf, index: Index, disk: DiskState, publish: Callable[[object], None]) -> None:
        self._shelf = shelf
        self._index = index
        self._disk = disk
        self._publish = publish
        self._lock = threading.RLock()
        self._entries: dict[str, Entry] = {}
        self._unsaved: set[str] = set()
        self._left_over: set[str] = set()
        self._last_number = 0
        self._index_is_behind = False
        self._told: OutboxChanged | None = None

    def load(self, now: dt.datetime) -> None:
        """Raises OSError where the directory cannot be read or made."""
        rows, aside = self._index.load(now)
        recovered = recover(self._shelf, rows, now)
        with self._lock:
            self._entries = recovered.entries
            self._unsaved, self._left_over = recovered.unsaved, recovered.left_over
            self._last_number = max((entry.number for entry in self._entries.values()), default=0)
            self._index_is_behind = True
        for name in (*aside, *recovered.set_aside):
            self._publish(OutboxFileSetAside(name))
        for error in recovered.errors:
            self._disk.failed(error)

    # reading

    def entries(self) -> tuple[Entry, ...]:
        with self._lock:
            return tuple(self._entries.values())

    def entry(self, submission_id: str) -> Entry | None:
        with self._lock:
            return self._entries.get(submission_id)

    def waiting_bytes(self) -> int:
        with self._lock:
            return sum(entry.size for entry in self._entries.values())

    # changing

    def next_number(self) -> int:
        with self._lock:
            self._last_number += 1
            return self._last_number

    def add(self, entry: Entry) -> None:
        """Take over what has just been kept on the shelf."""
        with self._lock:
            self._entries[entry.id] = entry
            self._index_is_behind = True
        self._publish(SubmissionProgressed(entry.id, entry.office, entry.stage))

    def begin(self, entry: Entry) -> None:
        """Record that a hand-over goes a step further. Raises OSError; then nothing may be sent."""
        self._shelf.put_mark(entry)
        self._tell_progress(self._remember(entry), entry)

    def note(self, entry: Entry) -> None:
        """Remember tries and times. They may be lost in a power cut; nothing depends on them."""
        self._remember(entry)

    def settle(self, entry: Entry) -> None:
        """Record that it is over, or what news there is. A disk that takes nothing is tried again later."""
        with self._lock:
            self._unsaved.add(entry.id)
            if entry.size:
                self._left_over.add(entry.id)
        before = self._remember(entry)
        self._save(entry)
        self._tell_progress(before, entry)

    def see_all(self) -> None:
        """Staff have looked at what was refused and given up."""
        with self._lock:
            for entry in [entry for entry in self._entries.values() if entry.needs_staff]:
                self._entries[entry.id] = replace(entry, seen_by_staff=True)
                self._index_is_behind = True

    def hasten(self, monotonic: float) -> None:
        """Let everything that waits be tried now."""
        with self._lock:
            for entry in [entry for entry in self._entries.values() if entry.is_open]:
                self._entries[entry.id] = replace(entry, next_try=monotonic)

    def forget(self, now: dt.datetime) -> None:
        """Drop what is over for so long that nobody may ask for it any more."""
        for entry in self.entries():
            if is_forgotten(entry, now) and entry.id not in self._left_over | self._unsaved:
                self._attempt(self._shelf.remove_mark, entry.id)
                with self._lock:
                    del self._entries[entry.id]
                    self._index_is_behind = True

    @property
    def is_behind(self) -> bool:
        """Whether `catch_up` has something to do."""
        return self._index_is_behind or bool(self._unsaved or self._left_over) or self._disk.degraded

    # keeping files and listeners up to date

    def catch_up(self) -> None:
        """Bring to the disk what it did not take before, and the index."""
        for submission_id in sorted(self._unsaved | self._left_over):
            entry = self.entry(submission_id)
            if entry is not None:
                self._save(entry)
        with self._lock:
            behind, entries = self._index_is_behind or self._disk.degraded, self.entries()
            self._index_is_behind = False
        if behind and not self._attempt(self._index.save, entries):
            self._index_is_behind = True
        elif behind and not self._unsaved and not self._left_over:
            self._disk.works()

    def tell(self, now: dt.datetime) -> None:
        """Publish what waits, if that is news; its age is told by the minute."""
        entries = self.entries()
        waiting = [entry.created for entry in entries if entry.is_open]
        oldest_s = max(0, int((now - min(waiting)).total_seconds())) if waiting else 0
        told = OutboxChanged(len(waiting), oldest_s, sum(entry.needs_staff for entry in entries))
        if self._told is None or replace(told, oldest_s=oldest_s // 60) != replace(
            self._told, oldest_s=self._told.oldest_s // 60
        ):
            self._told = told
            self._publish(told)

    def _save(self, entry: Entry) -> None:
        """Write its mark file; once that is on disk, its body is not needed any more."""
        if entry.id in self._unsaved:
            if not self._attempt(self._shelf.put_mark, entry):
                return
            self._unsaved.discard(entry.id)
        if entry.id in self._left_over and self._attempt(self._shelf.remove_body, entry.id):
            self._left_over.discard(entry.id)
            self._remember(replace(entry, size=0))

    def _remember(self, entry: Entry) -> Entry | None:
        """Return what was known before."""
        with self._lock:
            before = self._entries.get(entry.id)
            self._entries[entry.id] = entry
            self._index_is_behind = True
        return before

    def _tell_progress(self, before: Entry | None, entry: Entry) -> None:
        if before is None or (before.stage, before.answer) != (entry.stage, entry.answer):
            self._publish(SubmissionProgressed(entry.id, entry.office, entry.stage, entry.answer, entry.reason))

    def _attempt(self, work: Callable[..., None], *what: object) -> bool:
        try:
            work(*what)
        except OSError as error:
            self._disk.failed(error)
            return False
        return True
