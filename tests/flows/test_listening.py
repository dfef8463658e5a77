"""A visitor has the page read aloud. The voice belongs to its page, and falls silent with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.forms.answers import Entry
from appliance.session import events as ev
from appliance.session import states as st
from tests.flows.visit import Story

ALOUD = ev.ListenTapped("Wie heißen Sie?", "de")


def speaks(story: Story) -> bool:
    return story.speaker.speaking


@pytest.fixture
def story(tmp_path: Path) -> Story:
    told = Story(tmp_path)
    told.begins("de", "wohnberechtigungsschein")
    told.does(ALOUD)
    assert speaks(told)
    return told


def test_typing_does_not_interrupt(story: Story) -> None:
    story.does(ev.EntryChanged(Entry({"value": "M"})))
    story.waits(3)
    assert speaks(story)


def test_the_next_question_is_another_page(story: Story) -> None:
    story._answers_somehow()
    story.sees(st.AnsweringQuestion)
    assert not speaks(story)


@pytest.mark.parametrize("leaves", [ev.EndTapped(), ev.HelpRequested(), ev.LanguageMenuOpened(), ev.BackTapped()])
def test_whatever_lies_over_it_is_another_page(story: Story, leaves: object) -> None:
    story.does(leaves)
    assert not speaks(story)


def test_a_second_tap_stops_the_voice(story: Story) -> None:
    story.does(ev.ListenTapped("", "de"))
    assert not speaks(story)


def test_the_steps_of_a_guide_are_pages(tmp_path: Path) -> None:
    story = Story(tmp_path)
    guide = story.terminal.offering.catalogue.guides[0].id
    story.does(ev.LanguageChosen("de"), ev.GuideChosen(guide), ALOUD, ev.StepChosen(1))
    assert story.sees(st.ReadingGuide).step == 1
    assert not speaks(story)
