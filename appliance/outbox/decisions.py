"""What becomes of a submission after a report, a failure, or a long time. Pure."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from appliance.outbox.entry import Entry
from appliance.outbox.pace import ASK_AGAIN, SEND_AGAIN
from appliance.outbox.progress import Mark, OfficeAnswer, Report, Stage
from appliance.outbox.settings import OutboxLimits
from appliance.storage.records import safe_id

FILE_MISSING, FILE_CORRUPT, FILE_UNREADABLE = "file-missing", "file-corrupt", "file-unreadable"
GAVE_UP, GAVE_UP_IN_DOUBT = "gave-up", "gave-up-in-doubt"
"""In doubt: a hand-over had begun, and the receiver could never be asked how it ended."""
LEAST_TRIES = 6
"""A terminal may have been off for weeks, and without a battery its clock jumps by weeks when the network is back:
just then the first tries may fail. These take about two minutes."""
NOT_OVER_YET, UNKNOWN_THERE = "not-over-yet", "unknown-to-receiver"
NO_TRANSPORT = "no-transport"
Way: TypeAlias = tuple[str, str]
"""An office and a transport to it; what goes this way keeps its order."""


@dataclass(frozen=True)
class Moment:
    """All that a decision needs of the world."""

    now: dt.datetime
    monotonic: float
    chance: float
    """0 to 1."""
    limits: OutboxLimits


def queues(entries: Iterable[Entry]) -> dict[Way, deque[Entry]]:
    """Return what has still to be handed over, a queue for each way, first come first."""
    found: dict[Way, deque[Entry]] = {}
    for entry in sorted((entry for entry in entries if entry.is_open), key=lambda each: each.number):
        found.setdefault((entry.office, entry.transport), deque()).append(entry)
    return found


def holds_up(entry: Entry) -> bool:
    """Tell whether those behind it wait. What we cannot read of our own disk is not their trouble."""
    return entry.is_open and entry.reason != FILE_UNREADABLE


def next_due(entries: Sequence[Entry]) -> float | None:
    """Return the monotonic time at which something is to be tried or asked again; None: never."""
    times = [entry.next_try for entry in entries if _may_have_news(entry)]
    for queue in queues(entries).values():
        for entry in queue:
            times.append(entry.next_try)
            if holds_up(entry):
                break
    return min(times, default=None)


def is_due(entry: Entry, monotonic: float) -> bool:
    return entry.next_try <= monotonic


def asks_are_due(entries: Iterable[Entry], monotonic: float) -> list[Entry]:
    """Return what was handed over and may have news, the longest due first."""
    due = [entry for entry in entries if _may_have_news(entry) and is_due(entry, monotonic)]
    return sorted(due, key=lambda entry: entry.next_try)


def _may_have_news(entry: Entry) -> bool:
    return entry.stage in (Stage.HANDED_OVER, Stage.CONFIRMED) and not entry.final


def begun(entry: Entry, mark: Mark, moment: Moment) -> Entry:
    changed = entry.changed if entry.stage is Stage.SENDING else moment.now
    return replace(entry, stage=Stage.SENDING, mark=mark, changed=changed)


def after_failure(entry: Entry, reason: str, moment: Moment) -> Entry:
    """Try again later; give up after days. Only after some tries: see `LEAST_TRIES`."""
    tries = entry.tries + 1
    is_old = moment.now - entry.created >= dt.timedelta(days=moment.limits.give_up_days)
    if entry.is_open and is_old and tries >= LEAST_TRIES:
        gave_up = GAVE_UP_IN_DOUBT if entry.stage is Stage.SENDING else GAVE_UP
        return over(entry, Report(Stage.EXPIRED, reason=gave_up, final=True), moment)
    pace = SEND_AGAIN if entry.is_open else ASK_AGAIN
    return replace(
        entry, reason=told(reason), tries=tries, next_try=moment.monotonic + pace.wait_s(tries, moment.chance)
    )


def after_hand_over(entry: Entry, report: Report, moment: Moment) -> Entry:
    """The transport says what became of its hand-over; anything but an end is a failure to be asked about."""
    return over(entry, report, moment) if report.stage.is_over else after_failure(entry, NOT_OVER_YET, moment)


def must_be_handed_over(report: Report) -> bool:
    """Tell whether the receiver, asked about an open submission, does not have it."""
    return report.stage is Stage.WAITING


def after_answer(entry: Entry, report: Report, moment: Moment) -> Entry:
    """The receiver was asked about what it already has: stages go on and never back."""
    if not report.stage.is_over:
        reason = UNKNOWN_THERE if report.stage is Stage.WAITING else entry.reason
        return replace(after_failure(entry, reason, moment), final=report.final)
    back = entry.stage is Stage.CONFIRMED and report.stage is Stage.HANDED_OVER
    stage = entry.stage if back else report.stage
    answer = report.answer or entry.answer
    if (stage, answer) == (entry.stage, entry.answer):
        waits = ASK_AGAIN.wait_s(entry.tries + 1, moment.chance)
        next_try = moment.monotonic + waits
        return replace(entry, reason="", final=report.final, tries=entry.tries + 1, next_try=next_try)
    return over(entry, replace(report, stage=stage, answer=answer), moment)


def over(entry: Entry, report: Report, moment: Moment) -> Entry:
    """Nothing will be sent any more. What is refused or given up is never asked about again."""
    lost = report.stage in (Stage.REFUSED, Stage.EXPIRED)
    answer = report.answer or (OfficeAnswer.REFUSED if report.stage is Stage.REFUSED else entry.answer)
    return replace(
        entry,
        stage=report.stage,
        answer=answer,
        reason=told(report.reason),
        final=report.final or lost,
        changed=moment.now,
        expires=moment.now + dt.timedelta(days=moment.limits.remember_days),
        tries=0,
        next_try=moment.monotonic + ASK_AGAIN.wait_s(1, moment.chance),
    )


def told(reason: str) -> str:
    """Return an id that may go to logs and to the monitor, whatever a receiver has said."""
    return safe_id(reason) if reason else ""


def lost_here(entry: Entry, reason: str, moment: Moment) -> Entry:
    """Its file is gone or spoiled: it will never arrive, and the person has to be told."""
    return over(entry, Report(Stage.REFUSED, reason=reason, final=True), moment)


def is_forgotten(entry: Entry, now: dt.datetime) -> bool:
    return not entry.is_open and entry.expires is not None and entry.expires <= now
