"""Terminals that say nothing: one task each, or one incident when many fell silent together."""

from __future__ import annotations

from monitor.fleet import TerminalFacts
from monitor.freshness import Freshness, freshness, has_valid_will, silent_since
from monitor.rules_devices import CLAIM
from monitor.settings import Limits
from monitor.tasks import Look, Task, Urgency

TOGETHER_S = 90.0
"""Wills of one network failure arrive within one and a half keep-alives of each other."""
MANY = 3


def silence_tasks(terminals: list[TerminalFacts], now: float, limits: Limits) -> list[Task]:
    silent = [t for t in terminals if _is_worth_a_walk(t, now, limits)]
    tasks: list[Task] = []
    for cluster in clusters(silent):
        if len(cluster) >= MANY:
            tasks.append(_incident(cluster))
        else:
            tasks += [_silent(terminal, now, limits) for terminal in cluster]
    return tasks


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
    if freshness(terminal, now, limits) is Freshness.FRESH:
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
        actions=(CLAIM,),
        stale=True,
    )


def _incident(cluster: list[TerminalFacts]) -> Task:
    groups = sorted({terminal.group for terminal in cluster})
    return Task(
        kind="network-lost",
        urgency=Urgency.BROKEN,
        look=Look.BAD,
        terminals=tuple(sorted(terminal.tid for terminal in cluster)),
        place=", ".join(groups[:3]) + (" …" if len(groups) > 3 else ""),
        since=min(fell_silent_at(terminal) for terminal in cluster),
        values={
            "group": groups[0],
            "count": str(len(cluster)),
            "names": ", ".join(sorted(terminal.short_name for terminal in cluster)),
        },
        actions=(CLAIM,),
        stale=True,
    )
