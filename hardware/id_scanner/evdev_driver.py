"""Document readers that pretend to be a keyboard: held for us alone, decoded from key positions."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence

from hardware.events import DeviceState, Publish
from hardware.id_scanner.framing import LineFraming
from hardware.id_scanner.scancodes import FOREIGN, KeyDecoder
from hardware.id_scanner.settings import WedgeSettings
from hardware.id_scanner.watched_reader import WatchedReader
from hardware.input_stream import EV_KEY, EV_SYN, SYN_DROPPED, InputEvent, InputSource, InputStream

_READ_SECONDS = 0.1
_RETRY_SECONDS = 1.0


class EvdevIdScanner(WatchedReader):
    """Implements ports.IdScanner over any source of input events."""

    def __init__(
        self,
        source: InputSource,
        settings: WedgeSettings,
        publish: Publish,
        today: Callable[[], dt.date] = dt.date.today,
        retry_seconds: float = _RETRY_SECONDS,
    ) -> None:
        framing = LineFraming(settings.prefix, settings.suffix)
        super().__init__(framing, settings.model, publish, today, retry_seconds)
        self._source = source
        self._keys = KeyDecoder(settings.layout)
        self._stream: InputStream | None = None

    def _poll(self) -> float:
        try:
            stream = self._stream or self._open()
            events = stream.read(_READ_SECONDS)
        except OSError:
            self._let_go()
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

    def _let_go(self) -> None:
        stream, self._stream = self._stream, None
        self._keys.reset()
        self._reader.reset()
        if stream is not None:
            stream.close()
