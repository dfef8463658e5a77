"""Recorded input events as text, and a source that plays them: a device without a device.

One event a line: `time type code value`, seconds and decimal or 0x numbers, `#` begins a comment.
"""

from __future__ import annotations

import errno
import queue
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from hardware.input_stream import Axis, InputEvent, InputStream


def parse_recording(text: str) -> tuple[InputEvent, ...]:
    """Raises ValueError with the line's number."""
    events = []
    for number, line in enumerate(text.splitlines(), start=1):
        fields = line.partition("#")[0].split()
        if not fields:
            continue
        try:
            stamp, kind, code, value = fields
            events.append(InputEvent(float(stamp), int(kind, 0), int(code, 0), int(value, 0)))
        except ValueError:
            raise ValueError(f"line {number} is not `time type code value`") from None
    return tuple(events)


class RecordedSource:
    """A device that is plugged in and sends what is played."""

    def __init__(
        self, axes: Mapping[int, Axis] | None = None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._axes = dict(axes or {})
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._plugged = True
        self._stream: _RecordedStream | None = None

    def open(self) -> InputStream:
        with self._lock:
            if not self._plugged:
                raise OSError(errno.ENODEV, "unplugged")
            self._stream = _RecordedStream(self._axes)
            return self._stream

    def play(self, events: Iterable[InputEvent]) -> None:
        """Send at once what was recorded; the first event happens now, the others keep their distances."""
        recorded = tuple(events)
        with self._lock:
            if self._stream is not None and recorded:
                shift = self._monotonic() - recorded[0].time
                self._stream.put([InputEvent(e.time + shift, e.type, e.code, e.value) for e in recorded])

    def unplug(self) -> None:
        with self._lock:
            self._plugged = False
            if self._stream is not None:
                self._stream.put(None)
                self._stream = None

    def plug_in(self) -> None:
        with self._lock:
            self._plugged = True


class _RecordedStream:
    def __init__(self, axes: Mapping[int, Axis]) -> None:
        self.axes: Mapping[int, Axis] = axes
        self._batches: queue.SimpleQueue[Sequence[InputEvent] | None] = queue.SimpleQueue()

    def put(self, events: Sequence[InputEvent] | None) -> None:
        self._batches.put(events)

    def read(self, timeout: float) -> Sequence[InputEvent]:
        try:
            batch = self._batches.get(timeout=timeout)
        except queue.Empty:
            return ()
        if batch is None:
            raise OSError(errno.ENODEV, "unplugged")
        return batch

    def close(self) -> None:
        """Nothing is held."""
