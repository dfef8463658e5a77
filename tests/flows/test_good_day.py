"""A good day: language, form, passport, answers, check, print, receipt, and nothing is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.content.workshops import occurrences
from appliance.forms.answers import TextAnswer
from appliance.session import events as ev
from appliance.session import states as st
from appliance.session.states import ReceiptProgress
from tests.flows.visit import Story, offering


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("form_id", sorted(form.id for form in offering().catalogue.applications))
def test_every_form_from_the_first_question_to_the_receipt(tmp_path: Path, form_id: str, language: str) -> None:
    story = Story(tmp_path)
    story.begins(language, form_id)
    story.answers_everything()
    story.prints()

    page = story.sees(st.TakingReceipt)
    assert page.progress is ReceiptProgress.PRINTED
    assert len(story.a4.printed) == 1
    assert story.a4.printed[0].pdf.startswith(b"%PDF")
    assert len(story.receipt.printed) == 1

    story.does(ev.EndTapped())
    story.sees(st.Goodbye)
    assert story.terminal.session.visit is None
    story.waits(10)
    story.sees(st.Idle)


def test_a_passport_answers_what_it_knows_and_is_not_asked_for_again(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.begins("uk", "wohnberechtigungsschein")
    story.does(ev.ScanRequested())
    assert story.scanner.armed
    story.scanner.insert_passport()
    story.settle()
    read = story.sees(st.ConfirmingDocument).document
    assert not story.scanner.armed
    story.does(ev.DocumentAccepted())

    answers = story.visit.answers("wohnberechtigungsschein")
    assert TextAnswer(read.primary_identifier) in answers.by_key.values()
    asked = []
    while isinstance(story.situation, st.AnsweringQuestion):
        asked.append(story.question.known)
        story._answers_somehow()
    assert all(fact is None for fact in asked if fact is not None and fact.value in ("family_name", "birth_date"))


def test_going_back_and_changing_one_answer_returns_to_the_check(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.begins("en", "wohnberechtigungsschein")
    story.answers_everything()
    form = story.form("wohnberechtigungsschein")
    key = form.questions[0].id
    story.does(ev.ChangeRequested(key))
    assert story.sees(st.AnsweringQuestion).entry.parts
    story.does(ev.BackTapped())
    story.sees(st.CheckingAnswers)


def test_back_walks_through_all_questions_to_the_introduction(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.begins("de", "wohnberechtigungsschein")
    for _ in range(5):
        story._answers_somehow()
    for _ in range(5):
        story.does(ev.BackTapped())
        story.sees(st.AnsweringQuestion)
    story.does(ev.BackTapped())
    story.sees(st.IntroducingForm)


def test_a_workshop_slip_is_printed_once(tmp_path: Path) -> None:
    story = Story(tmp_path)
    workshops = story.terminal.offering.catalogue.workshops
    first = occurrences(workshops, story.clock.now(), days=14)[0]
    story.does(ev.LanguageChosen("tr"), ev.WorkshopsChosen())
    story.does(ev.WorkshopChosen(first.id), ev.SlipRequested(), ev.SlipRequested())
    story.receipt_printer_works()
    story.does(ev.SlipRequested())
    story.receipt_printer_works()
    assert story.sees(st.ViewingWorkshop).slip is ReceiptProgress.PRINTED
    assert len(story.receipt.printed) == 1
