"""What sending asks of staff: submissions that wait or came to nothing, keys and settings that are wrong."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.fleet import TerminalFacts
from monitor.notices import OF_EACH_OFFICE, lost_submissions, open_notices
from monitor.rules_devices import CLAIM, Situation
from monitor.tasks import Action, Look, Task, Urgency

OUTBOX_OLD_S = 30 * 60
OUTBOX_STUCK_S = 4 * 3600
LONGEST_LOCK_S = 3600
LOCKED_FOR = re.compile(r"(\d{1,2})-min")
"""How the terminal says for how long nobody can sign in by PIN."""
MANY = 3
"""So many terminals with the same trouble have one cause: the network, an office, the settings."""
RETRY = Action("action.retry_outbox", verb="retry_outbox", main=True)
SEEN_REFUSED = Action("action.seen", verb="ack_refused", main=True)
TAKE_OFF = Action("action.seen", takes_off=True)
OUTBOX = "outbox"
"""The part of a terminal's page that tells more."""


def sending_tasks(situation: Situation) -> list[Task]:
    found = (_waits(situation), _lost(situation), _full(situation), *_notices(situation))
    return [task for task in found if task is not None]


def outbox_since(terminal: TerminalFacts) -> float | None:
    """Since when the oldest submission waits; None when none does.

    The terminal tells its age now and then; it goes on growing between two messages.
    """
    if terminal.queues is None or not terminal.queues.outbox:
        return None
    return terminal.queues_at - terminal.queues.outbox_oldest_s


def together(tasks: list[Task]) -> list[Task]:
    """Make one task of those that many terminals share."""
    alike: dict[tuple[str, str], list[Task]] = {}
    for task in tasks:
        if task.kind in _SHARED:
            alike.setdefault((task.kind, task.notice[1]), []).append(task)
    shared = [group for group in alike.values() if len(group) >= MANY]
    single = [task for task in tasks if not any(task in group for group in shared)]
    return single + [_joined(group) for group in shared]


_SHARED = frozenset({
    *("outbox-old", "outbox-stuck", "site-settings-wrong", "office-key-unusable"),
    *("update-fell-back", "update-failed"),
})  # fmt: skip


def _waits(situation: Situation) -> Task | None:
    since = outbox_since(situation.terminal)
    if since is None or situation.now - since <= OUTBOX_OLD_S:
        return None
    stuck = situation.now - since > OUTBOX_STUCK_S
    kind, look = ("outbox-stuck", Look.BAD) if stuck else ("outbox-old", Look.WARNING)
    return replace(_task(situation, kind, look, since), actions=(RETRY, CLAIM))


def _lost(situation: Situation) -> Task | None:
    queues = situation.terminal.queues
    if queues is None or not queues.refused:
        return None
    known = lost_submissions(situation.terminal)
    since = known[0].at if known else situation.terminal.queues_at
    kind = "submission-lost" if known else "submission-lost-unknown"
    task = _task(situation, kind, Look.BAD, since)
    values = {**task.values, "refused": str(queues.refused)}
    if known:
        values |= {"office": known[0].office, "id": known[0].id}
    notes = ("note.more_lost",) if queues.refused > 1 else ()
    return replace(task, actions=(SEEN_REFUSED,), values=values, notes=notes)


def _full(situation: Situation) -> Task | None:
    """Where nothing waits any more, nothing can be full, whatever was told before."""
    told = open_notices(situation.terminal, "outbox_full")
    if not told or outbox_since(situation.terminal) is None:
        return None
    return replace(_task(situation, "outbox-full", Look.BAD, told[0].at), actions=(RETRY, CLAIM))


def _notices(situation: Situation) -> list[Task]:
    tasks = []
    for kind in ("outbox_degraded", "site_settings_wrong", "office_key_unusable", "staff_locked"):
        for told in open_notices(situation.terminal, kind):
            if kind == "staff_locked" and situation.now - told.at > _locked_for_s(told.ref):
                continue
            task = _task(situation, kind.replace("_", "-"), Look.WARNING, told.at)
            office = told.ref if kind in OF_EACH_OFFICE else ""
            named = {**task.values, **({"office": office} if office else {})}
            tasks.append(replace(task, values=named, notice=(kind, office), actions=(TAKE_OFF,), more=""))
    return tasks


def _locked_for_s(ref: str) -> float:
    told = LOCKED_FOR.fullmatch(ref)
    return 60.0 * int(told[1]) if told else LONGEST_LOCK_S


def _task(situation: Situation, kind: str, look: Look, since: float) -> Task:
    terminal = situation.terminal
    return Task(
        kind=kind,
        urgency=Urgency.BROKEN if look is Look.BAD else Urgency.SOON,
        look=look,
        terminals=(terminal.tid,),
        place=terminal.place,
        since=since,
        values={"outbox": str(terminal.queues.outbox) if terminal.queues else "0", "name": terminal.short_name},
        stale=situation.stale,
        from_desk=True,
        more=OUTBOX,
    )


def _joined(group: list[Task]) -> Task:
    first = min(group, key=lambda task: task.since)
    places = sorted({task.place.partition(" · ")[0] for task in group})
    values = {
        **first.values,
        "count": str(len(group)),
        "outbox": str(sum(int(task.values.get("outbox", 0)) for task in group)),
        "names": ", ".join(sorted(task.values["name"] for task in group)),
    }
    return replace(
        first,
        kind=f"{first.kind}-many",
        terminals=tuple(sorted(task.terminal for task in group)),
        place=", ".join(places[:3]) + (" …" if len(places) > 3 else ""),
        values=values,
        actions=tuple(action for action in first.actions if action.verb is None),
        stale=all(task.stale for task in group),
        more="",
    )
