"""Confirmation by the printer: names for markers, and the way each kind of printer answers them."""

from __future__ import annotations

import time
from collections import deque

from hardware.receipt_printer.commands import INITIALISE, PAPER_SENSOR, process_id, process_id_request
from hardware.receipt_printer.line import PrinterLine
from hardware.receipt_printer.replies import ProcessIdReply
from hardware.receipt_printer.settings import Confirmation

_DETECT_SECONDS = 1.0


class Markers:
    """Makes markers and tells which have been reached, in the one way that this printer knows."""

    def __init__(self, confirmation: Confirmation | None, seconds_per_step: float) -> None:
        self.confirmation = confirmation
        self._seconds_per_step = seconds_per_step
        self._number = 0
        self._awaited: deque[tuple[str, float]] = deque()

    def new(self) -> tuple[str, bytes]:
        """Return a marker's name and the bytes that ask for it."""
        self._number = (self._number + 1) % 0x10000
        name = process_id(self._number)
        if self.confirmation is not Confirmation.PROCESS_ID:
            self._awaited.append((name, self._due()))
        match self.confirmation:
            case Confirmation.PROCESS_ID:
                return name, process_id_request(name)
            case Confirmation.PAPER_SENSOR:
                return name, PAPER_SENSOR
        return name, b""

    def reached(self, line: PrinterLine, *, ready: bool) -> list[str]:
        """Return the markers newly reached, oldest first. Time counts only while the printer is ready."""
        replies = line.confirmations()
        match self.confirmation:
            case Confirmation.PROCESS_ID:
                return [reply.process_id for reply in replies if isinstance(reply, ProcessIdReply)]
            case Confirmation.PAPER_SENSOR:
                count = sum(not isinstance(reply, ProcessIdReply) for reply in replies)
            case _:
                now = time.monotonic()
                count = sum(due <= now for _, due in self._awaited) if ready else 0
        return [self._awaited.popleft()[0] for _ in range(min(count, len(self._awaited)))]

    def forget(self) -> None:
        """Forget the markers of a printer that was off: its answers will not come."""
        self._awaited.clear()

    def detect(self, line: PrinterLine) -> None:
        """Find out what the printer knows. Commands unknown to it may pass for text: ESC @ drops that."""
        self._number = (self._number + 1) % 0x10000
        line.confirmations()
        line.send(process_id_request(process_id(self._number)) + PAPER_SENSOR + INITIALISE)
        found = Confirmation.ELAPSED_TIME
        deadline = time.monotonic() + _DETECT_SECONDS
        while time.monotonic() < deadline and found is Confirmation.ELAPSED_TIME:
            replies = line.confirmations(0.1)
            if any(isinstance(reply, ProcessIdReply) for reply in replies):
                found = Confirmation.PROCESS_ID
            elif replies:
                found = Confirmation.PAPER_SENSOR
        self.confirmation = found

    def _due(self) -> float:
        """Return when the printer can have printed another step: after all those before it."""
        last = self._awaited[-1][1] if self._awaited else 0.0
        return max(time.monotonic(), last) + self._seconds_per_step
