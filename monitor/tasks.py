"""One thing that staff should do now: what, where, since when, whom it hits, and the one button that does it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from appliance.telemetry.messages import HelpCallMessage, Verb


class Urgency(IntEnum):
    """The order of the list."""

    SOMEONE_WAITS = 0
    BROKEN = 1
    SOON = 2


class Look(StrEnum):
    BAD = "bad"
    WARNING = "warning"


@dataclass(frozen=True)
class Action:
    """A button. `verb` is one that the terminal carries out; without one it tells colleagues who is going."""

    label: str
    """A key of the texts."""
    verb: Verb | None = None
    number: int = 0
    answer: str = ""
    desk: str = ""
    device: str = ""
    main: bool = False
    takes_off: bool = False
    """Staff have seen the notice: the monitor itself takes it off the list, until it comes again."""


@dataclass(frozen=True)
class Waiting:
    """Who waits for this: an open call for help, nothing about the visitor."""

    number: int
    language: str
    topic: str
    since: float

    @classmethod
    def of(cls, call: HelpCallMessage, since: float) -> Waiting:
        return cls(call.number, call.language, call.topic, since)


@dataclass(frozen=True)
class Task:
    kind: str
    """A key of the texts: `<kind>.what` and `<kind>.do`."""
    urgency: Urgency
    look: Look
    terminals: tuple[str, ...]
    """Terminal ids; more than one for an incident of many at once."""
    place: str
    since: float
    values: dict[str, str] = field(default_factory=dict)
    """Ids and figures for the texts."""
    notes: tuple[str, ...] = ()
    """Keys of short texts that stand in the line under the heading, filled from `values`."""
    waiting: Waiting | None = None
    actions: tuple[Action, ...] = ()
    carry: str = ""
    """What to take along: a key of the texts, or empty."""
    stale: bool = False
    """The terminal has been silent for a while: this is what was known last."""
    from_desk: bool = False
    """Nobody has to walk there."""
    more: str = ""
    """The part of the terminal's page that tells more, or empty."""
    notice: tuple[str, str] = ("", "")
    """Kind and ref of the notices behind it, where `takes_off` can end it."""

    @property
    def key(self) -> str:
        """What stays the same while the task is the same, whatever becomes of its words and figures."""
        if self.kind.endswith("-many"):
            return "-".join(filter(None, (self.kind, self.values.get("office", ""))))
        if self.kind in {"outbox-old", "outbox-stuck"}:
            return f"outbox-waits-{self.terminal}"
        if self.kind.startswith("help-"):
            return f"help-{self.terminal}-{self.values['number']}"
        if self.kind.startswith("terminal-"):
            return f"silent-{self.terminal}"
        if self.kind in {"out-of-service", "switched-off"}:
            return f"out-of-service-{self.terminal}"
        if self.kind == "network-lost":
            return f"network-{self.values['group']}".replace(" ", "_")
        return "-".join(filter(None, (self.kind, self.terminal, self.values.get("device", ""), self.notice[1])))

    @property
    def terminal(self) -> str:
        return self.terminals[0] if self.terminals else ""


def in_order(tasks: list[Task]) -> tuple[Task, ...]:
    """Who is waiting first, longest wait on top; then what is broken; then what will be."""
    return tuple(sorted(tasks, key=lambda t: (t.urgency, t.waiting.since if t.waiting else t.since, t.key)))
