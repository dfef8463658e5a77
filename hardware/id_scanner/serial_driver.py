"""Document readers on a serial line: an RS-232 port, a USB converter, or a USB reader that shows itself as one."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

import serial

from hardware.events import DeviceRole, DeviceState, DeviceStatus, Publish
from hardware.id_scanner.scan_gate import DocumentReader, ScanGate
from hardware.id_scanner.settings import SerialScannerSettings, new_framing
from hardware.presence import Presence
from hardware.worker import DeviceWorker

_READ_SECONDS = 0.1
_RETRY_SECONDS = 1.0


class SerialIdScanner:
    """Implements ports.IdScanner; opens the port again by itself after unplugging."""

    def __init__(
        self,
        settings: SerialScannerSettings,
        publish: Publish,
        today: Callable[[], dt.date] = dt.date.today,
        retry_seconds: float = _RETRY_SECONDS,
    ) -> None:
        self._settings = settings
        self._retry_seconds = retry_seconds
        self._worker = DeviceWorker(DeviceRole.SCANNER, publish, self._poll)
        self._gate = ScanGate(self._worker.publish, today)
        self._reader = DocumentReader(new_framing(settings), self._gate)
        self._presence = Presence(DeviceRole.SCANNER, settings.model, self._worker.publish)
        self._port: serial.Serial | None = None

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
        self._drop_port()

    def _poll(self) -> float:
        try:
            port = self._port or self._open()
            data = port.read(max(1, port.in_waiting))
        except OSError:  # serial.SerialException is one
            self._drop_port()
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

    def _drop_port(self) -> None:
        port, self._port = self._port, None
        if port is not None:
            port.close()
