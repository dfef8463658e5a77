"""The touchscreen as Linux reports it: read on a thread of its own, calibrated, filtered, published."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from hardware.events import (
    DeviceRole,
    DeviceState,
    DeviceStatus,
    Publish,
    TouchContact,
    TouchLost,
    TouchRestored,
)
from hardware.input_stream import InputSource, InputStream
from hardware.presence import Presence
from hardware.touchscreen.calibration import IDENTITY, Calibration, Matrix, calibrate
from hardware.touchscreen.ghost_filter import GhostFilter, GhostLimits
from hardware.touchscreen.multitouch_protocol import (
    RawContact,
    TouchDecoder,
    decoder_for,
    position_axes,
)
from hardware.worker import DeviceWorker

_IDLE_SECONDS = 0.5
_RETRY_SECONDS = 1.0


@dataclass(frozen=True)
class TouchSettings:
    rotation: int = 0
    correction: Matrix = IDENTITY
    limits: GhostLimits = field(default_factory=GhostLimits)
    model: str = ""


@dataclass(frozen=True)
class _Panel:
    """One opened touchscreen; another one may be plugged in next time."""

    stream: InputStream
    decoder: TouchDecoder
    calibration: Calibration

    def contact(self, raw: RawContact) -> TouchContact:
        x, y = self.calibration.to_picture(raw.x, raw.y)
        return TouchContact(raw.contact, raw.phase, x, y)


class EvdevTouchscreen:
    """Implements ports.Touchscreen over any source of input events."""

    def __init__(
        self,
        source: InputSource,
        settings: TouchSettings,
        publish: Publish,
        monotonic: Callable[[], float] = time.monotonic,
        retry_seconds: float = _RETRY_SECONDS,
    ) -> None:
        self._source = source
        self._settings = settings
        self._monotonic = monotonic
        self._retry_seconds = retry_seconds
        self._worker = DeviceWorker(DeviceRole.TOUCH, publish, self._poll)
        self._presence = Presence(DeviceRole.TOUCH, settings.model, self._worker.publish)
        self._filter = GhostFilter(settings.limits)
        self._panel: _Panel | None = None
        self._lost = False

    def start(self) -> None:
        self._worker.start()

    def status(self) -> DeviceStatus:
        return self._presence.status

    def close(self) -> None:
        self._worker.stop()
        self._drop_panel()

    def _poll(self) -> float:
        try:
            panel = self._panel or self._open()
            events = panel.stream.read(self._patience())
        except OSError:
            self._lose()
            return self._retry_seconds
        for event in events:
            for raw in panel.decoder.feed(event):
                self._publish_all(self._filter.feed(panel.contact(raw), event.time))
        self._publish_all(self._filter.tick(self._monotonic()))
        return 0.0

    def _patience(self) -> float:
        due = self._filter.next_due()
        return _IDLE_SECONDS if due is None else min(_IDLE_SECONDS, max(0.0, due - self._monotonic()))

    def _open(self) -> _Panel:
        stream = self._source.open()
        try:
            x, y = position_axes(stream.axes)
            calibration = calibrate(x, y, self._settings.rotation, self._settings.correction)
        except (KeyError, ValueError):
            stream.close()
            raise
        self._panel = _Panel(stream, decoder_for(stream.axes), calibration)
        self._presence.change(DeviceState.READY)
        if self._lost:
            self._lost = False
            self._worker.publish(TouchRestored())
        return self._panel

    def _lose(self) -> None:
        was_there = self._panel is not None
        self._drop_panel()
        self._publish_all(self._filter.lift_all())
        self._presence.change(DeviceState.ABSENT)
        if was_there:
            self._lost = True
            self._worker.publish(TouchLost())

    def _drop_panel(self) -> None:
        panel, self._panel = self._panel, None
        if panel is not None:
            panel.stream.close()

    def _publish_all(self, contacts: Iterable[TouchContact]) -> None:
        for contact in contacts:
            self._worker.publish(contact)
