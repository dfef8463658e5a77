"""Filling in a form: one question at a time, forth and back, and checking the answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from appliance.forms.answers import Answer, Skipped
from appliance.forms.definition import FormDefinition
from appliance.forms.path import QuestionRef, find, next_unanswered, previous, visible
from appliance.forms.prefill import entry_from_document, starting_entry
from appliance.forms.problem import Problem
from appliance.forms.validation import parse
from appliance.session.commands import CountUp
from appliance.session.events import AnswerGiven, ChangeRequested, EntryChanged, StepChosen
from appliance.session.states import (
    AnsweringQuestion,
    AtHome,
    CheckingAnswers,
    IntroducingForm,
    Previewing,
    Session,
    Situation,
    Typesetting,
)
from appliance.session.step import Offer, Step, go, stay, today, visit_of, with_visit
from appliance.session.visit import Visit


def form_started(offer: Offer, session: Session, _event: Any) -> Step:
    page = session.situation
    if not isinstance(page, IntroducingForm) or page.form_id not in offer.forms:
        return stay(session)
    session = with_known_facts(offer, session, page.form_id)
    return go(session, next_page(offer, visit_of(session), page.form_id), CountUp("forms_started"))


def entry_changed(_offer: Offer, session: Session, event: EntryChanged) -> Step:
    page = session.situation
    if not isinstance(page, AnsweringQuestion):
        return stay(session)
    return go(session, replace(page, entry=event.entry, problem=None))


def answer_given(offer: Offer, session: Session, event: AnswerGiven) -> Step:
    page = session.situation
    ref = _asked(offer, session)
    if not isinstance(page, AnsweringQuestion) or ref is None:
        return stay(session)
    answer = parse(ref.question, event.entry, today(session))
    if isinstance(answer, Problem):
        return go(session, replace(page, entry=event.entry, problem=answer))
    return _answered(offer, session, page, answer)


def question_skipped(offer: Offer, session: Session, _event: Any) -> Step:
    page = session.situation
    ref = _asked(offer, session)
    if not isinstance(page, AnsweringQuestion) or ref is None or ref.question.required:
        return stay(session)
    return _answered(offer, session, page, Skipped())


def question_back(offer: Offer, session: Session, _event: Any) -> Step:
    page = session.situation
    if not isinstance(page, AnsweringQuestion):
        return stay(session)
    visit = visit_of(session)
    answers = visit.answers(page.form_id)
    if page.changing and next_unanswered(offer.forms[page.form_id], answers) is None:
        return go(session, CheckingAnswers(page.form_id))
    before = previous(offer.forms[page.form_id], answers, page.key)
    return go(session, asking(visit, offer.forms[page.form_id], before) if before else _introduction(page.form_id))


def change_requested(offer: Offer, session: Session, event: ChangeRequested) -> Step:
    page = session.situation
    if not isinstance(page, CheckingAnswers):
        return stay(session)
    visit = visit_of(session)
    ref = find(offer.forms[page.form_id], visit.answers(page.form_id), event.key)
    if ref is None:
        return stay(session)
    return go(session, replace(asking(visit, offer.forms[page.form_id], ref), changing=True))


def check_back(offer: Offer, session: Session, _event: Any) -> Step:
    page = session.situation
    if not isinstance(page, CheckingAnswers):
        return stay(session)
    visit = visit_of(session)
    path = visible(offer.forms[page.form_id], visit.answers(page.form_id))
    return go(session, asking(visit, offer.forms[page.form_id], path[-1]) if path else _introduction(page.form_id))


def preview_page(_offer: Offer, session: Session, event: StepChosen) -> Step:
    page = session.situation
    application = visit_of(session).application
    if not isinstance(page, Previewing) or application is None:
        return stay(session)
    return go(session, replace(page, page=min(max(event.step, 0), application.pages - 1)))


def to_check(_offer: Offer, session: Session, _event: Any) -> Step:
    page = session.situation
    if not isinstance(page, Previewing | Typesetting):
        return stay(session)
    return go(session, CheckingAnswers(page.form_id))


def next_page(offer: Offer, visit: Visit, form_id: str) -> Situation:
    """Return the first open question, or "check your answers" when none is open."""
    ref = next_unanswered(offer.forms[form_id], visit.answers(form_id))
    return CheckingAnswers(form_id) if ref is None else asking(visit, offer.forms[form_id], ref)


def asking(visit: Visit, form: FormDefinition, ref: QuestionRef) -> AnsweringQuestion:
    """Return the question with what is known already standing in its fields."""
    return AnsweringQuestion(form.id, ref.key, starting_entry(form, visit.answers(form.id), ref, visit.document))


def with_known_facts(offer: Offer, session: Session, form_id: str) -> Session:
    """Answer what the scanned document tells, so that nothing known is asked again."""
    visit = visit_of(session)
    answers = visit.answers(form_id)
    if visit.document is None or form_id not in offer.forms:
        return session
    for ref in visible(offer.forms[form_id], answers):
        entry = entry_from_document(ref.question, visit.document)
        if entry is None or answers.get(ref.key) is not None or ref.group_id is not None:
            continue
        answer = parse(ref.question, entry, today(session))
        if not isinstance(answer, Problem):
            answers = answers.with_answer(ref.key, answer)
    return with_visit(session, visit.with_answers(form_id, answers)) if answers.by_key else session


def _answered(offer: Offer, session: Session, page: AnsweringQuestion, answer: Answer) -> Step:
    visit = visit_of(session)
    if visit.answers(page.form_id).get(page.key) != answer:
        visit = visit.with_answers(page.form_id, visit.answers(page.form_id).with_answer(page.key, answer))
    following = next_page(offer, visit, page.form_id)
    if isinstance(following, AnsweringQuestion) and page.changing:
        following = replace(following, changing=True)
    return go(with_visit(session, visit), following)


def _asked(offer: Offer, session: Session) -> QuestionRef | None:
    page = session.situation
    if not isinstance(page, AnsweringQuestion):
        return None
    return find(offer.forms[page.form_id], visit_of(session).answers(page.form_id), page.key)


def _introduction(form_id: str) -> IntroducingForm:
    return IntroducingForm(form_id, back=AtHome())
