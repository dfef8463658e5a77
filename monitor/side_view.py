"""The cards beside the list: the round, the day's paper, the shift's incidents."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.charts import cumulative
from monitor.consumption import used_by_hour
from monitor.fleet import HOUR_S, Fleet, TerminalFacts, Told
from monitor.history_reader import Incident
from monitor.notices import OF_THE_SHIFT
from monitor.round import Stop
from monitor.settings import Settings
from monitor.task_view import CardMaker
from monitor.times import clock_text
from monitor.words import Words

SHOWN_STOPS = 6
SHOWN_INCIDENTS = 12


@dataclass(frozen=True)
class RoundLine:
    name: str
    place: str
    carry: str
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class PaperToday:
    sheets: int
    receipts: int
    sheet_line: str
    receipt_line: str
    first_hour: str
    last_hour: str


@dataclass(frozen=True)
class ShiftLine:
    id: str
    time: str
    text: str
    lasted: str
    open_since: float | None


def round_lines(stops: tuple[Stop, ...], maker: CardMaker) -> tuple[RoundLine, ...]:
    return tuple(_round_line(stop, maker) for stop in stops)


def _round_line(stop: Stop, maker: CardMaker) -> RoundLine:
    tasks = tuple(maker.what(task) for task in stop.tasks)
    carry = ", ".join(maker.words(key) for key in stop.carry)
    held = "log.queue-held" if stop.tasks[0].kind == "queue-held" else ""
    return RoundLine(stop.name, stop.place, carry or (maker.words(held) if held else tasks[0]), tasks)


def paper_today(fleet: Fleet, now: float, settings: Settings, day_start: float) -> PaperToday:
    """Add up from the first hour of the day in which anything was printed."""
    sheets = used_by_hour(fleet, "a4", day_start, now)
    receipts = used_by_hour(fleet, "receipt", day_start, now)
    used = [i for i, pair in enumerate(zip(sheets, receipts, strict=True)) if any(pair)]
    first = used[0] if used else len(sheets) - 1
    top = max(sum(sheets), sum(receipts))
    return PaperToday(
        sheets=sum(sheets),
        receipts=sum(receipts),
        sheet_line=cumulative(sheets[first:], top),
        receipt_line=cumulative(receipts[first:], top),
        first_hour=clock_text((day_start // HOUR_S + first) * HOUR_S, settings.zone),
        last_hour=clock_text(now, settings.zone),
    )


def shift_lines(
    incidents: tuple[Incident, ...], fleet: Fleet, settings: Settings, words: Words, day_start: float
) -> tuple[ShiftLine, ...]:
    """Return the day's incidents, and what else terminals told of the shift, the newest first."""
    lines = [(incident.began, _shift_line(incident, fleet, settings, words)) for incident in incidents]
    for terminal in fleet.terminals.values():
        lines += [
            (told.at, _told_line(told, times, terminal, settings, words))
            for told, times in _day(terminal, day_start)
        ]
    newest = sorted(lines, key=lambda line: line[0], reverse=True)[:SHOWN_INCIDENTS]
    return tuple(line for _, line in newest)


def _day(terminal: TerminalFacts, day_start: float) -> list[tuple[Told, int]]:
    """Each refill by itself; of staff signing in the last time, and how often."""
    found: dict[str, tuple[Told, int]] = {}
    for told in terminal.told:
        if told.kind in OF_THE_SHIFT and told.at >= day_start:
            key = told.kind if told.kind.startswith("staff_") else told.id
            found[key] = (told, found[key][1] + 1 if key in found else 1)
    return list(found.values())


def _told_line(told: Told, times: int, terminal: TerminalFacts, settings: Settings, words: Words) -> ShiftLine:
    text = f"{terminal.short_name} {words.event(told.kind, told.ref).text}"
    often = f"{times}×" if times > 1 else ""
    return ShiftLine(f"event-{told.id}", clock_text(told.at, settings.zone), text, often, None)


def _shift_line(incident: Incident, fleet: Fleet, settings: Settings, words: Words) -> ShiftLine:
    terminal = fleet.get(incident.names)
    name = terminal.short_name if terminal else ("" if "count" in incident.values else incident.names)
    text = f"{name} {incident_text(incident, words)}".strip()
    ended = incident.ended
    lasted = words.age(ended - incident.began) if ended is not None else ""
    if incident.kind == "network-lost":
        lasted = ", ".join(filter(None, [lasted, words("shift.many", n=incident.values["count"])]))
    return ShiftLine(
        id=f"incident-{incident.key}-{incident.began:.0f}",
        time=clock_text(incident.began, settings.zone),
        text=text,
        lasted=lasted,
        open_since=incident.began if ended is None else None,
    )


def incident_text(incident: Incident, words: Words) -> str:
    short = f"log.{incident.kind}"
    key = short if words.has(short) else f"{incident.kind}.what"
    return words.of_task(key, {**incident.values, "place": incident.place})
