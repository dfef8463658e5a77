"""The calls for help that ring on every page until someone has answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.task_view import CardMaker
from monitor.tasks import Task

STALE_RINGS_S = 600.0
"""A person may still stand at a terminal that fell silent. Later nobody knows, and nobody could stop it."""


@dataclass(frozen=True)
class RingingCall:
    id: str
    card: str
    text: str
    announcement: str


def ringing_calls(tasks: Iterable[Task], maker: CardMaker) -> tuple[RingingCall, ...]:
    """Return the open calls that nobody has answered, the longest wait first."""
    return tuple(_call(task, maker) for task in tasks if _rings(task, maker.now))


def _rings(task: Task, now: float) -> bool:
    if task.waiting is None or not any(action.verb == "ack_help" for action in task.actions):
        return False
    return not task.stale or now - task.waiting.since < STALE_RINGS_S


def _call(task: Task, maker: CardMaker) -> RingingCall:
    text = f"{task.place}: {' · '.join(maker.waiting(task))}"
    number = task.waiting.number if task.waiting else 0
    return RingingCall(f"{task.terminal}-{number}", f"task-{task.key}", text, f"{maker.words('new_call')}: {text}")
