"""Document readers on a serial line: an RS-232 port, a USB converter, or a USB reader that shows itself as one."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

import serial

from hardware.events import DeviceState, Publish
from hardware.id_scanner.settings import SerialScannerSettings, new_framing
from hardware.id_scanner.watched_reader import WatchedReader

_READ_SECONDS = 0.1
_RETRY_SECONDS = 1.0


class SerialIdScanner(WatchedReader):
    """Implements ports.IdScanner; opens the port again by itself after unplugging."""

    def __init__(
        self,
        settings: SerialScannerSettings,
        publish: Publish,
        today: Callable[[], dt.date] = dt.date.today,
        retry_seconds: float = _RETRY_SECONDS,
    ) -> None:
        super().__init__(new_framing(settings), settings.model, publish, today, retry_seconds)
        self._settings = settings
        self._port: serial.Serial | None = None

    def _poll(self) -> float:
        try:
            port = self._port or self._open()
            data = port.read(max(1, port.in_waiting))
        except OSError:  # serial.SerialException is one
            self._let_go()
            self._reader.reset()
            self._presence.change(DeviceState.ABSENT)
            return self._retry_seconds
        now = time.monotonic()
        if data:
            self._reader.receive(data, now)
        else:
            self._reader.tick(now)
        return 0.0

    def _open(self) -> serial.Serial:
        self._port = serial.Serial(
            self._settings.port, self._settings.baud_rate, timeout=_READ_SECONDS, exclusive=True
        )
        self._presence.change(DeviceState.READY)
        return self._port

    def _let_go(self) -> None:
        port, self._port = self._port, None
        if port is not None:
            port.close()
