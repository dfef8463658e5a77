"""Real input devices, read through python-evdev and held for us alone."""

from __future__ import annotations

import errno
import fcntl
import select
import struct
from collections.abc import Callable, Mapping, Sequence
from typing import cast

import evdev

from hardware.input_stream import EV_ABS, Axis, InputEvent, InputStream

_EVIOCSCLOCKID = 0x400445A0
_CLOCK_MONOTONIC = 1

Locate = Callable[[], str | None]
"""Finds the device node now; None while there is none."""


class EvdevStream:
    def __init__(self, node: str) -> None:
        self._device = evdev.InputDevice(node)
        try:
            # Without the grab the console, SDL and any desktop see each tap and each typed document too.
            self._device.grab()
            # The kernel's default is the wall clock, which NTP may turn back in the middle of a touch.
            fcntl.ioctl(self._device.fd, _EVIOCSCLOCKID, struct.pack("i", _CLOCK_MONOTONIC))
        except OSError:
            self._device.close()
            raise

    @property
    def axes(self) -> Mapping[int, Axis]:
        capabilities = self._device.capabilities(absinfo=True)
        absolute = cast("list[tuple[int, evdev.AbsInfo]]", capabilities.get(EV_ABS, []))
        return {code: Axis(info.min, info.max, info.value) for code, info in absolute}

    def read(self, timeout: float) -> Sequence[InputEvent]:
        ready, _, _ = select.select([self._device.fd], [], [], timeout)
        if not ready:
            return ()
        return [
            InputEvent(event.timestamp(), event.type, event.code, event.value) for event in self._device.read()
        ]

    def close(self) -> None:
        self._device.close()


class EvdevSource:
    """Opens whatever node `locate` finds, so that a device may come back under another number."""

    def __init__(self, locate: Locate) -> None:
        self._locate = locate

    def open(self) -> InputStream:
        node = self._locate()
        if node is None:
            raise OSError(errno.ENODEV, "no such input device")
        return EvdevStream(node)
