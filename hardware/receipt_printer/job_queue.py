"""The receipts that wait, the one in work, and what has been said of each. A key is printed once in a process."""

from __future__ import annotations

from collections import deque

from hardware.events import DeviceRole, JobState, PrintJobChanged, Publish
from hardware.ports import ReceiptJob
from hardware.receipt_printer.print_run import PrintRun

_REMEMBERED = 1000
"""Keys; a visit prints a handful."""


class JobQueue:
    """Belongs to the worker's thread."""

    def __init__(self, publish: Publish) -> None:
        self._publish = publish
        self._waiting: deque[PrintRun] = deque()
        self._last: dict[str, PrintJobChanged] = {}
        self.current: PrintRun | None = None

    @property
    def state(self) -> JobState | None:
        """The state of the receipt in work."""
        return self._last[self.current.job.key].state if self.current else None

    def add(self, job: ReceiptJob) -> None:
        """Queue a receipt; for a key seen before, say again how that one stands. Raises ValueError."""
        known = self._last.get(job.key)
        if known is not None:
            self._publish(known)
            return
        try:
            run = PrintRun(job)
        except ValueError:
            self._say(job.key, JobState.ABORTED, ("document-format-error",))
            raise
        self._waiting.append(run)
        self._say(job.key, JobState.QUEUED)
        self.take()

    def take(self) -> PrintRun | None:
        """Return the receipt in work, which is the next one waiting if there was none."""
        if self.current is None and self._waiting:
            self.current = self._waiting.popleft()
        return self.current

    def mark(self, state: JobState, reasons: tuple[str, ...] = ()) -> None:
        """Publish the state of the receipt in work, where it changed; a final one makes room for the next."""
        if self.current is None:
            return
        self._say(self.current.job.key, state, reasons)
        if state.is_final:
            self.current = None

    def cancel_all(self) -> None:
        self.mark(JobState.CANCELLED)
        while self.take() is not None:
            self.mark(JobState.CANCELLED)

    def _say(self, key: str, state: JobState, reasons: tuple[str, ...] = ()) -> None:
        pages = 1 if state is JobState.SENT else 0
        event = PrintJobChanged(DeviceRole.RECEIPT, key, state, pages, reasons)
        if self._last.get(key) != event:
            self._last[key] = event
            if len(self._last) > _REMEMBERED:
                del self._last[next(iter(self._last))]
            self._publish(event)
