"""Calling a person, from anywhere; and maintenance, which waits until nobody is served.

The open call is part of the visit: telemetry publishes it from there, and a visit's end closes it.
"""

from __future__ import annotations

from dataclasses import replace

from appliance.content.text import GERMAN
from appliance.session.commands import CallHelp, Command, CountUp, PrintHelpSlip
from appliance.session.events import HelpAnswered, HelpNumberGiven, Identified, MaintenanceSet
from appliance.session.sending_states import (
    AddingPapers,
    ChoosingDelivery,
    ConsentingToSend,
    Sending,
    SendingImpossible,
)
from appliance.session.staff_commands import Announce
from appliance.session.states import (
    AnsweringQuestion,
    AtHome,
    Browsing,
    BrowsingWorkshops,
    CallingHelp,
    CheckingAnswers,
    Idle,
    IntroducingForm,
    Maintenance,
    Previewing,
    Printing,
    PrintTrouble,
    Session,
    Situation,
    StaffMode,
    TakingReceipt,
    Typesetting,
)
from appliance.session.step import Offer, Step, beneath, go, stay, visit_of, with_visit
from appliance.session.visit import HelpCall, Visit

IDENTIFY_S = 10.0
_TELLS = (CallingHelp, PrintTrouble)
"""Pages that say by themselves when a call reaches nobody."""
UNHEARD_S = 20.0
"""A connection that comes back within this time is not worth alarming anyone."""

_ABOUT_A_FORM = (
    IntroducingForm,
    AnsweringQuestion,
    CheckingAnswers,
    Typesetting,
    Previewing,
    Printing,
    TakingReceipt,
    ChoosingDelivery,
    AddingPapers,
    ConsentingToSend,
    Sending,
    SendingImpossible,
)


def help_requested(offer: Offer, session: Session, _event: object) -> Step:
    """Draw one number for this visit; asking again shows the same one."""
    page = beneath(session.situation)
    if session.visit is None:
        session = replace(session, visit=Visit(language=GERMAN), touched_at=session.at)
        page = AtHome()
    visit = visit_of(session)
    answered = visit.help is not None and visit.help.answer
    shown: Situation = page if isinstance(page, PrintTrouble) and not answered else CallingHelp(back=page)
    if visit.help is not None or visit.help_request:
        return go(session, shown)
    request = session.requests + 1
    session = replace(session, requests=request, visit=replace(visit, help_request=request))
    return go(session, shown, CallHelp(request, help_topic(offer, page), visit.language), CountUp("help_calls"))


def help_topic(offer: Offer, page: Situation) -> str:
    """Say what the call is about: a topic or office id, nothing of what was typed."""
    if isinstance(page, PrintTrouble):
        return "print-trouble"
    if isinstance(page, Browsing):
        return page.id
    if isinstance(page, BrowsingWorkshops):
        return page.topic
    if isinstance(page, _ABOUT_A_FORM) and page.form_id in offer.forms:
        return offer.forms[page.form_id].office
    return ""


def number_given(_offer: Offer, session: Session, event: HelpNumberGiven) -> Step:
    visit = session.visit
    if visit is None or visit.help_request != event.request:
        return stay(session)
    told = isinstance(session.situation, _TELLS) and not session.surroundings.monitor_listens
    call = HelpCall(event.number, session.now, event.topic, told_unheard=told)
    slip = PrintHelpSlip(f"help-{event.request}", event.number, visit.language)
    return stay(with_visit(session, replace(visit, help=call)), slip)


def help_answered(_offer: Offer, session: Session, event: HelpAnswered) -> Step:
    visit = session.visit
    if visit is None or visit.help is None or visit.help.number != event.number:
        return stay(session)
    call = replace(visit.help, answer=event.answer, desk=event.desk)
    session = with_visit(session, replace(visit, help=call))
    # Staff is told that the visitor reads it, so it is shown wherever the visitor went on to, and said.
    shown = CallingHelp(back=beneath(session.situation))
    if isinstance(session.situation, StaffMode):
        return go(session, replace(session.situation, back=shown))
    words = "help.go_to_desk" if event.answer == "desk" else "help.coming"
    return go(session, shown, Announce(words, visit.language, event.desk))


def help_cancelled(_offer: Offer, session: Session, _event: object) -> Step:
    visit = replace(visit_of(session), help=None, help_request=0)
    return go(with_visit(session, visit), beneath(session.situation))


def watch_call(session: Session) -> tuple[Session, tuple[Command, ...]]:
    """Tell a visitor, once a call and wherever they are, when the call no longer reaches anyone."""
    visit = session.visit
    if visit is None or visit.help is None or visit.help.answer:
        return session, ()
    call = visit.help
    if session.surroundings.monitor_listens:
        return _with_call(session, visit, replace(call, unheard_since=None)), ()
    if isinstance(session.situation, _TELLS):
        return _with_call(session, visit, replace(call, told_unheard=True)), ()
    since = session.at if call.unheard_since is None else call.unheard_since
    if call.told_unheard or session.at - since < UNHEARD_S:
        return _with_call(session, visit, replace(call, unheard_since=since)), ()
    session = _with_call(session, visit, replace(call, told_unheard=True))
    shown = CallingHelp(back=beneath(session.situation))
    return replace(session, situation=shown), (Announce("help.not_heard", visit.language),)


def _with_call(session: Session, visit: Visit, call: HelpCall) -> Session:
    return session if call == visit.help else with_visit(session, replace(visit, help=call))


def maintenance_set(_offer: Offer, session: Session, event: MaintenanceSet) -> Step:
    session = replace(session, surroundings=replace(session.surroundings, maintenance_due=event.on))
    if event.on and isinstance(session.situation, Idle):
        return go(session, Maintenance())
    if not event.on and isinstance(session.situation, Maintenance):
        return go(session, Idle())
    return stay(session)


def identified(_offer: Offer, session: Session, _event: Identified) -> Step:
    until = session.at + IDENTIFY_S
    return stay(replace(session, surroundings=replace(session.surroundings, identify_until=until)))
