"""Somebody who cannot read puts the headphones in: every page is spoken, until they want it no more."""

from __future__ import annotations

from pathlib import Path

from appliance.session import events as ev
from appliance.session import states as st
from appliance.session.timing import Limits
from tests.flows.visit import Story


def test_the_choice_on_the_idle_screen_goes_along_into_the_visit(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.ReadAloudTapped(), ev.ListenTapped("Hoş geldiniz.", "tr"))
    assert story.sees(st.Idle).aloud
    assert story.speaker.said[-1].language == "tr"
    story.does(ev.LanguageChosen("tr"))
    assert story.visit.display.aloud


def test_stopping_the_voice_ends_it_for_the_whole_visit(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.ReadAloudTapped(), ev.LanguageChosen("tr"), ev.ListenTapped("Ne yapmak istiyorsunuz?", "tr"))
    assert story.speaker.current is not None
    story.does(ev.ListenTapped("", "tr"))
    assert story.speaker.current is None
    assert not story.visit.display.aloud


def test_a_second_tap_and_a_while_without_anybody_bring_back_silence(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.ReadAloudTapped(), ev.ListenTapped("Welcome.", "en"), ev.ReadAloudTapped())
    assert story.sees(st.Idle) == st.Idle()
    assert story.speaker.current is None
    story.does(ev.ReadAloudTapped(), ev.ListenTapped("Welcome.", "en"))
    story.waits(Limits().quiet + 1)
    assert story.sees(st.Idle) == st.Idle()
    assert story.speaker.current is None


def test_the_next_visitor_is_not_read_to(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.ReadAloudTapped(), ev.LanguageChosen("de"), ev.EndTapped())
    story.waits(10)
    assert story.sees(st.Idle) == st.Idle()
    story.does(ev.LanguageChosen("de"))
    assert not story.visit.display.aloud
