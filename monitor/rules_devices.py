"""What a device's state asks of staff: at most one task a device, the reason that blocks most."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.telemetry.messages import DeviceMessage
from monitor.consumption import hourly_rate, lasts_until
from monitor.fleet import DeviceFacts, TerminalFacts
from monitor.settings import Settings
from monitor.tasks import Action, Look, Task, Urgency
from monitor.times import clock_text, from_wire

PRINTERS = ("a4", "receipt")
CLAIM = Action("action.on_my_way")
ON_ROUND = Action("action.on_round")
RESUME = Action("action.resume", verb="resume_queue", main=True)
PAPER = frozenset({"media-empty", "media-low"})

# IPP printer-state-reasons (RFC 8011 5.4.12, PWG 5100.9), the worst first: what stops the paper's way before
# what will stop it soon. The value is the kind of task.
KIND_OF_REASON = {
    "media-jam": "jam",
    "cover-open": "cover-open",
    "door-open": "cover-open",
    "interlock-open": "cover-open",
    "input-tray-missing": "tray-missing",
    "media-empty": "media-empty",
    "media-needed": "media-empty",
    "output-area-full": "output-full",
    "toner-empty": "toner-empty",
    "marker-supply-empty": "toner-empty",
    "marker-waste-full": "waste-full",
    "separation-cutter-recoverable-failure": "printer-error",
    "fuser-over-temp": "printer-error",
    "offline": "printer-offline",
    "shutdown": "printer-offline",
    "connecting-to-device": "printer-offline",
    "timed-out": "printer-offline",
    "paused": "queue-held",
    "rejecting-jobs": "queue-held",
    "media-low": "media-low",
    "toner-low": "toner-low",
    "marker-supply-low": "toner-low",
    "marker-waste-almost-full": "waste-almost-full",
    "output-area-almost-full": "output-almost-full",
}
SOON = frozenset({"queue-held", "media-low", "toner-low", "waste-almost-full", "output-almost-full"})
RECEIPT_KINDS = frozenset({"jam", "cover-open", "media-empty", "media-low", "printer-error", "printer-offline"})
CARRY = {
    ("media-empty", "a4"): "carry.a4",
    ("media-low", "a4"): "carry.a4",
    ("media-empty", "receipt"): "carry.roll",
    ("media-low", "receipt"): "carry.roll",
    ("toner-empty", "a4"): "carry.toner",
    ("toner-low", "a4"): "carry.toner",
    ("waste-full", "a4"): "carry.waste",
    ("waste-almost-full", "a4"): "carry.waste",
}


@dataclass(frozen=True)
class Situation:
    """One terminal at one moment, as the rules look at it."""

    terminal: TerminalFacts
    now: float
    settings: Settings
    alternative: str = ""
    """The nearest terminal of the same hall whose A4 printer works."""
    stale: bool = False


def device_tasks(situation: Situation) -> list[Task]:
    tasks = [_device_task(situation, name, facts) for name, facts in situation.terminal.devices.items()]
    return [task for task in tasks if task is not None]


def _device_task(situation: Situation, name: str, facts: DeviceFacts) -> Task | None:
    message = facts.message
    if message.state == "absent":
        return _task(situation, name, facts, f"{name}-absent", Look.WARNING if name == "scanner" else Look.BAD)
    if message.state == "unknown" or message.sev == "unknown":
        return _task(situation, name, facts, "device-unknown", Look.WARNING)
    if name in PRINTERS:
        return _printer_task(situation, name, facts)
    if message.state == "stopped" or message.sev == "error":
        return _task(situation, name, facts, "device-stopped", Look.BAD)
    return None


def _printer_task(situation: Situation, name: str, facts: DeviceFacts) -> Task | None:
    kind = worst_reason(facts.message)
    if kind is None:
        return None
    look = Look.WARNING if kind in SOON or _only_warns(facts.message) else Look.BAD
    if name == "receipt" and kind not in {*RECEIPT_KINDS, "queue-held"}:
        kind = "printer-error"  # it has no display that staff could read
    general = kind in {"queue-held", "printer-other"}
    return _task(situation, name, facts, kind if general else f"{name}-{kind}", look)


def worst_reason(message: DeviceMessage) -> str | None:
    """Return the kind of task for what blocks a printer most, None when nothing does."""
    keywords = {reason.keyword for reason in message.reasons if reason.sev != "ok"}
    for keyword, kind in KIND_OF_REASON.items():
        if keyword in keywords:
            return kind
    return "printer-other" if message.state == "stopped" or message.sev == "error" else None


def _only_warns(message: DeviceMessage) -> bool:
    return message.sev == "warning" and message.state != "stopped"


def _task(situation: Situation, name: str, facts: DeviceFacts, kind: str, look: Look) -> Task:
    terminal = situation.terminal
    jobs = terminal.queues.print if terminal.queues and name == "a4" else 0
    notes, values = _notes(situation, name, kind, look, jobs)
    forecast = _forecast(situation, facts) if kind.endswith("-media-low") else {}
    return Task(
        kind=kind,
        urgency=_urgency(look, blocked=look is Look.BAD and jobs > 0),
        look=look,
        terminals=(terminal.tid,),
        place=terminal.place,
        since=from_wire(facts.message.since, facts.changed_at, latest=situation.now),
        values={**values, **forecast},
        notes=(*notes, f"note.rate_{name}") if forecast else notes,
        actions=_actions(name, kind, look),
        carry=CARRY.get((kind.removeprefix(f"{name}-"), name), ""),
        stale=situation.stale,
    )


def _actions(name: str, kind: str, look: Look) -> tuple[Action, ...]:
    if kind == "queue-held":
        return (RESUME,)
    claim = CLAIM if look is Look.BAD or (kind.removeprefix(f"{name}-"), name) not in CARRY else ON_ROUND
    if kind.removeprefix(f"{name}-") not in PAPER:
        return (claim,)
    return (Action("action.refilled", verb="refill", device=name, main=look is Look.BAD), claim)


def _notes(
    situation: Situation, name: str, kind: str, look: Look, jobs: int
) -> tuple[tuple[str, ...], dict[str, str]]:
    reasons = situation.terminal.devices[name].message.reasons
    values = {"device": name, "jobs": str(jobs), "reasons": ", ".join(r.keyword for r in reasons)}
    notes = ["note.held_jobs" if kind == "queue-held" else "note.jobs"] if jobs else []
    if look is Look.BAD and name == "a4" and situation.alternative:
        values["alternative"] = situation.alternative
        notes.append("note.alternative")
    return tuple(notes), values


def _urgency(look: Look, blocked: bool) -> Urgency:
    if blocked:
        return Urgency.SOMEONE_WAITS
    return Urgency.BROKEN if look is Look.BAD else Urgency.SOON


def _forecast(situation: Situation, facts: DeviceFacts) -> dict[str, str]:
    """Say how fast paper goes and until when it lasts, as far as the figures allow."""
    rate, until = hourly_rate(facts, situation.now), lasts_until(facts, situation.now)
    if rate is None:
        return {}
    values = {"rate": str(round(rate))}
    if until is not None:
        values["until"] = clock_text(until, situation.settings.zone)
    return values
