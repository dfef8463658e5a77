"""A printer without paper dust: the twin of the CUPS driver, with levers for what people do to printers.

With `seconds_per_page=0` it has no thread: levers and calls take effect at once, `step()` prints one page.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace

from hardware.document_printer.device_state import (
    PRINTER_PROCESSING,
    PRINTER_STOPPED,
    UNREACHABLE,
    QueueReading,
    hindrances,
    status_of,
    status_offline,
)
from hardware.document_printer.ipp_attributes import DeviceReading, Supply, Tray
from hardware.document_printer.job_state import CupsJobState, JobReading, job_event
from hardware.events import DeviceRole, DeviceStatus, DeviceStatusChanged, PrintJobChanged, Publish
from hardware.ports import DocumentJob
from hardware.worker import DeviceWorker

FULL_TRAY = 250
PRINTER_IDLE = 3
MODEL = "Simulated A4"


@dataclass(frozen=True)
class _Spooled:
    job: DocumentJob
    state: CupsJobState = CupsJobState.PENDING
    pages_out: int = 0


class SimulatedDocumentPrinter:
    """Implements `hardware.ports.DocumentPrinter`. `printed` holds what came out, in order."""

    def __init__(self, publish: Publish, seconds_per_page: float = 0.0) -> None:
        self._seconds_per_page = seconds_per_page
        self._worker = DeviceWorker(DeviceRole.A4, publish, self._tick if seconds_per_page else None)
        self._guard = threading.RLock()
        self._jobs: dict[str, _Spooled] = {}
        self._last: dict[str, PrintJobChanged] = {}
        self._status = UNREACHABLE
        self._published: DeviceStatus | None = None
        self._started = False
        self._sheets = FULL_TRAY
        self._reasons: set[str] = set()
        self._plugged = True
        self._paused = False
        self._spooler_runs = True
        self.printed: list[DocumentJob] = []

    def start(self) -> None:
        with self._guard:
            self._started = True
            self._update()
            if self._seconds_per_page:
                self._worker.start()

    def status(self) -> DeviceStatus:
        return self._status

    def close(self) -> None:
        self._worker.stop()

    def submit(self, job: DocumentJob) -> None:
        with self._guard:
            self._jobs.setdefault(job.key, _Spooled(job))
            self._last.pop(job.key, None)
            self._update()

    def cancel(self, key: str) -> None:
        with self._guard:
            self._cancel(key)
            self._update()

    def cancel_all(self) -> None:
        with self._guard:
            for key in self._jobs:
                self._cancel(key)
            self._update()

    def resume_queue(self) -> None:
        with self._guard:
            self._paused = False
            self._update()

    def step(self) -> None:
        """Let one page come out of the oldest job that can go on."""
        with self._guard:
            key = self._next_key()
            if key is None or not self._can_print():
                return
            spooled = self._jobs[key]
            self._sheets -= 1
            done = spooled.pages_out + 1 >= spooled.job.pages
            state = CupsJobState.COMPLETED if done else CupsJobState.PROCESSING
            self._jobs[key] = replace(spooled, state=state, pages_out=spooled.pages_out + 1)
            if done:
                self.printed.append(spooled.job)
            self._update()

    def run(self) -> None:
        """Step until nothing comes out any more."""
        while self._next_key() is not None and self._can_print():
            self.step()

    def remove_paper(self, after_pages: int | None = None) -> None:
        """Empty the tray now, or leave so many sheets in it."""
        with self._guard:
            self._sheets = after_pages or 0
            self._update()

    def insert_paper(self) -> None:
        with self._guard:
            self._sheets = FULL_TRAY
            self._update()

    def jam(self) -> None:
        self._set_reason("media-jam", True)

    def clear_jam(self) -> None:
        self._set_reason("media-jam", False)

    def open_cover(self) -> None:
        self._set_reason("cover-open", True)

    def close_cover(self) -> None:
        self._set_reason("cover-open", False)

    def unplug(self) -> None:
        with self._guard:
            self._plugged = False
            self._update()

    def plug_in(self) -> None:
        with self._guard:
            self._plugged = True
            self._update()

    def pause_queue(self) -> None:
        with self._guard:
            self._paused = True
            self._update()

    def stop_spooler(self) -> None:
        """As if CUPS had died: nobody can ask, jobs stay as they are."""
        with self._guard:
            self._spooler_runs = False
            self._update()

    def start_spooler(self) -> None:
        with self._guard:
            self._spooler_runs = True
            self._update()

    def _tick(self) -> float:
        self.step()
        return self._seconds_per_page

    def _cancel(self, key: str) -> None:
        spooled = self._jobs.get(key)
        if spooled is not None and spooled.state < CupsJobState.CANCELED:
            self._jobs[key] = replace(spooled, state=CupsJobState.CANCELED)

    def _set_reason(self, keyword: str, holds: bool) -> None:
        with self._guard:
            if holds:
                self._reasons.add(keyword)
            else:
                self._reasons.discard(keyword)
            self._update()

    def _next_key(self) -> str | None:
        return next((key for key, held in self._jobs.items() if held.state < CupsJobState.CANCELED), None)

    def _can_print(self) -> bool:
        return self._started and self._spooler_runs and not hindrances(self._read_status())

    def _read_status(self) -> DeviceStatus:
        """Read the device as the driver does, through the same pure functions."""
        if not self._spooler_runs:
            return UNREACHABLE
        queue = QueueReading(PRINTER_STOPPED if self._paused else PRINTER_IDLE, model=MODEL)
        if not self._plugged:
            return status_offline(queue)
        empty = {"media-empty"} if self._sheets <= 0 else set()
        printing = any(held.state == CupsJobState.PROCESSING for held in self._jobs.values())
        device = DeviceReading(
            state=PRINTER_PROCESSING if printing else PRINTER_IDLE,
            reasons=tuple(sorted(self._reasons | empty)),
            model=MODEL,
            trays=(Tray("main", "sheetFeedAutoRemovableTray", self._sheets, FULL_TRAY),),
            supplies=(Supply("toner", "black", 75, 100),),
        )
        return status_of(queue, device)

    def _update(self) -> None:
        """Publish whatever is different now."""
        if not self._started:
            return
        status = self._read_status()
        if status != self._published:
            self._status = self._published = status
            self._worker.publish(DeviceStatusChanged(status))
        for key, held in self._jobs.items():
            if not self._spooler_runs and key in self._last:
                continue
            reading = JobReading(held.state, (), held.pages_out, 1)
            event = job_event(key, reading, hindrances(status), held.pages_out)
            if self._last.get(key) != event:
                self._last[key] = event
                self._worker.publish(event)
