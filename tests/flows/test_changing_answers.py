"""Going back to change something: what was not touched stays, and nothing is printed anew without a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.session import events as ev
from appliance.session import states as st
from tests.flows.visit import Story

FORM = "wohnberechtigungsschein"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    told = Story(tmp_path)
    told.is_ready_to_print()
    return told


def name_of(story: Story) -> str:
    return next(question.id for question in story.form(FORM).questions if question.type.value == "name")


def test_the_same_answer_again_keeps_the_typeset_application(story: Story) -> None:
    made = story.visit.application
    story.does(ev.BackTapped(), ev.ChangeRequested(name_of(story)))
    page = story.sees(st.AnsweringQuestion)
    assert page.entry.parts
    story.does(ev.AnswerGiven(page.entry), ev.PreviewRequested())
    assert story.visit.application is made


def test_another_answer_makes_a_new_one(story: Story) -> None:
    made = story.visit.application
    story.does(ev.BackTapped(), ev.ChangeRequested(name_of(story)))
    story.answers(value="Neumann")
    story.sees(st.CheckingAnswers)
    assert story.visit.application is None
    story.does(ev.PreviewRequested())
    assert made is not None
    assert story.visit.application is not None
    assert story.visit.application.key != made.key


def test_a_document_scanned_later_does_not_overrule_what_was_typed(story: Story) -> None:
    story.does(ev.BackTapped())
    typed = story.visit.answers(FORM).by_key
    story.does(ev.ChangeRequested(name_of(story)), ev.ScanRequested())
    story.scanner.insert_passport()
    story.settle()
    story.does(ev.DocumentAccepted())
    assert story.sees(st.AnsweringQuestion).changing
    assert story.visit.document is not None
    assert dict(story.visit.answers(FORM).by_key) == dict(typed)


def test_the_reader_listens_only_while_a_document_is_asked_for(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.begins("de", FORM)
    assert not story.scanner.armed
    story.does(ev.ScanRequested())
    assert story.scanner.armed
    story.does(ev.LanguageMenuOpened())
    assert story.scanner.armed
    story.does(ev.WentOn(), ev.BackTapped())
    assert not story.scanner.armed
    story.does(ev.ScanRequested(), ev.EndTapped())
    story.waits(1)
    assert story.scanner.armed is isinstance(story.situation, st.ConfirmingEnd)
