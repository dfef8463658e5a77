"""The tables of the monitor's memory. Times are seconds since the epoch; nothing in them is about a visitor."""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, LargeBinary, MetaData, String, Table

SCHEMA_VERSION = 1
metadata = MetaData()

current = Table(
    "current",
    metadata,
    Column("tid", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("payload", LargeBinary, nullable=False),
    Column("at", Float, nullable=False, doc="last heard live; 0 when it was only ever retained"),
)
health = Table(
    "health",
    metadata,
    Column("tid", String, primary_key=True),
    Column("at", Float, primary_key=True),
    Column("cpu_temp_c", Float),
    Column("disk_free_pct", Float),
    Column("mem_free_pct", Float),
    Column("load", Float),
    Column("ui_fps", Float),
    Column("ui_stall_ms_max", Float),
    sqlite_with_rowid=False,
)
device_change = Table(
    "device_change",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("tid", String, nullable=False),
    Column("at", Float, nullable=False),
    Column("device", String, nullable=False),
    Column("state", String, nullable=False),
    Column("sev", String, nullable=False),
    Column("reasons", String, nullable=False),
    Index("device_change_by_terminal", "tid", "at"),
)
event = Table(
    "event",
    metadata,
    Column("id", String, primary_key=True),
    Column("tid", String, nullable=False),
    Column("at", Float, nullable=False),
    Column("kind", String, nullable=False),
    Column("ref", String, nullable=False),
    Index("event_by_terminal", "tid", "at"),
)
usage = Table(
    "usage",
    metadata,
    Column("tid", String, primary_key=True),
    Column("device", String, primary_key=True),
    Column("hour", Integer, primary_key=True, doc="hours since the epoch"),
    Column("count", Integer, nullable=False),
)
incident = Table(
    "incident",
    metadata,
    Column("key", String, primary_key=True),
    Column("began", Float, primary_key=True),
    Column("ended", Float),
    Column("kind", String, nullable=False),
    Column("place", String, nullable=False),
    Column("names", String, nullable=False, doc="short names of the terminals, comma-separated"),
    Column("details", String, nullable=False, doc="JSON: ids and figures for the texts"),
)
