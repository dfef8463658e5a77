"""From "check your answers" to the office: print, send or both; consent; sealing; later news of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from appliance.forms.definition import FormKind
from appliance.outbox.ports import SubmissionProgressed, WhyNot
from appliance.session.commands import CountUp, TypesetApplication
from appliance.session.printing import begin_printing, receipt_key, receipt_page
from appliance.session.sending_commands import PostSubmission, PrintSubmissionReceipt
from appliance.session.sending_events import DeliveryChosen, SubmissionNotPosted, SubmissionPosted
from appliance.session.sending_states import (
    AddingPapers,
    ChoosingDelivery,
    ConsentingToSend,
    Sending,
    SendingImpossible,
)
from appliance.session.states import CheckingAnswers, Previewing, Session, Typesetting
from appliance.session.step import Offer, Step, go, stay, visit_of, with_visit
from appliance.session.visit import Delivery, Sent
from hardware.events import JobState


def delivery_asked(offer: Offer, session: Session, _event: Any) -> Step:
    """After the answers are checked. A visit, and an office that takes only paper, leave nothing to choose."""
    page = session.situation
    if not isinstance(page, CheckingAnswers):
        return stay(session)
    form = offer.forms[page.form_id]
    only_paper = session.surroundings.why_not_send(form.office) is WhyNot.PRINT_ONLY
    if only_paper or form.kind is FormKind.CONVERSATION:
        return preview_asked(_delivering(session, Delivery.PRINT), page.form_id)
    return go(session, ChoosingDelivery(page.form_id))


def delivery_chosen(offer: Offer, session: Session, event: DeliveryChosen) -> Step:
    page = session.situation
    if not isinstance(page, ChoosingDelivery):
        return stay(session)
    if not event.delivery.sends:
        return preview_asked(_delivering(session, event.delivery), page.form_id)
    if session.surroundings.why_not_send(offer.forms[page.form_id].office) is not None:
        return stay(session)
    return go(_delivering(session, event.delivery), AddingPapers(page.form_id))


def consent_given(_offer: Offer, session: Session, _event: Any) -> Step:
    page = session.situation
    return preview_asked(session, page.form_id) if isinstance(page, ConsentingToSend) else stay(session)


def back_to_check(_offer: Offer, session: Session, _event: Any) -> Step:
    page = session.situation
    return go(session, CheckingAnswers(page.form_id)) if isinstance(page, ChoosingDelivery) else stay(session)


def back_to_papers(_offer: Offer, session: Session, _event: Any) -> Step:
    page = session.situation
    return go(session, AddingPapers(page.form_id)) if isinstance(page, ConsentingToSend) else stay(session)


def typeset_again(_offer: Offer, session: Session, _event: Any) -> Step:
    """The first try failed; the answers are still there."""
    page = session.situation
    return preview_asked(session, page.form_id) if isinstance(page, Typesetting) else stay(session)


def preview_asked(session: Session, form_id: str) -> Step:
    """Show the application, typeset anew only where what there is does not fit any more."""
    visit = visit_of(session)
    with_cover = not visit.delivery.sends
    made = visit.application
    if made is not None and made.form_id == form_id and made.with_cover == with_cover:
        return go(session, Previewing(form_id))
    request = session.requests + 1
    command = TypesetApplication(request, form_id, visit.answers(form_id), visit.language, with_cover)
    return go(replace(session, requests=request), Typesetting(form_id, request), command)


def confirmed(_offer: Offer, session: Session, _event: Any) -> Step:
    """The visitor has seen it and said yes. Send first: what is sealed is safe, whatever the printer does then."""
    page, visit = session.situation, visit_of(session)
    if not isinstance(page, Previewing) or visit.application is None:
        return stay(session)
    if not visit.delivery.sends:
        return begin_printing(session, page.form_id)
    if visit.is_sent:
        return _after_posting(session, page.form_id)
    request = session.requests + 1
    command = PostSubmission(request, visit.application, visit.answers(page.form_id), visit.language, visit.papers)
    return go(replace(session, requests=request), Sending(page.form_id, request), command)


def posted(_offer: Offer, session: Session, event: SubmissionPosted) -> Step:
    page, visit = session.situation, visit_of(session)
    if not isinstance(page, Sending) or page.request != event.request or visit.application is None:
        return stay(session)
    sent = Sent(event.id, visit.application.reference, event.status_code)
    proof = PrintSubmissionReceipt(
        receipt_key(visit.application),
        visit.application,
        visit.answers(page.form_id),
        visit.language,
        visit.delivery,
        event.status_code,
        tuple(paper.pages for paper in visit.papers),
    )
    session = with_visit(session, replace(visit, sent=sent, receipt=JobState.QUEUED))
    after, commands = _after_posting(session, page.form_id)
    return after, (proof, CountUp("applications_sent"), *commands)


def not_posted(_offer: Offer, session: Session, event: SubmissionNotPosted) -> Step:
    page = session.situation
    if not isinstance(page, Sending) or page.request != event.request:
        return stay(session)
    return go(session, SendingImpossible(page.form_id, event.why))


def print_instead(_offer: Offer, session: Session, _event: Any) -> Step:
    page = session.situation
    if not isinstance(page, SendingImpossible):
        return stay(session)
    return preview_asked(_delivering(session, Delivery.PRINT), page.form_id)


def progressed(_offer: Offer, session: Session, event: SubmissionProgressed) -> Step:
    """The outbox has news, perhaps of this visit's application."""
    visit = session.visit
    if visit is None or visit.sent is None or visit.sent.id != event.id:
        return stay(session)
    sent = replace(visit.sent, stage=event.stage, answer=event.answer)
    return stay(with_visit(session, replace(visit, sent=sent)))


def _after_posting(session: Session, form_id: str) -> Step:
    if visit_of(session).delivery.prints:
        return begin_printing(session, form_id)
    return go(session, receipt_page(session, form_id))


def _delivering(session: Session, delivery: Delivery) -> Session:
    return with_visit(session, replace(visit_of(session), delivery=delivery))
