"""The simulated document reader: same port, and levers for what a visitor does with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from hardware.events import DeviceRole, DeviceState, DeviceStatus, HardwareEvent, Publish
from hardware.id_scanner.frames import DAMAGED, TRUNCATED, Frame, frame_of
from hardware.id_scanner.scan_gate import ScanGate
from hardware.id_scanner.specimens import EXPIRED_PASSPORT, ID_CARD, PASSPORT, RESIDENCE_PERMIT
from hardware.ports import Wanted
from hardware.presence import Presence


class SimulatedIdScanner:
    """Implements ports.IdScanner. The levers may be pulled from any thread."""

    def __init__(self, publish: Publish, today: Callable[[], dt.date] = dt.date.today) -> None:
        self._publish = publish
        self._gate = ScanGate(self._tell, today)
        self._presence = Presence(DeviceRole.SCANNER, "simulated", self._tell)
        self._plugged = True
        self._running = False

    def start(self) -> None:
        self._running = True
        self._show_presence()

    def status(self) -> DeviceStatus:
        return self._presence.status

    def arm(self, wanted: Wanted = Wanted.DOCUMENT) -> None:
        self._gate.arm(wanted)

    def disarm(self) -> None:
        self._gate.disarm()

    def close(self) -> None:
        self._gate.disarm()
        self._running = False

    @property
    def armed(self) -> bool:
        return self._gate.armed_round is not None

    def insert_passport(self) -> None:
        self.insert(PASSPORT)

    def insert_id_card(self) -> None:
        self.insert(ID_CARD)

    def insert_residence_permit(self) -> None:
        self.insert(RESIDENCE_PERMIT)

    def insert_expired(self) -> None:
        self.insert(EXPIRED_PASSPORT)

    def insert_unreadable(self) -> None:
        """A library card, a passport upside down."""
        self._read(DAMAGED)

    def pull_out_early(self) -> None:
        self._read(TRUNCATED)

    def insert(self, lines: Sequence[str]) -> None:
        self._read(frame_of(lines))

    def show_code(self, text: str) -> None:
        """Hold up a printed code: one of ours, or any other."""
        self.insert((text,))

    def unplug(self) -> None:
        self._plugged = False
        self._show_presence()

    def plug_in(self) -> None:
        self._plugged = True
        self._show_presence()

    def _read(self, frame: Frame) -> None:
        if self._running and self._plugged:
            self._gate.take(frame)

    def _show_presence(self) -> None:
        if self._running:
            self._presence.change(DeviceState.READY if self._plugged else DeviceState.ABSENT)

    def _tell(self, event: HardwareEvent) -> None:
        if self._running:
            self._publish(event)
