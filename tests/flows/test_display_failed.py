"""No picture comes up: the terminal runs without a screen, says so, serves nobody, and goes on sending."""

from __future__ import annotations

import json
import os
from pathlib import Path

from appliance.clock import ManualClock
from appliance.rescue import lasting, out_of_order, without_a_display
from appliance.session import events as ev
from appliance.session import states as st
from tests.flows.visit import Story

STATE = "terminal/v1/terminal/state"
EVENT = "terminal/v1/terminal/event"


def rescued(tmp_path: Path) -> Story:
    story = Story(tmp_path)
    without_a_display(story.terminal)
    story.settle()
    return story


def test_the_monitor_is_told_that_it_is_out_of_service_and_why(tmp_path: Path) -> None:
    story = rescued(tmp_path)
    assert json.loads(story.link.retained[STATE])["s"] == "out_of_service"
    kinds = [json.loads(each.payload)["kind"] for each in story.link.sent if each.topic == EVENT]
    assert kinds.count("display_failed") == 1
    assert [incident.kind for incident in story.terminal.store.incidents()] == ["display_failed"]


def test_it_stays_out_of_service_whatever_happens(tmp_path: Path) -> None:
    story = rescued(tmp_path)
    story.does(ev.MaintenanceSet(on=True))
    story.does(ev.MaintenanceSet(on=False))
    story.does(ev.LanguageChosen("ar"))
    story.waits(3600)
    assert story.sees(st.OutOfService).reason is st.OutOfServiceReason.DISPLAY


def test_a_broker_that_comes_back_hears_it_again(tmp_path: Path) -> None:
    story = rescued(tmp_path)
    story.link.cut()
    story.link.retained.clear()
    story.link.connect()
    story.settle()
    assert json.loads(story.link.retained[STATE])["s"] == "out_of_service"


def test_the_console_says_it_in_the_middle_and_names_the_terminal_below() -> None:
    lines = out_of_order("Halle B · Terminal 3 (t-3)", os.terminal_size((80, 25))).split("\r\n")
    assert len(lines) == 25
    assert lines[11].strip() == "A u ß e r   B e t r i e b"
    assert lines[13].strip() == "O u t   o f   o r d e r"
    assert lines[-1] == "Halle B · Terminal 3 (t-3)"
    assert all(len(line) < 80 for line in lines[1:])


def test_a_tiny_console_still_says_it() -> None:
    assert "B e t r i e b" in out_of_order("t", os.terminal_size((20, 2)))


def test_after_some_hours_it_is_enough(tmp_path: Path) -> None:
    clock = ManualClock()
    enough = lasting(clock, 3600)
    clock.advance(3599)
    assert not enough()
    clock.advance(1)
    assert enough()
