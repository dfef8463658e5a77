"""What staff do once they are in; and the way out, which leads exactly to the visitor's place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from appliance.session.commands import ArmScanner, Command
from appliance.session.staff_commands import (
    SELF_TEST_KEYS,
    CancelAllJobs,
    MarkRefusedSeen,
    NoteRefill,
    ResumeQueue,
    RetryOutbox,
    RunSelfTest,
)
from appliance.session.staff_events import (
    CornerTouched,
    RefillConfirmed,
    StaffMaintenanceChosen,
    StaffPageOpened,
)
from appliance.session.staff_sign_in import given_back
from appliance.session.staff_states import SelfTest, StaffPage
from appliance.session.states import Session, StaffMode
from appliance.session.step import Offer, Step, Transition, go, stay
from hardware.events import DeviceRole, PrintJobChanged
from hardware.ports import Wanted

SAME_BADGE_S = 5.0
"""A badge that is still in front of the reader is no badge that is shown once more."""


def staff_left(_offer: Offer, session: Session, _event: Any) -> Step:
    return left(session)


def left(session: Session) -> Step:
    """Give the screen back, with all the time that a page gives."""
    staff = session.situation
    if not isinstance(staff, StaffMode):
        return stay(session)
    return given_back(session, staff.back)


def code_shown(_offer: Offer, session: Session, _event: Any) -> Step:
    """The badge shown once more ends it; during the self-test a code only shows that the reader reads."""
    staff, again = session.situation, ArmScanner(Wanted.CODE)
    if not isinstance(staff, StaffMode):
        return stay(session)
    if staff.page is StaffPage.SELF_TEST and staff.test is not None:
        return go(session, replace(staff, test=replace(staff.test, code_read=True)), again)
    if session.at - staff.since < SAME_BADGE_S:
        return stay(session, again)
    return left(session)


def staff_back(_offer: Offer, session: Session, _event: Any) -> Step:
    staff = session.situation
    if not isinstance(staff, StaffMode):
        return stay(session)
    if staff.page is StaffPage.OVERVIEW:
        return left(session)
    return go(session, replace(staff, page=StaffPage.OVERVIEW))


def page_opened(_offer: Offer, session: Session, event: StaffPageOpened) -> Step:
    staff = session.situation
    if not isinstance(staff, StaffMode):
        return stay(session)
    return go(session, replace(staff, page=event.page, done=""))


def refill_confirmed(_offer: Offer, session: Session, event: RefillConfirmed) -> Step:
    if event.role not in (DeviceRole.A4, DeviceRole.RECEIPT):
        return stay(session)
    return _done(session, f"done.refilled_{event.role}", NoteRefill(event.role))


def simply(done: str, command: Command) -> Transition:
    """Return the transition that has a command done and says so."""

    def transition(_offer: Offer, session: Session, _event: Any) -> Step:
        return _done(session, done, command)

    return transition


queue_resumed = simply("done.resumed", ResumeQueue())
all_cancelled = simply("done.cancelled", CancelAllJobs())
outbox_retried = simply("done.retrying", RetryOutbox())
refused_seen = simply("done.seen", MarkRefusedSeen())


def maintenance_chosen(_offer: Offer, session: Session, event: StaffMaintenanceChosen) -> Step:
    """It begins when staff leave and nobody is being served, and ends when they leave."""
    surroundings = replace(session.surroundings, maintenance_due=event.on)
    return _done(replace(session, surroundings=surroundings), f"done.maintenance_{'on' if event.on else 'off'}")


def help_call_done(_offer: Offer, session: Session, _event: Any) -> Step:
    if session.visit is None:
        return stay(session)
    visit = replace(session.visit, help=None, help_request=0)
    return _done(replace(session, visit=visit), "done.help")


def self_test_started(_offer: Offer, session: Session, _event: Any) -> Step:
    staff = session.situation
    if not isinstance(staff, StaffMode):
        return stay(session)
    key = _test_key(session)
    return go(session, replace(staff, page=StaffPage.SELF_TEST, done="", test=SelfTest(key)), RunSelfTest(key))


def self_test_ordered(_offer: Offer, session: Session, _event: Any) -> Step:
    """From the monitor: only while nobody is being served, whose papers would lie among the test pages."""
    if session.visit is not None or isinstance(session.situation, StaffMode):
        return stay(session)
    return stay(session, RunSelfTest(_test_key(session)))


def corner_touched(_offer: Offer, session: Session, event: CornerTouched) -> Step:
    staff = session.situation
    if not isinstance(staff, StaffMode) or staff.test is None:
        return stay(session)
    test = replace(staff.test, corners=staff.test.corners | {event.corner})
    return go(session, replace(staff, test=test))


def test_progressed(session: Session, event: PrintJobChanged) -> Session:
    """Note what a printer says of the test page."""
    staff = session.situation
    if not isinstance(staff, StaffMode) or staff.test is None:
        return session
    test = staff.test
    if event.role is DeviceRole.A4 and event.key == test.key:
        test = replace(test, a4=event.state)
    elif event.role is DeviceRole.RECEIPT and event.key == f"{test.key}/receipt":
        test = replace(test, receipt=event.state)
    return replace(session, situation=replace(staff, test=test)) if test != staff.test else session


def _test_key(session: Session) -> str:
    """Name the job after the moment: the spooler knows the keys of earlier days, too."""
    return f"{SELF_TEST_KEYS}{session.now:%Y%m%d%H%M%S}"


def _done(session: Session, done: str, *commands: Command) -> Step:
    staff = session.situation
    if not isinstance(staff, StaffMode):
        return stay(session)
    return go(session, replace(staff, page=StaffPage.OVERVIEW, done=done), *commands)
