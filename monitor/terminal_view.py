"""One terminal in full: its devices, and its health over a day."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.telemetry.messages import LevelMessage, ReasonMessage
from monitor.charts import Curve, over_time
from monitor.fleet import DeviceFacts, TerminalFacts
from monitor.history_reader import HistoryReader
from monitor.received import DEVICES
from monitor.row_view import Mark, device_mark, last_mark
from monitor.settings import DAY_S
from monitor.times import from_wire
from monitor.words import Said, Words

CHARTED = ("cpu_temp_c", "load", "mem_free_pct", "disk_free_pct", "ui_fps", "ui_stall_ms_max")
SHORTEST_CHART_S = 900
PAPER_RUNS_OUT = frozenset({"media-low", "media-empty", "media-needed"})


@dataclass(frozen=True)
class LevelLine:
    name: str
    text: str
    source: str
    percent: int | None


@dataclass(frozen=True)
class DeviceView:
    id: str
    name: str
    mark: Mark
    old: bool
    """The terminal is silent: this is what was known last."""
    since: float
    model: str
    reasons: Said
    levels: tuple[LevelLine, ...]
    counters: str


@dataclass(frozen=True)
class Chart:
    label: str
    curve: Curve
    since: float
    last: str
    low: str
    high: str


def device_views(terminal: TerminalFacts, now: float, words: Words, *, old: bool) -> tuple[DeviceView, ...]:
    known = [(name, terminal.devices[name]) for name in DEVICES if name in terminal.devices]
    return tuple(_device_view(name, facts, now, words, old) for name, facts in known)


def _device_view(name: str, facts: DeviceFacts, now: float, words: Words, old: bool) -> DeviceView:
    message = facts.message
    counted = name in {"a4", "receipt"}
    sheets = f"level.sheets.{name}"
    counters = words(
        "counters.text",
        since=words(sheets, n=message.since_refill) if counted else "",
        total=words(sheets, n=message.total) if counted else "",
    )
    return DeviceView(
        id=f"device-{name}",
        name=words.device(name),
        mark=last_mark(device_mark(facts, words), words) if old else device_mark(facts, words),
        old=old,
        since=from_wire(message.since, facts.changed_at, latest=now),
        model=message.model,
        reasons=words.reasons(reason.keyword for reason in message.reasons),
        levels=tuple(
            LevelLine(
                _level_name(level.name, words),
                _level_text(level, sheets, counted, message.reasons, words),
                words(f"source.{level.source}"),
                level.percent,
            )
            for level in message.levels
        ),
        counters=counters if counted else "",
    )


def _level_name(name: str, words: Words) -> str:
    kind, _, rest = name.partition("-")
    return f"{words(f'level.name.{kind}')} {rest}".strip() if words.has(f"level.name.{kind}") else name


def _level_text(
    level: LevelMessage, sheets_key: str, counted: bool, reasons: tuple[ReasonMessage, ...], words: Words
) -> str:
    if level.sheets is not None and counted:
        return words(sheets_key, n=level.sheets)
    if level.percent is not None:
        return f"{level.percent} %"
    if level.source == "unknown":
        return words("state.unknown")
    low = any(reason.keyword in PAPER_RUNS_OUT for reason in reasons)  # a sensor that only knows enough or not
    return words("level.low" if low else "level.enough")


def health_charts(reader: HistoryReader, tid: str, now: float, words: Words) -> tuple[Chart, ...]:
    charts = []
    for column in CHARTED:
        samples = reader.samples(tid, column, now - DAY_S)
        since = min(samples[0].at, now - SHORTEST_CHART_S) if samples else now
        curve = over_time(samples, since, now)
        if curve is not None:
            figures = (words.number(v) for v in (curve.last, curve.low, curve.high))
            charts.append(Chart(words(f"health.{column}"), curve, since, *figures))
    return tuple(charts)
