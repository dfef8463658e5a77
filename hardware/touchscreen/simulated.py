"""The simulated touchscreen: same port, and levers for fingers and the plug."""

from __future__ import annotations

from dataclasses import replace

from hardware.events import (
    DeviceRole,
    DeviceState,
    DeviceStatus,
    HardwareEvent,
    Publish,
    TouchContact,
    TouchLost,
    TouchRestored,
)
from hardware.presence import Presence


class SimulatedTouchscreen:
    """Implements ports.Touchscreen. Positions are 0..1 of the picture."""

    def __init__(self, publish: Publish) -> None:
        self._publish = publish
        self._presence = Presence(DeviceRole.TOUCH, "simulated", self._publish_while_open)
        self._down: dict[int, TouchContact] = {}
        self._plugged = True
        self._open = True

    def start(self) -> None:
        self._presence.change(DeviceState.READY if self._plugged else DeviceState.ABSENT)

    def status(self) -> DeviceStatus:
        return self._presence.status

    def close(self) -> None:
        self._open = False

    def tap(self, x: float, y: float, finger: int = 0) -> None:
        self.press(x, y, finger)
        self.release(finger)

    def press(self, x: float, y: float, finger: int = 0) -> None:
        """Put a finger down; without `release` it stays there."""
        if self._plugged and finger not in self._down:
            self._down[finger] = TouchContact(finger, "down", x, y)
            self._publish_while_open(self._down[finger])

    def slide(self, x: float, y: float, finger: int = 0) -> None:
        if finger in self._down:
            self._down[finger] = TouchContact(finger, "move", x, y)
            self._publish_while_open(self._down[finger])

    def release(self, finger: int = 0) -> None:
        contact = self._down.pop(finger, None)
        if contact is not None:
            self._publish_while_open(replace(contact, phase="up"))

    def unplug(self) -> None:
        if not self._plugged:
            return
        self._plugged = False
        for finger in tuple(self._down):
            self.release(finger)
        self._presence.change(DeviceState.ABSENT)
        self._publish_while_open(TouchLost())

    def plug_in(self) -> None:
        if self._plugged:
            return
        self._plugged = True
        self._presence.change(DeviceState.READY)
        self._publish_while_open(TouchRestored())

    def _publish_while_open(self, event: HardwareEvent) -> None:
        if self._open:
            self._publish(event)
