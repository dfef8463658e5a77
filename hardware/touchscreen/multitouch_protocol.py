"""Linux touch events to fingers: multitouch protocol B, and single touch with BTN_TOUCH.

Source: Documentation/input/multi-touch-protocol.rst of the Linux kernel. Two traps: the kernel leaves out every
value that did not change, also for a finger that is new in its slot; and after SYN_DROPPED nothing is certain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from hardware.input_stream import (
    ABS_MT_POSITION_X,
    ABS_MT_POSITION_Y,
    ABS_MT_SLOT,
    ABS_MT_TRACKING_ID,
    ABS_X,
    ABS_Y,
    BTN_TOUCH,
    EV_ABS,
    EV_KEY,
    EV_SYN,
    SYN_DROPPED,
    SYN_REPORT,
    Axis,
    InputEvent,
)

NOBODY = -1
DOWN, MOVE, UP = "down", "move", "up"
_SINGLE_FINGER = 0


@dataclass(frozen=True)
class RawContact:
    """One finger in the panel's own units."""

    contact: int
    phase: str
    x: int
    y: int


class TouchDecoder(Protocol):
    def feed(self, event: InputEvent) -> list[RawContact]:
        """Return what a complete report tells; nothing before it is complete."""


@dataclass
class _Slot:
    tracking_id: int = NOBODY
    reported_id: int = NOBODY
    x: int = 0
    y: int = 0
    moved: bool = False


class MultitouchDecoder:
    """Protocol B: the slot is the finger's number."""

    def __init__(self, slot: int = 0) -> None:
        self._current = slot
        self._slots: dict[int, _Slot] = {}
        self._dropped = False

    def feed(self, event: InputEvent) -> list[RawContact]:
        if event.type == EV_ABS and not self._dropped:
            self._take(event.code, event.value)
        elif event.type == EV_SYN and event.code == SYN_DROPPED:
            self._dropped = True
        elif event.type == EV_SYN and event.code == SYN_REPORT:
            return self._report()
        return []

    def _take(self, code: int, value: int) -> None:
        if code == ABS_MT_SLOT:
            self._current = value
            return
        slot = self._slots.setdefault(self._current, _Slot())
        if code == ABS_MT_TRACKING_ID:
            slot.tracking_id = value
        elif code == ABS_MT_POSITION_X:
            slot.x, slot.moved = value, True
        elif code == ABS_MT_POSITION_Y:
            slot.y, slot.moved = value, True

    def _report(self) -> list[RawContact]:
        if self._dropped:
            self._dropped = False
            for slot in self._slots.values():
                slot.tracking_id = NOBODY
        return [contact for number, slot in self._slots.items() for contact in _changes(number, slot)]


def _changes(number: int, slot: _Slot) -> list[RawContact]:
    phases = []
    if slot.tracking_id != slot.reported_id:
        phases = [UP] if slot.reported_id != NOBODY else []
        phases += [DOWN] if slot.tracking_id != NOBODY else []
    elif slot.moved and slot.tracking_id != NOBODY:
        phases = [MOVE]
    slot.reported_id = slot.tracking_id
    slot.moved = False
    return [RawContact(number, phase, slot.x, slot.y) for phase in phases]


class SingleTouchDecoder:
    """One finger: ABS_X, ABS_Y and BTN_TOUCH, as resistive and old panels send them."""

    def __init__(self, x: int = 0, y: int = 0) -> None:
        self._x, self._y = x, y
        self._touching = False
        self._reported = False
        self._moved = False
        self._dropped = False

    def feed(self, event: InputEvent) -> list[RawContact]:
        if event.type == EV_SYN and event.code == SYN_DROPPED:
            self._dropped = True
        elif event.type == EV_SYN and event.code == SYN_REPORT:
            return self._report()
        elif not self._dropped:
            self._take(event)
        return []

    def _take(self, event: InputEvent) -> None:
        if event.type == EV_KEY and event.code == BTN_TOUCH:
            self._touching = event.value != 0
        elif event.type == EV_ABS and event.code == ABS_X:
            self._x, self._moved = event.value, True
        elif event.type == EV_ABS and event.code == ABS_Y:
            self._y, self._moved = event.value, True

    def _report(self) -> list[RawContact]:
        if self._dropped:
            self._dropped = self._touching = False
        before, moved = self._reported, self._moved
        self._reported, self._moved = self._touching, False
        if self._touching and not before:
            phase = DOWN
        elif before and not self._touching:
            phase = UP
        elif self._touching and moved:
            phase = MOVE
        else:
            return []
        return [RawContact(_SINGLE_FINGER, phase, self._x, self._y)]


def decoder_for(axes: Mapping[int, Axis]) -> TouchDecoder:
    """Return the decoder that fits a panel; most multitouch panels imitate single touch as well."""
    if ABS_MT_POSITION_X in axes and ABS_MT_TRACKING_ID in axes:
        slot = axes.get(ABS_MT_SLOT)
        return MultitouchDecoder(slot.value if slot else 0)
    x, y = axes.get(ABS_X), axes.get(ABS_Y)
    return SingleTouchDecoder(x.value if x else 0, y.value if y else 0)


def position_axes(axes: Mapping[int, Axis]) -> tuple[Axis, Axis]:
    """Return the axes of x and y. Raises KeyError where a device has none: it is no touchscreen."""
    if ABS_MT_POSITION_X in axes:
        return axes[ABS_MT_POSITION_X], axes[ABS_MT_POSITION_Y]
    return axes[ABS_X], axes[ABS_Y]
