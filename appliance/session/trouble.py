"""From IPP reasons to the one trouble a visitor is told, worst first."""

from __future__ import annotations

from appliance.session.states import TroubleKind
from appliance.session.visit import PrintJob
from hardware.events import DeviceState, DeviceStatus, JobState

# RFC 8011 5.4.12 and PWG 5100.9 keywords; the first that is found decides.
_KIND_BY_KEYWORD = (
    ("media-jam", TroubleKind.JAM),
    ("cover-open", TroubleKind.COVER_OPEN),
    ("door-open", TroubleKind.COVER_OPEN),
    ("interlock-open", TroubleKind.COVER_OPEN),
    ("media-empty", TroubleKind.PAPER_OUT),
    ("media-needed", TroubleKind.PAPER_OUT),
    ("input-tray-missing", TroubleKind.PAPER_OUT),
    ("paused", TroubleKind.QUEUE_HELD),
    ("moving-to-paused", TroubleKind.QUEUE_HELD),
    ("connecting-to-device", TroubleKind.PRINTER_GONE),
    ("offline", TroubleKind.PRINTER_GONE),
    ("shutdown", TroubleKind.PRINTER_GONE),
    ("timed-out", TroubleKind.PRINTER_GONE),
)


def kind_of(keywords: tuple[str, ...]) -> TroubleKind | None:
    return next((kind for keyword, kind in _KIND_BY_KEYWORD if keyword in keywords), None)


def print_trouble(job: PrintJob, status: DeviceStatus | None) -> TroubleKind | None:
    """Return why the job does not go on, or None when it does."""
    if job.state in (JobState.CANCELLED, JobState.ABORTED):
        return TroubleKind.CANCELLED
    device = device_trouble(status)
    if job.state is JobState.STOPPED:
        return kind_of(job.reasons) or device or TroubleKind.OTHER
    return device


def device_trouble(status: DeviceStatus | None) -> TroubleKind | None:
    if status is None or status.state in (DeviceState.ABSENT, DeviceState.UNKNOWN):
        return TroubleKind.PRINTER_GONE
    if status.state is DeviceState.STOPPED:
        return kind_of(tuple(reason.keyword for reason in status.reasons)) or TroubleKind.OTHER
    return None
