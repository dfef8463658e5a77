"""One thread and job queue per device that blocks: what raises becomes an event, and the thread goes on."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import TypeAlias

from hardware.events import DeviceFailed, DeviceRole, HardwareEvent, Publish

Job: TypeAlias = Callable[[], None]
Poll: TypeAlias = Callable[[], float]
"""Looks at the device once; returns the seconds until the next (0: at once, as after a blocking read)."""

STOP_SECONDS = 2.0
FIRST_RETRY_SECONDS = 0.25
LAST_RETRY_SECONDS = 10.0

log = logging.getLogger(__name__)


class DeviceWorker:
    """Runs jobs in the order of `submit`, and between them `poll` whenever it is due.

    Without a role it works for nothing that staff look after: what raises is logged and no more.

    A driver publishes through `publish` of its worker: after `stop` nothing gets out, even where a call
    into the device is still stuck. A poll must come back within `STOP_SECONDS` for the thread to end in time.
    """

    def __init__(
        self, role: DeviceRole | None, publish: Publish, poll: Poll | None = None, name: str = ""
    ) -> None:
        self._role = role
        self._name = name or str(role)
        self._publish = publish
        self._poll = poll
        self._poll_due: float | None = None if poll is None else 0.0
        self._retry_seconds = FIRST_RETRY_SECONDS
        self._jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._publishing = threading.RLock()  # a subscriber may stop the worker
        self._thread = threading.Thread(target=self._run, name=f"device-{self._name}", daemon=True)

    def start(self) -> None:
        """Start the thread; a second time does nothing. Jobs submitted before are done before the first poll."""
        if self._thread.ident is None:
            self._thread.start()

    def submit(self, job: Job) -> None:
        """Queue a job. Any thread; returns at once. After `stop` it is dropped."""
        self._jobs.put(job)

    def poll_soon(self) -> None:
        """Make the next poll due now. Any thread."""
        self.submit(self._make_poll_due)

    def publish(self, event: HardwareEvent) -> None:
        """Publish, unless the worker has been stopped."""
        with self._publishing:
            if not self._stopping.is_set():
                self._publish(event)

    @property
    def stopping(self) -> bool:
        """Whether a long job or poll should give up."""
        return self._stopping.is_set()

    def sleep(self, seconds: float) -> bool:
        """Wait inside a job or a poll; True as soon as the worker is to stop."""
        return self._stopping.wait(seconds)

    def stop(self) -> None:
        """End the thread, dropping the jobs that wait. Nothing is published after this returns."""
        with self._publishing:
            self._stopping.set()
        self._jobs.put(lambda: None)
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._turn()

    def _turn(self) -> None:
        """Do one thing; the job is let go on return, as it may hold a visitor's document."""
        job = self._next_job()
        if self._stopping.is_set():
            return
        if job is not None:
            self._guard(job)
        elif self._poll is not None:
            self._poll_due = time.monotonic() + self._poll_once(self._poll)

    def _next_job(self) -> Job | None:
        """Wait for a job; None when the poll is due first."""
        wait = None if self._poll_due is None else max(0.0, self._poll_due - time.monotonic())
        try:
            return self._jobs.get(block=wait != 0.0, timeout=wait)
        except queue.Empty:
            return None

    def _poll_once(self, poll: Poll) -> float:
        try:
            delay = poll()
        except Exception as error:  # noqa: BLE001 - a device's failure must not end its thread
            self._report(error)
            delay = self._retry_seconds
            self._retry_seconds = min(self._retry_seconds * 2, LAST_RETRY_SECONDS)
        else:
            self._retry_seconds = FIRST_RETRY_SECONDS
        return delay

    def _guard(self, job: Job) -> None:
        try:
            job()
        except Exception as error:  # noqa: BLE001 - a device's failure must not end its thread
            self._report(error)

    def _make_poll_due(self) -> None:
        if self._poll_due is not None:
            self._poll_due = 0.0

    def _report(self, error: Exception) -> None:
        # Only the type: an exception's text may carry what a visitor typed.
        log.warning("%s: %s", self._name, type(error).__name__)
        if self._role is not None:
            self.publish(DeviceFailed(self._role, type(error).__name__))
