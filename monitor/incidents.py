"""The shift's log: an incident begins when a task appears and ends when it is gone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from monitor.history_reader import Incident
from monitor.history_rows import Row
from monitor.tasks import Task

UNEXPLAINED_GAP_S = 5.0
"""A task that is back so soon was never gone: a device between two states."""


MayEnd: TypeAlias = Callable[[Incident], bool]


def always(_incident: Incident) -> bool:
    return True


class IncidentLog:
    """Owned by one thread. `recent` is replaced as a whole, so that any thread may read it."""

    def __init__(self, known: list[Incident]) -> None:
        self._open = {incident.key: incident for incident in known if incident.ended is None}
        self._absent_since: dict[str, float] = {}
        self.recent: tuple[Incident, ...] = tuple(known)

    def update(self, tasks: tuple[Task, ...], now: float, may_end: MayEnd = always) -> list[Row]:
        """Compare with what is open. Returns the rows to write.

        `may_end` says whether the incident's terminals are heard: if not, that a task is gone says nothing.
        """
        changed = [self._begin(task) for task in tasks if task.key not in self._open]
        changed += [self._grow(task) for task in tasks if self._has_grown(task)]
        present = {task.key for task in tasks}
        for key in present:
            self._absent_since.pop(key, None)
        for key in [key for key, known in self._open.items() if key not in present and may_end(known)]:
            gone = self._absent_since.setdefault(key, now)
            if now - gone >= UNEXPLAINED_GAP_S:
                changed.append(self._end(key, gone))
        return [_row(incident) for incident in changed]

    def drop_before(self, start: float) -> None:
        self.recent = tuple(i for i in self.recent if i.ended is None or i.ended >= start)

    def _begin(self, task: Task) -> Incident:
        names = task.values.get("names") or ", ".join(task.terminals)
        incident = Incident(task.key, task.since, None, task.kind, task.place, names, dict(task.values))
        self._open[task.key] = incident
        self.recent = (*(i for i in self.recent if _identity(i) != _identity(incident)), incident)
        return incident

    def _has_grown(self, task: Task) -> bool:
        known = self._open[task.key].values.get("count", "0")
        return int(task.values.get("count", "0")) > int(known)

    def _grow(self, task: Task) -> Incident:
        """More terminals fell silent: it is the same incident."""
        before = self._open[task.key]
        grown = replace(before, names=task.values["names"], place=task.place, values=dict(task.values))
        self._open[task.key] = grown
        self.recent = tuple(grown if i == before else i for i in self.recent)
        return grown

    def _end(self, key: str, at: float) -> Incident:
        self._absent_since.pop(key, None)
        began = self._open.pop(key)
        ended = replace(began, ended=max(at, began.began))
        self.recent = tuple(ended if i == began else i for i in self.recent)
        return ended


def _identity(incident: Incident) -> tuple[str, float]:
    return incident.key, incident.began


def _row(incident: Incident) -> Row:
    return {
        "key": incident.key,
        "began": incident.began,
        "ended": incident.ended,
        "kind": incident.kind,
        "place": incident.place,
        "names": incident.names,
        "details": json.dumps(incident.values),
    }
