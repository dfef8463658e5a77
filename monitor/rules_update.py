"""What an update that failed asks of staff: to tell IT. One that is on its way asks nothing."""

from __future__ import annotations

from monitor.rules_devices import Situation
from monitor.tasks import Look, Task, Urgency
from monitor.times import from_wire

FELL_BACK = "fell_back"
PATIENT = frozenset({"unreachable", "server_error", "installer_away", "not_proven"})
"""The terminal tries these again by itself …"""
PATIENCE_S = 24 * 3600
"""… and through a night at least nobody need look after it."""
UNNAMED = "?"
"""A version that was not told."""


def update_tasks(situation: Situation) -> list[Task]:
    terminal = situation.terminal
    update = terminal.update
    if update is None or not (update.error or update.phase == "failed"):
        return []
    since = from_wire(update.ts, terminal.update_at, latest=situation.now)
    if update.error in PATIENT and situation.now - since < PATIENCE_S:
        return []
    kind = "update-fell-back" if update.error == FELL_BACK else "update-failed"
    task = Task(
        kind=kind,
        urgency=Urgency.SOON,
        look=Look.WARNING,
        terminals=(terminal.tid,),
        place=terminal.place,
        since=since,
        values={"version": update.version or UNNAMED, "error": update.error, "name": terminal.short_name},
        stale=situation.stale,
        from_desk=True,
    )
    return [task]
