"""From the session and the devices to messages: pure. Ids, counts, kinds and times only."""

from __future__ import annotations

import datetime as dt

from appliance.clock import timestamp
from appliance.session.staff_events import StockLevel
from appliance.session.states import Maintenance, OutOfService, Session
from appliance.session.step import beneath
from appliance.telemetry.messages import (
    DeviceMessage,
    HelpCallMessage,
    LevelMessage,
    ReasonMessage,
    TerminalStateName,
)
from hardware.events import DeviceRole, DeviceState, DeviceStatus, Level, LevelSource

_ALL_MUST_WORK = tuple(DeviceRole)


def terminal_state(session: Session) -> TerminalStateName:
    page = beneath(session.situation)
    if isinstance(page, OutOfService):
        return "out_of_service"
    if isinstance(page, Maintenance):
        return "maintenance"
    if session.visit is not None:
        return "busy"
    works = all(session.surroundings.works(role) for role in _ALL_MUST_WORK)
    return "ready" if works else "degraded"


def help_message(session: Session) -> HelpCallMessage | None:
    """Return the open call for a person. Nothing about the visitor but the language to be answered in."""
    visit = session.visit
    if visit is None or visit.help is None:
        return None
    call = visit.help
    return HelpCallMessage(
        call.number, timestamp(call.since), call.topic, visit.language, answered=call.answer, desk=call.desk
    )


def device_message(
    status: DeviceStatus, since: dt.datetime, since_refill: int, total: int, capacity: int
) -> DeviceMessage:
    return DeviceMessage(
        state=status.state.value,
        sev=status.severity.value,
        reasons=tuple(ReasonMessage(each.keyword, each.severity.value) for each in status.reasons),
        levels=tuple(_level(each, status, since_refill, capacity) for each in _levels(status)),
        since_refill=since_refill,
        total=total,
        model=status.model,
        since=timestamp(since),
    )


def stock_levels(message: DeviceMessage) -> tuple[StockLevel, ...]:
    """Return what a message says of paper and toner, for people at the terminal."""
    return tuple(
        StockLevel(each.name, LevelSource(each.source), each.percent, each.sheets) for each in message.levels
    )


def _levels(status: DeviceStatus) -> tuple[Level, ...]:
    """A printer that says nothing of its tray still has one, counted by us."""
    if status.role is not DeviceRole.A4 or any(level.name.startswith("tray") for level in status.levels):
        return status.levels
    return (Level("tray-1", None, LevelSource.UNKNOWN), *status.levels)


def _level(level: Level, status: DeviceStatus, since_refill: int, capacity: int) -> LevelMessage:
    """Fill in what the printer does not say from our own count, and say that it is counted."""
    if status.state in (DeviceState.UNKNOWN, DeviceState.ABSENT):
        return LevelMessage(level.name, "unknown")
    counted = level.percent is None and level.name == "tray-1" and capacity > 0
    if counted and not status.has("media-empty"):
        return LevelMessage(level.name, "counted", sheets=max(0, capacity - since_refill))
    if status.has("media-empty") and level.name.startswith("tray"):
        return LevelMessage(level.name, "sensed", percent=0, sheets=0)
    return LevelMessage(level.name, level.source.value, percent=level.percent)
