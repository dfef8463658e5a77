"""A screen mounted turned: seen with the head tilted, it is the same picture; fingers hit what they see."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from appliance.session import states as st
from hardware.events import TouchContact
from kivy_ui.theme import Screen as Panel
from kivy_ui.turning import upright
from tests.flows.visit import Story

pytestmark = pytest.mark.ui
WIDTH, HEIGHT = 1280, 800
HERE = Path(__file__).parent
LIMIT_S = 180.0
SHOWN_S = 10.0
"""An X server on a busy machine takes its time to make a window as large as it should be."""
SHARE_OFF = 0.001
Made = Callable[[tuple[int, int], int], Any]


@pytest.fixture
def turned(tmp_path: Path) -> Iterator[Made]:
    """Hands at a terminal with a picture of this size, on a panel that is mounted turned by so many degrees."""
    from kivy.core.window import Window

    from tests.ui.driver import Hands

    made: list[Any] = []

    def close() -> None:
        while made:
            made.pop().close()
        Window.rotation = 0

    def make(size: tuple[int, int], rotation: int) -> Any:
        close()
        Window.rotation = rotation
        made.append(Hands(Story(tmp_path), Panel(*size, 102.0)))
        return made[-1]

    yield make
    close()


def test_the_picture_stands_upright_on_a_panel_mounted_turned() -> None:
    """In a window of its own: one that has shown other sizes is no more resized by X in time."""
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(HERE / "turned_picture.py")]
    done = subprocess.run(words, cwd=HERE.parents[1], capture_output=True, text=True, check=False, timeout=LIMIT_S)
    assert done.returncode == 0, done.stdout
    assert "4 passed" in done.stdout


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_finger_hits_what_it_sees(turned: Made, rotation: int) -> None:
    from kivy.base import EventLoop

    from kivy_ui.touch_provider import DeviceTouchProvider

    width, height = upright(WIDTH, HEIGHT, rotation)
    hands = turned((width, height), rotation)
    provider = DeviceTouchProvider()
    target = hands.target(lambda each: each.name == "English")
    for phase in ("down", "up"):
        provider.handle(TouchContact(0, phase, target.center_x / width, 1 - target.center_y / height))
    provider.update(EventLoop.post_dispatch_input)
    hands.look()
    assert isinstance(hands.story.situation, st.AtHome)
    assert hands.story.visit.language == "en"
