"""TinyDB over a file that is replaced atomically: tables change in memory and reach the disk together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tinydb import Storage, TinyDB, where
from tinydb.table import Document

from appliance.storage.durable_file import DurableFile
from appliance.storage.rows import Place, Tables


class CommittedStorage(Storage):
    """A TinyDB storage whose writes reach the disk together, at `commit`."""

    def __init__(self, file: DurableFile, tables: Tables) -> None:
        self._file = file
        self._tables = tables

    def read(self) -> Tables:
        return self._tables

    def write(self, data: Tables) -> None:
        self._tables = data

    def commit(self) -> None:
        self._file.save(json.dumps(self._tables, separators=(",", ":")).encode())


class CommittedTables:
    def __init__(self, file: DurableFile, tables: Tables) -> None:
        self._storage = CommittedStorage(file, tables)
        self._database = TinyDB(storage=lambda: self._storage)

    def put(self, place: Place, fields: Mapping[str, Any]) -> None:
        """Put a row at its number, or at its name, which is one of its fields."""
        table, row = place
        if isinstance(row, int):
            self._database.table(table).upsert(Document(fields, doc_id=row))
        else:
            self._database.table(table).upsert(fields, where("name") == row)

    def replace(self, table: str, rows: Mapping[int, Mapping[str, Any]]) -> None:
        """Put these rows in the place of all that the table holds."""
        self._database.table(table).truncate()
        self._database.table(table).insert_multiple(Document(fields, doc_id=row) for row, fields in rows.items())

    def commit(self) -> None:
        """Write all tables. On return they survive a power cut. Raises OSError; then the old ones stand."""
        self._storage.commit()
