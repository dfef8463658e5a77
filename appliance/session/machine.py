"""The session machine: pure and total. Every situation answers every event; time comes in with the events."""

from __future__ import annotations

import datetime as dt
import typing
from dataclasses import replace
from typing import Any

from appliance.outbox.ports import OutboxChanged
from appliance.session.commands import ArmScanner, Command, DisarmScanner, Hush, NoteIncident
from appliance.session.ending import wiped
from appliance.session.events import Event, Intent, MonitorHeard, Ticked
from appliance.session.scanning import wanted
from appliance.session.sending_commands import ReleaseStick
from appliance.session.sending_events import SendabilityChanged
from appliance.session.sending_states import AddingPapers
from appliance.session.staff_events import LevelsTold, QueueTold
from appliance.session.staff_inside import test_progressed
from appliance.session.states import (
    AnsweringQuestion,
    Idle,
    OutOfService,
    OutOfServiceReason,
    ReadingGuide,
    Session,
    Situation,
)
from appliance.session.step import LAYERS, Offer, Step, beneath, go, stay, under_overlays
from appliance.session.timing import Limits, ticked
from appliance.session.transitions import ANYWHERE, BENEATH_OVERLAYS, TABLE
from hardware.events import DeviceStatusChanged, PrintJobChanged, StickInserted, StickRemoved

_INTENTS = frozenset(typing.get_args(Intent))


def first_session(offer: Offer, at: float, now: dt.datetime) -> Session:
    """Return the session after power-on: idle, or out of service when there is no form to offer."""
    situation = Idle() if offer.forms else OutOfService(OutOfServiceReason.CONTENT)
    return Session(situation, now=now, at=at, touched_at=at)


class SessionMachine:
    """`advance(session, event) -> (session, commands)`. Holds only what never changes while it runs."""

    def __init__(self, offer: Offer, limits: Limits | None = None) -> None:
        self._offer = offer
        self._limits = limits or Limits()

    def advance(self, session: Session, event: Event) -> Step:
        before = session
        session = _noted(session, event)
        after, commands = self._transition(session, event)
        # What falls silent on leaving comes first: the next page may have something to say.
        return after, (*_on_leaving(before, after), *commands)

    def fault(self, session: Session, error: str) -> Step:
        """Return what follows an exception inside `advance`: out of service, nothing of the visit left."""
        if isinstance(session.situation, OutOfService):  # once a second, perhaps: one incident is enough
            return session, ()
        after, commands = wiped(session, OutOfService(OutOfServiceReason.FAULT, since=session.at))
        return after, (NoteIncident("machine_fault", error), *commands, *_on_leaving(session, after))

    def _transition(self, session: Session, event: Event) -> Step:
        if isinstance(event, Ticked):
            return ticked(self._limits, session, event)
        transition = TABLE.get((type(session.situation), type(event)))
        if transition is None and isinstance(event, BENEATH_OVERLAYS) and isinstance(session.situation, LAYERS):
            return self._beneath(session, event)
        transition = transition or ANYWHERE.get(type(event))
        return transition(self._offer, session, event) if transition else stay(session)

    def _beneath(self, session: Session, event: Any) -> Step:
        """Let the page under the overlays answer, and leave the overlays where they are."""
        page = replace(session, situation=beneath(session.situation))
        after, commands = self._transition(page, event)
        return go(after, under_overlays(session.situation, after.situation), *commands)


def _noted(session: Session, event: Event) -> Session:
    """Take in what an event says about the surroundings, and that a person is there."""
    surroundings = session.surroundings
    if isinstance(event, DeviceStatusChanged):
        devices = {**surroundings.devices, event.status.role: event.status}
        return replace(session, surroundings=replace(surroundings, devices=devices))
    if isinstance(event, StickInserted | StickRemoved):
        stick = isinstance(event, StickInserted)
        return replace(session, surroundings=replace(surroundings, stick=stick))
    if isinstance(event, SendabilityChanged):
        return replace(session, surroundings=replace(surroundings, sending=event.offices))
    if isinstance(event, OutboxChanged):
        return replace(session, surroundings=replace(surroundings, outbox=event))
    if isinstance(event, MonitorHeard):
        return replace(session, surroundings=replace(surroundings, monitor_listens=event.listens))
    if isinstance(event, LevelsTold):
        levels = {**surroundings.levels, event.role: event.levels}
        return replace(session, surroundings=replace(surroundings, levels=levels))
    if isinstance(event, QueueTold):
        surroundings = replace(surroundings, print_jobs=event.jobs, print_oldest_s=event.oldest_s)
        return replace(session, surroundings=surroundings)
    if isinstance(event, PrintJobChanged):
        return test_progressed(session, event)
    if type(event) in _INTENTS:
        return replace(session, touched_at=session.at)
    return session


def _on_leaving(before: Session, after: Session) -> tuple[Command, ...]:
    """The reader listens while something is asked for and at no other time; a page that is left falls silent."""
    commands: list[Command] = []
    asked = wanted(after.situation)
    if asked is not wanted(before.situation):
        commands.append(ArmScanner(asked) if asked is not None else DisarmScanner())
    if _is_adding(before) and not _is_adding(after):
        commands.append(ReleaseStick())
    if _place(before.situation) != _place(after.situation):
        commands.append(Hush())
    return tuple(commands)


def _is_adding(session: Session) -> bool:
    return isinstance(beneath(session.situation), AddingPapers)


def _place(situation: Situation) -> tuple[object, ...]:
    """Return what makes it another page for whoever listens: the next question is one, a typed letter is not."""
    match situation:
        case AnsweringQuestion(form_id, key):
            return AnsweringQuestion, form_id, key
        case ReadingGuide(guide_id, step):
            return ReadingGuide, guide_id, step
    return (type(situation),)
