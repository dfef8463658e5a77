"""How staff get in: a badge or a PIN is judged elsewhere; here only what is shown and who is let in.

Every refusal and every admission is an incident, with ids only; what was typed is in none of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from appliance.session.commands import ArmScanner, Command, NoteIncident
from appliance.session.ending import resting
from appliance.session.staff_commands import AskStaffLock, CheckBadge, CheckPin
from appliance.session.staff_events import StaffJudged, StaffLockTold, StaffPinGiven
from appliance.session.states import CallingHelp, OutOfService, Session, Situation, StaffMode, StaffSignIn
from appliance.session.step import Offer, Step, beneath, go, stay
from appliance.staff.verdict import Verdict
from hardware.events import CodeScanned
from hardware.ports import Wanted


def sign_in_opened(_offer: Offer, session: Session, _event: Any) -> Step:
    return go(session, StaffSignIn(back=session.situation), AskStaffLock())


def sign_in_left(_offer: Offer, session: Session, _event: Any) -> Step:
    page = session.situation
    if not isinstance(page, StaffSignIn):
        return stay(session)
    return given_back(session, page.back)


def given_back(session: Session, back: Situation) -> Step:
    """Show the visitor's place again, with all the time that a page gives; but no call that is over."""
    session = replace(session, touched_at=session.at)
    if session.visit is None:
        return go(session, back if isinstance(back, OutOfService) else resting(session))
    over = session.visit.help is None and not session.visit.help_request
    return go(session, beneath(back) if isinstance(back, CallingHelp) and over else back)


def lock_told(_offer: Offer, session: Session, event: StaffLockTold) -> Step:
    page = session.situation
    if not isinstance(page, StaffSignIn):
        return stay(session)
    return go(session, replace(page, locked_until=session.at + event.locked_for_s))


def badge_shown(_offer: Offer, session: Session, event: CodeScanned) -> Step:
    """Have a code judged; the reader listens again, as the first one may be a receipt's."""
    page = session.situation
    again = ArmScanner(Wanted.CODE)
    if not isinstance(page, StaffSignIn) or page.request:
        return stay(session, again)
    request = session.requests + 1
    session = replace(session, requests=request)
    return go(session, replace(page, request=request, refused=None), CheckBadge(request, event.text), again)


def pin_given(_offer: Offer, session: Session, event: StaffPinGiven) -> Step:
    page = session.situation
    if not isinstance(page, StaffSignIn) or page.request or session.at < page.locked_until:
        return stay(session)
    request = session.requests + 1
    session = replace(session, requests=request)
    check = CheckPin(request, event.staff_id, event.pin)
    return go(session, replace(page, request=request, refused=None), check)


def judged(_offer: Offer, session: Session, event: StaffJudged) -> Step:
    """Let in whoever was admitted, where the sign-in still waits for just this; tell of it in any case."""
    page, judgement, notes = session.situation, event.judgement, _notes(event)
    if not isinstance(page, StaffSignIn) or page.request != event.request:
        return stay(session, *notes)
    if judgement.verdict is Verdict.ADMITTED:
        session = replace(session, touched_at=session.at)
        return go(session, StaffMode(page.back, judgement.staff_id, session.at), *notes)
    locked_until = session.at + judgement.locked_for_s
    return go(session, replace(page, request=0, refused=judgement.verdict, locked_until=locked_until), *notes)


def _notes(event: StaffJudged) -> tuple[Command, ...]:
    judgement = event.judgement
    if judgement.verdict is Verdict.ADMITTED:
        return (NoteIncident("staff_admitted", judgement.staff_id),)
    if judgement.verdict is Verdict.NOT_A_BADGE:
        return ()
    refused = NoteIncident("staff_refused", f"{event.method}-{judgement.verdict}")
    if judgement.verdict is Verdict.WRONG and judgement.locked_for_s > 0:
        return refused, NoteIncident("staff_locked", f"{max(1, round(judgement.locked_for_s / 60))}-min")
    return (refused,)
