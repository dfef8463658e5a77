"""Open the database: SQLite in WAL mode. A broken or foreign file is set aside, never repaired and never lost."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from monitor.history_tables import SCHEMA_VERSION, metadata

BUSY_TIMEOUT_MS = 5000

log = logging.getLogger(__name__)


def open_database(path: Path) -> Engine:
    """Return an engine over a sound database with all tables."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not _is_sound(path):
        set_aside(path)
    engine = _engine(path)
    with engine.begin() as connection:
        metadata.create_all(connection)
        connection.execute(text(f"PRAGMA user_version = {SCHEMA_VERSION}"))
    return engine


def set_aside(path: Path) -> Path:
    """Rename the database and its journals so that a person can look at them later."""
    stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime())
    aside = path.with_name(f"{path.name}.broken-{stamp}")
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(aside.with_name(aside.name + suffix))
    log.error("the history could not be read: it was set aside as %s, a new one begins", aside.name)
    return aside


def _is_sound(path: Path) -> bool:
    engine = _engine(path)
    try:
        with engine.connect() as connection:
            sound = connection.execute(text("PRAGMA quick_check(1)")).scalar() == "ok"
            version = connection.execute(text("PRAGMA user_version")).scalar()
            return sound and version == SCHEMA_VERSION
    except DatabaseError:
        return False
    finally:
        engine.dispose()


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _configure)
    return engine


def _configure(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost the last moments, never the file
    cursor.close()
