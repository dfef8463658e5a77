"""The A4 printer behind CUPS: hands PDFs over exactly once and follows them. The only file that imports `cups`.

What the queue must be set to, so that this holds (see tests/peers/cups_peer.py): PreserveJobHistory on (the
spooler's memory of keys), PreserveJobFiles off (privacy), DirtyCleanInterval 0 (a crash of CUPS forgets no job)
and the error policy retry-current-job (an absent printer does not pause the queue).
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import cups

from hardware.document_printer.device_state import (
    NO_QUEUE,
    OFFLINE,
    UNREACHABLE,
    QueueReading,
    hindrances,
    status_of,
    status_offline,
    status_without_device,
)
from hardware.document_printer.ipp_attributes import (
    DeviceSilentError,
    is_readable,
    read_device,
    read_pages_out,
)
from hardware.document_printer.job_state import CupsJobState, JobReading, job_event
from hardware.document_printer.queue_attributes import (
    JOB_ATTRIBUTES,
    KEY_ATTRIBUTE,
    KEY_PREFIX,
    QUEUE_ATTRIBUTES,
    job_reading,
    queue_reading,
    spooler_key,
)
from hardware.document_printer.settings import CupsSettings
from hardware.events import (
    DeviceRole,
    DeviceState,
    DeviceStatus,
    DeviceStatusChanged,
    JobState,
    PrintJobChanged,
    Publish,
)
from hardware.ports import DocumentJob
from hardware.worker import DeviceWorker

OPTIONS = {"media": "iso_a4_210x297mm", "print-scaling": "none", "sides": "one-sided"}
"""One-sided, whatever the printer does by itself: sheets are signed, kept apart, and counted as pages."""
REFUSED = "aborted-by-system"
WAITS_FOR_DEVICE = "cups-waiting-for-job-completed"
FORGOTTEN_BY_DEVICE = "cups-ipp-missing-job-history"
REMEMBERED_KEYS = 500
"""As many as CUPS itself remembers (MaxJobs)."""


class CupsDocumentPrinter:
    """Implements `hardware.ports.DocumentPrinter`. All state belongs to the worker's thread."""

    def __init__(self, settings: CupsSettings, publish: Publish) -> None:
        self._settings = settings
        self._worker = DeviceWorker(DeviceRole.A4, publish, self._poll)
        self._status = UNREACHABLE
        self._published: DeviceStatus | None = None
        self._unsent: dict[str, DocumentJob] = {}
        self._followed: dict[str, int | None] = {}
        """Job ids by key; None until the spooler has told it."""
        self._to_cancel: set[str] = set()
        self._interrupted: set[str] = set()
        """Jobs that were with the device when it went away."""
        self._left_behind: dict[int, str] | None = None
        """Jobs of an earlier run with their spooler's keys; None until looked for."""
        self._cancel_left_behind_at = 0.0
        self._last: dict[str, PrintJobChanged] = {}
        self._pages: dict[str, int] = {}
        self._delay = settings.poll_active_s

    def start(self) -> None:
        self._worker.start()

    def status(self) -> DeviceStatus:
        return self._status

    def close(self) -> None:
        self._worker.stop()

    def submit(self, job: DocumentJob) -> None:
        self._worker.submit(partial(self._accept, job))

    def cancel(self, key: str) -> None:
        self._worker.submit(partial(self._withdraw, key))

    def cancel_all(self) -> None:
        self._worker.submit(self._withdraw_all)

    def resume_queue(self) -> None:
        self._worker.submit(self._resume)

    def _accept(self, job: DocumentJob) -> None:
        last = self._last.pop(job.key, None)
        if last is not None:
            self._publish_job(last)
        if job.key not in self._followed and (last is None or not last.state.is_final):
            self._unsent[job.key] = job
            self._followed[job.key] = None
            self._pages[job.key] = job.pages
            self._publish_job(PrintJobChanged(DeviceRole.A4, job.key, JobState.QUEUED))
        self._worker.poll_soon()

    def _withdraw(self, key: str) -> None:
        """Forget the document at once; the spooler is told as soon as it can be."""
        self._unsent.pop(key, None)
        self._followed.setdefault(key, None)
        self._to_cancel.add(key)
        self._worker.poll_soon()

    def _withdraw_all(self) -> None:
        for key in tuple(self._followed):
            self._withdraw(key)
        self._worker.poll_soon()
        self._connect().cancelAllJobs(name=self._settings.queue, my_jobs=False, purge_jobs=False)

    def _resume(self) -> None:
        connection, queue = self._connect(), self._settings.queue
        connection.acceptJobs(queue)
        connection.enablePrinter(queue)
        for number, job in self._jobs(connection, "not-completed").items():
            if job_reading(job).state == CupsJobState.HELD and not job_reading(job).awaits_document:
                connection.setJobHoldUntil(number, "no-hold")
        self._worker.poll_soon()

    def _poll(self) -> float:
        try:
            self._look(self._connect())
        except (RuntimeError, cups.IPPError, cups.HTTPError) as error:
            self._publish_status(NO_QUEUE if _is_not_found(error) else UNREACHABLE)
        except Exception:  # a mistake of ours: nobody knows how the printer is
            self._publish_status(UNREACHABLE)
            raise
        slowest = self._settings.poll_idle_s if not self._followed else self._settings.poll_waiting_s
        self._delay = min(self._delay * 1.5, slowest)
        return self._delay

    def _look(self, connection: cups.Connection) -> None:
        queue = self._read_queue(connection)
        if self._unsent or None in self._followed.values():
            self._reconcile(connection)
        self._tidy_up(connection)
        for key in self._to_cancel & self._followed.keys():
            self._cancel_in_spooler(connection, key)
        self._publish_status(self._device_status(queue))
        if self._followed:
            self._follow(connection, queue)

    def _read_queue(self, connection: cups.Connection) -> QueueReading:
        return queue_reading(
            connection.getPrinterAttributes(self._settings.queue, requested_attributes=QUEUE_ATTRIBUTES)
        )

    def _device_status(self, queue: QueueReading) -> DeviceStatus:
        uri = self._device_uri(queue)
        if not is_readable(uri):
            return status_without_device(queue)
        try:
            return status_of(queue, read_device(uri))
        except DeviceSilentError:
            return status_offline(queue)

    def _device_uri(self, queue: QueueReading) -> str:
        return self._settings.device_uri or queue.device_uri

    def _reconcile(self, connection: cups.Connection) -> None:
        """Find the jobs that the spooler has for our keys, and hand over what it does not have.

        Asked before every try: an error in the middle of one does not tell whether CUPS has the document.
        """
        known = {
            job.get(KEY_ATTRIBUTE): (number, job_reading(job)) for number, job in self._jobs(connection).items()
        }
        for key in [key for key, number in self._followed.items() if number is None]:
            number, reading = known.get(spooler_key(key), (None, None))
            document = self._unsent.get(key)
            if document is not None and (reading is None or reading.awaits_document):
                number = self._hand_over(connection, document, number)
            self._unsent.pop(key, None)
            if number is not None:
                self._followed[key] = number
            elif key not in self._last or not self._last[key].state.is_final:
                self._publish_job(PrintJobChanged(DeviceRole.A4, key, JobState.CANCELLED))

    def _hand_over(self, connection: cups.Connection, job: DocumentJob, number: int | None) -> int | None:
        """Stream the document, so that no temporary file of it is left behind. None where CUPS refuses it."""
        queue = self._settings.queue
        try:
            if number is None:
                options = {**OPTIONS, KEY_ATTRIBUTE: spooler_key(job.key)}
                number = int(connection.createJob(queue, job.title, options))
            connection.startDocument(queue, number, f"{job.title}.pdf", "application/pdf", 1)
            connection.writeRequestData(job.pdf, len(job.pdf))
            connection.finishDocument(queue)
        except cups.IPPError as error:
            if not _is_refusal(error):
                raise
            self._publish_job(PrintJobChanged(DeviceRole.A4, job.key, JobState.ABORTED, 0, (REFUSED,)))
            return None
        return number

    def _cancel_in_spooler(self, connection: cups.Connection, key: str) -> None:
        number = self._followed[key]
        if number is not None:
            _cancel_unless_over(connection, number)  # following it tells how it ended
        self._to_cancel.discard(key)

    def _tidy_up(self, connection: cups.Connection) -> None:
        """Cancel what an earlier run left waiting: its visitor may be gone, and the next one stands there.

        Only where CUPS is this machine's own; a shared one may have jobs of other terminals.
        """
        now = time.monotonic()
        if self._left_behind is None:
            own = self._settings.server.startswith("/")
            jobs = self._jobs(connection, "not-completed") if own else {}
            keys = {number: str(job.get(KEY_ATTRIBUTE) or "") for number, job in jobs.items()}
            self._left_behind = {number: key for number, key in keys.items() if key.startswith(KEY_PREFIX)}
            self._cancel_left_behind_at = now + self._settings.left_behind_s
        if not self._left_behind or now < self._cancel_left_behind_at:
            return
        ours = {spooler_key(key) for key in self._followed}
        for number, key in tuple(self._left_behind.items()):
            if key not in ours:
                _cancel_unless_over(connection, number)
            del self._left_behind[number]

    def _follow(self, connection: cups.Connection, queue: QueueReading) -> None:
        active = self._jobs(connection, "not-completed")
        kept_by = hindrances(self._status)
        pages_out = self._pages_out(queue)
        for key, number in tuple(self._followed.items()):
            if number is None:
                continue
            reading = job_reading(active[number]) if number in active else self._ended(connection, number)
            processing = reading.state == CupsJobState.PROCESSING
            if processing and self._status.state is DeviceState.ABSENT and WAITS_FOR_DEVICE in queue.reasons:
                self._interrupted.add(key)
            if self._was_lost(connection, key, reading):
                reading = JobReading(CupsJobState.ABORTED, (OFFLINE,))
            event = job_event(key, reading, kept_by, pages_out if processing else None)
            # CUPS starts to count anew, on top of the old count, when it sends a job once more.
            self._publish_job(
                replace(event, pages_done=min(event.pages_done, self._pages.get(key, event.pages_done)))
            )

    def _ended(self, connection: cups.Connection, number: int) -> JobReading:
        """Read a job that CUPS does not count among the active ones.

        Restarted while a device prints what it was sent, CUPS 2.4 files the job under the completed ones, but
        goes on to call it pending.
        """
        try:
            reading = job_reading(connection.getJobAttributes(number, JOB_ATTRIBUTES))
        except cups.IPPError as error:
            if not _is_not_found(error):
                raise
            return JobReading(CupsJobState.ABORTED, ("job-not-found",))
        if reading.state < CupsJobState.CANCELED:
            return JobReading(CupsJobState.COMPLETED, (), reading.pages_sent, reading.documents)
        return reading

    def _was_lost(self, connection: cups.Connection, key: str, reading: JobReading) -> bool:
        """Tell whether the device went away with the job and came back without: CUPS calls it completed."""
        if reading.state != CupsJobState.COMPLETED or key not in self._interrupted:
            return False
        return FORGOTTEN_BY_DEVICE in self._read_queue(connection).reasons

    def _pages_out(self, queue: QueueReading) -> int | None:
        """CUPS counts pages when it sends them; only the device knows how many are out."""
        uri = self._device_uri(queue)
        if self._status.state is DeviceState.ABSENT or not is_readable(uri):
            return None
        try:
            return read_pages_out(uri)
        except DeviceSilentError:
            return None

    def _jobs(self, connection: cups.Connection, which: str = "all") -> Mapping[int, Mapping[str, object]]:
        jobs: Mapping[int, Mapping[str, object]] = connection.getJobs(
            which_jobs=which, my_jobs=False, requested_attributes=JOB_ATTRIBUTES
        )
        return jobs

    def _connect(self) -> cups.Connection:
        cups.setPasswordCB(lambda _prompt: "")  # or libcups would ask at the terminal, and wait
        return cups.Connection(host=self._settings.server, port=self._settings.port)

    def _publish_status(self, status: DeviceStatus) -> None:
        if status != self._published:
            self._status = self._published = status
            self._delay = self._settings.poll_active_s
            self._worker.publish(DeviceStatusChanged(status))

    def _publish_job(self, event: PrintJobChanged) -> None:
        if event.state.is_final:
            self._followed.pop(event.key, None)
            self._to_cancel.discard(event.key)
            self._interrupted.discard(event.key)
            self._pages.pop(event.key, None)
        if self._last.get(event.key) == event:
            return
        self._last[event.key] = event
        while len(self._last) > REMEMBERED_KEYS:
            self._last.pop(next(iter(self._last)))
        self._delay = self._settings.poll_active_s
        self._worker.publish(event)


def _cancel_unless_over(connection: cups.Connection, number: int) -> None:
    try:
        connection.cancelJob(number)
    except cups.IPPError as error:
        if not _is_refusal(error) and not _is_not_found(error):
            raise


def _is_not_found(error: Exception) -> bool:
    return isinstance(error, cups.IPPError) and error.args[:1] == (cups.IPP_NOT_FOUND,)


def _is_refusal(error: Exception) -> bool:
    """Whether trying again is no use: a client error (RFC 8011, B.1.4) other than a missing queue or haste."""
    status = error.args[0] if error.args else 0
    return (
        isinstance(status, int)
        and 0x0400 <= status < 0x0500
        and status not in (cups.IPP_NOT_FOUND, cups.IPP_TIMEOUT)
    )
