"""What became of a submission, by the events that are believed. Pure.

The service rejects by itself what an office has not collected for 14 days, and deletes after one day what was
never submitted: docs.fitko.de/fit-connect/docs/sending/submit and …/sending/attachments.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from appliance.outbox.fit_connect.event_tokens import Event
from appliance.outbox.progress import OfficeAnswer, Report, Stage

OTHER_BYTES = "auth-tag-mismatch"
NOT_COLLECTED = "not-collected"


def fold(events: Iterable[Event], sent_tags: str) -> Report:
    """Return where it stands; WAITING: it was never submitted. The first decision stands."""
    report = Report(Stage.WAITING)
    for event in events:
        if not report.final:
            report = _after(report, event, sent_tags)
    return report


def with_doubts(report: Report, doubts: Sequence[str]) -> Report:
    """Name the first entry that was not believed, where the report has no reason of its own."""
    return replace(report, reason=report.reason or doubts[0]) if doubts else report


def _after(report: Report, event: Event, sent_tags: str) -> Report:
    other_bytes = bool(event.tags) and bool(sent_tags) and event.tags != sent_tags
    match event.kind:
        case "create":
            return report
        case "submit" | "notify" | "forward":
            return replace(report, stage=Stage.HANDED_OVER, reason=OTHER_BYTES if other_bytes else report.reason)
        case "accept":
            return Report(Stage.HANDED_OVER, reason=OTHER_BYTES) if other_bytes else _accepted(report)
        case "reject":
            return _rejected(event)
        case "delete":
            return report if report.stage is Stage.WAITING else Report(Stage.EXPIRED, reason="deleted", final=True)


def _accepted(report: Report) -> Report:
    return Report(Stage.CONFIRMED, OfficeAnswer.RECEIVED, report.reason, final=True)


def _rejected(event: Event) -> Report:
    if event.issuer == "service":
        return Report(Stage.EXPIRED, OfficeAnswer.REFUSED, event.problem or NOT_COLLECTED, final=True)
    return Report(Stage.REFUSED, OfficeAnswer.REFUSED, event.problem or "rejected", final=True)
