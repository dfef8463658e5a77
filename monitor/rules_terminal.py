"""What a terminal as a whole asks of staff: calls for help, its health, being out of service."""

from __future__ import annotations

from dataclasses import replace

from appliance.telemetry.messages import Health, HelpCallMessage
from monitor.rules_devices import CLAIM, Situation
from monitor.tasks import Action, Look, Task, Urgency, Waiting
from monitor.times import from_wire

DISK_LOW_PCT, DISK_FULL_PCT = 10.0, 3.0
HOT_C = 80.0
"""A Raspberry Pi begins to slow down at 80 °C (documentation of `vcgencmd get_throttled`, bit 3)."""
PRINT_TROUBLE = "print-trouble"


def help_actions(number: int, desks: tuple[str, ...]) -> tuple[Action, ...]:
    coming = Action("action.coming", "ack_help", number, answer="coming", main=True)
    return (coming, *(Action("action.desk", "ack_help", number, answer="desk", desk=desk) for desk in desks))


def waiting_of(situation: Situation) -> Waiting | None:
    call = situation.terminal.help
    if call is None:
        return None
    return Waiting.of(call, from_wire(call.since, situation.terminal.help_at, latest=situation.now))


def help_task(situation: Situation) -> Task | None:
    call, waiting = situation.terminal.help, waiting_of(situation)
    if call is None or waiting is None:
        return None
    return Task(
        kind=f"help-{call.answered}" if call.answered else "help-open",
        urgency=Urgency.BROKEN if call.answered else Urgency.SOMEONE_WAITS,
        look=Look.WARNING if call.answered else Look.BAD,
        terminals=(situation.terminal.tid,),
        place=situation.terminal.place,
        since=waiting.since,
        values={"number": str(call.number), "desk": call.desk},
        waiting=waiting,
        actions=_actions_for(call, situation.settings.desks),
        stale=situation.stale,
    )


def _actions_for(call: HelpCallMessage, desks: tuple[str, ...]) -> tuple[Action, ...]:
    return () if call.answered else help_actions(call.number, desks)


def with_waiting(tasks: list[Task], situation: Situation) -> list[Task]:
    """A call out of print trouble is the same errand as the trouble: one card, with the person who waits on it."""
    call, waiting = situation.terminal.help, waiting_of(situation)
    if call is None or waiting is None:
        return tasks
    trouble = next((t for t in tasks if t.look is Look.BAD and t.values.get("device") in {"a4", "receipt"}), None)
    called = help_task(situation)
    if trouble is None or called is None or call.topic != PRINT_TROUBLE:
        return tasks if called is None else [*tasks, called]
    joined = replace(
        trouble,
        urgency=called.urgency,
        waiting=waiting,
        actions=_both(called, trouble),
        notes=(*trouble.notes, f"note.help_{call.answered}") if call.answered else trouble.notes,
        values={**trouble.values, "desk": call.desk},
    )
    return [joined if task is trouble else task for task in tasks]


def _both(called: Task, trouble: Task) -> tuple[Action, ...]:
    """The person comes first; what mends the trouble stays at hand, with one filled button in all."""
    if not called.actions:
        return trouble.actions
    return (*called.actions, *(replace(action, main=False) for action in trouble.actions if action.verb))


def condition_tasks(situation: Situation) -> list[Task]:
    """Health, and the terminal's own word that it is out of service."""
    terminal = situation.terminal
    found = [*_health_kinds(terminal.health)] if terminal.health else []
    tasks = [_condition(situation, kind, look, terminal.health_at) for kind, look in found]
    if terminal.state and terminal.state.s == "out_of_service":
        since = from_wire(terminal.state.ts, terminal.state_at, latest=situation.now)
        tasks.append(_condition(situation, "out-of-service", Look.BAD, since))
    return tasks


def _health_kinds(health: Health) -> list[tuple[str, Look]]:
    kinds: list[tuple[str, Look]] = []
    if health.undervoltage:
        kinds.append(("undervoltage", Look.WARNING))
    elif (health.cpu_temp_c or 0.0) >= HOT_C:
        kinds.append(("hot", Look.WARNING))
    elif health.throttled:
        kinds.append(("throttled", Look.WARNING))
    if health.disk_free_pct is not None and health.disk_free_pct < DISK_LOW_PCT:
        full = health.disk_free_pct < DISK_FULL_PCT
        kinds.append(("disk-full" if full else "disk-low", Look.BAD if full else Look.WARNING))
    return kinds


def _condition(situation: Situation, kind: str, look: Look, since: float) -> Task:
    terminal = situation.terminal
    health, values = terminal.health, {}
    if health and health.disk_free_pct is not None:
        values["disk"] = f"{health.disk_free_pct:.0f}"
    if health and health.cpu_temp_c is not None:
        values["temp"] = f"{health.cpu_temp_c:.0f}"
    urgency = Urgency.BROKEN if look is Look.BAD else Urgency.SOON
    place, ids = terminal.place, (terminal.tid,)
    return Task(kind, urgency, look, ids, place, since, values, actions=(CLAIM,), stale=situation.stale)
