"""The index: every entry as a row of one small file. A copy that saves reading bodies at the start, no more."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from appliance.outbox.entry import Entry
from appliance.outbox.file_formats import plain
from appliance.storage.committed_tables import CommittedTables
from appliance.storage.durable_file import DurableFile, Files
from appliance.storage.rows import Tables

FILE_NAME: Final = "index.json"
TABLE: Final = "submissions"


class Index:
    def __init__(self, directory: Path, files: Files) -> None:
        self._file = DurableFile(directory / FILE_NAME, files)
        self._tables = CommittedTables(self._file, {})

    def load(self, now: dt.datetime) -> tuple[dict[str, Entry], list[str]]:
        """Return the entries by id, and the names of files that had to be set aside. Never raises."""
        loaded = self._file.load(tables_from)
        self._tables = CommittedTables(self._file, loaded.content or {})
        set_aside = []
        for path in loaded.in_doubt:
            try:
                set_aside.append(self._file.set_aside(path, now).name)
            except OSError:
                continue  # on a disk that takes nothing, the next save overwrites it
        return {entry.id: entry for entry in entries_of(loaded.content or {})}, set_aside

    def save(self, entries: Iterable[Entry]) -> None:
        """Raises OSError; then the old state stands."""
        self._tables.replace(TABLE, {entry.number: row_of(entry) for entry in entries})
        self._tables.commit()


def row_of(entry: Entry) -> Mapping[str, Any]:
    row: dict[str, Any] = msgspec.to_builtins(entry, enc_hook=plain)
    return row


def tables_from(body: bytes) -> Tables:
    """Raises ValueError where a row is not what an entry needs."""
    tables: Tables = json.loads(body)
    msgspec.convert(tables, dict[str, dict[str, Entry]])
    return tables


def entries_of(tables: Tables) -> list[Entry]:
    return [msgspec.convert(row, Entry) for row in tables.get(TABLE, {}).values()]
