"""Reads the machine's health from /proc and /sys. The root is injected, so that tests bring their own files."""

from __future__ import annotations

import os
from pathlib import Path

from appliance.health.clock_offset import clock_offset_s
from appliance.health.snapshot import Snapshot

_THROTTLED = "sys/devices/platform/soc/soc:firmware/get_throttled"
"""Raspberry Pi firmware, hexadecimal. Bit 0: under-voltage now; bits 1 and 2: frequency capped, throttled now."""
_UNDERVOLTAGE_BIT = 0b001
_THROTTLED_BITS = 0b110


def read_health(state_directory: Path, root: Path = Path("/")) -> Snapshot:
    """Return what can be read; whatever cannot is None. Never raises for a missing or odd file."""
    firmware = _number(root / _THROTTLED, base=16)
    millidegrees = _number(root / "sys/class/thermal/thermal_zone0/temp")
    return Snapshot(
        cpu_temp_c=None if millidegrees is None else round(millidegrees / 1000, 1),
        throttled=None if firmware is None else bool(firmware & _THROTTLED_BITS),
        undervoltage=None if firmware is None else bool(firmware & _UNDERVOLTAGE_BIT),
        disk_free_pct=_disk_free(state_directory),
        mem_free_pct=_memory_free(root / "proc/meminfo"),
        load=_first_float(root / "proc/loadavg"),
        uptime_s=_whole(_first_float(root / "proc/uptime")),
        clock_offset_s=clock_offset_s(),
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""


def _number(path: Path, base: int = 10) -> int | None:
    try:
        return int(_text(path).strip(), base)
    except ValueError:
        return None


def _first_float(path: Path) -> float | None:
    try:
        return float(_text(path).split()[0])
    except (ValueError, IndexError):
        return None


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _disk_free(directory: Path) -> float | None:
    try:
        disk = os.statvfs(directory)
    except OSError:
        return None
    return round(100 * disk.f_bavail / disk.f_blocks, 1) if disk.f_blocks else None


def _memory_free(path: Path) -> float | None:
    """Return available memory in percent: what programs could still get, not what lies idle."""
    kilobytes = {}
    for line in _text(path).splitlines():
        name, _, rest = line.partition(":")
        value = rest.split()
        if value and value[0].isdigit():
            kilobytes[name] = int(value[0])
    total, available = kilobytes.get("MemTotal"), kilobytes.get("MemAvailable")
    return round(100 * available / total, 1) if total and available is not None else None
