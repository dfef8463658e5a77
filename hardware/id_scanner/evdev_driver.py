"""Document readers that pretend to be a keyboard: held for us alone, decoded from key positions."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence

from hardware.events import DeviceRole, DeviceState, DeviceStatus, Publish
from hardware.id_scanner.framing import LineFraming
from hardware.id_scanner.scan_gate import DocumentReader, ScanGate
from hardware.id_scanner.scancodes import FOREIGN, KeyDecoder
from hardware.id_scanner.settings import WedgeSettings
from hardware.input_stream import EV_KEY, EV_SYN, SYN_DROPPED, InputEvent, InputSource, InputStream
from hardware.presence import Presence
from hardware.worker import DeviceWorker

_READ_SECONDS = 0.1
_RETRY_SECONDS = 1.0


class EvdevIdScanner:
    """Implements ports.IdScanner over any source of input events."""

    def __init__(
        self,
        source: InputSource,
        settings: WedgeSettings,
        publish: Publish,
        today: Callable[[], dt.date] = dt.date.today,
        retry_seconds: float = _RETRY_SECONDS,
    ) -> None:
        self._source = source
        self._retry_seconds = retry_seconds
        self._worker = DeviceWorker(DeviceRole.SCANNER, publish, self._poll)
        self._gate = ScanGate(self._worker.publish, today)
        self._reader = DocumentReader(LineFraming(settings.prefix, settings.suffix), self._gate)
        self._keys = KeyDecoder(settings.layout)
        self._presence = Presence(DeviceRole.SCANNER, settings.model, self._worker.publish)
        self._stream: InputStream | None = None

    def start(self) -> None:
        self._worker.start()

    def status(self) -> DeviceStatus:
        return self._presence.status

    def arm(self) -> None:
        self._gate.arm()

    def disarm(self) -> None:
        self._gate.disarm()

    def close(self) -> None:
        self._gate.disarm()
        self._worker.stop()
        self._drop_stream()

    def _poll(self) -> float:
        try:
            stream = self._stream or self._open()
            events = stream.read(_READ_SECONDS)
        except OSError:
            self._drop_stream()
            self._presence.change(DeviceState.ABSENT)
            return self._retry_seconds
        typed = self._typed(events)
        if typed:
            self._reader.receive(typed, time.monotonic())
        else:
            self._reader.tick(time.monotonic())
        return 0.0

    def _typed(self, events: Sequence[InputEvent]) -> bytes:
        typed = []
        for event in events:
            if event.type == EV_KEY:
                typed.append(self._keys.feed(event.code, event.value))
            elif event.type == EV_SYN and event.code == SYN_DROPPED:
                # Keys were lost: the document must not be read as if it were whole.
                typed.append(FOREIGN)
        return "".join(typed).encode("ascii")

    def _open(self) -> InputStream:
        self._stream = self._source.open()
        self._presence.change(DeviceState.READY)
        return self._stream

    def _drop_stream(self) -> None:
        stream, self._stream = self._stream, None
        self._keys.reset()
        self._reader.reset()
        if stream is not None:
            stream.close()
