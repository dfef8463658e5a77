"""The round: which terminals to visit in which order, and what to take along. Derived from the tasks."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.fleet import Fleet
from monitor.tasks import Task


@dataclass(frozen=True)
class Stop:
    tid: str
    name: str
    place: str
    carry: tuple[str, ...]
    """Keys of texts: what to take."""
    tasks: tuple[Task, ...]


def plan_round(tasks: tuple[Task, ...], fleet: Fleet) -> tuple[Stop, ...]:
    """The most urgent stop first, then the rest of its hall: nobody crosses the house twice."""
    by_terminal: dict[str, list[Task]] = {}
    for task in tasks:
        if task.terminal and len(task.terminals) == 1 and not task.from_desk:
            by_terminal.setdefault(task.terminal, []).append(task)
    order = {tid: index for index, tid in enumerate(by_terminal)}
    hall_order: dict[str, int] = {}
    for tid, index in order.items():
        hall_order.setdefault(_group(fleet, tid), index)
    visit = sorted(order, key=lambda tid: (hall_order[_group(fleet, tid)], order[tid]))
    return tuple(_stop(fleet, tid, by_terminal[tid]) for tid in visit)


def _group(fleet: Fleet, tid: str) -> str:
    terminal = fleet.get(tid)
    return terminal.group if terminal else tid


def _stop(fleet: Fleet, tid: str, tasks: list[Task]) -> Stop:
    terminal = fleet.get(tid)
    carry = tuple(dict.fromkeys(task.carry for task in tasks if task.carry))
    name = terminal.short_name if terminal else tid
    return Stop(tid, name, terminal.place if terminal else tid, carry, tuple(tasks))
