"""What CUPS says of a job, and what stands in its way, as one event. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from hardware.events import DeviceRole, JobState, PrintJobChanged

JOB_INCOMING = "job-incoming"


class CupsJobState(IntEnum):
    """`job-state` (RFC 8011, 5.3.7)."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


# CUPS says `completed` when the data is with the printer.
_STATES: dict[int, JobState] = {
    CupsJobState.PENDING: JobState.QUEUED,
    CupsJobState.HELD: JobState.STOPPED,
    CupsJobState.PROCESSING: JobState.PROCESSING,
    CupsJobState.STOPPED: JobState.STOPPED,
    CupsJobState.CANCELED: JobState.CANCELLED,
    CupsJobState.ABORTED: JobState.ABORTED,
    CupsJobState.COMPLETED: JobState.SENT,
}


@dataclass(frozen=True)
class JobReading:
    """What CUPS says of a job."""

    state: int
    reasons: tuple[str, ...] = ()
    pages_sent: int = 0
    """`job-media-sheets-completed` or `job-impressions-completed`: counted by CUPS while it sends, not paper."""
    documents: int = 0

    @property
    def awaits_document(self) -> bool:
        """Created, but the connection broke before its document was there."""
        return self.documents == 0 and self.state == CupsJobState.HELD and JOB_INCOMING in self.reasons


def job_event(
    key: str, job: JobReading, hindrances: tuple[str, ...] = (), pages_out: int | None = None
) -> PrintJobChanged:
    """Say how a job is: `hindrances` are what the device keeps it for, `pages_out` what the device counts."""
    state = _STATES.get(job.state, JobState.QUEUED)
    if job.state == CupsJobState.HELD and JOB_INCOMING in job.reasons:
        state = JobState.QUEUED
    if state.is_final:
        pages = job.pages_sent if state is JobState.SENT else pages_out or 0
        return PrintJobChanged(
            DeviceRole.A4, key, state, pages, _reasons(job) if state is not JobState.SENT else ()
        )
    if hindrances:
        return PrintJobChanged(DeviceRole.A4, key, JobState.STOPPED, pages_out or 0, hindrances)
    reasons = _reasons(job) if state is JobState.STOPPED else ()
    return PrintJobChanged(DeviceRole.A4, key, state, pages_out or 0, reasons)


def _reasons(job: JobReading) -> tuple[str, ...]:
    return tuple(reason for reason in job.reasons if reason != "none")
