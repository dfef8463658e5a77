"""How a visit ends: asked for, confirmed, timed out; and that nothing of it is left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from appliance.session.commands import CancelPrint, CancelReceipts, Command, CountUp, NoteIncident
from appliance.session.states import (
    AskingStillThere,
    ConfirmingEnd,
    Goodbye,
    Idle,
    Maintenance,
    OutOfService,
    OutOfServiceReason,
    Session,
    Situation,
    TakingReceipt,
)
from appliance.session.step import Offer, Step, beneath, go, stay
from appliance.session.visit import Visit


def end_tapped(_offer: Offer, session: Session, _event: Any) -> Step:
    """End at once where nothing can be lost; ask first where something was typed."""
    page = beneath(session.situation)
    if session.visit is None:
        return stay(session)
    if isinstance(page, TakingReceipt) or not session.visit.has_typed:
        return wiped(session, Goodbye(session.visit.language, since=session.at))
    return go(session, ConfirmingEnd(back=page))


def end_confirmed(_offer: Offer, session: Session, _event: Any) -> Step:
    language = session.visit.language if session.visit else "de"
    return wiped(session, Goodbye(language, since=session.at))


def touched_warning(_offer: Offer, session: Session, _event: Any) -> Step:
    """A touch beside the button is a person too: the countdown starts anew."""
    warning = session.situation
    if not isinstance(warning, AskingStillThere):
        return stay(session)
    return go(session, replace(warning, wipe_at=max(warning.wipe_at, session.at + 30)))


def leave_goodbye(_offer: Offer, session: Session, _event: Any) -> Step:
    return go(session, resting(session))


def display_failed(_offer: Offer, session: Session, _event: Any) -> Step:
    """Nobody can be served; said once, and for good: only a new start brings the screen back."""
    after, commands = wiped(session, OutOfService(OutOfServiceReason.DISPLAY, since=session.at))
    return after, (*commands, NoteIncident("display_failed"))


def resting(session: Session) -> Situation:
    return Maintenance() if session.surroundings.maintenance_due else Idle()


def wiped(session: Session, situation: Situation) -> Step:
    """Forget the visit whole, and call off what it had under way: no print of it reaches the next visitor."""
    commands = _called_off(session.visit) if session.visit else ()
    return replace(session, situation=situation, visit=None), commands


def _called_off(visit: Visit) -> tuple[Command, ...]:
    commands: list[Command] = [CancelReceipts(), CountUp("visits_ended")]
    if visit.application and visit.job and not visit.job.state.is_final:
        commands.append(CancelPrint(visit.application.key))
    return tuple(commands)
