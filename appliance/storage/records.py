"""What the store holds and reports: frozen records with ids, counts and times only, never a visitor's data."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

INCIDENTS_KEPT = 1000
REDACTED = "redacted"
_ID = re.compile(r"[A-Za-z0-9_.:/+-]{1,64}")


def safe_id(text: str) -> str:
    """Return the id, or `redacted` for what does not look like one and so may be a person's text."""
    return text if _ID.fullmatch(text) else REDACTED


@dataclass(frozen=True)
class CounterRecord:
    name: str
    value: int


@dataclass(frozen=True)
class IncidentRecord:
    sequence: int
    """1, 2, 3 … over the terminal's whole life."""
    at: dt.datetime
    kind: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class SettingRecord:
    key: str
    value: str


@dataclass(frozen=True)
class HelpNumberRecord:
    """The last number that was handed out on a day."""

    day: dt.date
    number: int


Record: TypeAlias = CounterRecord | IncidentRecord | SettingRecord | HelpNumberRecord


@dataclass(frozen=True)
class StoreDegraded:
    """Records are kept in memory and the disk is tried again; `error` is an errno or exception name."""

    error: str


@dataclass(frozen=True)
class StoreRestored:
    """Everything that was kept in memory is on the disk now."""


@dataclass(frozen=True)
class StoreFileSetAside:
    """A file that cannot be trusted was renamed, for people to look at."""

    file_name: str
    from_backup: bool
    """Whether the state before the last write could be loaded instead; else the store began empty."""


StoreReport: TypeAlias = StoreDegraded | StoreRestored | StoreFileSetAside
Report: TypeAlias = Callable[[StoreReport], None]
"""Called from any thread, the store's writer included; must return at once."""
