"""A terminal as a row of the table: every figure with where it comes from, old ones marked as old."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.telemetry.messages import LevelMessage
from monitor.consumption import lasts_until
from monitor.fleet import DeviceFacts, TerminalFacts
from monitor.freshness import Freshness, freshness, is_switched_off, silent_since
from monitor.outbox_view import OutboxFigure, outbox_figure
from monitor.settings import Settings
from monitor.tasks import Look, Task
from monitor.times import clock_text
from monitor.words import Words

FULL_TRAY_SHEETS = 250
STATE_OF_TASK = {
    "help-open": "help",
    "help-coming": "help",
    "help-desk": "help",
    "a4-media-empty": "no_paper",
    "receipt-media-empty": "no_roll",
    "a4-media-low": "low_paper",
    "receipt-media-low": "low_roll",
    "queue-held": "held",
    "out-of-service": "out_of_service",
    "outbox-old": "sending",
    "outbox-stuck": "sending",
    "outbox-full": "sending",
    "submission-lost": "lost_submission",
    "submission-lost-unknown": "lost_submission",
}


@dataclass(frozen=True)
class Figure:
    """A level as people read it."""

    text: str
    source: str = ""
    percent: int | None = None
    tone: str = ""


@dataclass(frozen=True)
class Mark:
    """A word with its colour and its icon."""

    text: str
    tone: str
    icon: str


@dataclass(frozen=True)
class FleetRow:
    id: str
    tid: str
    name: str
    place: str
    state: Mark
    paper: Figure
    roll: Figure
    scanner: Mark
    jobs: str
    outbox: OutboxFigure
    seen: float | None
    old: bool


GOOD, WARNING, BAD, OLD = "good", "warning", "bad", "old"
ICONS = {GOOD: "check", WARNING: "warn", BAD: "stop", OLD: "clock"}


def fleet_row(
    terminal: TerminalFacts, tasks: list[Task], now: float, settings: Settings, words: Words
) -> FleetRow:
    old = is_old(terminal, now, settings)
    queues = terminal.queues
    return FleetRow(
        id=f"row-{terminal.tid}",
        tid=terminal.tid,
        name=terminal.short_name,
        place=terminal.place if terminal.group == terminal.place else terminal.group,
        state=state_mark(terminal, tasks, now, settings, words),
        paper=_last(level_figure(terminal.devices.get("a4"), "a4", now, settings, words), old, words),
        roll=_last(level_figure(terminal.devices.get("receipt"), "receipt", now, settings, words), old, words),
        scanner=Mark("–", OLD, "") if old else device_mark(terminal.devices.get("scanner"), words),
        jobs="–" if old or queues is None else str(queues.print),
        outbox=outbox_figure(terminal, now, words, old=old),
        seen=silent_since(terminal) if terminal.seen_at is not None else None,
        old=old,
    )


def is_old(terminal: TerminalFacts, now: float, settings: Settings) -> bool:
    """Whether what is known of it was said by a terminal that is silent now."""
    limits = settings.limits
    return freshness(terminal, now, limits) is not Freshness.FRESH or is_switched_off(terminal, now, limits)


def state_mark(terminal: TerminalFacts, tasks: list[Task], now: float, settings: Settings, words: Words) -> Mark:
    if is_switched_off(terminal, now, settings.limits):
        return _mark("state.out_of_service", OLD, words)
    fresh = freshness(terminal, now, settings.limits)
    if fresh is Freshness.LOST:
        return _mark("state.lost", OLD, words)
    if fresh is Freshness.STALE:
        return _mark("state.stale" if terminal.live else "state.waiting", OLD, words)
    if tasks:
        return _task_mark(tasks[0], words)
    if terminal.state is None or terminal.state.s == "lost":
        return _mark("state.unknown", WARNING, words)
    tone = GOOD if terminal.state.s in {"ready", "busy"} else WARNING
    return _mark(f"state.{terminal.state.s}", tone, words)


def _task_mark(task: Task, words: Words) -> Mark:
    bad = task.look is Look.BAD
    key = STATE_OF_TASK.get(task.kind.removesuffix("-many"), "trouble" if bad else "notice")
    mark = _mark(f"state.{key}", BAD if bad else WARNING, words)
    return Mark(mark.text, mark.tone, "hand") if key == "help" else mark


def _mark(key: str, tone: str, words: Words) -> Mark:
    return Mark(words(key), tone, ICONS[tone])


def device_mark(device: DeviceFacts | None, words: Words) -> Mark:
    if device is None:
        return Mark("–", OLD, "")
    message = device.message
    if message.state in {"ready", "busy"} and message.sev == "ok":
        return _mark(f"device.{message.state}", GOOD, words)
    if message.state in {"ready", "busy"} and message.sev == "warning":
        return _mark("device.warning", WARNING, words)
    if message.state == "unknown" or message.sev == "unknown":
        return _mark("device.unknown", WARNING, words)
    return _mark(f"device.{message.state}" if message.state != "ready" else "device.stopped", BAD, words)


def last_mark(mark: Mark, words: Words) -> Mark:
    """A mark that no longer counts."""
    return Mark(words("level.last", value=mark.text), OLD, ICONS[OLD])


def level_figure(device: DeviceFacts | None, name: str, now: float, settings: Settings, words: Words) -> Figure:
    """Say how much paper there is. What no sensor and no counter knows is `unknown`, never a number."""
    if device is None or device.message.state in {"absent", "unknown"}:
        return Figure(words("state.unknown"))
    level = paper_level(device)
    keywords = {reason.keyword for reason in device.message.reasons}
    if keywords & {"media-empty", "media-needed"}:
        return Figure("0" if name == "a4" else words("level.empty"), words("source.sensed"), 0, BAD)
    low = "media-low" in keywords
    if low and name == "receipt":
        return _low_roll(device, now, settings, words)
    if level is None or level.source == "unknown":
        return (
            Figure(words("level.low"), words("source.sensed"), None, WARNING)
            if low
            else Figure(words("state.unknown"))
        )
    return _counted(level, low, words)


def paper_level(device: DeviceFacts) -> LevelMessage | None:
    """Return the level of the paper, not of toner: the tray or the roll."""
    return next((level for level in device.message.levels if level.name.startswith(("tray", "roll"))), None)


def _counted(level: LevelMessage, low: bool, words: Words) -> Figure:
    percent, sheets = level.percent, level.sheets
    if percent is None and sheets is not None:
        percent = min(100, round(100 * sheets / FULL_TRAY_SHEETS))
    if sheets is not None:
        text = str(sheets)
    else:
        text = f"{percent} %" if percent is not None else words("level.low" if low else "level.enough")
    return Figure(text, words(f"source.{level.source}"), percent, WARNING if low else "")


def _low_roll(device: DeviceFacts, now: float, settings: Settings, words: Words) -> Figure:
    until = lasts_until(device, now)
    if until is None:
        return Figure(words("level.low"), words("source.sensed"), None, WARNING)
    text = words("level.until", until=clock_text(until, settings.zone))
    return Figure(text, words("source.estimated"), None, WARNING)


def _last(figure: Figure, old: bool, words: Words) -> Figure:
    """What is old loses its bar and its source: it says `last`."""
    return Figure(words("level.last", value=figure.text)) if old else figure
