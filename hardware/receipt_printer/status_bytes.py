"""Real-time status bytes (DLE EOT 1 to 4) to facts, and facts to a device status. No IO."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hardware.events import DeviceRole, DeviceState, DeviceStatus, Level, LevelSource, Reason, Severity

KINDS = (1, 2, 3, 4)
"""Printer, cause of offline, cause of error, roll paper."""
_FIXED_BITS, _FIXED_VALUE = 0x93, 0x12
ROLL = "roll"
CUTTER_FAILURE = "separation-cutter-recoverable-failure"
"""PWG 5100.9: the knife that separates one slip from the next."""


@dataclass(frozen=True)
class PrinterFacts:
    """What the four bytes say, nothing concluded."""

    offline: bool
    cover_open: bool
    paper_stop: bool
    """Printing stopped because the paper ended."""
    error: bool
    cutter_error: bool
    unrecoverable_error: bool
    recoverable_error: bool
    """Recovers by itself, such as a hot head."""
    paper_near_end: bool
    paper_out: bool


def is_real_time_reply(byte: int) -> bool:
    """Bits 1 and 4 are always set, bits 0 and 7 never; anything else is noise or another reply."""
    return byte & _FIXED_BITS == _FIXED_VALUE


def read_facts(replies: Sequence[int | None]) -> PrinterFacts | None:
    """Return the facts, or None (unknown) unless all four bytes came and every one is valid."""
    valid = [byte for byte in replies if byte is not None and is_real_time_reply(byte)]
    if len(valid) != len(KINDS) or len(replies) != len(KINDS):
        return None
    printer, offline_cause, error_cause, paper = valid
    return PrinterFacts(
        offline=bool(printer & 0x08),
        cover_open=bool(offline_cause & 0x04),
        paper_stop=bool(offline_cause & 0x20),
        error=bool(offline_cause & 0x40),
        cutter_error=bool(error_cause & 0x08),
        unrecoverable_error=bool(error_cause & 0x20),
        recoverable_error=bool(error_cause & 0x44),
        paper_near_end=bool(paper & 0x0C),
        paper_out=bool(paper & 0x60),
    )


def decide(facts: PrinterFacts | None) -> DeviceStatus:
    """Return the status that a person is shown. None is silence: never ready."""
    if facts is None:
        return silent()
    errors = _errors(facts)
    if errors:
        return _status(DeviceState.STOPPED, Severity.ERROR, (*errors, *_warnings(facts)))
    if facts.offline:
        # Someone holds the feed button, or the printer is busy with itself.
        return _status(DeviceState.BUSY, Severity.OK, _warnings(facts))
    warnings = _warnings(facts)
    return _status(DeviceState.READY, Severity.WARNING if warnings else Severity.OK, warnings)


def silent() -> DeviceStatus:
    """It is there but does not answer, or answers nonsense."""
    reasons = (Reason("timed-out", Severity.UNKNOWN),)
    return DeviceStatus(DeviceRole.RECEIPT, DeviceState.UNKNOWN, Severity.UNKNOWN, reasons, (_UNKNOWN_ROLL,))


def absent() -> DeviceStatus:
    """It is unplugged or switched off; we go on trying to connect."""
    reasons = (Reason("connecting-to-device", Severity.ERROR),)
    return DeviceStatus(DeviceRole.RECEIPT, DeviceState.ABSENT, Severity.ERROR, reasons, (_UNKNOWN_ROLL,))


def _errors(facts: PrinterFacts) -> tuple[Reason, ...]:
    """Worst first: what a person must see to before the rest can be known."""
    keywords: list[str] = []
    if facts.cover_open:
        keywords.append("cover-open")
    if facts.paper_out or facts.paper_stop:
        keywords.append("media-empty")
    if facts.cutter_error:
        keywords.append(CUTTER_FAILURE)
    # A cover opened while printing also sets the general and the self-recovering error.
    if facts.unrecoverable_error or ((facts.error or facts.recoverable_error) and not keywords):
        keywords.append("other")
    return tuple(Reason(keyword, Severity.ERROR) for keyword in keywords)


def _warnings(facts: PrinterFacts) -> tuple[Reason, ...]:
    near_end = facts.paper_near_end and not (facts.paper_out or facts.paper_stop)
    return (Reason("media-low", Severity.WARNING),) if near_end else ()


def _status(state: DeviceState, severity: Severity, reasons: tuple[Reason, ...]) -> DeviceStatus:
    return DeviceStatus(DeviceRole.RECEIPT, state, severity, reasons, (_SENSED_ROLL,))


# The sensors tell low and out (see the reasons), never how much is left.
_SENSED_ROLL = Level(ROLL, None, LevelSource.SENSED)
_UNKNOWN_ROLL = Level(ROLL, None, LevelSource.UNKNOWN)
