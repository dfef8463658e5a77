"""Reading a document: held to the reader, shown to the visitor, taken over only when it is right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from appliance.session.answering import next_page, with_known_facts
from appliance.session.commands import CountUp
from appliance.session.states import (
    AnsweringQuestion,
    AskingStatus,
    ConfirmingDocument,
    IntroducingForm,
    ScanningDocument,
    Session,
    Situation,
)
from appliance.session.step import STAFF, Offer, Step, beneath, go, stay, visit_of, with_visit
from hardware.events import DocumentScanned, ScanFailed
from hardware.ports import Wanted


def scan_requested(_offer: Offer, session: Session, _event: Any) -> Step:
    return go(session, ScanningDocument(back=session.situation))


def scanned(_offer: Offer, session: Session, event: DocumentScanned) -> Step:
    page = session.situation
    if not isinstance(page, ScanningDocument):
        return stay(session)
    return go(session, ConfirmingDocument(event.document, back=page.back), CountUp("documents_read"))


def scan_failed(_offer: Offer, session: Session, event: ScanFailed) -> Step:
    page = session.situation
    if not isinstance(page, ScanningDocument):
        return stay(session)
    return go(session, replace(page, failure=event.failure), CountUp("documents_unreadable"))


def document_accepted(offer: Offer, session: Session, _event: Any) -> Step:
    page = session.situation
    if not isinstance(page, ConfirmingDocument):
        return stay(session)
    session = with_visit(session, replace(visit_of(session), document=page.document))
    form_id = _form_beneath(page.back)
    if form_id is None:
        return go(session, page.back)
    session = with_known_facts(offer, session, form_id)
    if isinstance(page.back, AnsweringQuestion) and page.back.changing:
        return go(session, page.back)
    return go(session, next_page(offer, visit_of(session), form_id))


def document_declined(_offer: Offer, session: Session, _event: Any) -> Step:
    page = session.situation
    if not isinstance(page, ConfirmingDocument):
        return stay(session)
    return go(session, ScanningDocument(back=page.back))


def wanted(situation: Situation) -> Wanted | None:
    """Say what the reader should look out for; it never listens at any other time."""
    if isinstance(situation, STAFF):
        return Wanted.CODE
    match beneath(situation):
        case ScanningDocument():
            return Wanted.DOCUMENT
        case AskingStatus():
            return Wanted.CODE
    return None


def _form_beneath(situation: Situation) -> str | None:
    return situation.form_id if isinstance(situation, AnsweringQuestion | IntroducingForm) else None
