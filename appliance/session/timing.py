"""What the passing of time does: warnings, wipes, the end of goodbyes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from appliance.session.calling import watch_call
from appliance.session.commands import Command, CountUp, Hush
from appliance.session.ending import resting, wiped
from appliance.session.events import Ticked
from appliance.session.sending_states import AddingPapers, ConsentingToSend
from appliance.session.staff_inside import left
from appliance.session.staff_sign_in import given_back
from appliance.session.states import (
    AskingStatus,
    AskingStillThere,
    CallingHelp,
    Goodbye,
    Idle,
    OutOfService,
    OutOfServiceReason,
    Printing,
    PrintTrouble,
    ReadingGuide,
    ScanningDocument,
    Session,
    ShowingStatus,
    Situation,
    StaffMode,
    StaffSignIn,
    TakingReceipt,
    WatchingVideo,
)
from appliance.session.step import Step, beneath, go, stay

_SLOW = (
    ReadingGuide,
    WatchingVideo,
    ScanningDocument,
    TakingReceipt,
    AddingPapers,
    ConsentingToSend,
    AskingStatus,
    ShowingStatus,
)
_WAITING = (Printing, PrintTrouble, CallingHelp)


@dataclass(frozen=True)
class Limits:
    """Seconds. EN 301 549 and WCAG 2.2.1: at least 20 s of warning and an easy way to go on."""

    quiet: float = 120
    quiet_reading: float = 300
    """Guides, videos, a document being looked for."""
    quiet_waiting: float = 900
    """Paper is being brought, a person is on the way: the visitor has no reason to touch the screen."""
    warning: float = 30
    goodbye: float = 8
    fault: float = 30
    """After an internal error, until the terminal tries again."""
    staff: float = 300
    """Staff mode that nobody touches ends: the terminal must not stand open."""
    sign_in: float = 60

    def quiet_for(self, situation: Situation, *, called: bool) -> float:
        """Say how long nobody need touch the screen; `called`: for a person, who has not come yet."""
        if called or isinstance(situation, _WAITING) or isinstance(beneath(situation), _WAITING):
            return self.quiet_waiting
        return self.quiet_reading if isinstance(beneath(situation), _SLOW) else self.quiet


def ticked(limits: Limits, session: Session, event: Ticked) -> Step:
    session = replace(session, at=event.at, now=event.now)
    situation = session.situation
    if isinstance(situation, AskingStillThere) and event.at >= situation.wipe_at:
        gone, commands = wiped(session, resting(session))
        return gone, (*commands, CountUp("visits_timed_out"))
    if isinstance(situation, Goodbye) and event.at - situation.since >= limits.goodbye:
        return go(session, resting(session))
    if isinstance(situation, Idle) and situation.aloud and event.at - session.touched_at >= limits.quiet:
        return go(session, Idle(), Hush())
    if isinstance(situation, OutOfService):
        return _after_fault(limits, session, situation)
    if isinstance(situation, StaffMode | StaffSignIn):
        return _watch_staff(limits, session, situation)
    if session.visit is not None and not isinstance(situation, AskingStillThere):
        return _watch_quiet(limits, *watch_call(session))
    return stay(session)


def _watch_staff(limits: Limits, session: Session, situation: StaffMode | StaffSignIn) -> Step:
    """The visitor's own time does not run meanwhile, and begins anew when the screen is given back."""
    quiet = session.at - session.touched_at
    if isinstance(situation, StaffMode):
        return left(session) if quiet >= limits.staff else stay(session)
    if quiet < limits.sign_in:
        return stay(session)
    return given_back(session, situation.back)


def _after_fault(limits: Limits, session: Session, situation: OutOfService) -> Step:
    over = session.at - situation.since >= limits.fault
    if situation.reason is OutOfServiceReason.FAULT and over:
        return go(session, resting(session))
    return stay(session)


def _watch_quiet(limits: Limits, session: Session, commands: tuple[Command, ...]) -> Step:
    quiet = session.at - session.touched_at
    called = session.visit is not None and session.visit.help is not None
    if commands or quiet < limits.quiet_for(session.situation, called=called):
        return stay(session, *commands)
    return go(session, AskingStillThere(back=session.situation, wipe_at=session.at + limits.warning))
