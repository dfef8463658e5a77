"""The touchscreen's own events as Kivy's touches: one tap is one tap, and a lost touchscreen taps nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from appliance.session import states as st
from kivy_ui.theme import Screen as Panel
from tests.flows.visit import Story

pytestmark = pytest.mark.ui
PANEL = Panel(1920, 1080, 102.0)


@pytest.fixture
def touched(tmp_path: Path) -> Any:
    """A terminal on a screen whose fingers come from the simulated touchscreen."""
    from kivy.base import EventLoop

    from kivy_ui.touch_provider import DeviceTouchProvider, releasing
    from tests.ui.driver import Hands

    hands = Hands(Story(tmp_path), PANEL)
    provider = DeviceTouchProvider()
    hands.story.terminal.bus.subscribe(provider.handle)
    hands.story.terminal.bus.subscribe(releasing(hands.root))

    class Finger:
        screen = hands

        def settle(self) -> None:
            hands.story.settle()
            provider.update(EventLoop.post_dispatch_input)
            hands.look()

        def place_of(self, words: str) -> tuple[float, float]:
            target = hands.target(lambda each: each.name == words)
            assert target is not None
            return target.center_x / PANEL.width, 1 - target.center_y / PANEL.height

    yield Finger()
    hands.close()


def test_a_tap_on_a_language_begins_one_visit(touched: Any) -> None:
    touch = touched.screen.story.touch
    touch.tap(*touched.place_of("Türkçe"))
    touched.settle()
    touched.screen.story.sees(st.AtHome)
    assert touched.screen.story.visit.language == "tr"
    assert touched.screen.story.terminal.store.counter("visits") == 1


def test_a_finger_that_slides_off_taps_nothing(touched: Any) -> None:
    touch = touched.screen.story.touch
    touch.press(*touched.place_of("Türkçe"))
    touch.slide(0.05, 0.5)
    touch.release()
    touched.settle()
    touched.screen.story.sees(st.Idle)


def test_a_touchscreen_pulled_out_under_a_finger_taps_only_when_it_is_back(touched: Any) -> None:
    touch = touched.screen.story.touch
    touch.press(*touched.place_of("Polski"))
    touched.settle()
    touch.unplug()
    touched.settle()
    touched.screen.story.sees(st.Idle)
    touch.plug_in()
    touched.settle()
    touch.tap(*touched.place_of("Français"))
    touched.settle()
    assert touched.screen.story.visit.language == "fr"


def test_words_that_nobody_pressed_down_are_no_tap(touched: Any) -> None:
    """An `up` or `move` of a finger that was down before we listened."""
    from hardware.events import TouchContact

    x, y = touched.place_of("Polski")
    for phase in ("move", "up"):
        touched.screen.story.terminal.bus.publish(TouchContact(4, phase, x, y))
    touched.settle()
    touched.screen.story.sees(st.Idle)
