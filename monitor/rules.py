"""From the fleet and the time to what is to be done now: pure, and the only place that decides the order."""

from __future__ import annotations

import re

from monitor.fleet import Fleet, TerminalFacts
from monitor.freshness import Freshness, freshness, is_switched_off
from monitor.rules_devices import Situation, device_tasks
from monitor.rules_outbox import sending_tasks, together
from monitor.rules_silence import silence_tasks, switched_off_tasks
from monitor.rules_terminal import condition_tasks, help_task, with_waiting
from monitor.rules_update import update_tasks
from monitor.settings import Settings
from monitor.tasks import Look, Task, in_order


def to_do(fleet: Fleet, now: float, settings: Settings, broker_trusted: bool = True) -> tuple[Task, ...]:
    """Return the tasks, the most urgent first.

    `broker_trusted` is False while the monitor itself has no broker, and for a moment after it has it back: the
    silence of all terminals then says nothing about them.
    """
    terminals = list(fleet.terminals.values())
    tasks = together([task for t in terminals for task in _terminal_tasks(t, fleet, now, settings)])
    tasks += switched_off_tasks(terminals, now, settings.limits)
    if broker_trusted:
        tasks += silence_tasks(terminals, now, settings.limits)
    return in_order(tasks)


def _terminal_tasks(terminal: TerminalFacts, fleet: Fleet, now: float, settings: Settings) -> list[Task]:
    fresh = freshness(terminal, now, settings.limits)
    alternative = "" if _prints(terminal) else nearest_printing(terminal, fleet, now, settings)
    situation = Situation(terminal, now, settings, alternative, stale=fresh is not Freshness.FRESH)
    if fresh is Freshness.LOST or is_switched_off(terminal, now, settings.limits):
        # What it said last no longer tells what to do there, but a person may still wait.
        called = help_task(situation)
        return [called] if called else []
    from_desk = [*sending_tasks(situation), *update_tasks(situation)]
    if terminal.state and terminal.state.s == "maintenance":
        return with_waiting(from_desk, situation)
    devices = device_tasks(situation)
    return with_waiting([*devices, *_conditions(situation, devices), *from_desk], situation)


def _conditions(situation: Situation, devices: list[Task]) -> list[Task]:
    """Out of service is said by itself only where no device already says why."""
    explained = any(task.look is Look.BAD for task in devices)
    return [t for t in condition_tasks(situation) if not (explained and t.kind == "out-of-service")]


def nearest_printing(terminal: TerminalFacts, fleet: Fleet, now: float, settings: Settings) -> str:
    """Return the short name of the terminal in the same hall, next in number, that prints A4; empty for none."""
    candidates = [
        other
        for other in fleet.terminals.values()
        if other.tid != terminal.tid
        and other.group == terminal.group
        and freshness(other, now, settings.limits) is Freshness.FRESH
        and not _is_closed(other)
        and _prints(other)
    ]
    own = _number(terminal.tid)
    nearest = min(candidates, key=lambda other: (abs(_number(other.tid) - own), other.tid), default=None)
    return nearest.short_name if nearest else ""


def _is_closed(terminal: TerminalFacts) -> bool:
    """Whatever its printer says, nobody can use it."""
    return terminal.state is not None and terminal.state.s in {"out_of_service", "maintenance"}


def _prints(terminal: TerminalFacts) -> bool:
    a4 = terminal.devices.get("a4")
    return a4 is not None and a4.message.state in {"ready", "busy"} and a4.message.sev in {"ok", "warning"}


def _number(tid: str) -> int:
    digits = re.findall(r"\d+", tid)
    return int(digits[-1]) if digits else 0
