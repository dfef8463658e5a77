"""Calling a person, from anywhere; and maintenance, which waits until nobody is served.

The open call is part of the visit: telemetry publishes it from there, and a visit's end closes it.
"""

from __future__ import annotations

from dataclasses import replace

from appliance.content.text import GERMAN
from appliance.session.commands import CallHelp, CountUp, PrintHelpSlip
from appliance.session.events import HelpAnswered, HelpNumberGiven, Identified, MaintenanceSet
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
    TakingReceipt,
    Typesetting,
)
from appliance.session.states_sending import (
    AddingPapers,
    ChoosingDelivery,
    ConsentingToSend,
    Sending,
    SendingImpossible,
)
from appliance.session.step import Offer, Step, beneath, go, stay, visit_of, with_visit
from appliance.session.visit import HelpCall, Visit

IDENTIFY_S = 10.0

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
    call = HelpCall(event.number, session.now, event.topic)
    slip = PrintHelpSlip(f"help-{event.request}", event.number, visit.language)
    return stay(with_visit(session, replace(visit, help=call)), slip)


def help_answered(_offer: Offer, session: Session, event: HelpAnswered) -> Step:
    visit = session.visit
    if visit is None or visit.help is None or visit.help.number != event.number:
        return stay(session)
    call = replace(visit.help, answer=event.answer, desk=event.desk)
    session = with_visit(session, replace(visit, help=call))
    # Staff is told that the visitor reads it, so it is shown wherever the visitor went on to.
    return go(session, CallingHelp(back=beneath(session.situation)))


def help_cancelled(_offer: Offer, session: Session, _event: object) -> Step:
    visit = replace(visit_of(session), help=None, help_request=0)
    return go(with_visit(session, visit), beneath(session.situation))


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
