"""The network is cut in the middle of a visit. The visitor notices nothing; the monitor catches up afterwards."""

from __future__ import annotations

import json
from pathlib import Path

from appliance.session import events as ev
from appliance.session import states as st
from tests.flows.visit import Story

TOPIC = "terminal/v1/terminal"


def state(story: Story, name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(story.link.retained[f"{TOPIC}/{name}"])
    return found


def test_a_whole_visit_without_network(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.link.cut()
    story.is_ready_to_print()
    story.does(ev.PrintConfirmed())
    story.printer_works()
    story.sees(st.TakingReceipt)
    assert len(story.a4.printed) == 1


def test_what_changed_meanwhile_stands_there_after_the_reconnect(tmp_path: Path) -> None:
    story = Story(tmp_path)
    assert state(story, "state")["s"] == "ready"
    story.link.cut()
    story.settle()
    story.receipt.remove_paper()
    story.does(ev.LanguageChosen("pl"), ev.HelpRequested())
    assert state(story, "state")["s"] == "ready"
    story.link.connect()
    story.settle()
    assert state(story, "state")["s"] == "busy"
    assert state(story, "device/receipt")["state"] == "stopped"
    assert state(story, "help")["language"] == "pl"


def test_the_terminal_knows_whether_anyone_listens(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.link.monitor(True)
    story.settle()
    assert story.terminal.session.surroundings.monitor_listens
    story.link.cut()
    story.settle()
    assert not story.terminal.session.surroundings.monitor_listens
