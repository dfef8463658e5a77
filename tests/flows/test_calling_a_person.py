"""A visitor calls a person, from a form and from the idle screen; staff answer; the visitor goes on."""

from __future__ import annotations

import json
from pathlib import Path

from appliance.forms.answers import Entry
from appliance.session import events as ev
from appliance.session import states as st
from appliance.session.timing import Limits
from appliance.telemetry.messages import Command
from tests.flows.visit import Story

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
