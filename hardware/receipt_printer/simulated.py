"""The receipt printer's twin: a state machine with a person's hands on it. Without threads unless asked for."""

from __future__ import annotations

import threading
from dataclasses import replace

from hardware.events import DeviceState, DeviceStatus, DeviceStatusChanged, HardwareEvent, JobState, Publish
from hardware.ports import ReceiptJob
from hardware.receipt_printer.job_queue import JobQueue
from hardware.receipt_printer.status_bytes import PrinterFacts, absent, decide, silent

STEPS_PER_RECEIPT = 4
PRINTED_KEPT = 100


class SimulatedReceiptPrinter:
    """Prints a quarter of a receipt at every `step`; a receipt that was interrupted is begun again.

    `step_seconds` starts a thread that calls `step`, for the demo; tests call it themselves.
    """

    def __init__(self, publish: Publish, step_seconds: float | None = None) -> None:
        self.printed: list[ReceiptJob] = []
        """Whole receipts, in order; the last `PRINTED_KEPT`, as a fleet of twins runs for weeks."""
        self._publish = publish
        self._step_seconds = step_seconds
        self._queue = JobQueue(self._say)
        self._facts = PrinterFacts(
            offline=False,
            cover_open=False,
            paper_stop=False,
            error=False,
            cutter_error=False,
            unrecoverable_error=False,
            recoverable_error=False,
            paper_near_end=False,
            paper_out=False,
        )
        self._plugged = True
        self._answers = True
        self._steps_done = 0
        self._reported: DeviceStatus | None = None
        self._closed = threading.Event()
        self._lock = threading.RLock()
        self._thread: threading.Thread | None = None

    # the port

    def start(self) -> None:
        self._report()
        if self._step_seconds is not None:
            self._thread = threading.Thread(target=self._step_by_time, name="simulated-receipt", daemon=True)
            self._thread.start()

    def status(self) -> DeviceStatus:
        return self._reported or silent()

    def submit(self, job: ReceiptJob) -> None:
        with self._lock:
            self._queue.add(job)

    def cancel_all(self) -> None:
        with self._lock:
            self._queue.cancel_all()
            self._steps_done = 0
            self._report()

    def close(self) -> None:
        with self._lock:
            self._closed.set()
        if self._thread is not None:
            self._thread.join(2)

    # time

    def step(self) -> None:
        """Let a moment pass: a quarter of a receipt comes out, or trouble is noticed."""
        with self._lock:
            if self._queue.take() is not None:
                self._print_a_quarter()
            self._report()

    # the levers

    def run_low(self) -> None:
        self._turn(paper_near_end=True)

    def remove_paper(self) -> None:
        self._turn(paper_out=True, paper_near_end=True)

    def insert_paper(self) -> None:
        self._turn(paper_out=False, paper_near_end=False)

    def open_cover(self) -> None:
        self._turn(cover_open=True)

    def close_cover(self) -> None:
        self._turn(cover_open=False)

    def break_cutter(self) -> None:
        self._turn(cutter_error=True, error=True)

    def repair(self) -> None:
        self._turn(cutter_error=False, error=False)

    def go_silent(self) -> None:
        self._connect(plugged=self._plugged, answers=False)

    def answer_again(self) -> None:
        self._connect(plugged=self._plugged, answers=True)

    def unplug(self) -> None:
        self._connect(plugged=False, answers=self._answers)

    def plug_in(self) -> None:
        self._connect(plugged=True, answers=True)

    def _turn(self, **facts: bool) -> None:
        with self._lock:
            self._facts = replace(self._facts, **facts)
            self._report()

    def _connect(self, *, plugged: bool, answers: bool) -> None:
        with self._lock:
            self._plugged, self._answers = plugged, answers
            self._report()

    def _print_a_quarter(self) -> None:
        status = self._present()
        if status.state is not DeviceState.READY:
            self._steps_done = 0
            self._queue.mark(JobState.STOPPED, tuple(reason.keyword for reason in status.reasons))
            return
        self._queue.mark(JobState.PROCESSING)
        self._steps_done += 1
        if self._steps_done == STEPS_PER_RECEIPT and self._queue.current is not None:
            self._steps_done = 0
            self.printed = [*self.printed, self._queue.current.job][-PRINTED_KEPT:]
            self._queue.mark(JobState.SENT)

    def _present(self) -> DeviceStatus:
        if not self._plugged:
            return absent()
        return decide(self._facts if self._answers else None)

    def _report(self) -> None:
        status = self._present()
        if status.state is DeviceState.READY and self._queue.state is JobState.PROCESSING:
            status = replace(status, state=DeviceState.BUSY)
        if status != self._reported:
            self._reported = status
            self._say(DeviceStatusChanged(status))

    def _say(self, event: HardwareEvent) -> None:
        with self._lock:
            if not self._closed.is_set():
                self._publish(event)

    def _step_by_time(self) -> None:
        while not self._closed.wait(self._step_seconds):
            self.step()
