"""The lines of staff's overview: devices, print jobs, what is being sent, the open call, maintenance. Pure."""

from __future__ import annotations

from appliance.content.text import GERMAN, Localised
from appliance.session import staff_events as ev
from appliance.session.events import Intent
from appliance.session.staff_events import StockLevel
from appliance.session.staff_states import StaffPage
from appliance.session.states import Session
from appliance.session.step import LOCAL_TIME
from appliance.session.visit import Visit
from hardware.events import DeviceRole, DeviceState, DeviceStatus
from kivy_ui.content_port import Content
from kivy_ui.staff_texts import StaffTexts
from kivy_ui.views_page import LineGroup, LineView
from kivy_ui.words import Words

_REFILLED = (DeviceRole.A4, DeviceRole.RECEIPT)


def overview_groups(content: Content, texts: StaffTexts, session: Session) -> tuple[LineGroup, ...]:
    """Return all cards; those that have nothing to say are left out."""
    groups = [_call(content, texts, session.visit)] if session.visit and session.visit.help else []
    groups.append(LineGroup(texts.words("overview.devices"), _devices(texts, session)))
    groups.append(LineGroup(texts.words("overview.queue"), _queue(texts, session)))
    if session.surroundings.outbox is not None:
        groups.append(LineGroup(texts.words("overview.outbox"), _outbox(texts, session)))
    groups.append(LineGroup(texts.words("overview.terminal"), (_maintenance(texts, session),)))
    return tuple(groups)


def _call(content: Content, texts: StaffTexts, visit: Visit) -> LineGroup:
    """Number, time and language, as on the monitor; what it is about is seen at the desk."""
    call = visit.help
    number = call.number if call else ""
    since = call.since.astimezone(LOCAL_TIME).strftime("%H:%M") if call else ""
    german = {name.tag: name.german for name in content.languages}
    told = texts.own("call.since", time=since, spoken=german.get(visit.language, visit.language))
    line = LineView(texts.words("call.number", number=number), told, ev.HelpCallDone(), texts.own("call.done"))
    return LineGroup(texts.words("overview.call"), (line,))


def _devices(texts: StaffTexts, session: Session) -> tuple[LineView, ...]:
    return tuple(_device(texts, session, role) for role in DeviceRole if texts.has(f"device.{role}"))


def _device(texts: StaffTexts, session: Session, role: DeviceRole) -> LineView:
    status = session.surroundings.device(role)
    told = [_state(texts, status), *(_level(texts, each) for each in session.surroundings.levels.get(role, ()))]
    change: Intent | None = ev.RefillConfirmed(role) if role in _REFILLED else None
    words = texts.own("device.refill") if change is not None else None
    return LineView(texts.words(f"device.{role}"), texts.joined(*told), change, words)


def _state(texts: StaffTexts, status: DeviceStatus | None) -> str:
    """Say the state and why; a reason without words stands as the device said it, for IT."""
    if status is None:
        return texts.own("device.unknown").text
    words = [(each.keyword, f"reason.{each.keyword}") for each in status.reasons]
    told = [texts.own(key).text if texts.has(key) else keyword for keyword, key in words]
    state = texts.own(f"state.{status.state}").text
    return f"{state}: {', '.join(told)}" if told else state


def _level(texts: StaffTexts, level: StockLevel) -> str:
    """Return `Fach: 120 Blatt (gezählt)`. A figure never stands without where it comes from."""
    kind = level.name.partition("-")[0]
    name = texts.own(f"level.{kind}").text if texts.has(f"level.{kind}") else level.name
    if level.sheets is not None:
        figure = texts.own("level.sheets", sheets=level.sheets).text
    elif level.percent is not None:
        figure = texts.own("level.percent", percent=level.percent).text
    else:
        return f"{name}: {texts.own('level.unknown').text}"
    return f"{name}: {figure} ({texts.own(f'source.{level.source}').text})"


def _queue(texts: StaffTexts, session: Session) -> tuple[LineView, ...]:
    surroundings = session.surroundings
    a4 = surroundings.device(DeviceRole.A4)
    held = a4 is not None and a4.state is DeviceState.STOPPED and (a4.has("paused") or a4.has("moving-to-paused"))
    jobs = surroundings.print_jobs
    count = texts.own("queue.none")
    if jobs:
        count = texts.own("queue.count", jobs=jobs, time=texts.ago(surroundings.print_oldest_s))
    return (
        LineView(
            texts.words("queue.state"),
            texts.own("queue.held" if held else "queue.running"),
            ev.QueueResumeChosen(),
            texts.own("queue.resume"),
        ),
        LineView(
            texts.words("queue.jobs"),
            count,
            ev.StaffPageOpened(StaffPage.CANCELLING) if jobs else None,
            texts.own("queue.cancel") if jobs else None,
        ),
    )


def _outbox(texts: StaffTexts, session: Session) -> tuple[LineView, ...]:
    outbox = session.surroundings.outbox
    if outbox is None:
        return ()
    waiting = texts.own("outbox.none")
    if outbox.depth:
        waiting = texts.own("outbox.count", depth=outbox.depth, time=texts.ago(outbox.oldest_s))
    return (
        _line(
            texts.words("outbox.waiting"), waiting, ev.OutboxRetryChosen(), texts.own("outbox.retry"), outbox.depth
        ),
        _line(
            texts.words("outbox.refused"),
            Localised(str(outbox.refused), GERMAN) if outbox.refused else texts.own("outbox.none"),
            ev.RefusedSeen(),
            texts.own("outbox.seen"),
            outbox.refused,
        ),
    )


def _line(label: Words, told: Localised, change: Intent, words: Localised, count: int) -> LineView:
    """Return a line whose button is there only where there is something to do."""
    return LineView(label, told, change if count else None, words if count else None)


def _maintenance(texts: StaffTexts, session: Session) -> LineView:
    due = session.surroundings.maintenance_due
    told = "maintenance.off" if not due else "maintenance.due" if session.visit is not None else "maintenance.on"
    return LineView(
        texts.words("maintenance.state"),
        texts.own(told),
        ev.StaffMaintenanceChosen(on=not due),
        texts.own("maintenance.end" if due else "maintenance.begin"),
    )
