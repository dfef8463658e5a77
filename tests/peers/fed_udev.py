"""A udev of our own: devices are plugged in and pulled out by the test."""

from __future__ import annotations

import queue
from collections.abc import Sequence

from hardware.device_match import DeviceFacts
from hardware.hotplug import Plugged, Unplugged


class FedSource:
    """Implements hotplug.DeviceSource."""

    def __init__(self, *present: DeviceFacts) -> None:
        self.present = list(present)
        self.changes: queue.SimpleQueue[Plugged | Unplugged | OSError] = queue.SimpleQueue()
        self.opened = 0
        self.closed = 0

    def open(self) -> Sequence[DeviceFacts]:
        self.opened += 1
        return tuple(self.present)

    def next_change(self, timeout: float) -> Plugged | Unplugged | None:
        try:
            change = self.changes.get(timeout=timeout)
        except queue.Empty:
            return None
        if isinstance(change, OSError):
            raise change
        return change

    def close(self) -> None:
        self.closed += 1
