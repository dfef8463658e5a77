"""Brings the receipt in work onto paper, step by step, and decides what to do after every mishap."""

from __future__ import annotations

import time

from hardware.events import DeviceState, DeviceStatus, JobState
from hardware.receipt_printer.commands import BAND_ROWS, RECOVER
from hardware.receipt_printer.job_queue import JobQueue
from hardware.receipt_printer.line import PrinterLine
from hardware.receipt_printer.markers import Markers
from hardware.receipt_printer.print_run import PrintRun
from hardware.receipt_printer.settings import Confirmation, ReceiptPrinterSettings
from hardware.receipt_printer.status_bytes import CUTTER_FAILURE

_FILLER = bytes(72 * BAND_ROWS)
"""Completes a picture band that reached the printer only in part; outside of one, NUL does nothing."""


class Press:
    def __init__(self, settings: ReceiptPrinterSettings, markers: Markers, queue: JobQueue) -> None:
        self._settings = settings
        self._markers = markers
        self._queue = queue
        self._contact_lost = False
        self._probe: str | None = None
        self._progress_at = 0.0
        self._recovered_at = 0.0
        self._ending = b""

    def work(self, line: PrinterLine, status: DeviceStatus) -> None:
        """Do what the status, just asked, allows. Raises LineLost."""
        run = self._queue.take()
        ready = status.state is DeviceState.READY
        if run is not None and run.done and ready:
            self._queue.mark(JobState.SENT)
            return
        self._note_confirmations(line, run, ready=ready)
        if status.state is DeviceState.STOPPED:
            self._stop(line, run, status)
        elif ready and (run is not None or self._ending):
            self._print(line, run)

    def lose_contact(self, status: DeviceStatus) -> None:
        """Note that the printer is silent or gone."""
        self._contact_lost = True
        self._probe = None
        if self._queue.take() is not None:
            self._queue.mark(JobState.STOPPED, _keywords(status))

    def cancel_all(self) -> None:
        if self._queue.current is not None:
            self._ending = self._queue.current.ending()
        self._queue.cancel_all()

    def _stop(self, line: PrinterLine, run: PrintRun | None, status: DeviceStatus) -> None:
        """Decide at once what the stop has spoilt: after the refill the printer goes on before we are told."""
        if run is not None:
            run.was_stopped()
            self._queue.mark(JobState.STOPPED, _keywords(status))
        now = time.monotonic()
        if status.has(CUTTER_FAILURE) and now - self._recovered_at >= self._settings.recovery_seconds:
            self._recovered_at = now
            line.send(RECOVER)

    def _print(self, line: PrinterLine, run: PrintRun | None) -> None:
        if self._markers.confirmation is None:
            self._markers.detect(line)
            return
        if self._ending:
            line.send(self._ending)
            self._ending = b""
        if run is None:
            return
        if self._contact_lost:
            self._overcome_lost_contact(line, run)
        if self._probe is None:
            self._send(line, run)
        if run.waits_for_printer and time.monotonic() - self._progress_at > self._settings.stalled_seconds:
            self._ask_whether_lost(line, run)

    def _send(self, line: PrinterLine, run: PrintRun) -> None:
        self._queue.mark(JobState.PROCESSING)
        while run.has_next() and not line.blocked:
            name, request = self._markers.new()
            line.send(run.take_next(name) + request)
            self._progress_at = time.monotonic()

    def _overcome_lost_contact(self, line: PrinterLine, run: PrintRun) -> None:
        self._contact_lost = False
        if not run.started:
            return
        if self._markers.confirmation is not Confirmation.PROCESS_ID:
            self._markers.forget()
        line.send(_FILLER)
        run.lost_contact()
        if run.waits_for_printer:
            self._ask_whether_lost(line, run)

    def _ask_whether_lost(self, line: PrinterLine, run: PrintRun) -> None:
        """Markers are answered in order: a new one answered before the old ones means the old data is gone.

        Where markers have no names this cannot be told: taken as lost, at the price of perhaps a second slip.
        """
        self._progress_at = time.monotonic()
        if self._markers.confirmation is not Confirmation.PROCESS_ID:
            self._markers.forget()
            run.lost_count()
            return
        self._probe, request = self._markers.new()
        line.send(_FILLER + request)

    def _note_confirmations(self, line: PrinterLine, run: PrintRun | None, *, ready: bool) -> None:
        for name in self._markers.reached(line, ready=ready):
            self._progress_at = time.monotonic()
            if run is not None and name == self._probe:
                self._probe = None
                if run.waits_for_printer:
                    run.lost_data()
            elif run is not None:
                run.confirm(name)


def _keywords(status: DeviceStatus) -> tuple[str, ...]:
    return tuple(reason.keyword for reason in status.reasons)
