"""How fast paper goes and how long it lasts; says nothing where the figures do not allow it."""

from __future__ import annotations

from monitor.fleet import HOUR_S, DeviceFacts, Fleet

RATE_HOURS = 2
MIN_FOR_RATE = 5
"""Fewer receipts than this in the window are no rate."""


def hourly_rate(device: DeviceFacts, now: float) -> float | None:
    """Sheets or receipts an hour over the running hour and the RATE_HOURS before it."""
    hour = int(now // HOUR_S)
    used = sum(device.hours.get(h, 0) for h in range(hour - RATE_HOURS, hour + 1))
    if used < MIN_FOR_RATE:
        return None
    return used / (RATE_HOURS + (now % HOUR_S) / HOUR_S)


def remaining(device: DeviceFacts) -> int | None:
    """The smallest count of sheets or receipts that the device gives for what is loaded."""
    counts = [level.sheets for level in device.message.levels if level.sheets is not None]
    return min(counts) if counts else None


def lasts_until(device: DeviceFacts, now: float) -> float | None:
    left, rate = remaining(device), hourly_rate(device, now)
    if left is None or not rate:
        return None
    return now + left / rate * HOUR_S


def used_by_hour(fleet: Fleet, device: str, start: float, now: float) -> list[int]:
    """Return what all terminals used in each hour from `start` to the running hour."""
    first, last = int(start // HOUR_S), int(now // HOUR_S)
    maps = [t.devices[device].hours for t in fleet.terminals.values() if device in t.devices]
    return [sum(hours.get(h, 0) for hours in maps) for h in range(first, last + 1)]
