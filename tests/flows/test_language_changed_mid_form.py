"""Somebody else takes over, or the wrong language was tapped: changed in the middle, with nothing lost."""

from __future__ import annotations

from pathlib import Path

from appliance.forms.answers import Entry
from appliance.session import events as ev
from appliance.session import states as st
from tests.flows.visit import Story


def test_half_a_word_survives_the_change(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.begins("ru", "wohnberechtigungsschein")
    story.does(ev.EntryChanged(Entry({"value": "Kowal"})))
    story.does(ev.LanguageMenuOpened(), ev.LanguageChosen("uk"))
    assert story.sees(st.AnsweringQuestion).entry == Entry({"value": "Kowal"})
    assert story.visit.language == "uk"


def test_the_answers_stay_and_the_print_is_german_as_before(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.begins("ar", "wohnberechtigungsschein")
    story.answers_everything()
    answers = story.visit.answers("wohnberechtigungsschein")
    story.does(ev.LanguageMenuOpened(), ev.LanguageChosen("en"))
    assert story.visit.answers("wohnberechtigungsschein") == answers
    story.sees(st.CheckingAnswers)


def test_a_print_goes_on_under_the_language_menu(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.is_ready_to_print()
    story.does(ev.PrintConfirmed(), ev.LanguageMenuOpened())
    story.printer_works()
    story.does(ev.LanguageChosen("fr"))
    story.sees(st.TakingReceipt)
    assert len(story.a4.printed) == 1
