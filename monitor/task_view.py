"""A task as a card: the same facts, in words."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.claims import Claims
from monitor.commands import Commands, Fate
from monitor.fleet import Fleet
from monitor.freshness import silent_for
from monitor.settings import Settings
from monitor.tasks import Action, Look, Task
from monitor.times import clock_text
from monitor.words import Words


@dataclass(frozen=True)
class Button:
    label: str
    main: bool
    fields: dict[str, str]
    """What the form posts."""
    target: str
    """Where to."""
    key: str
    """Finds the button again after its card was replaced, so that the focus stays."""


@dataclass(frozen=True)
class Card:
    id: str
    look: str
    icon: str
    place: str
    what: str
    since: float
    notes: tuple[str, ...]
    do: str
    buttons: tuple[Button, ...]
    desks: tuple[Button, ...]
    tid: str
    more: str
    """Address of the part of a page that tells more, or empty."""
    stale: bool
    fate: str
    fate_is_bad: bool


@dataclass(frozen=True)
class CardMaker:
    words: Words
    fleet: Fleet
    now: float
    settings: Settings
    claims: Claims
    commands: Commands

    def card(self, task: Task) -> Card:
        buttons = [self._button(task, action) for action in task.actions if not action.desk]
        fate, is_bad = self._fate(task)
        return Card(
            id=f"task-{task.key}",
            look=task.look.value,
            icon=_icon(task),
            place=task.place,
            what=self.what(task),
            since=task.waiting.since if task.waiting and task.kind.startswith("help-") else task.since,
            notes=self._notes(task),
            do=self._text(task, "do"),
            buttons=tuple(buttons),
            desks=tuple(self._button(task, action) for action in task.actions if action.desk),
            tid=task.terminal if len(task.terminals) == 1 else "",
            more=f"/t/{task.terminal}#{task.more}" if task.more else "",
            stale=task.stale,
            fate=fate,
            fate_is_bad=is_bad,
        )

    def what(self, task: Task) -> str:
        until = f"{task.kind}.what_until"
        return self._text(task, "what_until" if "until" in task.values and self.words.has(until) else "what")

    def waiting(self, task: Task) -> list[str]:
        """Say who waits: number, language, topic."""
        waiting = task.waiting
        if waiting is None:
            return []
        who = [self.words("waits.number", number=waiting.number), self.words.visitor_language(waiting.language)]
        if not task.kind.startswith("help-"):
            return [f"{self.words('waits.one')} ({', '.join(who)})"]
        if waiting.topic:
            who.append(self.words("waits.topic", topic=self.words.topic(waiting.topic)))
        return who

    def _text(self, task: Task, part: str) -> str:
        return self.words.of_task(f"{task.kind}.{part}", task.values)

    def _notes(self, task: Task) -> tuple[str, ...]:
        notes = [*self.waiting(task), *(self.words(note, **task.values) for note in task.notes)]
        terminal = self.fleet.get(task.terminal)
        if task.stale and terminal is not None and not task.kind.startswith(("terminal-", "network-")):
            notes.append(self.words("note.stale", age=self.words.age(silent_for(terminal, self.now))))
        return (*notes, *self._who(task))

    def _who(self, task: Task) -> list[str]:
        """Say which colleague has taken it, and when."""
        who = []
        claimed = self.claims.since(task.key)
        if claimed is not None:
            round_ = any(action.label == "action.on_round" for action in task.actions)
            note = "note.on_round" if round_ else "note.claimed"
            who.append(self.words(note, time=clock_text(claimed, self.settings.zone)))
        given = self.commands.answered_by(task.terminal, task.waiting.number) if task.waiting else None
        if given is not None:
            note = "note.answered_by" if given.by else "note.answered"
            who.append(self.words(note, by=given.by, time=clock_text(given.at, self.settings.zone)))
        return who

    def _button(self, task: Task, action: Action) -> Button:
        if action.takes_off:
            return Button(self.words(action.label), True, {"key": task.key}, "/seen", f"{task.key}-seen")
        if action.verb is None:
            return self._claim_button(task, action)
        fields: dict[str, str] = {"verb": action.verb, **({"device": action.device} if action.device else {})}
        if action.verb == "ack_help":
            fields |= {"number": str(action.number), "answer": action.answer, "desk": action.desk}
        label = self.words(action.label, desk=action.desk)
        target = f"/t/{task.terminal}/do"
        return Button(label, action.main, fields, target, f"{task.key}-{action.label}-{action.desk}")

    def _claim_button(self, task: Task, action: Action) -> Button:
        claimed = self.claims.since(task.key) is not None
        label = self.words("action.release" if claimed else action.label)
        fields = {"key": task.key, "release": "1" if claimed else ""}
        main = not claimed and task.look is Look.BAD and not any(other.main for other in task.actions)
        return Button(label, main, fields, "/claim", f"{task.key}-claim")

    def _fate(self, task: Task) -> tuple[str, bool]:
        """Say what became of the last command to this terminal, on the card whose button gave it."""
        given = self.commands.latest(task.terminal, max_age_s=120)
        if given is None or given.at < task.since or given.verb not in {a.verb for a in task.actions}:
            return "", False
        fate = given.fate(self.now)
        text = self.words(f"fate.{fate.value}", what=self.words(f"verb.{given.verb}"))
        return text, fate in {Fate.FAILED, Fate.UNANSWERED}


def _icon(task: Task) -> str:
    if task.kind.startswith("help-"):
        return "hand"
    return "stop" if task.look is Look.BAD else "warn"
