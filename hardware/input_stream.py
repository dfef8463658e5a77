"""What Linux input devices send, and the narrow port through which drivers read it.

Numbers are those of input-event-codes.h; only those that some driver here needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

EV_SYN, EV_KEY, EV_ABS = 0, 1, 3
SYN_REPORT, SYN_DROPPED = 0, 3
BTN_TOUCH = 0x14A
ABS_X, ABS_Y = 0x00, 0x01
ABS_MT_SLOT, ABS_MT_POSITION_X, ABS_MT_POSITION_Y, ABS_MT_TRACKING_ID = 0x2F, 0x35, 0x36, 0x39


@dataclass(frozen=True, repr=False)
class InputEvent:
    """One event; a key wedge types documents, so its repr shows nothing."""

    time: float
    """Monotonic seconds."""
    type: int
    code: int
    value: int


@dataclass(frozen=True)
class Axis:
    minimum: int
    maximum: int
    value: int = 0
    """Where it stood when the device was opened."""


class InputStream(Protocol):
    """One opened device."""

    @property
    def axes(self) -> Mapping[int, Axis]: ...

    def read(self, timeout: float) -> Sequence[InputEvent]:
        """Wait for events; none when the time is up. Raises OSError when the device is gone."""

    def close(self) -> None: ...


class InputSource(Protocol):
    """Where a device is found, again and again after unplugging."""

    def open(self) -> InputStream:
        """Open the device for us alone. Raises OSError while it is not there."""
