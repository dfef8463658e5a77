"""Shorthand for what terminals say, for the tests of the monitor: one line a message."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import msgspec

from appliance.telemetry.messages import (
    DeviceMessage,
    Health,
    HelpCallMessage,
    LevelMessage,
    Queues,
    ReasonMessage,
    TerminalInfo,
    TerminalState,
    encode,
    topic,
)
from monitor.fleet import Fleet
from monitor.received import Origin, Received, parse
from monitor.registry import fold
from monitor.settings import Settings
from monitor.tasks import Task
from monitor.times import to_wire

NOON = 1_772_449_200.0
"""2026-03-02T11:00:00Z: noon in Dortmund, on an hour."""
SETTINGS = Settings(zone=ZoneInfo("Europe/Berlin"), desks=("3",))
OLD_SID, NEW_SID = "01HZZZZZZZ0000000000000001", "01J0000000000000000000000A"


def received(
    tid: str, kind: str, content: msgspec.Struct | None, at: float = NOON, origin: Origin = Origin.LIVE
) -> Received:
    """`kind` may carry a name: `device/a4`."""
    payload = encode(content) if content is not None else b""
    message = parse(topic(tid, *kind.split("/")), payload, at, origin)
    assert message is not None
    return message


def hear(
    fleet: Fleet,
    tid: str,
    kind: str,
    content: msgspec.Struct | None,
    at: float = NOON,
    origin: Origin = Origin.LIVE,
) -> Fleet:
    return fold(fleet, received(tid, kind, content, at, origin))


def state(name: str, sid: str = NEW_SID, at: float = NOON) -> TerminalState:
    return TerminalState(name, sid, to_wire(at))  # type: ignore[arg-type]


def device(
    name: str = "ready", *reasons: str, since: float = NOON, sev: str = "", **fields: object
) -> DeviceMessage:
    """`reasons` are `keyword:severity`."""
    told = tuple(ReasonMessage(*reason.split(":")) for reason in reasons)  # type: ignore[arg-type]
    worst = next((s for s in ("error", "warning") if any(r.sev == s for r in told)), "ok")
    values: dict[str, object] = {"state": name, "sev": sev or worst, "reasons": told, "since": to_wire(since)}
    return DeviceMessage(**{**values, **fields})  # type: ignore[arg-type]


def no_paper(since: float = NOON) -> DeviceMessage:
    return device("stopped", "media-empty:error", since=since)


def call(
    number: int, language: str = "tr", about: str = "", since: float = NOON, **fields: str
) -> HelpCallMessage:
    return HelpCallMessage(number, to_wire(since), about, language, **fields)


def working(fleet: Fleet, tid: str, place: str, at: float = NOON) -> Fleet:
    """A terminal at which everything is in order."""
    fleet = hear(fleet, tid, "info", TerminalInfo("Site", place, "1", "1"), at)
    fleet = hear(fleet, tid, "state", state("ready", at=at), at)
    fleet = hear(fleet, tid, "health", Health(cpu_temp_c=50.0, disk_free_pct=60.0), at)
    levels = (LevelMessage("tray-1", "counted", 72, 180),)
    fleet = hear(fleet, tid, "device/a4", device(levels=levels), at)
    fleet = hear(fleet, tid, "device/receipt", device(levels=(LevelMessage("roll", "sensed"),)), at)
    fleet = hear(fleet, tid, "device/scanner", device(), at)
    fleet = hear(fleet, tid, "device/touch", device(), at)
    return hear(fleet, tid, "queues", Queues(), at)


def hall(*tids: str, at: float = NOON) -> Fleet:
    """Terminals such as `b3`: number 3 in hall B."""
    fleet = Fleet()
    for tid in tids:
        fleet = working(fleet, tid, f"Halle {tid[0].upper()} · Terminal {tid[1:]}", at)
    return fleet


def kinds(tasks: tuple[Task, ...]) -> list[tuple[str, str]]:
    return [(task.kind, ",".join(task.terminals)) for task in tasks]
