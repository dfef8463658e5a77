"""What the queue and the device say, as one status: pure decisions, worst reason first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hardware.document_printer.ipp_attributes import DeviceReading, Supply, Tray
from hardware.events import DeviceRole, DeviceState, DeviceStatus, Level, LevelSource, Reason, Severity

PRINTER_PROCESSING = 4
PRINTER_STOPPED = 5

PAUSED = "paused"
OFFLINE = "offline"
"""CUPS's keyword for a device that does not answer."""
QUEUE_MISSING = "queue-missing"
"""Ours: CUPS runs but has no such queue."""
REJECTING_JOBS = "rejecting-jobs"
"""Ours: somebody has told the queue to take no jobs."""

# Nothing comes out until a person has been there, whatever suffix the device gives: some call an empty
# tray a report while they are idle and a warning while a job waits.
BLOCKING = frozenset(
    {
        "cover-open",
        "developer-empty",
        "door-open",
        "fuser-over-temp",
        "input-tray-missing",
        "interlock-open",
        "marker-supply-empty",
        "marker-waste-full",
        "media-empty",
        "media-jam",
        "media-needed",
        "opc-life-over",
        "output-area-full",
        "output-tray-missing",
        "spool-area-full",
        "toner-empty",
    }
)
# They carry no suffix, which in RFC 8011 means error, yet nothing is broken.
MILD = frozenset({PAUSED, "moving-to-paused", "stopped-partly", "timed-out"})
_SUFFIXES = {"-report": Severity.OK, "-warning": Severity.WARNING, "-error": Severity.ERROR}
_NOT_TROUBLE = frozenset({"", "none", "connecting-to-device", "identify-printer-requested"})
_UNCOUNTED_TRAYS = frozenset({"auto", "manual"})
"""Not places where paper lies, but ways to choose one."""
_WORST_FIRST = {Severity.ERROR: 0, Severity.UNKNOWN: 1, Severity.WARNING: 2, Severity.OK: 3}


@dataclass(frozen=True)
class QueueReading:
    """What CUPS says of its queue."""

    state: int
    accepting: bool = True
    reasons: tuple[str, ...] = ()
    device_uri: str = ""
    model: str = ""


UNREACHABLE = DeviceStatus(DeviceRole.A4, DeviceState.UNKNOWN, Severity.UNKNOWN)
"""CUPS does not answer."""
NO_QUEUE = DeviceStatus(
    DeviceRole.A4, DeviceState.ABSENT, Severity.ERROR, (Reason(QUEUE_MISSING, Severity.ERROR),)
)


def status_of(queue: QueueReading, device: DeviceReading) -> DeviceStatus:
    """Return the status of a queue whose device has answered."""
    reasons = _sorted((*_queue_reasons(queue), *map(reason_of, device.reasons), *_media_reasons(device)))
    if device.state == PRINTER_STOPPED and not reasons:
        reasons = (Reason("other", Severity.ERROR),)
    busy = PRINTER_PROCESSING in (queue.state, device.state)
    return DeviceStatus(
        DeviceRole.A4,
        _state(reasons, busy),
        _worst(reasons),
        reasons,
        (*tray_levels(device.trays), *map(supply_level, device.supplies)),
        device.model or queue.model,
    )


def status_without_device(queue: QueueReading) -> DeviceStatus:
    """Return the status of a queue whose device speaks no IPP, so that CUPS's word is all there is."""
    return status_of(queue, DeviceReading(queue.state if queue.state != PRINTER_STOPPED else 0, queue.reasons))


def status_offline(queue: QueueReading) -> DeviceStatus:
    """Return the status of a queue whose device does not answer."""
    reasons = _sorted((Reason(OFFLINE, Severity.ERROR), *_queue_reasons(queue)))
    return DeviceStatus(DeviceRole.A4, DeviceState.ABSENT, Severity.ERROR, reasons, (), queue.model)


def reason_of(keyword: str) -> Reason:
    """Split an IPP keyword from its suffix; without one it is an error (RFC 8011, 5.4.12)."""
    suffix = next((end for end in _SUFFIXES if keyword.endswith(end)), "")
    bare = keyword.removesuffix(suffix)
    if bare in BLOCKING:
        return Reason(bare, Severity.ERROR)
    if bare in MILD:
        return Reason(bare, Severity.WARNING)
    return Reason(bare, _SUFFIXES.get(suffix, Severity.ERROR))


def hindrances(status: DeviceStatus) -> tuple[str, ...]:
    """Return the keywords for which a job waits, worst first."""
    if status.state not in (DeviceState.STOPPED, DeviceState.ABSENT):
        return ()
    return tuple(reason.keyword for reason in status.reasons if _stops(reason))


def tray_levels(trays: tuple[Tray, ...]) -> tuple[Level, ...]:
    """Number the trays in the device's order; a by-pass keeps its name."""
    levels: list[Level] = []
    numbered = 0
    for tray in trays:
        if tray.name in _UNCOUNTED_TRAYS or tray.kind == "sheetFeedManual":
            continue
        by_pass = tray.name.startswith("by-pass")
        numbered += not by_pass
        levels.append(_level(tray.name if by_pass else f"tray-{numbered}", tray.level, tray.capacity))
    return tuple(levels)


def supply_level(supply: Supply) -> Level:
    """Name a supply `toner-black`, `waste-toner`."""
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", supply.kind).lower() or "supply"
    colour = supply.colorant.lower()
    name = kind if colour in ("", "unknown", "none", "other") else f"{kind}-{colour}"
    return _level(name, supply.level, supply.capacity)


def _level(name: str, level: int, capacity: int) -> Level:
    if level < 0 or capacity <= 0:
        return Level(name, None, LevelSource.UNKNOWN)
    return Level(name, min(100, round(100 * level / capacity)), LevelSource.SENSED)


def _queue_reasons(queue: QueueReading) -> tuple[Reason, ...]:
    paused = queue.state == PRINTER_STOPPED
    found = ((paused, PAUSED), (not queue.accepting, REJECTING_JOBS))
    return tuple(Reason(keyword, Severity.WARNING) for holds, keyword in found if holds)


def _media_reasons(device: DeviceReading) -> tuple[Reason, ...]:
    """A device that names what is loaded, and names no A4, will ask for it when the job comes."""
    if not device.media_ready or any("a4" in size for size in device.media_ready):
        return ()
    return (Reason("media-needed", Severity.WARNING),)


def _sorted(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Drop what is no trouble, keep the worst of the same keyword, and put the worst first."""
    worst: dict[str, Reason] = {}
    for reason in sorted(reasons, key=lambda reason: _WORST_FIRST[reason.severity]):
        if reason.keyword not in _NOT_TROUBLE and not reason.keyword.startswith("cups-"):
            worst.setdefault(reason.keyword, reason)
    return tuple(worst.values())


def _worst(reasons: tuple[Reason, ...]) -> Severity:
    return reasons[0].severity if reasons else Severity.OK


def _stops(reason: Reason) -> bool:
    return reason.severity is Severity.ERROR or reason.keyword in (PAUSED, REJECTING_JOBS)


def _state(reasons: tuple[Reason, ...], busy: bool) -> DeviceState:
    if any(map(_stops, reasons)):
        return DeviceState.STOPPED
    return DeviceState.BUSY if busy else DeviceState.READY
