"""Asking what became of an application: the receipt's code is scanned or typed, and its note is fetched."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from appliance.forms.answers import Entry
from appliance.outbox.status_code import read_status_code
from appliance.session.commands import CountUp
from appliance.session.events import AnswerGiven, EntryChanged
from appliance.session.sending_commands import LookUpStatus, StopLookingUp
from appliance.session.sending_events import StatusFound, StatusMissed
from appliance.session.states import AskingStatus, LookingUpStatus, Session, ShowingStatus
from appliance.session.step import Offer, Step, go, stay

MOST_TYPED = 48


def status_opened(_offer: Offer, session: Session, _event: Any) -> Step:
    return go(session, AskingStatus(back=session.situation))


def code_typed(_offer: Offer, session: Session, event: EntryChanged) -> Step:
    page = session.situation
    if not isinstance(page, AskingStatus):
        return stay(session)
    return go(session, replace(page, entry=_shortened(event.entry), wrong=False))


def code_given(_offer: Offer, session: Session, event: AnswerGiven) -> Step:
    page = session.situation
    if not isinstance(page, AskingStatus):
        return stay(session)
    return _asked(session, replace(page, entry=_shortened(event.entry)), event.entry.get())


def code_scanned(_offer: Offer, session: Session, event: Any) -> Step:
    page = session.situation
    return _asked(session, page, event.text) if isinstance(page, AskingStatus) else stay(session)


def found(_offer: Offer, session: Session, event: StatusFound) -> Step:
    page = session.situation
    if not isinstance(page, LookingUpStatus) or page.request != event.request:
        return stay(session)
    return go(session, ShowingStatus(page.back, note=event.note))


def missed(_offer: Offer, session: Session, event: StatusMissed) -> Step:
    page = session.situation
    if not isinstance(page, LookingUpStatus) or page.request != event.request:
        return stay(session)
    return go(session, ShowingStatus(page.back, failure=event.why))


def stop_looking(_offer: Offer, session: Session, _event: Any) -> Step:
    page = session.situation
    return go(session, page.back, StopLookingUp()) if isinstance(page, LookingUpStatus) else stay(session)


def ask_again(_offer: Offer, session: Session, _event: Any) -> Step:
    """Another code, or the same one once more: what was shown is forgotten."""
    page = session.situation
    return go(session, AskingStatus(page.back)) if isinstance(page, ShowingStatus) else stay(session)


def _asked(session: Session, page: AskingStatus, text: str) -> Step:
    code = read_status_code(text)
    if code is None:
        return go(session, replace(page, wrong=True))
    request = session.requests + 1
    session = replace(session, requests=request)
    return go(session, LookingUpStatus(page.back, request), LookUpStatus(request, code), CountUp("status_lookups"))


def _shortened(entry: Entry) -> Entry:
    return Entry({"value": entry.get()[:MOST_TYPED]})
