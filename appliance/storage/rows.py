"""Records as the rows of the store's tables, and back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any, TypeAlias

from appliance.storage.records import (
    INCIDENTS_KEPT,
    CounterRecord,
    HelpNumberRecord,
    IncidentRecord,
    Record,
    SettingRecord,
)

Tables: TypeAlias = dict[str, dict[str, Any]]
Place: TypeAlias = tuple[str, str | int]
"""A table, and a row in it: its name, or its number."""


def place_of(record: Record) -> Place:
    """Name the place of a record. Incidents and help numbers go round, so what is kept stays bounded."""
    match record:
        case CounterRecord(name=name):
            return "counters", name
        case SettingRecord(key=key):
            return "settings", key
        case HelpNumberRecord(day=day):
            return "help_numbers", day.weekday() + 1
        case IncidentRecord(sequence=sequence):
            return "incidents", sequence % INCIDENTS_KEPT + 1


def row_of(record: Record) -> dict[str, Any]:
    match record:
        case CounterRecord(name, value):
            return {"name": name, "value": value}
        case SettingRecord(key, value):
            return {"name": key, "value": value}
        case HelpNumberRecord(day, number):
            return {"day": day.isoformat(), "number": number}
        case IncidentRecord(sequence, at, kind, ids):
            return {"sequence": sequence, "at": at.isoformat(), "kind": kind, "ids": list(ids)}


def tables_from(body: bytes) -> Tables:
    """Raises LookupError, TypeError or ValueError where a row is not what a record needs."""
    tables: Tables = json.loads(body)
    all(records_of(tables))
    return tables


def records_of(tables: Tables) -> Iterator[Record]:
    """Yield every record, incidents in the order in which they happened."""
    for row in tables.get("counters", {}).values():
        yield CounterRecord(str(row["name"]), int(row["value"]))
    for row in tables.get("settings", {}).values():
        yield SettingRecord(str(row["name"]), str(row["value"]))
    for row in tables.get("help_numbers", {}).values():
        yield HelpNumberRecord(dt.date.fromisoformat(row["day"]), int(row["number"]))
    incidents = tables.get("incidents", {}).values()
    for row in sorted(incidents, key=lambda each: int(each["sequence"])):
        at = dt.datetime.fromisoformat(row["at"])
        yield IncidentRecord(int(row["sequence"]), at, str(row["kind"]), tuple(row["ids"]))
