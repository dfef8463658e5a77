"""What every real reader does alike: a worker that polls it, a gate opened for one document, its presence."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable

from hardware.events import DeviceRole, DeviceStatus, Publish
from hardware.id_scanner.frames import Framing
from hardware.id_scanner.scan_gate import DocumentReader, ScanGate
from hardware.ports import Wanted
from hardware.presence import Presence
from hardware.worker import DeviceWorker


class WatchedReader(ABC):
    """Implements ports.IdScanner but for the device itself."""

    def __init__(
        self,
        framing: Framing,
        model: str,
        publish: Publish,
        today: Callable[[], dt.date],
        retry_seconds: float,
    ) -> None:
        self._retry_seconds = retry_seconds
        self._worker = DeviceWorker(DeviceRole.SCANNER, publish, self._poll)
        self._gate = ScanGate(self._worker.publish, today)
        self._reader = DocumentReader(framing, self._gate)
        self._presence = Presence(DeviceRole.SCANNER, model, self._worker.publish)

    def start(self) -> None:
        self._worker.start()

    def status(self) -> DeviceStatus:
        return self._presence.status

    def arm(self, wanted: Wanted = Wanted.DOCUMENT) -> None:
        self._gate.arm(wanted)

    def disarm(self) -> None:
        self._gate.disarm()

    def close(self) -> None:
        self._gate.disarm()
        self._worker.stop()
        self._let_go()

    @abstractmethod
    def _poll(self) -> float:
        """Read once; returns the seconds until the next look."""

    @abstractmethod
    def _let_go(self) -> None:
        """Close the device if it is open."""
