"""Fold messages into the fleet: a pure function, the same for live, retained and restored messages."""

from __future__ import annotations

from msgspec.structs import replace

from appliance.telemetry.messages import (
    DeviceMessage,
    EventMessage,
    Health,
    HelpCallMessage,
    Queues,
    TerminalInfo,
    TerminalState,
    UpdateState,
)
from monitor.fleet import HOUR_S, DeviceFacts, Fleet, TerminalFacts
from monitor.notices import remembered
from monitor.received import Origin, Received

USAGE_HOURS = 48
MAX_TERMINALS = 1000
"""More can only be a fault or an attack; the memory stays bounded."""


def fold(fleet: Fleet, received: Received) -> Fleet:
    """Return the fleet after one message."""
    known = fleet.terminals.get(received.terminal)
    if received.content is None:
        return _cleared(fleet, known, received)
    if known is None:
        if len(fleet.terminals) >= MAX_TERMINALS:
            return fleet
        known = TerminalFacts(received.terminal, known_at=received.at)
    return _with(fleet, _sign_of_life(_told(known, received), received))


def forget(fleet: Fleet, before: float) -> Fleet:
    """Drop terminals of which nothing was heard since `before`."""
    kept = {tid: t for tid, t in fleet.terminals.items() if (t.seen_at or t.known_at) >= before}
    return fleet if len(kept) == len(fleet.terminals) else Fleet(kept)


def usage_delta(before: DeviceFacts | None, message: DeviceMessage) -> int:
    """Sheets or receipts since the last message. A counter that went back began anew: nothing is known."""
    return max(0, message.total - before.message.total) if before is not None else 0


def _with(fleet: Fleet, terminal: TerminalFacts) -> Fleet:
    return Fleet({**fleet.terminals, terminal.tid: terminal})


def _sign_of_life(terminal: TerminalFacts, received: Received) -> TerminalFacts:
    if _is_will(received):
        return terminal  # the broker speaks here, not the terminal
    if received.origin is Origin.LIVE:
        return replace(terminal, seen_at=received.at, live=True)
    if received.origin is Origin.RESTORED:
        return replace(terminal, seen_at=max(received.at, terminal.seen_at or 0.0))
    return terminal


def _is_will(received: Received) -> bool:
    return isinstance(received.content, TerminalState) and received.content.s == "lost"


def _told(terminal: TerminalFacts, received: Received) -> TerminalFacts:
    """Put one message's content where it belongs; acknowledgements and most events leave no trace here."""
    content, at = received.content, received.at
    match content:
        case TerminalState():
            return _with_state(terminal, content, at)
        case Health():
            return replace(terminal, health=content, health_at=at)
        case DeviceMessage():
            return _with_device(terminal, received.name, content, at)
        case Queues():
            return replace(terminal, queues=content, queues_at=at)
        case HelpCallMessage():
            return replace(terminal, help=content, help_at=at)
        case TerminalInfo():
            return replace(terminal, info=content)
        case UpdateState():
            return replace(terminal, update=content, update_at=at)
        case EventMessage():
            return replace(terminal, told=remembered(terminal.told, content, at))
    return terminal


def _with_state(terminal: TerminalFacts, state: TerminalState, at: float) -> TerminalFacts:
    """A will that arrives after the terminal has come back under a newer session id is not news.

    A birth is believed whatever its id: a Pi without a clock may come back with an older one.
    """
    if state.s == "lost" and terminal.state is not None and state.sid < terminal.state.sid:
        return terminal
    return replace(terminal, state=state, state_at=at)


def _with_device(terminal: TerminalFacts, name: str, message: DeviceMessage, at: float) -> TerminalFacts:
    before = terminal.devices.get(name)
    changed = before is None or _condition(before.message) != _condition(message)
    facts = DeviceFacts(
        message=message,
        at=at,
        changed_at=at if changed or before is None else before.changed_at,
        hours=_hours(before, usage_delta(before, message), at),
    )
    return replace(terminal, devices={**terminal.devices, name: facts})


def _condition(message: DeviceMessage) -> object:
    return message.state, message.sev, message.reasons


def _hours(before: DeviceFacts | None, used: int, at: float) -> dict[int, int]:
    hours = before.hours if before is not None else {}
    if not used:
        return hours
    hour = int(at // HOUR_S)
    recent = {h: n for h, n in hours.items() if h > hour - USAGE_HOURS}
    return {**recent, hour: recent.get(hour, 0) + used}


def _cleared(fleet: Fleet, known: TerminalFacts | None, received: Received) -> Fleet:
    """An empty payload clears its topic. A cleared state: the terminal was decommissioned."""
    if known is None:
        return fleet
    match received.kind:
        case "state":
            return Fleet({tid: t for tid, t in fleet.terminals.items() if tid != received.terminal})
        case "help":
            return _with(fleet, _sign_of_life(replace(known, help=None, help_at=received.at), received))
        case "update_state":
            return _with(fleet, replace(known, update=None, update_at=received.at))
        case "device":
            devices = {name: d for name, d in known.devices.items() if name != received.name}
            return _with(fleet, replace(known, devices=devices))
    return fleet
