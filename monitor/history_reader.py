"""What history answers: the last known state for a restart, charts, logs and averages. Any thread may ask."""

from __future__ import annotations

import json
from dataclasses import dataclass

from msgspec.structs import replace
from sqlalchemy import Engine, func, select, text

from appliance.telemetry.messages import EventMessage, MalformedMessage, topic
from monitor.fleet import HOUR_S, Fleet
from monitor.history_tables import current, device_change, event, health, incident, usage
from monitor.notices import REMEMBERED, REMEMBERED_DAYS, remembered
from monitor.received import Origin, parse
from monitor.registry import USAGE_HOURS, fold
from monitor.settings import DAY_S
from monitor.times import to_wire

AVERAGE_DAYS = 28


@dataclass(frozen=True)
class Sample:
    at: float
    value: float


@dataclass(frozen=True)
class LogEntry:
    """A line of a terminal's log: an event, or a device that changed."""

    at: float
    kind: str
    """The event's kind, or `device`."""
    ref: str
    state: str = ""
    sev: str = ""


@dataclass(frozen=True)
class Incident:
    key: str
    began: float
    ended: float | None
    kind: str
    place: str
    names: str
    values: dict[str, str]


class HistoryReader:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def fleet(self, now: float) -> Fleet:
        """Return the fleet as it was last known: everything in it is stale until it is heard live."""
        restored = Fleet()
        with self._engine.connect() as connection:
            for row in connection.execute(select(current)):
                name = topic(row.tid, row.kind, *filter(None, [row.name]))
                try:
                    received = parse(
                        name, row.payload, row.at or now, Origin.RESTORED if row.at else Origin.RETAINED
                    )
                except MalformedMessage:  # written by another version
                    continue
                if received is not None:
                    restored = fold(restored, received)
        met_now = {tid: replace(terminal, known_at=now) for tid, terminal in restored.terminals.items()}
        return self._with_usage(self._with_told(Fleet(met_now), now), now)

    def _with_told(self, fleet: Fleet, now: float) -> Fleet:
        """Remember what terminals have told, in the order in which it was heard."""
        wanted = event.c.kind.in_(REMEMBERED) & (event.c.at > now - REMEMBERED_DAYS * DAY_S)
        terminals = dict(fleet.terminals)
        with self._engine.connect() as connection:
            for row in connection.execute(select(event).where(wanted).order_by(text("rowid"))):
                terminal = terminals.get(row.tid)
                if terminal is not None:
                    told = EventMessage(row.id, row.kind, to_wire(row.at), row.ref)
                    terminals[row.tid] = replace(terminal, told=remembered(terminal.told, told, row.at))
        return Fleet(terminals)

    def _with_usage(self, fleet: Fleet, now: float) -> Fleet:
        oldest = int(now // HOUR_S) - USAGE_HOURS
        terminals = dict(fleet.terminals)
        with self._engine.connect() as connection:
            for row in connection.execute(select(usage).where(usage.c.hour > oldest)):
                terminal = terminals.get(row.tid)
                device = terminal.devices.get(row.device) if terminal else None
                if terminal is None or device is None:
                    continue
                device = replace(device, hours={**device.hours, row.hour: row.count})
                terminals[row.tid] = replace(terminal, devices={**terminal.devices, row.device: device})
        return Fleet(terminals)

    def samples(self, tid: str, column: str, since: float) -> list[Sample]:
        """Return one health figure over time; `column` is a column of the table `health`."""
        value = health.c[column]
        query = select(health.c.at, value).where(health.c.tid == tid, health.c.at >= since, value.is_not(None))
        with self._engine.connect() as connection:
            return [Sample(at, float(v)) for at, v in connection.execute(query.order_by(health.c.at))]

    def log(self, tid: str, limit: int = 60) -> list[LogEntry]:
        """Return a terminal's events and device changes, the newest first."""
        events = select(event).where(event.c.tid == tid).order_by(event.c.at.desc()).limit(limit)
        changes = select(device_change).where(device_change.c.tid == tid)
        changes = changes.order_by(device_change.c.at.desc()).limit(limit)
        with self._engine.connect() as connection:
            entries = [LogEntry(row.at, row.kind, row.ref) for row in connection.execute(events)]
            for row in connection.execute(changes):
                ref = " ".join(filter(None, [row.device, row.reasons]))
                entries.append(LogEntry(row.at, "device", ref, row.state, row.sev))
        return sorted(entries, key=lambda entry: entry.at, reverse=True)[:limit]

    def incidents(self, since: float) -> list[Incident]:
        """Return incidents that were open at `since` or began later, the oldest first."""
        query = select(incident).where((incident.c.ended.is_(None)) | (incident.c.ended >= since))
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(incident.c.began)).all()
        return [Incident(r.key, r.began, r.ended, r.kind, r.place, r.names, json.loads(r.details)) for r in rows]

    def daily_average(self, device: str, today: float) -> int | None:
        """Return the mean use of the days before `today` (a day's start) on which anything was used."""
        query = select(usage.c.hour, func.sum(usage.c.count)).where(
            usage.c.device == device,
            usage.c.hour >= (today - AVERAGE_DAYS * DAY_S) / HOUR_S,
            usage.c.hour * HOUR_S < today,
        )
        days: dict[int, int] = {}
        with self._engine.connect() as connection:
            for hour, count in connection.execute(query.group_by(usage.c.hour)):
                day = int((hour * HOUR_S - today) // DAY_S)
                days[day] = days.get(day, 0) + count
        return round(sum(days.values()) / len(days)) if days else None
