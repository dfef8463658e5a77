"""How long the terminal waits for somebody who does not touch it: as long as there is a reason not to."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.session import events as ev
from appliance.session import states as st
from appliance.session.timing import Limits
from tests.flows.visit import Story

LIMITS = Limits()


def is_asked_after(story: Story, seconds: float) -> None:
    story.waits(seconds - 2)
    assert not isinstance(story.situation, st.AskingStillThere)
    story.waits(4)
    story.sees(st.AskingStillThere)


def test_on_an_ordinary_page(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.LanguageChosen("de"))
    is_asked_after(story, LIMITS.quiet)


def test_while_reading_a_guide(tmp_path: Path) -> None:
    story = Story(tmp_path)
    guide = story.terminal.offering.catalogue.guides[0].id
    story.does(ev.LanguageChosen("de"), ev.GuideChosen(guide))
    is_asked_after(story, LIMITS.quiet_reading)


def test_while_watching_a_video(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.LanguageChosen("de"), ev.VideoChosen("any"))
    is_asked_after(story, LIMITS.quiet_reading)


def test_while_looking_for_a_document(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.begins("de", "wohnberechtigungsschein")
    story.does(ev.ScanRequested())
    is_asked_after(story, LIMITS.quiet_reading)


def test_while_taking_the_receipt(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.is_ready_to_print()
    story.does(ev.PrintConfirmed())
    story.printer_works()
    story.sees(st.TakingReceipt)
    is_asked_after(story, LIMITS.quiet_reading)


def test_while_a_person_is_on_the_way(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.LanguageChosen("de"), ev.HelpRequested())
    is_asked_after(story, LIMITS.quiet_waiting)


def test_while_it_prints(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.is_ready_to_print()
    story.does(ev.PrintConfirmed())
    is_asked_after(story, LIMITS.quiet_waiting)


def test_maintenance_waits_until_nobody_is_served(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.LanguageChosen("de"), ev.MaintenanceSet(on=True))
    story.sees(st.AtHome)
    story.does(ev.EndTapped())
    story.waits(LIMITS.goodbye + 2)
    story.sees(st.Maintenance)
    story.does(ev.LanguageChosen("de"))
    story.sees(st.Maintenance)
    story.does(ev.MaintenanceSet(on=False))
    story.sees(st.Idle)


@pytest.mark.parametrize("on", [True, False])
def test_maintenance_on_an_idle_terminal_begins_at_once(tmp_path: Path, on: bool) -> None:
    story = Story(tmp_path)
    story.does(ev.MaintenanceSet(on=on))
    assert isinstance(story.situation, st.Maintenance) is on


def test_the_display_shows_which_terminal_it_is_for_ten_seconds(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.orders("identify")
    session = story.terminal.session
    assert session.surroundings.identify_until == session.at + 10
