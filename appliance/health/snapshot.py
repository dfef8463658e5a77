"""One reading of the machine's health. None: this machine does not say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FrameRate:
    """What the screen says of itself since the last reading."""

    fps: float
    longest_stall_ms: float


@dataclass(frozen=True)
class Snapshot:
    cpu_temp_c: float | None = None
    throttled: bool | None = None
    undervoltage: bool | None = None
    disk_free_pct: float | None = None
    mem_free_pct: float | None = None
    load: float | None = None
    uptime_s: int | None = None
    clock_offset_s: float | None = None
