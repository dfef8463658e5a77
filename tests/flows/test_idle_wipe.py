"""A visitor walks away. There is a warning, time to come back, and then nothing of the visit is left."""

from __future__ import annotations

from pathlib import Path

from appliance.forms.answers import Entry
from appliance.session import events as ev
from appliance.session import states as st
from appliance.session.timing import Limits
from tests.flows.visit import Story


def test_warning_first_and_then_the_wipe(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.begins("de", "wohnberechtigungsschein")
    story.does(ev.EntryChanged(Entry({"value": "Mustermann"})))
    story.waits(Limits().quiet)
    warning = story.sees(st.AskingStillThere)
    assert warning.wipe_at - story.clock.monotonic() >= 20
    story.waits(Limits().warning)
    story.sees(st.Idle)
    assert story.terminal.session.visit is None


def test_one_touch_brings_everything_back(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.begins("de", "wohnberechtigungsschein")
    story.does(ev.EntryChanged(Entry({"value": "Mustermann"})))
    story.waits(Limits().quiet + 10)
    story.does(ev.WentOn())
    assert story.sees(st.AnsweringQuestion).entry == Entry({"value": "Mustermann"})
    story.waits(Limits().quiet - 5)
    story.sees(st.AnsweringQuestion)


def test_a_touch_beside_the_button_gives_more_time(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.LanguageChosen("de"))
    story.waits(Limits().quiet + Limits().warning - 2)
    story.does(ev.Touched())
    story.waits(20)
    story.sees(st.AskingStillThere)


def test_touching_the_screen_while_reading_is_enough(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.LanguageChosen("de"))
    for _ in range(5):
        story.waits(Limits().quiet - 10)
        story.does(ev.Touched())
    story.sees(st.AtHome)


def test_the_next_visitor_begins_with_empty_fields(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.begins("de", "wohnberechtigungsschein")
    story.answers(value="1") if story.question.type.value == "number" else story._answers_somehow()
    story.does(ev.EndTapped(), ev.EndConfirmed())
    story.waits(10)
    story.begins("de", "wohnberechtigungsschein")
    assert story.sees(st.AnsweringQuestion).entry == Entry()


def test_the_end_is_asked_for_only_where_something_could_be_lost(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.LanguageChosen("de"), ev.EndTapped())
    story.sees(st.Goodbye)
    story.waits(10)
    story.begins("de", "wohnberechtigungsschein")
    story._answers_somehow()
    story.does(ev.EndTapped())
    story.sees(st.ConfirmingEnd)
    story.does(ev.WentOn())
    story.sees(st.AnsweringQuestion)
