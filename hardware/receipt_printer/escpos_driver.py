"""The receipt printer over ESC/POS: watches it, prints whole receipts, and says what became of each."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from hardware.events import DeviceRole, DeviceState, DeviceStatus, DeviceStatusChanged, JobState, Publish
from hardware.ports import ReceiptJob
from hardware.receipt_printer.commands import BAND_ROWS
from hardware.receipt_printer.job_queue import JobQueue
from hardware.receipt_printer.line import PrinterLine
from hardware.receipt_printer.markers import Markers
from hardware.receipt_printer.opening import open_transport
from hardware.receipt_printer.press import Press
from hardware.receipt_printer.settings import ReceiptPrinterSettings
from hardware.receipt_printer.status_bytes import absent, decide, silent
from hardware.receipt_printer.transport import LineLost, Transport
from hardware.worker import DeviceWorker

Open = Callable[[ReceiptPrinterSettings], Transport]


class EscposReceiptPrinter:
    """Implements `ReceiptPrinter`. Everything but `status` and `submit` happens on the worker's thread."""

    def __init__(
        self, settings: ReceiptPrinterSettings, publish: Publish, open_line: Open = open_transport
    ) -> None:
        self._settings = settings
        self._open = open_line
        self._worker = DeviceWorker(DeviceRole.RECEIPT, publish, self._poll)
        self._queue = JobQueue(self._worker.publish)
        markers = Markers(settings.confirmation, BAND_ROWS / settings.dots_per_second)
        self._press = Press(settings, markers, self._queue)
        self._line: PrinterLine | None = None
        self._status = silent()
        self._reported: DeviceStatus | None = None
        self._answered_at = time.monotonic()
        self._reconnect_seconds = settings.reconnect_seconds

    def start(self) -> None:
        self._worker.start()

    def status(self) -> DeviceStatus:
        return self._reported or self._status

    def submit(self, job: ReceiptJob) -> None:
        self._worker.submit(lambda: self._queue.add(job))
        self._worker.poll_soon()

    def cancel_all(self) -> None:
        self._worker.submit(self._press.cancel_all)
        self._worker.poll_soon()

    def close(self) -> None:
        self._worker.stop()
        self._drop_line()

    def _poll(self) -> float:
        """Look once, work a little; return the seconds until the next look."""
        try:
            line = self._line or self._connect()
            self._look(line)
            self._press.work(line, self._status)
        except LineLost:
            self._drop_line()
            self._lose(absent())
        except OSError:
            self._lose(absent())
            self._reconnect_seconds = min(self._reconnect_seconds * 2, self._settings.reconnect_seconds_max)
        except Exception:  # a mistake of ours, or an address that is none: nobody knows how the printer is
            self._drop_line()
            self._lose(silent())
            self._report()
            raise
        self._report()
        if self._line is None:
            return self._reconnect_seconds
        if self._queue.current is not None and self._status.state is DeviceState.STOPPED:
            return self._settings.stopped_poll_seconds
        busy = self._queue.current is not None or self._status.state is DeviceState.UNKNOWN
        return self._settings.busy_poll_seconds if busy else self._settings.idle_poll_seconds

    def _connect(self) -> PrinterLine:
        self._line = PrinterLine(self._open(self._settings), self._settings.reply_seconds)
        self._reconnect_seconds = self._settings.reconnect_seconds
        self._answered_at = time.monotonic()
        self._status = silent()
        return self._line

    def _look(self, line: PrinterLine) -> None:
        """Ask. One missing answer keeps what was known; silence for long makes it unknown."""
        facts = line.facts()
        now = time.monotonic()
        if facts is not None:
            self._answered_at = now
            self._status = decide(facts)
        elif now - self._answered_at >= self._settings.silent_seconds:
            self._lose(silent())

    def _lose(self, status: DeviceStatus) -> None:
        self._status = status
        self._press.lose_contact(status)

    def _report(self) -> None:
        """Publish the status where it changed. A printer at work is busy, whatever warning it carries."""
        status = self._status
        if status.state is DeviceState.READY and self._queue.state is JobState.PROCESSING:
            status = replace(status, state=DeviceState.BUSY)
        if status != self._reported:
            self._reported = status
            self._worker.publish(DeviceStatusChanged(status))

    def _drop_line(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()
