"""What is drawn comes to a KMSDRM display with the flip after it: the flips of Kivy's own loop are counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from appliance.config import load_config
from appliance.content.interface import load_interface
from appliance.content.languages import load_languages
from appliance.content.text import GERMAN
from appliance.session.visit import Display

if TYPE_CHECKING:
    from kivy_ui.root import Root

pytestmark = pytest.mark.ui
TURNS = 8


class Panel:
    """The idle screen in Kivy's window, and a count of what came to the display."""

    def __init__(self) -> None:
        from kivy.core.window import Window

        from kivy_ui.app import panel_of
        from kivy_ui.content_port import Wording
        from kivy_ui.look import look_for
        from kivy_ui.presenter_start import present_idle
        from kivy_ui.root import Root, drag_px

        config = load_config(overrides={"paths": {"content": "content"}, "display": {"width": 800, "height": 480}})
        look = look_for(panel_of(config), Display(), GERMAN)
        content = config.paths.content
        wording = Wording(load_interface(content / "interface"), load_languages(content / "languages.yaml"))
        self.flips = 0
        Window.size = (800, 480)
        self.turn(TURNS)  # what the window owes from before
        self.root: Root = Root(lambda _: None, drag_px(look))
        self.root.size = (800, 480)
        self.root.show(present_idle(wording), look)
        Window.add_widget(self.root)
        Window.bind(on_flip=self.root.flipped)
        Window.bind(on_flip=self._count)

    def _count(self, *_: object) -> None:
        self.flips += 1

    def turn(self, times: int) -> int:
        from kivy.base import EventLoop

        before = self.flips
        for _ in range(times):
            EventLoop.idle()
        return self.flips - before

    def close(self) -> None:
        from kivy.core.window import Window

        Window.unbind(on_flip=self.root.flipped)
        Window.unbind(on_flip=self._count)
        Window.remove_widget(self.root)


@pytest.fixture
def panel() -> Iterator[Panel]:
    made = Panel()
    yield made
    made.close()


def test_the_first_screen_is_flipped_twice(panel: Panel) -> None:
    """Else the display stays black until somebody touches it."""
    assert panel.turn(TURNS) == 2


def test_at_rest_nothing_is_drawn(panel: Panel) -> None:
    panel.turn(TURNS)
    assert panel.turn(3 * TURNS) == 0


def test_a_pressed_button_and_a_released_one_are_flipped_twice_each(panel: Panel) -> None:
    panel.turn(TURNS)
    target = _any_target(panel)
    panel.root._fingers.down("finger", target.center_x, target.center_y)
    assert panel.turn(TURNS) == 2
    panel.root._fingers.up("finger", target.center_x, target.center_y)
    assert panel.turn(TURNS) == 2


def test_a_change_that_nobody_announced_is_flipped_twice_all_the_same(panel: Panel) -> None:
    panel.turn(TURNS)
    _any_target(panel).press()
    assert panel.turn(TURNS) == 2


def test_a_change_in_the_turn_of_the_repetition_is_repeated_too(panel: Panel) -> None:
    panel.turn(TURNS)
    target = _any_target(panel)
    target.press()
    assert panel.turn(1) == 1
    target.release()
    assert panel.turn(TURNS) == 2


def test_a_picture_that_moves_is_drawn_once_a_turn(panel: Panel) -> None:
    panel.turn(TURNS)
    target = _any_target(panel)
    for _ in range(5):
        target.press()
        assert panel.turn(1) == 1
        target.release()
        assert panel.turn(1) == 1
    assert panel.turn(TURNS) == 1


def _any_target(panel: Panel) -> Any:
    from kivy_ui.widgets.target import Target

    assert panel.root.screen is not None
    return next(node for node in panel.root.screen.walk() if isinstance(node, Target))
