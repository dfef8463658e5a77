"""From one message and what was known before it to the rows that history keeps. Pure."""

from __future__ import annotations

from typing import Any, TypeAlias

from appliance.telemetry.messages import DeviceMessage, EventMessage, Health
from monitor.fleet import HOUR_S, TerminalFacts
from monitor.received import CURRENT_KINDS, Origin, Received
from monitor.registry import usage_delta
from monitor.times import from_wire

Row: TypeAlias = dict[str, Any]
"""Column name to value, as SQLAlchemy takes it."""


class Batch:
    """Rows that go into one transaction; of one thing's current state only the last is kept."""

    def __init__(self) -> None:
        self.current: dict[tuple[str, str, str], Row] = {}
        self.cleared: set[tuple[str, str, str]] = set()
        self.health: list[Row] = []
        self.device_change: list[Row] = []
        self.event: list[Row] = []
        self.usage: dict[tuple[str, str, int], int] = {}

    def add(self, received: Received, before: TerminalFacts | None) -> None:
        if received.kind in CURRENT_KINDS:
            self._add_current(received)
        content = received.content
        if isinstance(content, Health):
            self._add_health(received, content)
        elif isinstance(content, DeviceMessage):
            self._add_device(received, content, before)
        elif isinstance(content, EventMessage):
            self._add_event(received, content)

    def _add_current(self, received: Received) -> None:
        key = (received.terminal, received.kind, received.name)
        if received.content is None:
            self.current.pop(key, None)
            self.cleared.add(key)
            return
        self.cleared.discard(key)
        at = received.at if received.origin is Origin.LIVE else 0.0
        earlier = self.current.get(key)
        if earlier is not None:
            at = max(at, earlier["at"])
        tid, kind, name = key
        self.current[key] = {"tid": tid, "kind": kind, "name": name, "payload": received.payload, "at": at}

    def _add_health(self, received: Received, health: Health) -> None:
        self.health.append(
            {
                "tid": received.terminal,
                "at": received.at,
                "cpu_temp_c": health.cpu_temp_c,
                "disk_free_pct": health.disk_free_pct,
                "mem_free_pct": health.mem_free_pct,
                "load": health.load,
                "ui_fps": health.ui_fps,
                "ui_stall_ms_max": health.ui_stall_ms_max,
            }
        )

    def _add_device(self, received: Received, message: DeviceMessage, before: TerminalFacts | None) -> None:
        tid, device, at = received.terminal, received.name, received.at
        known = before.devices.get(device) if before is not None else None
        used = usage_delta(known, message)
        if used:
            key = (tid, device, int(at // HOUR_S))
            self.usage[key] = self.usage.get(key, 0) + used
        if known is not None and _condition(known.message) == _condition(message):
            return
        reasons = ",".join(reason.keyword for reason in message.reasons)
        row = {"tid": tid, "at": at, "device": device, "state": message.state, "sev": message.sev}
        self.device_change.append({**row, "reasons": reasons})

    def _add_event(self, received: Received, event: EventMessage) -> None:
        at = from_wire(event.ts, received.at, latest=received.at)
        row = {"id": event.id, "tid": received.terminal, "at": at, "kind": event.kind, "ref": event.ref}
        self.event.append(row)


def _condition(message: DeviceMessage) -> object:
    return message.state, message.sev, message.reasons
