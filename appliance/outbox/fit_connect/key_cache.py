"""What was last fetched of a destination, on disk: public data, so that sealing needs no network after a start."""

from __future__ import annotations

import base64
import datetime as dt
import re
from pathlib import Path

import msgspec

from appliance.outbox.fit_connect.destinations import Fetched
from appliance.storage.durable_file import DurableFile, OsFiles

_NOT_FOR_NAMES = re.compile(r"[^a-z0-9-]")


class _Row(msgspec.Struct):
    destination: str
    key: str
    at: dt.datetime


def cache_name(destination_id: str) -> str:
    """Return the file's name; a destination's id comes from a settings file, and so may hold anything."""
    return f"fit-connect-{_NOT_FOR_NAMES.sub('_', destination_id.lower())}.json"


class KeyCache:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = DurableFile(path, OsFiles())

    def load(self) -> Fetched | None:
        """Return it; None where there is nothing that can be trusted. Never raises."""
        return self._file.load(_decode).content

    def save(self, fetched: Fetched) -> None:
        """Raises OSError."""
        row = _Row(_text(fetched.destination), _text(fetched.key), fetched.at)
        self._file.save(msgspec.json.encode(row))

    def forget(self) -> None:
        """Raises OSError."""
        for name in (self._path.name, self._path.name + ".bak"):
            self._path.with_name(name).unlink(missing_ok=True)


def _text(body: bytes) -> str:
    return base64.b64encode(body).decode("ascii")


def _decode(body: bytes) -> Fetched:
    try:
        row = msgspec.json.decode(body, type=_Row)
    except msgspec.MsgspecError as error:
        raise ValueError("no row") from error
    if row.at.tzinfo is None:
        raise ValueError("a time without a zone")
    return Fetched(base64.b64decode(row.destination), base64.b64decode(row.key), row.at)
