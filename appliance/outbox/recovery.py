"""After a start: what the files say of a submission, with the index as a second witness that may be behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from appliance.outbox.entry import Entry
from appliance.outbox.file_formats import entry_of
from appliance.outbox.progress import Stage
from appliance.outbox.shelf import MARK, SEALED, Shelf
from appliance.storage.durable_file import Corrupt


def furthest(row: Entry | None, mark: Entry | None) -> Entry | None:
    """Believe whoever has seen more of it: a step back could mean sending twice. Tries are in the index only."""
    if mark is None:
        return row
    if row is None:
        return mark
    if _rank(row) > _rank(mark):
        return row
    return replace(mark, tries=row.tries, seen_by_staff=row.seen_by_staff or mark.seen_by_staff)


def surely_begun(entry: Entry) -> Entry:
    """A mark was there and cannot be read: nobody knows how far it came, so the receiver will be asked."""
    return replace(entry, stage=Stage.SENDING) if entry.stage is Stage.WAITING else entry


def _rank(entry: Entry) -> int:
    return 2 if entry.stage.is_over else int(entry.stage is Stage.SENDING)


@dataclass
class Recovered:
    entries: dict[str, Entry] = field(default_factory=dict)
    unsaved: set[str] = field(default_factory=set)
    """Those whose mark file says less than we know."""
    left_over: set[str] = field(default_factory=set)
    """Those whose body nobody needs any more."""
    set_aside: list[str] = field(default_factory=list)
    errors: list[OSError] = field(default_factory=list)
    """Files that could not be read now; they are looked at again after the next start."""


def recover(shelf: Shelf, rows: Mapping[str, Entry], now: dt.datetime) -> Recovered:
    """Raises OSError where the directory itself cannot be read."""
    found = shelf.look()
    result = Recovered()
    reader = _Reader(shelf, now, result)
    for submission_id in sorted(found.sizes.keys() | found.marked | rows.keys()):
        marked = submission_id in found.marked
        size = found.sizes.get(submission_id, 0)
        mark = reader.mark(submission_id) if marked else None
        entry = furthest(rows.get(submission_id), mark)
        if entry is None and size:
            entry = reader.body(submission_id, size)
        if entry is None:
            continue
        if marked and mark is None:
            entry = surely_begun(entry)
        if _rank(entry) > (_rank(mark) if mark else 0):
            result.unsaved.add(submission_id)
        if entry.stage.is_over and size:
            result.left_over.add(submission_id)
        result.entries[submission_id] = replace(entry, size=size, next_try=0.0)
    return result


@dataclass(frozen=True)
class _Reader:
    """Reads one file after the other; what is wrong with one is noted and hurts no other."""

    shelf: Shelf
    now: dt.datetime
    result: Recovered

    def mark(self, submission_id: str) -> Entry | None:
        return self._attempt(submission_id, MARK, lambda: self.shelf.mark(submission_id))

    def body(self, submission_id: str, size: int) -> Entry | None:
        return self._attempt(submission_id, SEALED, lambda: entry_of(self.shelf.body(submission_id), size))

    def _attempt(self, submission_id: str, ending: str, read: Callable[[], Entry]) -> Entry | None:
        try:
            try:
                return read()
            except Corrupt:
                self.result.set_aside.append(self.shelf.set_aside(submission_id, ending, self.now))
        except OSError as error:
            self.result.errors.append(error)
        return None
