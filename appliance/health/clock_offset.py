"""How far the kernel's clock is from the time server, as the kernel itself counts it. Source: adjtimex(2)."""

from __future__ import annotations

import ctypes
import ctypes.util

_STA_UNSYNC = 0x0040
_STA_NANO = 0x2000


class _Timex(ctypes.Structure):
    """`struct timex` up to what is read here; the rest is room for what the kernel writes."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("room", ctypes.c_char * 256),
    )


def clock_offset_s() -> float | None:
    """Return seconds, positive when the clock is behind; None while no time server is followed."""
    reading = _Timex(modes=0)
    try:
        answer = ctypes.CDLL(ctypes.util.find_library("c")).adjtimex(ctypes.byref(reading))
    except (OSError, AttributeError):
        return None
    return None if answer < 0 else offset_of(reading.status, reading.offset)


def offset_of(status: int, offset: int) -> float | None:
    """Read the kernel's figures: micro- or nanoseconds, and worth nothing while it is not synchronised."""
    if status & _STA_UNSYNC:
        return None
    return round(offset / (1e9 if status & _STA_NANO else 1e6), 6)
