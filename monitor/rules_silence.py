"""Terminals that say nothing: one task each, or one for many that fell silent together or were switched off."""

from __future__ import annotations

from collections.abc import Callable

from monitor.fleet import TerminalFacts
from monitor.freshness import Freshness, freshness, has_valid_will, is_switched_off, silent_since
from monitor.rules_devices import CLAIM
from monitor.settings import Limits
from monitor.tasks import Look, Task, Urgency
from monitor.times import from_wire

TOGETHER_S = 90.0
"""Wills of one network failure arrive within one and a half keep-alives of each other."""
MANY = 3


def silence_tasks(terminals: list[TerminalFacts], now: float, limits: Limits) -> list[Task]:
    silent = [t for t in terminals if _is_worth_a_walk(t, now, limits)]
    tasks: list[Task] = []
    for cluster in clusters(silent):
        if len(cluster) >= MANY:
            tasks.append(_together("network-lost", cluster, fell_silent_at, Urgency.BROKEN, Look.BAD))
        else:
            tasks += [_silent(terminal, now, limits) for terminal in cluster]
    return tasks


def switched_off_tasks(terminals: list[TerminalFacts], now: float, limits: Limits) -> list[Task]:
    """Nothing is broken and nobody at them waits: at the end of the day one quiet card, not one for each."""
    off = [terminal for terminal in terminals if is_switched_off(terminal, now, limits)]
    if len(off) >= MANY:
        return [_together("switched-off-many", off, switched_off_at, Urgency.SOON, Look.WARNING)]
    return [_switched_off(terminal) for terminal in off]


def switched_off_at(terminal: TerminalFacts) -> float:
    said = terminal.state.ts if terminal.state else ""
    return from_wire(said, terminal.state_at, latest=terminal.state_at)


def fell_silent_at(terminal: TerminalFacts) -> float:
    return terminal.state_at if has_valid_will(terminal) else silent_since(terminal)


def clusters(terminals: list[TerminalFacts]) -> list[list[TerminalFacts]]:
    """Group by time: who fell silent within TOGETHER_S of the one before belongs with it."""
    found: list[list[TerminalFacts]] = []
    for terminal in sorted(terminals, key=fell_silent_at):
        if found and fell_silent_at(terminal) - fell_silent_at(found[-1][-1]) <= TOGETHER_S:
            found[-1].append(terminal)
        else:
            found.append([terminal])
    return found


def _is_worth_a_walk(terminal: TerminalFacts, now: float, limits: Limits) -> bool:
    """Right after the monitor's own start nothing has been heard live yet: that is no incident."""
    if freshness(terminal, now, limits) is Freshness.FRESH or is_switched_off(terminal, now, limits):
        return False
    return terminal.live or has_valid_will(terminal) or now - terminal.known_at > limits.stale_after_s


def _silent(terminal: TerminalFacts, now: float, limits: Limits) -> Task:
    lost = freshness(terminal, now, limits) is Freshness.LOST
    return Task(
        kind="terminal-lost" if lost else "terminal-stale",
        urgency=Urgency.BROKEN if lost else Urgency.SOON,
        look=Look.BAD if lost else Look.WARNING,
        terminals=(terminal.tid,),
        place=terminal.place,
        since=fell_silent_at(terminal),
        values={"outbox": str(_outbox(terminal))},
        notes=("note.outbox_inside",) if _outbox(terminal) else (),
        actions=(CLAIM,),
        stale=True,
    )


def _outbox(terminal: TerminalFacts) -> int:
    return terminal.queues.outbox if terminal.queues else 0


def _switched_off(terminal: TerminalFacts) -> Task:
    return Task(
        kind="switched-off",
        urgency=Urgency.SOON,
        look=Look.WARNING,
        terminals=(terminal.tid,),
        place=terminal.place,
        since=switched_off_at(terminal),
        values={"outbox": str(_outbox(terminal))},
        notes=("note.outbox_inside",) if _outbox(terminal) else (),
        actions=(CLAIM,),
    )


def _together(
    kind: str, many: list[TerminalFacts], since: Callable[[TerminalFacts], float], urgency: Urgency, look: Look
) -> Task:
    """One card for terminals that share a cause."""
    groups = sorted({terminal.group for terminal in many})
    return Task(
        kind=kind,
        urgency=urgency,
        look=look,
        terminals=tuple(sorted(terminal.tid for terminal in many)),
        place=", ".join(groups[:3]) + (" …" if len(groups) > 3 else ""),
        since=min(since(terminal) for terminal in many),
        values={
            "group": groups[0],
            "count": str(len(many)),
            "names": ", ".join(sorted(terminal.short_name for terminal in many)),
        },
        actions=(CLAIM,),
        stale=kind == "network-lost",
    )
