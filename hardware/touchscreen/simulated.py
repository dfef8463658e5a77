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
        self._presence = Presence(DeviceRole.TOUCH, "simulated", self._tell)
        self._down: dict[int, TouchContact] = {}
        self._plugged = True
        self._running = False
        self._lost = False

    def start(self) -> None:
        self._running = True
        self._show_presence()

    def status(self) -> DeviceStatus:
        return self._presence.status

    def close(self) -> None:
        self._running = False

    def tap(self, x: float, y: float, finger: int = 0) -> None:
        self.press(x, y, finger)
        self.release(finger)

    def press(self, x: float, y: float, finger: int = 0) -> None:
        if self._running and self._plugged and finger not in self._down:
            self._down[finger] = TouchContact(finger, "down", x, y)
            self._tell(self._down[finger])

    def hold(self, x: float, y: float, finger: int = 0) -> None:
        """Rest a finger on the glass until `release`."""
        self.press(x, y, finger)

    def slide(self, x: float, y: float, finger: int = 0) -> None:
        if finger in self._down:
            self._down[finger] = TouchContact(finger, "move", x, y)
            self._tell(self._down[finger])

    def release(self, finger: int = 0) -> None:
        contact = self._down.pop(finger, None)
        if contact is not None:
            self._tell(replace(contact, phase="up"))

    def unplug(self) -> None:
        for finger in tuple(self._down):
            self.release(finger)
        self._plugged = False
        self._show_presence()

    def plug_in(self) -> None:
        self._plugged = True
        self._show_presence()

    def _show_presence(self) -> None:
        if not self._running:
            return
        before = self._presence.status.state
        self._presence.change(DeviceState.READY if self._plugged else DeviceState.ABSENT)
        if before is DeviceState.READY and not self._plugged:
            self._lost = True
            self._tell(TouchLost())
        elif self._lost and self._plugged:
            self._lost = False
            self._tell(TouchRestored())

    def _tell(self, event: HardwareEvent) -> None:
        if self._running:
            self._publish(event)
