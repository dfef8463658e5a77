"""Times on the wire are RFC 3339; inside the monitor they are seconds since the epoch."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo


def from_wire(text: str, fallback: float, latest: float) -> float:
    """Read a terminal's time: the fallback if unreadable, `latest` if that clock runs ahead."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return fallback
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return min(moment.timestamp(), latest)


def to_wire(at: float) -> str:
    return dt.datetime.fromtimestamp(at, dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def local(at: float, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.fromtimestamp(at, zone)


def clock_text(at: float, zone: ZoneInfo) -> str:
    return local(at, zone).strftime("%H:%M")


def day_start(at: float, zone: ZoneInfo) -> float:
    return local(at, zone).replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
