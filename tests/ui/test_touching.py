"""Fingers: what counts as a tap, a hold, a drag."""

from __future__ import annotations

import time
from typing import Any

import pytest

pytestmark = pytest.mark.ui


class Desk:
    """A column of buttons in a scroll, and a finger."""

    def __init__(self, count: int = 3) -> None:
        from kivy.clock import Clock
        from kivy.core.window import Window  # noqa: F401 - makes the graphics context

        from kivy_ui.touching import Fingers

        self.clock = Clock
        self.tapped: list[int] = []
        self.held: list[int] = []
        self.root = self.build(count)
        self.fingers = Fingers(lambda: self.root, 20, lambda: None)

    def build(self, count: int) -> Any:
        from appliance.content.text import Localised
        from kivy_ui.widgets.scroll import Scroll
        from kivy_ui.widgets.stack import Column

        column = Column([self._button(number) for number in range(count)], 20)
        scroll = Scroll(self._stage(), column, Localised("Nach oben", "de"), Localised("Nach unten", "de"))
        scroll.place(0, 0, 800, 400)
        return scroll

    def _stage(self) -> Any:
        from kivy_ui.look import Look
        from kivy_ui.stage import Stage
        from kivy_ui.theme import LIGHT, Screen, Theme

        return Stage(Look(Theme(Screen(1920, 1080, 102.0), LIGHT), "de"), lambda _event: None)

    def _button(self, number: int) -> Any:
        from appliance.content.text import Localised
        from kivy_ui.widgets import button
        from kivy_ui.widgets.target import OnHold

        target = button.tinted(
            self._stage(), Localised(f"Knopf {number}", "de"), lambda: self.tapped.append(number)
        )
        target.hold, target.held = OnHold.OPEN, lambda: self.held.append(number)
        return target

    def button(self, number: int) -> Any:
        return list(self.root.child.nodes())[number]

    def wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.clock.tick()


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_down_and_up_on_a_button_is_a_tap(desk: Desk) -> None:
    at = desk.button(1).center
    desk.fingers.down(1, *at)
    assert desk.tapped == []
    desk.fingers.up(1, *at)
    assert desk.tapped == [1]


def test_sliding_off_before_letting_go_is_no_tap(desk: Desk) -> None:
    desk.fingers.down(1, *desk.button(1).center)
    desk.fingers.up(1, *desk.button(2).center)
    assert desk.tapped == []


def test_a_second_finger_is_a_palm(desk: Desk) -> None:
    desk.fingers.down(1, *desk.button(1).center)
    desk.fingers.down(2, *desk.button(2).center)
    desk.fingers.up(2, *desk.button(2).center)
    desk.fingers.up(1, *desk.button(1).center)
    assert desk.tapped == [1]


def test_a_screen_made_anew_under_the_finger_still_takes_the_tap(desk: Desk) -> None:
    at = desk.button(1).center
    desk.fingers.down(1, *at)
    desk.root = desk.build(3)
    desk.fingers.up(1, *at)
    assert desk.tapped == [1]


def test_holding_does_the_other_thing_once_and_is_no_tap(desk: Desk) -> None:
    at = desk.button(1).center
    desk.fingers.down(1, *at)
    desk.wait(0.7)
    desk.fingers.up(1, *at)
    assert (desk.held, desk.tapped) == ([1], [])


def test_dragging_moves_the_page_and_taps_nothing() -> None:
    desk = Desk(20)
    x, y = desk.button(1).center
    desk.fingers.down(1, x, y)
    desk.fingers.move(1, x, y + 100)
    desk.fingers.up(1, x, y + 100)
    assert desk.tapped == []
    assert desk.root.offset == 100


def test_what_the_window_hides_cannot_be_touched() -> None:
    desk = Desk(20)
    hidden = desk.button(19)
    assert hidden.top < 0
    desk.fingers.down(1, *hidden.center)
    desk.fingers.up(1, *hidden.center)
    assert desk.tapped == []


def test_the_arrow_below_shows_what_lies_below_until_the_end() -> None:
    desk = Desk(20)
    for _ in range(12):
        at = desk.root.arrows[1].center
        desk.fingers.down(1, *at)
        desk.fingers.up(1, *at)
    assert desk.root.offset == desk.root.furthest
    assert desk.button(19).y >= 0
    assert not desk.root.arrows[1].enabled
