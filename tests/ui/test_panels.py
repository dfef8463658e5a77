"""What everybody sees fits on every panel that a terminal may have: nothing lies under another, or outside."""

from __future__ import annotations

import pytest

from appliance.session import states as st
from appliance.session.visit import Display, TextSize
from kivy_ui.theme import Screen as Panel
from tests.ui.layout_check import faults_of
from tests.ui.samples import session

pytestmark = pytest.mark.ui
PANELS = {
    '21.5"': Panel(1920, 1080, 102.0),
    '19.7"': Panel(1920, 1080, 112.0),
    '17"': Panel(1280, 1024, 96.0),
    '15.6"': Panel(1920, 1080, 142.0),
    '15"': Panel(1024, 768, 85.0),
    '14.8"': Panel(1280, 800, 102.0),
    '14"': Panel(1920, 1080, 157.0),
    '13.3"': Panel(1920, 1080, 166.0),
    '11.6"': Panel(1366, 768, 135.0),
    '10.1"': Panel(1280, 800, 149.0),
    '15.6", low': Panel(1366, 768, 100.0),
    '17" on its side': Panel(1024, 1280, 96.0),
    '15" on its side': Panel(768, 1024, 85.0),
    "the narrowest on its side": Panel(800, 1280, 91.0),
    '21.5" on its side': Panel(1080, 1920, 102.0),
}


def faults(name: str, situation: st.Situation, size: TextSize = TextSize.NORMAL) -> list[str]:
    from kivy_ui.presenter import present
    from kivy_ui.stage import Stage
    from tests.ui.gallery import look_of, screen_for
    from tests.ui.samples import content

    panel = PANELS[name]
    state = session(situation, "de", Display(size))
    screen = screen_for(present(state, content()), Stage(look_of(state, panel), lambda _event: None))
    screen.place(0, 0, panel.width, panel.height)
    found = faults_of(screen, panel)
    screen.close()
    return found


@pytest.mark.parametrize("name", PANELS)
def test_all_languages_can_be_seen_and_touched(name: str) -> None:
    assert faults(name, st.Idle()) == []


@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize("size", [TextSize.NORMAL, TextSize.LARGEST])
def test_an_answer_can_be_typed(name: str, size: TextSize) -> None:
    """No page needs more room than one with a keyboard."""
    from tests.ui.samples import situations

    assert faults(name, situations("de")["question-name"], size) == []


@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize("situation", [st.OutOfService(st.OutOfServiceReason.CONTENT), st.Maintenance()])
def test_that_it_serves_nobody_can_be_read(name: str, situation: st.Situation) -> None:
    assert faults(name, situation) == []
