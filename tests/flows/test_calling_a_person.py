"""A visitor calls a person, from a form and from the idle screen; staff answer; the visitor goes on."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from appliance.clock import ManualClock
from appliance.forms.answers import Entry
from appliance.session import events as ev
from appliance.session import states as st
from appliance.session.calling import UNHEARD_S
from appliance.session.timing import Limits
from appliance.storage.tinydb_store import TinyDbStore
from appliance.telemetry.messages import Command
from tests.flows.visit import MORNING, Story

HELP = "terminal/v1/terminal/help"


def test_the_call_says_number_language_and_office_and_nothing_else(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.begins("ar", "wohnberechtigungsschein")
    story.does(ev.EntryChanged(Entry({"value": "Mustermann"})), ev.HelpRequested())
    story.sees(st.CallingHelp)
    call = json.loads(story.link.retained[HELP])
    assert (call["number"], call["language"], call["topic"]) == (1, "ar", "wohnungsamt")
    assert "Mustermann" not in str(story.link.sent)


def test_staff_answer_and_the_visitor_sees_it(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.LanguageChosen("bg"), ev.HelpRequested())
    story.orders("ack_help", Command("c7", number=1, answer="desk", desk="3"))
    assert story.visit.help is not None
    assert (story.visit.help.answer, story.visit.help.desk) == ("desk", "3")
    assert json.loads(story.link.retained[HELP])["answered"] == "desk"
    assert any(message.topic.endswith("/ack/c7") for message in story.link.sent)


def test_the_answer_comes_up_wherever_the_visitor_went_on_to(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.begins("ar", "wohnberechtigungsschein")
    story.does(ev.HelpRequested(), ev.WentOn(), ev.EntryChanged(Entry({"value": "Muster"})))
    story.orders("ack_help", Command("c8", number=1, answer="desk", desk="3"))
    assert isinstance(story.sees(st.CallingHelp).back, st.AnsweringQuestion)
    story.does(ev.WentOn())
    assert story.sees(st.AnsweringQuestion).entry == Entry({"value": "Muster"})


def test_the_answer_is_heard_in_the_visitors_language_wherever_they_are(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.begins("uk", "wohnberechtigungsschein")
    story.does(ev.HelpRequested(), ev.WentOn())
    story.orders("ack_help", Command("c8", number=1, answer="desk", desk="3"))
    said = story.speaker.current
    assert said is not None, "what is said goes on while the page changes"
    assert (said.language, "3" in said.text) == ("uk", True)


def test_where_no_voice_speaks_the_language_german_is_heard_and_else_a_chime(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.LanguageChosen("ti"), ev.HelpRequested())
    story.orders("ack_help", Command("c8", number=1, answer="coming"))
    assert [said.language for said in story.speaker.said] == ["de"]
    story.speaker.remove_voices()
    story.orders("ack_help", Command("c9", number=1, answer="desk", desk="3"))
    assert story.speaker.chimes == 1


def test_who_called_hears_once_and_wherever_they_are_that_the_call_reaches_nobody(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.link.monitor(listens=True)
    story.begins("tr", "wohnberechtigungsschein")
    story.does(ev.HelpRequested(), ev.WentOn(), ev.EntryChanged(Entry({"value": "Muster"})))
    story.waits(5)
    story.link.monitor(listens=False)
    story.waits(UNHEARD_S - 5)
    story.sees(st.AnsweringQuestion)
    story.waits(10)
    story.sees(st.CallingHelp)
    assert [said.language for said in story.speaker.said] == ["tr"]
    story.does(ev.WentOn())
    assert story.sees(st.AnsweringQuestion).entry == Entry({"value": "Muster"})
    story.waits(60)
    story.sees(st.AnsweringQuestion)


def test_a_connection_that_comes_back_alarms_nobody(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.link.monitor(listens=True)
    story.does(ev.LanguageChosen("tr"), ev.HelpRequested(), ev.WentOn())
    story.waits(3)
    for listens in (False, True) * 4:
        story.link.monitor(listens=listens)
        story.waits(UNHEARD_S - 8)
    story.sees(st.AtHome)
    assert story.speaker.said == []


def test_waiting_numbers_go_on_after_a_power_cut_and_begin_anew_the_next_day(tmp_path: Path) -> None:
    path, numbers = tmp_path / "store.json", []
    for hours in (0, 1, 24):
        clock = ManualClock(MORNING + dt.timedelta(hours=hours))
        store = TinyDbStore(path, clock, lambda _: None)
        story = Story(tmp_path, store=store, clock=clock)
        story.does(ev.LanguageChosen("pl"), ev.HelpRequested())
        assert story.visit.help is not None
        numbers.append(story.visit.help.number)  # and the store is never closed
    assert numbers == [1, 2, 1]


def test_the_answer_comes_up_over_trouble_with_the_printer_too(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.is_ready_to_print("tr")
    story.a4.remove_paper()
    story.does(ev.PrintConfirmed())
    story.settle()
    story.does(ev.HelpRequested())
    story.sees(st.PrintTrouble)
    story.orders("ack_help", Command("c9", number=1, answer="coming"))
    story.sees(st.CallingHelp)
    story.does(ev.WentOn())
    story.sees(st.PrintTrouble)
    story.does(ev.HelpRequested())
    story.sees(st.CallingHelp)


def test_who_waits_for_a_person_is_not_timed_out_as_usual(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.begins("de", "wohnberechtigungsschein")
    story.does(ev.HelpRequested(), ev.WentOn())
    story.waits(Limits().quiet + Limits().warning + 1)
    story.sees(st.AnsweringQuestion)
    story.waits(Limits().quiet_waiting)
    story.sees(st.Idle)


def test_asking_twice_keeps_the_number_and_its_one_slip(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.LanguageChosen("fa"), ev.HelpRequested(), ev.BackTapped(), ev.HelpRequested())
    assert story.visit.help is not None
    assert story.visit.help.number == 1
    story.receipt_printer_works()
    assert len(story.receipt.printed) == 1


def test_back_to_the_form_with_everything_still_there(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.begins("de", "wohnberechtigungsschein")
    story.does(ev.EntryChanged(Entry({"value": "Muster"})), ev.HelpRequested(), ev.WentOn())
    assert story.sees(st.AnsweringQuestion).entry == Entry({"value": "Muster"})
    assert story.link.retained[HELP] != b""
    story.does(ev.HelpRequested(), ev.HelpCancelled())
    assert story.link.retained[HELP] == b""


def test_the_end_of_the_visit_closes_the_call(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.LanguageChosen("de"), ev.HelpRequested(), ev.EndTapped())
    assert story.link.retained[HELP] == b""


def test_help_from_the_idle_screen(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.HelpRequested())
    story.sees(st.CallingHelp)
    assert story.visit.help is not None
